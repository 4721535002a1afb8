"""A second opinion on questions: which options fit, and which are chosen.

See :mod:`naive`; it shares no code with the program.
"""

from __future__ import annotations

from itertools import combinations, pairwise, product
from typing import NamedTuple

from generated import STAGES
from naive import Asking, subsets


class Proposed(NamedTuple):
    """What an option, or several together, amount to."""

    fits: bool
    key: tuple | None
    hoped: tuple | None
    """The best that it could be if everything not known were as good as can be."""
    against: set[str]
    """What rules it out, by kind."""
    dealing: dict


class Question:
    """A scenario with options, on its day."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.world = asking.world
        self.options = {
            letter: self.parts(body, letter) for letter, body in asking.said.get("options", {}).items()
        }

    def parts(self, body: object, letter: str) -> list[tuple[str, dict, str]]:
        """Each part: the service, what is set on it, and the decision it is dealt to (or nothing)."""
        if isinstance(body, str):
            return [(body, {}, "")]
        if isinstance(body, list):
            return [part for one in body for part in self.parts(one, letter)]
        dealt = []
        for word, inner in body.items():
            if word in self.world.decisions:
                dealt += [(name, said, word) for name, said, _ in self.parts(inner, letter)]
            else:
                dealt.append((word, inner, ""))
        return dealt

    # ------------------------------------------------------- one option

    def proposed(self, letters: tuple[str, ...]) -> Proposed:
        asking, world = self.asking, self.world
        parts = [part for letter in letters for part in self.options[letter]]
        asking.set = {
            (name, term): world.read(term, text) for name, said, _ in parts for term, text in said.items()
        }
        names = {name for name, _, _ in parts}
        pools = [self.able(decision, letters) for decision in asking.decisions]
        capable = asking.capabilities()
        keys, hopes = [], []
        for number, covers in enumerate(product(*(subsets(pool) for pool in pools))):
            dealing = dict(zip(asking.decisions, covers, strict=True))
            known, hoped = asking.offered(dealing, capable)
            if len(hoped) == len(capable):
                keys.append((asking.key(dealing, names, len(capable) - len(known)), number, dealing))
                hopes.append(asking.key(dealing, names, 0, hoping=True))
        against = set() if keys else {"needs"}
        if any(world.closed(name, asking.existing) for name in names):
            against.add("lifecycle")
        if any(self.denied(letter) for letter in letters):
            against.add("hop")
        if not {*asking.use} <= names | {world.whole(name) for name in names}:
            against.add("decision")
        key, _, dealing = min(keys, key=lambda one: one[:2], default=(None, 0, {}))
        together = len(letters) == 1 or self.works_together(dealing)
        asking.set = {}
        return Proposed(not against, key, min(hopes, default=None), against, dealing if together else {})

    def able(self, decision: str, letters: tuple[str, ...]) -> list[str]:
        """The parts that may answer a decision: where an option deals its parts itself, those it says."""
        named = []
        for letter in letters:
            deals = any(dealt for _, _, dealt in self.options[letter])
            named += [name for name, _, dealt in self.options[letter] if not deals or dealt == decision]
        candidates = self.world.decisions[decision]["candidates"]
        return [
            one for one in dict.fromkeys(named) if one in candidates and not self.asking.struck(decision, one)
        ]

    def denied(self, letter: str) -> bool:
        """Whether a fact says "not" to a hop between neighbours."""
        parts = self.options[letter]
        order = [name for name, _, _ in parts]
        if any(dealt for _, _, dealt in parts):
            staged = [(name, self.world.decisions[dealt].get("stage")) for name, _, dealt in parts]
            order = [name for stage in STAGES for name, one in staged if one == stage]
        return any(
            self.world.way(start, end)[1]
            for start, end in pairwise(order)
            if self.world.whole(start) != self.world.whole(end)
        )

    def works_together(self, dealing: dict) -> bool:
        """Whether parts that answer one decision can pass data on to each other."""
        asking = self.asking
        return all(
            asking.belongs(cover)
            and ("stage" not in self.world.decisions[d] or asking.flow.between({d: cover}) is not None)
            for d, cover in dealing.items()
        )

    # ---------------------------------------------------------- choosing

    def chosen(self) -> tuple[str, set[str], set[str]]:
        """The status, the letters chosen, and the letters that tie."""
        if not self.asking.says_something():
            return "not-enough-said", set(), set()
        count = int(self.asking.said.get("choose", 1))
        each = {letter: self.proposed((letter,)) for letter in self.options}
        fitting = sorted(
            (letter for letter in each if each[letter].fits), key=lambda one: (each[one].key, one)
        )
        if len(fitting) < count:
            return self.together(count) if count > 1 else ("none-fits", set(), set())
        best, rest = fitting[:count], fitting[count:]
        edge = each[best[-1]].key
        if any(each[one].key == edge for one in rest):
            return "tied", set(), {one for one in fitting if each[one].key == edge}
        open_ = any(each[one].key[0] for one in best) or any(each[one].hoped < edge for one in rest)
        return "provisional" if open_ else "decided", set(best), set()

    def together(self, count: int) -> tuple[str, set[str], set[str]]:
        """The letters that fit only together, each of which gives what the others lack."""
        found = []
        for letters in combinations(self.options, count):
            whole = self.proposed(letters)
            less = [tuple(one for one in letters if one != letter) for letter in letters]
            if whole.fits and whole.dealing and not any(self.proposed(one).fits for one in less):
                found.append((whole.key, letters, whole.hoped))
        if not found:
            return "none-fits", set(), set()
        found.sort()
        key, letters, _ = found[0]
        level = {letter for one in found if one[0] == key for letter in one[1]}
        if len([one for one in found if one[0] == key]) > 1:
            return "tied", set(), level
        open_ = key[0] or any(hoped < key for _, _, hoped in found[1:])
        return "provisional" if open_ else "decided", set(letters), set()
