"""What comes out: plain data, complete enough to be rendered without asking anyone again."""

from typing import Literal, NamedTuple

from advisor.rulebase.scenario import Scenario

ReasonKind = Literal["fit", "rule", "hop", "lifecycle", "decision", "goal", "idle", "unknown"]

Status = Literal["decided", "provisional", "tied", "none-fits", "not-enough-said"]


class Reason(NamedTuple):
    """One sentence that speaks for or against something, with what it rests on."""

    kind: ReasonKind
    text: str
    service: str = ""
    """The service it speaks of."""
    decision: str = ""
    rule: str | None = None
    """The YAML rule that fired."""
    term: str | None = None
    source: str | None = None
    """The page that says so."""
    at: str = ""
    """The place in the YAML."""
    need: str = ""
    """The need it hangs on, as the scenario (or a rule) states it."""
    by: str | None = None
    """The rule that concluded that need, where the scenario does not state it."""
    good: bool = False
    """Whether it speaks for the service."""
    confirmed: bool = True


class Part(NamedTuple):
    """A part of a solution: a service and the decisions it answers; none for a helper."""

    service: str
    name: str
    decisions: tuple[str, ...]
    settings: tuple[str, ...] = ()
    """What an option sets on it, as ``term: value``."""

    @property
    def shown(self) -> str:
        """The name, with what is set on it."""
        return f"{self.name} ({', '.join(self.settings)})" if self.settings else self.name


class Hop(NamedTuple):
    """Data going from one part to the next."""

    start: str
    end: str
    possible: bool | None
    at: str = ""
    source: str | None = None


class RuledOut(NamedTuple):
    """A candidate that is not in the solution, with every reason."""

    service: str
    decision: str
    reasons: tuple[Reason, ...]
    struck: bool
    """Whether it cannot be part of any solution (rather than losing to a better one)."""


class OptionResult(NamedTuple):
    """What became of one option of a question."""

    verdict: Literal["chosen", "fits", "ruled-out"]
    reasons: tuple[Reason, ...]
    parts: tuple[Part, ...] = ()
    hops: tuple[Hop, ...] = ()
    edit: "Flip | None" = None
    """The smallest change of one need that would have made it the choice."""


class Ask(NamedTuple):
    """The one question that would split what remains best."""

    term: str
    asks: str
    splits: dict[str, tuple[str, ...]]


class Flip(NamedTuple):
    """The smallest change of one need from which another solution wins."""

    change: dict[str, str]
    solution: tuple[str, ...]
    decision: str = ""
    """The decision whose need is changed; empty for a need of the whole scenario."""


class ChangedFact(NamedTuple):
    """A fact used here that is another on the later day."""

    service: str
    term: str
    was: str
    now: str
    since: str
    source: str | None
    at: str
    note: str = ""


class Today(NamedTuple):
    """The same scenario on the day of the edition ``today``."""

    as_of: str
    status: Status
    solution: tuple[str, ...]
    chosen: tuple[str, ...] | None
    changed_facts: tuple[ChangedFact, ...]
    differs: bool


class Nearest(NamedTuple):
    """What comes closest when nothing fits, and what it misses."""

    solution: tuple[str, ...]
    misses: tuple[Reason, ...]
    option: str = ""


class Recommendation(NamedTuple):
    """The answer to one scenario on one day."""

    scenario: str
    title: str
    as_of: str
    edition: str
    rules: str
    status: Status
    decisions: tuple[str, ...]
    solution: tuple[Part, ...] = ()
    hops: tuple[Hop, ...] = ()
    options: dict[str, OptionResult] | None = None
    chosen: tuple[str, ...] | None = None
    nearest: Nearest | None = None
    because: tuple[Reason, ...] = ()
    ruled_out: tuple[RuledOut, ...] = ()
    ties: tuple[tuple[str, ...], ...] = ()
    tied_options: tuple[str, ...] = ()
    also_raised: tuple[str, ...] = ()
    unused_needs: tuple[str, ...] = ()
    missing: tuple[Reason, ...] = ()
    """Facts that are not known and would decide."""
    contradictions: tuple[Reason, ...] = ()
    ask_next: Ask | None = None
    flips: tuple[Flip, ...] = ()
    runner_up: Reason | None = None
    """Why this solution and not the next best, in one sentence."""
    today: Today | None = None

    @property
    def services(self) -> tuple[str, ...]:
        """The ids of the solution's parts, in data order."""
        return tuple(part.service for part in self.solution)


def right(one: Recommendation, asked: Scenario) -> bool | None:
    """Whether the recommendation is the answer that the scenario states; None where it states none.

    Helpers may be named in the answer or left out.
    """
    if not asked.answer:
        return None
    if asked.options:
        return one.chosen is not None and set(one.chosen) == set(asked.answer)
    if one.status not in ("decided", "provisional"):
        return False
    answering = {part.service for part in one.solution if part.decisions}
    return answering <= set(asked.answer) <= set(one.services)
