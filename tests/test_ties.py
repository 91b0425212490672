"""Who goes through: the arithmetic of a tie, and ties made of nights."""

import pytest

from nights.archive import Tie, find_ties
from nights.model import Goal, Rules
from nights.ties import Leg, aggregate, ahead, decide, standing
from tests.helpers import make_night

OLD = Rules(away_goals=True)  # until 2020-21
NEW = Rules(away_goals=False)  # since 2021-22
OLDEST = Rules(away_goals=False, then="third-match")  # in the sixties


def home(us, them):
    return Leg(us, them, home=True)


def away(us, them):
    return Leg(us, them, home=False)


@pytest.mark.parametrize(("us", "them", "state"), [(1, 0, "us"), (0, 1, "them"), (0, 0, "level"), (3, 3, "level")])
def test_ahead(us, them, state):
    assert ahead(us, them) == state


def test_aggregate_adds_the_legs():
    assert aggregate([]) == (0, 0)
    assert aggregate([home(4, 1), away(4, 3)]) == (8, 4)


@pytest.mark.parametrize(
    ("legs", "with_away_goals", "without"),
    [
        pytest.param([], "level", "level", id="before the first leg"),
        pytest.param([home(1, 1)], "level", "level", id="after one leg an away goal settles nothing"),
        pytest.param([away(1, 1)], "level", "level", id="nor does ours"),
        pytest.param([home(0, 0), away(0, 0)], "level", "level", id="no goal"),
        pytest.param([home(0, 0), away(1, 1)], "us", "level", id="one away goal of ours"),
        pytest.param([home(1, 1), away(0, 0)], "them", "level", id="one away goal of theirs"),
        pytest.param([home(1, 0), away(1, 2)], "us", "level", id="a narrow win and a narrow defeat"),
        pytest.param([home(2, 1), away(1, 2)], "level", "level", id="the same twice"),
        pytest.param([away(2, 3), home(1, 0)], "us", "level", id="away first"),
        pytest.param([home(1, 3), away(3, 1)], "level", "level", id="three away goals each"),
        pytest.param([home(0, 3), away(3, 0)], "level", "level", id="only away goals"),
        pytest.param([home(0, 1), away(3, 1)], "us", "us", id="away goals do not matter when one side has more"),
        pytest.param([home(3, 0), away(0, 2)], "us", "us", id="nor do they help who has fewer"),
    ],
)
def test_how_a_tie_stands(legs, with_away_goals, without):
    assert standing(legs, away_goals=True) == with_away_goals
    assert standing(legs, away_goals=False) == without


@pytest.mark.parametrize(
    ("legs", "rule", "more", "decided"),
    [
        pytest.param([home(4, 1), away(4, 3)], True, {}, ("us", "aggregate"), id="8-4 on aggregate"),
        pytest.param([home(1, 0), away(0, 4)], False, {}, ("them", "aggregate"), id="1-4 on aggregate"),
        pytest.param([home(1, 1), away(2, 2)], True, {}, ("us", "away-goals"), id="away goals in 2020-21"),
        pytest.param([home(1, 1), away(2, 2)], False, {}, ("level", None), id="no away goals in 2021-22"),
        pytest.param(
            [away(1, 2), home(3, 2)], True, {"extra_time": True}, ("them", "away-goals"),
            id="an away goal in extra time",
        ),
        pytest.param(
            [home(1, 0), away(1, 1)], True, {"extra_time": True}, ("us", "extra-time"), id="a goal in extra time"
        ),
        pytest.param([home(2, 1), away(1, 2)], True, {"extra_time": True}, ("level", None), id="not in extra time"),
        pytest.param(
            [home(2, 1), away(1, 2)], True, {"extra_time": True, "penalties": (4, 3)}, ("us", "shoot-out"),
            id="a shoot-out won",
        ),
        pytest.param(
            [home(2, 1), away(1, 2)], True, {"extra_time": True, "penalties": (3, 4)}, ("them", "shoot-out"),
            id="a shoot-out lost",
        ),
        pytest.param(
            [home(2, 1), away(1, 2)], True, {"penalties": (3, 3)}, ("level", None), id="a shoot-out under way"
        ),
        pytest.param([away(1, 0)], True, {}, ("us", "aggregate"), id="one match won"),
        pytest.param([away(1, 2)], True, {"extra_time": True}, ("them", "extra-time"), id="one match lost late"),
        pytest.param([away(1, 1)], True, {}, ("level", None), id="one match level, however many away goals"),
        pytest.param([away(1, 1)], True, {"penalties": (2, 4)}, ("them", "shoot-out"), id="one match, then penalties"),
    ],
)  # fmt: skip
def test_who_went_through_and_how(legs, rule, more, decided):
    assert decide(legs, away_goals=rule, **more) == decided


# --- ties made of nights ------------------------------------------------------------------


def first(score, **more):
    return make_night("2020-02-19", "lanterns", "valley", score, leg=1, **more)


def second(score, **more):
    return make_night("2020-03-10", "valley", "lanterns", score, leg=2, **more)


def third(score, **more):
    return make_night("2020-03-17", "lanterns", "valley", score, leg=3, neutral=True, **more)


def single(score, **more):
    return make_night("2020-08-12", "lanterns", "valley", score, neutral=True, **more)


@pytest.mark.parametrize(
    ("nights", "rules", "total", "decision"),
    [
        pytest.param((first((2, 1)), second((1, 1))), OLD, (3, 2), ("us", "aggregate"), id="on aggregate"),
        pytest.param((first((2, 1)), second((1, 0))), OLD, (2, 2), ("them", "away-goals"), id="on away goals"),
        pytest.param(
            (first((2, 1), neutral=True), second((1, 0), neutral=True)), OLD, (2, 2), ("them", "away-goals"),
            id="on away goals, both legs at a ground that is nobody's",
        ),
        pytest.param(
            (first((2, 1)), second((2, 1), extra_time=(3, 2))), OLD, (4, 4), ("us", "away-goals"),
            id="on away goals, one of them in extra time",
        ),
        pytest.param(
            (first((2, 1)), second((1, 0), extra_time=(1, 1))), NEW, (3, 2), ("us", "extra-time"), id="in extra time"
        ),
        pytest.param(
            (first((2, 1)), second((1, 0), extra_time=(1, 0), penalties=(3, 5))), NEW, (2, 2), ("us", "shoot-out"),
            id="on penalties, those at home written first",
        ),
        pytest.param(
            (first((2, 0)), second((3, 1)), third((1, 1), extra_time=(1, 3))), OLDEST, (3, 3), ("them", "third-match"),
            id="in a third match, which does not count for the aggregate",
        ),
        pytest.param(
            (first((2, 0)), second((3, 1)), third((2, 0))), OLDEST, (3, 3), ("us", "third-match"), id="in a third match"
        ),
        pytest.param(
            (first((2, 0)), second((3, 1)), third((1, 1), extra_time=(1, 1), penalties=(4, 2))), OLDEST, (3, 3),
            ("us", "shoot-out"), id="on penalties after a third match",
        ),
        pytest.param((single((1, 2)),), OLD, (1, 2), ("them", "aggregate"), id="in one match"),
        pytest.param((single((1, 1), penalties=(5, 4)),), NEW, (1, 1), ("us", "shoot-out"), id="in one shoot-out"),
        pytest.param((first((2, 1)),), OLD, (2, 1), ("level", None), id="not after the first leg"),
        pytest.param((first((2, 1)), second(None)), OLD, (2, 1), ("level", None), id="not before the second"),
        pytest.param((single(None),), OLD, (0, 0), ("level", None), id="not before the only match"),
        pytest.param((first((2, 0)), second((3, 1))), OLDEST, (3, 3), ("level", None), id="not before the third match"),
    ],
)  # fmt: skip
def test_a_tie_is_decided(nights, rules, total, decision):
    tie = Tie(nights, rules)
    assert tie.aggregate == total
    assert tie.decision == decision


@pytest.mark.parametrize(
    ("nights", "played", "complete"),
    [
        pytest.param((first((2, 1)),), True, False, id="a first leg"),
        pytest.param((first((2, 1)), second(None)), False, False, id="a second leg to come"),
        pytest.param((first((2, 1)), second((0, 0))), True, True, id="two legs"),
        pytest.param((single((1, 0)),), True, True, id="one match"),
        pytest.param((single(None),), False, False, id="one match to come"),
    ],
)
def test_a_tie_is_complete_once_the_match_that_settles_it_is_played(nights, played, complete):
    tie = Tie(nights, OLD)
    assert (tie.played, tie.complete) == (played, complete)


def test_a_tie_is_one_round_against_one_club():
    nights = [
        make_night("2019-10-22", "lanterns", "valley", (1, 0), stage="group-stage", round=None, matchday=1),
        first((2, 1)),
        second((1, 1)),
        make_night("2020-04-01", "lanterns", "harriers", (0, 0), round="quarter-finals", leg=1),
        make_night("2020-04-08", "harriers", "lanterns", (0, 1), round="quarter-finals", leg=2),
        make_night("2020-05-20", "lanterns", "valley", (1, 0), round="final", neutral=True),
    ]
    found = find_ties(nights, OLD)
    assert [[night.id for night in tie.nights] for tie in found] == [
        ["2020-02-19-valley", "2020-03-10-valley"],
        ["2020-04-01-harriers", "2020-04-08-harriers"],
        ["2020-05-20-valley"],
    ]


# --- minute by minute --------------------------------------------------------------------------


def goals(*written):
    """Goals from `12 valley`, `45+2 lanterns`, `? valley`."""
    made = []
    for text in written:
        when, club = text.split()
        minute, _, stoppage = when.partition("+")
        known = {} if when == "?" else {"minute": int(minute), "stoppage": int(stoppage) if stoppage else None}
        made.append(Goal(**{"for": club}, **known))
    return tuple(made)


def course(tie, night):
    return [(str(stretch.since or "kick-off"), stretch.state, stretch.aggregate) for stretch in tie.course(night)]


def test_how_a_tie_stood_from_goal_to_goal():
    before = first((2, 1))
    after = second((2, 1), goals=goals("12 valley", "45+2 lanterns", "46 valley"))
    assert course(Tie((before, after), OLD), after) == [
        ("kick-off", "us", (2, 1)),
        ("12", "them", (2, 2)),
        ("45+2", "us", (3, 2)),
        ("46", "level", (3, 3)),
    ]
    assert course(Tie((before, after), NEW), after)[1] == ("12", "level", (2, 2))


def test_the_first_leg_stands_alone():
    before = first((1, 1), goals=goals("3 lanterns", "80 valley"))
    tie = Tie((before, second((0, 0))), OLD)
    assert course(tie, before) == [("kick-off", "level", (0, 0)), ("3", "us", (1, 0)), ("80", "level", (1, 1))]


def test_extra_time_belongs_to_the_second_leg():
    last = second((1, 0), extra_time=(1, 1), goals=goals("9 valley", "119 lanterns"))
    tie = Tie((first((1, 0)), last), OLD)
    assert course(tie, last)[-1] == ("119", "us", (2, 1))


def test_a_third_match_begins_at_nought():
    last = third((0, 1), goals=goals("88 valley"))
    tie = Tie((first((2, 0)), second((3, 1)), last), OLDEST)
    assert course(tie, last) == [("kick-off", "level", (0, 0)), ("88", "them", (0, 1))]


@pytest.mark.parametrize(
    "night",
    [
        pytest.param(second((1, 0), goals=goals("? valley")), id="a goal without a minute"),
        pytest.param(second((1, 1), goals=goals("12 valley")), id="a goal that is not listed"),
        pytest.param(second((1, 1)), id="goals nobody lists"),
        pytest.param(second(None), id="a night to come"),
    ],
)
def test_nobody_can_say_how_it_stood(night):
    assert Tie((first((2, 1)), night), OLD).course(night) == ()


def test_nobody_can_say_how_it_stood_while_the_first_leg_has_no_result():
    night = second((1, 0), goals=goals("12 valley"))
    tie = Tie((first(None), night), OLD)
    assert tie.course(night) == ()
    assert not tie.legs_played


def test_a_night_without_goals_has_one_stretch():
    night = second((0, 0), goals=())
    assert course(Tie((first((2, 1)), night), OLD), night) == [("kick-off", "us", (2, 1))]
