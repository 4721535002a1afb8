"""The full proof of a question's key: what was told to the engine, what fired, on which facts, read when and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from advisor import source
from advisor.drill.handout import Handout, told
from advisor.drill.question import Question
from advisor.engine.compile import CASE, Fits, Holds
from advisor.engine.ground import Fact, Firing
from advisor.rulebase.base import RuleBase, packaged
from advisor.rulebase.knowledge import Offer, Rule
from advisor.rulebase.terms import show

#: So many choices of a set are listed.
_FEW = 10

_SUFFIXES = (" is not", " is", " among")


class Stand(NamedTuple):
    """How one service stands to a need, by a fact."""

    service: str
    verdict: str
    """keeps, breaks, offers or lacks"""
    says: str
    """What the fact says."""
    at: str
    url: str
    checked: str
    """The day on which somebody last read the page; empty where there is none."""
    confirmed: bool


class Fired(NamedTuple):
    """One firing of the engine."""

    kind: str
    """rule, facts, case of a fact, or raised"""
    id: str
    at: str
    matched: tuple[str, ...]
    """What it matched, as ``term: value``."""
    concludes: tuple[str, ...]
    """What a rule concludes."""
    because: str
    url: str
    stands: tuple[Stand, ...]
    """How the parts of the options stand, where facts fired."""


class Stage(NamedTuple):
    """One decision, and all that fired about the parts of the options."""

    decision: str
    asks: str
    fired: tuple[Fired, ...]


class Proof(NamedTuple):
    """All that a key rests on."""

    handout: Handout
    status: str
    stated: tuple[str, ...]
    """The letters that the file states as its answer."""
    problems: tuple[str, ...]
    """Why the question is not proved; empty where it is."""
    stages: tuple[Stage, ...]
    sources: tuple[tuple[str, str], ...]
    """The pages cited anywhere in the proof, each with the day on which somebody last read it, empty if not known."""
    path: str
    file: str
    """The text of the scenario file."""


def proof(question: Question, path: str, file: str) -> Proof:
    """Give the proof of a question's key.

    Args:
        question: the question, as the engine answers it; it need not agree with its key.
        path: of its file, as a reader knows it.
        file: the text of its file.
    """
    judged, handout = question.judged, told(question)
    parts = frozenset(handout.services)
    stages = []
    for id_ in judged.decisions:
        raised = [judged.raised[id_]] if id_ in judged.raised else []
        board = judged.boards.get(id_)
        firings = [*raised, *(board.judgement.firings if board else ())]
        found = dict.fromkeys(one for firing in firings if (one := _fired(judged.base, firing, parts)))
        stages.append(Stage(id_, judged.base.decisions[id_].question, tuple(found)))
    return Proof(
        handout,
        question.recommendation.status,
        question.scenario.answer,
        question.problems,
        tuple(stages),
        tuple(_sources(handout, stages)),
        path,
        file,
    )


def _fired(base: RuleBase, firing: Firing, parts: frozenset[str]) -> Fired | None:
    """Give a firing in words; None where it says nothing of the parts of the options."""
    rule, meaning = firing.rule, firing.rule.meaning
    matched = tuple(_matched(base, fact) for fact in firing.support)
    if isinstance(meaning, Rule):
        return Fired(
            "rule", meaning.id, meaning.at, matched, _concluded(meaning), meaning.because, meaning.url, ()
        )
    if isinstance(meaning, Fits):
        word = firing.support[0].word or ""
        stands = []
        for service, verdict, offer in meaning.verdicts:
            if service in parts:
                entry = offer.behind(word)
                says = _says(base, offer, word)
                stands.append(
                    Stand(service, verdict, says, entry.at, entry.url, entry.checked, entry.confirmed)
                )
        return Fired("facts", meaning.term, "", matched, (), "", "", tuple(stands)) if stands else None
    if isinstance(meaning, Holds):
        if meaning.candidate not in parts:
            return None
        id_ = f"{meaning.candidate}, {meaning.term}"
        return Fired("case of a fact", id_, rule.at, matched, (), "", "", ())
    return Fired("raised", rule.name.removesuffix(" raised_by"), rule.at, matched, (), "", "", ())


def _says(base: RuleBase, offer: Offer, choice: str) -> str:
    """Give what a fact says; of a long set only what matters to a choice."""
    if not isinstance(offer.value, tuple):
        return show(base.terms[offer.term], offer.value)
    if choice in offer.denied:
        return f"not {choice}"
    if choice in offer.value:
        others = len(offer.value) - 1
        return choice if not others else f"{choice}, one of {others + 1}"
    more = len(offer.value) - _FEW
    listed = ", ".join(offer.value[:_FEW]) or "nothing"
    return listed + (f" and {more} more, not {choice}" if more > 0 else "")


def _matched(base: RuleBase, fact: Fact) -> str:
    """Give what was told to the engine as a need would say it."""
    if fact.key == CASE:
        return f"case {fact.word}"
    suffix = next((one for one in _SUFFIXES if fact.key.endswith(one)), "")
    term = fact.key.removesuffix(suffix) if suffix else fact.key
    if fact.number is not None and term in base.terms:
        return f"{term}: {show(base.terms[term], fact.number)}"
    lead = "not " if suffix == " is not" else "any of " if suffix == " among" else ""
    return f"{term}: {lead}{(fact.word or '').replace('|', ', ')}"


def _concluded(rule: Rule) -> tuple[str, ...]:
    found = [f"need {one.term}: {one.text}" for one in rule.need]
    for verb in ("prefer", "avoid", "exclude"):
        ids = getattr(rule, verb)
        if ids:
            found.append(f"{verb} {', '.join(ids)}")
    return tuple(found)


def _sources(handout: Handout, stages: Iterable[Stage]) -> Iterator[tuple[str, str]]:
    """Give every page cited, with the day on which it was last read, as the files say it."""
    urls = dict.fromkeys(handout.sources)
    places: dict[str, None] = {}
    for _, choice in handout.shown:
        places.update(dict.fromkeys(ground.reason.at for ground in choice.grounds))
    places.update(dict.fromkeys(fact.at for fact in handout.today.changed_facts))
    days: dict[str, str] = {}
    for stage in stages:
        for one in stage.fired:
            places[one.at] = None
            urls.update({one.url: None} if one.url else {})
            for stand in one.stands:
                urls.update({stand.url: None} if stand.url else {})
                days[stand.url] = max(days.get(stand.url, ""), stand.checked)
    if any(url not in days for url in urls):  # the linked rules keep no day
        read = _read(places)
        days = {**read, **{url: day for url, day in days.items() if day}}
    for url in urls:
        yield url, days.get(url, "")


def _read(places: Iterable[str]) -> Mapping[str, str]:
    """Give the days that the rule files at these places state, by page."""
    days: dict[str, str] = {}
    for path in dict.fromkeys(place.rpartition(":")[0] for place in places):
        file = packaged().parent / path if path.startswith("rules/") else Path(path)
        node, _ = source.read(file, path) if path else (None, [])
        for url, day in _days(node):
            days[url] = max(days.get(url, ""), day)
    return days


def _days(node: source.Node | None) -> Iterator[tuple[str, str]]:
    if isinstance(node, source.Items):
        for value in node.values:
            yield from _days(value)
    elif isinstance(node, source.Fields):
        url, day = node.values.get("url"), node.values.get("checked")
        if isinstance(url, source.Text) and isinstance(day, source.Text):
            yield url.value or "", day.value or ""
        for value in node.values.values():
            yield from _days(value)
