"""The check for facts that nothing can read."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.check.finding import Finding
from advisor.check.subject import Subject


def unread_fact(subject: Subject) -> Iterator[Finding]:
    """A fact whose value could be anything, and no answer would change.

    Why it matters: it has a source and is looked after, and nothing comes of it. Whoever states it believes that
    candidates are compared on it.

    How it is decided: a term without a `fit` is looked at by rules only, and rules look at needs, never at what
    services offer. (A fact of a term that no decision of the service asks about is not told: a goal may name it,
    and the next decision may ask about it.)

    How to mend it: give the term a `fit` if candidates are to be compared on it, or make the fact one of the
    service's `notes`.

    Example:
        facts:
          arrival: {is: [scheduled], source: what-is}       # 'arrival' says how work comes in, and has no fit
    """
    for service in subject.base.services.values():
        for word, entries in service.facts.items():
            if not subject.base.terms[word].fit:
                text = f"nothing reads what {service.id} states of '{word}': the term has no fit, and rules look at needs"
                hint = "make it one of the service's notes, or give the term a 'fit'"
                yield Finding(subject.place(entries[0].at), "unread-fact", text, hint, weight="note")
