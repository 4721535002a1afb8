"""Every kind of mistake, with what is said of it: the files in ``problems/`` carry their expectation.

The comment lines at the top of a file say what kind of file it is, and what is expected of it: the place
and the message of each problem in order, each followed by the lines of its way out. Exactly these are
told: one mistake is one problem.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.rulebase.asked import parse
from advisor.rulebase.base import read

HERE = Path(__file__).parent
FILES = sorted(path for path in (HERE / "problems").rglob("*.yaml") if "checks" not in path.parts)


def head(path, key):
    """What the comment lines at the top of the file say."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line[len(key) + 4 :] for line in lines if line.startswith(f"# {key}: ")]


def expected(path):
    """The problems that the file expects, as they are shown, with the file's own name as the path."""
    lines = head(path, "expect")
    return [f"{path.name}:{line}" if re.match(r"\d+:\d+: ", line) else f"  {line}" for line in lines]


def found(path, kind, toy, folder):
    """The problems that are found in the file, laid over the toy rule base."""
    with pytest.raises(AdvisorError) as caught:
        if kind == "scenario":
            parse(path.read_bytes(), toy, path.name, path.stem)
        elif kind in ("service", "decision"):
            inside = folder / ("services/any" if kind == "service" else "decisions")
            inside.mkdir(parents=True)
            shutil.copy(path, inside / path.name)
            read([HERE / "rules", folder], keep=False)
        else:
            for name in ("vocabulary.yaml", "editions.yaml"):
                shutil.copy(HERE / "rules" / name, folder / name)
            shutil.copy(path, folder / f"{kind}.yaml")
            read([folder], keep=False)
    shown = str(caught.value).splitlines()
    return [line if line.startswith("  ") else _own(line, path, kind) for line in shown]


def _own(line, path, kind):
    """The line with the file's own name for its path, if the problem is in that file."""
    name = path.name if kind in ("scenario", "service", "decision") else f"{kind}.yaml"
    return re.sub(rf"^(?:\S*/)?{re.escape(name)}:", f"{path.name}:", line)


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_exactly_what_is_wrong_is_told(path, toy, tmp_path):
    """The problems of the file are those that its head expects, in order, with their ways out."""
    (kind,) = head(path, "kind")

    assert found(path, kind, toy, tmp_path) == expected(path)


def test_there_is_a_file_for_every_kind_of_mistake():
    """Each kind of file is covered, and nobody has emptied the folder."""
    kinds = [kind for path in FILES for kind in head(path, "kind")]

    assert len(kinds) == len(FILES) >= 45
    assert set(kinds) == {"scenario", "service", "decision", "vocabulary", "editions"}


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_messages_are_plain(path):
    """Lower case, no full stop, no word of a programmer, and nobody is blamed."""
    for line in head(path, "expect"):
        message = re.sub(r"^\d+:\d+: ", "", line)

        assert message[0] == message[0].lower()
        assert not message.endswith(".")
        assert not re.search(
            r"\b(you must|invalid|error|exception|traceback|validation|pydantic|none|str|dict|int"
            r"|input|object|[A-Z]\w+Model)\b",
            re.sub(r"'[^']*'|known: .*", "", message),
        )
