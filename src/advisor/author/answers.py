"""What an author answers, understood: each function gives what a text means, or raises what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable

from advisor.amounts import UNITS, NotACondition, condition
from advisor.author.new import Stated
from advisor.errors import AdvisorError, Place, Problem, did_you_mean
from advisor.models.words import ID, ID_HINT
from advisor.rulebase.base import RuleBase
from advisor.rulebase.terms import Term, Unfit, resolve, value

#: Several words in one answer are set apart by commas.
_COMMA = re.compile(r"\s*,\s*")


def wrong(message: str, hint: str = "") -> AdvisorError:
    """Give the error that says what is wrong with an answer; its place is where it was given."""
    return AdvisorError([Problem(Place("new"), message, hint)])


def sentence(text: str) -> str:
    """Give a text of one line."""
    text = " ".join(text.split())
    if not text:
        raise wrong("something must stand here")
    return text


def stopped(text: str) -> str:
    """Give a sentence that ends as one."""
    text = sentence(text)
    return text if text[-1] in ".!?\u2026" else f"{text}."


def new_id(text: str) -> str:
    """Give an id for something new."""
    if not ID.fullmatch(text):
        near = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        raise wrong(f"'{text}' is not an id", f"{ID_HINT}{f', such as {near}' if near else ''}")
    return text


def page(text: str) -> str:
    """Give the address of a page."""
    if not re.fullmatch(r"https?://[^\s/]+\.\S+", text):
        raise wrong(f"'{text}' is not an address", "an address starts with https://")
    return text


def name_of(base: RuleBase) -> Callable[[str], str]:
    """Give the check of a new service's name: no other service may have it."""

    def check(text: str) -> str:
        taken = base.names.find(sentence(text))
        if taken:
            raise wrong(f"'{text}' already names '{taken}'", "a name leads to one service")
        return sentence(text)

    return check


def service(base: RuleBase) -> Callable[[str], str]:
    """Give the check of a service, by any of its names."""

    def check(text: str) -> str:
        found = base.names.find(text)
        if found is None:
            raise wrong(f"unknown service '{text}'", base.names.nearest(text))
        return found

    return check


def services(base: RuleBase) -> Callable[[str], tuple[str, ...]]:
    """Give the check of services, set apart by commas."""
    one = service(base)
    return lambda text: tuple(dict.fromkeys(map(one, split(text))))


def candidates(base: RuleBase, decision: str) -> Callable[[str], tuple[str, ...]]:
    """Give the check of candidates of a decision, set apart by commas."""
    known = base.decisions[decision].candidates

    def check(text: str) -> tuple[str, ...]:
        found = services(base)(text)
        for one in found:
            if one not in known:
                raise wrong(f"'{one}' is not a candidate of {decision}", did_you_mean(one, known, most=40))
        return found

    return check


def decision(base: RuleBase) -> Callable[[str], str]:
    """Give the check of a decision."""

    def check(text: str) -> str:
        if text not in base.decisions:
            raise wrong(f"unknown decision '{text}'", did_you_mean(text, base.decisions, most=80))
        return text

    return check


def decisions(base: RuleBase) -> Callable[[str], tuple[str, ...]]:
    """Give the check of decisions, set apart by commas."""
    one = decision(base)
    return lambda text: tuple(dict.fromkeys(map(one, split(text))))


def terms(base: RuleBase) -> Callable[[str], tuple[str, ...]]:
    """Give the check of terms, set apart by commas."""
    return lambda text: tuple(dict.fromkeys(term(base, one).id for one in split(text)))


def goals(base: RuleBase, fits: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    """Give the check of terms to minimise or to maximise."""

    def check(text: str) -> tuple[str, ...]:
        for one in terms(base)(text):
            if base.terms[one].fit not in fits:
                raise wrong(f"'{one}' cannot be that: it is for {' or '.join(fits)} terms")
        return terms(base)(text)

    return check


def term(base: RuleBase, word: str) -> Term:
    """Give a term."""
    if word not in base.terms:
        raise wrong(f"unknown term '{word}'", did_you_mean(word, base.terms, most=60))
    return base.terms[word]


def split(text: str) -> list[str]:
    """Give the words of an answer that are set apart by commas."""
    words = [word for word in _COMMA.split(text.strip()) if word]
    if not words:
        raise wrong("something must stand here")
    return words


def fact(base: RuleBase) -> Callable[[str], Stated]:
    """Give the check of a fact, ``term=value[, value] [because …]``."""

    def check(text: str) -> Stated:
        word, said = _pair(base, text, "a fact is term=value, such as latency=5 s")
        said, _, because = said.partition(" because ")
        about = term(base, word)
        values = tuple(_COMMA.split(said.strip().strip("[]"))) if about.kind == "set" else (said.strip(),)
        try:
            value(about, values, base.names.find)
        except Unfit as error:
            raise wrong(str(error), error.hint) from None
        return Stated(about.id, values, stopped(because) if because.strip() else "")

    return check


def need(base: RuleBase, *, bound: bool) -> Callable[[str], tuple[str, str]]:
    """Give the check of ``term=condition``; with ``bound`` it is a need, otherwise what a rule tests."""

    def check(text: str) -> tuple[str, str]:
        word, said = _pair(base, text, "it is term=condition, such as latency=at most 5 min")
        about = term(base, word)
        try:
            resolve(about, condition(said), base.names.find, need=bound)
        except (Unfit, NotACondition) as error:
            raise wrong(str(error), getattr(error, "hint", "")) from None
        return about.id, said

    return check


def meaning(text: str) -> tuple[str, str]:
    """Give a level or a choice and what it means, ``word=meaning``; the meaning may be left out."""
    word, _, said = text.partition("=")
    return sentence(word), " ".join(said.split())


def one_of(*words: str) -> Callable[[str], str]:
    """Give the check of one of a few words."""

    def check(text: str) -> str:
        if text not in words:
            raise wrong(f"'{text}' is none of these", f"known: {', '.join(words)}")
        return text

    return check


def unit(text: str) -> str:
    """Give the unit of a quantity."""
    if text not in UNITS:
        raise wrong(f"'{text}' is not a unit", f"known: {', '.join(UNITS)}")
    return text


def _pair(base: RuleBase, text: str, hint: str) -> tuple[str, str]:
    word, equals, said = text.partition("=")
    if equals and word.strip() and said.strip():
        return word.strip(), said.strip()
    asked = base.terms.get(word.strip(" ?="))
    if asked is not None:
        raise wrong(f"{asked.id}: {asked.means}", all_of(asked))
    raise wrong(f"'{text}' is not that", hint)


def all_of(term: Term) -> str:
    """Give all that may be said of a term, each with what it means, one a line."""
    if term.kind == "quantity":
        return f"an amount: {UNITS[term.unit][1]}"
    return "\n".join(f"{name}  {test}".rstrip() for name, test in zip(term.names, term.tests, strict=True))
