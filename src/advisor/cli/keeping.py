"""Where progress is kept, and what the commands that keep it share: the option, the time, new ids."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from advisor.drill.bank import Bank

Command = TypeVar("Command", bound=Callable[..., Any])


def progress_option(command: Command) -> Command:
    """Add ``--progress`` to a command."""
    return click.option(
        "--progress",
        "progress_file",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        envvar="ADVISOR_PROGRESS",
        help="Keep progress in this file instead of the one in your data folder.",
    )(command)


def where(said: Path | None) -> Path:
    """Give the file in which progress is kept: what was said, or one in the user's data folder."""
    if said is not None:
        return said
    if sys.platform == "linux":  # what platformdirs says there, without the time to import it
        data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        return Path(data) / "advisor" / "progress.db"
    from platformdirs import user_data_path

    return Path(user_data_path("advisor")) / "progress.db"


@contextmanager
def opened(said: Path | None) -> Iterator[sqlite3.Connection]:
    """Open the file for the time inside; what is wrong with it is told in plain words."""
    from advisor.drill.file import open_file, plainly

    path = where(said)
    with plainly(path), closing(open_file(path)) as connection:
        yield connection


#: To prove so many questions takes longer than one waits without asking why.
_LONG = 60


def ready(bank: Bank) -> None:
    """Have every question of a bank proved, which is kept; says so at a terminal where it takes a while."""
    from advisor.drill.bank import keep, proved

    new = [id_ for id_, sign in bank.signs.items() if not sign.proved]
    if len(new) > _LONG and sys.stderr.isatty():
        click.echo(f"Proving {len(new)} questions; this is done once.", err=True)
    for id_ in new:
        proved(bank, id_)
    if new:
        keep(bank)


def now() -> str:
    """Give the time, as the file keeps it."""
    return datetime.now(timezone.utc).isoformat(timespec="microseconds")


def new_id() -> str:
    """Give an id that nobody else has."""
    return os.urandom(12).hex()
