"""Whether a service can be taken up on a day."""

from typing import NamedTuple

from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Life
from advisor.rulebase.scenario import Scenario


class Closed(NamedTuple):
    """Why a service cannot be taken up on the day."""

    service: str
    life: Life


def closed(base: RuleBase, scenario: Scenario, day: str, service: str) -> tuple[Closed, ...]:
    """Give why the service cannot be taken up on the day: its own life, and that of what it needs.

    What is shut is gone for everyone; what is closed to new customers is there for those who have it.
    """
    key = ("closed", service, day, scenario.existing)
    if key not in base.memo:
        base.memo[key] = _closed(base, scenario, day, service)
    return base.memo[key]  # type: ignore[no-any-return]


def _closed(base: RuleBase, scenario: Scenario, day: str, service: str) -> tuple[Closed, ...]:
    found: dict[str, Closed] = {}
    waiting, seen = [service], set()
    while waiting:
        id_ = waiting.pop(0)
        if id_ in seen or id_ not in base.services:
            continue
        seen.add(id_)
        one = base.services[id_]
        waiting += [one.part_of] if one.part_of else []
        waiting += one.requires
        state = one.state(day)
        if state is None and one.life:
            found[id_] = Closed(
                id_, Life("not-yet", one.life[0].since, one.life[0].url, True, "", one.life[0].at)
            )
        elif state is not None and state.state == "shut":
            found[id_] = Closed(id_, state)
        elif state is not None and state.state == "closed-to-new":
            has = {service, id_, base.whole(id_)} & set(scenario.existing)
            if not has:
                found[id_] = Closed(id_, state)
    return tuple(found.values())
