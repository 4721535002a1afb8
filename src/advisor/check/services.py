"""Checks of services: is each there for something, told apart from others, and what follows its end."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.check.finding import Finding, joined
from advisor.check.subject import Subject
from advisor.errors import Place
from advisor.recommend.case import fact
from advisor.rulebase.knowledge import Service
from advisor.rulebase.names import Names
from advisor.rulebase.terms import show

#: The notes that say what to use in the place of something.
_SUCCESSORS = ("successor", "instead", "stand-in")

#: The terms whose levels tell a cluster from what is serverless.
_KIND = {"operations", "scaling", "cost"}

_STATES = {"shut": "is shut", "closed-to-new": "is closed to new customers"}


def unused_service(subject: Subject) -> Iterator[Finding]:
    """A service that no decision has as a candidate, and that nothing else names.

    Why it matters: no answer will ever name it, so its facts are work for nothing, unless they are there to be looked
    up. That is why this is a note and no warning.

    How to mend it: make it a candidate of the decision that it answers, name it where another service requires it
    or passes data to it, use it in a scenario's options, or delete its file.

    Example:
        candidates: [data-firehose, kinesis-data-streams]      # and msk.yaml is among the services
    """
    used = set(_named(subject))
    for service in subject.base.services.values():
        if service.id not in used:
            hint = "make it a candidate, or name it where data passes through it or an option holds it"
            text = f"nothing names {service.id}"
            yield Finding(subject.place(service.at), "unused-service", text, hint, weight="note")


def _named(subject: Subject) -> Iterator[str]:
    """Give every service that decisions, other services or scenarios name."""
    for decision in subject.base.decisions.values():
        yield from decision.candidates
    for service in subject.base.services.values():
        yield from service.requires
        yield service.part_of
    yield from subject.base.links
    for scenario in subject.scenarios:
        yield from (*scenario.existing, *scenario.use, *scenario.answer)
        for option in scenario.options:
            yield from (part.service for part in option.parts)


def double_name(subject: Subject) -> Iterator[Finding]:
    """A name that leads to two services once its maker is left out, or that a service has twice.

    Why it matters: people leave "Amazon" and "AWS" out. Where two services are then called the same, one is taken
    for the other. A name that differs from another of the same service in capitals alone is of no use.
    (A name that is exactly another service's is told when the files are read.)

    How to mend it: delete the other name that is one too many, or give it a word that tells the two apart.

    Example:
        name: Amazon Forecast
        aka: [Forecast, amazon forecast]        # the second is the name
    """
    owners: dict[str, Service] = {}
    for service in subject.base.services.values():
        owners.setdefault(Names.plain(service.id), service)
        owners.setdefault(_bare(service.name), service)
    for service in subject.base.services.values():
        seen = {service.name.lower()}
        for number, name in enumerate(service.aka):
            place = subject.within_service(service.id, "aka", number)
            if name.lower() in seen:
                yield _double(place, f"'{name}' is a name of {service.id} already")
            seen.add(name.lower())
            other = owners.get(_bare(name), service)
            if other.id != service.id:
                yield _double(place, f"'{name}' may be taken for {other.id}, which is called '{other.name}'")


def _double(place: Place, text: str) -> Finding:
    return Finding(place, "double-name", text, "delete it, or give it a word that tells the two apart")


def _bare(name: str) -> str:
    """Give a plain name without its maker."""
    plain = Names.plain(name)
    return plain.removeprefix("amazon ").removeprefix("aws ")


def end_without_successor(subject: Subject) -> Iterator[Finding]:
    """A candidate that nobody can take up today, with no word on what to use instead.

    Why it matters: no answer as of today recommends what is shut or closed to new customers, but people who know it
    ask what takes its place, and the reason "is shut" alone leaves them there.

    How to mend it: add a note called `successor` (what its maker points to), `instead` or `stand-in` (what comes
    nearest), with the page that says so.

    Example:
        notes:
          successor: {text: AWS points to SageMaker Canvas., source: closing}
    """
    candidates = {one for decision in subject.base.decisions.values() for one in decision.candidates}
    for id_ in sorted(candidates):
        service = subject.base.services[id_]
        state = service.state(subject.today)
        if state and state.state in _STATES and not any(note.id in _SUCCESSORS for note in service.notes):
            since = f" since {state.since}" if state.since else ""
            yield Finding(
                subject.place(state.at),
                "end-without-successor",
                f"{id_} {_STATES[state.state]}{since}, and nothing says what to use instead",
                "add a note called 'successor', 'instead' or 'stand-in', with its source",
            )


def lighter_cluster(subject: Subject) -> Iterator[Finding]:
    """A cluster that is said to be lighter to operate than a serverless service of the same decision.

    Why it matters: levels are judged service by service, by different people, and answers to "the least
    operational overhead" hang on them. Like must be compared with like. Of candidates of one decision, one is taken
    for a cluster whose capacity you change yourself (`scaling: manual`) and which is billed all the time (`cost: high`
    or more), and one for serverless whose capacity follows the load by itself (`scaling: automatic`) and which costs
    nothing while idle (`cost: low`), each as of today. The first is never lighter on `operations` than the second.

    How to mend it: hold both against the tests of the levels in the vocabulary; one of the four facts is wrong.

    Example:
        operations: {is: none, why: …}     # of a cluster with nodes to choose, beside a function with 'low'
        scaling: {is: manual, source: nodes}
        cost: {is: high, source: pricing, why: …}
    """
    terms = subject.base.terms
    if not set(terms) >= _KIND or terms["operations"].kind != "level":
        return
    order = terms["operations"].names
    for decision in subject.base.decisions.values():
        said = {one: _levels(subject, one) for one in decision.candidates}
        judged = {
            one: order.index(levels["operations"])
            for one, levels in said.items()
            if len(levels) == len(_KIND)
        }
        serverless = [
            one for one in judged if (said[one]["scaling"], said[one]["cost"]) == ("automatic", "low")
        ]
        for one, level in judged.items():
            if said[one]["scaling"] != "manual" or said[one]["cost"] not in ("high", "very-high"):
                continue
            heavier = [other for other in serverless if level < judged[other]]
            if heavier:
                yield Finding(
                    subject.within_service(one, "facts", "operations", key=True),
                    "lighter-cluster",
                    f"{one} is a cluster and said to be lighter to operate than {joined(heavier)}",
                    f"both answer '{decision.id}': hold their levels against the tests of the vocabulary",
                )


def _levels(subject: Subject, service: str) -> dict[str, str]:
    """Give the levels that tell a cluster from what is serverless, of those that are known today."""
    found = {}
    for term in _KIND:
        offer = fact(subject.base, service, term, subject.today)
        if offer is not None and isinstance(offer.value, int):
            found[term] = show(subject.base.terms[term], offer.value)
    return found
