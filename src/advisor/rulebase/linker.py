"""Linking a scenario: every word of it looked up in the rule base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from advisor.amounts import Phrase
from advisor.errors import AdvisorError, did_you_mean
from advisor.rulebase.base import RuleBase
from advisor.rulebase.contradiction import contradict
from advisor.rulebase.lookup import Lookup, Step
from advisor.rulebase.scenario import Option, Part, Scenario, Stated
from advisor.rulebase.terms import Unfit, value
from advisor.source import Node, place_of


class ScenarioLinker(Lookup):
    """Links one scenario."""

    def __init__(self, base: RuleBase, node: Node) -> None:
        """Link to ``base``; problems are collected."""
        super().__init__(node, base.terms, base.names, [])
        self.base = base

    def scenario(self, model: Any, id_: str, shown: str) -> Scenario:
        """Give the scenario of a model (or of what was recognised without one)."""
        if model.as_of is not None:
            try:
                self.base.day(model.as_of, place_of(self.node, ("as_of",)))
            except AdvisorError as error:
                self.problems += error.problems
        needs, local = self.needs(model.needs)
        options = self.options(model.options or {})
        scenario = Scenario(
            id=id_,
            path=shown,
            title=model.title,
            text=model.text,
            domain=model.domain or "",
            as_of=model.as_of,
            decide=self.decisions(model.decide) if model.decide is not None else None,
            existing=self.services(model.existing, "existing"),
            use=self.services(model.use, "use"),
            needs=needs,
            local=local,
            words=self.words(model, needs, local),
            minimise=self.goals(model.minimise, "minimise", ("at most",)),
            maximise=self.goals(model.maximise, "maximise", ("at least", "up to")),
            options=options,
            choose=model.choose,
            answer=self.answer(model, options),
        )
        self.consistent(needs, local)
        return scenario

    def decisions(self, words: list[str]) -> tuple[str, ...]:
        """Give the decisions named, each once."""
        found = []
        for number, word in enumerate(words):
            if word in self.base.decisions:
                found.append(word)
            else:
                hint = did_you_mean(word, self.base.decisions)
                self.say(("decide", number), f"unknown decision '{word}'", hint)
        return tuple(dict.fromkeys(found))

    def needs(self, said: dict[str, Any]) -> tuple[tuple[Stated, ...], dict[str, tuple[Stated, ...]]]:
        """Give the needs of the whole scenario, and those of single decisions."""
        everywhere: list[Stated] = []
        local: dict[str, tuple[Stated, ...]] = {}
        for word, need in said.items():
            if isinstance(need, dict):
                if word in self.base.decisions:
                    local[word] = tuple(self.stated(need, "needs", word))
                else:
                    hint = did_you_mean(word, self.base.decisions)
                    if word in self.base.terms:
                        hint = "it is a term: its value is one condition, not a map"
                    self.say(("needs", word), f"unknown decision '{word}'", hint, key=True)
            else:
                everywhere += self.stated({word: need}, "needs")
        return tuple(everywhere), local

    def stated(self, said: dict[str, Phrase], *path: Step) -> Iterator[Stated]:
        """Give each need with its place."""
        for word, condition in self.conditions(said, *path, need=True):
            yield Stated(condition, self.at(*path, word, key=True))

    def way_out(self, word: str) -> str:
        """Give the hint for a term that is none; it may be a decision."""
        if word in self.base.decisions:
            return "it is a decision: its value is a map of the needs of that decision alone"
        return super().way_out(word)

    def goals(self, words: list[str], name: str, fits: tuple[str, ...]) -> tuple[str, ...]:
        """Give the terms to minimise or to maximise; a phrase of the vocabulary stands for its term."""
        found = []
        for number, word in enumerate(words):
            meant = self.base.terms.get(word) or next(
                (term for term in self.base.terms.values() if word.lower() in map(str.lower, term.goals)),
                None,
            )
            if meant is None:
                fitting = [term for term in self.base.terms.values() if term.fit in fits]
                hint = did_you_mean(word, [name for term in fitting for name in (term.id, *term.goals)])
                self.say((name, number), f"unknown term '{word}'", hint)
            elif meant.fit not in fits:
                good = [id_ for id_, term in self.base.terms.items() if term.fit in fits]
                way = " or ".join(f"'{fit}'" for fit in fits)
                text = f"'{word}' cannot be {name}d: that is for {way} terms"
                self.say((name, number), text, f"known: {', '.join(good)}")
            else:
                found.append(meant.id)
        return tuple(dict.fromkeys(found))

    def words(self, model: Any, needs: tuple[Stated, ...], local: dict[str, Any]) -> dict[str, str]:
        """Give the words of the text behind each need; they must stand there."""
        stated = {one.condition.term for one in needs}
        stated |= {one.condition.term for some in local.values() for one in some}
        stated |= {*model.minimise, *model.maximise, *model.needs}
        stated |= {word for need in model.needs.values() if isinstance(need, dict) for word in need}
        misspelt = stated - set(self.base.terms) - set(self.base.decisions)
        story = " ".join(model.text.split()).lower()
        for word, said in model.words.items():
            if word not in stated:
                if misspelt and word in self.base.terms:
                    continue  # the need that it belongs to is what is wrong
                self.say(
                    ("words", word), f"'{word}' is not among the needs", did_you_mean(word, stated), key=True
                )
            elif " ".join(said.split()).lower() not in story:
                hint = "give the words as they stand there" if story else "the scenario has no 'text'"
                self.say(("words", word), f"'{said}' does not stand in the text", hint)
        return dict(model.words)

    def options(self, said: dict[str, Any]) -> tuple[Option, ...]:
        """Give the options."""
        return tuple(self.option(letter, body) for letter, body in said.items())

    def option(self, letter: str, body: Any) -> Option:
        """Give one option: a part, several, or parts by decision."""
        path = ("options", letter)
        if body == {}:
            self.say(path, "an option needs at least one part")
        at = place_of(self.node, path, key=True).at
        if not isinstance(body, dict):
            parts = self.parts(body, *path)
            return Option(letter, parts, None, at)
        if all(isinstance(one, dict) and not self._by_decision(word, one) for word, one in body.items()):
            parts = tuple(part for word, one in body.items() for part in self.set_part({word: one}, *path))
            return Option(letter, parts, None, at)
        parts_: list[Part] = []
        dealt = []
        for word, one in body.items():
            if word not in self.base.decisions:
                hint = did_you_mean(word, self.base.decisions)
                self.say((*path, word), f"unknown decision '{word}'", hint, key=True)
                continue
            numbers = []
            for part in self.parts(one, *path, word):
                if part not in parts_:
                    parts_.append(part)
                numbers.append(parts_.index(part))
            dealt.append((word, tuple(numbers)))
        return Option(letter, tuple(parts_), tuple(dealt), at)

    def _by_decision(self, word: str, body: dict[str, Any]) -> bool:
        """Whether a map stands for the parts of a decision, and not for what is set on a service."""
        parts = any(isinstance(one, dict) for one in body.values())
        return word in self.base.decisions and (parts or self.known(word) is None)

    def parts(self, body: Any, *path: Step) -> tuple[Part, ...]:
        """Give the parts of an option, each once."""
        if isinstance(body, dict):
            return self.set_part(body, *path)
        if isinstance(body, str):
            id_ = self.service(body, *path)
            return (Part(id_, (), place_of(self.node, path).at),) if id_ else ()
        found: list[Part] = []
        if not body:
            self.say(path, "an option needs at least one part")
        for number, one in enumerate(body):
            found += self.parts(one, *path, number)
        return tuple(dict.fromkeys(found))

    def set_part(self, body: dict[str, Any], *path: Step) -> tuple[Part, ...]:
        """Give a part with what the option sets on it."""
        found = []
        if not body:
            self.say(path, "an option needs at least one part")
        for word, settings in body.items():
            id_ = self.service(word, *path, word, key=True)
            chosen = []
            if not isinstance(settings, dict):
                self.say((*path, word), f"what is set on '{word}' is a map of terms", "as in {cadence: 1 h}")
                continue
            for name, texts in settings.items():
                term = self.term(name, *path, word, name)
                if term is None:
                    continue
                if not isinstance(texts, tuple):
                    self.say((*path, word, name), f"{name} is set to a value, not to a map")
                    continue
                try:
                    what = value(term, texts, self.known)
                except Unfit as error:
                    self.unfit(error, texts, *path, word, name)
                else:
                    chosen.append((term.id, what, ", ".join(texts)))
            if id_:
                found.append(Part(id_, tuple(chosen), place_of(self.node, (*path, word), key=True).at))
        return tuple(found)

    def answer(self, model: Any, options: tuple[Option, ...]) -> tuple[str, ...]:
        """Give the stated answer: option letters, or services."""
        letters = [option.letter for option in options]
        if options and model.choose > len(options):
            self.say(("choose",), f"there are only {len(options)} options to choose from")
        said = tuple(model.answer or ())
        if not options:
            if model.choose > 1:
                self.say(("choose",), "there are no options to choose from", "add 'options'")
            letter = next((text for text in said if re.fullmatch("[A-Z]", text)), None)
            if letter is not None and self.known(letter) is None:
                self.say(("answer",), f"there is no option '{letter}'", "the scenario has no 'options'")
                return ()
            return self.services(said, "answer")
        chosen: dict[str, None] = {}
        known = f"known: {', '.join(letters)}"
        for number, text in enumerate(said):
            for letter in filter(None, re.split(r"[\s,]+", text)):
                if letter not in letters:
                    self.say(("answer", number), f"there is no option '{letter}'", known)
                chosen[letter] = None
        if said and len(chosen) != model.choose <= len(options):
            text = f"the answer has {len(chosen)} letter{'s' if len(chosen) > 1 else ''}"
            self.say(("answer",), f"{text}, but 'choose' says {model.choose}", "'choose' is 1 if left out")
        return tuple(chosen)

    def consistent(self, needs: tuple[Stated, ...], local: dict[str, tuple[Stated, ...]]) -> None:
        """Say where a need of one decision contradicts one of the whole scenario."""
        everywhere = {one.condition.term: one for one in needs}
        for decision, some in local.items():
            for one in some:
                term = self.base.terms[one.condition.term]
                other = everywhere.get(term.id)
                if other is not None and contradict(term, one.condition, other.condition):
                    text = f"{term.id}: '{one.condition.text}' contradicts '{other.condition.text}'"
                    self.say(("needs", decision, term.id), text, f"which stands at {other.at}", key=True)
