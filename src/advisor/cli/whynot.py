"""``advisor why-not``: which conditions of a rule a scenario does not meet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import common
from advisor.errors import AdvisorError, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from advisor.rulebase.base import RuleBase
    from advisor.rulebase.knowledge import Rule


@click.command("why-not")
@click.argument("file", metavar="FILE|-")
@click.argument("words", nargs=-1, metavar="[RULE…]")
@click.option("--decision", metavar="ID", help="All rules of this decision that did not fire.")
@click.option(
    "-o", "--output", type=click.Choice(["text", "json"]), default="text", help="The form of the answer."
)
@common.as_of_option
@common.rules_option
def why_not(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    file: str,
    words: tuple[str, ...],
    decision: str | None,
    output: str,
    as_of: str | None,
    folders: tuple[Path, ...],
) -> None:
    """Say why a rule did not fire in a scenario: which condition fails, what it expects, what is given.

    \b
    Examples:
      advisor why-not scenario.yaml streaming-ingestion/several-readers-need-replay
      advisor why-not scenario.yaml several-readers-need-replay
      advisor why-not scenario.yaml --decision streaming-ingestion

    Of a rule that did fire, it is told what came of it: a candidate that is out already cannot be preferred.
    """  # noqa: D301
    from advisor.check import whynot
    from advisor.recommend.case import case
    from advisor.render import whynot as render

    if bool(words) == bool(decision):
        raise click.UsageError("name rules, or a decision with --decision")
    rules = common.base(folders)
    if decision is not None and decision not in rules.decisions:
        hint = did_you_mean(decision, rules.decisions)
        raise AdvisorError([Problem(Place("--decision"), f"unknown decision '{decision}'", hint)])
    named = [_rule(rules, word) for word in words]
    common.check_days(rules, as_of)
    scenario = common.scenario(rules, file)
    judged = case(rules, scenario, rules.day(as_of or scenario.as_of))
    if decision is None:
        answers = [whynot.why_not(judged, one) for one in named]
    else:
        answers = whynot.silent(judged, decision)
    if output == "json":
        said = render.document(answers, scenario.id, judged.day, rules.hash)
    else:
        said = render.text(answers, decision, width=common.width(), colour=common.colour())
    click.echo(said, nl=False)


def _rule(rules: RuleBase, word: str) -> Rule:
    from advisor.check import whynot

    found = whynot.find(rules, word)
    if not found:
        hint = did_you_mean(word, whynot.known(rules, word), most=0)
        hint = hint if hint.startswith("did") else "'advisor decisions ID' lists the rules of a decision"
        raise AdvisorError([Problem(Place("rules"), f"unknown rule '{word}'", hint)])
    if len(found) > 1:
        hint = "say which: " + " or ".join(f"'{one.id}'" for one in found)
        raise AdvisorError([Problem(Place("rules"), f"several rules are called '{word}'", hint)])
    return found[0]
