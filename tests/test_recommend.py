"""What a user is told: the answer, its reasons, what is against the others, and how sure it is."""

from __future__ import annotations

from advisor.recommend.advise import recommend
from advisor.rulebase.asked import parse


def texts(reasons):
    return [reason.text for reason in reasons]


def out(one, service):
    (found,) = [other for other in one.ruled_out if other.service == service]
    return texts(found.reasons)


def test_one_service_meets_all_needs(ask):
    """A service that keeps every limit and offers every capability is the answer."""
    one = ask("{needs: {arrival: all-day, load: 80, reach: hills}}")

    assert one.status == "decided"
    assert one.services == ("van",)
    assert one.solution[0].decisions == ("delivery",)


def test_all_reasons_against_a_candidate_are_told(ask):
    """Not the first reason only: each limit broken and each capability lacking."""
    one = ask("{decide: [delivery], needs: {load: 80, reach: hills, shelter: yes}}")

    assert out(one, "bicycle") == [
        "Bicycle: load goes up to 5, but at least 80 is needed.",
        "Bicycle: reach does not include hills. Hills are too steep.",
        "Bicycle: shelter is no, but yes is needed.",
    ]


def test_a_reason_cites_its_source_and_its_place(ask):
    """Each fact is cited with its page and its line in the YAML."""
    one = ask("{decide: [delivery], needs: {load: 80}}")
    reason = one.because[0]

    assert (reason.kind, reason.term) == ("fit", "load")
    assert reason.source == "https://example.org/van"
    assert reason.at == "rules/services/parcels/van.yaml:10"


def test_under_is_stricter_than_at_most(ask):
    """A value equal to the bound keeps "at most" and breaks "under"."""
    at_most = ask("{decide: [delivery], needs: {delay: at most 10 min, reach: hills}}")
    under = ask("{decide: [delivery], needs: {delay: under 10 min, reach: hills}}")

    assert at_most.services == ("drone",)
    assert under.status == "none-fits"


def test_unlimited_keeps_every_bound(ask):
    """A service with no limit bears any amount that can be written."""
    one = ask("{decide: [delivery], needs: {load: 1000 billion}}")

    assert one.services == ("van",)
    assert one.because[0].text == "Van: load has no limit, and at least 1000 billion is needed."


def test_a_chain_of_rules_is_real_and_shown(ask):
    """A rule's conclusion is a need of its own, which makes another rule fire."""
    one = ask("{decide: [delivery], needs: {fragile: yes, delay: at most 5 h}}")

    assert one.services == ("van",)
    assert texts(one.because)[0] == (
        "From fragile: yes follows the need shelter: yes. Wet cardboard gives way."
    )
    assert "Van: preferred. Walls keep out more than cloth." in texts(one.because)
    shelter = next(reason for reason in one.because if reason.term == "shelter" and reason.kind == "fit")
    assert shelter.by == "delivery/glass-needs-shelter"


def test_an_excluded_candidate_is_struck(ask):
    """A rule that excludes is final, with its sentence as the reason."""
    one = ask("{decide: [delivery], needs: {arrival: at-night, reach: town}}")

    assert "van" not in one.services
    assert out(one, "van") == ["Van: excluded. The town sleeps."]


def test_parts_together_offer_what_none_offers_alone(ask):
    """A bicycle with a tarpaulin: one reaches the town, the other keeps dry; both count as one service."""
    one = ask("{decide: [delivery], needs: {delay: 1 h, reach: town, shelter: yes}}")

    assert one.status == "provisional"  # the drone says nothing of shelter, and would be alone
    assert set(one.services) == {"bicycle", "tarpaulin"}
    assert texts(one.missing) == ["Drone: shelter is not known, and yes is needed. Nobody says."]


def test_silence_does_not_rule_out(ask):
    """A candidate that says nothing of a need is "not known", not struck."""
    one = ask("{decide: [delivery], needs: {shelter: yes, reach: island}}")

    assert one.status == "provisional"
    assert one.services == ("drone",)
    assert one.missing[0].kind == "unknown"


def test_a_dated_fact_changes_the_answer(ask):
    """The same needs on another day are answered from the facts of that day."""
    then = ask("{decide: [delivery], needs: {delay: at most 3 h, load: 9}}")
    now = ask("{decide: [delivery], needs: {delay: at most 3 h, load: 9}}", "today")

    assert then.status == "none-fits"
    assert now.services == ("van",)
    assert then.today.differs
    (changed,) = [fact for fact in then.today.changed_facts if fact.service == "van"]
    assert (changed.term, changed.was, changed.now, changed.since) == ("delay", "4 h", "2 h", "2024-06-01")


def test_an_entry_with_when_replaces_the_general_one(ask):
    """In the hills the van takes 8 h, whatever it takes elsewhere."""
    town = ask("{decide: [delivery], needs: {delay: 5 h, load: 9, reach: town}}")
    hills = ask("{decide: [delivery], needs: {delay: 5 h, load: 9, reach: hills}}")

    assert town.services == ("van",)
    assert hills.status == "none-fits"
    assert "Van: delay is 8 h, but at most 5 h is needed." in out(hills, "van")


def test_what_is_closed_to_new_customers_is_there_for_those_who_have_it(ask):
    """Lifecycle strikes what cannot be taken up, and says since when."""
    new = ask("{decide: [delivery], needs: {delay: 10 min}}", "2023-01-01")
    has = ask("{decide: [delivery], existing: [drone], needs: {delay: 10 min}}", "2023-01-01")
    shut = ask("{decide: [delivery], existing: [drone], needs: {delay: 10 min}}", "2024-02-01")

    assert out(new, "drone") == [
        "Drone: it takes no new customers since 2022-01-01. Who has it goes on: name it under 'existing'."
    ]
    assert has.services == ("drone",)
    assert out(shut, "drone")[0] == "Drone: it is shut since 2024-01-01. Forbidden by law."


def test_what_did_not_exist_yet_cannot_be_chosen(ask):
    """Before the first day of its life a service is not there."""
    one = ask("{decide: [delivery], needs: {delay: 10 min}}", "2017-01-01")

    assert out(one, "drone") == ["Drone: it does not exist before 2018-01-01."]


def test_the_goal_decides_among_those_that_fit(ask):
    """What is to be minimised comes before everything but the needs."""
    one = ask("{decide: [delivery], needs: {reach: town}, minimise: [upkeep]}")

    assert one.services == ("drone",)
    assert out(one, "van")[-1] == "Van: upkeep is high, while Drone's is none. It has an engine."


def test_a_goal_may_be_named_by_its_phrase(ask):
    """What people call a goal is in the vocabulary."""
    one = ask("{decide: [delivery], needs: {reach: town}, minimise: [least upkeep]}")

    assert one.services == ("drone",)


def test_a_tie_is_told_as_a_tie(ask):
    """Nothing tells them apart: no arbitrary pick, but the question that would."""
    one = ask("{decide: [delivery], needs: {reach: town}}")

    assert one.status == "tied"
    assert one.ties == (("bicycle",), ("van",), ("drone",))
    assert one.ask_next.term in ("delay", "load", "upkeep")
    assert one.ask_next.splits


def test_an_empty_scenario_is_never_an_answer(ask):
    """Nothing said, nothing recommended; the next question is asked instead."""
    for text in ("", "# nothing\n", "{}", "{title: Nothing yet}", "{decide: [delivery]}"):
        one = ask(text)

        assert one.status == "not-enough-said", text
        assert one.solution == ()
        assert one.ask_next is not None


def test_options_that_say_what_they_decide_need_no_decide(ask):
    """What the options' maps name is what is asked, whatever the needs raise."""
    one = ask(
        "{needs: {load: 101}, options: {A: {delivery: bicycle}, B: {delivery: van}}, answer: B}",
    )

    assert one.decisions == ("delivery",)
    assert one.also_raised == ("keeping",)
    assert one.chosen == ("B",)


def test_needs_that_raise_nothing_are_not_enough(ask):
    """A need that no raised decision looks at answers nothing, and is named."""
    one = ask("{needs: {fragile: yes}}")

    assert one.status == "not-enough-said"
    assert one.unused_needs == ("fragile",)


def test_unused_needs_are_named(ask):
    """What no rule or fact looks at is told, so that nobody thinks it was weighed."""
    one = ask("{decide: [delivery], needs: {load: 80, source: farm}}")

    assert one.services == ("van",)
    assert one.unused_needs == ("source",)


def test_what_decide_leaves_out_is_told(ask):
    """A given decide is complete; what the needs would raise besides is reported and not judged."""
    one = ask("{decide: [delivery], needs: {load: 101}}")

    assert one.also_raised == ("keeping",)
    assert one.services == ("van",)


def test_several_decisions_make_one_solution(ask):
    """Each raised decision is answered, and the parts stand in the order in which data flows."""
    one = ask("{needs: {arrival: all-day, load: 101}}")

    assert one.services == ("van", "depot")
    assert [part.decisions for part in one.solution] == [("delivery",), ("keeping",)]
    assert [(hop.start, hop.end, hop.possible) for hop in one.hops] == [("van", "depot", True)]


def test_an_impossible_hop_is_bridged_with_the_reason(ask):
    """A bicycle cannot hand parcels to the depot, and a van can do both sides."""
    one = ask("{decide: [delivery, keeping], use: [bicycle], needs: {reach: town}}")

    assert one.services == ("bicycle", "van", "depot")
    assert [hop.possible for hop in one.hops] == [True, True]
    assert "Bicycle cannot pass data to Depot by itself, so Van stands between." in texts(one.because)


def test_the_stricter_of_two_needs_holds(ask):
    """A need under the decision's id and one of the whole scenario: the stricter one counts."""
    one = ask("{decide: [delivery], needs: {delay: 5 h, reach: town, delivery: {delay: 20 min}}}")

    assert one.services == ("drone",)
    assert "Bicycle: delay is 30 min, but at most 20 min is needed." in out(one, "bicycle")


def test_what_is_insisted_on_is_in_the_solution(ask):
    """A solution without it is none, even if it would be better."""
    one = ask("{decide: [delivery], use: [van], needs: {reach: town}, minimise: [upkeep]}")

    assert one.services == ("van",)


def test_nothing_fits_says_what_comes_nearest(ask):
    """No silent best guess: the nearest, with what it misses."""
    one = ask("{decide: [delivery], needs: {delay: at most 1 h, load: 80}}")

    assert one.status == "none-fits"
    assert one.solution == ()
    assert len(one.nearest.misses) == 1


def test_the_smallest_change_that_flips_the_answer_is_told(ask):
    """The thresholds come from the facts; the engine is asked again at each."""
    one = ask("{decide: [delivery], needs: {reach: hills, load: 1}, minimise: [upkeep]}")
    flips = [(flip.change, flip.solution) for flip in one.flips]

    assert one.services == ("drone",)
    assert ({"load": "at least 2"}, ("van",)) in flips


def test_a_phrase_of_the_vocabulary_is_a_need(ask):
    """People may write "express" for what the vocabulary says it means."""
    one = ask("{decide: [delivery], needs: {delay: express, reach: hills}}")

    assert one.services == ("drone",)


def test_two_needs_of_which_one_came_from_a_rule_can_contradict(ask):
    """The scenario's own word is kept, and the contradiction is told."""
    one = ask("{decide: [delivery], needs: {fragile: yes, shelter: not yes, reach: town}}")

    assert texts(one.contradictions) == ["shelter: 'yes' contradicts 'not yes', which is kept."]


def test_what_an_option_sets_is_cited_at_its_own_place(toy):
    """Though another question set the same before, and what was compiled for it is kept."""
    text = b"decide: [delivery]\nneeds: {delay: at most 1 h, load: 3}\noptions: {A: [{van: {delay: 3 h}}], B: bicycle}\nanswer: B\n"
    for path in ("one.yaml", "other.yaml"):
        found = recommend(toy, parse(text, toy, path, "one"))
        (reason,) = (one for one in found.options["A"].reasons if one.term == "delay")

        assert reason.at == f"{path}:3"


def test_two_options_that_set_the_same_are_each_cited_at_their_own_place(toy):
    """Though they are judged alike."""
    text = b"decide: [delivery]\nneeds: {delay: at most 1 h, load: 3}\noptions:\n  A: [{van: {delay: 3 h}}]\n  B: bicycle\n  C: [{van: {delay: 3 h}}, depot]\nanswer: B\n"
    found = recommend(toy, parse(text, toy, "x.yaml", "x"))
    places = {
        letter: one.at for letter in "AC" for one in found.options[letter].reasons if one.term == "delay"
    }

    assert places == {"A": "x.yaml:4", "C": "x.yaml:6"}
