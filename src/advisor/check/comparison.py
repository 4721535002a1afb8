"""Two sides compared: what has changed, and what that does to scenarios, questions and saved answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from advisor.check.blast import Asked, Turn, reworded, turned
from advisor.check.change import Change, changes, read_again
from advisor.recommend.regress import Turn as Flip
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario


class Unasked(NamedTuple):
    """A scenario that only the new rules understand."""

    scenario: str
    path: str
    why: str
    """The first word in it that the old rules do not know."""


class Comparison(NamedTuple):
    """All that is told of two sides."""

    old: str
    new: str
    hashes: tuple[str, str]
    changes: tuple[Change, ...]
    read_again: int
    """Pages that somebody has read again, and that say the same."""
    scenarios: int
    questions: int
    """How many scenarios without and with options both sides were asked about."""
    turns: tuple[Turn, ...]
    reworded: tuple[Turn, ...] | None
    """Scenarios whose reasons alone are others; None where nobody asked."""
    unasked: tuple[Unasked, ...]
    saved: tuple[Flip, ...] | None
    """Saved recommendations that are others now; None where none were given."""
    of_saved: int = 0

    @property
    def differs(self) -> bool:
        """Whether any answer is another."""
        return bool(self.turns or self.saved)


def compare(  # noqa: PLR0913 - two rule bases, and what is asked of them
    old: RuleBase,
    new: RuleBase,
    asked: Sequence[tuple[Scenario | None, Scenario, str]],
    names: tuple[str, str],
    *,
    place: Callable[[Change], str],
    reasons: bool,
) -> Comparison:
    """Compare two rule bases.

    Args:
        old: the rules before.
        new: the rules after.
        asked: scenarios as the old and the new rules understand them; where the old ones do not, why.
        names: what the two are called.
        place: gives the place of a change as a reader knows it.
        reasons: also look for answers whose reasons alone are others.
    """
    differences = [one._replace(at=place(one)) for one in changes(old, new)]
    both = [Asked(one, other) for one, other, _ in asked if one is not None]
    found, same = turned(old, new, both, differences) if differences else ([], both)
    return Comparison(
        *names,
        hashes=(old.hash, new.hash),
        changes=tuple(differences),
        read_again=read_again(old, new),
        scenarios=sum(not one.new.options for one in both),
        questions=sum(bool(one.new.options) for one in both),
        turns=tuple(found),
        reworded=tuple(reworded(old, new, same, differences)) if reasons else None,
        unasked=tuple(Unasked(new_.id, new_.path, why) for one, new_, why in asked if one is None),
        saved=None,
    )
