"""A second opinion on answers: DESIGN part 3 in plain Python, written for reading and not for speed.

It works on worlds and scenarios as :mod:`generated` gives them (maps of texts), reads the texts itself,
compares needs with facts directly, and tries every set of candidates for every decision. It shares no
code with the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product
from typing import NamedTuple

from generated import ORDER
from naive_flow import Flow
from naive_world import INFINITE, SILENT, Asked, Need, Value, World


class Judged(NamedTuple):
    """One decision: what is asked, and what rules say."""

    id: str
    needs: dict[str, list[Need]]
    asked: list[Asked]
    fired: list[str]
    implied: dict[Asked, Asked]
    """A need of the whole scenario, and the decision's own, at least as strict, that meets it too."""


class Solution(NamedTuple):
    """One way to answer all decisions."""

    parts: frozenset[str]
    dealing: dict[str, tuple[str, ...]]
    key: tuple
    hoped: tuple


def subsets(names: list[str]) -> list[tuple[str, ...]]:
    return [one for size in range(1, len(names) + 1) for one in combinations(names, size)]


class Asking:
    """A scenario on its day."""

    def __init__(self, rules: dict, said: dict, day: str) -> None:
        self.world = world = World(rules, day)
        self.said = said
        self.existing = set(said.get("existing", ()))
        self.use = said.get("use", [])
        needs = said.get("needs", {})
        self.whole = [world.need(term, text, "") for term, text in needs.items() if isinstance(text, str)]
        self.local = {
            one: [world.need(term, text, one) for term, text in some.items()]
            for one, some in needs.items()
            if isinstance(some, dict)
        }
        whole = {term: [need for need in self.whole if need.term == term] for term in ORDER}
        self.raised = [
            one
            for one in sorted(world.decisions)
            if any(
                all(world.holds(term, text, whole[term]) for term, text in way.items())
                for way in world.decisions[one]["raised_by"]
            )
        ]
        local = [one for one in self.local if one not in self.raised]
        self.decisions = said["decide"] if "decide" in said else self.raised + local
        self.boards = {one: self.judge(one) for one in self.decisions}
        self.goals = [(term, 1) for term in said.get("minimise", ())]
        self.goals += [(term, -1) for term in said.get("maximise", ())]
        self.flow = Flow(world, self.existing, self.goals)
        self.set: dict[tuple[str, str], Value] = {}
        """What an option sets: (service, term) -> value."""
        self.held: dict[tuple[str, str, str], Value] = {}

    def judge(self, decision: str) -> Judged:
        world = self.world
        needs, fired, own = world.infer(decision, [*self.whole, *self.local.get(decision, ())])
        asked, implied = [], {}
        for term in world.decisions[decision]["asks"]:
            limit = world.fit(term) in ("at most", "up to")
            for need in needs[term] if world.fit(term) else ():
                if need.operator == "not":
                    continue
                if not world.is_set(term):
                    scope = decision if term in own and not limit else need.scope
                    asked.append(Asked(term, world.bound(need), frozenset(), limit, scope))
                    for whole in self.whole:
                        bound = world.bound(whole) if whole.term == term and scope and not limit else None
                        if bound is not None:
                            implied[Asked(term, bound, frozenset(), False, "")] = asked[-1]
                elif need.operator == "any of":
                    asked.append(Asked(term, None, frozenset(need.values), False, need.scope))
                else:
                    asked += [Asked(term, None, frozenset([one]), False, need.scope) for one in need.values]
        return Judged(decision, needs, list(dict.fromkeys(asked)), fired, implied)

    # ------------------------------------------------------- one candidate

    def offer(self, decision: str, service: str, term: str) -> Value:
        """What it offers under the needs of a decision, or what the option sets."""
        if (service, term) in self.set:
            return self.set[service, term]
        key = (decision, service, term)
        if key not in self.held:
            self.held[key] = self.world.offer(service, term, self.boards[decision].needs)
        return self.held[key]

    def meets(self, decision: str, service: str, one: Asked) -> bool | None:
        """Yes, no, or not known."""
        one = self.boards[decision].implied.get(one, one)
        value = self.offer(decision, service, one.term)
        if value is None:
            return None
        if one.bound is None:
            return bool(value & one.among)
        return value <= one.bound if self.world.fit(one.term) == "at most" else value >= one.bound

    def ruled(self, decision: str, service: str, verb: str) -> list[str]:
        rules = self.world.decisions[decision]["rules"]
        return [one for one in self.boards[decision].fired if service in rules[one]["then"].get(verb, ())]

    def broken(self, decision: str, service: str) -> list[Asked]:
        asked = [one for one in self.boards[decision].asked if one.limit]
        return [one for one in asked if self.meets(decision, service, one) is False]

    def struck(self, decision: str, service: str) -> bool:
        return bool(
            self.broken(decision, service)
            or self.ruled(decision, service, "exclude")
            or self.world.closed(service, self.existing)
        )

    # ------------------------------------------------------- many together

    def capabilities(self) -> list[tuple[Asked, tuple[str, ...]]]:
        """Each capability with the decisions whose parts may offer it.

        One of the whole scenario is offered over all decisions that ask about its term; one of a decision
        by its own parts.
        """
        found: dict[Asked, tuple[str, ...]] = {}
        for board in self.boards.values():
            for one in (*board.asked, *board.implied):
                if not one.limit:
                    found[one] = tuple(d for d in self.boards if self.asks(d, one))
        return list(found.items())

    def asks(self, decision: str, one: Asked) -> bool:
        return one in self.boards[decision].asked or one in self.boards[decision].implied

    def solutions(self) -> Iterator[Solution]:
        """Every dealing of candidates to decisions that is a solution."""
        pools = [
            [one for one in self.world.decisions[d]["candidates"] if not self.struck(d, one)]
            for d in self.decisions
        ]
        candidates = {one for d in self.decisions for one in self.world.decisions[d]["candidates"]}
        if not self.decisions or any(self.world.closed(one, self.existing) for one in self.use):
            return
        capable = self.capabilities()
        for covers in product(*(subsets(pool) for pool in pools)):
            dealing = dict(zip(self.decisions, covers, strict=True))
            known, hoped = self.offered(dealing, capable)
            answering = set(chain.from_iterable(covers))
            if len(hoped) < len(capable):
                continue
            if not all(self.smallest(d, cover, capable) for d, cover in dealing.items()):
                continue
            if self.droppable(dealing, capable, (known, hoped)) or not all(map(self.belongs, covers)):
                continue
            between = self.flow.between(dealing)
            if between is None or not {*self.use} & candidates <= answering | between:
                continue
            parts = answering | between | self.required({*answering, *between, *self.use})
            key = self.key(dealing, parts, len(capable) - len(known))
            yield Solution(frozenset(parts), dealing, key, self.key(dealing, parts, 0, hoping=True))

    def offered(self, dealing: dict, capable: list) -> tuple[frozenset, frozenset]:
        """The capabilities that are offered, and those that may be."""
        known, hoped = set(), set()
        for number, (one, scope) in enumerate(capable):
            said = {self.meets(d, name, one) for d in scope if d in dealing for name in dealing[d]}
            if True in said:
                known.add(number)
            if True in said or None in said:
                hoped.add(number)
        return frozenset(known), frozenset(hoped)

    def open_limits(self, decision: str, service: str) -> int:
        asked = [one for one in self.boards[decision].asked if one.limit]
        return sum(self.meets(decision, service, one) is None for one in asked)

    def smallest(self, decision: str, cover: tuple[str, ...], capable: list) -> bool:
        """Whether each part gives its decision something that the others there do not."""
        whole = self.offered({decision: cover}, capable)
        rests = [(name, tuple(one for one in cover if one != name)) for name in cover if name not in self.use]
        return len(cover) == 1 or all(self.offered({decision: rest}, capable) != whole for _, rest in rests)

    def droppable(self, dealing: dict, capable: list, whole: tuple) -> bool:
        """Whether a part can go, if the others answer all that they can answer."""
        for name in set(chain.from_iterable(dealing.values())) - {*self.use}:
            rest = {}
            for d, cover in dealing.items():
                others = {one for other in dealing.values() for one in other if one != name}
                able = [one for one in self.world.decisions[d]["candidates"] if one in others]
                able = [one for one in able if not self.struck(d, one)]
                if name in cover:  # what is known to be kept is not left to what is not known
                    able = [one for one in able if self.open_limits(d, one) <= self.open_limits(d, name)]
                rest[d] = tuple(
                    dict.fromkeys([*(one for one in cover if one != name), *(able if name in cover else ())])
                )
            known, hoped = self.offered(rest, capable)
            if all(rest.values()) and known >= whole[0] and hoped >= whole[1]:
                return True
        return False

    def belongs(self, cover: tuple[str, ...]) -> bool:
        """A feature offers nothing to parts that are not its service's and that no data joins it with."""
        world = self.world
        return len(cover) == 1 or all(
            any(
                world.whole(one) == world.whole(other) or world.way(one, other)[0] or world.way(other, one)[0]
                for other in cover
                if other != one
            )
            for one in cover
            if "part_of" in world.services[one]
        )

    def required(self, parts: set[str]) -> set[str]:
        """Everything that they cannot work without, and they themselves."""
        found, waiting = set(), list(parts)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.world.services[one].get("requires", [])
        return found

    def weight(self, decision: str, service: str, goal: tuple[str, int]) -> float:
        value = self.offer(decision, service, goal[0])
        return SILENT if value is None else goal[1] * value

    def key(self, dealing: dict, parts: set[str], unknown: int, *, hoping: bool = False) -> tuple:
        world = self.world
        dealt = [(d, name) for d, cover in dealing.items() for name in cover]
        if not hoping:
            unknown += sum(self.open_limits(d, name) for d, name in dealt)
        goals = []
        for goal in self.goals:
            weights: dict[str, float] = {}
            for d, name in dealt:
                weights[name] = max(self.weight(d, name, goal), weights.get(name, -INFINITE))
            held = [one for one in weights.values() if not (hoping and one == SILENT)]
            goals.append(tuple(sorted(held, reverse=True)))
        new = {world.whole(one) for one in parts if one not in self.existing} - self.existing
        return (
            unknown,
            tuple(goals),
            sum(len(self.ruled(d, name, "avoid")) for d, name in dealt),
            -sum(max(len(self.ruled(d, name, "prefer")) for name in cover) for d, cover in dealing.items()),
            len(new),
            sum("part_of" in world.services[one] for one in parts),
            -sum(len(self.ruled(d, name, "prefer")) for d, name in dealt),
        )

    # -------------------------------------------------------------- answer

    def says_something(self) -> bool:
        """Whether anything that was said can tell candidates apart."""
        told = any(board.asked or board.fired for board in self.boards.values())
        return bool(self.decisions) and bool(self.goals or self.use or told)

    def best(self) -> tuple[list[Solution], list[Solution]]:
        """The best solutions, one for each set of parts, and all there are."""
        every = list(self.solutions())
        least = min((one.key for one in every), default=None)
        best = {one.parts: one for one in every if one.key == least}
        return list(best.values()), every

    def status(self) -> str:
        if not self.says_something():
            return "not-enough-said"
        best, every = self.best()
        if not best:
            return "none-fits"
        if len(best) > 1:
            return "tied"
        (one,) = best
        if one.key[0] or any(other.parts != one.parts and other.hoped < one.key for other in every):
            return "provisional"
        return "decided"

    def against(self, decision: str, service: str, elsewhere: dict) -> set[tuple[str, str]]:
        """Kind and term (or rule) of all that is against a candidate."""
        board = self.boards[decision]
        found = {("lifecycle", "") for _ in self.world.closed(service, self.existing)}
        for one in board.asked:
            if self.meets(decision, service, one) is False:
                asking = [d for d in elsewhere if self.asks(d, one) and d != decision]
                offered = not (one.limit or one.scope) and any(
                    self.meets(d, name, one) for d in asking for name in elsewhere[d]
                )
                if not offered:
                    found.add(("fit", one.term))
        for verb in ("exclude", "avoid"):
            found |= {("rule", f"{decision}/{rule}") for rule in self.ruled(decision, service, verb)}
        return found
