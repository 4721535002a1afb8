"""What a new question is about: a right answer, needs that it meets, and what fails one of them.

Drafts are drawn with the engine's verdicts: every need that could be stated is judged by itself, and
needs are put together so that the right candidate fails none of them and each wrong one exactly one.
Whether the question is sound is proved afterwards, as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import NamedTuple

from advisor.amounts import condition
from advisor.drill.line import same_line
from advisor.drill.spoken import ROUND
from advisor.drill.telling import Chapter, Wanted, can_tell, levels
from advisor.recommend.case import case, fact
from advisor.recommend.life import closed
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario, Stated
from advisor.rulebase.stories import Opening, Story
from advisor.rulebase.terms import HOP_TERMS, STEP, Condition, Term, mark, resolve

#: Needs that a question states, at least and at most.
_FEWEST, _MOST = 2, 4

#: What is said of the team or the budget is said of all that a story decides: not of one half of it.
_TEAM = frozenset(("operations", "development", "cost", "change", "time-to-value", "scaling", "availability"))

#: Wrong options of a question.
_WRONG = 3

#: Of the needs that could be stated so many are put together.
_POOL = 12


class Draft(NamedTuple):
    """A question as it might be."""

    chapter: Chapter
    """What is told of the decision; a goal only where that is what one of the wrong ones fails at."""
    key: str
    """The right candidate."""
    wrong: tuple[str, ...]

    @property
    def decision(self) -> str:
        """The decision that it is about."""
        return self.chapter.story.decision

    @property
    def needs(self) -> dict[str, str]:
        """All that it needs, term by term, as a scenario states it."""
        settled = {need.term: need.text for need, _ in self.chapter.opening.settles}
        return settled | {one.term.id: one.said for one in self.chapter.wanted}


class Judged(NamedTuple):
    """A need that could be stated, and who fails it."""

    wanted: Wanted | None
    """None for one that the opening settles."""
    fails: frozenset[str]
    unknown: frozenset[str]
    borne: frozenset[str]
    """Who meets it and has nothing against it."""


class Plan(NamedTuple):
    """What a draft is drawn for."""

    base: RuleBase
    story: Story
    day: str
    opening: Opening
    settled: tuple[Judged, ...]
    key: str
    alive: tuple[str, ...]
    second: bool
    """Whether it goes on from another decision: it then states fewer needs, and no goal."""
    enough: int
    """Wrong ones that it needs: half a story may bring fewer than a whole question."""
    silent: frozenset[str]
    """Terms of which nothing is said, since the other half of the story says it."""


_NOTHING = Opening("", ())


def drafts(rnd: Random, base: RuleBase, story: Story, day: str, *, leads: bool = False) -> Iterator[Draft]:
    """Draw questions about a decision, one after another; each may still turn out unsound.

    Args:
        rnd: what is drawn with.
        base: the rule base.
        story: the decision's.
        day: the ISO day whose facts hold.
        leads: the story goes on to another decision, which says where the data goes.
    """
    silent = _TEAM | {"destination"} if leads else frozenset[str]()
    openings = [one for one in story.openings if not silent & {need.term for need, _ in one.settles}]
    plan = Plan(base, story, day, _NOTHING, (), "", (), False, 1 if leads else _WRONG, silent)
    yield from _begun(rnd, plan, openings)


def second(rnd: Random, base: RuleBase, story: Story, day: str) -> Iterator[Draft]:
    """Draw what a story says of a decision after it has spoken of another; see :func:`drafts`."""
    plan = Plan(base, story, day, _NOTHING, (), "", (), True, 1, _TEAM.union(HOP_TERMS))
    yield from _begun(rnd, plan, [Opening(one, ()) for one in story.then])


def _begun(rnd: Random, plan: Plan, openings: list[Opening]) -> Iterator[Draft]:
    base, decision = plan.base, plan.story.decision
    nobody = Scenario("", "")
    candidates = base.decisions[decision].candidates
    alive = tuple(
        one for one in candidates if one not in plan.story.without and not closed(base, nobody, plan.day, one)
    )
    for opening in rnd.sample(openings, len(openings)):
        settled = tuple(_judged(base, decision, plan.day, None, need) for need, _ in opening.settles)
        keys = [one for one in alive if one not in plan.story.foils]
        able = [one for one in keys if all(one in judged.borne for judged in settled)]
        for key in rnd.sample(able, len(able)):
            now = plan._replace(opening=opening, settled=settled, key=key, alive=alive)
            yield from _together(rnd, now, _needs(rnd, now))


def _needs(rnd: Random, plan: Plan) -> list[Judged]:
    """Give needs that the right candidate meets and some other fails, each judged by itself."""
    found: list[Judged] = []
    base, story = plan.base, plan.story
    taken = plan.silent | {need.term for need, _ in plan.opening.settles}
    asks = base.decisions[story.decision].asks
    for word in rnd.sample(asks, len(asks)):
        if word in taken:
            continue
        for wanted in list(_conditions(rnd, plan, base.terms[word]))[:2]:
            need = resolve(wanted.term, condition(wanted.said), base.names.find, need=True)
            judged = _judged(base, story.decision, plan.day, wanted, need)
            if judged.fails and plan.key in judged.borne:
                found.append(judged)
        if len(found) >= _POOL:
            break
    return found


def _judged(base: RuleBase, decision: str, day: str, wanted: Wanted | None, need: Condition) -> Judged:
    """Judge a need by itself."""
    key = ("drafted", decision, day, need)
    found = base.memo.get(key)
    if found is None:
        scenario = Scenario("", "", decide=(decision,), needs=(Stated(need, ""),))
        standings = case(base, scenario, day, look_around=False).boards[decision].standings
        found = base.memo[key] = (
            frozenset(name for name, one in standings.items() if len(one.broken) + len(one.lacking) == 1),
            frozenset(name for name, one in standings.items() if one.unknown or one.excluded),
            frozenset(
                name
                for name, one in standings.items()
                if not (one.broken or one.lacking or one.unknown or one.excluded or one.avoided)
            ),
        )
    return Judged(wanted, *found)


def _conditions(rnd: Random, plan: Plan, term: Term) -> Iterator[Wanted]:
    """Give needs of one term that what the candidate states might meet, and that can be told."""
    base, story, day = plan.base, plan.story, plan.day
    offer = fact(base, plan.key, term.id, day)
    if not term.fit or offer is None or offer.value is None or not offer.entry.confirmed:
        return
    if isinstance(offer.value, tuple):
        for choice in rnd.sample(offer.value, len(offer.value)):
            if choice in term.names and can_tell(story, term, choice):
                yield Wanted(term, choice, choice)
    elif term.kind == "level":
        yield from levels(story, term, offer.value // STEP)
    elif can_tell(story, term, ""):
        yield from _amounts(rnd, plan, term, offer.value)


def _amounts(rnd: Random, plan: Plan, term: Term, own: int) -> Iterator[Wanted]:
    """Give round amounts that the candidate's own meets and another candidate's does not."""
    others = [
        found.value
        for one in plan.base.decisions[plan.story.decision].candidates
        if (found := fact(plan.base, one, term.id, plan.day)) is not None and isinstance(found.value, int)
    ]
    lead, sign = ("at most", 1) if term.lower_is_lighter else ("at least", -1)
    fitting = [
        amount
        for amount in plan.story.tells[term.id].amounts or ROUND.get(term.unit, ())
        if own * sign <= (bound := mark(term, amount)) * sign
        and any(one * sign > bound * sign for one in others)
    ]
    for amount in rnd.sample(fitting, min(2, len(fitting))):
        yield Wanted(term, f"{lead} {amount}", amount)


def _together(rnd: Random, plan: Plan, needs: list[Judged]) -> Iterator[Draft]:
    """Give drafts that leave the right candidate alone, those with the most different misses first.

    Where no two needs go together, one has to do: some candidates are known by a single property.
    """
    others = [one for one in plan.alive if one != plan.key and not same_line(plan.base, plan.key, one)]
    settled, most = len(plan.settled), _FEWEST if plan.second else _MOST
    ranked = (
        []
        if plan.second
        else _ranked(rnd, plan, others, needs, range(max(1, _FEWEST - settled), most - settled + 1))
    )
    ranked = ranked or _ranked(rnd, plan, others, needs, range(max(0, 1 - settled), most - settled + 1))
    yield from ranked[:2]


def _ranked(rnd: Random, plan: Plan, others: list[str], needs: list[Judged], sizes: range) -> list[Draft]:
    ranked: list[tuple[int, float, Draft]] = []
    for size in sizes:
        for some in combinations(needs, size):
            if len({one.wanted.term.id for one in some if one.wanted}) < size:
                continue
            draft = _draft(rnd, plan, others, some)
            if draft is not None:
                fails = {
                    frozenset(n for n, one in enumerate((*plan.settled, *some)) if name in one.fails)
                    for name in draft.wrong
                }
                ranked.append((-len(fails), rnd.random(), draft))
    return [draft for _, _, draft in sorted(ranked, key=lambda one: one[:2])]


def _draft(rnd: Random, plan: Plan, others: list[str], some: tuple[Judged, ...]) -> Draft | None:
    needs = (*plan.settled, *some)
    misses = {
        name: sum(name in one.fails for one in needs)
        for name in others
        if not any(name in one.unknown for one in needs)
    }
    near = [name for name, count in misses.items() if count == 1]
    rivals = [name for name, count in misses.items() if count == 0]
    stated = {one.wanted.term.id for one in some if one.wanted}
    goal = _goal(rnd, plan, rivals, stated) if rivals and not plan.second else ""
    if goal:
        near += [name for name in rivals if _heavier(plan, goal, name)]
    wrong = _spread(rnd, near, needs)
    idle = any(not any(name in one.fails for name in wrong) for one in some)
    if len(wrong) < plan.enough or idle:
        return None
    if not any(name in rivals for name in wrong):
        goal = ""
    wanted = tuple(one.wanted for one in some if one.wanted)
    return Draft(Chapter(plan.story, plan.opening, wanted, goal), plan.key, tuple(wrong))


def _spread(rnd: Random, near: list[str], some: tuple[Judged, ...]) -> list[str]:
    """Draw three wrong ones that fail at as many different needs as may be."""
    groups: dict[frozenset[int], list[str]] = {}
    for name in rnd.sample(near, len(near)):
        groups.setdefault(frozenset(n for n, one in enumerate(some) if name in one.fails), []).append(name)
    found: list[str] = []
    while len(found) < _WRONG and any(groups.values()):
        for group in groups.values():
            if group and len(found) < _WRONG:
                found.append(group.pop())
    return found


def _goal(rnd: Random, plan: Plan, rivals: list[str], stated: set[str]) -> str:
    """Draw a term on which the right candidate is lighter than some that meet all the needs too."""
    tells = plan.story.tells
    able = [
        term
        for term in plan.base.decisions[plan.story.decision].asks
        if term not in stated
        and plan.base.terms[term].fit == "at most"
        and term in tells
        and tells[term].least
        and any(_heavier(plan, term, name) for name in rivals)
    ]
    return rnd.choice(able) if able else ""


def _heavier(plan: Plan, term: str, name: str) -> bool:
    mine, theirs = fact(plan.base, plan.key, term, plan.day), fact(plan.base, name, term, plan.day)
    if mine is None or theirs is None:
        return False
    return isinstance(mine.value, int) and isinstance(theirs.value, int) and theirs.value > mine.value
