"""The names of services: id, name and other names all lead to the id."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.errors import did_you_mean

#: A word of so few letters is part of too many names.
_SHORT = 2


class Names:
    """A table from every name of a service to its id; case and hyphens do not count."""

    def __init__(self, table: dict[str, str] | None = None, shown: dict[str, str] | None = None) -> None:
        """Start from a saved table, or empty."""
        self.table = table or {}
        self.shown = shown or {}

    @staticmethod
    def plain(word: str) -> str:
        """Give the word as the table knows it: ``AWS Glue`` and ``glue`` stay two, spaces do not count."""
        return " ".join(word.lower().replace("-", " ").replace("_", " ").split())

    def add_id(self, id_: str) -> None:
        """Make an id known."""
        self.table[self.plain(id_)] = id_
        self.shown[id_] = id_

    def add(self, name: str, id_: str) -> str:
        """Make a name known; gives the other service that has it already, or nothing."""
        word = self.plain(name)
        taken = self.table.setdefault(word, id_)
        if taken == id_:
            self.shown[name] = id_
        return "" if taken == id_ else taken

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
