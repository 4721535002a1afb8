"""The options of a question: each judged as it stands, with every reason; then chosen among."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, islice, pairwise, product

from advisor.engine.compile import Overrides, told_apart
from advisor.recommend import wording
from advisor.recommend.board import Board
from advisor.recommend.board import board as board_of
from advisor.recommend.case import Case
from advisor.recommend.covers import Cover
from advisor.recommend.hops import chain, steps
from advisor.recommend.life import closed
from advisor.recommend.rank import Key, keyed
from advisor.recommend.result import Hop, Reason
from advisor.recommend.ways import belongs, way
from advisor.rulebase.knowledge import Entry, Offer
from advisor.rulebase.scenario import Option, Part

#: How many ways of dealing an option's parts are tried; enough for ten parts over five decisions.
_MOST_DEALINGS = 20_000


@dataclass(slots=True)
class Proposal:
    """What an option (or several taken together) amounts to."""

    letters: tuple[str, ...]
    parts: tuple[Part, ...]
    boards: dict[str, Board]
    dealing: dict[str, Cover] | None
    """The best way to deal its parts; None where there is none that fits."""
    key: Key | None
    hoped: tuple[Key, dict[str, Cover]] | None
    """Its key, and the way to deal, if all that is not known were as good as can be."""
    reasons: list[Reason] = field(default_factory=list)
    """Everything that rules it out."""
    hops: tuple[Hop, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether nothing rules it out."""
        return self.dealing is not None and not self.reasons

    @property
    def services(self) -> tuple[str, ...]:
        """The ids of its parts as written."""
        return tuple(part.service for part in self.parts)

    @property
    def helpers(self) -> tuple[str, ...]:
        """Parts that answer no decision."""
        used = {name for cover in (self.dealing or {}).values() for name in cover}
        return tuple(name for name in self.services if name not in used)


def proposal(case: Case, options: tuple[Option, ...]) -> Proposal:
    """Judge an option, or several taken together as one solution."""
    parts = tuple(dict.fromkeys(part for option in options for part in option.parts))
    boards = {one: _board(case, one, parts) for one in case.decisions}
    letters = tuple(option.letter for option in options)
    hops, broken = _hops(case, options)
    result = Proposal(letters, parts, boards, None, None, None, [], hops)
    pools = {one: _pool(options, boards[one], one) for one in case.decisions}
    dealings = [one for one in islice(_dealings(pools), _MOST_DEALINGS) if _fits(boards, one)]
    if dealings:
        result.key, result.dealing = _best(case, result, dealings, hoping=False)
        result.hoped = _best(case, result, dealings, hoping=True)
    else:
        result.reasons += _unmet(case, options, pools, result)
    result.reasons += _gone(case, result)
    result.reasons += broken
    result.reasons += _not_used(case, result)
    result.reasons = wording.distinct(result.reasons)
    return result


def _best(
    case: Case, one: Proposal, dealings: list[dict[str, Cover]], *, hoping: bool
) -> tuple[Key, dict[str, Cover]]:
    """Give the best key, with the first way to deal that has it."""
    keys = [keyed(case, one.boards, some, _others(one, some), hoping=hoping) for some in dealings]
    best = min(keys)
    return best, dealings[keys.index(best)]


def _board(case: Case, decision: str, parts: tuple[Part, ...]) -> Board:
    """Give the decision's board, with what the option sets standing for the parts' own facts."""
    candidates = case.base.decisions[decision].candidates
    overrides: Overrides = tuple(
        (part.service, term, _set(part, term, value, text))
        for part in parts
        if part.service in candidates
        for term, value, text in part.settings
    )
    if not overrides:
        return case.boards[decision]
    key = ("board", decision, told_apart(overrides))
    if key not in case.memo:
        case.memo[key] = board_of(
            case.base,
            case.scenario,
            case.day,
            decision,
            case.needs,
            case.capabilities,
            case.judgements,
            overrides,
        )
    return case.memo[key]  # type: ignore[return-value]


def _set(part: Part, term: str, value: int | tuple[str, ...], text: str) -> Offer:
    note = "The option sets it so."
    entry = Entry(value, text, (), (), (), "", (), "", "", True, "", note, part.at)
    return Offer(part.service, term, value, entry)


def _pool(options: tuple[Option, ...], board: Board, decision: str) -> list[Cover]:
    """Give the sets of parts that may answer the decision, smallest first."""
    alive = [one for one in _able(options, board, decision) if not board.standings[one].struck]
    return [cover for size in range(1, len(alive) + 1) for cover in combinations(alive, size)]


def _able(options: tuple[Option, ...], board: Board, decision: str) -> list[str]:
    """Give the candidates of the decision that the options name for it."""
    named: list[str] = []
    for option in options:
        numbers = (
            dict(option.dealt).get(decision, ()) if option.dealt is not None else range(len(option.parts))
        )
        named += [option.parts[number].service for number in numbers]
    return [one for one in dict.fromkeys(named) if one in board.standings]


def _dealings(pools: dict[str, list[Cover]]) -> Iterator[dict[str, Cover]]:
    if pools and all(pools.values()):
        for covers in product(*pools.values()):
            yield dict(zip(pools, covers, strict=True))


def offered_by(boards: dict[str, Board], dealing: dict[str, Cover], *, hoping: bool) -> int:
    """Give the capabilities that parts dealt so offer (or may offer) together, as bits."""
    found = 0
    for decision, cover in dealing.items():
        for name in cover:
            one = boards[decision].standings[name]
            found |= one.offered | one.open if hoping else one.offered
    return found


def _fits(boards: dict[str, Board], dealing: dict[str, Cover]) -> bool:
    """Whether each asked need holds, or may hold, over the parts dealt."""
    asked = 0
    for one in boards.values():
        asked |= one.asked
    return not asked & ~offered_by(boards, dealing, hoping=True)


def _others(result: Proposal, dealing: dict[str, Cover]) -> tuple[str, ...]:
    used = {name for cover in dealing.values() for name in cover}
    return tuple(name for name in result.services if name not in used)


def _unmet(
    case: Case, options: tuple[Option, ...], pools: dict[str, list[Cover]], result: Proposal
) -> list[Reason]:
    """Give every reason why the parts cannot be dealt so that all needs hold."""
    boards, found = result.boards, list[Reason]()
    best: dict[str, Cover] = {one: pool[-1] for one, pool in pools.items() if pool}
    have = offered_by(boards, best, hoping=True)
    for board in boards.values():
        # what a part would offer if it were not struck for another reason is not lacking
        for name in result.services:
            if name in board.standings and board.standings[name].struck:
                have |= board.standings[name].offered
    for decision, board in boards.items():
        named = _able(options, board, decision)
        if not named:
            question = case.base.decisions[decision].question
            at = case.base.decisions[decision].at
            text = f"No part answers the question: {question}"
            found.append(Reason("decision", text, decision=decision, at=at))
            continue
        for name in named:
            found += wording.against(case, board, board.standings[name], have)
    return found or list(_nobody_offers(boards, have))


def _nobody_offers(boards: dict[str, Board], have: int) -> Iterator[Reason]:
    """A capability that parts say nothing wrong of, and yet none of them offers."""
    for decision, board in boards.items():
        for number, bit in board.bits.items():
            if not bit & have:
                one = board.judgement.requirements[number]
                said = wording.needed(one)
                text = f"No part that can be used offers {said}."
                yield Reason("fit", text, decision=decision, term=one.term, at=one.need.at, need=said)


def _gone(case: Case, result: Proposal) -> list[Reason]:
    """Every part, helpers too, must be there on the day."""
    return [
        wording.shut(case, name, one)
        for name in dict.fromkeys(result.services)
        for one in closed(case.base, case.scenario, case.day, name)
    ]


def _hops(case: Case, options: tuple[Option, ...]) -> tuple[tuple[Hop, ...], list[Reason]]:
    """Judge the hops between neighbours; only a fact that says "not" makes one impossible."""
    hops: list[Hop] = []
    broken: list[Reason] = []
    for option in options:
        names = [part.service for part in _in_order(case, option)]
        for start, end in pairwise(names):
            if case.base.whole(start) == case.base.whole(end):
                continue
            found = way(case, start, end)
            possible = found.possible if found.possible or found.denied else None
            entry = found.entry
            at = entry.at if entry and possible is not None else ""
            hops.append(Hop(start, end, possible, at, (entry.url or None) if entry and at else None))
            if found.denied:
                broken.append(wording.hop(case, start, end, found))
    return tuple(hops), broken


def _in_order(case: Case, option: Option) -> tuple[Part, ...]:
    """Parts stand in the order written; those dealt to decisions in that of the stages."""
    if option.dealt is None:
        return option.parts
    place = {one: number for number, one in enumerate(case.decisions)}
    dealt = dict(sorted(option.dealt, key=lambda one: (place.get(one[0], len(place)), one[0])))
    named = {one: tuple(option.parts[n].service for n in numbers) for one, numbers in dealt.items()}
    return tuple(option.parts[n] for one in steps(case, named) for n in dealt[one])


def _not_used(case: Case, result: Proposal) -> list[Reason]:
    """What the asker insists on must be among the parts."""
    held = {case.base.whole(name) for name in result.services} | set(result.services)
    return [
        Reason(
            "decision",
            f"{wording.name(case, name)} is insisted on and is not a part.",
            name,
            at=case.scenario.path,
        )
        for name in case.scenario.use
        if name not in held
    ]


def works_together(case: Case, one: Proposal) -> bool:
    """Whether parts of several letters that answer one decision together can pass data on."""
    for decision, cover in (one.dealing or {}).items():
        if not belongs(case, cover):
            return False
        if case.base.decisions[decision].stage and chain(case, {decision: cover}) is None:
            return False
    return True


def idle(case: Case, result: Proposal) -> list[Reason]:
    """Give the parts that nothing asks for: helpers that no need, part or hop has a use for."""
    wanted: set[str] = set(case.scenario.use)
    for board in result.boards.values():
        for need in board.judgement.needs:
            wanted |= set(need.condition.choices)
    for name in result.services:
        wanted |= set(case.base.services[name].requires)
    answering = [name for name in result.services if name not in result.helpers]
    linked = {name for hop in result.hops if hop.possible for name in (hop.start, hop.end)}
    found = []
    for name in dict.fromkeys(result.helpers):
        whole = case.base.whole(name)
        if result.dealing is None and any(name in board.standings for board in result.boards.values()):
            continue
        if (
            {name, whole} & wanted
            or name in linked
            or any(case.base.whole(one) == whole for one in answering)
        ):
            continue
        text = f"{wording.name(case, name)}: nothing that is needed asks for it."
        found.append(Reason("idle", text, name, at=case.base.services[name].at))
    return found
