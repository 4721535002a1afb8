"""Files that are about to be written, and how words become YAML."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple


class Draft(NamedTuple):
    """One file as it will be, and what is new about it."""

    path: Path
    text: str
    kind: str
    """service, decision, vocabulary or scenario"""
    what: str


class Home(NamedTuple):
    """Where an author's files go."""

    rules: Path
    scenarios: Path
    schema: Path
    own: bool
    """Whether the rules are laid over those of the program, rather than being those."""

    def modeline(self, path: Path, kind: str) -> str:
        """Give the line by which editors know what a file is."""
        leads = os.path.relpath(self.schema / f"{kind}.json", path.parent)
        return f"# yaml-language-server: $schema={Path(leads).as_posix()}\n"

    def service(self, id_: str, family: str) -> Path:
        """Give the file of a service: where it is, or where it would be."""
        found = sorted((self.rules / "services").rglob(f"{id_}.yaml"))
        return found[0] if found else self.rules / "services" / family / f"{id_}.yaml"

    def decision(self, id_: str) -> Path:
        """Give the file of a decision."""
        return self.rules / "decisions" / f"{id_}.yaml"

    def scenario(self, topic: str, id_: str) -> Path:
        """Give a file for a scenario that is not there yet: with a number behind its name if need be."""
        folder = self.scenarios / topic
        taken = {path.stem for path in self.scenarios.rglob("*.yaml")}
        names = [id_, *(f"{id_}-{number}" for number in range(2, len(taken) + 3))]
        return folder / f"{next(name for name in names if name not in taken)}.yaml"


_NOT_PLAIN = re.compile(r"^[^\w(/.<]|[\[\]{},]|: |\s#|:$|^(?:null|~)$|^\s|\s$|[\"\\\x00-\x1f\x7f-\x9f]")


def scalar(text: str) -> str:
    """Give a text as YAML that may stand anywhere, in quotes where it needs them."""
    text = " ".join(text.split())
    if text and not _NOT_PLAIN.search(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def flow_list(texts: Iterable[str]) -> str:
    """Give texts as a list in brackets."""
    return f"[{', '.join(map(scalar, texts))}]"


def flow_map(pairs: Mapping[str, str]) -> str:
    """Give texts by their keys as a map in braces."""
    return "{" + ", ".join(f"{key}: {scalar(text)}" for key, text in pairs.items()) + "}"


def cited(url: str, day: str) -> str:
    """Give a page and the day it was read as a map in braces."""
    return f"{{url: {scalar(url)}, checked: {day}}}"


def read(path: Path) -> str | None:
    """Give the text of a file with its last line ended, or None where there is none."""
    if not path.exists():
        return None
    text = path.read_text(encoding="utf-8-sig")
    return text if text.endswith("\n") else text + "\n"
