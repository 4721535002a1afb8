"""The check of the order in which keys are written."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.check.finding import Finding
from advisor.check.subject import Subject
from advisor.models.kinds import MODELS
from advisor.models.shape import misplaced


def field_order(subject: Subject) -> Iterator[Finding]:
    """A key that does not stand in its place in the order of fields.

    Why it matters: files that are all ordered alike are read, compared and reviewed more easily; changes show as
    changes and not as moves.

    How to mend it: `advisor fmt` puts the keys in order and keeps comments, blank lines and all else as it is.

    Example:
        latency: {source: buffering, is: 60 s}       # 'is' comes first
    """
    kinds = {one.shown: one.kind for one in subject.files}
    for path, node in subject.nodes.items():
        for one in misplaced(node, MODELS[kinds[path]]):
            yield Finding(one.place, "field-order", one.message, one.hint)
