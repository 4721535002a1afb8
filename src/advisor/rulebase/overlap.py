"""Whether two entries of one fact can hold at the same time and under the same needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.rulebase.contradiction import span
from advisor.rulebase.knowledge import Entry
from advisor.rulebase.terms import Condition, Term


def overlapping(entries: Sequence[Entry], terms: Mapping[str, Term]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Give, by number, each entry that collides with an earlier one, with what to say of it."""
    for number, entry in enumerate(entries):
        for other in entries[:number]:
            where = other.at.rpartition(":")[2]
            if entry.when == other.when:
                if entry.since == other.since and not _both_change(entry, other):
                    since = f"from {entry.since} on" if entry.since else "all along"
                    yield (
                        number,
                        (
                            f"two entries hold {since}",
                            f"the other is at line {where}; "
                            + ("make it one entry" if entry.since else "give the later one a 'since'"),
                        ),
                    )
                    break
            elif entry.when and other.when and not apart(entry.when, other.when, terms):
                yield (
                    number,
                    (
                        "two entries with 'when' can both hold",
                        f"the other is at line {where}; make their conditions exclude each other",
                    ),
                )
                break


def _both_change(entry: Entry, other: Entry) -> bool:
    return entry.value is None and other.value is None


def apart(one: Sequence[Condition], other: Sequence[Condition], terms: Mapping[str, Term]) -> bool:
    """Whether no scenario can meet both."""
    return any(
        left.term == right.term and _disjoint(left, right, terms[left.term])
        for left in one
        for right in other
    )


def _disjoint(left: Condition, right: Condition, term: Term) -> bool:
    if term.kind == "set":
        # a need may ask for several choices, so only a choice and its "not" exclude each other
        pair = {left.operator: left, right.operator: right}
        if "not" in pair and len(pair) == 2:  # noqa: PLR2004
            return any(
                set(other.choices) & set(pair["not"].choices)
                for name, other in pair.items()
                if name == "all of"
            )
        return False
    if "not" in (left.operator, right.operator):
        positive, negative = (right, left) if left.operator == "not" else (left, right)
        return positive.operator in ("is", "any of") and set(positive.marks) <= set(negative.marks)
    return not any(
        max(low, other_low) <= min(high, other_high)
        for low, high in _spans(left)
        for other_low, other_high in _spans(right)
    )


def _spans(condition: Condition) -> list[tuple[int, int]]:
    if condition.operator in ("is", "any of"):
        return [(mark, mark) for mark in condition.marks]
    return [span(condition)]
