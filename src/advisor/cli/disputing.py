"""``advisor dispute``: the full proof of a key, and a report for those who think that it is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import common
from advisor.cli.files import check_free
from advisor.errors import AdvisorError, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from advisor.drill.dispute import Proof
    from advisor.render.dispute import Made
    from advisor.rulebase.base import RuleBase


@click.command()
@click.argument("question", metavar="QUESTION|FILE")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FOLDER]…")
@click.option(
    "--write",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a report in Markdown, to be filled in and attached to an issue.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@common.rules_option
def dispute(
    question: str,
    paths: tuple[Path, ...],
    file: Path | None,
    force: bool,  # noqa: FBT001 - click passes flags so
    folders: tuple[Path, ...],
) -> int:
    """Show the full proof of a question's key: needs, firings, facts and sources, option by option.

    \b
    Examples:
      advisor dispute tide-gauges-within-half-a-minute
      advisor dispute made-4711
      advisor dispute my-questions/ring.yaml --write dispute.md

    QUESTION is the id of a question that comes with the program (or of one in FOLDER), the id of a made
    one, or a file. The report has a place for the objection and its evidence. Exit code 1: the question is
    not proved.
    """  # noqa: D301
    from advisor.render import dispute as render

    if file is not None:
        check_free(file, force=force)
    rules = common.base(folders)
    one = _proof(rules, question, paths, folders)
    name = common.named(rules)
    if file is None:
        shown = render.text(one, _made(), name, width=common.width(), colour=common.colour())
        click.echo(shown, nl=False)
    else:
        file.write_text(render.report(one, _made(), name), encoding="utf-8")
        click.echo(f"Written to {file}; fill in what says FILL IN.")
    return int(bool(one.problems))


def _made() -> Made:
    from importlib.metadata import version

    from advisor import __version__
    from advisor.render.dispute import Made

    return Made(f"advisor {__version__}", f"durable-rules {version('durable-rules')}")


def _proof(rules: RuleBase, said: str, paths: tuple[Path, ...], folders: tuple[Path, ...]) -> Proof:
    from advisor.drill.dispute import proof
    from advisor.drill.question import prove
    from advisor.rulebase.asked import parse

    path, shown, text = _found(rules, said, paths, folders)
    scenario = parse(text.encode(), rules, shown, path.stem)
    if not scenario.options:
        hint = (
            "a question is a scenario with options and an answer; 'advisor recommend --why' explains others"
        )
        raise AdvisorError([Problem(Place(shown), "this is no question: it has no options", hint)])
    return proof(prove(rules, scenario), shown, text)


def _found(
    rules: RuleBase, said: str, paths: tuple[Path, ...], folders: tuple[Path, ...]
) -> tuple[Path, str, str]:
    """Give the file of a question, its path as a reader knows it, and its text."""
    from advisor.drill.bank import load, packaged
    from advisor.rulebase import cache

    if Path(said).is_file() or said.endswith(".yaml"):
        return Path(said), said, _text(Path(said), said)
    made = _made_question(rules, said, folders)
    if made is not None:
        return Path(f"{said}.yaml"), f"{said}.yaml", made
    bank = load(rules, paths, cache.folder())
    sign = bank.signs.get(said)
    if sign is None:
        hint = did_you_mean(said, bank.signs)
        raise AdvisorError([Problem(Place("dispute"), f"there is no question '{said}'", hint)])
    path, home = Path(sign.path), packaged().parent
    shown = path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)
    return path, shown, _text(path, shown)


def _made_question(rules: RuleBase, said: str, folders: tuple[Path, ...]) -> str | None:
    """Give the text of a made question by its id; None where the id is another one's."""
    from advisor.drill import fresh

    which = fresh.number(said)
    if which is None:
        return None
    from advisor.drill.made import make
    from advisor.rulebase.stories import stories

    made = make(rules, stories(rules, folders), which)
    if made is None:
        raise AdvisorError(
            [Problem(Place("dispute"), f"the number {which} gives no question with these rules")]
        )
    return made.file


def _text(path: Path, shown: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        said = "the file is no text in UTF-8"
    except FileNotFoundError:
        said = "there is no such file"
    except OSError as error:
        said = f"the file cannot be read: {error.strerror}"
    raise AdvisorError([Problem(Place(shown), said)])
