"""``advisor stale``: what is due for another look, first that on which most answers hang."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import common
from advisor.errors import Place

if TYPE_CHECKING:
    from advisor.check.due import Due
    from advisor.source import Node

_KINDS = ("source", "lifecycle", "unconfirmed")


@click.command()
@click.argument("paths", nargs=-1, metavar="[SCENARIOS…]")
@click.option(
    "--max-age",
    type=click.IntRange(min=0),
    default=400,
    show_default=True,
    metavar="DAYS",
    help="Days after which a page is due for another look.",
)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    default=120,
    show_default=True,
    metavar="DAYS",
    help="Days before and after an end of life in which it is due.",
)
@click.option("--only", multiple=True, type=click.Choice(_KINDS), help="Tell only these; may be given again.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="Show so many in text; 0 for all.",
)
@click.option("--today", metavar="DAY", help="Count from this day or edition instead of the edition 'today'.")
@click.option(
    "-o", "--output", type=click.Choice(["text", "json"]), default="text", help="The form of the list."
)
@common.rules_option
def stale(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    paths: tuple[str, ...],
    max_age: int,
    within: int,
    only: tuple[str, ...],
    limit: int,
    today: str | None,
    output: str,
    folders: tuple[Path, ...],
) -> int:
    """Say what is due for another look: old pages, ends of life, and what is not confirmed.

    \b
    Examples:
      advisor stale --only source --only lifecycle
      advisor stale --max-age 90 --today 2027-03-01
      advisor stale our/scenarios --rules our/rules -o json

    First comes that on which most answers hang: those of SCENARIOS (files or folders), or of the scenarios that
    come with the program. Where rules of your own are named, only what stands in them is told.

    Exit code 0: nothing is due; 1: something is; 2: the input could not be read.
    """  # noqa: D301
    from advisor.check.due import due
    from advisor.cli.many import Wish, answers
    from advisor.render import due as render
    from advisor.rulebase import base

    rules = common.base(folders)
    day = rules.day(today, Place("--today")) if today else rules.editions["today"].day
    home = base.scenarios()
    read = common.scenarios(rules, paths or ((str(home),) if home.is_dir() else ()))
    given = answers(rules, read, Wish(None, None, flips=False))
    nodes, own = _nodes(folders)
    found = due(rules, nodes, given, day, max_age=max_age, within=within)
    found = [one for one in found if _meant(one, only) and (not folders or one.at.rpartition(":")[0] in own)]
    if output == "json":
        click.echo(render.document(found, day, len(read)), nl=False)
    else:
        width, colour = common.width(), common.colour()
        click.echo(render.text(found, day, len(read), limit, width=width, colour=colour), nl=False)
    return int(bool(found))


def _meant(one: Due, only: tuple[str, ...]) -> bool:
    return not only or one.kind in only


def _nodes(folders: tuple[Path, ...]) -> tuple[dict[str, Node], set[str]]:
    """Give the rule files as written, by their paths, and the paths of the user's own."""
    from advisor import source
    from advisor.rulebase import base, files

    found, _ = files.find([base.packaged(), *folders])
    nodes = {one.shown: source.parse(one.data, one.shown)[0] for one in found}
    return {path: node for path, node in nodes.items() if node}, {one.shown for one in found if one.folder}
