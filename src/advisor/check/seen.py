"""What is to be seen of a recommendation: verdicts and reasons, without the words that they quote.

Two recommendations look the same if a reader would find the same verdicts for the same reasons. A reason
is what it speaks of and what it rests on (its kind, the service, the term, the need, the rule, for or
against), not the number that its sentence quotes: a latency of 61 s in place of 60 s is seen only where it
changes a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable

from advisor.recommend.board import Board
from advisor.recommend.result import Hop, Part, Reason, Recommendation

Seen = tuple[object, ...]

#: Reasons whose sentence names nothing but services and a question: it is all that they are.
_SAID = ("idle", "decision")

#: Reasons that speak of a need, in its own words; one of a rule quotes the rule's first condition.
_NEEDED = ("fit", "unknown", "goal")


def seen(one: Recommendation) -> Seen:
    """Give what is to be seen of a recommendation; equal where no verdict and no reason differs."""
    options = one.options or {}
    return (
        one.status,
        one.chosen,
        _parts(one.solution),
        _hops(one.hops),
        _reasons(one.because),
        frozenset((out.service, out.decision, out.struck, _reasons(out.reasons)) for out in one.ruled_out),
        tuple(
            (letter, option.verdict, _reasons(option.reasons), _parts(option.parts), _hops(option.hops))
            for letter, option in options.items()
        ),
        None
        if one.nearest is None
        else (one.nearest.solution, one.nearest.option, _reasons(one.nearest.misses)),
        one.ties,
        one.tied_options,
        _reasons(one.missing),
        _reasons(one.contradictions),
        one.runner_up and _reason(one.runner_up),
    )


def _parts(parts: Iterable[Part]) -> Seen:
    return tuple((part.service, part.decisions, part.settings) for part in parts)


def _hops(hops: Iterable[Hop]) -> Seen:
    return tuple((hop.start, hop.end, hop.possible) for hop in hops)


def _reasons(reasons: Iterable[Reason]) -> frozenset[Seen]:
    return frozenset(map(_reason, reasons))


def _reason(one: Reason) -> Seen:
    return (
        one.kind,
        one.service,
        one.decision,
        one.rule,
        one.term if one.kind != "rule" else "",
        one.need if one.kind in _NEEDED else "",
        one.by,
        one.good,
        one.text if one.kind in _SAID else "",
    )


def judged(board: Board, service: str = "") -> Seen:
    """Give what a board brings to a recommendation; equal where nothing that is seen of it can differ.

    Hops between services are not part of it.

    Args:
        board: the decision.
        service: look at this candidate only, where no other can differ.
    """
    one = board.judgement
    return (
        tuple((need.condition, need.by, need.scope) for need in one.needs),
        tuple((asked.need.condition, asked.need.by, asked.term, asked.choices) for asked in one.requirements),
        tuple(fired.rule.id for fired in one.fired if fired.rule.need),
        tuple((clash.kept.condition, clash.refused.condition, clash.refused.by) for clash in one.clashes),
        tuple(board.bits.items()),
        tuple(
            (
                name,
                standing.broken,
                standing.lacking,
                standing.unknown,
                standing.offered,
                standing.open,
                standing.unknown_limits,
                standing.weights,
                tuple(kind.rule.id for kind in standing.excluded),
                tuple(kind.rule.id for kind in standing.preferred),
                tuple(kind.rule.id for kind in standing.avoided),
                tuple((gone.service, gone.life.state) for gone in standing.closed),
                tuple(found and found.choice for found in one.verdicts[name]),
            )
            for name, standing in board.standings.items()
            if not service or name == service
        ),
    )
