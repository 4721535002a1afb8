"""``advisor new scenario``: what somebody needs, begun."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli import drafts
from advisor.cli.prompts import Form


@click.command()
@click.argument("id_", metavar="ID", required=False)
@click.option("--title", metavar="LINE", help="What it is about.")
@click.option("--text", metavar="STORY", help="The story, with the question last; left to fill in without.")
@click.option("--decide", metavar="IDS", help="What is to be decided, with commas between.")
@click.option(
    "--need", "needs", multiple=True, metavar="TERM=CONDITION", help="What is needed; may be given again."
)
@click.option("--minimise", metavar="TERMS", help="Terms to keep low, the most important first.")
@click.option("--maximise", metavar="TERMS", help="Terms to have much of, likewise.")
@click.option("--answer", metavar="IDS", help="The services that are the answer, as you believe.")
@click.option("--topic", metavar="NAME", help="The folder below scenarios/; its first decision if left out.")
@drafts.into_option
def scenario(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    id_: str | None,
    title: str | None,
    text: str | None,
    decide: str | None,
    needs: tuple[str, ...],
    minimise: str | None,
    maximise: str | None,
    answer: str | None,
    topic: str | None,
    into: Path,
) -> int:
    """Begin a scenario: what somebody needs, and the answer that you believe in before you ask.

    \b
    Example:
      advisor new scenario night-reports --title "Reports over the lake at night" --decide query \\
        --need query-time=minutes --minimise operations --answer athena
    """  # noqa: D301
    from advisor.author import answers
    from advisor.author.scenario import Wanted
    from advisor.author.scenario import scenario as file

    where = drafts.home(into)
    rules = drafts.rules(where)
    form = Form()
    id_ = form.one("ID", "A short id for it, such as night-reports", id_, answers.new_id)
    line = form.one("--title", "What it is about, in one line", title, answers.sentence)
    what = form.one(
        "--decide",
        "What is to be decided? (with commas; nothing: the needs tell)",
        decide,
        answers.decisions(rules),
        default="",
    )
    stated = form.many(
        "--need",
        "What is needed, as term=condition; a term alone tells its values",
        needs,
        answers.need(rules, bound=True),
        hint=drafts.asks(rules, what or ()),
    )
    low = form.one(
        "--minimise",
        "What to keep low? (terms, with commas; or nothing)",
        minimise,
        answers.goals(rules, ("at most",)),
        default="",
    )
    high = (
        form.one("--maximise", "", maximise, answers.goals(rules, ("at least", "up to")), default="")
        if maximise
        else None
    )
    best = form.one(
        "--answer",
        "The answer that you believe in (with commas; or nothing)",
        answer,
        answers.services(rules),
        default="",
    )
    form.done()
    wanted = Wanted(
        id=id_ or "",
        topic=topic or (what[0] if what else "own"),
        title=line or "",
        text=text or "",
        decide=what or (),
        needs=dict(stated),
        minimise=low or (),
        maximise=high or (),
        answer=best or (),
    )
    if any(path.stem == id_ for path in where.scenarios.rglob("*.yaml")):
        raise drafts.there("scenario", id_ or "", str(next(where.scenarios.rglob(f"{id_}.yaml"))))
    return drafts.write(where, [file(where, wanted)])
