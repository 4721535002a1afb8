"""Checks of the vocabulary: terms that are there for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.check.finding import Finding
from advisor.check.subject import Subject
from advisor.rulebase.knowledge import Decision


def unused_term(subject: Subject) -> Iterator[Finding]:
    """A term that no decision asks about and no rule looks at.

    Why it matters: a need for such a term changes no answer, so whoever states it believes to have said
    something. Facts about it are work for nothing.

    How to mend it: name the term in the `asks` of the decisions where it should count, look at it in the `when`
    of a rule or in `raised_by`, or delete it.

    Example:
        colour:                 # in vocabulary.yaml, and in no decision
          means: What it is painted in.
          choices: [red, blue]
    """
    used = {term for decision in subject.base.decisions.values() for term in _looked_at(decision)}
    facts = (fact for service in subject.base.services.values() for fact in service.facts.values())
    used |= {one.term for entries in facts for entry in entries for one in entry.when}
    for id_, term in subject.base.terms.items():
        if id_ not in used:
            yield Finding(
                subject.place(term.at),
                "unused-term",
                f"no decision asks about '{id_}' and no rule looks at it",
                "name it in the 'asks' of a decision or in the 'when' of a rule, or delete it",
            )


def _looked_at(decision: Decision) -> set[str]:
    """Give the terms that a decision asks about, that raise it, or that its rules look at."""
    said = [one for way in decision.raised_by for one in way]
    said += [one for rule in decision.rules for one in rule.when]
    return {*decision.asks, *(one.term for one in said)}
