"""A second opinion on hops: what stands between parts where data could not pass.

See :mod:`naive`; it shares no code with the program.
"""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import NamedTuple

from generated import STAGES
from naive_world import World


class Flow(NamedTuple):
    """How data passes through the parts of a solution."""

    world: World
    existing: set[str]
    goals: list[tuple[str, int]]

    def between(self, dealing: dict) -> set[str] | None:
        """What stands between the parts where data could not pass; None where nothing can."""
        world = self.world
        steps = [d for d in dealing if "stage" in world.decisions[d]]
        steps.sort(key=lambda d: STAGES.index(world.decisions[d]["stage"]))
        if sum(len(dealing[d]) for d in steps) < 2:
            return set()
        ways = self.pass_on(dealing, steps, [], [], set())

        def taken_up(between: set[str]) -> tuple:
            new = sorted(between - self.existing)
            return len(new), len(between), new

        return min(ways, key=taken_up, default=None)

    def pass_on(self, dealing: dict, steps: list, line: list, placed: list, between: set) -> list[set]:
        """What could stand between, for each of the best orders of parts that answer together."""
        if not steps:
            return [between]
        world = self.world
        new = [one for one in dealing[steps[0]] if one not in placed]
        found = []
        for order in self.ordered(line, [one for one in new if world.flows(one)]):
            longer, there, bridges = [*line], [*placed], {*between}
            for place, name in enumerate(order):
                same = longer and world.whole(longer[-1]) == world.whole(name)
                if longer and not same and world.way(longer[-1], name)[0] is False:
                    bridge = None if place else self.bridge(longer[-1], name)
                    if bridge is None:
                        break
                    bridges |= {*bridge} - {*there}
                    there += bridge
                longer.append(name)
                there.append(name)
            else:
                found += self.pass_on(dealing, steps[1:], longer, [*there, *new], bridges)
        return found

    def ordered(self, line: list[str], flowing: list[str]) -> list[tuple[str, ...]]:
        def bad(order: tuple[str, ...]) -> tuple[int, int]:
            said = [self.world.way(one, other)[0] for one, other in pairwise((*line[-1:], *order))]
            return said.count(False), said.count(None)

        orders = list(permutations(flowing))
        return [one for one in orders if bad(one) == min(map(bad, orders))]

    def bridge(self, start: str, end: str) -> tuple[str, ...] | None:
        """One service that can stand between, or else two: there already, light on the goals, least work."""
        world = self.world
        usable = [
            one
            for one in sorted(world.services)
            if one not in (start, end)
            and "part_of" not in world.services[one]
            and not world.closed(one, self.existing)
        ]
        able = [(one,) for one in usable if world.way(start, one)[0] and world.way(one, end)[0]]
        if not able:
            able = [
                (one, two)
                for one, two in permutations(usable, 2)
                if world.way(start, one)[0] and world.way(one, two)[0] and world.way(two, end)[0]
            ]
        return min(able, key=self.lightness, default=None)

    def lightness(self, names: tuple[str, ...]) -> tuple:
        movers = {
            name
            for one in self.world.decisions.values()
            if one.get("stage") in ("store", "move")
            for name in one["candidates"]
        }
        weights: list = [sum(one not in movers for one in names)]
        for term, sign in self.goals:
            found = [self.world.offer(one, term, None) for one in names]
            stated = sorted((sign * value for value in found if value is not None), reverse=True)
            weights.append((found.count(None), stated))
        return sum(one not in self.existing for one in names), weights, names
