"""The checks by name: each is a small function, and its docstring is its manual page.

A check takes the subject and gives what it finds. It is called like its name (``unused-term`` is the function
``unused_term``), so that a new one is a function and a word in the table below; its module is imported when
the check is asked for. The manual page says what is found, why it matters, how it is mended, and shows an
example.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import NamedTuple

from advisor.check.finding import Finding
from advisor.check.subject import Subject

#: Module -> the names of its checks, in the order in which they are listed and run.
_MODULES: dict[str, tuple[str, ...]] = {
    "advisor.check.terms": ("unused-term", "missing-fact"),
    "advisor.check.rules": ("unfired-rule", "rule-cycle", "broken-because"),
    "advisor.check.conflicts": ("dead-rule", "clashing-rules"),
    "advisor.check.redundancy": ("redundant-rule",),
    "advisor.check.candidates": ("unreachable-candidate", "unbreakable-tie"),
    "advisor.check.gaps": ("gap", "overlap"),
    "advisor.check.facts": ("idle-entry", "offered-and-denied", "unexplained-level"),
    "advisor.check.unread": ("unread-fact",),
    "advisor.check.sources": ("old-source", "future-date", "unused-source"),
    "advisor.check.services": ("unused-service", "double-name", "end-without-successor", "lighter-cluster"),
    "advisor.check.scenarios": (
        "wrong-answer",
        "undecided-scenario",
        "unheard-need",
        "answerless-scenario",
        "ended-answer",
        "few-scenarios",
    ),
    "advisor.check.order": ("field-order",),
    "advisor.check.unfinished": ("unfinished",),
    "advisor.check.allow": ("allow",),
}

#: Checks that go decision by decision, and take long.
_BY_DECISION = tuple(
    name
    for module in ("conflicts", "redundancy", "candidates", "gaps")
    for name in _MODULES[f"advisor.check.{module}"]
)

#: Into so many parts the decisions are shared out, each as they come one after the other.
_PARTS = 12

#: The check that looks at what the others have found.
_LAST = "allow"

NAMES: tuple[str, ...] = tuple(name for names in _MODULES.values() for name in names)
"""The names of all checks."""


class Check(NamedTuple):
    """A check: its name, what it does, and its manual page."""

    name: str
    run: Callable[[Subject], Iterable[Finding]]
    manual: str

    @property
    def summary(self) -> str:
        """What it finds, in one line."""
        return self.manual.partition("\n")[0]


def named(name: str) -> Check:
    """Give the check of that name.

    Raises:
        KeyError: there is none.
    """
    module = next((module for module, names in _MODULES.items() if name in names), None)
    if module is None:
        raise KeyError(name)
    found: Callable[[Subject], Iterable[Finding]] = getattr(import_module(module), name.replace("-", "_"))
    return Check(name, found, inspect.getdoc(found) or "")


def found(subject: Subject, name: str) -> tuple[Finding, ...]:
    """Give what the check of that name finds, each once, sorted by place; a second asking runs nothing."""
    if name not in subject.found:
        subject.found[name] = tuple(sorted(set(named(name).run(subject))))
    return subject.found[name]


def run(subject: Subject, names: Sequence[str] = NAMES) -> list[Finding]:
    """Give what the checks of these names find, sorted by place.

    Checks that go decision by decision share what they find out about each, so decisions are what is shared out
    between processes, and all other checks are one more piece of work.
    """
    left = [name for name in names if name not in subject.found and name != _LAST]
    each = [name for name in left if name in _BY_DECISION]
    if each and left != each:
        subject.tried  # noqa: B018 - once, before work is shared out: most checks look at it
        rest = [name for name in left if name not in _BY_DECISION]
        jobs = [(part, each) for part in subject.parts(_PARTS)] + [(subject, rest)]
        some: dict[str, list[Finding]] = {name: [] for name in left}
        for done in subject.each(lambda job: [(name, found(job[0], name)) for name in job[1]], jobs):
            for name, findings in done:
                some[name] += findings
        subject.found.update({name: tuple(sorted(findings)) for name, findings in some.items()})
    return sorted(finding for name in names for finding in found(subject, name))
