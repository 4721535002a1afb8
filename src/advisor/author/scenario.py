"""A scenario begun: what somebody needs, with what only its author can tell marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from advisor.author.draft import Draft, Home, flow_list, scalar
from advisor.models.words import FILL_IN

_STORY = f"{FILL_IN}: the story in a few sentences, with the question last."


class Wanted(NamedTuple):
    """What is known of a scenario before its author writes on."""

    id: str
    topic: str
    """The folder in which it lies."""
    title: str = ""
    text: str = ""
    decide: tuple[str, ...] = ()
    needs: Mapping[str, str] = {}
    minimise: tuple[str, ...] = ()
    maximise: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    remark: str = ""
    """What its author should do next, as a comment."""


def scenario(home: Home, wanted: Wanted) -> Draft:
    """Give the file of a scenario; it states an answer that the rules need not give yet."""
    path = home.scenario(wanted.topic, wanted.id)
    return Draft(
        path, home.modeline(path, "scenario") + text(wanted), "scenario", "a scenario, and so a test"
    )


def text(wanted: Wanted) -> str:
    """Give the scenario as YAML, without its modeline."""
    lines = [f"# {line}" for line in wanted.remark.splitlines()]
    lines.append(f"title: {scalar(wanted.title or f'{FILL_IN} (one line)')}")
    lines += ["text: |", *(f"  {line}".rstrip() for line in (wanted.text or _STORY).splitlines())]
    lines += _list("decide", wanted.decide)
    if wanted.needs:
        lines.append("needs:")
        lines += [f"  {term}: {scalar(said)}" for term, said in wanted.needs.items()]
    else:
        lines.append(
            f"needs: {{}}  # {FILL_IN}: what the story says, term by term, such as latency: at most 5 min"
        )
    lines += _list("minimise", wanted.minimise)
    lines += _list("maximise", wanted.maximise)
    if wanted.answer:
        lines.append(
            f"answer: {scalar(wanted.answer[0]) if len(wanted.answer) == 1 else flow_list(wanted.answer)}"
        )
    return "\n".join(lines) + "\n"


def _list(key: str, words: Sequence[str]) -> list[str]:
    return [f"{key}: {flow_list(words)}"] if words else []
