"""``advisor recommend``: scenarios in, advice out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import common

if TYPE_CHECKING:
    from advisor.recommend.result import Recommendation
    from advisor.rulebase.scenario import Scenario


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE…|FOLDER|-")
@click.option(
    "-o",
    "--output",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="The form of the answer.",
)
@click.option(
    "--why", is_flag=True, help="Show for each reason the need, the rule and the place it comes from."
)
@common.as_of_option
@common.today_option
@common.rules_option
def recommend(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    paths: tuple[str, ...],
    output: str,
    why: bool,  # noqa: FBT001 - click passes flags so
    as_of: str | None,
    today: str | None,
    folders: tuple[Path, ...],
) -> int:
    """Say which service, or which few together, meets each scenario, and why.

    \b
    Examples:
      advisor recommend scenario.yaml
      advisor recommend scenario.yaml --as-of today --why
      advisor recommend scenarios/ -o json
      advisor recommend - < scenario.yaml

    A folder is summed up in a table. Exit code 0: advice was given; 1: none could be given, or it is not
    the answer that the scenario states; 2: the input could not be read.
    """  # noqa: D301
    from advisor.cli.many import Wish, answers
    from advisor.recommend.result import right

    rules = common.base(folders)
    common.check_days(rules, as_of, today)
    read = common.scenarios(rules, paths)
    many = len(paths) == 1 and paths[0] != "-" and Path(paths[0]).is_dir()
    flips = not (many and output == "text")  # a table has no room for them
    results = answers(rules, read, Wish(as_of, today, flips))
    name = common.named(rules)
    if output == "json":
        from advisor.render import json

        click.echo(json.render(results, several=many or len(paths) > 1), nl=False)
    elif output == "markdown":
        from advisor.render import markdown

        click.echo("\n".join(markdown.render(one, name) for one in results), nl=False)
    elif many:
        from advisor.render import folder

        table = [(one, right(one, asked)) for one, asked in zip(results, read, strict=True)]
        click.echo(folder.render(table, name, width=common.width(), colour=common.colour()), nl=False)
    else:
        _texts(results, read, name, why=why)
    wrong = any(right(one, asked) is False for one, asked in zip(results, read, strict=True))
    return max(int(wrong), *(common.code(one.status) for one in results))


def _texts(results: list[Recommendation], read: list[Scenario], name: object, *, why: bool) -> None:
    from advisor.recommend.result import right
    from advisor.render import text
    from advisor.render.page import clean

    width, colour = common.width(), common.colour()
    for number, (one, asked) in enumerate(zip(results, read, strict=True)):
        if number:
            click.echo("\n" + "=" * min(width, 60) + "\n")
        if len(results) > 1:
            click.echo(clean(asked.path))
        click.echo(text.render(one, name, width=width, colour=colour, why=why), nl=False)  # type: ignore[arg-type]
        if right(one, asked) is False:
            click.echo(f"\nThe scenario states another answer: {', '.join(asked.answer)}.")
