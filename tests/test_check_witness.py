"""The scenarios that findings show: each can be kept as a file as it stands, and is answered as it says."""

from __future__ import annotations

import re

import pytest

import checks
from advisor.check import registry
from advisor.recommend.advise import recommend
from advisor.rulebase.asked import parse

SHOWING = ("dead-rule", "clashing-rules", "unbreakable-tie", "gap", "overlap")
BAD = [(name, path) for name, path in checks.examples("bad") if name in SHOWING]


@pytest.mark.parametrize(("name", "path"), BAD, ids=[f"{name}/{path.stem}" for name, path in BAD])
def test_what_is_shown_is_a_test_that_passes(name, path, tmp_path):
    """It is read without a complaint, states an answer or says why there is none, and that is what comes out."""
    findings = checks.found(name, path, tmp_path)
    base = checks.read([checks.HERE / "rules", tmp_path / "rules"], keep=False)

    assert findings
    for one in findings:
        scenario = parse(one.witness.encode(), base, "witness.yaml", "witness")
        answer = recommend(base, scenario, flips=False)
        assert one.witness.startswith("# yaml-language-server: $schema=../../schema/scenario.json\ntitle: ")
        assert scenario.needs
        if scenario.answer:
            assert answer.status in ("decided", "provisional")
            assert set(scenario.answer) == set(answer.services)
        else:
            said = re.findall(r"^# (none fits|tied|not enough said)", one.witness, re.MULTILINE)
            assert said == [answer.status.replace("-", " ")]


def test_a_dead_rule_is_shown_in_vain(tmp_path):
    """The scenario states the rule's own conditions, and the rule does not fire."""
    path = checks.FOLDER / "dead-rule" / "bad.yaml"
    (finding,) = checks.found("dead-rule", path, tmp_path)

    assert "fragile: yes" in finding.witness
    assert "shelter: no" in finding.witness
    assert "answer: van" in finding.witness


def test_a_gap_says_that_nothing_fits(tmp_path):
    """Both kinds of gap are shown by scenarios that nothing fits."""
    findings = checks.found("gap", checks.FOLDER / "gap" / "bad.yaml", tmp_path)

    assert len(findings) > 1
    assert all(one.witness.endswith("# none fits\n") for one in findings)


def test_what_a_finding_shows_is_said_in_its_manual_page():
    """Who reads of a finding with a scenario is told what the scenario shows."""
    for name in SHOWING:
        assert "scenario" in registry.named(name).manual or name == "unbreakable-tie"
