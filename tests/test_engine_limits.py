"""What durable-rules does beyond the sound subset, pinned in processes of their own.

These shapes are why the driver refuses what it refuses. The day one of these tests fails, the engine
has changed: read docs/durable-rules.md again.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap

CRASHES = (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGFPE)


def run(code: str, seconds: float = 5):
    """Run code against the bare C module; None where it had to be killed."""
    head = "import json, durable_rules_engine as c\n"
    try:
        return subprocess.run(
            [sys.executable, "-c", head + textwrap.dedent(code)],
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None


def test_512_conditions_under_one_key_never_return():
    """The next assert loops for ever, holding the interpreter: 500 is our limit."""
    done = run(
        """
        rules = {f"r{n}": {"all": [{"p": {"$and": [{"k": "a"}, {"n": n}]}}]} for n in range(512)}
        handle = c.create_ruleset("r", json.dumps(rules))
        c.assert_fact(handle, '{"id": "1", "k": "a", "n": 1000, "sid": "s"}')
        """,
        seconds=3,
    )

    assert done is None


def test_more_than_256_uses_of_one_condition_are_an_error():
    """The table of rules behind one condition is full, and overflows just before that: 250 is our limit."""
    done = run(
        """
        rules = {f"r{n}": {"all": [{"p": {"k": "a"}}]} for n in range(257)}
        try:
            c.create_ruleset("r", json.dumps(rules))
        except Exception as error:
            print(error)
        """
    )

    assert "108" in done.stdout


def test_more_than_64_conditions_met_at_once_are_an_error():
    """One fact may meet 64 conditions: 60 is our limit."""
    done = run(
        """
        rules = {f"r{n}": {"all": [{"p": {"$and": [{"k": "a"}, {"$gte": {"n": n}}]}}]} for n in range(70)}
        handle = c.create_ruleset("r", json.dumps(rules))
        try:
            c.assert_fact(handle, '{"id": "1", "k": "a", "n": 1000, "sid": "s"}')
        except Exception as error:
            print(error)
        """
    )

    assert "303" in done.stdout


def test_4097_rules_are_an_error():
    """A rule set holds 4,096 rules: 4,000 is our limit."""
    done = run(
        """
        rules = {f"r{n}": {"all": [{"p": {"$and": [{"k": f"k{n % 90}"}, {"n": n}]}}]} for n in range(4097)}
        try:
            c.create_ruleset("r", json.dumps(rules))
        except Exception as error:
            print(error)
        """
    )

    assert "106" in done.stdout


def test_one_fact_is_not_used_for_two_patterns():
    """A rule of which one fact meets two patterns does not fire: it is why such rules are refused."""
    done = run(
        """
        patterns = [{"p": {"$and": [{"k": "a"}, {"$gte": {"n": 1}}]}}, {"q": {"$and": [{"k": "a"}, {"$lte": {"n": 9}}]}}]
        handle = c.create_ruleset("r", json.dumps({"r": {"all": patterns}}))
        _, state = c.assert_fact(handle, '{"id": "1", "k": "a", "n": 5, "sid": "s"}')
        print(c.start_action_for_state(handle, state))
        """
    )

    assert done.stdout.strip() == "None"


def test_a_disjunction_fires_twice():
    """It is why "any of" is written out as several rules."""
    done = run(
        """
        rules = {"r": {"all": [{"p": {"$or": [{"k": "a"}, {"n": 1}]}}]}}
        handle = c.create_ruleset("r", json.dumps(rules))
        _, state = c.assert_fact(handle, '{"id": "1", "k": "a", "n": 1, "sid": "s"}')
        _, message = c.start_action_for_state(handle, state)
        count = 0
        while message:
            count += 1
            message = c.complete_and_start_action(handle, state)
        print(count)
        """
    )

    assert done.stdout.strip() == "2"


def test_a_negation_told_late_is_wrong():
    """It is why nothing tests absence: what was not there when the rule fired may come later."""
    done = run(
        """
        rules = {"r": {"all": [{"a": {"k": "a"}}, {"b$not": {"k": "b"}}]}}
        handle = c.create_ruleset("r", json.dumps(rules))
        _, state = c.assert_fact(handle, '{"id": "1", "k": "a", "sid": "s"}')
        print(c.start_action_for_state(handle, state) is not None)
        """
    )

    assert done.stdout.strip() == "True"


def test_two_values_of_one_look_are_taken_for_one():
    """Types are not part of a fact's identity: it is why numbers and words have slots of their own."""
    done = run(
        """
        handle = c.create_ruleset("r", json.dumps({"r": {"all": [{"p": {"k": "a"}}]}}))
        c.assert_fact(handle, '{"k": "a", "v": 1, "sid": "s"}')
        print(c.assert_fact(handle, '{"k": "a", "v": "1", "sid": "s"}')[0])
        """
    )

    assert done.stdout.strip() == "2"


def test_deleting_a_state_in_which_nothing_fired_frees_rubbish():
    """It is why every session starts with a fact that fires a rule."""
    done = run(
        """
        import os
        handle = c.create_ruleset("r", json.dumps({"r": {"all": [{"a": {"k": "a"}}, {"b": {"k": "b"}}]}}))
        for number in range(200):
            c.assert_fact(handle, json.dumps({"id": "1", "k": "a", "sid": f"s{number}"}))
            c.delete_state(handle, f"s{number}")
        print("alive")
        """
    )

    # what it reads is whatever was in memory: it may live or die, but the call is not to be trusted
    assert done.returncode in (0, 1, *CRASHES)


def test_an_empty_fact_in_a_batch_crashes():
    """It is why facts are told one by one."""
    done = run(
        """
        handle = c.create_ruleset("r", json.dumps({"r": {"all": [{"p": {"k": "a"}}]}}))
        c.assert_facts(handle, '[{}]')
        print("alive")
        """
    )

    assert done.returncode in CRASHES


def test_ids_of_facts_do_not_collide():
    """The engine knows a fact by a 32-bit hash of its id: those of a session are all different."""

    def fnv1(text: str) -> int:
        value = 2166136261
        for byte in text.encode():
            value = (value * 16777619) & 0xFFFFFFFF
            value ^= byte
        return value

    ids = [f"f{number}" for number in range(20_000)] + ["boot", "sid-advice"]

    assert len({fnv1(one) for one in ids}) == len(ids)
