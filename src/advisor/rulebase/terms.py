"""Terms, and what a condition or a value says about one.

Amounts and levels become *marks*: whole numbers four apart, so that "under" and "over" a value have a
mark of their own just beside it and every comparison is one of whole numbers. Levels are discrete:
"under moderate" is simply the level below. Choices stay words.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from advisor.amounts import OPERATORS, THOUSANDS, UNITS, UNLIMITED, NotAnAmount, Phrase, amount, spell
from advisor.errors import did_you_mean

STEP = 4
"""The distance between the marks of neighbouring amounts or levels."""

#: Terms whose choices may also be services: that is how hops are stated.
HOP_TERMS = ("source", "destination")


class Unfit(ValueError):  # noqa: N818 - it says how the text stands to the term
    """The text says nothing about the term; ``hint`` is the way out, ``word`` the one that does not fit."""

    def __init__(self, message: str, hint: str = "", word: str = "") -> None:
        """Keep the way out and the word beside the message."""
        super().__init__(message)
        self.hint = hint
        self.word = word


class Term(NamedTuple):
    """A thing that a scenario can need and a service can offer."""

    id: str
    means: str
    asks: str
    kind: str
    """quantity, level or set"""
    unit: str
    names: tuple[str, ...]
    """The levels, lightest first, or the choices."""
    tests: tuple[str, ...]
    """For each level its observable test, for each choice its meaning."""
    fit: str
    """at most, up to, at least, includes, or empty where only rules look at the term"""
    phrases: tuple[tuple[str, str], ...]
    goals: tuple[str, ...]
    at: str

    @property
    def is_limit(self) -> bool:
        """Whether every part that answers must keep it (rather than some part offer it)."""
        return self.fit in ("at most", "up to")

    @property
    def is_capability(self) -> bool:
        """Whether some part that answers must offer it."""
        return self.fit in ("at least", "includes")

    @property
    def lower_is_lighter(self) -> bool:
        """Whether a smaller value is the better offer."""
        return self.fit == "at most"


class Condition(NamedTuple):
    """What a need or a rule's ``when`` says about one term."""

    term: str
    operator: str
    """at most, at least, under, over, is, any of, all of, not"""
    marks: tuple[int, ...]
    """For quantities and levels."""
    choices: tuple[str, ...]
    """For sets."""
    text: str
    """As written, for people."""


Known = "Callable[[str], str | None]"
"""Gives the id of the service that a word names, or None."""


def mark(term: Term, text: str) -> int:
    """Give the mark of an amount or a level.

    Raises:
        Unfit: the text is no amount of the term's unit, or no level of the term.
    """
    if term.kind == "quantity":
        try:
            return amount(text, term.unit) * STEP
        except NotAnAmount as error:
            raise Unfit(f"{term.id}: {error}", _meant(term, text), text) from None
    if text not in term.names:
        raise Unfit(f"{term.id} has no level '{text}'", _known(text, term.names), text)
    return term.names.index(text) * STEP


def _meant(term: Term, text: str) -> str:
    """Give the way out for a text that is no amount: a phrase or an operator that it may be meant for."""
    lead = re.split(r" ?[0-9]", text, maxsplit=1)[0]
    if lead in OPERATORS:
        return "write the amount alone"
    words, known = (text, [words for words, _ in term.phrases]) if lead == text else (lead, OPERATORS)
    near = did_you_mean(words, known) if words else ""
    return near if near.startswith("did") else ""


def choice(term: Term, text: str, service: Callable[[str], str | None]) -> str:
    """Give the choice that ``text`` is: a word of the vocabulary or, for hops, a service's id.

    Raises:
        Unfit: it is neither.
    """
    if text in term.names:
        return text
    if term.id in HOP_TERMS:
        found = service(text)
        if found is not None:
            return found
    known = _known(text, term.names)
    if term.id in HOP_TERMS:
        known += "\nany service may stand here too"
    raise Unfit(f"{term.id} has no choice '{text}'", known, text)


def _known(word: str, names: tuple[str, ...]) -> str:
    near = did_you_mean(word, names)
    # levels have an order that says more than the alphabet
    return near if near.startswith("did") else f"known: {', '.join(names)}"


def value(term: Term, texts: tuple[str, ...], service: Callable[[str], str | None]) -> int | tuple[str, ...]:
    """Give what a fact states: the mark of one amount or level, or the sorted choices.

    Raises:
        Unfit: the text does not fit the term.
    """
    if term.kind == "set":
        return tuple(sorted({choice(term, text, service) for text in texts}))
    if len(texts) != 1:
        raise Unfit(f"{term.id} is one {_one(term)}, not several")
    _bounded(term, texts)
    return mark(term, texts[0])


def _bounded(term: Term, texts: tuple[str, ...]) -> None:
    if term.kind == "quantity" and term.fit != "up to" and "unlimited" in texts:
        raise Unfit(f"{term.id} cannot be 'unlimited'", word="unlimited")


def _one(term: Term) -> str:
    return "amount" if term.kind == "quantity" else "level"


def resolve(
    term: Term, phrase: Phrase, service: Callable[[str], str | None], *, need: bool = False
) -> Condition:
    """Give what a condition says about the term.

    Args:
        term: the term that the condition is about.
        phrase: the condition as written; a phrase of the term stands for what it means.
        service: gives the id of a service by any of its names.
        need: a bare amount or level then takes the term's own direction.

    Raises:
        Unfit: an operator or a value that the term does not have.
    """
    meant = dict(term.phrases).get(phrase.text.lower())
    if meant is not None:
        from advisor.amounts import condition

        phrase = condition(meant)._replace(text=phrase.text)
    if term.kind == "set":
        return _of_set(term, phrase, service)
    return _of_order(term, phrase, need=need)


def _of_set(term: Term, phrase: Phrase, service: Callable[[str], str | None]) -> Condition:
    if phrase.operator in ("at most", "at least", "under", "over"):
        raise Unfit(
            f"{term.id} is a set of choices; '{phrase.operator}' says nothing about it",
            "write the choice itself, or 'any of' several",
        )
    chosen = tuple(sorted({choice(term, text, service) for text in phrase.values}))
    operator = phrase.operator or "all of"
    if operator == "any of" and len(chosen) == 1:
        operator = "all of"
    return Condition(term.id, operator, (), chosen, phrase.text)


def _of_order(term: Term, phrase: Phrase, *, need: bool) -> Condition:
    operator = phrase.operator
    if operator == "all of":
        if len(phrase.values) > 1:
            comma = term.kind == "quantity" and THOUSANDS.search(phrase.text)
            hint = "write the number without a comma" if comma else "write 'any of' several"
            raise Unfit(f"{term.id} is one {_one(term)}, not several", hint)
        operator = ""
    _bounded(term, phrase.values)
    if operator == "over" and phrase.values == ("unlimited",):
        raise Unfit("nothing is over 'unlimited'", "write 'unlimited'")
    marks = tuple(mark(term, text) for text in phrase.values)
    if not operator:
        direction = {"at most": "at most", "up to": "at least", "at least": "at least"}
        operator = direction.get(term.fit, "is") if need else "is"
    if need and term.fit == "at most" and operator in ("at least", "over"):
        raise Unfit(
            f"{term.id} is something to keep low; '{phrase.text}' sets it no bound",
            f"write 'at most {phrase.values[0]}'",
        )
    if need and term.fit == "at least" and operator in ("at most", "under"):
        raise Unfit(
            f"{term.id} is something to have enough of; '{phrase.text}' asks for nothing",
            f"write 'at least {phrase.values[0]}', or leave it out",
        )
    if term.kind == "level" and operator in ("under", "over"):
        nudged = marks[0] + (STEP if operator == "over" else -STEP)
        if not 0 <= nudged < len(term.names) * STEP:
            raise Unfit(f"no level of {term.id} is '{phrase.text}'", f"known: {', '.join(term.names)}")
        marks = (nudged,)
        operator = "at least" if operator == "over" else "at most"
    if term.unit == "count" and operator in ("under", "over"):
        operator, marks = whole(operator, marks[0])
    if operator == "any of" and len(marks) == 1:
        operator = "is" if not need else {"at most": "at most"}.get(term.fit, "at least")
    return Condition(term.id, operator, tuple(sorted(marks)), (), phrase.text)


def whole(operator: str, mark: int) -> tuple[str, tuple[int, ...]]:
    """Give "over 1" of things that are counted as "at least 2", and "under 3" as "at most 2"."""
    one = UNITS["count"][0] * STEP
    if mark % one:
        mark -= mark % one  # the whole number below
        return ("at least", (mark + one,)) if operator == "over" else ("at most", (mark,))
    return ("at least", (mark + one,)) if operator == "over" else ("at most", (mark - one,))


def bound(term: Term, condition: Condition) -> int | None:
    """Give the one mark that a need states, or None where it leaves several open.

    "under" and "over" are a step beside the value. Of several values the easiest counts.
    """
    if condition.operator == "not" or not condition.marks:
        return None
    if condition.operator == "any of":
        if not term.fit:
            return None
        return condition.marks[-1] if term.lower_is_lighter else condition.marks[0]
    nudge = {"under": -1, "over": 1}.get(condition.operator, 0)
    return condition.marks[0] + nudge


def show(term: Term, shown: int | tuple[str, ...] | None) -> str:
    """Give a value as people read it."""
    if shown is None:
        return "not known"
    if isinstance(shown, tuple):
        return ", ".join(shown) if shown else "nothing"
    if term.kind == "level":
        return term.names[min(max(shown // STEP, 0), len(term.names) - 1)]
    return "unlimited" if shown >= UNLIMITED * STEP else spell(shown // STEP, term.unit)
