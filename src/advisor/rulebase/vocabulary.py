"""The vocabulary and the editions, read and checked."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.amounts import UNITS
from advisor.errors import Problem, did_you_mean
from advisor.models.reading import validate
from advisor.models.vocabulary import EditionsModel, PaperModel, TermModel
from advisor.models.words import ID, ID_HINT
from advisor.rulebase.knowledge import Edition, Paper
from advisor.rulebase.terms import Term, Unfit, resolve
from advisor.source import Fields, Node, place_of


def terms_of(node: Node) -> tuple[dict[str, Term], frozenset[str], list[Problem]]:
    """Give every good term of the vocabulary, the words of the others, and what is wrong with those."""
    terms: dict[str, Term] = {}
    broken: set[str] = set()
    problems: list[Problem] = []
    for id_, body in node.values.items() if isinstance(node, Fields) else ():
        written, wrong = validate(TermModel, body)
        if not ID.fullmatch(id_):
            wrong = [*wrong, Problem(place_of(node, (id_,), key=True), f"'{id_}' is not an id", ID_HINT)]
        if written is not None and not wrong:
            wrong = list(_shape(id_, written, node))
        if written is None or wrong:
            broken.add(id_)
            problems += wrong
            continue
        terms[id_] = _term(id_, written, node)
        problems += _phrases(terms[id_], written, node)
    return terms, frozenset(broken), problems


def _phrases(term: Term, written: TermModel, node: Node) -> Iterator[Problem]:
    for phrase, meaning in written.phrases.items():
        try:
            resolve(term, meaning, lambda word: word, need=True)
        except Unfit as error:  # noqa: PERF203 - all phrases that are wrong
            yield Problem(place_of(node, (term.id, "phrases", phrase)), str(error), error.hint)


def _shape(id_: str, term: TermModel, node: Node) -> Iterator[Problem]:
    given = [name for name in ("unit", "levels", "choices") if getattr(term, name) is not None]
    place = place_of(node, (id_,), key=True)
    if len(given) != 1:
        text = f"'{id_}' must have exactly one of unit, levels, choices"
        yield Problem(place, text, "a quantity has a unit, a level has levels, a set has choices")
        return
    if given == ["unit"] and term.unit not in UNITS:
        hint = f"known: {', '.join(UNITS)}"
        yield Problem(place_of(node, (id_, "unit")), f"'{term.unit}' is not a unit", hint)
    if term.levels is not None and len(term.levels) < 2:  # noqa: PLR2004 - of one level nothing is more
        yield Problem(place_of(node, (id_, "levels")), "a level needs two levels or more")
    if term.choices is not None and not term.choices:
        yield Problem(place_of(node, (id_, "choices")), "a set needs a choice")
    allowed = {
        "unit": (None, "at most", "up to"),
        "levels": (None, "at most", "at least"),
        "choices": (None, "includes"),
    }[given[0]]
    if term.fit not in allowed:
        kind = {"unit": "a quantity", "levels": "a level", "choices": "a set"}[given[0]]
        hint = "known: " + ", ".join(one for one in allowed if one)
        text = f"{kind} has no fit '{term.fit}'"
        yield Problem(place_of(node, (id_, "fit")), text, hint)


def _term(id_: str, term: TermModel, node: Node) -> Term:
    kind = "quantity" if term.unit else "level" if term.levels is not None else "set"
    names = term.levels if term.levels is not None else term.choices or {}
    return Term(
        id=id_,
        means=term.means,
        asks=term.asks,
        kind=kind,
        unit=term.unit or "",
        names=tuple(names),
        tests=tuple(names.values()),
        fit=term.fit or "",
        phrases=tuple((words.lower(), said.text) for words, said in term.phrases.items()),
        goals=tuple(term.goals),
        at=place_of(node, (id_,), key=True).at,
    )


def _paper(said: PaperModel | None) -> Paper | None:
    if said is None:
        return None
    url = str(said.source.url) if said.source else ""
    return Paper(said.questions, said.minutes, url, said.confirmed, said.note)


def editions_of(node: Node) -> tuple[dict[str, Edition], str, list[Problem]]:
    """Give the editions, the name of the default one, and what is wrong with them."""
    model, problems = validate(EditionsModel, node)
    if model is None:
        return {}, "", problems
    editions = {
        id_: Edition(id_, one.day.isoformat(), one.exam or "", tuple(one.domains.items()), _paper(one.paper))
        for id_, one in model.editions.items()
    }
    if model.default not in editions:
        hint = did_you_mean(model.default, editions)
        text = f"no edition is called '{model.default}'"
        problems.append(Problem(place_of(node, ("default",)), text, hint))
    if "today" not in editions:
        place = place_of(node, ("editions",), key=True)
        problems.append(Problem(place, "no edition is called 'today'", "add it, with a day"))
    return editions, model.default, problems
