"""What holds for every score, every tie and every list of goals, tried with many at random."""

import datetime
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from nights import checks, ties
from nights.archive import Tie, tally
from nights.match_checks import Case
from nights.model import Goal, Match, Minute, Rules, Score
from nights.ties import Leg, aggregate, decide, standing
from tests.helpers import make_night

CLUBS = ("valley", "lanterns")  # home and away
OTHER = {"us": "them", "them": "us", "level": "level"}

few = st.integers(0, 4)
pairs = st.tuples(few, few)
rules = st.booleans()


@st.composite
def legs(draw):
    """One leg, or two with the sides changed."""
    at_home = draw(st.booleans())
    scores = draw(st.lists(pairs, min_size=1, max_size=2))
    return [Leg(us, them, home=at_home != bool(index)) for index, (us, them) in enumerate(scores)]


def mirrored(some):
    """The same legs as the other side sees them."""
    return [Leg(leg.them, leg.us, home=not leg.home) for leg in some]


# --- ties --------------------------------------------------------------------------------


@given(legs(), rules)
def test_the_other_side_sees_the_mirror_image(some, away_goals):
    assert aggregate(mirrored(some)) == aggregate(some)[::-1]
    assert standing(mirrored(some), away_goals=away_goals) == OTHER[standing(some, away_goals=away_goals)]


@given(legs(), rules, st.booleans(), st.none() | pairs)
def test_the_other_side_agrees_on_who_went_through_and_how(some, away_goals, extra_time, penalties):
    state, how = decide(some, away_goals=away_goals, extra_time=extra_time, penalties=penalties)
    turned = penalties and penalties[::-1]
    again = decide(mirrored(some), away_goals=away_goals, extra_time=extra_time, penalties=turned)
    assert again == (OTHER[state], how)


@given(legs())
def test_away_goals_count_only_when_the_aggregate_is_level(some):
    if ties.ahead(*aggregate(some)) != "level":
        assert standing(some, away_goals=True) == standing(some, away_goals=False)


@given(legs())
def test_away_goals_count_double(some):
    """The rule as it was known: of two legs with a level aggregate, away goals count twice."""
    us, them = aggregate(some)
    if us == them and len(some) == 2:
        us += sum(leg.us for leg in some if not leg.home)
        them += sum(leg.them for leg in some if leg.home)
    assert standing(some, away_goals=True) == ties.ahead(us, them)


@given(legs(), rules, st.booleans(), st.none() | pairs)
def test_a_tie_with_a_leader_is_decided(some, away_goals, extra_time, penalties):
    state, how = decide(some, away_goals=away_goals, extra_time=extra_time, penalties=penalties)
    stands = standing(some, away_goals=away_goals)
    if stands != "level":
        assert state == stands
    elif penalties:
        assert state == ties.ahead(*penalties)
    else:
        assert state == "level"
    assert (how is None) == (state == "level")
    assert (how == "shoot-out") == (stands == "level" and state != "level")


@given(legs(), rules, st.tuples(few, few).filter(lambda pair: pair[0] != pair[1]))
def test_a_shoot_out_always_decides(some, away_goals, penalties):
    assert decide(some, away_goals=away_goals, penalties=penalties)[0] != "level"


# --- minutes ------------------------------------------------------------------------------


@st.composite
def minutes(draw, last=90):
    """A minute as an editor may write it."""
    minute = draw(st.integers(1, last))
    stoppage = draw(st.integers(0, 9)) if minute in (45, 90, 105, 120) else 0
    return Minute(minute, stoppage)


@given(minutes(120), minutes(120))
def test_minutes_sort_in_the_order_of_play(one, other):
    if one.minute != other.minute:
        assert (one < other) == (one.minute < other.minute)
    else:
        assert (one < other) == (one.stoppage < other.stoppage)


@given(minutes(120))
def test_a_minute_is_written_as_it_is_read_out(when):
    minute, _, stoppage = str(when).partition("+")
    assert Minute(int(minute), int(stoppage or 0)) == when


# --- goals and score -------------------------------------------------------------------------


@st.composite
def goal_lists(draw, last=90):
    """Goals in order of time."""
    when = sorted(draw(st.lists(minutes(last), max_size=8)))
    return [
        Goal(**{"for": draw(st.sampled_from(CLUBS))}, minute=minute, stoppage=stoppage or None)
        for minute, stoppage in when
    ]


def score_of(goals, last=90):
    """The layers that the goals make."""
    until = {"half_time": 45, "full_time": 90} | ({"extra_time": 120} if last > 90 else {})
    layers = {
        layer: tuple(sum(goal.for_ == club and goal.minute <= end for goal in goals) for club in CLUBS)
        for layer, end in until.items()
    }
    return Score(**layers)


def case(goals, score):
    match = Match(
        date=datetime.date(2020, 3, 10), competition="northern-cup", stage="knockout", round="final",
        home=CLUBS[0], away=CLUBS[1], score=score, goals=tuple(goals),
    )  # fmt: skip
    return Case("2020-03-10-valley", match, None)


def complaints(check, goals, score):
    return list(check(case(goals, score)))


whole_matches = st.sampled_from((90, 120)).flatmap(lambda last: st.tuples(goal_lists(last), st.just(last)))


@given(whole_matches)
def test_goals_make_the_score_they_add_up_to(match):
    goals, last = match
    score = score_of(goals, last)
    for check in (
        checks.the_goals_add_up, checks.the_score_layers_agree, checks.goals_and_cards_are_in_order,
        checks.stoppage_only_where_a_period_ends, checks.extra_time_only_in_a_tie,
    ):  # fmt: skip
        assert complaints(check, goals, score) == []


def _swapped(goal):
    club = CLUBS[goal.for_ == CLUBS[0]]
    return Goal(**{"for": club}, minute=goal.minute, stoppage=goal.stoppage)


@given(whole_matches, st.data())
def test_a_goal_for_the_other_side_makes_another_score(match, data):
    goals, last = match
    assume(goals)
    score = score_of(goals, last)
    index = data.draw(st.integers(0, len(goals) - 1))
    wrong = [*goals[:index], _swapped(goals[index]), *goals[index + 1 :]]
    assert complaints(checks.the_goals_add_up, wrong, score)


@given(whole_matches, st.data())
def test_a_goal_too_few_makes_another_score(match, data):
    goals, last = match
    assume(goals)
    index = data.draw(st.integers(0, len(goals) - 1))
    assert complaints(checks.the_goals_add_up, [*goals[:index], *goals[index + 1 :]], score_of(goals, last))


@given(goal_lists(), st.data())
def test_goals_without_a_minute_still_make_the_final_score(goals, data):
    assume(goals)
    index = data.draw(st.integers(0, len(goals) - 1))
    unknown = [*goals[:index], Goal(**{"for": goals[index].for_}), *goals[index + 1 :]]
    score = score_of(goals)
    assert complaints(checks.the_goals_add_up, unknown, score) == []
    assert complaints(checks.the_goals_add_up, unknown[:index] + unknown[index + 1 :], score)


@given(goal_lists(), st.randoms(use_true_random=False))
def test_only_goals_in_order_of_time_are_in_order(goals, chance):
    shuffled = chance.sample(goals, len(goals))
    in_order = all(one.when <= other.when for one, other in pairwise(shuffled))
    assert (complaints(checks.goals_and_cards_are_in_order, shuffled, score_of(goals)) == []) == in_order


# --- nights ------------------------------------------------------------------------------------


@st.composite
def two_legs(draw):
    """A tie of two nights, the second with every goal and its minute, perhaps in extra time."""
    last = draw(st.sampled_from((90, 120)))
    goals = draw(goal_lists(last))
    score = score_of(goals, last)
    layers = {"extra_time": score.extra_time} if score.extra_time else {}
    first = make_night("2020-02-19", "lanterns", "valley", draw(pairs), leg=1)
    # in no particular order, since a tie has to see to that itself
    second = make_night(
        "2020-03-10", *CLUBS, score.full_time, leg=2, goals=tuple(draw(st.permutations(goals))), **layers
    )
    return Tie((first, second), Rules(away_goals=draw(rules)))


@given(two_legs())
def test_the_course_of_a_tie_leads_from_the_first_leg_to_the_end(tie):
    first, second = tie.nights
    course = tie.course(second)
    assert len(course) == sum(second.score) + 1
    start, end = course[0], course[-1]
    assert (start.since, start.aggregate) == (None, first.ours_first(first.score))
    assert end.aggregate == tie.aggregate
    final = [night.leg(night.score) for night in tie.nights]
    assert end.state == standing(final, away_goals=tie.rules.away_goals)
    assert tie.decision[0] == end.state


@given(two_legs())
def test_each_step_of_a_course_is_one_goal(tie):
    course = tie.course(tie.nights[1])
    for before, after in pairwise(course):
        steps = (after.aggregate[0] - before.aggregate[0], after.aggregate[1] - before.aggregate[1])
        assert steps in ((1, 0), (0, 1))
        assert before.since is None or before.since <= after.since


@st.composite
def any_night(draw):
    home, away = draw(st.permutations(["lanterns", "valley"]))
    score = draw(st.none() | pairs)
    extra = {"extra_time": (score[0] + draw(few), score[1] + draw(few))} if score and draw(st.booleans()) else {}
    return make_night("2020-03-10", home, away, score, **extra)


@given(st.lists(any_night()), st.lists(any_night()))
def test_a_tally_adds_up(some, others):
    one, other, both = tally(some), tally(others), tally(some + others)
    for key in ("played", "won", "drawn", "lost", "goals_for", "goals_against"):
        assert getattr(one, key) + getattr(other, key) == getattr(both, key)


@given(st.lists(any_night()), st.randoms(use_true_random=False))
def test_a_tally_counts_each_night_that_has_a_result(some, chance):
    made = tally(some)
    played = [night for night in some if night.score]
    assert made == tally(chance.sample(some, len(some)))
    assert made.played == len(played)
    assert made.won == sum(night.goals_for > night.goals_against for night in played)
    assert made.lost == sum(night.goals_for < night.goals_against for night in played)
    assert made.goals_for + made.goals_against == sum(sum(night.score) for night in played)


@given(any_night())
def test_a_result_is_that_of_our_side(night):
    if night.score is None:
        assert night.result is None
        return
    ours = night.score[0 if night.match.home == "lanterns" else 1]
    theirs = sum(night.score) - ours
    assert night.result == {1: "won", 0: "drawn", -1: "lost"}[(ours > theirs) - (ours < theirs)]
    assert night.ours_first(night.score) == (ours, theirs)
