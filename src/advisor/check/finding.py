"""What a check finds: one thing that an author would want to know, and the way out."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from advisor.errors import Place

Weight = Literal["error", "warning", "note"]

MAX_AGE = 400
"""Days after which a source is due for another look: a year, and some weeks to find the time."""


class Finding(NamedTuple):
    """One thing found; all findings of all checks sort by place."""

    at: Place
    check: str
    """The name of the check that found it, as ``advisor check --explain`` takes it."""
    text: str
    """What is wrong, in one sentence."""
    hint: str = ""
    """The way out, in one line or more."""
    witness: str = ""
    """A scenario in YAML that shows it, ready to be pasted as a test; empty where none is needed."""
    weight: Weight = "warning"
    """An *error* makes an answer wrong, a *warning* makes the rules worse; a *note* asks for nothing."""


def joined(words: Sequence[str]) -> str:
    """Give words as a text lists them."""
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)
