"""New questions as part of a bank: each is known by its number, and made again from it when it is shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from advisor.drill.bank import Bank
from advisor.drill.difference import differences
from advisor.drill.made import Made, make, subject
from advisor.drill.pick import Wish
from advisor.drill.question import asked_alike
from advisor.drill.shelf import Face, Sign
from advisor.rulebase.asked import parse
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario
from advisor.rulebase.stories import Story

_ID = re.compile(r"made-([0-9]{1,18})")

#: So many numbers are tried for a question that shows a certain difference; then any will do.
_FOR_SAKE = 20

#: So many numbers are gone through for one that a wish leaves.
_FAR = 20_000


def number(id_: str) -> int | None:
    """Give the number of a made question; None where the id is another one's."""
    found = _ID.fullmatch(id_)
    return int(found[1]) if found else None


class Spring:
    """Where new questions come from: what has been asked already is not asked in other words."""

    def __init__(self, bank: Bank, stories: Mapping[str, Story], start: int) -> None:
        """Begin at a number."""
        read = bank.read
        self.bank = bank._replace(read=lambda base, sign: _read(base, sign, stories) or read(base, sign))
        self.stories = stories
        self.next = start
        self.asked: set[object] = set()

    def know(self, ids: Collection[str]) -> None:
        """Make the questions of these ids known to the bank; what cannot be made any more is left out."""
        for id_ in ids:
            which = number(id_)
            made = make(self.bank.base, self.stories, which) if which is not None else None
            if made is not None:
                self._add(made)
                self.next = max(self.next, made.number + 1)

    def further(self, wish: Wish, wanted: Sequence[str] = ()) -> str | None:
        """Give the id of one more question; None where none is left.

        Args:
            wish: only what it leaves.
            wanted: differences to be shown; the first that a question of one of the next numbers shows.
        """
        for key in wanted[:3]:
            made = self._made(wish, (key.partition("|")[0],), key)
            if made is not None:
                return self._add(made)
        made = self._made(wish, wish.decisions)
        return self._add(made) if made is not None else None

    def _made(self, wish: Wish, decisions: Sequence[str], key: str = "") -> Made | None:
        base, tried = self.bank.base, 0
        for which in range(self.next, self.next + _FAR):
            if decisions and subject(base, self.stories, which) not in decisions:
                continue
            tried += 1
            made = make(base, self.stories, which)
            if made is not None and self._fits(made, wish, decisions) and self._shows(made, key):
                if not key:
                    self.next = which + 1
                return made
            if key and tried >= _FOR_SAKE:
                return None
        return None

    def _fits(self, made: Made, wish: Wish, decisions: Sequence[str]) -> bool:
        one = made.question.scenario
        if asked_alike(one) in self.asked or (decisions and not set(decisions) & set(one.decide or ())):
            return False
        if wish.domains and one.domain not in wish.domains:
            return False
        named = {part.service for option in one.options for part in option.parts}
        return not wish.services or any(
            self.bank.base.whole(name) in wish.services or name in wish.services for name in named
        )

    def _shows(self, made: Made, key: str) -> bool:
        return not key or any(one.key == key for some in differences(made.question).values() for one in some)

    def _add(self, made: Made) -> str:
        """Put a question into the bank, proved as it is."""
        found, scenario = made.question, made.question.scenario
        self.asked.add(asked_alike(scenario))
        services = sorted({part.service for option in scenario.options for part in option.parts})
        self.bank.signs[found.id] = Sign(
            id=found.id,
            path="",
            mark=f"{self.bank.base.hash} {found.id}",
            domain=scenario.domain,
            day=found.judged.day,
            choose=scenario.choose,
            decisions=found.recommendation.decisions,
            services=tuple(services),
            proved=True,
        )
        self.bank.faces[found.id] = Face(scenario.text, found.texts, found.keyed, differences(found))
        return found.id


def _read(base: RuleBase, sign: Sign, stories: Mapping[str, Story]) -> Scenario | None:
    which = number(sign.id)
    made = make(base, stories, which) if which is not None and not sign.path else None
    return parse(made.file.encode(), base, f"{sign.id}.yaml", sign.id) if made else None
