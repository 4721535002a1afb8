"""Conditions: one operator and values, and what they say about a term."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.amounts import OPERATORS, NotACondition, Phrase, condition
from advisor.rulebase.terms import STEP, Unfit, bound, resolve


def need(toy, term, text):
    """What a need says about a term of the toy rule base."""
    return resolve(toy.terms[term], condition(text), toy.names.find, need=True)


def as_rule(toy, term, text):
    """What a rule's condition says about a term of the toy rule base."""
    return resolve(toy.terms[term], condition(text), toy.names.find)


@pytest.mark.parametrize(
    ("written", "operator", "values"),
    [
        ("s3", "", ("s3",)),
        ("at most 5 min", "at most", ("5 min",)),
        ("at least 3", "at least", ("3",)),
        ("under 1 h", "under", ("1 h",)),
        ("over 100", "over", ("100",)),
        ("any of town, hills", "any of", ("town", "hills")),
        ("all of town, hills", "all of", ("town", "hills")),
        ("not hills", "not", ("hills",)),
        ("not town, hills", "not", ("town", "hills")),
        ("town, hills", "all of", ("town", "hills")),
        ("  at   most   5   min ", "at most", ("5 min",)),
        ("notable", "", ("notable",)),
        ("underground", "", ("underground",)),
        (["town", " hills "], "all of", ("town", "hills")),
        (["town"], "all of", ("town",)),
    ],
)
def test_a_condition_is_an_operator_and_values(written, operator, values):
    """The closed grammar: one operator at most, then values; a list means "all of"."""
    said = condition(written)

    assert (said.operator, said.values) == (operator, values)


def test_a_condition_keeps_its_text():
    """What people wrote is what they are shown."""
    assert condition("any of  town,hills") == Phrase("any of", ("town", "hills"), "any of town,hills")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("at most", "'at most' lacks a value"),
        ("not", "'not' lacks a value"),
        ("any of", "'any of' lacks a value"),
        ("any of town,", "'any of town,' lacks a value"),
        (",", "',' lacks a value"),
        ("", "'' lacks a value"),
        ("at most 5 min, 6 min", "'at most' takes one value"),
        ("over 1,000", "'over 1,000' has a comma in its number; write it without"),
        ([], "an empty list asks for nothing"),
    ],
)
def test_a_condition_without_the_right_values_is_refused(written, message):
    """No value, an empty one, or several where one is meant."""
    with pytest.raises(NotACondition) as caught:
        condition(written)

    assert str(caught.value) == message


@given(st.sampled_from(OPERATORS), st.sampled_from(["5 min", "town", "1.5"]))
def test_an_operator_is_read_back_from_its_text(operator, value):
    """Any operator before any value is found again."""
    assert condition(f"{operator} {value}")[:2] == (operator, (value,))


@given(st.text())
def test_any_text_is_a_condition_or_refused(text):
    """Nothing that can be written makes anything else happen."""
    try:
        said = condition(text)
    except NotACondition:
        return

    assert said.values
    assert all(said.values)


def test_a_bare_need_takes_the_direction_of_its_term(toy):
    """Five hours of delay are a most, a load of 80 a least, dry is dry."""
    hour = 3600 * 10**6 * STEP

    assert need(toy, "delay", "5 h")[1:3] == ("at most", (5 * hour,))
    assert need(toy, "load", "80")[1:3] == ("at least", (80 * 1000 * STEP,))
    assert need(toy, "shelter", "yes")[1:3] == ("at least", (STEP,))
    assert need(toy, "upkeep", "low")[1:3] == ("at most", (STEP,))
    assert need(toy, "fragile", "yes")[1:3] == ("is", (STEP,))
    assert need(toy, "reach", "hills")[1:4] == ("all of", (), ("hills",))


def test_a_bare_value_in_a_rule_is_exact(toy):
    """A rule that tests "low" does not test "at most low"."""
    assert as_rule(toy, "upkeep", "low")[1:3] == ("is", (STEP,))
    assert as_rule(toy, "delay", "5 h").operator == "is"


def test_under_and_over_lie_just_beside_the_value(toy):
    """The bound of "under" is a step below the value, of "over" a step above."""
    minute = 60 * 10**6 * STEP
    one = 1000 * STEP

    assert bound(toy.terms["delay"], need(toy, "delay", "under 1 min")) == minute - 1
    assert bound(toy.terms["delay"], need(toy, "delay", "at most 1 min")) == minute
    assert (
        bound(toy.terms["load"], need(toy, "load", "over 5")) == 6 * one
    )  # of what is counted, the next one


def test_under_a_level_is_the_level_below(toy):
    """Levels are discrete."""
    assert need(toy, "upkeep", "under high")[1:3] == ("at most", (STEP,))


def test_of_several_amounts_the_easiest_counts(toy):
    """Whoever accepts any of two is met by the easier one."""
    said = need(toy, "delay", "any of 1 min, 2 min")

    assert bound(toy.terms["delay"], said) == 120 * 10**6 * STEP


def test_any_of_one_choice_is_that_choice(toy):
    """One way left is no choice any more."""
    assert need(toy, "reach", "any of hills")[1:4] == ("all of", (), ("hills",))
    assert need(toy, "reach", "any of hills, town")[1:4] == ("any of", (), ("hills", "town"))


def test_what_is_denied_sets_no_bound(toy):
    """From "not" follows nothing about how much."""
    assert bound(toy.terms["delay"], need(toy, "delay", "not 5 h")) is None


def test_a_phrase_stands_for_its_condition(toy):
    """ "Same day" is what the vocabulary says it is, in any case of letters, and is shown as written."""
    said = need(toy, "delay", "Same Day")

    assert said == need(toy, "delay", "at most 12 h")._replace(text="Same Day")


def test_a_service_may_stand_where_something_goes_to(toy):
    """A destination is a choice or any service by any of its names; other sets know only their choices."""
    assert need(toy, "destination", "Push bike").choices == ("bicycle",)
    with pytest.raises(Unfit) as caught:
        need(toy, "reach", "bicycle")

    assert str(caught.value) == "reach has no choice 'bicycle'"


@pytest.mark.parametrize(
    ("term", "text", "message", "hint"),
    [
        ("delay", "at least 5 h", "delay is something to keep low; 'at least 5 h' sets it no bound", "write 'at most 5 h'"),
        ("delay", "over 5 h", "delay is something to keep low; 'over 5 h' sets it no bound", "write 'at most 5 h'"),
        (
            "shelter",
            "at most yes",
            "shelter is something to have enough of; 'at most yes' asks for nothing",
            "write 'at least yes', or leave it out",
        ),
        ("delay", "unlimited", "delay cannot be 'unlimited'", ""),
        ("load", "over unlimited", "nothing is over 'unlimited'", "write 'unlimited'"),
        ("delay", "expres", "delay: 'expres' is not a time (ms, s, min, h, d)", "did you mean 'express'?"),
        ("delay", "1 h, 2 h", "delay is one amount, not several", "write 'any of' several"),
        ("load", "1,000", "load is one amount, not several", "write the number without a comma"),
        ("upkeep", "lowe", "upkeep has no level 'lowe'", "did you mean 'low'?"),
        ("upkeep", "heavy", "upkeep has no level 'heavy'", "known: none, low, high"),
        ("upkeep", "under none", "no level of upkeep is 'under none'", "known: none, low, high"),
        (
            "reach",
            "at most hills",
            "reach is a set of choices; 'at most' says nothing about it",
            "write the choice itself, or 'any of' several",
        ),
    ],
)  # fmt: skip
def test_a_need_that_says_nothing_about_its_term_is_refused(toy, term, text, message, hint):
    """A wrong direction, a wrong word or too many values; each with its way out."""
    with pytest.raises(Unfit) as caught:
        need(toy, term, text)

    assert (str(caught.value), caught.value.hint) == (message, hint)
