"""Amounts: text in, exact whole numbers out, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.amounts import LARGEST, UNITS, UNLIMITED, NotAnAmount, amount, spell


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


@given(st.text(), st.sampled_from(sorted(UNITS)))
def test_any_text_is_an_amount_or_refused(text, unit):
    """Nothing that can be written makes anything else happen."""
    try:
        steps = amount(text, unit)
    except NotAnAmount:
        return

    assert 0 <= steps <= UNLIMITED
