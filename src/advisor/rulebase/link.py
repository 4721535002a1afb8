"""From models to knowledge: every word is looked up, every mistake has its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from advisor.errors import Place, Problem, did_you_mean
from advisor.models.decision import DecisionModel, RuleModel
from advisor.models.reading import Model, validate
from advisor.models.service import EntryModel, ServiceModel
from advisor.rulebase.knowledge import Decision, Edition, Entry, Life, Note, Rule, Service
from advisor.rulebase.lookup import Lookup, Step
from advisor.rulebase.names import Naming
from advisor.rulebase.overlap import overlapping
from advisor.rulebase.terms import Condition, Term, Unfit, value
from advisor.rulebase.vocabulary import editions_of, terms_of
from advisor.source import Node, place_of, plain

if TYPE_CHECKING:
    from advisor.amounts import Phrase
    from advisor.models.written import Citation
    from advisor.rulebase.files import Tree


@dataclass(slots=True)
class Linked:
    """All knowledge, and all that is wrong with it."""

    terms: dict[str, Term] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    default: str = ""
    services: dict[str, Service] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    names: Naming = field(default_factory=Naming)
    broken: frozenset[str] = frozenset()
    """Terms whose own entry is wrong."""
    problems: list[Problem] = field(default_factory=list)


def link(tree: Tree) -> Linked:
    """Validate every file and look up every word in it.

    A file that failed does not make others say "unknown": its id still counts as known.
    """
    linked = Linked(problems=list(tree.problems))
    for node, name in ((tree.vocabulary, "vocabulary"), (tree.editions, "editions")):
        if node is None and not tree.problems:
            linked.problems.append(Problem(Place(f"rules/{name}.yaml"), f"the rules have no {name}"))
    if tree.vocabulary is not None:
        linked.terms, linked.broken, problems = terms_of(tree.vocabulary)
        linked.problems += problems
        if not linked.terms and not problems:
            linked.problems.append(Problem(tree.vocabulary.place, "the vocabulary has no term"))
    if tree.editions is not None:
        linked.editions, linked.default, problems = editions_of(tree.editions)
        linked.problems += problems
    services = _models(linked, tree.services, ServiceModel)
    for id_, (model, node_) in services.items():
        _name(linked, id_, model, node_)
    decisions = _models(linked, tree.decisions, DecisionModel)
    if not linked.terms:
        return linked
    for id_, (model, node_) in services.items():
        linked.services[id_] = _Linker(linked, node_).linked_service(id_, model)
    for id_, (decision, node_) in decisions.items():
        linked.decisions[id_] = _Linker(linked, node_).decision(id_, decision)
    return linked


def _models(
    linked: Linked, nodes: dict[str, Node | None], kind: type[Model]
) -> dict[str, tuple[Model, Node]]:
    found = {}
    for id_, node in nodes.items():
        if kind is ServiceModel:
            linked.names.add_id(id_)
        if node is not None:
            model, problems = validate(kind, node)
            linked.problems += problems
            if model is not None:
                found[id_] = (model, node)
            elif kind is ServiceModel:
                _name_anyway(linked, id_, node)
    return found


def _name_anyway(linked: Linked, id_: str, node: Node) -> None:
    """Make the names of a service known although its file is wrong, so that others may use them."""
    fields = plain(node)
    if isinstance(fields, dict):
        also = fields.get("aka")
        for name in (fields.get("name"), *(also if isinstance(also, list) else ())):
            if isinstance(name, str):
                linked.names.add(name, id_)


def _name(linked: Linked, id_: str, model: ServiceModel, node: Node) -> None:
    for number, name in enumerate((model.name, *model.aka)):
        taken = linked.names.add(name, id_)
        if taken:
            path = ("name",) if number == 0 else ("aka", number - 1)
            text = f"'{name}' already names '{taken}'"
            hint = "a name leads to one service"
            linked.problems.append(Problem(place_of(node, path), text, hint))


class _Linker(Lookup):
    """Links one file."""

    sure = True
    """Whether all candidates of the decision are known."""

    def __init__(self, linked: Linked, node: Node) -> None:
        super().__init__(node, linked.terms, linked.names, linked.problems)
        self.broken = linked.broken

    def all_of(
        self, said: Mapping[str, Phrase] | None, *path: Step, need: bool = False
    ) -> tuple[Condition, ...]:
        return tuple(one for _, one in self.conditions(said or {}, *path, need=need))

    def cited(
        self, citation: Citation | None, sources: dict[str, tuple[str, str]], *path: Step
    ) -> tuple[str, str]:
        if citation is None:
            return "", ""
        if citation.name is not None:
            if citation.name not in sources:
                hint = did_you_mean(citation.name, sources) or "the file has no 'sources'"
                self.say((*path, "source"), f"unknown source '{citation.name}'", hint)
            return sources.get(citation.name, ("", ""))
        for name in ("url", "checked"):
            if getattr(citation, name) is None:
                self.say(
                    (*path, "source"), f"a source needs '{name}'", "it has a url and the day it was checked"
                )
        return citation.url or "", citation.checked.isoformat() if citation.checked else ""

    def linked_service(self, id_: str, model: ServiceModel) -> Service:
        pages = {key: (one.url, one.checked.isoformat()) for key, one in model.sources.items()}
        facts = {}
        for word, entries in model.facts.items():
            term = self.term(word, "facts", word)
            if term is not None:
                facts[word] = self.entries(term, entries, pages)
        whole = self.services([model.part_of], "part_of") if model.part_of else ()
        return Service(
            id=id_,
            name=model.name,
            aka=tuple(model.aka),
            does=model.does,
            part_of=whole[0] if whole else "",
            requires=self.services(model.requires, "requires"),
            life=self.life(model, pages),
            facts=facts,
            notes=tuple(
                Note(
                    key,
                    note.text,
                    note.since.isoformat() if note.since else "",
                    self.cited(note.source, pages, "notes", key)[0],
                    note.confirmed,
                    self.at("notes", key, key=True),
                )
                for key, note in model.notes.items()
            ),
            at=self.at("name", key=True),
        )

    def life(self, model: ServiceModel, pages: dict[str, tuple[str, str]]) -> tuple[Life, ...]:
        stages = []
        for number, stage in enumerate(model.lifecycle):
            url, _ = self.cited(stage.source, pages, "lifecycle", number)
            since = stage.since.isoformat() if stage.since else ""
            at = self.at("lifecycle", number)
            stages.append(Life(stage.is_, since, url, stage.confirmed, stage.note, at))
            if number and since <= stages[number - 1].since:
                text = f"'{stage.is_}' needs a later 'since' than the state before it"
                self.say(("lifecycle", number), text)
        return tuple(stages)

    def entries(
        self, term: Term, models: list[EntryModel], pages: dict[str, tuple[str, str]]
    ) -> tuple[Entry, ...]:
        found = []
        for number, model in enumerate(models):
            path = ("facts", term.id, number)
            url, checked = self.cited(model.source, pages, *path)
            entry = Entry(
                value=self.value(term, model.is_, *path, "is"),
                text=", ".join(model.is_ or ()),
                adds=self.choices(term, model.adds, *path, "adds"),
                drops=self.choices(term, model.drops, *path, "drops"),
                denies=self.choices(term, model.not_, *path, "not"),
                since=model.since.isoformat() if model.since else "",
                when=self.all_of(model.when, *path, "when"),
                url=url,
                checked=checked,
                confirmed=model.confirmed,
                why=model.why,
                note=model.note,
                at=self.at(*path),
            )
            found.append(entry)
        for number, first in overlapping(found, self.terms):
            text, hint = first
            self.say(("facts", term.id, number), text, hint)
        return tuple(sorted(found, key=lambda entry: entry.since))

    def value(self, term: Term, texts: tuple[str, ...] | None, *path: Step) -> int | tuple[str, ...] | None:
        if texts is None:
            return None
        try:
            return value(term, texts, self.known)
        except Unfit as error:
            self.unfit(error, texts, *path)
            return None

    def choices(self, term: Term, texts: tuple[str, ...] | None, *path: Step) -> tuple[str, ...]:
        if texts is None:
            return ()
        if term.kind != "set":
            self.say(path, f"{term.id} is no set: it has no choices to add, drop or deny", "give 'is'")
            return ()
        found = self.value(term, texts, *path)
        return found if isinstance(found, tuple) else ()

    def decision(self, id_: str, model: DecisionModel) -> Decision:
        asks = []
        for number, word in enumerate(model.asks):
            if word in self.terms:
                asks.append(word)
            elif word not in self.broken:
                hint = did_you_mean(word, self.terms)
                self.say(("asks", number), f"unknown term '{word}'", hint)
        told = len(self.problems)
        candidates = self.services(model.candidates, "candidates")
        self.sure = told == len(self.problems)
        rules = tuple(self.rule(id_, name, rule, candidates) for name, rule in model.rules.items())
        return Decision(
            id=id_,
            question=model.question,
            stage=model.stage or "",
            raised_by=tuple(
                self.all_of(way, "raised_by", number) for number, way in enumerate(model.raised_by)
            ),
            asks=tuple(dict.fromkeys(asks)),
            candidates=candidates,
            rules=rules,
            at=self.at("question", key=True),
        )

    def rule(self, decision: str, name: str, model: RuleModel, candidates: tuple[str, ...]) -> Rule:
        path = ("rules", name)
        then = model.then
        return Rule(
            id=f"{decision}/{name}",
            when=self.all_of(model.when, *path, "when"),
            need=self.all_of(then.need, *path, "then", "need", need=True),
            prefer=self.among(candidates, then.prefer, *path, "then", "prefer"),
            avoid=self.among(candidates, then.avoid, *path, "then", "avoid"),
            exclude=self.among(candidates, then.exclude, *path, "then", "exclude"),
            because=model.because,
            url=self.cited(model.source, {}, *path)[0],
            at=self.at(*path, key=True),
        )

    def among(self, candidates: tuple[str, ...], words: list[str] | None, *path: Step) -> tuple[str, ...]:
        for number, word in enumerate(words or ()):
            id_ = self.known(word)
            if self.sure and id_ and id_ not in candidates:
                hint = did_you_mean(id_, candidates)
                self.say((*path, number), f"'{word}' is not a candidate of this decision", hint)
        return self.services(words or (), *path)
