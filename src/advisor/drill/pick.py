"""Which question comes next: what is due first, then what was never seen, then what was seen longest ago."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

from advisor.drill.bank import Bank, face, proved
from advisor.drill.history import History, Seen
from advisor.drill.shelf import Sign

#: A question comes again in a sitting only after so many others, or what was just read would answer it.
_APART = 5


class Wish(NamedTuple):
    """What a person wants to be asked; what is empty leaves all."""

    domains: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    """Ids; a service stands for its features too."""
    missed: bool = False
    """Only what was answered wrong the last time."""
    unseen: bool = False
    """Only what was never answered."""
    new: bool = False
    """Only what shows a difference that was not met before."""
    flagged: bool = False
    """Only what is flagged for review."""
    confused: bool = False
    """Only what shows one of the differences that were mixed up."""
    questions: tuple[str, ...] = ()
    """Only these, by their ids."""
    differences: tuple[str, ...] = ()
    """Only what shows one of these, and for their sake."""
    once: bool = False
    """Each of these differences once, and then no more."""


class Draw(NamedTuple):
    """What a question is drawn from."""

    ids: Sequence[str]
    """The questions that may be asked."""
    asked: Sequence[str]
    """Those that the sitting has come to, in order."""
    seed: int
    """Of the sitting; the order of questions that stand alike hangs on it."""
    wanted: Sequence[str] = ()
    """Differences to be shown before all others; those that are due, where it is empty."""


class Pick(NamedTuple):
    """A question to be asked, and the differences for whose sake it is asked."""

    question: str
    sake: tuple[str, ...] = ()


def wished(bank: Bank, wish: Wish, history: History) -> tuple[str, ...]:
    """Give the ids of the questions that a wish leaves, in the order of the bank."""
    return tuple(id_ for id_ in bank.signs if _fits(bank, id_, wish, history))


def _fits(bank: Bank, id_: str, wish: Wish, history: History) -> bool:
    one = bank.signs[id_]
    if one.problems or not _wanted(one, wish, history.seen.get(id_), flagged=id_ in history.flagged):
        return False
    if wish.services and not _named(bank, one, wish.services):
        return False
    if wish.decisions and not set(wish.decisions) & set(one.decisions or proved(bank, id_).decisions):
        return False
    if not (wish.new or wish.differences):
        return True
    shows = face(bank, id_).shows
    return bool(not wish.new or shows - history.met) and bool(
        not wish.differences or shows & set(wish.differences)
    )


def _wanted(one: Sign, wish: Wish, seen: Seen | None, *, flagged: bool) -> bool:
    """Whether a question fits by what its file says, and by how it was answered."""
    return not (
        (wish.questions and one.id not in wish.questions)
        or (wish.domains and one.domain not in wish.domains)
        or (wish.missed and (seen is None or seen.right))
        or (wish.unseen and seen is not None)
        or (wish.flagged and not flagged)
    )


def _named(bank: Bank, one: Sign, services: Iterable[str]) -> bool:
    wanted = set(services)
    return any(name in wanted or bank.base.whole(name) in wanted for name in one.services)


def pick(bank: Bank, history: History, draw: Draw) -> Pick | None:
    """Give the question to ask next; None where there is none left."""
    found = _for_sake(bank, history, draw)
    if found:
        return found
    asked = set(draw.asked)
    left = [id_ for id_ in draw.ids if id_ not in asked]
    unseen = [id_ for id_ in left if id_ not in history.seen]
    if unseen:
        return Pick(min(unseen, key=lambda id_: Random(f"{draw.seed} {id_}").random()))  # noqa: S311 - an order, no secret
    return Pick(min(left, key=lambda id_: history.seen[id_].last)) if left else None


def _for_sake(bank: Bank, history: History, draw: Draw) -> Pick | None:
    """Give a question that shows the first of the wanted differences that any can show.

    One that was never seen comes first: what is to be remembered is the difference and not the question.
    """
    wanted = draw.wanted or history.due
    if not wanted:
        return None
    lately, due = set(draw.asked[-_APART:]), set(history.due)
    showing: dict[str, list[str]] = {}
    for id_ in draw.ids:
        if id_ not in lately:
            for key in face(bank, id_).shows:
                showing.setdefault(key, []).append(id_)
    for key in wanted:
        may = [id_ for id_ in showing.get(key, ()) if id_ not in draw.asked or key in due]
        if may:
            best = min(may, key=lambda id_: _freshness(id_, history, draw.asked))
            return Pick(best, tuple(one for one in wanted if one in face(bank, best).shows))
    return None


def _freshness(id_: str, history: History, asked: Sequence[str]) -> tuple[bool, str, str]:
    seen = history.seen.get(id_)
    return (id_ in asked, seen.last if seen else "", id_)
