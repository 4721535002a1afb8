"""A question written down as a scenario file."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

_PLAIN = re.compile(r"[\w(][^\[\]{},:#\"'\\&*!|>%@`]*[\w).]|\w")

_WIDTH = 110


def paper(  # noqa: PLR0913 - the fields of a scenario
    *,
    title: str,
    text: str,
    domain: str,
    as_of: str | None,
    decide: Sequence[str],
    needs: Mapping[str, str | Mapping[str, str]],
    words: Mapping[str, str],
    minimise: Sequence[str],
    options: Mapping[str, Sequence[str]],
    answer: str,
) -> str:
    """Give a scenario file with these fields, in their order."""
    lines = [
        "# yaml-language-server: $schema=../../schema/scenario.json",
        f"title: {_scalar(title)}",
        "text: |",
    ]
    lines += [f"  {line}" for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False)]
    lines.append(f"domain: {domain}")
    if as_of:
        lines.append(f"as_of: {_scalar(as_of)}")
    lines.append(f"decide: [{', '.join(decide)}]")
    lines += ["needs:", *_map(needs, "  "), "words:", *_map(words, "  ")]
    if minimise:
        lines.append(f"minimise: [{', '.join(minimise)}]")
    lines += [
        "options:",
        *_map({letter: _parts(some, decide) for letter, some in options.items()}, "  "),
        f"answer: {answer}",
    ]
    return "\n".join(lines) + "\n"


def _parts(some: Sequence[str], decide: Sequence[str]) -> str | dict[str, str]:
    return some[0] if len(some) == 1 else dict(zip(decide, some, strict=True))


def _map(table: Mapping[str, str | Mapping[str, str]], lead: str) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, str):
            yield f"{lead}{key}: {_scalar(value)}"
        else:
            yield f"{lead}{key}:"
            yield from _map(value, f"{lead}  ")


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in ("null", "~"):
        return text
    return json.dumps(text, ensure_ascii=False)
