"""The names of services: id, name and other names all lead to the id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.errors import did_you_mean

#: A word of so few letters is part of too many names.
_SHORT = 2


class Names:
    """A table from every name of a service to its id; case and hyphens do not count."""

    def __init__(self, table: Mapping[str, str], shown: Mapping[str, str]) -> None:
        """Look up in ``table`` (plain word to id) and tell names as in ``shown`` (name to id)."""
        self.table = table
        self.shown = shown

    @staticmethod
    def plain(word: str) -> str:
        """Give the word as the table knows it: ``AWS Glue`` and ``glue`` stay two, spaces do not count."""
        return " ".join(word.lower().replace("-", " ").replace("_", " ").split())

    def find(self, word: str) -> str | None:
        """Give the id that the word names, or None."""
        return self.table.get(self.plain(word))

    def nearest(self, word: str, among: Iterable[str] | None = None) -> str:
        """Give the way out for a name that nobody knows."""
        ids = sorted(set(self.table.values())) if among is None else list(among)
        shown = [name for name, id_ in self.shown.items() if self.plain(name) != self.plain(id_)]
        hint = did_you_mean(word, [*ids, *(shown if among is None else ())])
        if hint.startswith("did"):
            return hint
        part = [id_ for id_ in ids if self.plain(word) in self.plain(id_)] if len(word) > _SHORT else []
        if part:
            return "did you mean " + " or ".join(f"'{id_}'" for id_ in part[:3]) + "?"
        return f"{len(ids)} services are known; 'advisor services' lists them"


class Naming(Names):
    """Names that are still being collected."""

    def __init__(self) -> None:
        """Start empty."""
        self._table: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        super().__init__(self._table, self._shown)

    def add_id(self, id_: str) -> None:
        """Make an id known."""
        self._table[self.plain(id_)] = id_
        self._shown[id_] = id_

    def add(self, name: str, id_: str) -> str:
        """Make a name known; gives the other service that has it already, or nothing."""
        taken = self._table.setdefault(self.plain(name), id_)
        if taken == id_:
            self._shown[name] = id_
        return "" if taken == id_ else taken
