"""``advisor diff``: what has changed between two states of the rules, and whose answers that changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import common
from advisor.errors import AdvisorError, Problem

if TYPE_CHECKING:
    from advisor.check.change import Change
    from advisor.check.comparison import Comparison
    from advisor.cli.revisions import Side
    from advisor.rulebase.scenario import Scenario


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--scenarios",
    "paths",
    multiple=True,
    metavar="PATH",
    help="Ask about these files or folders instead of the scenarios beside NEW; may be given again.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="SAVED.JSON",
    help="Also hold saved recommendations ('advisor recommend FOLDER -o json') against NEW.",
)
@click.option("--reasons", is_flag=True, help="Also tell the answers whose reasons alone change.")
@click.option(
    "-o",
    "--output",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="The form of the comparison.",
)
def diff(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    old: str,
    new: str,
    paths: tuple[str, ...],
    baseline: Path | None,
    reasons: bool,  # noqa: FBT001 - click passes flags so
    output: str,
) -> int:
    """Say what has changed between two states of the rules, and which answers that changes.

    \b
    Examples:
      advisor diff HEAD .
      advisor diff v1 HEAD --reasons
      advisor diff main:our/rules our/rules -o markdown
      advisor diff old-rules new-rules --scenarios our/scenarios --baseline saved.json

    OLD and NEW are folders (of rules, or with a folder rules/ in them) or git revisions; REVISION:PATH names a
    folder in one. Rules without editions of their own are laid over the packaged ones. Each answer that changes
    is told with the fact or rule that did it: what, taken back, brings the old answer back.

    Exit code 0: no answer changes; 1: some do; 2: the input could not be read.
    """  # noqa: D301
    from advisor.check.comparison import compare
    from advisor.cli.revisions import side

    with side(old) as before, side(new) as after:
        asked = _asked(before, after, paths)

        def place(one: Change) -> str:
            there = before if one.how == "removed" else after
            return there.mark + there.shown(one.at) if one.at else ""

        names_of = (before.name, after.name)
        found = compare(before.base, after.base, asked, names_of, place=place, reasons=reasons)
        if baseline is not None:
            found = _with_saved(found, after, [one for _, one, _ in asked], baseline)
        names = {**_names(before), **_names(after)}
    _show(found, names, output)
    return int(found.differs)


def _asked(before: Side, after: Side, paths: tuple[str, ...]) -> list[tuple[Scenario | None, Scenario, str]]:
    """Read the scenarios by the new rules and by the old ones, which may not know all words in them."""
    from advisor.rulebase import asked, base

    if not paths:
        home = after.scenarios or base.scenarios()
        paths = (str(home),) if home.is_dir() else ()
    found: list[tuple[Scenario | None, Scenario, str]] = []
    problems: list[Problem] = []
    for path in common.expand(paths):
        shown = after.shown(path)
        try:
            now = asked.read(Path(path), after.base, shown)
        except AdvisorError as error:
            problems += error.problems
            continue
        try:
            found.append((asked.read(Path(path), before.base, shown), now, ""))
        except AdvisorError as error:
            found.append((None, now, error.problems[0].message))
    if problems:
        raise AdvisorError(problems)
    return found


def _with_saved(found: Comparison, after: Side, asked: list[Scenario], baseline: Path) -> Comparison:
    """Hold saved recommendations against the new rules."""
    from advisor.cli.many import Wish, answers, not_saved, saved_in
    from advisor.recommend.regress import turns

    saved = saved_in(baseline)
    wanted = {str(one["scenario"]) for one in saved}
    results = answers(after.base, [one for one in asked if one.id in wanted], Wish(None, None, flips=False))
    try:
        flips = turns(saved, {one.scenario: one for one in results})
    except (AttributeError, KeyError, TypeError):  # some field is of another shape
        raise not_saved(baseline) from None
    return found._replace(saved=tuple(flips), of_saved=len(results))


def _names(one: Side) -> dict[str, str]:
    return {id_: service.name for id_, service in one.base.services.items()}


def _show(found: Comparison, names: dict[str, str], output: str) -> None:
    from advisor.render import diff as render

    def name(id_: str) -> str:
        return names.get(id_, id_)

    if output == "json":
        from advisor.render.diff_json import document

        click.echo(document(found), nl=False)
    elif output == "markdown":
        click.echo(render.markdown(found, name), nl=False)
    else:
        click.echo(render.text(found, name, width=common.width(), colour=common.colour()), nl=False)
