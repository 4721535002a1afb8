"""New questions: sound, told in words that state each need, and the same whenever their number is asked."""

from __future__ import annotations

import pytest

from advisor.drill.made import make, subject
from advisor.drill.question import asked_alike
from advisor.drill.spoken import ROUND, spoken
from advisor.errors import AdvisorError
from advisor.recommend.advise import recommend
from advisor.rulebase.asked import parse
from advisor.rulebase.stories import stories
from folders import write

NUMBERS = range(40)


@pytest.fixture(scope="module")
def told(packaged):
    """How the packaged decisions are told."""
    return stories(packaged)


@pytest.fixture(scope="module")
def made(packaged, told):
    """The questions of the first numbers."""
    return [one for number in NUMBERS if (one := make(packaged, told, number)) is not None]


def test_nearly_every_number_gives_a_question(made):
    """A number whose draws come to nothing is rare."""
    assert len(made) >= len(NUMBERS) * 0.9


def test_every_question_is_sound_when_its_file_is_answered_anew(packaged, made):
    """Read from its file alone: decided, exactly the key chosen, one reason against each other option."""
    for one in made:
        found = recommend(packaged, parse(one.file.encode(), packaged, "made.yaml", "made"), flips=False)

        assert found.status == "decided", one.file
        assert found.chosen == one.question.scenario.answer, one.file
        against = {letter: option for letter, option in found.options.items() if option.verdict != "chosen"}
        assert len(against) == 3, one.file
        assert all(len({reason.text for reason in option.reasons}) == 1 for option in against.values()), (
            one.file
        )


def test_the_story_states_every_need_in_words_of_its_own(made):
    """What is needed, and what is to be kept low, stands in the story; nothing is left to fill in."""
    for one in made:
        scenario = one.question.scenario
        text = " ".join(scenario.text.split())
        stated = {need.condition.term for need in scenario.needs} | set(scenario.minimise)
        stated |= {need.condition.term for some in scenario.local.values() for need in some}

        assert stated == set(scenario.words), one.file
        assert all(words in text for words in scenario.words.values()), one.file
        assert not set("{}[]") & set(text), one.file
        assert text.endswith("?"), one.file


def test_a_number_gives_the_same_question_again(packaged, told, made):
    """Byte for byte, so that a question can be shown again by its number."""
    for one in made[:10]:
        again = make(packaged, told, one.number)

        assert again is not None
        assert again.file == one.file


def test_a_number_tells_cheaply_what_its_question_is_drawn_for(packaged, told, made):
    """Nearly always it is what the question then decides; so a wish can pass over other numbers."""
    drawn = [subject(packaged, told, one.number) in one.question.scenario.decide for one in made]

    assert sum(drawn) >= len(made) * 0.8


def test_hardly_a_question_asks_what_another_asked(made):
    """Needs, goal and options together are rarely drawn twice."""
    assert len({asked_alike(one.question.scenario) for one in made}) >= len(made) - 2


def test_a_question_holds_for_its_own_day(packaged, told):
    """What is made for today is answered by today's facts, and says so."""
    one = next(found for number in range(9) if (found := make(packaged, told, number, edition="today")))

    assert one.question.judged.day == packaged.editions["today"].day
    assert "as_of: today" in one.file


@pytest.mark.parametrize(
    ("amount", "said"),
    [("5 min", "five minutes"), ("1 s", "one second"), ("30 d", "30 days"), ("400 KB", "400 KB"),
     ("3", "three"), ("2000", "2,000"), ("10 MB/s", "10 MB a second"), ("1000/s", "1,000 a second")],
)  # fmt: skip
def test_amounts_are_told_as_people_say_them(amount, said):
    """Small numbers and times in words."""
    assert spoken(amount) == said


def test_every_round_amount_can_be_told():
    """And none is left as it is written by mistake."""
    assert all(spoken(amount) for some in ROUND.values() for amount in some)
    assert not any(" min" in f"{spoken(one)} ".replace(" minute", "") for one in ROUND["s"])


STORY = """\
domain: data-engineering
openings:
  - say: A mill has [scales on its silos].
    settles: {source: iot}
asks:
  - Which service should take in the records?
"""


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("{source: iot}", "{sorce: iot}", "4:15: there is no term 'sorce'\n  did you mean 'source'?"),
        ("{source: iot}", "{}", "3:5: 0 needs are settled, and 1 stand in [ ]"),
        ("[scales on its silos]", "scales", "3:5: 1 needs are settled, and 0 stand in [ ]"),
        ("iot}", "meters}", "4:23: source has no choice 'meters'"),
        ("domain: data", "domian: data", "1:1: unknown field 'domian'"),
    ],
)
def test_what_is_wrong_in_a_story_is_told_at_its_place(packaged, tmp_path, wrong, right, said):
    """As for all files that people write."""
    write(tmp_path, {"stories/streaming-ingestion.yaml": STORY.replace(wrong, right)})

    with pytest.raises(AdvisorError) as caught:
        stories(packaged, [tmp_path])
    assert f"{tmp_path}/stories/streaming-ingestion.yaml:{said}" in str(caught.value)


def test_a_story_for_no_decision_is_told(packaged, tmp_path):
    """Its file is named after the decision."""
    write(tmp_path, {"stories/streaming-ingestoin.yaml": STORY})

    with pytest.raises(AdvisorError) as caught:
        stories(packaged, [tmp_path])
    assert "there is no decision 'streaming-ingestoin' to tell\n  did you mean 'streaming-ingestion'" in str(
        caught.value
    )


ONE = """\
domain: data-engineering
openings: [A mill has a stream of weights.]
asks: [Which service should pass them on?]
tells:
  consumers: {say: ["[{value} programs] read each weight."], amounts: ["3"]}
unsaid: [latency, cost, operations, development, change, time-to-value]
"""


def test_an_amount_that_stands_first_has_a_capital(packaged, tmp_path):
    """A sentence begins as sentences do, and the words of the need are those of the story."""
    write(tmp_path, {"stories/messaging.yaml": ONE})
    found = stories(packaged, [tmp_path])
    made = [make(packaged, {"messaging": found["messaging"]}, number) for number in range(40)]
    texts = [" ".join(one.question.scenario.text.split()) for one in made if one is not None]
    texts = [one for one in texts if "programs read" in one]

    assert texts
    assert all("three programs" not in text and "Three programs" in text for text in texts)


def test_of_what_is_unsaid_nothing_is_said(packaged, tmp_path):
    """Neither as a need nor as a goal; a term that does not exist is told at its place."""
    write(tmp_path, {"stories/messaging.yaml": ONE})
    found = stories(packaged, [tmp_path])
    made = [make(packaged, {"messaging": found["messaging"]}, number) for number in range(40)]
    scenarios = [one.question.scenario for one in made if one is not None]
    said = {need.condition.term for one in scenarios for need in one.needs}

    assert scenarios
    assert not said & {"latency", "cost", "operations", "development", "change", "time-to-value"}
    assert not any(one.minimise for one in scenarios)

    write(tmp_path, {"stories/messaging.yaml": ONE.replace("[latency", "[latencie")})
    with pytest.raises(AdvisorError, match="there is no term 'latencie'"):
        stories(packaged, [tmp_path])


def test_a_foil_is_shown_and_never_right(packaged, tmp_path):
    """Some candidates are good wrong options, and odd answers."""
    write(tmp_path, {"stories/messaging.yaml": ONE + "foils: [msk]\n"})
    found = stories(packaged, [tmp_path])
    made = [make(packaged, {"messaging": found["messaging"]}, number) for number in range(40)]
    scenarios = [one.question.scenario for one in made if one is not None]
    right = {
        part.service for one in scenarios for o in one.options if o.letter in one.answer for part in o.parts
    }
    shown = {part.service for one in scenarios for o in one.options for part in o.parts}

    assert "msk" in shown
    assert "msk" not in right

    write(tmp_path, {"stories/messaging.yaml": ONE + "foils: [mask]\n"})
    with pytest.raises(AdvisorError, match="'mask' is no candidate of messaging"):
        stories(packaged, [tmp_path])


def test_where_candidates_differ_in_one_property_one_need_does(packaged, told):
    """Layouts of files are told apart by what they do alone, so a single need decides."""
    made = [make(packaged, {"data-layout": told["data-layout"]}, number) for number in NUMBERS]
    found = [one.question.scenario for one in made if one is not None]

    assert found
    assert any(len(one.needs) == 1 for one in found)


def test_a_decision_with_few_candidates_is_told_as_half_a_story(packaged, told):
    """Too few for four options of its own, they make the wrong halves of some of the options."""
    some = {one: told[one] for one in ("document-extraction", "text-to-speech")}
    found = [one.question.scenario for number in range(40) if (one := make(packaged, some, number))]

    assert found
    for scenario in found:
        key = next(option for option in scenario.options if option.letter in scenario.answer)
        for place in (0, 1):
            assert any(option.parts[place] != key.parts[place] for option in scenario.options)


def test_nothing_left_out_of_the_options_is_the_better_answer(packaged, made):
    """Asked without options, the engine decides for nothing else than the right one, if it decides."""
    for one in made:
        scenario = one.question.scenario
        key = next(option for option in scenario.options if option.letter in scenario.answer)
        found = recommend(packaged, scenario._replace(options=(), answer=()), flips=False)

        assert found.status != "decided" or {part.service for part in key.parts} <= set(found.services), (
            one.file
        )
