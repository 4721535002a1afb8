"""``advisor new term`` and ``advisor new rule``: keys added to files that are there, or laid over them."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli import drafts
from advisor.cli.prompts import Form

_VERBS = ("prefer", "avoid", "exclude", "need")


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--means", metavar="SENTENCE", help="What it is.")
@click.option("--asks", metavar="QUESTION", help="The question to put to a person.")
@click.option("--unit", metavar="UNIT", help="For a quantity: s, B, B/s, count, 1/s, USD, USD/TB or USD/h.")
@click.option(
    "--level", "levels", multiple=True, metavar="WORD=TEST", help="For a level, lightest first; given again."
)
@click.option(
    "--choice", "choices", multiple=True, metavar="WORD=MEANING", help="For a set of choices; given again."
)
@click.option("--fit", metavar="FIT", help="How an offer meets a need: at most, up to, at least or includes.")
@click.option("--decision", metavar="ID", help="The decision that is to ask about it.")
@drafts.into_option
def term(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    id_: str,
    means: str | None,
    asks: str | None,
    unit: str | None,
    levels: tuple[str, ...],
    choices: tuple[str, ...],
    fit: str | None,
    decision: str | None,
    into: Path,
) -> int:
    """Begin a term: the vocabulary with it, a decision that asks about it, and a first test.

    \b
    Examples:
      advisor new term warm-up --means "Time before the first answer." --asks "How soon must it answer?" \\
        --unit s --fit "at most" --decision query
      advisor new term region --means "Where it may run." --asks "Where must it run?" \\
        --choice eu=Europe --choice us="The United States" --fit includes --decision query
    """  # noqa: D301
    from advisor.author import answers
    from advisor.author.words import Term
    from advisor.author.words import term as files

    where = drafts.home(into)
    rules = drafts.rules(where)
    answers.new_id(id_)
    if id_ in rules.terms:
        raise drafts.there("term", id_, rules.terms[id_].at)
    form = Form()
    meant = form.one("--means", "What it is, in one sentence", means, answers.stopped)
    asked = form.one("--asks", "The question to put to a person", asks, answers.sentence)
    measure = form.one("--unit", "", unit, answers.unit, default="") if unit else None
    ranks = form.many("--level", "", levels, answers.meaning) if levels else []
    words = form.many("--choice", "", choices, answers.meaning) if choices else []
    if not (unit or levels or choices):
        kind = form.one(
            "--unit, --level or --choice",
            "Is it a quantity, a level or a set?",
            None,
            answers.one_of("quantity", "level", "set"),
        )
        if kind == "quantity":
            measure = form.one("--unit", "Its unit", None, answers.unit)
        elif kind == "level":
            ranks = form.many(
                "--level", "Its levels, lightest first, as word=test", (), answers.meaning, least=2
            )
        elif kind == "set":
            words = form.many("--choice", "Its choices, as word=meaning", (), answers.meaning, least=1)
    fits = ("at most", "up to") if measure else ("at most", "at least") if ranks else ("includes",)
    how = form.one(
        "--fit",
        f"How an offer meets a need: {', '.join(fits)}, or nothing for rules alone",
        fit,
        answers.one_of(*fits),
        default="",
    )
    asker = form.one(
        "--decision",
        "Which decision asks about it? (nothing: none yet)",
        decision,
        answers.decision(rules),
        default="",
    )
    form.done()
    one = Term(id_, meant or "", asked or "", asker or "", measure or "", dict(ranks), dict(words), how or "")
    return drafts.write(where, files(rules, where, one))


@click.command()
@click.argument("id_", metavar="DECISION/NAME")
@click.option(
    "--when",
    multiple=True,
    metavar="TERM=CONDITION",
    help="What must be needed for it to fire; may be given again.",
)
@click.option("--prefer", metavar="IDS", help="Then these candidates are favoured.")
@click.option("--avoid", metavar="IDS", help="Then these candidates are disfavoured.")
@click.option("--exclude", metavar="IDS", help="Then these candidates cannot be.")
@click.option(
    "--need", multiple=True, metavar="TERM=CONDITION", help="Then this is needed too; may be given again."
)
@click.option("--because", metavar="SENTENCE", help="Why, true of services in general.")
@click.option("--source", metavar="URL", help="A page that says so; judgement may go without.")
@click.option(
    "--answer", metavar="SERVICE", help="The service that should win where it fires, for the first test."
)
@drafts.checked_option
@drafts.into_option
def rule(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    id_: str,
    when: tuple[str, ...],
    prefer: str | None,
    avoid: str | None,
    exclude: str | None,
    need: tuple[str, ...],
    because: str | None,
    source: str | None,
    answer: str | None,
    checked: str | None,
    into: Path,
) -> int:
    """Begin a rule: the decision with it at the end of its rules, and a first test.

    \b
    Example:
      advisor new rule query/we-do-not-run-clusters --when operations="at most low" --exclude emr \\
        --because "Nobody here looks after clusters." --answer athena
    """  # noqa: D301
    from advisor.author import answers
    from advisor.author.words import Rule
    from advisor.author.words import rule as files

    where = drafts.home(into)
    rules = drafts.rules(where)
    decision, _, name = id_.rpartition("/")
    answers.new_id(name)
    if not decision:
        raise answers.wrong(
            f"'{id_}' names no decision", f"write DECISION/{name}; 'advisor decisions' lists them"
        )
    answers.decision(rules)(decision)
    old = next((one for one in rules.decisions[decision].rules if one.id == id_), None)
    if old is not None:
        raise drafts.there("rule", id_, old.at)
    few = answers.candidates(rules, decision)
    form = Form()
    tests = form.many(
        "--when",
        "What must be needed for it to fire, as term=condition; a term alone tells its values",
        when,
        answers.need(rules, bound=False),
        least=1,
        hint=drafts.asks(rules, [decision]),
    )
    given = {"prefer": prefer, "avoid": avoid, "exclude": exclude, "need": "; ".join(need) or None}
    verbs = [verb for verb, said in given.items() if said is not None]
    if len(verbs) > 1:
        raise click.UsageError(f"a rule concludes one thing: give one of --{', --'.join(_VERBS)}")
    verb = (
        verbs[0]
        if verbs
        else form.one(
            "--prefer, --avoid, --exclude or --need",
            "Does it prefer, avoid, exclude or need?",
            None,
            answers.one_of(*_VERBS),
        )
    )
    named: tuple[str, ...] = ()
    needs: list[tuple[str, str]] = []
    if verb == "need":
        needs = form.many(
            "--need", "What is needed then, as term=condition", need, answers.need(rules, bound=True), least=1
        )
    elif verb:
        shown = drafts.candidates(rules, decision)
        named = form.one(f"--{verb}", "Which candidates? (with commas)", given[verb], few, hint=shown) or ()
    why = form.one("--because", "Because (one sentence, true in general)", because, answers.stopped)
    url = form.one(
        "--source", "A page that says so (nothing: it is judgement)", source, answers.page, default=""
    )
    usual = named[0] if verb == "prefer" and named else None
    best = form.one(
        "--answer",
        "Which candidate should win where it fires? (for the first test)",
        answer,
        few,
        default=usual,
    )
    form.done()
    one = Rule(
        decision,
        name,
        dict(tests),
        verb or "",
        named,
        dict(needs),
        why or "",
        (best or ("",))[0],
        url or "",
        drafts.day(checked),
    )
    return drafts.write(where, files(where, one))
