"""The archive's totals agree with totals that others have published."""

import datetime
from collections import Counter
from pathlib import Path

import pytest

from nights.archive import Archive, tally
from nights.builder import Builder

HOME = Path(__file__).resolve().parent.parent
LEAGUE_STAGES = ("group-stage", "league-phase")


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Archive:
    return Builder(HOME / "content", tmp_path_factory.mktemp("totals") / "site", HOME).check()


def nights(archive: Archive, season: str, competition: str | None = None):
    return [n for n in archive.played if n.season == season and competition in (None, n.competition.id)]


@pytest.mark.parametrize(
    ("season", "competition", "number"),
    [
        ("1963-64", "cup-winners-cup", 3),
        ("1987-88", "cup-winners-cup", 8),
        ("1989-90", "uefa-cup", 2),
        ("1990-91", "uefa-cup", 8),
        ("2017-18", "europa-league", 8),
        ("2018-19", "europa-league", 6),
        ("2019-20", "champions-league", 9),
        ("2020-21", "champions-league", 8),
        ("2021-22", "champions-league", 6),
        ("2021-22", "europa-league", 6),
        ("2023-24", "europa-league", 13),
        ("2024-25", "super-cup", 1),
        ("2024-25", "champions-league", 10),
        ("2025-26", "champions-league", 12),
    ],
)
def test_each_campaign_has_all_its_matches(archive, season, competition, number):
    assert len(nights(archive, season, competition)) == number


def test_a_hundred_nights_were_played_before_the_summer_of_2026(archive):
    assert len([n for n in archive.played if n.date < datetime.date(2026, 7, 1)]) == 100


def test_42_champions_league_matches_came_before_the_return_against_dortmund(archive):
    """Sports Mole, 23 February 2026: 42 previous Champions League matches."""
    before = [
        n for n in archive.played if n.competition.id == "champions-league" and n.date < datetime.date(2026, 2, 25)
    ]
    assert len(before) == 42


def test_16_goals_led_to_the_quarter_final_of_2020(archive):
    """SportsMax, March 2020: 16 goals on the way to the quarter-finals."""
    way = [n for n in nights(archive, "2019-20") if n.match.round != "quarter-finals"]
    assert tally(way).goals_for == 16


def test_9675_days_lay_between_san_siro_and_reggio_emilia(archive):
    """Alfredo Pedullà, 14 September 2017: the first European night in 9,675 days."""
    days = archive.by_id["2017-09-14-everton"].date - archive.by_id["1991-03-20-inter"].date
    assert days.days == 9675


def test_the_scorers_of_the_won_cup(archive):
    """UEFA, Meet the 2024 winners: Scamacca 6, Lookman 5, Muriel 4."""
    goals = [g for n in nights(archive, "2023-24") for g in n.match.goals if g.for_ == n.club and g.kind != "own-goal"]
    assert Counter(goal.player for goal in goals).most_common(3) == [
        ("gianluca-scamacca", 6),
        ("ademola-lookman", 5),
        ("luis-muriel", 4),
    ]


def test_valencia_were_beaten_8_4_on_aggregate(archive):
    """SportsMax, 11 March 2020."""
    assert archive.ties["2020-03-10-valencia"].aggregate == (8, 4)


@pytest.mark.parametrize(
    ("season", "points", "goals"),
    [
        ("2017-18", 14, (14, 4)),
        ("2019-20", 7, (8, 12)),
        ("2020-21", 11, (10, 8)),
        ("2021-22", 6, (12, 13)),
        ("2023-24", 14, (12, 4)),
        ("2024-25", 15, (20, 6)),
        ("2025-26", 13, (10, 10)),
    ],
)
def test_the_final_tables_give_our_points(archive, season, points, goals):
    """The points as published after the last matchday; each campaign file names the page."""
    in_league = [n for n in nights(archive, season) if n.match.stage in LEAGUE_STAGES]
    made = tally(in_league)
    assert (3 * made.won + made.drawn, (made.goals_for, made.goals_against)) == (points, goals)


@pytest.mark.parametrize(
    ("night", "state", "how"),
    [
        ("1963-10-14-sporting-cp", "them", "third-match"),
        ("1987-09-30-merthyr-tydfil", "us", "aggregate"),
        ("1988-04-20-mechelen", "them", "aggregate"),
        ("1990-10-03-dinamo-zagreb", "us", "away-goals"),
        ("2018-02-22-borussia-dortmund", "them", "aggregate"),
        ("2018-08-30-copenhagen", "them", "shoot-out"),
        ("2020-08-12-paris-saint-germain", "them", "aggregate"),
        ("2024-05-22-bayer-leverkusen", "us", "aggregate"),
        ("2026-02-25-borussia-dortmund", "us", "aggregate"),
    ],
)
def test_ties_ended_as_everybody_knows(archive, night, state, how):
    assert archive.ties[night].decision == (state, how)


def test_one_trophy(archive):
    assert [night.id for night in archive.nights if night.trophy] == ["2024-05-22-bayer-leverkusen"]
