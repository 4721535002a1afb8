"""``advisor fmt``: the keys of files in the order in which everybody looks for them."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli import common
from advisor.errors import AdvisorError, Problem


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE…|FOLDER|-")
@click.option("--check", is_flag=True, help="Change nothing; list what is out of order.")
def fmt(
    paths: tuple[str, ...],
    check: bool,  # noqa: FBT001 - click passes flags so
) -> int:
    """Put the keys of rule and scenario files in order, and leave everything else as it is.

    \b
    Examples:
      advisor fmt rules scenarios
      advisor fmt --check rules
      advisor fmt - < service.yaml

    Comments travel with their keys. A file in which something is wrong is told and left alone.
    Exit code 0: all are in order now; 1: with --check, some are not; 2: a file could not be read.
    """  # noqa: D301
    problems: list[Problem] = []
    told: list[Problem] = []
    total = changed = 0
    for path in common.expand(paths):
        total += 1
        moved, wrong = _one(path, check=check)
        problems += wrong
        told += moved if check else []
        changed += bool(moved)
        if moved and not check and path != "-":
            click.echo(f"put in order: {path}")
    for one in told:
        click.echo(str(one))
    if problems:
        raise AdvisorError(problems)
    if paths != ("-",):
        click.echo(_sum(total, changed, check=check))
    return int(check and changed > 0)


def _one(path: str, *, check: bool) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Put one file in order; gives the keys that were out of it, and what is wrong."""
    import sys

    from advisor import source
    from advisor.author.order import ordered

    if path == "-":
        data, shown = sys.stdin.buffer.read(), "standard input"
    else:
        try:
            data, shown = Path(path).read_bytes(), path
        except OSError:
            return (), tuple(source.read(Path(path), path)[1])
    done = ordered(data, shown)
    if path == "-" and not check and not done.problems:
        click.echo(done.text, nl=False)
    elif done.moved and not check:
        Path(path).write_bytes(done.text.encode())
    return done.moved, done.problems


def _sum(total: int, changed: int, *, check: bool) -> str:
    files = "1 file" if total == 1 else f"{total} files"
    if not changed:
        return f"{files}, all keys in order."
    return f"{files}, {changed} {'out of order' if check else 'put in order'}."
