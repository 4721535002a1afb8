"""Progress taken elsewhere: written as JSON, and put together with what is there, each answer once.

What is written is what cannot be made anew: answers with what they said, flags, exams. Schedules follow
from the answers and are made anew where they are read.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from advisor.drill.difference import AGAIN, GOOD
from advisor.drill.file import step
from advisor.drill.store import Replay, rescheduled
from advisor.errors import AdvisorError, Place, Problem

#: The form of what is written.
FORMAT = 1

_ANSWER: dict[str, type | tuple[type, ...]] = {
    "id": str, "at": str, "kind": str, "sitting": str, "question": str, "domain": str, "keyed": str,
    "taken": str, "right": bool, "guessed": bool, "seconds": (int, float), "reviews": list,
}  # fmt: skip
_REVIEW: dict[str, type | tuple[type, ...]] = {"difference": str, "rating": int, "meant": str, "took": str}
_SITTING: dict[str, type | tuple[type, ...]] = {
    "id": str, "kind": str, "begun": str, "ended": str, "seed": int, "settings": dict, "resumed": int,
}  # fmt: skip
_FLAG: dict[str, type | tuple[type, ...]] = {"question": str, "at": str}


class Merged(NamedTuple):
    """What came of putting progress together."""

    new: int
    """Answers that were not there."""
    known: int
    """Answers that were there already."""


def export(connection: sqlite3.Connection) -> str:
    """Give all progress as JSON."""
    reviews: dict[str, list[dict[str, object]]] = {}
    for answer, difference, rating, meant, took in connection.execute(
        "SELECT answer, difference, rating, meant, took FROM review ORDER BY answer, difference"
    ):
        said = {"difference": difference, "rating": rating, "meant": meant, "took": took}
        reviews.setdefault(answer, []).append(said)
    fields = [name for name in _ANSWER if name != "reviews"]
    answers = [
        {
            **dict(zip(fields, row, strict=True)),
            "right": bool(row[8]),
            "guessed": bool(row[9]),
            "reviews": reviews.get(row[0], []),
        }
        for row in connection.execute(f"SELECT {', '.join(fields)} FROM answer ORDER BY at, id")  # noqa: S608 - names from here
    ]
    exams = [
        {**dict(zip(_SITTING, row, strict=True)), "settings": json.loads(row[5])}
        for row in connection.execute(
            "SELECT id, kind, begun, ended, seed, settings, resumed FROM sitting"
            " WHERE kind = 'exam' AND ended IS NOT NULL ORDER BY ended, id"
        )
    ]
    flags = [
        {"question": question, "at": at}
        for question, at in connection.execute("SELECT question, at FROM flag ORDER BY question")
    ]
    body = {"advisor-progress": FORMAT, "answers": answers, "exams": exams, "flags": flags}
    return json.dumps(body, indent=1, ensure_ascii=False) + "\n"


def read(text: str, shown: str) -> dict[str, Any]:
    """Read what :func:`export` has written.

    Raises:
        AdvisorError: it is something else, of a later program, or not whole.
    """
    try:
        said = json.loads(text)
    except ValueError as error:
        line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
        raise AdvisorError([Problem(Place(shown, line, column), "this is not JSON", _WAY)]) from None
    form = said.get("advisor-progress") if isinstance(said, dict) else None
    if not isinstance(form, int):
        raise AdvisorError([Problem(Place(shown), "this is no progress of advisor", _WAY)])
    if form > FORMAT:
        text = "a newer advisor has written this"
        raise AdvisorError([Problem(Place(shown), text, "bring advisor up to date")])
    problems = [*_amiss(said, "answers", _ANSWER, shown), *_amiss(said, "exams", _SITTING, shown)]
    problems += _amiss(said, "flags", _FLAG, shown)
    if not problems:
        for answer in said["answers"]:
            problems += _amiss(answer, "reviews", _REVIEW, f"{shown}: answer {answer['id']}")
            problems += [
                Problem(Place(shown), f"answer {answer['id']}: a rating is {GOOD} or {AGAIN}")
                for one in answer["reviews"]
                if isinstance(one, dict) and one.get("rating") not in (AGAIN, GOOD)
            ]
            if not _is_time(answer["at"]):
                problems.append(Problem(Place(shown), f"answer {answer['id']}: '{answer['at']}' is no time"))
    if problems:
        raise AdvisorError(problems)
    return dict(said)


_WAY = "'advisor progress export' writes what can be read here"


def _is_time(said: str) -> bool:
    from datetime import datetime, timezone

    try:
        when = datetime.fromisoformat(said)
    except ValueError:
        return False
    return when.tzinfo == timezone.utc and when.isoformat(timespec="microseconds") == said


def _amiss(
    said: Mapping[str, Any], field: str, expected: Mapping[str, type | tuple[type, ...]], shown: str
) -> list[Problem]:
    """Give what is wrong with a list of records."""
    rows = said.get(field)
    if not isinstance(rows, list):
        return [Problem(Place(shown), f"'{field}' is missing, or no list", _WAY)]
    found = []
    for number, row in enumerate(rows, 1):
        for name, kind in expected.items():
            if not isinstance(row, dict) or not isinstance(row.get(name), kind):
                found.append(
                    Problem(Place(shown), f"{field}, number {number}: '{name}' is missing or odd", _WAY)
                )
    return found


def merge(connection: sqlite3.Connection, said: Mapping[str, Any], replay: Replay) -> Merged:
    """Put progress together with what is there: answers that are there already are not counted twice.

    Of an answer that only one side calls a guess, the guess counts.
    """
    with step(connection):
        touched: set[str] = set()
        new = 0
        for one in said["answers"]:
            new += _answer(connection, one, touched)
        for one in said["exams"]:
            connection.execute(
                "INSERT OR IGNORE INTO sitting (id, kind, begun, ended, seed, settings, resumed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [json.dumps(one[name]) if name == "settings" else one[name] for name in _SITTING],
            )
        connection.executemany(
            "INSERT OR IGNORE INTO flag VALUES (?, ?)",
            [(one["question"], one["at"]) for one in said["flags"]],
        )
        rescheduled(connection, sorted(touched), replay)
    return Merged(new, len(said["answers"]) - new)


def _answer(connection: sqlite3.Connection, one: Mapping[str, Any], touched: set[str]) -> int:
    """Add an answer that is not there; gives how many were added."""
    row = connection.execute("SELECT guessed FROM answer WHERE id = ?", (one["id"],)).fetchone()
    reviews: Iterable[Mapping[str, Any]] = one["reviews"]
    if row is None:
        connection.execute(
            "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [one[name] for name in _ANSWER if name != "reviews"],
        )
        for review in reviews:
            connection.execute(
                "INSERT OR IGNORE INTO review VALUES (?, ?, ?, ?, ?, NULL)",
                (one["id"], *(review[name] for name in _REVIEW)),
            )
    elif one["guessed"] and not row[0]:
        connection.execute("UPDATE answer SET guessed = 1 WHERE id = ?", (one["id"],))
        connection.execute("UPDATE review SET rating = ? WHERE answer = ?", (AGAIN, one["id"]))
    else:
        return 0
    touched |= {str(review["difference"]) for review in reviews}
    return int(row is None)


def forget(connection: sqlite3.Connection) -> None:
    """Forget everything: answers, schedules, drills and exams, flags."""
    with step(connection):
        for table in ("review", "card", "answer", "item", "sitting", "flag"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names from here
    connection.execute("VACUUM")  # what was forgotten is gone from the file too
