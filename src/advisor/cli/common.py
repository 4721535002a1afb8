"""What several commands share: options, the terminal, the rule base, scenario files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.errors import AdvisorError, Place, Problem

if TYPE_CHECKING:
    from advisor.render.page import Page
    from advisor.rulebase.base import RuleBase
    from advisor.rulebase.scenario import Scenario

Command = TypeVar("Command", bound=Callable[..., Any])

#: Text is never wider than this: long lines are hard to read.
_WIDEST = 100


def rules_option(command: Command) -> Command:
    """Add ``--rules`` to a command."""
    return click.option(
        "--rules",
        "folders",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        callback=_others,
        help="Lay a folder of your own rules over the packaged ones; may be given again.",
    )(command)


def _others(ctx: click.Context, option: click.Parameter, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Leave out the packaged rules themselves, should somebody who works on them name them."""
    del ctx, option
    if not folders:
        return folders
    from advisor.rulebase.base import packaged

    home = packaged().resolve()
    return tuple(one for one in folders if one.resolve() != home)


def as_of_option(command: Command) -> Command:
    """Add ``--as-of`` to a command."""
    return click.option(
        "--as-of", metavar="DAY", help="Ask about a day (2023-03-31) or an edition (mls-c01, today)."
    )(command)


def today_option(command: Command) -> Command:
    """Add ``--today`` to a command."""
    return click.option(
        "--today", metavar="DAY", help="Compare with this day instead of the edition 'today'."
    )(command)


def base(folders: tuple[Path, ...]) -> RuleBase:
    """Give the rule base, the user's folders laid over the packaged rules."""
    from advisor.rulebase.base import load

    return load(folders)


def check_days(rules: RuleBase, as_of: str | None, today: str | None = None) -> None:
    """Raise if a day that was given on the command line is none."""
    for option, said in (("--as-of", as_of), ("--today", today)):
        if said is not None:
            rules.day(said, Place(option))


def width() -> int:
    """Give the columns to write in: the terminal's, or 80 where there is none."""
    said = os.environ.get("COLUMNS", "")
    if said.isdigit() and int(said) > 0:
        return min(int(said), _WIDEST)
    if sys.stdout.isatty():
        return min(os.get_terminal_size(sys.stdout.fileno()).columns or 80, _WIDEST)
    return 80


def colour() -> bool:
    """Whether to colour: only a terminal, and not where NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def page() -> Page:
    """Give an empty page for the terminal."""
    from advisor.render.page import Page

    return Page(width(), colour())


def code(status: str) -> int:
    """Give the exit code of an answer: 1 where it is no advice."""
    return 1 if status in ("none-fits", "not-enough-said") else 0


def named(rules: RuleBase) -> Callable[[str], str]:
    """Give the function that names a service."""
    return lambda id_: rules.services[id_].name if id_ in rules.services else id_


def files(path: Path) -> Iterator[Path]:
    """Give the scenario files of a folder, in order."""
    yield from sorted(
        one
        for one in path.rglob("*.yaml")
        if not any(part.startswith(".") for part in one.relative_to(path).parts)
    )


def scenario(rules: RuleBase, path: str) -> Scenario:
    """Read one scenario; ``-`` is standard input."""
    from advisor.rulebase.asked import parse, read

    if path == "-":
        return parse(sys.stdin.buffer.read(), rules, "standard input", "stdin")
    return read(Path(path), rules)


def scenarios(rules: RuleBase, paths: tuple[str, ...]) -> list[Scenario]:
    """Read all scenarios of files and folders; tells all problems of all of them at once."""
    found = []
    problems: list[Problem] = []
    for path in expand(paths):
        try:
            found.append(scenario(rules, path))
        except AdvisorError as error:  # noqa: PERF203 - all problems of all files
            problems += error.problems
    if problems:
        raise AdvisorError(problems)
    return found


def expand(paths: tuple[str, ...]) -> list[str]:
    """Give the files that paths stand for: a folder is all its scenario files."""
    found = []
    for path in paths:
        if path != "-" and Path(path).is_dir():
            inside = [str(one) for one in files(Path(path))]
            if not inside:
                raise AdvisorError([Problem(Place(path), "there is no .yaml file in this folder")])
            found += inside
        else:
            found.append(path)
    return found
