"""Folders of rules for tests: written, laid over the toy rules, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.rulebase.base import read

RULES = Path(__file__).parent / "rules"
"""The toy rules."""

SLEDGE = """\
name: Sledge
aka: [Toboggan]
does: Slides.
sources:
  book: {url: https://example.org/sledge, checked: 2025-01-01}
facts:
  delay: {is: 20 min, source: book}
"""
"""A good file of one more service."""


def write(folder, files):
    """Write files by their paths below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    folder.mkdir(exist_ok=True)
    return folder


def laid(tmp_path, files, *more, base=RULES):
    """Write files into a folder, lay it over the toy rules, and more folders over that."""
    return read([base, write(tmp_path / "over", files), *more], keep=False)


def said(tmp_path, files, **more):
    """Give the lines in which it is told what is wrong with files laid over the toy rules."""
    with pytest.raises(AdvisorError) as caught:
        laid(tmp_path, files, **more)
    return str(caught.value).replace(f"{tmp_path}/", "").splitlines()
