"""Small rule bases on which an answer once was wrong, each with the rule that it broke."""

from __future__ import annotations

import pytest

from advisor.recommend.advise import recommend
from advisor.recommend.result import Recommendation
from generated import BOOK, VOCABULARY, asked, linked


@pytest.fixture
def ask(tmp_path):
    """Ask a rule base that is given as services (name to facts) and decisions."""

    def answered(services: dict, decisions: dict, said: dict) -> Recommendation:
        written = {
            name: {
                "name": name.upper(),
                "does": "Something.",
                **{key: value for key, value in facts.items() if key in ("part_of", "requires", "lifecycle")},
                "facts": {
                    term: value if isinstance(value, list) else [{"is": value, "source": BOOK}]
                    for term, value in facts.items()
                    if term in VOCABULARY
                },
            }
            for name, facts in services.items()
        }
        rules = {
            "vocabulary": {term: {"means": "One thing.", **about} for term, about in VOCABULARY.items()},
            "editions": {
                "default": "today",
                "editions": {"today": {"day": "2025-01-01"}},
            },
            "services": written,
            "decisions": {
                name: {
                    "question": "Which?",
                    **one,
                    "rules": {
                        f"r{number}": {"when": when, "then": then, "because": "So it is."}
                        for number, (when, then) in enumerate(one.get("rules", ()))
                    },
                }
                for name, one in decisions.items()
            },
        }
        known = linked(rules, tmp_path)
        return recommend(known, asked(said, known))

    return answered


def several(*values: str) -> list[dict]:
    """The entry of a set."""
    return [{"is": list(values), "source": BOOK}]


def test_a_rule_may_conclude_what_the_scenario_says(ask):
    """A need that is stated and concluded comes to an end, also where a rule tests "not" on the term."""
    one = ask(
        {"a": {"skill": several("wrap")}, "b": {"skill": several("fold")}},
        {
            "d": {
                "asks": ["skill"],
                "candidates": ["a", "b"],
                "rules": [
                    ({"arrival": "night"}, {"need": {"skill": "wrap"}}),
                    ({"skill": "not stack"}, {"prefer": ["a"]}),
                ],
            }
        },
        {"decide": ["d"], "needs": {"arrival": "night", "skill": "wrap"}},
    )

    assert (one.status, one.services) == ("decided", ("a",))


def test_what_followed_from_a_looser_bound_does_not_stand(ask):
    """Where a rule makes a bound stricter, rules that only the looser one made fire have not fired."""
    one = ask(
        {"a": {"delay": "30 s", "load": "5"}},
        {
            "d": {
                "asks": ["delay", "load"],
                "candidates": ["a"],
                "rules": [
                    ({"delay": "at least 60 s"}, {"need": {"load": "80"}}),
                    ({"arrival": "night"}, {"need": {"delay": "30 s"}}),
                ],
            }
        },
        {"decide": ["d"], "needs": {"arrival": "night", "delay": "5 min", "load": "1"}},
    )

    assert (one.status, one.services) == ("decided", ("a",))
    assert not any(reason.rule == "d/r0" for reason in one.because)


def test_a_test_for_not_holds_on_what_a_chain_concludes(ask):
    """What is concluded counts for a test for "not", however long the chain that concludes it."""
    one = ask(
        {"a": {"skill": several("fold")}, "b": {"skill": several("fold")}},
        {
            "d": {
                "asks": ["skill"],
                "candidates": ["a", "b"],
                "rules": [
                    ({"arrival": "night"}, {"need": {"reach": "town"}}),
                    ({"reach": "not hills"}, {"need": {"skill": "fold"}}),
                    ({"skill": "not wrap"}, {"prefer": ["b"]}),
                ],
            }
        },
        {"decide": ["d"], "needs": {"arrival": "night"}},
    )

    assert (one.status, one.services) == ("decided", ("b",))


def test_as_much_as_can_be_is_known_to_be_met(ask):
    """A part is added where it is known to offer what the others say nothing of, although more stays unknown."""
    one = ask(
        {
            "a": {"reach": several("town")},
            "b": {"reach": several("hills"), "shelter": "yes", "grade": "poor"},
        },
        {"d": {"asks": ["reach", "shelter", "grade"], "candidates": ["a", "b"]}},
        {"decide": ["d"], "needs": {"reach": "town", "shelter": "yes", "grade": "fair"}},
    )

    assert (one.status, set(one.services)) == ("provisional", {"a", "b"})
    assert {reason.term for reason in one.missing} == {"grade"}


def test_parts_that_are_insisted_on_may_answer_different_decisions(ask):
    """Each service in ``use`` answers where it can, not all of them everywhere."""
    one = ask(
        {
            "a": {"reach": several("town"), "delay": "30 s"},
            "b": {"reach": several("town"), "delay": "1 h"},
            "c": {"reach": several("hills"), "delay": "30 s"},
        },
        {
            "d": {"asks": ["reach", "delay"], "candidates": ["a", "b", "c"]},
            "e": {"asks": ["grade"], "candidates": ["b", "c"]},
        },
        {"decide": ["d", "e"], "use": ["a", "b"], "needs": {"d": {"reach": "hills", "delay": "60 s"}}},
    )

    assert set(one.services) == {"a", "b", "c"}
    assert {part.service: part.decisions for part in one.solution}["b"] == ("e",)


def test_what_is_there_is_there_with_all_that_it_needs(ask):
    """A service in place may rest on one that takes no new customers."""
    closed = [{"is": "available"}, {"is": "closed-to-new", "since": "2020-01-01", "source": BOOK}]
    services = {"a": {"delay": "30 s", "requires": ["b"]}, "b": {"lifecycle": closed}}
    decisions = {"d": {"asks": ["delay"], "candidates": ["a"]}}
    new = ask(services, decisions, {"decide": ["d"], "needs": {"delay": "60 s"}})
    has = ask(services, decisions, {"decide": ["d"], "existing": ["a"], "needs": {"delay": "60 s"}})

    assert new.status == "none-fits"
    assert (has.status, has.services) == ("decided", ("a", "b"))


def test_a_bridge_is_found_for_a_feature_that_goes_with_its_service(ask):
    """A feature that says nothing of hops hands on to whatever its service hands on to."""
    one = ask(
        {
            "whole": {"destination": several("between")},
            "feature": {"part_of": "whole", "delay": "30 s"},
            "between": {"destination": several("end")},
            "end": {"source": several("between"), "shelter": "yes"},
        },
        {
            "d": {"asks": ["delay"], "candidates": ["feature"], "stage": "collect"},
            "e": {"asks": ["shelter"], "candidates": ["end"], "stage": "store"},
        },
        {"decide": ["d", "e"], "needs": {"delay": "60 s", "shelter": "yes"}},
    )

    assert one.services == ("feature", "between", "end")


def test_a_rival_of_which_nothing_is_known_makes_the_answer_provisional(ask):
    """Where all are silent on the goal, the one that wins by judgement could lose by a fact."""
    one = ask(
        {"a": {"load": "5"}, "b": {"load": "5"}},
        {
            "d": {
                "asks": ["load", "upkeep"],
                "candidates": ["a", "b"],
                "rules": [({"load": "5"}, {"prefer": ["a"]})],
            }
        },
        {"decide": ["d"], "needs": {"load": "5"}, "minimise": ["upkeep"]},
    )

    assert (one.status, one.services) == ("provisional", ("a",))
    assert [(reason.service, reason.term) for reason in one.missing] == [("b", "upkeep")]


def test_a_flip_is_another_answer(ask):
    """What only makes the same answer sure is no flip."""
    one = ask(
        {"a": {"load": "5"}, "b": {"load": "1", "shelter": "yes"}},
        {"d": {"asks": ["load", "shelter"], "candidates": ["a", "b"]}},
        {"decide": ["d"], "needs": {"load": "5", "shelter": "yes"}},
    )

    assert (one.status, one.services) == ("provisional", ("a",))
    assert [flip.solution for flip in one.flips] == [("b",)]


def test_what_an_option_sets_counts_for_a_goal_that_no_one_asks_about(ask):
    """A setting stands for the part's fact, also where it has none and the decision does not ask."""
    one = ask(
        {"a": {"load": "5"}, "b": {"load": "5", "delay": "60 s"}},
        {"d": {"asks": ["load"], "candidates": ["a", "b"]}},
        {
            "decide": ["d"],
            "needs": {"load": "5"},
            "minimise": ["delay"],
            "options": {"A": {"a": {"delay": "30 s"}}, "B": "b"},
        },
    )

    assert (one.status, one.chosen) == ("decided", ("A",))


def test_an_option_that_leaves_a_decision_out_is_told_so(ask):
    """Where an option deals its parts itself, a part answers only what it is dealt to."""
    one = ask(
        {"a": {"load": "5", "shelter": "yes"}},
        {
            "d": {"asks": ["load"], "candidates": ["a"]},
            "e": {"asks": ["shelter"], "candidates": ["a"]},
        },
        {"decide": ["d", "e"], "needs": {"load": "5"}, "options": {"A": {"d": "a"}, "B": "a"}},
    )

    assert one.chosen == ("B",)
    assert [(reason.kind, reason.decision) for reason in one.options["A"].reasons] == [("decision", "e")]


def test_a_decisions_own_need_stays_its_own(ask):
    """A need of the whole scenario takes nothing from an equal or a looser one of a decision."""
    services = {"a": {"grade": "poor"}, "b": {"grade": "fine"}}
    decisions = {
        "d": {"asks": ["grade"], "candidates": ["a"]},
        "e": {"asks": ["grade"], "candidates": ["b"]},
    }
    for whole in ("fine", "fair"):
        needs = {"grade": whole, "d": {"grade": "fair"}}

        assert ask(services, decisions, {"decide": ["d", "e"], "needs": needs}).status == "none-fits", whole


def test_a_decisions_own_need_meets_that_of_the_whole(ask):
    """What a decision must offer by itself is offered, so that no other decision need offer it."""
    one = ask(
        {"a": {"grade": "fine"}, "b": {"grade": "poor"}},
        {
            "d": {"asks": ["grade"], "candidates": ["a"]},
            "e": {"asks": ["grade"], "candidates": ["b"]},
        },
        {"decide": ["d", "e"], "needs": {"grade": "fair", "d": {"grade": "fine"}}},
    )

    assert (one.status, set(one.services)) == ("decided", {"a", "b"})


def test_what_is_known_to_keep_a_limit_is_not_dropped_for_what_is_not(ask):
    """One service for two decisions is no smaller answer where it is not known to be one."""
    one = ask(
        {"a": {"delay": "30 s"}, "b": {"shelter": "yes"}},
        {
            "d": {"asks": ["delay"], "candidates": ["a", "b"]},
            "e": {"asks": ["shelter"], "candidates": ["b"]},
        },
        {"decide": ["d", "e"], "needs": {"delay": "60 s", "shelter": "yes"}},
    )

    assert (one.status, set(one.services)) == ("provisional", {"a", "b"})
    assert [(reason.service, reason.term) for reason in one.missing] == [("b", "delay")]


def test_a_need_that_raises_a_decision_is_used(ask):
    """Of several needs that each raise a decision none is told as unused."""
    one = ask(
        {"a": {"load": "5"}},
        {
            "d": {
                "asks": ["load"],
                "candidates": ["a"],
                "raised_by": [{"arrival": "night"}, {"fragile": "very"}],
            }
        },
        {"needs": {"arrival": "night", "fragile": "very", "load": "5", "reach": "town"}},
    )

    assert one.services == ("a",)
    assert one.unused_needs == ("reach",)
