"""A second opinion on needs and facts, read from the texts of a world and compared directly.

See :mod:`naive`; it shares no code with the program.
"""

from __future__ import annotations

from typing import NamedTuple

from generated import ORDER

INFINITE = float("inf")
SILENT = float("inf")
UNITS = {"s": 1, "min": 60, "h": 3600}
OPERATORS = ("at most", "at least", "under", "over", "any of", "all of", "not")
Value = float | frozenset | None


class Need(NamedTuple):
    """What is needed of one term."""

    term: str
    operator: str
    values: tuple
    scope: str
    """A decision, or nothing for a need of the whole scenario."""


class Asked(NamedTuple):
    """One thing asked of an answer: a limit, or a capability."""

    term: str
    bound: float | None
    among: frozenset
    limit: bool
    scope: str


class World:
    """A rule base on one day."""

    def __init__(self, rules: dict, day: str) -> None:
        self.rules = rules
        self.day = day
        self.services = rules["services"]
        self.decisions = rules["decisions"]
        self.held: dict = {}

    # ---------------------------------------------------------------- words

    def fit(self, term: str) -> str:
        return self.rules["vocabulary"][term].get("fit", "")

    def is_set(self, term: str) -> bool:
        return "choices" in self.rules["vocabulary"][term]

    def value(self, term: str, text: str) -> float | str:
        about = self.rules["vocabulary"][term]
        if "choices" in about:
            return text
        if "levels" in about:
            return list(about["levels"]).index(text)
        if text == "unlimited":
            return INFINITE
        number, _, unit = text.partition(" ")
        return int(number) * UNITS[unit or "s"]

    def split(self, term: str, text: str) -> tuple[str, tuple]:
        operator = next((one for one in OPERATORS if text.startswith(one + " ")), "")
        return operator, tuple(self.value(term, one.strip()) for one in text[len(operator) :].split(","))

    def need(self, term: str, text: str, scope: str) -> Need:
        operator, values = self.split(term, text)
        if self.is_set(term):
            operator = "any of" if operator == "any of" and len(values) > 1 else operator
            return Need(term, operator if operator in ("any of", "not") else "all of", values, scope)
        usual = {"at most": "at most", "up to": "at least", "at least": "at least"}
        if not operator or (operator == "any of" and len(values) == 1):
            operator = usual.get(self.fit(term), "is")
        return Need(term, operator, values, scope)

    def bound(self, need: Need) -> float | None:
        """The one number that a need states: just beside the value for "under" and "over"."""
        if self.is_set(need.term) or need.operator == "not":
            return None
        if need.operator == "any of":
            if not self.fit(need.term):
                return None
            return max(need.values) if self.fit(need.term) == "at most" else min(need.values)
        beside = self.beside(need.term)
        return need.values[0] + {"under": -beside, "over": beside}.get(need.operator, 0)

    def beside(self, term: str) -> float:
        """How far "under" and "over" are from the value: what is counted has a next one."""
        about = self.rules["vocabulary"][term]
        return 1 if "levels" in about or about["unit"] == "count" else 0.5

    # ---------------------------------------------------------------- needs

    def allows(self, need: Need, point: float) -> bool:
        if need.operator == "not":
            return point not in need.values
        if need.operator in ("any of", "is"):
            return point in need.values
        bound = self.bound(need)
        return point <= bound if need.operator in ("at most", "under") else point >= bound

    def contradict(self, one: Need, other: Need) -> bool:
        if self.is_set(one.term):
            pair = {one.operator: one, other.operator: other}
            return {"not", "all of"} == set(pair) and bool({*pair["not"].values} & {*pair["all of"].values})
        about = self.rules["vocabulary"][one.term]
        near = {value + step for value in (*one.values, *other.values) for step in (-0.5, 0, 0.5)}
        points = range(len(about["levels"])) if "levels" in about else near | {-1, 10**9}
        return not any(self.allows(one, point) and self.allows(other, point) for point in points)

    def stricter(self, term: str, one: float, other: float) -> bool:
        return one < other if self.fit(term) == "at most" else one > other

    def add(self, kept: list[Need], need: Need) -> bool:
        """Keep a need beside the others of its term, unless it contradicts one; the stricter bound holds."""
        if any(self.contradict(other, need) for other in kept):
            return False
        bound = self.bound(need)
        rival = next((other for other in kept if self.bound(other) is not None), None)
        if bound is None or rival is None:
            kept += [need] if need not in kept else []
        elif self.stricter(need.term, bound, self.bound(rival)):
            kept[kept.index(rival)] = need
        return True

    def holds(self, term: str, text: str, needs: list[Need]) -> bool:
        """Whether needs satisfy a condition; nothing tests absence."""
        operator, values = self.split(term, text)
        if self.is_set(term):
            required = {value for need in needs if need.operator == "all of" for value in need.values}
            if operator == "not":
                loose = {value for need in needs if need.operator == "any of" for value in need.values}
                return bool(needs) and not {*values} & (required | loose)
            if operator == "any of":
                loose = [need for need in needs if need.operator == "any of"]
                return bool({*values} & required) or any({*need.values} <= {*values} for need in loose)
            return {*values} <= required
        bound = next((found for need in needs if (found := self.bound(need)) is not None), None)
        if bound is None:
            return operator == "any of" and any(
                need.operator == "any of" and {*need.values} <= {*values} for need in needs
            )
        beside = self.beside(term)
        return {
            "at most": bound <= values[0],
            "under": bound <= values[0] - beside,
            "at least": bound >= values[0],
            "over": bound >= values[0] + beside,
            "not": bound not in values,
        }.get(operator, bound in values)

    def infer(self, decision: str, stated: list[Need]) -> tuple[dict[str, list[Need]], list[str], set[str]]:
        """Needs term by term in the order that rules keep to, the rules that fire, and terms of its own."""
        own = {need.term for need in stated if need.scope and self.bound(need) is not None}
        needs: dict[str, list[Need]] = {term: [] for term in ORDER}
        for need in stated:
            self.add(needs[need.term], need)
        rules = self.decisions[decision]["rules"]
        for term in ORDER:
            for rule in rules.values():
                if term in rule["then"].get("need", {}) and self.fires(rule, needs):
                    need = self.need(term, rule["then"]["need"][term], decision)
                    own |= {term} if self.add(needs[term], need) else set()
        return needs, [name for name, rule in rules.items() if self.fires(rule, needs)], own

    def fires(self, rule: dict, needs: dict[str, list[Need]]) -> bool:
        return all(self.holds(term, text, needs[term]) for term, text in rule["when"].items())

    # ---------------------------------------------------------------- facts

    def offer(self, service: str, term: str, needs: dict[str, list[Need]] | None) -> Value:
        """What a service offers on the day: the case that holds, else the general one."""
        best: Value = None
        for entry in self.entries(service, term):
            if "when" in entry:
                if needs is not None and all(self.holds(t, c, needs[t]) for t, c in entry["when"].items()):
                    return self.read(term, entry["is"])
            elif "adds" in entry or "drops" in entry:
                best = ((best or frozenset()) | {*entry.get("adds", ())}) - {*entry.get("drops", ())}
            else:
                best = self.read(term, entry["is"]) if "is" in entry else None
        return best

    def entries(self, service: str, term: str) -> list[dict]:
        found = self.services[service]["facts"].get(term, ())
        return sorted(
            (one for one in found if one.get("since", "") <= self.day), key=lambda one: one.get("since", "")
        )

    def read(self, term: str, said: str | list[str]) -> Value:
        if self.is_set(term):
            return frozenset([said] if isinstance(said, str) else said)
        return self.value(term, said)

    def whole(self, service: str) -> str:
        while "part_of" in self.services[service]:
            service = self.services[service]["part_of"]
        return service

    def closed(self, service: str, existing: set[str]) -> set[str]:
        """The services for whose life's sake it cannot be taken up."""
        found, waiting, seen = set(), [service], set()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            about = self.services[one]
            waiting += [about["part_of"]] if "part_of" in about else []
            waiting += about.get("requires", [])
            life = about.get("lifecycle", [{"is": "available"}])
            states = [stage["is"] for stage in life if stage.get("since", "") <= self.day]
            state = states[-1] if states else "not yet"
            has = {service, one, self.whole(one)} & existing
            if state in ("not yet", "shut") or (state == "closed-to-new" and not has):
                found.add(one)
        return found

    # ---------------------------------------------------------------- hops

    def way(self, start: str, end: str) -> tuple[bool | None, bool]:
        """Whether data can go from one to the other, and whether a fact says "not"."""
        key = (start, end)
        if key not in self.held:
            self.held[key] = self._way(start, end)
        return self.held[key]

    def _way(self, start: str, end: str) -> tuple[bool | None, bool]:
        sides = []
        for one, term, other in ((start, "destination", end), (end, "source", start)):
            silent = self.offer(one, term, None) is None  # a feature that says nothing goes with its service
            sides.append((self.whole(one) if silent else one, one, term, other))
        for stated, _, term, other in sides:
            if other in self.denied(stated, term):
                return False, True
        for stated, _, term, other in sides:
            if (self.offer(stated, term, None) or frozenset()) & {other, self.whole(other)}:
                return True, False
        for _, one, term, other in sides:
            if (self.denied(one, term) | self.denied(self.whole(one), term)) & {other, self.whole(other)}:
                return False, True
        known = any(self.offer(stated, term, None) is not None for stated, _, term, _ in sides)
        return (False if known else None), False

    def denied(self, service: str, term: str) -> set[str]:
        return {word for entry in self.entries(service, term) for word in entry.get("not", ())}

    def flows(self, service: str) -> bool:
        return any(
            self.offer(one, term, None) is not None
            for one in (service, self.whole(service))
            for term in ("source", "destination")
        )
