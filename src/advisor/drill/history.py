"""What the answers so far amount to: which questions were seen, what is due, what is mixed up."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from advisor.drill.difference import AGAIN
from advisor.drill.store import Card


class Seen(NamedTuple):
    """A question that was answered before."""

    times: int
    last: str
    """When it was answered last."""
    right: bool
    """Whether it was answered right then, and not by luck."""


class Confusion(NamedTuple):
    """Two candidates that were mixed up."""

    meant: str
    """What was right."""
    took: str
    """What was taken in its place."""
    decision: str
    times: int
    """In how many answers."""
    differences: tuple[str, ...]
    """The differences that would have told them apart."""


class History(NamedTuple):
    """What is known of a person's answers at one time."""

    seen: dict[str, Seen]
    due: tuple[str, ...]
    """Differences that are to be shown again by now, the longest overdue first."""
    met: frozenset[str]
    """Differences that some answer has said something about."""
    flagged: frozenset[str]
    """Questions flagged for review."""


def history(connection: sqlite3.Connection, now: str) -> History:
    """Give what is known at a time."""
    rows = connection.execute(
        "SELECT question, count(*), max(at), right AND NOT guessed FROM answer GROUP BY question"
    )  # SQLite takes the bare column from the row that has the greatest time
    seen = {question: Seen(times, last, bool(right)) for question, times, last, right in rows}
    due = connection.execute("SELECT difference FROM card WHERE due <= ? ORDER BY due, difference", (now,))
    met = connection.execute("SELECT difference FROM card")
    flagged = connection.execute("SELECT question FROM flag")
    return History(
        seen,
        tuple(one for (one,) in due),
        frozenset(one for (one,) in met),
        frozenset(one for (one,) in flagged),
    )


def confusions(connection: sqlite3.Connection) -> tuple[Confusion, ...]:
    """Give what was mixed up, the most often first: wrong answers only, not guesses that were right."""
    rows = connection.execute(
        "SELECT meant, took, difference, answer FROM review JOIN answer ON answer.id = review.answer"
        " WHERE rating = ? AND NOT right AND meant != took ORDER BY at, answer, difference",
        (AGAIN,),
    )
    answers: dict[tuple[str, str, str], set[str]] = {}
    behind: dict[tuple[str, str, str], dict[str, None]] = {}
    for meant, took, difference, answer in rows:
        pair = (meant, took, difference.partition("|")[0])
        answers.setdefault(pair, set()).add(answer)
        behind.setdefault(pair, {})[difference] = None
    found = [Confusion(*pair, len(answers[pair]), tuple(behind[pair])) for pair in answers]
    return tuple(sorted(found, key=lambda one: (-one.times, one.meant, one.took, one.decision)))


def cards(connection: sqlite3.Connection) -> dict[str, Card]:
    """Give the schedule of every difference that was met."""
    rows = connection.execute(
        "SELECT difference, state, step, stability, difficulty, due, last FROM card ORDER BY difference"
    )
    return {difference: Card(*rest) for difference, *rest in rows}


class Pace(NamedTuple):
    """How a person works, as far as the answers say."""

    seconds: float
    """How long a question takes, in the middle."""
    first: float
    """How often a difference was known when it was first met, from 0 to 1."""
    today: int
    """Questions answered since the day began."""


#: What is taken to be so until enough answers say otherwise.
_SECONDS, _ENOUGH = 90.0, 5


def pace(connection: sqlite3.Connection, now: str) -> Pace:
    """Give how a person works; before the first answers, what is usual."""
    times = [one for (one,) in connection.execute("SELECT seconds FROM answer ORDER BY at DESC LIMIT 200")]
    firsts, known = connection.execute(
        "SELECT count(*), coalesce(sum(rating > ?), 0) FROM review WHERE recall IS NULL", (AGAIN,)
    ).fetchone()
    (today,) = connection.execute("SELECT count(*) FROM answer WHERE at >= ?", (now[:10],)).fetchone()
    seconds = sorted(times)[len(times) // 2] if len(times) >= _ENOUGH else _SECONDS
    return Pace(max(seconds, 1.0), (known + 1) / (firsts + 2), today)
