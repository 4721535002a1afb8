"""A question written down as a scenario file."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence

_PLAIN = re.compile(r"[\w(][^\[\]{},:#\"'\\&*!|>%@`]*[\w).]|\w")

_WIDTH = 110


def paper(  # noqa: PLR0913 - the fields of a scenario
    *,
    title: str,
    text: str,
    domain: str,
    as_of: str | None,
    decide: Sequence[str],
    needs: Mapping[str, str],
    words: Mapping[str, str],
    minimise: Sequence[str],
    options: Mapping[str, str],
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
    for name, table in (("needs", needs), ("words", words)):
        lines += [f"{name}:", *(f"  {key}: {_scalar(value)}" for key, value in table.items())]
    if minimise:
        lines.append(f"minimise: [{', '.join(minimise)}]")
    lines += ["options:", *(f"  {letter}: {id_}" for letter, id_ in options.items()), f"answer: {answer}"]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in ("null", "~"):
        return text
    return json.dumps(text, ensure_ascii=False)
