"""A scenario with every word looked up: what the rest of the program works on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from advisor.rulebase.terms import Condition


class Stated(NamedTuple):
    """A need as the scenario states it, and where."""

    condition: Condition
    at: str


class Part(NamedTuple):
    """A service in an option, with what the option sets on it."""

    service: str
    settings: tuple[tuple[str, int | tuple[str, ...], str], ...] = ()
    """term, value, and the text of the value"""
    at: str = ""


class Option(NamedTuple):
    """One answer that a question offers: its parts in the order written."""

    letter: str
    parts: tuple[Part, ...]
    dealt: tuple[tuple[str, tuple[int, ...]], ...] | None = None
    """decision -> numbers of the parts, where the option says so itself"""
    at: str = ""


class Scenario(NamedTuple):
    """What somebody needs, linked to a rule base."""

    id: str
    path: str
    title: str = ""
    text: str = ""
    domain: str = ""
    as_of: str | None = None
    decide: tuple[str, ...] | None = None
    existing: tuple[str, ...] = ()
    use: tuple[str, ...] = ()
    needs: tuple[Stated, ...] = ()
    local: Mapping[str, tuple[Stated, ...]] = MappingProxyType({})
    words: Mapping[str, str] = MappingProxyType({})
    minimise: tuple[str, ...] = ()
    maximise: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    choose: int = 1
    answer: tuple[str, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether neither a need nor a goal is stated."""
        return not (self.needs or self.local or self.minimise or self.maximise)
