"""Amounts and conditions: text in, exact whole numbers out, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.amounts import (
    LARGEST,
    OPERATORS,
    UNITS,
    UNLIMITED,
    NotACondition,
    NotAnAmount,
    Phrase,
    amount,
    condition,
    spell,
)
from advisor.rulebase.terms import STEP, Unfit, bound, resolve


def need(toy, term, text):
    """What a need says about a term of the toy rule base."""
    return resolve(toy.terms[term], condition(text), toy.names.find, need=True)


def as_rule(toy, term, text):
    """What a rule's condition says about a term of the toy rule base."""
    return resolve(toy.terms[term], condition(text), toy.names.find)


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [
        ("300 s", "5 min", "s"),
        ("1500 ms", "1.5 s", "s"),
        ("2 hours", "120 mins", "s"),
        ("1 week", "7 days", "s"),
        ("1 month", "30 d", "s"),
        ("1 year", "365 d", "s"),
        ("1000 us", "1 ms", "s"),
        (".5 s", "0.5 seconds", "s"),
        ("1 KB", "1000 bytes", "B"),
        ("1 KiB", "1024 B", "B"),
        ("1 kB", "1 KB", "B"),
        ("1.5 TB", "1500 GB", "B"),
        ("60 MB/min", "1 MB/s", "B/s"),
        ("86.4 GB/day", "1 MB/s", "B/s"),
        ("5 thousand", "5000", "count"),
        ("1.5 million", "1500000", "count"),
        ("60 requests/min", "1/s", "1/s"),
        ("2 thousand records/s", "2000 events/s", "1/s"),
        ("3 million/s", "3000000 / s", "1/s"),
        ("1 USD/GB", "1000 USD/TB", "USD/TB"),
        ("24 USD/day", "1 USD/h", "USD/h"),
        ("1.50 USD", "1.5 USD", "USD"),
    ],
)
def test_two_ways_of_writing_one_amount_are_one_number(one, other, unit):
    """What is the same to people is the same number."""
    assert amount(one, unit) == amount(other, unit)


@pytest.mark.parametrize(
    ("text", "unit", "spelled"),
    [
        ("60 s", "s", "60 s"),
        ("120 s", "s", "2 min"),
        ("90 s", "s", "90 s"),
        ("60 min", "s", "60 min"),
        ("36 h", "s", "36 h"),
        ("24 h", "s", "1 d"),
        ("1500 ms", "s", "1.5 s"),
        ("5 us", "s", "5 us"),
        ("0 s", "s", "0 s"),
        ("10240 MiB", "B", "10 GiB"),
        ("10000 MB", "B", "10 GB"),
        ("999 B", "B", "999 B"),
        ("1 MB/s", "B/s", "1 MB/s"),
        ("30000", "count", "30000"),
        ("0.25", "count", "0.25"),
        ("1234.5/s", "1/s", "1234.5/s"),
        ("0.0225 USD/h", "USD/h", "0.0225 USD/h"),
        ("5 USD/TB", "USD/TB", "5 USD/TB"),
        ("12 USD", "USD", "12 USD"),
        ("unlimited", "count", "unlimited"),
    ],
)
def test_an_amount_is_spelled_as_people_write_it(text, unit, spelled):
    """In the unit that leaves the shortest number, exact, and without commas, which separate values."""
    assert spell(amount(text, unit), unit) == spelled


@given(st.sampled_from(sorted(UNITS)), st.integers(0, LARGEST))
def test_what_is_spelled_reads_back_as_the_same_amount(unit, steps):
    """Spelling loses nothing, so that a threshold told to a person can be pasted into a scenario."""
    assert amount(spell(steps, unit), unit) == steps


@given(
    st.sampled_from(["ms", "s", "min", "h", "d"]),
    st.decimals("0.001", "999", places=3, allow_nan=False),
)
def test_an_amount_reads_the_same_however_it_is_spaced(unit, number):
    """Spaces around and between do not count."""
    text = f"{number:f}"

    assert amount(f"  {text}   {unit} ", "s") == amount(f"{text}{unit}", "s")


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        ("5 parsecs", "s", "'5 parsecs' is not a time (ms, s, min, h, d)"),
        ("5", "s", "'5' is not a time (ms, s, min, h, d)"),
        ("-5 s", "s", "'-5 s' is not a time (ms, s, min, h, d)"),
        ("s", "s", "'s' is not a time (ms, s, min, h, d)"),
        ("5 s", "B", "'5 s' is not a size (B, KB, MB, GB, TB, PB, KiB, MiB, GiB, TiB)"),
        ("5 mb", "B", "'5 mb' is not a size (B, KB, MB, GB, TB, PB, KiB, MiB, GiB, TiB)"),
        ("5 MB", "B/s", "'5 MB' is not a throughput (KB/s, MB/s, GB/s, GB/h, TB/day)"),
        ("5 records", "count", "'5 records' is not a count (a plain number, or 5 thousand, 5 million)"),
        ("five", "count", "'five' is not a count (a plain number, or 5 thousand, 5 million)"),
        ("1e5", "count", "'1e5' is not a count (a plain number, or 5 thousand, 5 million)"),
        ("5 k/s", "1/s", "'5 k/s' is not a rate (1000 records/s, 50 requests/min)"),
        ("5 kb/s", "1/s", "'5 kb/s' is not a rate (1000 records/s, 50 requests/min)"),
        ("5 records", "1/s", "'5 records' is not a rate (1000 records/s, 50 requests/min)"),
        ("$5", "USD", "'$5' is not a price (USD)"),
        ("5 USD", "USD/TB", "'5 USD' is not a price (USD/TB, USD/GB)"),
        ("5 USD/h", "USD", "'5 USD/h' is not a price (USD)"),
        ("1,000", "count", "'1,000' has a comma in its number; write it without"),
        ("٣ s", "s", "'٣ s' is not a time (ms, s, min, h, d)"),
        ("", "count", "'' is not a count (a plain number, or 5 thousand, 5 million)"),
    ],
)
def test_what_is_no_amount_of_the_unit_is_refused(text, unit, message):
    """The message names what was written and the units that there are."""
    with pytest.raises(NotAnAmount) as caught:
        amount(text, unit)

    assert str(caught.value) == message


def test_what_is_too_large_to_count_is_refused():
    """An amount beyond the engine's numbers is not cut, and the way out is told."""
    with pytest.raises(NotAnAmount) as caught:
        amount("100000000 d", "s")

    assert str(caught.value) == "'100000000 d' is too large; write 'unlimited' where there is no bound"


def test_the_largest_amount_is_smaller_than_unlimited():
    """Whatever can be written, unlimited is more."""
    assert amount(f"{LARGEST} B", "B") == LARGEST < UNLIMITED


def test_a_number_of_very_many_digits_is_refused():
    """Nobody writes such a number by intent, and it is not echoed in full."""
    with pytest.raises(NotAnAmount) as caught:
        amount("9" * 10_000, "count")

    assert str(caught.value) == f"'{'9' * 40}' has too many digits"


@pytest.mark.parametrize(("text", "unit"), [("0.1 us", "s"), ("0.4 B", "B"), ("0.0001", "count")])
def test_what_is_too_fine_to_count_is_refused(text, unit):
    """An amount that is more than nothing never becomes nothing."""
    with pytest.raises(NotAnAmount) as caught:
        amount(text, unit)

    assert str(caught.value) == f"'{text}' is too small to count"


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


@given(st.text(), st.sampled_from(sorted(UNITS)))
def test_any_text_is_an_amount_or_refused(text, unit):
    """Nothing that can be written makes anything else happen."""
    try:
        steps = amount(text, unit)
    except NotAnAmount:
        return

    assert 0 <= steps <= UNLIMITED


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
    assert bound(toy.terms["load"], need(toy, "load", "over 5")) == 6 * one  # of what is counted, the next one


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
        ("upkeep", "under none", "no level of upkeep is under none", "known: none, low, high"),
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
