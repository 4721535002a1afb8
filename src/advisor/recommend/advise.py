"""From a scenario to the recommendation: judge, compose or choose, explain, compare with today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor.engine.needs import Clash
from advisor.recommend import wording
from advisor.recommend.case import Case, case
from advisor.recommend.compose import Composed, because, compose, ruled_out, separated, speaks_for
from advisor.recommend.difference import difference
from advisor.recommend.result import (
    Ask,
    Nearest,
    OptionResult,
    Part,
    Reason,
    Recommendation,
)
from advisor.recommend.search import Solution
from advisor.recommend.today import Outcome, compare
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario

if TYPE_CHECKING:
    from advisor.recommend.choose import Chosen
    from advisor.recommend.options import Proposal


def recommend(
    base: RuleBase,
    scenario: Scenario,
    as_of: str | None = None,
    *,
    today: str | None = None,
    flips: bool = True,
) -> Recommendation:
    """Give the recommendation for a scenario.

    Args:
        base: the rule base.
        scenario: what is needed.
        as_of: a day or an edition, in place of the scenario's own.
        today: the day to compare with, in place of the edition ``today``'s.
        flips: also look for the smallest changes that flip the answer.

    Raises:
        AdvisorError: ``as_of`` or ``today`` is neither a day nor an edition.
    """
    day = base.day(as_of or scenario.as_of)
    judged = case(base, scenario, day)
    then = answer(judged)
    if flips:
        from advisor.recommend.flips import flip_points

        then = then._replace(flips=tuple(flip_points(judged, then)))
        if then.options and then.chosen:
            then = then._replace(options=_with_edits(judged, then.options, then.solution))
    later = base.day(today) if today else base.editions["today"].day
    if later == day:
        return then._replace(
            today=compare(judged, then, judged, Outcome(then.status, then.services, then.chosen))
        )
    after = case(base, scenario, later, stated_only=True)
    return then._replace(today=compare(judged, then, after, outcome(after)))


def _with_edits(
    judged: Case, options: dict[str, OptionResult], answer: tuple[Part, ...]
) -> dict[str, OptionResult]:
    from advisor.recommend.edits import edits

    found = edits(judged, [letter for letter, one in options.items() if one.verdict != "chosen"], answer)
    return {letter: one._replace(edit=found.get(letter)) for letter, one in options.items()}


def outcome(judged: Case) -> Outcome:
    """Give the bare answer for the case's own day, without a reason."""
    if not judged.decisions or not separated(judged):
        return Outcome("not-enough-said", (), None)
    if judged.scenario.options:
        from advisor.recommend.choose import choose

        chosen = choose(judged)
        whole = chosen.whole
        services = tuple(dict.fromkeys(whole.services)) if whole and whole.dealing is not None else ()
        return Outcome(chosen.status if services else "none-fits", services, chosen.letters)
    composed = compose(judged)
    return Outcome(composed.status, composed.best.parts if composed.best else (), None)


def answer(judged: Case) -> Recommendation:
    """Give the answer for the case's own day, without flips and without a look at today."""
    composed = compose(judged) if not judged.scenario.options else None
    start = Recommendation(
        scenario=judged.scenario.id,
        title=judged.scenario.title,
        as_of=judged.day,
        edition=judged.base.edition_of(judged.day),
        rules=judged.base.hash,
        status="not-enough-said",
        decisions=judged.decisions,
        also_raised=judged.also_raised,
        unused_needs=judged.unused,
        contradictions=tuple(
            _contradiction(clash) for board in judged.boards.values() for clash in board.judgement.clashes
        ),
    )
    if composed is not None:
        return _composed(judged, composed, start)
    return _chosen(judged, start)


def _composed(judged: Case, composed: Composed, start: Recommendation) -> Recommendation:
    best = composed.best
    if composed.status == "not-enough-said":
        return start._replace(ask_next=_next(judged))
    if best is None:
        out = ruled_out(judged, composed)
        return start._replace(status="none-fits", nearest=composed.nearest, ruled_out=tuple(out))
    remaining = [name for one in composed.tied for name in one.parts]
    return start._replace(
        status=composed.status,
        solution=_parts(judged, best),
        hops=best.chain.hops,
        because=tuple(wording.distinct(because(judged, best))),
        ruled_out=tuple(ruled_out(judged, composed)),
        ties=tuple(one.parts for one in composed.tied),
        missing=tuple(composed.missing),
        ask_next=_next(judged, remaining) if composed.tied else None,
        runner_up=_runner_up(judged, composed),
    )


def _next(judged: Case, remaining: Sequence[str] = ()) -> Ask | None:
    from advisor.recommend.asking import next_question  # most answers ask nothing

    return next_question(judged, remaining)


def _parts(judged: Case, best: Solution) -> tuple[Part, ...]:
    return tuple(
        Part(name, wording.name(judged, name), tuple(d for d, cover in best.dealing.items() if name in cover))
        for name in best.parts
    )


def _runner_up(judged: Case, composed: Composed) -> Reason | None:
    best, other = composed.best, composed.runner_up
    if best is None or other is None:
        return None
    found = difference(
        judged,
        best.dealing,
        best.key,
        other.dealing,
        other.key,
        others=(*other.chain.bridges, *other.helpers),
    )
    if not found:
        return None
    text = f"Next best: {wording.names(judged, other.parts)}. {found[0].text}"
    return found[0]._replace(text=text)


def _contradiction(clash: Clash) -> Reason:
    kept, refused = clash.kept.condition, clash.refused.condition
    text = f"{kept.term}: '{refused.text}' contradicts '{kept.text}', which is kept."
    return Reason("rule", text, rule=clash.refused.by or None, term=kept.term, at=clash.refused.at)


def _chosen(judged: Case, start: Recommendation) -> Recommendation:
    if not judged.decisions or not separated(judged):
        results = {one.letter: OptionResult("fits", ()) for one in judged.scenario.options}
        return start._replace(options=results, ask_next=_next(judged))
    from advisor.recommend import choose  # most scenarios are no questions

    chosen = choose.choose(judged)
    picked = set(chosen.letters or ())
    results = {}
    for letter, one in chosen.proposals.items():
        if letter in picked:
            verdict, reasons = "chosen", _speaks_for_option(judged, chosen, letter)
        else:
            verdict = "fits" if one.fits else "ruled-out"
            reasons = choose.speaks_against(judged, chosen, letter)
        results[letter] = OptionResult(verdict, tuple(reasons), _dealt(judged, one), one.hops)  # type: ignore[arg-type]
    whole = chosen.whole
    if whole is None or whole.dealing is None:
        return start._replace(status="none-fits", options=results, nearest=_nearest(chosen))
    reasons = _for_proposal(judged, whole)
    tied = [chosen.proposals[letter] for letter in chosen.tied]
    remaining = [name for one in tied for name in one.services]
    return start._replace(
        status=chosen.status,
        options=results,
        chosen=chosen.letters,
        solution=_dealt(judged, whole),
        hops=whole.hops,
        because=tuple(reasons),
        ruled_out=(),
        ties=tuple(one.services for one in tied),
        tied_options=chosen.tied,
        missing=tuple(chosen.missing),
        ask_next=_next(judged, remaining) if tied else None,
    )


def _for_proposal(judged: Case, one: Proposal) -> list[Reason]:
    found = []
    for decision, cover in (one.dealing or {}).items():
        board = one.boards[decision]
        found += [wording.concluded(rule) for rule in board.judgement.fired if rule.rule.need]
        found += speaks_for(judged, board, cover)
    return wording.distinct(found)


def _speaks_for_option(judged: Case, chosen: Chosen, letter: str) -> list[Reason]:
    one = chosen.proposals[letter]
    if one.dealing is not None:
        return _for_proposal(judged, one)
    # one of several that fit only together: what its own parts bring
    whole = chosen.whole
    own = set(one.services)
    return [reason for reason in _for_proposal(judged, whole) if reason.service in own] if whole else []


def _dealt(judged: Case, one: Proposal) -> tuple[Part, ...]:
    dealing = one.dealing or {}
    found: dict[str, Part] = {}
    for part in one.parts:
        answers = tuple(decision for decision, cover in dealing.items() if part.service in cover)
        settings = tuple(f"{term}: {text}" for term, _, text in part.settings)
        found.setdefault(
            part.service, Part(part.service, wording.name(judged, part.service), answers, settings)
        )
    return tuple(found.values())


def _nearest(chosen: Chosen) -> Nearest | None:
    if not chosen.proposals:
        return None
    letter = min(chosen.proposals, key=lambda one: (len(chosen.proposals[one].reasons), one))
    one = chosen.proposals[letter]
    return Nearest(tuple(dict.fromkeys(one.services)), tuple(one.reasons), letter)
