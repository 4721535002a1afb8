"""A sitting step by step, and which question comes next: pure, from data to data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.drill import session as sessions
from advisor.drill.bank import Bank
from advisor.drill.difference import Shown
from advisor.drill.history import History, Seen
from advisor.drill.pick import Draw, Pick, Wish, pick, wished
from advisor.drill.session import Item, Session
from advisor.drill.shelf import Face, Shelf, Sign


@given(st.integers(2, 6), st.integers(), st.integers(0, 9), st.data())
def test_a_letter_on_the_screen_and_in_the_file_are_one_option(many, seed, times, data):
    """Whatever the order: there and back again, and no option is lost."""
    letters = "ABCDEF"[:many]
    item = Item("q", sessions.shuffled(letters, seed, "q", times))
    shown = "".join(sorted(data.draw(st.sets(st.sampled_from(letters)))))

    assert sorted(item.order) == list(letters)
    assert item.shown(item.written(shown)) == shown
    assert item.order == sessions.shuffled(letters, seed, "q", times)


def sitting(*states: str, at: int = 0) -> Session:
    """Give a sitting of questions in these states."""
    return Session("s", 1, tuple(Item(f"q{n}", "AB", state=state) for n, state in enumerate(states)), at)


@pytest.mark.parametrize(
    ("states", "at", "put_off", "then"),
    [
        (["open", "open"], 0, False, 1),
        (["answered", "open", "answered"], 2, False, 1),
        (["answered", "skipped"], 0, False, 2),
        (["answered", "skipped"], 0, True, 1),
        (["skipped", "skipped"], 1, True, 0),
        (["open"], -1, False, 0),
        (["gone", "answered"], 0, False, 2),
        ([], -1, False, 0),
    ],
)
def test_on_goes_to_the_next_that_is_open_and_past_the_end_where_none_is(states, at, put_off, then):
    """Round from where one stands; what was put off only when that is asked for."""
    assert sessions.forward(sitting(*states, at=at), put_off=put_off).at == then


def test_each_step_gives_a_new_state_and_leaves_the_old_one():
    """Answers, flags and time belong to the question that is looked at."""
    before = sitting("open", "open", at=1)
    after = sessions.take(before, "B", 3.0)

    assert before.items[1].state == "open"
    assert after.items == (
        before.items[0],
        before.items[1]._replace(state="answered", taken="B", seconds=3.0),
    )
    assert sessions.take(after, "", 4.0).items[1].state == "open"
    assert sessions.skip(before, 2.0).items[1].state == "skipped"
    assert sessions.flag(sessions.flag(before)) == before
    assert sessions.go(before, 9).at == 1
    assert sessions.go(before, -9).at == 0
    assert sessions.flag(before._replace(at=2)) == before._replace(at=2)


SHOWS = {"one": "d|t|a|b", "two": "d|t|a|b", "three": "d|u|a|c", "four": "e|t|x|y"}
"""Question -> the difference that it shows."""


@pytest.fixture
def bank(toy):
    """Four questions, proved."""
    signs = {
        id_: Sign(
            id_,
            "",
            id_,
            "keeping" if id_ == "four" else "moving",
            "2020-01-01",
            1,
            (key[0],),
            ("van",),
            proved=True,
        )
        for id_, key in SHOWS.items()
    }
    faces = {
        id_: Face("", {"A": "a", "B": "b"}, "A", {"B": (Shown(key, "a", "b"),)}) for id_, key in SHOWS.items()
    }
    return Bank(toy, None, signs, [], faces, set(), Shelf({}, {}, b""), None)


NOTHING = History({}, (), frozenset(), frozenset())


def known(*due: str, **seen: tuple[str, bool]) -> History:
    """Give a history: when each question was seen and whether it was right, and what is due."""
    times = {id_: Seen(1, when, right) for id_, (when, right) in seen.items()}
    met = frozenset(SHOWS[id_] for id_ in seen)
    return History(times, due, met, frozenset({"two"}))


def test_what_was_never_seen_comes_before_what_was_and_that_by_its_age(bank):
    """In an order that hangs on the seed alone."""
    ids = tuple(bank.signs)
    orders = {tuple(order(bank, NOTHING, ids, seed)) for seed in range(20)}
    seen = known(one=("2026-02", True), two=("2026-01", True), three=("2026-03", False))

    assert len(orders) > 5
    assert all(sorted(one) == sorted(ids) for one in orders)
    assert order(bank, seen, ids, 1) == ["four", "two", "one", "three"]


def order(bank: Bank, history: History, ids, seed: int) -> list[str]:
    """Give the order in which questions come."""
    asked: list[str] = []
    while (found := pick(bank, history, Draw(ids, asked, seed))) is not None:
        asked.append(found.question)
    return asked


def test_what_is_due_comes_first_through_a_question_not_seen(bank):
    """Of two questions that show it the one that is new, or was seen longest ago."""
    ids = tuple(bank.signs)
    due = "d|t|a|b"

    assert pick(bank, known(due, one=("2026-01", True)), Draw(ids, (), 1)) == Pick("two", (due,))
    both = known(due, one=("2026-02", True), two=("2026-01", True))
    assert pick(bank, both, Draw(ids, (), 1)) == Pick("two", (due,))
    assert pick(bank, known("gone|t|a|b", due), Draw(ids, (), 1)).sake == (due,)


def test_a_question_comes_again_only_when_due_and_after_others(bank):
    """Or what was just read would answer it."""
    due = known("e|t|x|y", four=("2026-01", False))

    assert pick(bank, due, Draw(("four",), ("four",), 1)) is None
    assert pick(bank, due, Draw(("four",), ("four", *"abcd"), 1)) is None
    assert pick(bank, due, Draw(("four",), ("four", *"abcde"), 1)) == Pick("four", ("e|t|x|y",))


@pytest.mark.parametrize(
    ("wish", "left"),
    [
        (Wish(), "one two three four"),
        (Wish(domains=("moving",)), "one two three"),
        (Wish(decisions=("e",)), "four"),
        (Wish(services=("van",), unseen=True), "two three"),
        (Wish(services=("drone",)), ""),
        (Wish(missed=True), "four"),
        (Wish(new=True), "three"),
        (Wish(flagged=True), "two"),
        (Wish(questions=("three", "one")), "one three"),
        (Wish(differences=("d|t|a|b",)), "one two"),
        (Wish(domains=("moving", "keeping"), missed=True, unseen=True), ""),
    ],
)
def test_a_wish_leaves_what_was_asked_for(bank, wish, left):
    """Each part of it takes something away."""
    seen = known(one=("2026-01", True), four=("2026-01", False))

    assert " ".join(wished(bank, wish, seen)) == left
