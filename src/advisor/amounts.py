"""Amounts with units, and the closed grammar of conditions, as text in and exact numbers out.

An amount is kept as a whole number of the smallest step of its unit, so that two ways of writing the
same amount (``300 s``, ``5 min``) are the same number and nothing is lost to floating point. A
condition is ``[at most | at least | under | over | any of | all of | not] value[, value…]``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction


class Ratio(NamedTuple):
    """An exact number; a Fraction does more, and takes longer to import than a scenario to read."""

    over: int
    under: int = 1


_TIME = {
    "us": Ratio(1, 10**6),
    "ms": Ratio(1, 1000),
    "s": Ratio(1),
    "min": Ratio(60),
    "h": Ratio(3600),
    "d": Ratio(86400),
}
_TIME_WORDS = {
    "microsecond": "us", "microseconds": "us", "millisecond": "ms", "milliseconds": "ms",
    "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "mins": "min", "minute": "min", "minutes": "min", "hour": "h", "hours": "h", "hr": "h", "hrs": "h",
    "day": "d", "days": "d",
}  # fmt: skip
_LONG = {
    "week": 7 * 86400, "weeks": 7 * 86400, "month": 30 * 86400, "months": 30 * 86400,
    "year": 365 * 86400, "years": 365 * 86400,
}  # fmt: skip
_BYTES = {"B": 1, "byte": 1, "bytes": 1} | {
    f"{prefix}{ending}": base ** (power + 1)
    for ending, base in (("B", 1000), ("iB", 1024))
    for power, prefix in enumerate(("K", "M", "G", "T", "P", "E"))
}
_BYTES["kB"] = 1000

#: unit of a term -> (smallest steps in one unit, units shown to people)
UNITS: dict[str, tuple[int, str]] = {
    "s": (10**6, "ms, s, min, h, d"),
    "B": (1, "B, KB, MB, GB, TB, PB, KiB, MiB, GiB, TiB"),
    "B/s": (1000, "KB/s, MB/s, GB/s, GB/h, TB/day"),
    "count": (1000, "a plain number, or 5 thousand, 5 million"),
    "1/s": (10**6, "1000 records/s, 50 requests/min"),
    "USD": (10**6, "USD"),
    "USD/TB": (10**6, "USD/TB, USD/GB"),
    "USD/h": (10**6, "USD/h, USD/month"),
}

#: Beyond this an amount is refused: the engine counts in 64 bits, with room for the steps around it.
LARGEST = 2**60

#: What a service states that has no upper bound; larger than any amount that can be written.
UNLIMITED = 2**60 + 1

_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*(.*)", re.DOTALL)

#: A number with commas between its thousands; a comma separates values, so that it is none.
THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")

_SCALED = {"thousand": 10**3, "million": 10**6, "billion": 10**9}

#: What a rate counts: "records", "million records", or nothing; bytes are no such thing.
_THINGS = r"(thousand|million|billion|)(?:(?:^| )(?![kmgtp]?b$)[a-z][a-z-]+)?"


class NotAnAmount(ValueError):  # noqa: N818 - it says what the text is
    """The text is not an amount of the unit; the message says which units there are."""


def amount(text: str, unit: str) -> int:
    """Give the amount in smallest steps of ``unit``.

    Raises:
        NotAnAmount: the text is no amount of that unit, or is too large or too fine to count.
    """
    steps, shown = UNITS[unit]
    if text.strip() == "unlimited":
        return UNLIMITED
    match = _NUMBER.fullmatch(text.strip())
    size = _size(match.group(2).strip(), unit) if match else None
    if THOUSANDS.match(text.strip()):
        raise NotAnAmount(f"'{text}' has a comma in its number; write it without")
    if match is None or size is None:
        raise NotAnAmount(f"'{text}' is not {_spoken(unit)} ({shown})")
    if len(match.group(1)) > 30:  # noqa: PLR2004 - nobody writes such a number by intent
        raise NotAnAmount(f"'{text[:40]}' has too many digits")
    whole, _, places = match.group(1).partition(".")
    over = int(whole + places) * size.over * steps
    under = int("1" + "0" * len(places)) * size.under
    if over > LARGEST * under:
        raise NotAnAmount(f"'{text}' is too large; write 'unlimited' where there is no bound")
    if 0 < over < under:
        raise NotAnAmount(f"'{text}' is too small to count")
    steps, left = divmod(over, under)
    return steps + (2 * left > under or (2 * left == under and steps % 2))


def _spoken(unit: str) -> str:
    names = {"count": "a count", "1/s": "a rate", "B": "a size", "B/s": "a throughput", "s": "a time"}
    return names.get(unit, "a price")


def _seconds(word: str) -> Ratio | None:
    word = _TIME_WORDS.get(word, word)
    if word in _TIME:
        return _TIME[word]
    return Ratio(_LONG[word]) if word in _LONG else None


def _size(word: str, unit: str) -> Ratio | None:  # noqa: PLR0911 - one line per unit
    if unit == "s":
        return _seconds(word)
    if unit == "B":
        return Ratio(_BYTES[word]) if word in _BYTES else None
    if unit == "count":
        if not word:
            return Ratio(1)
        return Ratio(_SCALED[word]) if word in _SCALED else None
    head, slash, tail = word.partition("/")
    per = _seconds(tail.strip()) if slash else None
    if unit == "B/s":
        return _each(_BYTES[head.strip()], per) if per and head.strip() in _BYTES else None
    if unit == "1/s":
        known = re.fullmatch(_THINGS, head.strip())
        return _each(_SCALED.get(known.group(1), 1), per) if per and known else None
    money = {"USD": "", "USD/TB": "B", "USD/h": "s"}[unit]
    if head.strip() != "USD":
        return None
    if not money:
        return None if slash else Ratio(1)
    if money == "B":
        return Ratio(10**12, _BYTES[tail.strip()]) if tail.strip() in _BYTES else None
    return _each(3600, per) if per else None


def _each(number: int, per: Ratio) -> Ratio:
    return Ratio(number * per.under, per.over)


@lru_cache(maxsize=4096)
def spell(steps: int, unit: str) -> str:
    """Give an amount as people write it, in the unit that leaves the shortest exact number.

    What is given is an amount again: reading it back gives the same steps.
    """
    if steps >= UNLIMITED:
        return "unlimited"
    from fractions import Fraction  # few runs show an amount that nobody wrote

    exact = Fraction(steps, UNITS[unit][0])
    if unit == "s":
        return _in(exact, {name: Fraction(*size) for name, size in _TIME.items()}, "s")
    if unit in ("B", "B/s"):
        table = {name: size for name, size in _BYTES.items() if name not in ("byte", "bytes", "kB")}
        return _in(exact, table, "B") + unit[1:]
    if unit == "1/s":
        return f"{_decimal(exact)}/s"
    return _decimal(exact) if unit == "count" else f"{_decimal(exact)} {unit}"


def _in(exact: Fraction, table: Mapping[str, int | Fraction], usual: str) -> str:
    fitting = {name: _decimal(exact / size) for name, size in table.items() if exact >= size}
    # 120 s is 2 min, but 60 s stays 60 s and 60 min stay 60 min: so people say it
    spelled = {
        name: number for name, number in fitting.items() if number and (name, number) not in _UNSAID
    } or {usual: _decimal(exact / table[usual])}
    name = min(spelled, key=lambda one: (len(spelled[one]), -table[one]))
    return f"{spelled[name]} {name}"


_UNSAID = (("min", "1"), ("h", "1"))


def _decimal(number: Fraction) -> str:
    """Give the number exactly, or nothing where it has more than six decimal places."""
    for places in range(7):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = f"{scaled.numerator:0{places + 1}d}"
            return f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return ""


#: The words a condition may start with, longest first.
OPERATORS = ("at most", "at least", "under", "over", "any of", "all of", "not")


class Phrase(NamedTuple):
    """A condition as written, before anyone knows which term it is about.

    ``operator`` is one of :data:`OPERATORS`, or empty for a bare value.
    """

    operator: str
    values: tuple[str, ...]
    text: str


class NotACondition(ValueError):  # noqa: N818 - it says what the text is
    """The text is not a condition; the message says how one is written."""


def condition(written: str | list[str]) -> Phrase:
    """Split a condition into its operator and values; a list means ``all of``.

    Raises:
        NotACondition: no value, an empty value, or several values where one is meant.
    """
    if isinstance(written, list):
        if not written:
            raise NotACondition("an empty list asks for nothing")
        return Phrase("all of", tuple(value.strip() for value in written), ", ".join(written))
    text = " ".join(written.split())
    operator = next((op for op in OPERATORS if text == op or text.startswith(op + " ")), "")
    values = tuple(part.strip() for part in text[len(operator) :].split(","))
    if not all(values):
        raise NotACondition(f"'{text}' lacks a value")
    if not operator and len(values) > 1:
        operator = "all of"
    if operator in ("at most", "at least", "under", "over") and len(values) > 1:
        if THOUSANDS.search(text):
            raise NotACondition(f"'{text}' has a comma in its number; write it without")
        raise NotACondition(f"'{operator}' takes one value")
    return Phrase(operator, values, text)
