"""``advisor new``: a service, decision, term, rule or scenario begun, with a test that fails as yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import authoring_scenario, authoring_words, drafts
from advisor.cli.prompts import Form
from advisor.errors import AdvisorError, Place, Problem

if TYPE_CHECKING:
    from advisor.rulebase.base import RuleBase


@click.group()
def new() -> None:
    """Begin a service, decision, term, rule or scenario: asks a few questions and writes the files.

    \b
    Examples:
      advisor new service acme-cache
      advisor new rule query/small-results-are-kept
      advisor new scenario --into our/rules

    Every question is also an option, so that it works without a terminal. The files go into --into (rules/ here),
    a folder that is laid over the packaged rules; nothing that is there is overwritten. With them comes a
    scenario that fails as yet: it is the first test of what you add.
    """  # noqa: D301


@new.command()
@click.argument("id_", metavar="ID")
@click.option("--name", help="Its name, as people write it.")
@click.option("--aka", multiple=True, metavar="NAME", help="Another name of it; may be given again.")
@click.option("--does", metavar="SENTENCE", help="What it does.")
@click.option("--part-of", metavar="SERVICE", help="For a feature or mode: the service it belongs to.")
@click.option(
    "--decision", "asked", multiple=True, metavar="ID", help="A decision it may answer; may be given again."
)
@click.option("--source", metavar="URL", help="The page that says what it offers.")
@click.option(
    "--fact",
    "facts",
    multiple=True,
    metavar="TERM=VALUE",
    help="What it offers, as 'latency=5 s' or 'operations=none because …'; may be given again.",
)
@click.option("--family", metavar="NAME", help="The folder below services/; that of its rivals if left out.")
@drafts.checked_option
@drafts.into_option
def service(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    id_: str,
    name: str | None,
    aka: tuple[str, ...],
    does: str | None,
    part_of: str | None,
    asked: tuple[str, ...],
    source: str | None,
    facts: tuple[str, ...],
    family: str | None,
    checked: str | None,
    into: Path,
) -> int:
    """Begin a service: its file, its decisions with it as a candidate, and a first test.

    \b
    Example:
      advisor new service acme-cache --name "Acme Cache" --does "Keeps results of queries." \\
        --decision query --source https://acme.example/docs --fact "query-time=seconds"
    """  # noqa: D301
    from advisor.author import answers
    from advisor.author.new import Service
    from advisor.author.new import service as files

    where = drafts.home(into)
    rules = drafts.rules(where)
    answers.new_id(id_)
    if id_ in rules.services:
        raise drafts.there("service", id_, rules.services[id_].at)
    form = Form()
    named = form.one("--name", "Its name, as people write it", name, answers.name_of(rules))
    said = form.one("--does", "What it does, in one sentence", does, answers.stopped)
    whole = form.one("--part-of", "", part_of, answers.service(rules), default="") if part_of else ""
    decisions = _decisions(form, rules, asked)
    url = form.one("--source", "The page that says what it offers (https://…)", source, answers.page)
    hint = drafts.asks(rules, decisions) if form.asks and not facts else ""
    stated = form.many(
        "--fact",
        "\nWhat it offers, as term=value; a term alone tells its values",
        facts,
        answers.fact(rules),
        hint=hint,
    )
    form.done()
    one = Service(
        id=id_,
        name=named or "",
        does=said or "",
        decisions=decisions,
        url=url or "",
        day=drafts.day(checked),
        aka=aka,
        part_of=whole or "",
        family=family or "",
        facts=tuple({fact.term: fact for fact in stated}.values()),
    )
    return drafts.write(where, files(rules, where, one))


def _decisions(form: Form, rules: RuleBase, asked: tuple[str, ...]) -> tuple[str, ...]:
    from advisor.author import answers

    if asked:
        checked = form.many("--decision", "", asked, answers.decision(rules))
        return tuple(dict.fromkeys(checked))
    hint = "\nThe decisions there are:\n" + drafts.table(
        [(id_, rules.decisions[id_].question) for id_ in rules.decisions]
    )
    question = "Which may it answer? (several with commas)"
    found = form.one("--decision", question, None, answers.decisions(rules), hint=hint if form.asks else "")
    return found or ()


@new.command()
@click.argument("id_", metavar="ID")
@click.option("--question", metavar="SENTENCE", help="The question that it answers.")
@click.option("--candidates", metavar="IDS", help="The services that may answer it, with commas between.")
@click.option("--asks", metavar="TERMS", help="The terms that candidates are judged on, with commas between.")
@click.option("--stage", metavar="WORD", help="Its place in a flow of data: collect, move, process, store, …")
@click.option(
    "--raised-by",
    multiple=True,
    metavar="TERM=CONDITION",
    help="Needs that raise it although nobody named it, all of them; may be given again.",
)
@drafts.into_option
def decision(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    id_: str,
    question: str | None,
    candidates: str | None,
    asks: str | None,
    stage: str | None,
    raised_by: tuple[str, ...],
    into: Path,
) -> int:
    """Begin a decision: its file, and a first test.

    \b
    Example:
      advisor new decision result-cache --question "Where should results be kept?" \\
        --candidates dynamodb,s3 --asks latency,cost --raised-by repeats=yes
    """  # noqa: D301
    from advisor.author import answers
    from advisor.author.new import Decision
    from advisor.author.new import decision as files
    from advisor.models.words import STAGES

    where = drafts.home(into)
    rules = drafts.rules(where)
    answers.new_id(id_)
    if id_ in rules.decisions:
        raise drafts.there("decision", id_, rules.decisions[id_].at)
    if stage is not None and stage not in STAGES:
        known = f"known: {', '.join(STAGES)}"
        raise AdvisorError([Problem(Place("--stage"), f"'{stage}' is not a stage", known)])
    form = Form()
    said = form.one("--question", "The question that it answers", question, answers.sentence)
    few = form.one(
        "--candidates", "Which services may answer it? (with commas)", candidates, answers.services(rules)
    )
    terms = form.one("--asks", "On which terms are they judged? (with commas)", asks, answers.terms(rules))
    raised = form.many(
        "--raised-by",
        "\nNeeds that raise it although nobody named it, as term=condition",
        raised_by,
        answers.need(rules, bound=False),
    )
    form.done()
    one = Decision(id_, said or "", few or (), terms or (), stage or "", dict(raised))
    return drafts.write(where, files(where, one))


for command in (authoring_words.term, authoring_words.rule, authoring_scenario.scenario):
    new.add_command(command)
