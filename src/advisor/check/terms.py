"""Checks of terms: those that are there for nothing, and those of which a candidate says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.check.finding import Finding, joined
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


def missing_fact(subject: Subject) -> Iterator[Finding]:
    """A candidate that says nothing of a term that its decision asks about.

    Why it matters: silence never rules out. Where somebody needs the term, the candidate is "not known" for it,
    and the answer may hang on it and be provisional.

    How to mend it: add the fact, with its source, to the file of the service. What could not be found out is
    stated too: `confirmed: no`, with a note that says what was looked for.

    Example:
        facts:
          latency: {is: 60 s, source: buffering}
          cost: {confirmed: no, source: pricing, note: Looked for a price while idle; none is given.}
    """
    asked: dict[tuple[str, str], list[str]] = {}
    for decision in subject.base.decisions.values():
        for candidate in decision.candidates:
            facts = subject.base.services[candidate].facts
            for term in decision.asks:
                if term not in facts:
                    asked.setdefault((candidate, term), []).append(f"'{decision.id}'")
    for (candidate, term), decisions in asked.items():
        yield Finding(
            subject.place(subject.base.services[candidate].at),
            "missing-fact",
            f"{candidate} says nothing of '{term}', which {joined(decisions)} ask{'s' * (len(decisions) == 1)} about",
            "add the fact with its source, or 'confirmed: no' with a note of what was looked for",
        )


def _looked_at(decision: Decision) -> set[str]:
    """Give the terms that a decision asks about, that raise it, or that its rules look at."""
    said = [one for way in decision.raised_by for one in way]
    said += [one for rule in decision.rules for one in rule.when]
    return {*decision.asks, *(one.term for one in said)}
