"""A sitting as a state machine: questions in their order, answers, flags, and where one stands.

Pure: each step gives the next state, and what has been said is data. The terminal does the talking and
the store remembers every step.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Literal, NamedTuple

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

State = Literal["open", "answered", "skipped", "gone"]
"""What became of a question; *gone* is one that the bank has no more, or that is proved no more."""


class Item(NamedTuple):
    """One question of a sitting."""

    question: str
    order: str
    """The letters of the file in the order in which they are shown: what is shown as A comes first."""
    sake: tuple[str, ...] = ()
    """The differences for whose sake it is asked."""
    state: State = "open"
    taken: str = ""
    """The letters that were taken, as the file has them."""
    flagged: bool = False
    seconds: float = 0.0
    """How long it has been looked at before it was answered."""

    def written(self, shown: str) -> str:
        """Give the file's letters for those on the screen, in order."""
        return "".join(sorted(self.order[LETTERS.index(letter)] for letter in shown))

    def shown(self, written: str) -> str:
        """Give the letters on the screen for those of the file, in order."""
        return "".join(sorted(LETTERS[self.order.index(letter)] for letter in written))


class Session(NamedTuple):
    """A sitting: the questions that it has come to, and the place of the one that is looked at."""

    id: str
    seed: int
    items: tuple[Item, ...] = ()
    at: int = 0

    @property
    def item(self) -> Item | None:
        """The item that is looked at; None past the end."""
        return self.items[self.at] if 0 <= self.at < len(self.items) else None

    @property
    def answered(self) -> int:
        """How many are answered."""
        return sum(one.state == "answered" for one in self.items)


def shuffled(letters: Iterable[str], seed: int, question: str, times: int = 0) -> str:
    """Give the order in which the options of a question are shown.

    Args:
        letters: the letters of the file.
        seed: of the sitting.
        question: its id.
        times: how often it has been shown before, so that no place can be learnt.
    """
    order = list(letters)
    Random(f"{seed} {question} {times}").shuffle(order)  # noqa: S311 - a place, not a secret
    return "".join(order)


def forward(session: Session, *, put_off: bool = False) -> Session:
    """Go to the next question that is open, looking round from where one stands; past the end where none is.

    Args:
        session: the sitting.
        put_off: look for one that was skipped instead.
    """
    wanted = "skipped" if put_off else "open"
    count = len(session.items)
    places = (*range(session.at + 1, count), *range(min(session.at + 1, count)))
    return session._replace(at=next((n for n in places if session.items[n].state == wanted), count))


def go(session: Session, place: int) -> Session:
    """Go to a place, counted from 0, kept within the sitting."""
    return session._replace(at=min(max(0, place), max(0, len(session.items) - 1)))


def take(session: Session, taken: str, seconds: float) -> Session:
    """Answer the question that is looked at; what was taken before is forgotten."""
    return _set(session, state="answered" if taken else "open", taken=taken, seconds=seconds)


def skip(session: Session, seconds: float) -> Session:
    """Put the question that is looked at off; it comes again when no other is left."""
    return _set(session, state="skipped", seconds=seconds)


def flag(session: Session) -> Session:
    """Flag the question that is looked at for review, or take the flag away."""
    item = session.item
    return _set(session, flagged=not item.flagged) if item else session


def _set(session: Session, **changes: object) -> Session:
    item = session.item
    if item is None:
        return session
    items = list(session.items)
    items[session.at] = item._replace(**changes)  # type: ignore[arg-type]
    return session._replace(items=tuple(items))
