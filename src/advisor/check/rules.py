"""Checks of rules: is each tested, does it lead somewhere, and does it say why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from advisor.check.finding import Finding
from advisor.check.subject import Subject
from advisor.rulebase.contradiction import span
from advisor.rulebase.knowledge import Decision, Rule
from advisor.rulebase.terms import Condition, Term, bound


def unfired_rule(subject: Subject) -> Iterator[Finding]:
    """A rule that no scenario fires.

    Why it matters: nobody has seen the rule at work. It may be misspelt in a way that is still a word, look at a
    need that nobody states, or say the opposite of what was meant, and no test would tell.

    How to mend it: write a scenario whose needs meet the rule's `when`, and whose answer is another one without
    the rule. If you cannot think of one, the rule is not needed.

    Example:
        rules:
          glass-needs-shelter:        # fires where a scenario says 'fragile: yes'
            when: {fragile: yes}
            then: {need: {shelter: yes}}
            because: Wet cardboard gives way.
    """
    fired = set[str]().union(*(one.fired for one in subject.tried))
    for decision in subject.base.decisions.values():
        for rule in decision.rules:
            if rule.id not in fired:
                when = ", ".join(f"{one.term}: {_flow(one.text)}" for one in rule.when)
                yield Finding(
                    subject.place(rule.at),
                    "unfired-rule",
                    f"no scenario fires '{rule.id}'",
                    f"write one that decides '{decision.id}' and needs {{{when}}}",
                )


def _flow(text: str) -> str:
    """Give a text as it may stand between braces."""
    return f'"{text}"' if "," in text else text


def rule_cycle(subject: Subject) -> Iterator[Finding]:
    """Rules of one decision by which a need raises itself.

    Why it matters: each of the rules is there because of another one, so none of them says why. Whoever asks for
    the reason is led in a circle. (The engine stops all the same: what was told before is not told again.)

    How to mend it: decide which of the needs comes first, and let no rule lead back to it.

    Example:
        rules:
          tired-means-slow: {when: {upkeep: none}, then: {need: {delay: at most 1 h}}, because: …}
          slow-means-tired: {when: {delay: at most 5 h}, then: {need: {upkeep: none}}, because: …}
    """
    for decision in subject.base.decisions.values():
        for cycle in _cycles(decision, subject.base.terms):
            names = [f"'{rule.id.rpartition('/')[2]}'" for rule in cycle]
            if len(cycle) == 1:
                text = f"{names[0]} concludes the need that it is fired by"
                hint = "let it conclude something else, or delete it"
            else:
                text = f"a need raises itself: {' -> '.join([*names, names[0]])}"
                hint = "let no rule lead back to the need that comes first"
            yield Finding(subject.place(cycle[0].at), "rule-cycle", text, hint)


def _cycles(decision: Decision, terms: Mapping[str, Term]) -> Iterator[list[Rule]]:
    """Give each circle of rules once, from its first rule in the file."""
    adding = [rule for rule in decision.rules if rule.need]
    after = {
        rule.id: [other for other in adding if other is not rule and _leads(rule, other, terms)]
        for rule in adding
    }
    for rule in adding:
        if all(
            any(_meets(terms[need.term], one, need) for one in rule.when if one.term == need.term)
            for need in rule.need
        ):
            yield [rule]
    done: set[str] = set()
    for rule in adding:
        way = _back(rule, after, done)
        if way:
            yield way
            done |= {one.id for one in way}


def _leads(rule: Rule, other: Rule, terms: Mapping[str, Term]) -> bool:
    """Whether a need that the first rule concludes meets a condition of the other."""
    return any(
        need.term == one.term and _meets(terms[need.term], need, one)
        for need in rule.need
        for one in other.when
    )


def _back(rule: Rule, after: Mapping[str, Sequence[Rule]], done: set[str]) -> list[Rule]:
    """Give the shortest way from a rule back to itself, past none that is done; empty if there is none."""
    waiting, seen = [[rule]], {rule.id}
    while waiting:
        way = waiting.pop(0)
        for following in after[way[-1].id]:
            if following is rule:
                return way
            if following.id not in seen | done:
                seen.add(following.id)
                waiting.append([*way, following])
    return []


def _meets(term: Term, need: Condition, test: Condition) -> bool:
    """Whether whoever states the need meets the test of a rule."""
    if term.kind == "set":
        said, asked = set(need.choices), set(test.choices)
        if test.operator == "all of":
            return need.operator == "all of" and asked <= said
        if test.operator == "any of":
            return (
                bool(said & asked)
                if need.operator == "all of"
                else said <= asked and need.operator == "any of"
            )
        return need.operator == "not" and asked <= said
    mark = bound(term, need)
    if mark is None:
        return False
    if test.operator in ("is", "any of", "not"):
        return (mark in test.marks) != (test.operator == "not")
    low, high = span(test)
    return low <= mark <= high


#: What is wrong with a sentence -> how it looks, and the way out.
_BROKEN = (
    (r"^[^A-Z0-9\"'“‘]", "it starts with a small letter", "start it with a capital"),
    (r"[^.]$", "it does not end with a full stop", "end it with one"),
    (r"\.\.$", "it ends in more than one full stop", "end it with one"),
    (
        r"(?<!\be\.g|\bi\.e)[.!?][\"'”’)]? +[A-Z]",
        "it is more than one sentence",
        "make it one; the first is told alone",
    ),
    (r"\S {2,}\S", "two spaces stand together", "leave one"),
    (
        r"\b[Tt]h(?:is|e) (?:scenario|exam)\b|\bscenarios?\b",
        "it speaks of a scenario",
        "say what is true of services",
    ),
)

#: An amount with a unit: most likely what some service can do.
_AMOUNT = re.compile(
    r"(?<![\w.])\d[\d,.]* ?(?:%|ms|s|seconds?|min|minutes?|h|hours?|d|days?|[KMGTP]i?B|USD|items|records|shards)\b"
)


def broken_because(subject: Subject) -> Iterator[Finding]:
    """A `because` that is not one plain sentence that is true of services in general.

    Why it matters: the sentence is printed as it stands, as the reason of an answer, between other sentences. It
    is the judgement of the rule, so it speaks of services and not of one scenario. A number in it is most likely
    a fact of a service, and facts have a source and change: without one it will be wrong some day, unseen.

    How to mend it: one sentence, from a capital to a full stop. A number goes into a fact of the service; where it
    has to stand in the rule, give the rule a `source`.

    Example:
        because: Each application keeps its own place in the stream, so reading must not remove a record.
    """
    for decision in subject.base.decisions.values():
        for rule in decision.rules:
            place = subject.within_decision(decision.id, "rules", rule.id.rpartition("/")[2], "because")
            for pattern, text, hint in _BROKEN:
                if re.search(pattern, rule.because):
                    yield Finding(place, "broken-because", f"{text}: '{rule.because}'", hint)
            amount = _AMOUNT.search(rule.because)
            if amount and not rule.url:
                yield Finding(
                    place,
                    "broken-because",
                    f"'{amount[0]}' stands in it, which is a fact and has no source",
                    "state it as a fact of the service, or give the rule a 'source'",
                )
