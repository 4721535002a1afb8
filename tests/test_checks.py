"""Every check finds what is wrong in its bad example, and nothing in its good one."""

from __future__ import annotations

import re

import pytest

import checks
from advisor.check import registry

BAD, GOOD = checks.examples("bad"), checks.examples("good")


def _ids(examples):
    return [f"{name}/{path.stem}" for name, path in examples]


@pytest.mark.parametrize(("name", "path"), BAD, ids=_ids(BAD))
def test_exactly_what_is_wrong_is_found(name, path, tmp_path):
    """The check finds what its bad example says of itself, at its place, with the way out."""
    findings = checks.found(name, path, tmp_path)

    assert checks.lines(findings) == checks.expected(path)
    assert findings
    assert {one.check for one in findings} == {name}


@pytest.mark.parametrize(("name", "path"), GOOD, ids=_ids(GOOD))
def test_nothing_is_found_where_nothing_is_wrong(name, path, tmp_path):
    """The check is content with its good example, which is the bad one mended."""
    assert checks.lines(checks.found(name, path, tmp_path)) == []


@pytest.mark.parametrize("name", registry.NAMES)
def test_every_check_has_a_pair_and_a_manual_page(name):
    """Nobody adds a check without showing what it finds, what it leaves alone, and what it is for."""
    manual = registry.named(name).manual

    assert checks.of(name, "bad")
    assert checks.of(name, "good")
    assert registry.named(name).summary.endswith(".")
    for heading in ("Why it matters:", "How to mend it:", "Example:"):
        assert heading in manual


def test_every_example_is_one_of_a_check():
    """No example is left over from a check that has another name now."""
    assert {path.name for path in checks.FOLDER.iterdir()} == set(registry.NAMES)


@pytest.mark.parametrize(("name", "path"), BAD, ids=_ids(BAD))
def test_findings_are_told_as_problems_are(name, path):
    """Lower case, no full stop, and no word of a programmer."""
    assert name
    for line in checks.expected(path):
        message = re.sub(r"^\S*:\d+:\d+: \w+: ", "", line).strip()

        assert message[0] == message[0].lower()
        assert not message.endswith(".")
        assert not re.search(
            r"\b(you must|invalid|error|exception|none|str|dict|int)\b", re.sub(r"'[^']*'", "", message)
        )
