"""The pictures of many nights: their figures, and where their marks stand."""

from dataclasses import replace
from typing import get_args

import pytest

from nights import charts
from nights.archive import Archive, Named, Run, Season, find_ties
from nights.builder import Builder
from nights.model import Campaign, Goal, LineUp, LineUps, Person, Round, Rules, SeasonFile, Substitution
from nights.people import player_records
from tests.helpers import BENCH_OF_TREES, HOME, TREES, make_night

OPEN, CLOSED = True, False
PEOPLE = {player: Person(name=player.capitalize()) for player in (*TREES, *BENCH_OF_TREES)}


def season(name, *nights, is_open=CLOSED):
    """A season in one competition."""
    campaign = Campaign(competition="northern-cup", rules=Rules(away_goals=False))
    own = tuple(sorted((replace(night, season=name) for night in nights), key=lambda night: night.date))
    run = Run(campaign, Named("northern-cup", "Northern Cup", "Cup"), own, find_ties(own, campaign.rules))
    file = SeasonFile(title={"": "A season"}, summary={"": "It was played."}, campaigns=(campaign,), open=is_open)
    return Season(name, file, (run,))


def archive(*seasons):
    return Archive(None, tuple(night for each in seasons for night in each.nights), seasons, ())


def night(date, score, **more):
    return make_night(date, "lanterns", "valley", score, **more)


def goals(*minutes, by="oak"):
    return tuple(Goal(**{"for": "lanterns"}, player=by, minute=m, stoppage=s) for m, s in minutes)


def kinds(shapes):
    return [shape.kind for shape in shapes]


# --- stripes --------------------------------------------------------------------------


def test_stripes_fill_the_width_and_columns_stand_in_their_middle():
    picture = charts.results(
        archive(*(season(f"{y}-{y % 100 + 1}", night(f"{y}-09-01", (1, 0))) for y in range(2010, 2030)))
    ).picture
    assert [stripe.x for stripe in picture.stripes] == [5 * i for i in range(20)]
    assert picture.columns == tuple(5 * i + 2.5 for i in range(20))
    assert picture.least == 20 * charts.COLUMN


def test_a_lone_campaign_does_not_fill_the_picture():
    picture = charts.results(archive(season("2019-20", night("2019-09-01", (1, 0))))).picture
    assert picture.stripes == (charts.Stripe(0, 12.5),)


# --- results by campaign --------------------------------------------------------------


def test_results_are_marks_up_between_and_down():
    made = charts.results(
        archive(
            season("2018-19", night("2018-09-01", (2, 0)), night("2018-10-01", (1, 1)), night("2018-11-01", (0, 3))),
            season("2019-20", night("2019-09-01", (1, 0)), night("2019-10-01", None), is_open=OPEN),
        )
    )
    assert [(row.tally.won, row.tally.drawn, row.tally.lost, row.waiting) for row in made.rows] == [
        (1, 1, 1, 0),
        (1, 0, 0, 1),
    ]
    assert kinds(made.picture.shapes) == ["won", "drawn", "lost", "won", "open"]
    won, drawn, lost, *_ = made.picture.shapes
    assert won.y + won.height <= drawn.y
    assert drawn.y + drawn.height <= lost.y
    assert drawn.y + drawn.height / 2 == pytest.approx(made.axis, abs=1)
    assert [figure.value for figure in made.picture.figures] == [1, 1, 1]


def test_no_mark_leaves_the_picture_and_none_touches_another():
    full = [night(f"2019-{month:02}-01", (month % 3, 1), round="final") for month in range(1, 13)]
    picture = charts.results(archive(season("2019-20", *full))).picture
    spans = sorted((shape.y, shape.y + shape.height) for shape in picture.shapes)
    assert len(spans) == 12 + 1  # the star
    assert spans[0][0] >= 0
    assert spans[-1][1] <= picture.height
    assert all(above[1] <= below[0] for above, below in zip(spans, spans[1:], strict=False))


def test_a_trophy_is_a_star():
    made = charts.results(archive(season("2019-20", night("2020-05-20", (1, 0), round="final"))))
    assert kinds(made.picture.shapes) == ["won", "trophy"]


@pytest.mark.parametrize("seasons", [(), (season("2019-20"),), (season("2019-20", night("2019-09-01", None)),)])
def test_nothing_is_drawn_before_the_first_result(seasons):
    assert charts.results(archive(*seasons)) is None
    assert charts.goals_by_minute(archive(*seasons).nights) is None
    assert charts.scorers(archive(*seasons), {}, PEOPLE) is None


# --- how far --------------------------------------------------------------------------


def group(date, score, matchday=1, stage="group-stage"):
    return make_night(date, "lanterns", "harriers", score, stage=stage, round=None, matchday=matchday)


@pytest.mark.parametrize(
    ("nights", "is_open", "expected"),
    [
        pytest.param([], CLOSED, [], id="no night"),
        pytest.param([group("2019-09-01", (1, 0))], CLOSED, [(4, "lost")], id="out after the groups"),
        pytest.param([group("2019-09-01", (1, 0))], OPEN, [(4, "open")], id="the groups under way"),
        pytest.param([group("2019-09-01", None)], CLOSED, [(4, "open")], id="a group match without a result"),
        pytest.param(
            [group("2019-09-01", (1, 0)), night("2020-02-01", (1, 0), leg=1), night("2020-02-08", (0, 2), leg=2)],
            CLOSED, [(4, "won"), (6, "lost")], id="out in the round of 16",
        ),
        pytest.param([night("2020-02-01", (1, 0), leg=1)], OPEN, [(6, "open")], id="between two legs"),
        pytest.param(
            [night("2019-08-01", (1, 0), stage="qualifying", round="play-off-round")],
            OPEN, [(3, "won")], id="through, and the next stage not drawn",
        ),
        pytest.param(
            [night("2019-08-01", (0, 1), stage="qualifying", round="second-qualifying-round")],
            CLOSED, [(1, "lost")], id="out in qualifying",
        ),
        pytest.param(
            [night("2019-08-01", (0, 1), round="final")], CLOSED, [(9, "lost")], id="a final lost, and nothing else"
        ),
        pytest.param(
            [night("2019-08-01", (1, 0), round="final")], CLOSED, [(9, "won"), (10, "trophy")], id="a final won"
        ),
        pytest.param(
            [night("2019-08-01", (1, 1), round="final", penalties=(4, 2))],
            CLOSED, [(9, "won"), (10, "trophy")], id="a final won on penalties",
        ),
        pytest.param(
            [
                night("2019-09-01", (2, 0), round="first-round"), night("2019-11-01", (2, 0), round="second-round"),
                group("2020-03-01", (0, 1)),
            ],
            CLOSED, [(4, "won"), (5, "won"), (6, "lost")], id="a group stage after two rounds stands above them",
        ),
        pytest.param([night("2019-09-01", (1, 1))], CLOSED, [(6, "lost")], id="nothing came after a level tie"),
    ],
)  # fmt: skip
def test_steps(nights, is_open, expected):
    (run,) = season("2019-20", *nights).runs
    assert [(step.rung, step.kind) for step in charts.steps(run, is_open=is_open)] == expected


def test_a_run_has_ended_when_it_was_lost_or_won():
    def ended(*nights, is_open=CLOSED):
        end = charts.end(charts.steps(season("2019-20", *nights).runs[0], is_open=is_open))
        return end and end.stage

    assert ended(group("2019-09-01", (1, 0))) == "stage.group-stage"
    assert ended(night("2020-02-01", (0, 1)), is_open=OPEN) == "round.round-of-16"
    assert ended(night("2020-05-20", (1, 0), round="final")) == "result.trophy"
    assert ended(group("2019-09-01", (1, 0)), is_open=OPEN) is None
    assert ended(is_open=OPEN) is None


def test_every_stage_of_the_form_has_a_rung():
    stages = {f"round.{name}" for name in get_args(Round)} | {"stage.group-stage", "stage.league-phase"}
    assert {stage for rung in charts.LADDER for stage in rung} == stages | {"result.trophy"}


def test_the_ladder_shows_what_was_met_and_the_way_to_the_cup():
    made = charts.depths(
        archive(
            season("1966-67", night("1966-09-01", (0, 1), round="first-round")),
            season("2019-20", group("2019-09-01", (1, 0)), night("2020-02-01", (0, 1))),
        )
    )
    assert [rung.stages for rung in made.rungs] == [
        ("result.trophy",), ("round.final",), ("round.semi-finals",), ("round.quarter-finals",),
        ("round.round-of-16",), ("round.first-round", "stage.group-stage"),
    ]  # fmt: skip
    assert kinds(made.picture.shapes) == ["lost", "stem", "won", "lost"]
    first, stem, won, lost = made.picture.shapes
    assert first.y == won.y > lost.y
    assert stem.y == lost.y + lost.height
    assert stem.y + stem.height == won.y


# --- goals by minute ------------------------------------------------------------------


def test_goals_stand_in_their_quarter_and_stoppage_time_with_its_half():
    own = goals((1, None), (15, None), (16, None), (45, None), (45, 1), (46, None), (90, None), (90, 7))
    made = charts.goals_by_minute(season("2019-20", night("2019-09-01", (8, 0), goals=own)).nights)
    assert {span.name: len(span.ours) for span in made.spans} == {
        "1–15": 2, "16–30": 1, "31–45": 1, "45+": 1, "46–60": 1, "61–75": 0, "76–90": 1, "90+": 1,
    }  # fmt: skip
    assert [span.end for span in made.spans] == ["15", "30", "45", "45+", "60", "75", "90", "90+"]
    assert [stripe.width for stripe in made.picture.stripes] == [50, 50]
    assert made.unknown == (0, 0)
    assert made.extra == 0


def test_extra_time_is_there_when_it_was_played():
    ours = goals((91, None), (105, 2), (120, 1))
    late = night("2019-09-01", (0, 0), extra_time=(3, 0), goals=ours)
    made = charts.goals_by_minute(season("2019-20", late).nights)
    assert [(span.name, len(span.ours)) for span in made.spans][8:] == [
        ("91–105", 1), ("105+", 1), ("106–120", 0), ("120+", 1),
    ]  # fmt: skip
    assert len(made.picture.stripes) == 4
    assert made.extra == 1


def test_goals_without_a_minute_are_counted_and_not_drawn():
    some = night("2019-09-01", (2, 1), goals=goals((10, None), (None, None)))
    none = night("2019-10-01", (0, 3))
    made = charts.goals_by_minute(season("2019-20", some, none).nights)
    assert made.unknown == (1, 4)
    assert [each.night for each in made.incomplete] == ["2019-09-01-valley", "2019-10-01-valley"]
    assert kinds(made.picture.shapes) == ["won"]


def test_bars_are_as_long_as_their_number_on_both_sides():
    theirs = tuple(Goal(**{"for": "valley"}, minute=20) for _ in range(4))
    made = charts.goals_by_minute([night("2019-09-01", (2, 4), goals=goals((5, None), (6, None)) + theirs)])
    up, down = made.picture.shapes
    assert (up.kind, down.kind) == ("won", "lost")
    assert down.height == 2 * up.height == charts.BARS
    assert up.y + up.height < made.axis < down.y


# --- the squad ------------------------------------------------------------------------


def sheet(starting=TREES, bench=(), changes=None):
    """A team sheet; without `changes` nobody says who came on."""
    made = None if changes is None else tuple(Substitution(off=off, on=on, minute=60) for off, on in changes)
    starts, sits = dict.fromkeys(starting), dict.fromkeys(bench)
    return LineUps(home=LineUp(starting=starts, substitutes=sits, substitutions=made))


def cells(*nights):
    return {
        row.player: [kind for kind, _ in row.cells] for row in charts.squad(season("2019-20", *nights), PEOPLE).rows
    }


def test_a_cell_says_what_a_player_did():
    found = cells(
        night("2019-09-01", (1, 0), line_ups=sheet(bench=("rowan", "sorb"), changes=[("oak", "rowan")])),
        night("2019-10-01", (1, 0), line_ups=sheet(starting=("sorb", *TREES[1:]), changes=[])),
    )
    assert found["ash"] == ["started", ""]
    assert found["rowan"] == ["came-on", ""]
    assert found["sorb"] == ["bench", "started"]


def test_an_unknown_line_up_is_unknown():
    found = cells(
        night("2019-09-01", (1, 0), line_ups=sheet(bench=("rowan",))),
        night("2019-10-01", (1, 0), goals=goals((5, None))),
        night("2019-11-01", (1, 0), line_ups=sheet(starting=("ash", "oak"), changes=[])),
    )
    assert found["ash"] == ["started", "unknown", "started"]
    assert found["oak"] == ["started", "played", "started"]
    assert found["rowan"] == ["unknown"] * 3  # named for the bench, but nobody says who came on
    assert found["birch"] == ["started", "unknown", "unknown"]


def test_whoever_was_seen_in_play_has_played():
    own = Goal(**{"for": "valley"}, player="ash", minute=5, kind="own-goal")
    made = Goal(**{"for": "lanterns"}, player="oak", assist="birch", minute=6)
    found = cells(night("2019-09-01", (1, 1), goals=(own, made)))
    assert found == {"oak": ["played"], "ash": ["played"], "birch": ["played"]}


def test_nobody_came_on_before_there_were_substitutes():
    assert cells(night("1963-09-04", (1, 0), line_ups=sheet(bench=("rowan",))))["rowan"] == ["bench"]


def test_regulars_come_first_and_totals_are_counted():
    made = charts.squad(
        season(
            "2019-20",
            night("2019-09-01", (2, 0), line_ups=sheet(changes=[]), goals=goals((5, None), (6, None), by="pine")),
            night(
                "2019-10-01", (1, 0), line_ups=sheet(starting=TREES[5:], changes=[]), goals=goals((5, None), by="pine")
            ),
            night("2019-11-01", None),
        ),
        PEOPLE,
    )
    assert len(made.nights) == 2
    assert made.rows[0].player == "hazel"
    assert [(row.appearances, row.goals) for row in made.rows if row.player in ("pine", "ash")] == [(2, 3), (1, 0)]
    assert made.kinds == ("started", "unknown")


def test_own_goals_are_nobodys():
    own = (Goal(**{"for": "lanterns"}, player="oak", minute=5, kind="own-goal"),)
    made = charts.squad(season("2019-20", night("2019-09-01", (1, 0), line_ups=sheet(changes=[]), goals=own)), PEOPLE)
    assert sum(row.goals for row in made.rows) == 0


def test_no_line_up_no_row():
    assert charts.squad(season("2019-20", night("2019-09-01", (1, 0))), PEOPLE).rows == ()


# --- scorers over time ----------------------------------------------------------------


def scorers(*seasons):
    whole = archive(*seasons)
    return charts.scorers(whole, player_records(whole), PEOPLE)


def test_a_hill_climbs_at_each_goal_between_the_first_night_and_the_last():
    made = scorers(
        season("2016-17", night("2016-09-01", (1, 0))),
        season(
            "2017-18",
            night("2017-09-01", (0, 0), line_ups=sheet()),
            night("2017-10-01", (2, 0), line_ups=sheet(), goals=goals((5, None), (6, None))),
        ),
        season("2018-19"),
        season(
            "2019-20",
            night("2019-09-01", (1, 1), goals=goals((5, None), by="rowan")),
            night("2019-10-01", (1, 0), goals=goals((5, None))),
        ),
    )
    assert made.seasons == ("2017-18", "2018-19", "2019-20")
    oak, rowan = made.hills
    assert (oak.player, oak.goals, oak.totals) == ("oak", 3, (2, 2, 3))
    assert oak.path == "M0 84H6.25V28H31.25V0H37.5V84Z"
    assert (rowan.player, rowan.totals) == ("rowan", (None, None, 1))
    assert rowan.path == "M25 84H25V56H31.25V84Z"
    assert rowan.seasons(made.seasons) == ("2019-20", "2019-20")


def test_the_top_scorers_are_level_all_in_or_all_out():
    def scoring(**tallies):
        nights = [
            night(f"2019-{i + 1:02}-01", (n, 0), goals=goals(*[(5, None)] * n, by=player))
            for i, (player, n) in enumerate(tallies.items())
        ]
        return [hill.player for hill in (scorers(season("2019-20", *nights)) or charts.Scorers((), (), (), 0)).hills]

    assert scoring(oak=1, pine=2) == ["pine", "oak"]
    assert scoring(ash=3, fir=3, oak=2, pine=2, elder=1, hazel=1, birch=1) == ["ash", "fir", "oak", "pine"]
    assert scoring(**dict.fromkeys(TREES[:6], 1)) == list(TREES[:6])
    assert scoring(**dict.fromkeys(TREES[:7], 1)) == []


def test_goals_without_a_scorer_are_counted():
    known = night("2019-09-01", (2, 0), goals=goals((5, None)) + goals((6, None), by=None))
    made = scorers(season("2019-20", known, night("2019-10-01", (3, 0))))
    assert made.unnamed == 4


# --- the real archive -----------------------------------------------------------------


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Archive:
    return Builder(HOME / "content", tmp_path_factory.mktemp("charts") / "site", HOME).check()


def test_the_campaigns_went_as_far_as_they_did(real):
    ended = {
        (row.season, row.competition.id): (row.steps[-1].stage.partition(".")[2], row.steps[-1].kind)
        for row in charts.depths(real).rows
    }
    assert ended["1963-64", "cup-winners-cup"] == ("first-round", "lost")
    assert ended["1987-88", "cup-winners-cup"] == ("semi-finals", "lost")
    assert ended["2018-19", "europa-league"] == ("play-off-round", "lost")
    assert ended["2021-22", "champions-league"] == ("group-stage", "lost")
    assert ended["2021-22", "europa-league"] == ("quarter-finals", "lost")
    assert ended["2023-24", "europa-league"] == ("trophy", "trophy")
    assert ended["2024-25", "super-cup"] == ("final", "lost")
    assert ended["2025-26", "champions-league"] == ("round-of-16", "lost")


def test_every_goal_is_drawn_or_said_to_be_missing(real):
    made = charts.goals_by_minute(real.nights)
    assert sum(len(span.ours) for span in made.spans) + made.unknown[0] == sum(n.goals_for for n in real.played)
    assert sum(len(span.theirs) for span in made.spans) + made.unknown[1] == sum(n.goals_against for n in real.played)
    final = {span.name: timed.when for span in made.spans for timed in span.ours if real.by_id[timed.night].trophy}
    assert final == {"1–15": (12, 0), "16–30": (26, 0), "61–75": (75, 0)}


def test_the_squad_of_the_season_with_the_cup(real):
    made = charts.squad(next(s for s in real.seasons if s.id == "2023-24"), real.content.players.value)
    lookman = next(row for row in made.rows if row.player == "ademola-lookman")
    assert (lookman.appearances, lookman.goals) == (11, 5)
    assert lookman.cells[-1] == ("started", 3)
    assert all(sum(row.cells[i][0] == "started" for row in made.rows) == 11 for i in range(13))
