"""Thousands of spoilt inputs: each is answered, or refused with its place; nothing else ever happens."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys

import pytest

from advisor.errors import AdvisorError
from advisor.recommend.advise import recommend
from advisor.rulebase.asked import parse
from advisor.rulebase.base import read
from folders import RULES
from spoil import GOOD, PACKAGED, spoilt

SCENARIOS = 2000
RULE_FILES = 500
BATCHES = 20


def check(error, data):
    """Every problem has a place in the file, in plain words on one line."""
    lines = len(re.split(rb"\r\n|[\n\r]|\xc2\x85|\xe2\x80[\xa8\xa9]", data))

    assert error.problems
    for problem in error.problems:
        place, shown = problem.place, str(problem).splitlines()
        whole = problem.message in ("the file is empty", "this is not YAML")

        assert place.path
        assert (place.line == 0) == whole, problem
        assert 0 <= place.line <= lines + 1, problem
        assert place.column > 0 or whole, problem
        assert all(line.startswith("  ") for line in shown[1:]), problem
        assert "\x1b" not in shown[0]
        assert not re.search(r"Error|Model\b|Traceback| object at |validation|NoneType", shown[0]), problem


@pytest.mark.parametrize("good", GOOD)
def test_what_is_spoilt_was_good(good, toy):
    """Each text can be read and answered as it stands."""
    one = recommend(toy, parse(good.encode(), toy, "scenario.yaml", "scenario"))

    assert one.status in ("decided", "provisional", "tied", "none-fits", "not-enough-said")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_spoilt_scenario_is_answered_or_refused_with_its_place(batch, toy):
    """Two thousand of them, the same in every run."""
    chance = random.Random(batch)
    answered = 0
    for number in range(SCENARIOS // BATCHES):
        data = spoilt(chance.choice(GOOD), chance)
        try:
            scenario = parse(data, toy, "scenario.yaml", "scenario")
            one = recommend(toy, scenario, flips=number % 10 == 0)
        except AdvisorError as error:
            check(error, data)
        except Exception as error:
            raise AssertionError(data) from error
        else:
            answered += 1
            assert one.status in ("decided", "provisional", "tied", "none-fits", "not-enough-said")

    assert 0 < answered < SCENARIOS // BATCHES


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_spoilt_rule_file_is_read_or_refused_with_its_place(batch, tmp_path):
    """Five hundred of them; with those that can still be read, recommending works too."""
    chance = random.Random(1000 + batch)
    rules = tmp_path / "toy"
    shutil.copytree(RULES, rules)
    names = sorted(path for path in rules.rglob("*.yaml"))
    for number in range(RULE_FILES // BATCHES):
        path = chance.choice(names)
        good = path.read_bytes()
        data = spoilt(good.decode(), chance)
        path.write_bytes(data)
        try:
            base = read([rules], keep=False)
            scenario = parse(GOOD[number % 5].encode(), base, "scenario.yaml", "scenario")
            recommend(base, scenario, flips=number % 5 == 0)
        except AdvisorError as error:
            assert error.problems
            assert all(problem.place.path for problem in error.problems)
        except Exception as error:
            raise AssertionError(path.name, data) from error
        finally:
            path.write_bytes(good)


@pytest.mark.parametrize("seed", range(8))
def test_the_program_never_shows_a_traceback(seed, tmp_path):
    """The command line says in plain words what is wrong, and ends with 0, 1 or 2."""
    chance = random.Random(seed)
    data = spoilt(PACKAGED, chance) if seed else PACKAGED.encode()
    path = tmp_path / "scenario.yaml"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", "from advisor.cli.main import main; main()", "recommend", str(path)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"} if seed % 2 else None,
    )

    assert done.returncode in (0, 1, 2), data
    assert b"Traceback" not in done.stderr + done.stdout, data
    assert b"mistake in advisor itself" not in done.stderr, data
    assert (done.returncode == 2) == bool(done.stderr), data


@pytest.mark.parametrize(
    "sign", ["#", "# ", "[", "{", "- ", "? ", "a: ", "'", '"', "\n", " ", "---\n", "{}", "!"]
)
def test_much_of_one_sign_is_refused_at_once(sign, toy):
    """No text makes reading take longer than its length."""
    data = (sign * (100_000 // len(sign)) + "\nx").encode()
    try:
        parse(data, toy, "scenario.yaml", "scenario")
    except AdvisorError as error:
        check(error, data)
