"""``advisor test``: scenarios run against the answers they state, once or whenever something changes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from advisor.cli import common
from advisor.cli.bank import at_hand, bank
from advisor.cli.pool import cores, spread
from advisor.errors import AdvisorError, Place, Problem

if TYPE_CHECKING:
    from advisor.check.bank import Held
    from advisor.rulebase.base import RuleBase
    from advisor.rulebase.scenario import Scenario

_UNREADABLE = 2
"""Exit code: files could not be read."""

#: Fewer scenarios than this are tested in this process: starting others takes longer.
_WORTH_IT = 200

_CHUNK = 40

#: Seconds between two looks at the files.
_PAUSE = 0.3

Looks = dict[str, tuple[int, int]]
"""File -> when it was last written, and its size."""


class _Wish(NamedTuple):
    """What is to be tested, and how."""

    paths: tuple[str, ...]
    word: str
    as_of: str | None
    folders: tuple[Path, ...]
    junit: Path | None


class _Kept(NamedTuple):
    """What a run leaves for the next one."""

    rules: RuleBase | None
    results: dict[str, Held]
    """By the file's path."""
    looks: Looks


_NOTHING = _Kept(None, {}, {})


@click.command()
@click.argument("paths", nargs=-1, metavar="[SCENARIOS…]")
@click.option("-k", "word", default="", metavar="WORD", help="Only scenarios whose id or decision holds it.")
@click.option(
    "--junit",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write the results as JUnit XML.",
)
@click.option("--watch", is_flag=True, help="Test again whenever rules or scenarios change.")
@common.as_of_option
@common.rules_option
def test(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    paths: tuple[str, ...],
    word: str,
    junit: Path | None,
    watch: bool,  # noqa: FBT001 - click passes flags so
    as_of: str | None,
    folders: tuple[Path, ...],
) -> int:
    """Hold what the engine says of scenarios against the answers that they state.

    \b
    Examples:
      advisor test
      advisor test our-scenarios/ --rules our-rules --watch
      advisor test -k streaming --junit results.xml
      advisor test --as-of today

    A wrong answer is told with what was expected, what came, and the first fact or rule that struck or
    outranked what was expected. Without SCENARIOS (files or folders) those in the folder 'scenarios' here
    are tested, or those that come with the program.

    Exit code 0: all answers are right; 1: some are wrong; 2: files could not be read.
    """  # noqa: D301
    if watch and "-" in paths:
        raise click.UsageError("standard input cannot be watched")
    wish = _Wish(paths, word, as_of, folders, junit)
    if not watch:
        return _once(wish, _NOTHING)[0]
    kept = _NOTHING
    while True:
        try:
            _, kept = _once(wish, kept)
        except AdvisorError as error:
            from advisor.render.page import clean

            for problem in error.problems:
                click.echo(clean(str(problem)), err=True)
            kept = _NOTHING._replace(looks=_looks(wish))
        click.echo("waiting for a change; Ctrl-C ends", err=True)
        while _looks(wish) == kept.looks:
            time.sleep(_PAUSE)
        click.echo("", err=True)


def _once(wish: _Wish, kept: _Kept) -> tuple[int, _Kept]:
    """Test what can have changed since the last run, and tell of all."""
    from advisor.render import bank as render

    looks = _looks(wish)
    changed = {path for path in looks.keys() | kept.looks.keys() if looks.get(path) != kept.looks.get(path)}
    old = kept.rules is None or any(path in changed for path in _rule_files(wish))
    rules = common.base(wish.folders) if old or kept.rules is None else kept.rules
    common.check_days(rules, wish.as_of)
    scenarios, problems = bank(rules, wish.paths)
    known = {} if old else {path: one for path, one in kept.results.items() if path not in changed}
    fresh = [one for one in scenarios if one.path not in known]
    known |= {one.path: one for one in _tested(rules, fresh, wish.as_of)}
    results = [known[one.path] for one in scenarios]
    chosen = [one for one in results if _holds(one, wish.word)]
    if wish.word and not chosen and not problems:
        what = f"no scenario and no decision has '{wish.word}' in its id"
        raise AdvisorError([Problem(Place("-k"), what)])
    name = common.named(rules)
    _tell(problems)
    if wish.junit is not None:
        wish.junit.write_text(render.junit(chosen, problems, name), encoding="utf-8")
    width, colour = common.width(), common.colour()
    click.echo(render.text(chosen, problems, name, width=width, colour=colour), nl=False)
    code = int(any(one.verdict == "wrong" for one in chosen))
    return (_UNREADABLE if problems else code), _Kept(rules, known, looks)


def _holds(one: Held, word: str) -> bool:
    return any(word in name for name in (one.scenario, *one.decisions))


def _tested(rules: RuleBase, some: Sequence[Scenario], as_of: str | None) -> Iterator[Held]:
    from advisor.check.bank import held

    workers = cores()
    if workers < 2 or len(some) < _WORTH_IT:  # noqa: PLR2004
        return (held(rules, one, as_of) for one in some)
    return spread(lambda one: held(rules, one, as_of), some, "test", workers=workers, chunk=_CHUNK)


def _tell(problems: Sequence[Problem]) -> None:
    from advisor.render.page import clean

    for problem in problems:
        click.echo(clean(str(problem)), err=True)


def _rule_files(wish: _Wish) -> list[str]:
    from advisor.rulebase.base import packaged

    return [str(path) for folder in (packaged(), *wish.folders) for path in _yaml(folder)]


def _looks(wish: _Wish) -> Looks:
    """Give how every file that counts looks from outside."""
    found: Looks = {}
    paths = [*map(Path, _rule_files(wish))]
    for path in map(Path, at_hand(wish.paths)):
        paths += _yaml(path) if path.is_dir() else [path]
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            continue
        found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found


def _yaml(folder: Path) -> list[Path]:
    return list(common.files(folder)) if folder.is_dir() else []
