"""The smallest sets of a decision's candidates that together offer the capabilities asked."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.recommend.case import Board, Standing

Cover = tuple[str, ...]


def covers(board: Board, own: int, forced: frozenset[str] = frozenset()) -> list[Cover]:
    """Give each set that can be the decision's share of a smallest solution.

    Such a set offers all that only this decision can offer, and maybe some of what others could offer
    too, and none of its parts can be dropped. There are two families: sets in which that is known, and
    sets in which some capability rests on a part that says nothing about it.

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
    for hoping in (False, True):
        masks = {name: _mask(one, hoping=hoping) for name, one in alive.items()}
        for wanted in _between(own, board.asked):
            needed = wanted
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
        if not any(one.open for one in alive.values()):
            break
    order = {name: number for number, name in enumerate(board.standings)}
    return sorted(
        (tuple(sorted(one, key=order.__getitem__)) for one in found),
        key=lambda cover: (len(cover), [order[name] for name in cover]),
    )


def _between(own: int, asked: int) -> Iterator[int]:
    """Give every set of capabilities from those that must be offered here to all that are asked."""
    shared = asked & ~own
    part = 0
    while True:
        yield own | part
        if part == shared:
            return
        part = (part - shared) & shared


def _mask(one: Standing, *, hoping: bool) -> int:
    return one.offered | one.open if hoping else one.offered


def _minimal(masks: dict[str, int], needed: int) -> set[frozenset[str]]:
    """Give every inclusion-minimal cover of ``needed``: each part has a capability of its own in it."""
    found: set[frozenset[str]] = set()

    def grow(chosen: tuple[str, ...], left: int) -> None:
        if not left:
            if all(_own(masks, chosen, name, needed) for name in chosen):
                found.add(frozenset(chosen))
            return
        bit = left & -left
        for name, mask in masks.items():
            if mask & bit and name not in chosen:
                longer = (*chosen, name)
                # a part whose capabilities the others already offer can only become more redundant
                if all(_own(masks, longer, one, needed) for one in longer):
                    grow(longer, left & ~mask)

    grow((), needed)
    return found


def _own(masks: dict[str, int], chosen: tuple[str, ...], name: str, needed: int) -> bool:
    others = 0
    for one in chosen:
        if one != name:
            others |= masks[one]
    return bool(masks[name] & needed & ~others)
