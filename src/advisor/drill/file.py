"""The progress file: made, brought to this program's version, and changed in whole steps only.

Every version of the file is one more script, and a file is brought from any earlier version to this one;
a later program's file is refused. Nothing that is not ours, or is damaged, is ever written to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from advisor.errors import AdvisorError, Place, Problem

#: Marks a SQLite file as one of ours: "advi" in ASCII.
_OURS = 0x61647669

#: One script for each version of the file, each leading from the version before it.
_MIGRATIONS = (
    """
    CREATE TABLE sitting (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, begun TEXT NOT NULL, ended TEXT, seed INTEGER NOT NULL,
        settings TEXT NOT NULL, resumed INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE item (
        sitting TEXT NOT NULL REFERENCES sitting, place INTEGER NOT NULL, question TEXT NOT NULL,
        letters TEXT NOT NULL, sake TEXT NOT NULL, state TEXT NOT NULL, taken TEXT NOT NULL,
        flagged INTEGER NOT NULL, seconds REAL NOT NULL, PRIMARY KEY (sitting, place)
    );
    CREATE TABLE answer (
        id TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, sitting TEXT NOT NULL,
        question TEXT NOT NULL, domain TEXT NOT NULL, keyed TEXT NOT NULL, taken TEXT NOT NULL,
        right INTEGER NOT NULL, guessed INTEGER NOT NULL, seconds REAL NOT NULL
    );
    CREATE INDEX answer_at ON answer (at, id);
    CREATE INDEX answer_question ON answer (question, at);
    CREATE TABLE review (
        answer TEXT NOT NULL REFERENCES answer, difference TEXT NOT NULL, rating INTEGER NOT NULL,
        meant TEXT NOT NULL, took TEXT NOT NULL, recall REAL, PRIMARY KEY (answer, difference)
    );
    CREATE TABLE card (
        difference TEXT PRIMARY KEY, state INTEGER NOT NULL, step INTEGER, stability REAL, difficulty REAL,
        due TEXT NOT NULL, last TEXT
    );
    CREATE INDEX card_due ON card (due);
    CREATE TABLE flag (question TEXT PRIMARY KEY, at TEXT NOT NULL);
    """,
)

VERSION = len(_MIGRATIONS)
"""The version of file that this program writes."""

#: How long one terminal waits for another to have written, in seconds.
_PATIENCE = 10


def open_file(path: Path) -> sqlite3.Connection:
    """Open the file, made if it is not there, and brought to the version of this program.

    Raises:
        AdvisorError: it is not one of ours, damaged, newer than this program, or cannot be written.
    """
    fresh = not path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AdvisorError(
            [Problem(Place(str(path.parent)), f"the folder cannot be made: {error.strerror}")]
        ) from None
    _refuse_newer(path, _written_by(path))
    with plainly(path):
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            _prepare(connection, path, fresh=fresh)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Tell what SQLite finds wrong with the file in plain words."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        said = str(error)
        raise AdvisorError([Problem(Place(str(path)), *_told(said))]) from None


def _told(said: str) -> tuple[str, str]:
    way = "it is left as it is: move it away to start afresh, or name another with --progress"
    if "locked" in said or "busy" in said:
        return "another program has been writing to it for too long", "try again when that one has ended"
    if "readonly" in said or "unable to open" in said:
        return "the file cannot be written", "name another with --progress"
    if "full" in said:
        return "the disk is full", "nothing that was answered before is lost"
    return f"this is no progress file, or it is damaged ({said})", way


def _written_by(path: Path) -> int:
    """Give the version in the head of a file of ours, read without SQLite, which might tidy the file up."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return 0
    ours = head[68:72] == _OURS.to_bytes(4, "big")
    return int.from_bytes(head[60:64], "big") if ours else 0


def _refuse_newer(path: Path, version: int) -> None:
    if version > VERSION:
        text = f"a newer advisor has written this file (version {version}; this one knows up to {VERSION})"
        raise AdvisorError(
            [Problem(Place(str(path)), text, "bring advisor up to date; the file is as it was")]
        )


def _prepare(connection: sqlite3.Connection, path: Path, *, fresh: bool) -> None:
    (ours,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if (tables or version) and ours != _OURS:
        raise AdvisorError(
            [Problem(Place(str(path)), "this is another program's file", "name another with --progress")]
        )
    _refuse_newer(path, version)
    if fresh or version < VERSION:
        connection.execute("PRAGMA journal_mode = WAL")  # readers never wait, and a crash leaves whole steps
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if version < VERSION:
        with step(connection):
            (version,) = connection.execute("PRAGMA user_version").fetchone()  # another may have been quicker
            for number in range(version, VERSION):
                for one in _MIGRATIONS[number].split(";"):
                    connection.execute(one)
            connection.execute(f"PRAGMA application_id = {_OURS}")
            connection.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def step(connection: sqlite3.Connection) -> Iterator[None]:
    """Write everything inside together, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
