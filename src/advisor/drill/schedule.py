"""When a difference is to be shown again: FSRS as its authors wrote it, fed with what answers said.

The package alone decides; nothing here adds to its formulas. Fuzz is off, so the same answers give the
same schedule on every machine, and a schedule that was lost can be made anew from the answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from fsrs import Card as FsrsCard
from fsrs import Rating, Scheduler, State

from advisor.drill.store import Card


@cache
def scheduler() -> Scheduler:
    """Give the scheduler, with the parameters that FSRS comes with."""
    return Scheduler(enable_fuzzing=False)


def replay(said: Sequence[tuple[str, int]]) -> tuple[Card, tuple[float | None, ...]]:
    """Give where a difference stands after all that was said about it.

    Args:
        said: for each answer its time and its rating, oldest first; at least one.

    Returns:
        The schedule, and for each answer the recall that was predicted just before it; None before the
        first, of which nothing could be predicted.
    """
    card = FsrsCard(card_id=0)
    recalls: list[float | None] = []
    for at, rating in said:
        when = datetime.fromisoformat(at)
        recalls.append(scheduler().get_card_retrievability(card, when) if card.last_review else None)
        card, _ = scheduler().review_card(card, Rating(rating), when)
    return kept(card), tuple(recalls)


def kept(card: FsrsCard) -> Card:
    """Give a card of FSRS as it is kept."""
    last = card.last_review.isoformat(timespec="microseconds") if card.last_review else None
    due = card.due.isoformat(timespec="microseconds")
    return Card(int(card.state), card.step, card.stability, card.difficulty, due, last)


def live(card: Card) -> FsrsCard:
    """Give a kept card as FSRS has it."""
    return FsrsCard(
        card_id=0,
        state=State(card.state),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=datetime.fromisoformat(card.due),
        last_review=datetime.fromisoformat(card.last) if card.last else None,
    )


def recall(card: Card, at: str) -> float:
    """Give the share of times that a difference would be recalled at a time, from 0 to 1."""
    return float(scheduler().get_card_retrievability(live(card), datetime.fromisoformat(at)))
