"""Services and decisions begun: their files, the candidates they add, and a test that fails as yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from advisor.author.draft import Draft, Home, cited, flow_list, flow_map, read, scalar
from advisor.author.insert import with_item
from advisor.author.kinds import known
from advisor.author.scenario import Wanted, scenario
from advisor.models.words import FILL_IN
from advisor.rulebase.base import RuleBase
from advisor.rulebase.terms import Term

#: Of more facts than this, a first test needs no more.
_ENOUGH = 3


#: Of more choices than this, the rest is left out of an example.
_SHOWN = 4


class Stated(NamedTuple):
    """A fact as an author states it."""

    term: str
    values: tuple[str, ...]
    because: str = ""


class Service(NamedTuple):
    """What is known of a new service."""

    id: str
    name: str
    does: str
    decisions: tuple[str, ...]
    url: str
    day: str
    """The day on which the page was read."""
    aka: tuple[str, ...] = ()
    part_of: str = ""
    family: str = ""
    facts: tuple[Stated, ...] = ()


class Decision(NamedTuple):
    """What is known of a new decision."""

    id: str
    question: str
    candidates: tuple[str, ...]
    asks: tuple[str, ...]
    stage: str = ""
    raised_by: Mapping[str, str] = {}


def service(base: RuleBase, home: Home, one: Service) -> list[Draft]:
    """Give the files of a new service: its own, its decisions with it among the candidates, and a test."""
    path = home.service(one.id, one.family or _family(base, one.decisions))
    lines = [f"name: {scalar(one.name)}"]
    lines += [f"aka: {flow_list(one.aka)}"] if one.aka else []
    lines.append(f"does: {scalar(one.does)}")
    lines += [f"part_of: {one.part_of}"] if one.part_of else []
    lines += ["sources:", f"  docs: {cited(one.url, one.day)}", "facts:"]
    lines += [f"  {fact.term}: {_fact(base.terms[fact.term], fact)}" for fact in one.facts]
    lines += _left(base, one)
    drafts = [Draft(path, home.modeline(path, "service") + "\n".join(lines) + "\n", "service", "the service")]
    drafts += [candidate(home, decision, one.id) for decision in one.decisions]
    remark = f"A first test of {one.name}: it fails until the facts and the needs say why this is the answer."
    wanted = Wanted(
        id=one.id,
        topic=one.decisions[0],
        decide=one.decisions[:1],
        needs=_needs(base, one),
        answer=(one.id,),
        remark=remark,
    )
    return [*drafts, scenario(home, wanted)]


def _family(base: RuleBase, decisions: Sequence[str]) -> str:
    """Give the folder in which most candidates of the decisions lie."""
    folders: Counter[str] = Counter()
    for decision in decisions:
        for id_ in base.decisions[decision].candidates:
            parts = PurePath(base.services[id_].at).parts
            if "services" in parts[:-2]:
                folders[parts[-2]] += 1
    return folders.most_common(1)[0][0] if folders else "own"


def _fact(term: Term, fact: Stated) -> str:
    value = flow_list(fact.values) if term.kind == "set" else scalar(fact.values[0])
    word = "why" if term.kind == "level" else "note"
    because = f", {word}: {scalar(fact.because)}" if fact.because else ""
    return f"{{is: {value}, source: docs{because}}}"


def _left(base: RuleBase, one: Service) -> list[str]:
    """Give, as comments, the terms that its decisions ask about and that nothing is stated for."""
    stated = {fact.term for fact in one.facts}
    asked = [term for decision in one.decisions for term in base.decisions[decision].asks]
    left = [term for term in dict.fromkeys(asked) if term not in stated]
    if not left:
        return []
    lines = [
        f"  # {FILL_IN}: what the page says of these, which are asked about; delete those on which it is silent"
    ]
    for id_ in left:
        term = base.terms[id_]
        lines.append(f"  # {id_}: {{is: {example(term)}, source: docs}}  # {term.means}")
    return lines


def example(term: Term) -> str:
    """Give what a value of a term looks like."""
    if term.kind == "quantity":
        return {"s": "5 min", "B": "1 MB", "count": "1", "B/s": "1 MB/s", "1/s": "100/s"}.get(
            term.unit, f"1 {term.unit}"
        )
    if term.kind == "level":
        return " | ".join(term.names)
    few = term.names[:_SHOWN]
    return f"[{', '.join(few)}{', …' if len(few) < len(term.names) else ''}]"


def _needs(base: RuleBase, one: Service) -> dict[str, str]:
    """Give needs that the stated facts meet, as a start for a story."""
    needs: dict[str, str] = {}
    for fact in one.facts:
        term = base.terms[fact.term]
        if term.fit and len(needs) < _ENOUGH and fact.term in base.decisions[one.decisions[0]].asks:
            needs[fact.term] = fact.values[0]
    return needs


def candidate(home: Home, decision: str, id_: str) -> Draft:
    """Give the file of a decision with one more candidate: in a folder of one's own, just with that."""
    return added(home, decision, "candidates", id_, f"{id_} is a candidate")


def added(home: Home, decision: str, key: str, item: str, what: str) -> Draft:
    """Give the file of a decision with one more item in one of its lists."""
    path = home.decision(decision)
    text = read(path)
    if text is None:
        return Draft(path, f"{home.modeline(path, 'decision')}{key}: [{item}]\n", "decision", what)
    before = known("decision")[: known("decision").index(key)]
    return Draft(path, with_item(text, (key,), item, before), "decision", what)


def decision(home: Home, one: Decision) -> list[Draft]:
    """Give the files of a new decision: its own, and a test."""
    path = home.decision(one.id)
    lines = [f"question: {scalar(one.question)}"]
    lines += [f"stage: {one.stage}"] if one.stage else []
    if one.raised_by:
        lines.append(f"raised_by: {flow_map(one.raised_by)}")
    lines += [f"asks: {flow_list(one.asks)}", f"candidates: {flow_list(one.candidates)}"]
    lines += [
        f"# {FILL_IN}: judgement that no single fact holds, if there is any; 'advisor new rule {one.id}/NAME' adds it"
    ]
    draft = Draft(path, home.modeline(path, "decision") + "\n".join(lines) + "\n", "decision", "the decision")
    wanted = Wanted(
        id=f"{one.id}-{one.candidates[0]}",
        topic=one.id,
        decide=(one.id,),
        answer=(one.candidates[0],),
        remark=f"A first test of {one.id}: it fails until needs are stated that only its answer meets.",
    )
    return [draft, scenario(home, wanted)]
