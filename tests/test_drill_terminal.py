"""A drill as a person uses it: a real terminal, keys in, screen out; and whatever ends it, nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

import questions
from program import CODES, command, environment, process, run, terminal


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_PROGRESS", str(tmp_path / "progress.db"))
    questions.save(tmp_path / "bank")


def kept(tmp_path, what="question, taken, right") -> list[tuple]:
    """Give the answers that are kept."""
    file = sqlite3.connect(tmp_path / "progress.db")
    found = file.execute(f"SELECT {what} FROM answer ORDER BY at").fetchall()
    file.close()
    return found


def only(name: str, *more: str) -> list[str]:
    """Give the arguments of a drill of one question."""
    return ["drill", "bank", "--question", name, "--seed", "1", *more]


def letter(screen: str, text: str) -> str:
    """Give the letter that stands before an option on the screen."""
    (found,) = {line.split()[0] for line in screen.splitlines() if line.strip()[1:].strip() == text}
    return found


def test_one_key_answers_and_every_option_is_explained_at_once(tmp_path):
    """Right or wrong; each reason, its words in the story, what would make it right, what to read."""
    with terminal(*only("hills"), NO_COLOR="1") as one:
        asked = one.until("answer> ")
        one.type(letter(asked, "Bicycle").lower())
        told = one.until("next> ")
        one.type("\r")
        done = one.end()

    wrong, right = letter(asked, "Bicycle"), letter(asked, "Van")
    assert "A farm sends 80 parcels a trip into the hills and wants little upkeep.\n\nWhat should" in asked
    assert f"Wrong: you took {wrong}, right is {right}." in told
    assert f"{wrong}  wrong, your answer: Bicycle\n" in told
    assert '   - load goes up to 5, but at least 80 is needed. [1]\n     story: "80 parcels"' in told
    assert "Hills are too steep. [1]" in told
    assert "https://example.org/bicycle" in told
    assert (
        "To remember; it comes again soon\n  - Bicycle against Van on load.\n  - Bicycle against Van on reach.\n"
        in told
    )
    assert "Since 2020-01-01\n" in told
    assert "Drone, lifecycle: shut since 2024-01-01" in told
    assert "Answered 1, right 0." in done.out
    assert "Nothing is left of this drill." in done.out
    assert done.code == 0
    assert kept(tmp_path) == [("hills", "A", 0)]


def test_what_would_make_a_wrong_option_right_is_told():
    """The smallest edit of one need."""
    with terminal(*only("rain"), NO_COLOR="1") as one:
        one.type(letter(one.until("answer> "), "Van"))
        told = one.until("next> ")

    assert "   * It would be right if the need were shelter: no.\n" in told


def test_two_letters_are_picked_taken_back_and_answered_by_enter(tmp_path):
    """Nothing is answered before Enter, and a third letter is refused."""
    with terminal(*only("two"), NO_COLOR="1") as one:
        asked = one.until("answer> ")
        depot, van, bicycle = (letter(asked, name).lower() for name in ("Depot", "Van", "Bicycle"))
        assert "Choose TWO." in asked
        one.type(bicycle)
        one.until("Choose TWO letters of A to D.")
        one.type(depot)
        one.until("Enter answers.")
        one.type(van)
        one.until("3 are too many")
        one.type(bicycle)
        one.until("Choose TWO letters")
        one.type(van)
        one.until("Enter answers.")
        assert kept(tmp_path) == []
        one.type("\r")
        told = one.until("next> ")

    assert "Right: " in told
    assert kept(tmp_path) == [("two", "BD", 1)]


def test_a_guess_counts_as_not_known(tmp_path):
    """By the person's own word."""
    with terminal(*only("ring"), NO_COLOR="1") as one:
        one.type(letter(one.until("answer> "), "Drone"))
        one.until("g guessed")
        one.type("g")
        one.until("Counted as not known")
        one.type("\r")
        done = one.end()

    assert "Answered 1, right 0." in done.out
    assert kept(tmp_path, "right, guessed") == [(1, 1)]


def test_the_full_answer_tells_what_is_behind_each_reason():
    """On w: the need, the rule and the place, and the reasons that were left out at first."""
    with terminal(*only("rain"), NO_COLOR="1") as one:
        one.type(letter(one.until("answer> "), "Van"))
        short = one.until("next> ")
        one.type("w")
        full = one.until("next> ")

    assert "more: w tells all" in short
    assert "need: shelter: yes\n" in full
    assert "at: rules/services/parcels/bicycle.yaml:" in full
    assert "more: w tells all" not in full
    assert "'advisor drill --question rain' asks this again." in full


def test_skip_flag_back_and_quit(tmp_path):
    """A skipped question comes again at the end; one can look back; a flag is remembered."""
    with terminal("drill", "bank", "--seed", "2", NO_COLOR="1") as one:
        first = one.until("answer> ")
        one.type("r")
        one.until("Flagged for review.")
        one.type("s")
        one.until("Skipped: it comes again at the end.")
        second = one.until("answer> ")
        one.type("p")
        again = one.until("answer> ")
        one.type("q")
        done = one.end()
    flagged = run("drill", "bank", "--flagged", said="q\n")

    def story(screen):
        return screen.split("Question ")[-1].split("\n\n")[1]

    assert story(second) != story(first) == story(again)
    assert "flagged)" in again
    assert story(flagged.out) == story(first)
    assert "'advisor drill' goes on from here." in done.out
    assert kept(tmp_path) == []


def test_options_stand_in_another_order_each_time(tmp_path):
    """So that no place can be learnt; what is kept is the option and not its place."""
    orders = set()
    for _ in range(6):
        with terminal(*only("hills", "--afresh"), NO_COLOR="1") as one:
            asked = one.until("answer> ")
            orders.add("".join(letter(asked, name) for name in ("Bicycle", "Van", "Drone")))
            one.type(letter(asked, "Van"))
            one.until("next> ")

    assert len(orders) > 2
    assert set(kept(tmp_path)) == {("hills", "B", 1)}


def test_it_goes_on_where_it_stopped(tmp_path):
    """After q, after Ctrl-C and after a terminal that was closed: the same question, in the same order."""
    questions.save(tmp_path / "bank", two=questions.QUESTIONS["ring"], three=questions.QUESTIONS["ring"])
    for keys, signalled in (("q", None), ("\x03", None), ("", signal.SIGHUP), ("", signal.SIGKILL)):
        with terminal("drill", "bank", "--seed", "5", NO_COLOR="1") as one:
            before = one.until("answer> ")
            if signalled:
                one.run.send_signal(signalled)
            one.type(keys)
            done = one.end()
        with terminal("drill", NO_COLOR="1") as one:
            after = one.until("answer> ")
            one.type("a")
            one.until("next> ")
            one.type("q")
            one.end()

        assert before.split("Question ")[1] == after.split("Question ")[1]
        assert "Going on with the drill of " in after
        assert "answered. --afresh begins a new one." in " ".join(after.split())
        if keys == "\x03":
            assert done.code == 130
            assert done.out.rstrip().endswith("stopped")
            assert "Traceback" not in done.out
    assert len(kept(tmp_path)) == 4


def test_a_drill_that_was_left_for_another_is_not_gone_back_to():
    """Only the last one is; but a look at one question does not end the drill of all."""
    run("drill", "bank", "--domain", "keeping", said="q\n")
    whole = run("drill", "bank", "--seed", "2", said="q\n").out
    run("drill", "bank", "--question", "ring", said="a\n\nq\n")
    done = run("drill", "bank", said="q\n").out
    assert "Going on with the drill of " in done
    assert whole in done
    for _ in range(4):
        run("drill", "bank", said="a\na,b\n\n" * 6)

    assert "Going on" not in run("drill", said="q\n").out


def test_two_terminals_may_drill_at_once(tmp_path):
    """Neither disturbs the other: what is answered in either is kept, and both go on."""
    questions.save(tmp_path / "bank", two=questions.QUESTIONS["ring"])
    with (
        terminal("drill", "bank", "--seed", "6", NO_COLOR="1") as one,
        terminal("drill", "bank", "--seed", "6", NO_COLOR="1") as other,
    ):
        for each in (one, other):
            each.until("answer> ")
        for _ in range(2):
            for each in (one, other):
                each.type("a")
                each.until("next> ")
            for each in (one, other):
                each.type("\r")
                each.until("answer> ")
        for each in (one, other):
            each.type("q")
            assert "Answered 2, right " in each.end().out

    assert len(kept(tmp_path)) == 4


def test_filters_leave_what_was_asked_for(tmp_path):
    """By domain, by service, by what was missed or never seen; unknown words are told with the way out."""
    assert run("drill", "bank", "--domain", "moving", "--count", "1", said="q\n").out.count("(moving,") == 1
    assert "books" in run("drill", "bank", "--service", "tarpaulin", "--domain", "keeping", said="q\n").out
    assert "mill" in run("drill", "bank", "--decision", "keeping", said="q\n").out
    run(*only("ring"), said="a\nq\n")
    (answer,) = kept(tmp_path)
    missed = run("drill", "bank", "--missed", said="q\n")
    unseen = run("drill", "bank", "--unseen", "--domain", "moving", said="q\n")
    assert ("jeweller" in missed.out) == (not answer[2])
    assert "farm" in unseen.out
    done = run(
        "drill", "bank", "--domain", "movng", "--service", "Vam", "--decision", "x", "--question", "hill"
    )
    assert done.code == 2
    assert done.err.splitlines() == [
        "--decision: unknown decision 'x'",
        "  known: delivery, keeping",
        "--domain: unknown domain 'movng'",
        "  did you mean 'moving'?",
        "--question: unknown question 'hill'",
        "  did you mean 'hills'?",
        "--service: unknown service 'Vam'",
        "  did you mean 'van'?",
    ]


def test_where_nothing_is_left_it_says_so():
    """Exit code 1, and nothing is begun."""
    assert run("drill", "bank", "--missed") == (1, "No question is left by what you asked for.\n", "")
    Path("need.yaml").write_text("needs: {load: 3}\n", encoding="utf-8")
    none = (1, "There is no question here: a question is a scenario with options and an answer.\n", "")
    assert run("drill", "need.yaml") == run("drill", "need.yaml", "--check") == none
    assert "Going on" not in run("drill", "bank", said="q\n").out


def test_what_is_due_comes_first_and_through_another_question_where_there_is_one(tmp_path):
    """The difference is asked again, not the question."""
    text = questions.QUESTIONS["ring"].replace("A jeweller", "A goldsmith")
    questions.save(tmp_path / "bank", gold=text)
    asked = run(*only("ring"), said="q\n").out
    run(*only("ring"), said=f"{letter(asked, 'Van')}\nq\n")
    file = sqlite3.connect(tmp_path / "progress.db")
    with file:
        file.execute("UPDATE card SET due = '2020-01-01T00:00:00.000000+00:00'")
    file.close()
    assert kept(tmp_path)[0][0] == "ring"

    due = run("drill", "bank", "--afresh", said="a\nq\n").out
    assert "A goldsmith sends" in due
    assert "It was asked for the sake of Drone against Van on delay." in due


def test_no_question_that_is_not_proved_is_shown(tmp_path):
    """Whatever else is in the folder."""
    questions.save(tmp_path / "bank", odd=questions.WRONG_KEY.replace("jeweller", "swindler"))
    done = run("drill", "bank", "--seed", "1", said="s\n" * 12 + "q\n")

    assert "swindler" not in done.out
    assert done.out.count("Skipped") == 12


@pytest.mark.parametrize("columns", [80, 60])
def test_nothing_is_wider_than_the_terminal(columns):
    """A question, its explanation and the keys fit."""
    with terminal(*only("hills"), columns=columns, NO_COLOR="1") as one:
        one.until("answer> ")
        one.type("?a")
        one.until("next> ")
        one.type("wq")
        done = one.end()

    assert max(len(line) for line in done.out.splitlines() if "http" not in line) <= columns


def test_colour_adds_nothing_but_colour_and_nothing_is_drawn_twice():
    """The cursor never moves, so a slow line, a log and a terminal show the same."""
    screens = []
    for refused in ({}, {"NO_COLOR": "1"}):
        with terminal(*only("hills", "--afresh", "--progress", "other.db"), **refused) as one:
            one.until("answer> ")
            one.type("a")
            one.until("next> ")
            one.type("q")
            screens.append(one.end().out)
        Path("other.db").unlink()

    assert "\x1b[1m" in screens[0]
    assert "\x1b" not in CODES.sub("", screens[0])
    assert CODES.sub("", screens[0]) == screens[1]


def test_plain_reads_well_aloud(tmp_path):
    """Whole lines, words in place of signs, no colour; commands in words."""
    with terminal(*only("hills", "--plain")) as one:
        asked = one.until("answer: ")
        one.type("why not\r")
        one.until("Choose one letter of A to D")
        one.type("skip\r")
        one.until("answer: ")
        (van,) = [line for line in asked.splitlines() if line.endswith("Van")]
        one.type(f"{van.removeprefix('Option ')[0]}\r")
        told = one.until("next: ")
        one.type("quit\r")
        done = one.end()

    assert "Option A. " in asked
    assert "You may write: skip, previous, flag, quit, help." in asked
    assert "right, your answer: Van" in told
    assert "   For: " in told
    assert "   Against: load goes up to 5" in told
    assert "\x1b" not in done.out
    assert not set(done.out) & set("│─┌└✓✗•")
    assert kept(tmp_path) == [("hills", "B", 1)]


def test_lines_from_a_pipe_are_answers_too(tmp_path):
    """Several letters in a line, with commas or without; the end of the input stops it."""
    done = process(*only("two"), said=b"a\nb, x\na,b\n")

    assert done.code == 0
    assert done.out.count("Choose TWO letters of A to D") == 2
    assert len(kept(tmp_path)) == 1
    assert "\x1b" not in done.out


def drilled_to_death(generator: random.Random) -> int:
    """Drill and kill at a random moment; gives how many answers had been told to be right or wrong."""
    with subprocess.Popen(
        command("drill", "bank", "--plain"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    ) as one:
        one.stdin.write(b"a\na,b\n\ns\n" * 400)
        one.stdin.flush()
        seen = [one.stdout.readline() for _ in range(generator.randrange(150))]
        time.sleep(generator.uniform(0, 0.03))
        one.kill()
        seen += one.stdout.readlines()
    return sum(line.startswith((b"Right: ", b"Wrong: ")) for line in seen)


def test_killed_at_any_moment_no_answer_is_lost(tmp_path):
    """What was told to be right or wrong is kept, the file is whole, the schedule is what the answers say."""
    from advisor.drill.file import open_file
    from advisor.drill.schedule import replay

    generator = random.Random(4)
    told = sum(drilled_to_death(generator) for _ in range(int(os.environ.get("KILLS", "8"))))
    file = open_file(tmp_path / "progress.db")

    assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(kept(tmp_path)) >= told > 0
    for key, *card in file.execute("SELECT * FROM card").fetchall():
        said = file.execute(
            "SELECT at, rating FROM review JOIN answer ON answer.id = review.answer WHERE difference = ?"
            " ORDER BY at, answer.id",
            (key,),
        ).fetchall()
        assert tuple(card) == replay(said)[0]
    file.close()


def test_towards_an_exam_todays_share_of_the_plan_is_drilled():
    """The plan is told, what adds most is asked, and when the day's time is used it ends."""
    soon = f"{time.gmtime().tm_year + 1}-01-31"
    plan = ["drill", "bank", "--exam-date", soon, "--minutes", "3"]
    with terminal(*plan, NO_COLOR="1") as one:
        opening = one.until("answer> ")
        one.type("ab\r")
        one.end(3)
    again = run(*plan, "--afresh", said="a\na,b\n\n" * 9)
    used = run(*plan, "--afresh")

    flat = " ".join(opening.split())
    assert "3 minutes a day are 2 questions at 90 s each." in flat
    assert "you have met 0." in flat
    assert "0 % would be recalled on that day without another review" in flat
    assert "Today: 2 differences." in flat
    assert 1 <= again.out.count("Question ") <= 2
    assert "Today's time is used, or nothing is worth a review today." in " ".join(used.out.split())


WRONG_DAYS = {
    ("--exam-date", "soon"): "--exam-date: 'soon' is not a day\n  write it as 2027-02-01\n",
    ("--exam-date", "2027-02-30"): "--exam-date: '2027-02-30' is not a day\n  write it as 2027-02-01\n",
    ("--exam-date", "2020-01-01"): "--exam-date: 2020-01-01 is not after today, ",
    ("--minutes", "5"): "--minutes: only a plan towards an exam needs it\n  say --exam-date as well\n",
}
"""What is said -> what is told."""


@pytest.mark.parametrize("said", WRONG_DAYS)
def test_a_day_that_makes_no_plan_is_told(said):
    """Before anything is asked."""
    done = run("drill", "bank", *said)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(WRONG_DAYS[said])


def test_what_was_mixed_up_can_be_drilled_alone():
    """Only questions that tell those two apart; where nothing was mixed up, nothing is left."""
    assert run("drill", "bank", "--confused") == (1, "Nothing was mixed up yet.\n", "")
    asked = run(*only("ring"), said="q\n").out
    run(*only("ring"), said=f"{letter(asked, 'Van')}\nq\n")
    done = run("drill", "bank", "--confused", said="q\n")

    assert "A jeweller" in done.out


def test_a_terminal_is_put_back_as_it_was():
    """However the program ends: what is typed afterwards is shown again."""
    import termios

    for number in (signal.SIGTERM, signal.SIGINT):
        with terminal("drill", "bank", NO_COLOR="1") as one:
            before = termios.tcgetattr(one.fd)[3]
            one.until("answer> ")
            during = termios.tcgetattr(one.fd)[3]
            one.run.send_signal(number)
            one.run.wait(20)
            after = termios.tcgetattr(one.fd)[3]

        assert before & termios.ECHO
        assert not during & termios.ECHO
        assert after == before


def test_a_question_whose_options_have_changed_is_asked_anew(tmp_path):
    """What stood open is not shown with letters that it has no more."""
    run("drill", "bank", "--question", "ring", said="q\n")
    text = questions.QUESTIONS["ring"].replace("B: van", "D: van")
    (tmp_path / "bank" / "ring.yaml").write_text(text, encoding="utf-8")
    asked = run("drill", said="q\n").out
    run("drill", said=f"{letter(asked, 'Van')}\nq\n")

    assert kept(tmp_path) == [("ring", "D", 0)]


def test_a_question_that_is_gone_is_passed_over(tmp_path):
    """A drill goes on without it, and without one whose proof has failed since."""
    run("drill", "bank", "--seed", "2", said="s\nq\n")
    for path in (tmp_path / "bank").iterdir():
        if path.stem != "ring":
            path.unlink()
    done = run("drill", said="p\nq\n")

    assert done.code == 0
    assert "A jeweller" in done.out
