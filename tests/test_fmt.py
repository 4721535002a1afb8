"""``advisor fmt``: keys in order, and nothing else touched."""

from __future__ import annotations

import itertools
import random
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from advisor.author.order import ordered
from advisor.models.kinds import MODELS
from conftest import ROOT
from program import run

CASES = {
    "flow": (
        'facts: {}\nname: A\ndoes: "B, c."\n',
        'name: A\ndoes: "B, c."\nfacts: {}\n',
    ),
    "inside braces": (
        "name: A\ndoes: B\nfacts:\n  delay: {note: x,  source: s , is: 5 s}\n",
        "name: A\ndoes: B\nfacts:\n  delay: {is: 5 s,  source: s , note: x}\n",
    ),
    "comments travel": (
        (
            "# yaml-language-server: $schema=service.json\n# why it is called so\n# in two lines\ndoes: B # short\n"
            "\n# its name\nname: A\n# the end\n"
        ),
        (
            "# yaml-language-server: $schema=service.json\n# its name\nname: A\n"
            "\n# why it is called so\n# in two lines\ndoes: B # short\n# the end\n"
        ),
    ),
    "a licence stays at the top": (
        "# Copyright\n\ndoes: B\nname: A\n",
        "# Copyright\n\nname: A\ndoes: B\n",
    ),
    "behind a dash": (
        (
            "name: A\ndoes: B\nfacts:\n  delay:\n    - source: s\n      # quick\n      is: 5 s\n    # late\n    - is: 6 s\n"
            "      source: s\n      since: 2020-01-01\n"
        ),
        (
            "name: A\ndoes: B\nfacts:\n  delay:\n    - # quick\n      is: 5 s\n      source: s\n    # late\n    - is: 6 s\n"
            "      since: 2020-01-01\n      source: s\n"
        ),
    ),
    "below a dash": (
        "name: A\ndoes: B\nfacts:\n  delay:\n  - # the first\n    source: s\n    is: 5 s\n",
        "name: A\ndoes: B\nfacts:\n  delay:\n  - # the first\n    is: 5 s\n    source: s\n",
    ),
    "long texts": (
        "does: >-\n  Carries\n  things.\n\n  # part of the text\nname: |\n  A\n",
        "name: |\n  A\ndoes: >-\n  Carries\n  things.\n\n  # part of the text\n",
    ),
    "comments in braces": (
        (
            "facts:\n  delay: {  # about delay\n    # where\n    source: s,  # the book\n    is: 5 s  # quick\n  }\n"
            "name: A\ndoes: B\n"
        ),
        "name: A\ndoes: B\nfacts:\n  delay: {  # about delay\n    is: 5 s,  # quick\n    # where\n    source: s  # the book\n  }\n",
    ),
    "no end of line": ("does: B\nname: A", "name: A\ndoes: B"),
    "windows": ("does: B\r\n# n\r\nname: A\r\n", "# n\r\nname: A\r\ndoes: B\r\n"),
    "a mark of the encoding": ("\ufeffdoes: B\nname: A\n", "\ufeffname: A\ndoes: B\n"),
    "deeper comments stay below": (
        "facts:\n  delay: {is: 5 s, source: s}\n  # no load is known\n\nname: A\ndoes: B\n",
        "name: A\n\ndoes: B\nfacts:\n  delay: {is: 5 s, source: s}\n  # no load is known\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_keys_are_moved_with_what_belongs_to_them(name):
    """A comment above a key, one behind it and all that is indented below it go along."""
    before, after = CASES[name]
    done = ordered(before.encode(), "services/a.yaml")

    assert done.problems == ()
    assert done.text == after
    assert ordered(after.encode(), "services/a.yaml") == (after, (), ())


def test_all_our_own_files_are_in_order():
    """What the project shows is what it asks for."""
    done = run("fmt", "--check", str(ROOT / "rules"), str(ROOT / "scenarios"), str(ROOT / "tests/rules"))

    assert done.out.count("\n") == 1
    assert (done.code, done.err) == (0, "")


TREES = {
    "service": {
        "name": "A",
        "aka": ["B, b", "C"],
        "does": "It # is.",
        "lifecycle": [{"is": "available"}, {"is": "shut", "since": "2020-01-01", "source": "s"}],
        "sources": {"s": {"url": "https://example.org", "checked": "2020-01-01"}},
        "facts": {
            "delay": {"is": "5 s", "when": {"reach": "any of a, b"}, "source": "s", "note": "x: y"},
            "load": [
                {"is": ["a", "b"], "not": ["c"], "source": "s"},
                {"adds": "d", "source": "s", "why": "z"},
            ],
        },
        "notes": {"one": {"text": "true", "source": {"url": "https://example.org", "checked": "2020-01-01"}}},
    },
    "decision": {
        "question": "Which?",
        "stage": "move",
        "raised_by": [{"a": "b"}, {"c": "d"}],
        "asks": ["a"],
        "candidates": ["b", "c"],
        "rules": {
            "r": {
                "when": {"z": "1", "a": "2"},
                "then": {"prefer": ["b"]},
                "because": "It is.",
                "source": {"url": "https://example.org", "checked": "2020-01-01"},
            }
        },
    },
    "scenario": {
        "title": "T",
        "text": "A story.",
        "needs": {"z": "1", "a": {"c": "d"}},
        "words": {"z": "story"},
        "options": {"B": "x", "A": [{"y": {"q": "1 h"}}]},
        "answer": "A",
    },
    "vocabulary": {
        "z": {"means": "M", "asks": "A?", "levels": {"no": "N", "yes": "Y"}, "fit": "at least"},
        "a": {"means": "M", "unit": "s", "fit": "at most", "phrases": {"soon": "1 s"}, "goals": ["soonest"]},
    },
    "editions": {
        "default": "today",
        "editions": {"today": {"day": "2020-01-01", "exam": "E", "domains": {"b": "40", "a": "60"}}},
    },
}


class Writer:
    """Writes a tree with its keys in any order, in any style, each key with a comment of its own."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self.comments: list[str] = []

    def block(self, value, indent: int, *, top: bool = False) -> str:
        if not isinstance(value, (dict, list)) or not value:
            return f" {self.scalar(value)}{self.behind()}\n"
        if not top and self.choose.random() < 0.3:
            return f" {self.flow(value)}{self.behind()}\n"
        head = "" if top else self.behind() + "\n"
        pad = " " * indent
        if isinstance(value, list):
            lines = [f"{self.above(pad)}{pad}-{self.item(one, indent + 2)}" for one in value]
        else:
            lines = [f"{self.above(pad)}{pad}{pair}" for pair in self.pairs(value, indent + 2)]
        return head + "".join(lines)

    def item(self, value, indent: int) -> str:
        if not isinstance(value, dict) or self.choose.random() < 0.3:
            return self.block(value, indent)
        pad = " " * indent
        first, *rest = self.pairs(value, indent + 2)
        return f" {first}" + "".join(f"{self.above(pad)}{pad}{pair}" for pair in rest)

    def pairs(self, value, indent: int) -> list[str]:
        return [f"{key}:{self.block(one, indent)}" for key, one in self.shuffled(value)]

    def flow(self, value) -> str:
        gap = self.choose.choice([" ", "  ", ""])
        if isinstance(value, dict):
            inner = f",{gap or ' '}".join(f"{key}: {self.flow(one)}" for key, one in self.shuffled(value))
            return f"{{{gap}{inner}{gap}}}"
        if isinstance(value, list):
            return f"[{gap}{f',{gap}'.join(map(self.flow, value))}{gap}]"
        return self.scalar(value)

    def scalar(self, value) -> str:
        plain = re.fullmatch(r"[\w /-]+", value)
        return value if plain and self.choose.random() < 0.8 else self.choose.choice(['"%s"', "'%s'"]) % value

    def shuffled(self, value):
        pairs = list(value.items())
        self.choose.shuffle(pairs)
        return pairs

    def above(self, pad: str) -> str:
        kind = self.choose.random()
        blank = "\n" if self.choose.random() < 0.2 else ""
        return blank + (f"{pad}{self.comment()}\n" if kind < 0.4 else "")

    def behind(self) -> str:
        return f"  {self.comment()}" if self.choose.random() < 0.2 else ""

    def comment(self) -> str:
        self.comments.append(f"# comment {len(self.comments)}: a, {{b}}")
        return self.comments[-1]


def above(text: str) -> dict[str, str]:
    """Give, for each line with a comment of its own, the signs of the line below it.

    What stands above a dash speaks of the whole item, whichever key comes first in it.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return {
        one.removeprefix("- "): "".join(sorted(after.partition("  # ")[0]))
        for one, after in itertools.pairwise(lines)
        if one.removeprefix("- ").startswith("# comment") and not after.startswith(("#", "- "))
    }


@given(st.sampled_from(sorted(TREES)), st.integers())
def test_whatever_the_order_was_the_file_says_the_same(kind, seed):
    """Same content, same comments above the same lines, in order, and a second run changes nothing."""
    writer = Writer(random.Random(seed))
    before = f"# yaml-language-server: $schema={kind}.json\n\n" + writer.block(TREES[kind], 0, top=True)
    shown = "any/file.yaml"
    done = ordered(before.encode(), shown)

    assert done.problems == ()
    assert yaml.safe_load(done.text) == yaml.safe_load(before)
    assert sorted(re.findall(r"# comment \d+", done.text)) == sorted(re.findall(r"# comment \d+", before))
    assert sorted(done.text.replace(" ", "")) == sorted(before.replace(" ", ""))
    assert above(done.text) == above(before)
    assert ordered(done.text.encode(), shown) == (done.text, (), ())
    names = [field.alias or name for name, field in MODELS[kind].model_fields.items()]
    top = list(yaml.safe_load(done.text))
    if kind != "vocabulary":
        assert top == [name for name in names if name in top]


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "services").mkdir()
    (tmp_path / "services/good.yaml").write_text("name: A\ndoes: B\n", encoding="utf-8")
    (tmp_path / "services/bad.yaml").write_text("does: B\nname: A\n", encoding="utf-8")
    return tmp_path


def test_files_are_put_in_order_and_named(files):
    """Those that were in order are not touched."""
    assert run("fmt", "services") == (0, "put in order: services/bad.yaml\n2 files, 1 put in order.\n", "")
    assert (files / "services/bad.yaml").read_text(encoding="utf-8") == "name: A\ndoes: B\n"
    assert run("fmt", "services") == (0, "2 files, all keys in order.\n", "")


def test_check_lists_and_changes_nothing(files):
    """Exit code 1, with the place of the first key that is out of order."""
    assert run("fmt", "--check", "services") == (
        1,
        (
            "services/bad.yaml:2:1: 'name' stands before 'does' in the order of fields\n"
            "  'advisor fmt' puts them in order\n2 files, 1 out of order.\n"
        ),
        "",
    )
    assert (files / "services/bad.yaml").read_text(encoding="utf-8") == "does: B\nname: A\n"
    assert run("fmt", "--check", "services/good.yaml") == (0, "1 file, all keys in order.\n", "")


def test_standard_input_is_put_in_order_to_standard_output():
    """As editors do it."""
    assert run("fmt", "-", said="does: B # b\nname: A\n").out == "name: A\ndoes: B # b\n"


BAD = {
    "does: [B\nname: A\n": "services/x.yaml:1:7: no ']' closes this\n  add it\n",
    "does: B\nnmae: A\n": "services/x.yaml:2:1: unknown field 'nmae'\n  did you mean 'name'?\n",
    "- does: B\n": "services/x.yaml:1:1: expected a map of fields\n",
    "": "services/x.yaml: the file is empty\n",
}


@pytest.mark.parametrize("text", BAD)
def test_a_file_with_problems_is_told_and_left_alone(files, text):
    """The others are put in order all the same; exit code 2."""
    (files / "services/x.yaml").write_text(text, encoding="utf-8")
    done = run("fmt", "services")

    assert (done.code, done.err) == (2, BAD[text] if "[" not in text else done.err)
    assert done.err.startswith("services/x.yaml:")
    assert (files / "services/x.yaml").read_text(encoding="utf-8") == text
    assert (files / "services/bad.yaml").read_text(encoding="utf-8") == "name: A\ndoes: B\n"


def test_a_file_of_no_known_kind_is_told(files):
    """With the way to say what it is."""
    (files / "some.yaml").write_text("version: 3\n", encoding="utf-8")

    assert run("fmt", "some.yaml", "no.yaml").err.splitlines() == [
        "no.yaml: there is no such file",
        "some.yaml: nobody knows what kind of file this is",
        "  a modeline tells it: # yaml-language-server: $schema=….json (scenario, service, decision, vocabulary, editions, story, tellings)",
    ]
