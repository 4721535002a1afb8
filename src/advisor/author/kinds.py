"""Which kind of file a text is: as its modeline says, its place, or its keys."""

from __future__ import annotations

import re
from pathlib import PurePath

from advisor.models.kinds import MODELS
from advisor.models.shape import fields
from advisor.source import Fields

MODELINE = re.compile(r"^#\s*yaml-language-server:\s*\$schema=\S*?([a-z]+)\.json\s*$", re.MULTILINE)

#: Keys by which a kind of file is known that lies anywhere and has no modeline.
_TELLING = {
    "service": {"does", "facts", "sources", "lifecycle"},
    "decision": {"question", "candidates", "asks"},
    "editions": {"editions"},
    "scenario": {"needs", "decide", "options", "answer", "minimise"},
}


def kind_of(path: str, text: str, node: Fields) -> str:
    """Give the kind of a file (scenario, service, decision, vocabulary, editions), or nothing.

    Args:
        path: where it lies.
        text: what stands in it.
        node: what that means.
    """
    said = MODELINE.search(text)
    if said and said[1] in MODELS:
        return said[1]
    where = PurePath(path)
    if where.stem in ("vocabulary", "editions"):
        return where.stem
    for folder in reversed(where.parts[:-1]):
        if folder in ("services", "decisions", "scenarios"):
            return folder[:-1]
        if folder == "stories":
            return "tellings" if where.stem == "terms" else "story"
    return next((kind for kind, words in _TELLING.items() if words & set(node.values)), "")


def known(kind: str) -> tuple[str, ...]:
    """Give the fields of a kind of file, in their order."""
    return fields(MODELS[kind]) or ()
