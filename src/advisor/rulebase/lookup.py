"""Looking words up in one file, and saying what is wrong with them at their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.amounts import Phrase
from advisor.errors import Problem, did_you_mean
from advisor.rulebase.names import Names
from advisor.rulebase.terms import Condition, Term, Unfit, resolve
from advisor.source import Node, place_of

Step = str | int


class Lookup:
    """The words of one file; keeps its node for places and collects its problems."""

    #: Terms whose own entry is wrong: they are known, but nothing can be said of them.
    broken: frozenset[str] = frozenset()

    def __init__(self, node: Node, terms: Mapping[str, Term], names: Names, problems: list[Problem]) -> None:
        """Look up in ``terms`` and ``names``; problems are added to ``problems``."""
        self.node = node
        self.terms = terms
        self.names = names
        self.problems = problems

    def say(self, path: tuple[Step, ...], message: str, hint: str = "", *, key: bool = False) -> None:
        """Add a problem at what the path leads to, or at its last key."""
        self.problems.append(Problem(place_of(self.node, path, key=key), message, hint))

    def at(self, *path: Step, key: bool = False) -> str:
        """Give the place as reasons cite it."""
        return place_of(self.node, path, key=key).at

    def known(self, word: str) -> str | None:
        """Give the id of the service that a word names, or None."""
        return self.names.find(word)

    def service(self, word: str, *path: Step, key: bool = False) -> str:
        """Give the id of a service, or say that there is none and give nothing."""
        id_ = self.known(word)
        if id_ is None:
            self.say(path, f"unknown service '{word}'", self.names.nearest(word), key=key)
        return id_ or ""

    def services(self, words: Iterable[str], *path: Step) -> tuple[str, ...]:
        """Give the ids of the services of a list, each once."""
        found = (self.service(word, *path, number) for number, word in enumerate(words))
        return tuple(dict.fromkeys(id_ for id_ in found if id_))

    def term(self, word: str, *path: Step) -> Term | None:
        """Give a term by the key at the end of the path, or say that there is none."""
        term = self.terms.get(word)
        if term is None and word not in self.broken:
            self.say(path, f"unknown term '{word}'", self.way_out(word), key=True)
        return term

    def unfit(self, error: Unfit, texts: Sequence[str], *path: Step) -> None:
        """Say why a text does not fit its term, at its own place where it stands in a list."""
        hint = error.hint
        if error.word and hint.startswith("known") and "\n" in hint:  # a service may stand there too
            near = self.names.nearest(error.word)
            hint = near if near.startswith("did") else hint
        number = texts.index(error.word) if error.word in texts else 0
        self.say((*path, number), str(error), hint)

    def way_out(self, word: str) -> str:
        """Give the hint for a term that is none."""
        return did_you_mean(word, self.terms)

    def conditions(
        self, said: Mapping[str, Phrase], *path: Step, need: bool = False
    ) -> Iterator[tuple[str, Condition]]:
        """Give each term's condition; what cannot be read is said."""
        for word, phrase in said.items():
            term = self.term(word, *path, word)
            if term is None:
                continue
            try:
                yield word, resolve(term, phrase, self.known, need=need)
            except Unfit as error:
                self.unfit(error, phrase.values, *path, word)
