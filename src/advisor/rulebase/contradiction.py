"""Whether two conditions on one term can both be met by one need."""

from __future__ import annotations

from advisor.rulebase.terms import STEP, Condition, Term

_FAR = 2**70


def contradict(term: Term, one: Condition, other: Condition) -> bool:
    """Whether no offer can meet both conditions on the term.

    Two bounds in the term's own direction never contradict: the stricter holds.
    """
    if term.kind == "set":
        return any(
            left.operator == "not" and right.operator == "all of" and set(left.choices) & set(right.choices)
            for left, right in ((one, other), (other, one))
        )
    if term.kind == "level":
        return not any(_meets(one, mark) and _meets(other, mark) for mark in _levels(term))
    if "not" in (one.operator, other.operator):
        denied, said = (one, other) if one.operator == "not" else (other, one)
        return said.operator == "is" and set(said.marks) <= set(denied.marks)
    (low, high), (other_low, other_high) = span(one), span(other)
    return low > other_high or other_low > high


def _levels(term: Term) -> range:
    return range(0, len(term.names) * STEP, STEP)


def _meets(condition: Condition, mark: int) -> bool:
    if condition.operator in ("not", "any of", "is"):
        return (mark in condition.marks) != (condition.operator == "not")
    low, high = span(condition)
    return low <= mark <= high


def span(condition: Condition) -> tuple[int, int]:
    """Give the lowest and the highest mark that meet the condition (``not`` has none)."""
    first, last = condition.marks[0], condition.marks[-1]
    return {
        "at most": (-_FAR, first),
        "under": (-_FAR, first - 1),
        "at least": (first, _FAR),
        "over": (first + 1, _FAR),
    }.get(condition.operator, (first, last))
