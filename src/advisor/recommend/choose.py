"""Which of a question's options are chosen, and what is against the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from advisor.recommend import wording
from advisor.recommend.board import SILENT
from advisor.recommend.case import Case
from advisor.recommend.covers import Cover
from advisor.recommend.difference import difference
from advisor.recommend.options import Proposal, idle, offered_by, proposal, works_together
from advisor.recommend.rank import Key
from advisor.recommend.result import Reason, Status
from advisor.rulebase.scenario import Option


class Chosen(NamedTuple):
    """What became of the options."""

    status: Status
    letters: tuple[str, ...] | None
    tied: tuple[str, ...]
    proposals: dict[str, Proposal]
    whole: Proposal | None
    """What was chosen, as one solution."""
    missing: Sequence[Reason] = ()


def choose(case: Case) -> Chosen:
    """Choose among the options of the scenario."""
    options = {option.letter: option for option in case.scenario.options}
    proposals = {letter: proposal(case, (option,)) for letter, option in options.items()}
    count = case.scenario.choose
    fitting = sorted(
        (letter for letter, one in proposals.items() if one.fits),
        key=lambda letter: (proposals[letter].key, letter),
    )
    if len(fitting) < count:
        return (
            _together(case, options, proposals, count)
            if count > 1
            else Chosen("none-fits", None, (), proposals, None)
        )
    best, rest = fitting[:count], fitting[count:]
    edge = proposals[best[-1]].key
    level = tuple(letter for letter in fitting if proposals[letter].key == edge)
    whole = proposals[best[0]] if count == 1 else proposal(case, tuple(options[one] for one in best))
    if rest and proposals[rest[0]].key == edge:
        return Chosen("tied", None, level, proposals, whole, _missing(case, proposals, best, rest))
    missing = _missing(case, proposals, best, rest)
    status: Status = "provisional" if missing else "decided"
    return Chosen(status, tuple(sorted(best)), (), proposals, whole, missing)


def _together(case: Case, options: dict[str, Option], proposals: dict[str, Proposal], count: int) -> Chosen:
    """Take the best letters that fit only together, each giving what the others lack."""
    found = []
    for letters in combinations(options, count):
        whole = proposal(case, tuple(options[one] for one in letters))
        if (
            whole.fits
            and works_together(case, whole)
            and all(
                not proposal(case, tuple(options[one] for one in letters if one != letter)).fits
                for letter in letters
            )
        ):
            found.append((whole.key, letters, whole))
    if not found:
        return Chosen("none-fits", None, (), proposals, None)
    found.sort(key=lambda one: one[:2])
    key, letters, whole = found[0]
    if len(found) > 1 and found[1][0] == key:
        tied = tuple(sorted({letter for one in found if one[0] == key for letter in one[1]}))
        return Chosen("tied", None, tied, proposals, whole)
    missing = _unknown(case, whole, whole.dealing)
    for _, _, other in found[1:]:
        missing += _would_beat(case, other, key)
    missing = wording.distinct(missing)
    return Chosen("provisional" if missing else "decided", letters, (), proposals, whole, missing)


def _missing(case: Case, proposals: dict[str, Proposal], best: list[str], rest: list[str]) -> list[Reason]:
    """Give the facts that are not known and would decide between the chosen and the others."""
    found: list[Reason] = []
    for letter in best:
        found += _unknown(case, proposals[letter], proposals[letter].dealing)
    for letter in rest:
        found += _would_beat(case, proposals[letter], proposals[best[-1]].key)
    return wording.distinct(found)


def _would_beat(case: Case, one: Proposal, edge: Key | None) -> list[Reason]:
    """Give what is not known of a proposal, if it could come before ``edge`` were it known."""
    if one.hoped is None or edge is None or one.hoped[0] >= edge:
        return []
    return _unknown(case, one, one.hoped[1], goals=True)


def _unknown(
    case: Case, one: Proposal, dealing: dict[str, Cover] | None, *, goals: bool = False
) -> list[Reason]:
    """Give what is not known of a proposal's parts that answer, dealt so, and is needed."""
    found = []
    have = offered_by(one.boards, dealing or {}, hoping=False)
    for decision, cover in (dealing or {}).items():
        board = one.boards[decision]
        for name in cover:
            standing = board.standings[name]
            for number in standing.unknown:
                bit = board.bits.get(number, 0)
                if not bit or not have & bit:
                    found.append(wording.fit(case, board, name, number))
            for number, term in enumerate(case.goals if goals else ()):
                if standing.weights[number] == SILENT:
                    text = f"{wording.name(case, name)}: {term} is not known, and it is a goal."
                    at = case.base.services[name].at
                    found.append(Reason("unknown", text, name, decision, term=term, at=at))
    return found


def speaks_against(case: Case, chosen: Chosen, letter: str) -> list[Reason]:
    """Give every reason why an option is not chosen."""
    one = chosen.proposals[letter]
    found = list(one.reasons)
    whole = chosen.whole
    if not found and whole and whole.dealing and one.dealing and whole.key and one.key:
        found += difference(
            case, whole.dealing, whole.key, one.dealing, one.key, boards=one.boards, others=one.helpers
        )
    found += idle(case, one)
    return wording.distinct(found)
