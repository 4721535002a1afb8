"""The smallest sets of a decision's candidates that together offer the capabilities asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

from advisor.recommend.board import Board

Cover = tuple[str, ...]


def covers(board: Board, own: int, forced: frozenset[str] = frozenset()) -> list[Cover]:
    """Give each set that can be the decision's share of a smallest solution.

    Such a set offers (or may offer) all that only this decision can offer, and maybe some of what others
    could offer too, and none of its parts can be dropped: each has something that is known, or that may
    be, by it alone.

    Args:
        board: the decision.
        own: the capabilities that only this decision's parts can offer, as bits.
        forced: candidates that must be in the set; they count as not droppable.
    """
    alive = {name: one for name, one in board.standings.items() if not one.struck}
    held = [name for name in alive if name in forced]
    if len(held) < len(forced & set(board.standings)):
        return []
    found: dict[frozenset[str], None] = {}
    width = board.asked.bit_length()
    masks = {name: one.offered | (one.offered | one.open) << width for name, one in alive.items()}
    openable = reduce(or_, (one.open for one in alive.values()), 0)
    for wanted in _between(own, board.asked):
        for known in _between(wanted & ~openable, wanted):
            needed = known | wanted << width
            for name in held:
                needed &= ~masks[name]
            if not needed and held:
                found.setdefault(frozenset(held))
            elif not needed:
                for name in alive:
                    found.setdefault(frozenset((name,)))
            else:
                rest = {name: mask & needed for name, mask in masks.items() if name not in held}
                for one in _minimal(rest, needed):
                    found.setdefault(one | frozenset(held))
    order = {name: number for number, name in enumerate(board.standings)}
    return sorted(
        (tuple(sorted(one, key=order.__getitem__)) for one in found),
        key=lambda cover: (len(cover), [order[name] for name in cover]),
    )


def _between(least: int, most: int) -> Iterator[int]:
    """Give every set of capabilities that holds all of ``least`` and nothing beyond ``most``."""
    free = most & ~least
    part = 0
    while True:
        yield least | part
        if part == free:
            return
        part = (part - free) & free


def _minimal(masks: dict[str, int], needed: int) -> set[frozenset[str]]:
    """Give every inclusion-minimal cover of ``needed``: each part has a capability of its own in it."""
    found: set[frozenset[str]] = set()
    able = [(name, mask) for name, mask in masks.items() if mask]

    def grow(chosen: tuple[str, ...], theirs: tuple[int, ...], once: int, twice: int) -> None:
        left = needed & ~once
        if not left:
            found.add(frozenset(chosen))
            return
        bit = left & -left
        for name, mask in able:
            if mask & bit:
                shared = twice | once & mask
                # a part whose capabilities the others already offer can only become more redundant
                for one in theirs:
                    if not one & ~shared:
                        break
                else:
                    grow((*chosen, name), (*theirs, mask), once | mask, shared)

    grow((), (), 0, 0)
    return found
