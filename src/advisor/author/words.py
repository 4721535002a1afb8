"""Terms and rules begun: keys added to files that are there, or to new ones laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from advisor.author.draft import Draft, Home, cited, flow_list, flow_map, read, scalar
from advisor.author.insert import Piece, with_entry
from advisor.author.kinds import known
from advisor.author.new import added
from advisor.author.scenario import Wanted, scenario
from advisor.rulebase.base import RuleBase


class Term(NamedTuple):
    """What is known of a new term: exactly one of unit, levels and choices."""

    id: str
    means: str
    asks: str
    decision: str
    """The decision that is to ask about it."""
    unit: str = ""
    levels: Mapping[str, str] = {}
    choices: Mapping[str, str] = {}
    fit: str = ""


class Rule(NamedTuple):
    """What is known of a new rule: exactly one of need, prefer, avoid and exclude."""

    decision: str
    name: str
    when: Mapping[str, str]
    verb: str
    services: tuple[str, ...]
    need: Mapping[str, str]
    because: str
    answer: str
    """The service that should win where the rule fires."""
    url: str = ""
    day: str = ""


def term(base: RuleBase, home: Home, one: Term) -> list[Draft]:
    """Give the files of a new term: the vocabulary with it, the decision that asks about it, and a test."""
    path = home.rules / "vocabulary.yaml"
    lines = [f"  means: {scalar(one.means)}", f"  asks: {scalar(one.asks)}"]
    if one.unit:
        lines.append(f"  unit: {one.unit}")
    for name, words in (("levels", one.levels), ("choices", one.choices)):
        if words and any(words.values()):
            lines.append(f"  {name}:")
            lines += [f"    {scalar(word)}: {scalar(meaning)}" for word, meaning in words.items()]
        elif words:
            lines.append(f"  {name}: {flow_list(words)}")
    if one.fit:
        lines.append(f"  fit: {one.fit}")
    body = "\n" + "\n".join(lines) + "\n"
    text = read(path)
    if text is None:
        whole = home.modeline(path, "vocabulary") + f"{one.id}:{body}"
    else:
        whole = with_entry(text, (), Piece(one.id, body, _flow(one)))
    drafts = [Draft(path, whole, "vocabulary", f"the term {one.id}")]
    if not one.decision:
        return drafts
    drafts.append(added(home, one.decision, "asks", one.id, f"{one.decision} asks about {one.id}"))
    answer = base.decisions[one.decision].candidates[0]
    wanted = Wanted(
        id=f"{one.decision}-{one.id}",
        topic=one.decision,
        decide=(one.decision,),
        needs={one.id: _value(one)},
        answer=(answer,),
        remark=f"A first test of {one.id}: it fails until a candidate states it. {answer} is only an example.",
    )
    return [*drafts, scenario(home, wanted)]


def _flow(one: Term) -> str:
    """Give the term in one line, for a vocabulary in braces."""
    pairs = {"means": scalar(one.means), "asks": scalar(one.asks)}
    pairs |= {"unit": one.unit} if one.unit else {}
    for name, words in (("levels", one.levels), ("choices", one.choices)):
        pairs |= {name: flow_map(words) if any(words.values()) else flow_list(words)} if words else {}
    pairs |= {"fit": one.fit} if one.fit else {}
    return f"{one.id}: {{{', '.join(f'{key}: {value}' for key, value in pairs.items())}}}"


def _value(one: Term) -> str:
    """Give a value that a need may state."""
    words = one.levels or one.choices
    if words:
        return list(words)[-1] if one.fit == "at least" else next(iter(words))
    return f"1 {one.unit}" if one.unit != "count" else "1"


def rule(home: Home, one: Rule) -> list[Draft]:
    """Give the files of a new rule: the decision with it at the end of its rules, and a test."""
    path = home.decision(one.decision)
    if one.verb == "need":
        then = f"{{need: {flow_map(one.need)}}}"
    else:
        then = f"{{{one.verb}: {flow_list(one.services)}}}"
    pairs = {"when": flow_map(one.when), "then": then, "because": scalar(one.because)}
    if one.url:
        pairs["source"] = cited(one.url, one.day)
    body = "\n" + "".join(f"  {key}: {value}\n" for key, value in pairs.items())
    flow = f"{one.name}: {{{', '.join(f'{key}: {value}' for key, value in pairs.items())}}}"
    text = read(path)
    if text is None:
        lead = home.modeline(path, "decision")
        whole = f"{lead}rules:\n  {one.name}:" + body.replace("\n  ", "\n    ")
    else:
        before = known("decision")[: known("decision").index("rules")]
        whole = with_entry(text, ("rules",), Piece(one.name, body, flow), before)
    wanted = Wanted(
        id=one.name,
        topic=one.decision,
        decide=(one.decision,),
        needs=one.when,
        answer=(one.answer,),
        remark=f"A first test of the rule {one.name}, which fires on these needs.",
    )
    return [Draft(path, whole, "decision", f"the rule {one.name}"), scenario(home, wanted)]
