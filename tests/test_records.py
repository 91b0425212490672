"""Who holds a record, who held it before, and what is not known: on made nights, and against the real archive."""

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nights import model
from nights.archive import Archive, Night, find_ties, tally
from nights.builder import Builder
from nights.model import Minute
from nights.records import (
    DEFINITIONS,
    Age,
    Feat,
    Record,
    age_on,
    all_records,
    deepest,
    penalties,
    places,
    reigns,
    results,
    scorers_born,
    shoot_outs,
)
from tests.helpers import HOME, day, make_content, make_night

NO_RULES = model.Rules(away_goals=False)


def goal(minute: int | None, by: str = "lanterns", player: str | None = "oak", **more: Any) -> model.Goal:
    return model.Goal(**{"minute": minute, "for": by, "player": player, **more})


def night(
    number: int, score: tuple[int, int] | None, *, home: bool = True, other: str = "valley", **more: Any
) -> Night:
    """The night of that day of the year 2000; the score has ours first."""
    date = (datetime.date(1999, 12, 31) + datetime.timedelta(days=number)).isoformat()
    pair = ("lanterns", other) if home else (other, "lanterns")
    return make_night(date, *pair, score if home or score is None else score[::-1], **more)


def told(number: int, order: str, **more: Any) -> Night:
    """A night by the order of its goals, ten minutes apart: `u` is one of ours, `t` one of theirs."""
    goals = tuple(goal(10 * n, "lanterns" if who == "u" else "valley") for n, who in enumerate(order, 1))
    return night(number, (order.count("u"), order.count("t")), goals=goals, **more)


def unrecorded(number: int, **more: Any) -> Night:
    to_come = night(number, None, **more)
    return dataclasses.replace(to_come, match=dataclasses.replace(to_come.match, status="unrecorded"))


def archive(nights: Sequence[Night], *, ties: Sequence[Any] = (), born: Mapping[str, str] | None = None) -> Archive:
    players = {
        name: model.Person(name=name, born=day(born[name]) if born and name in born else None)
        for name in ("oak", "elm", "ash")
    }
    content: Any = SimpleNamespace(players=SimpleNamespace(value=players))
    season: Any = SimpleNamespace(runs=[SimpleNamespace(ties=tuple(ties))])
    return Archive(content, tuple(nights), (season,), ())


def record(wanted: str, nights: Sequence[Night], **more: Any) -> Record:
    return next(each for each in all_records(archive(nights, **more)) if each.id == wanted)


def listed(each: Record) -> list[tuple[int, Any, int]]:
    """The list: place, value, day of the night."""
    return [(place.number, place.feat.value, place.feat.night.date.timetuple().tm_yday) for place in each.places]


def held(each: Record) -> list[tuple[list[str | None], int, int | None]]:
    """The holders: players, the day since when, the day until when."""
    days = [(r.since.date.timetuple().tm_yday, r.until and r.until.date.timetuple().tm_yday) for r in each.reigns]
    return [([feat.player for feat in r.feats], *when) for r, when in zip(each.reigns, days, strict=True)]


# --- the rule of all records ------------------------------------------------------------


def feat(holder: str, rank: int, number: int) -> Feat:
    return Feat(holder, (rank,), rank, (night(number, (1, 0)),), holder)


def test_a_record_is_beaten_not_equalled():
    line = reigns([feat("a", 2, 1), feat("b", 2, 2), feat("c", 3, 3), feat("d", 1, 4)])
    assert [(r.feats[0].holder, r.since.date.day, r.until and r.until.date.day) for r in line] == [
        ("a", 1, 3),
        ("c", 3, None),
    ]


def test_done_on_one_night_they_share_it():
    line = reigns([feat("a", 1, 1), feat("b", 1, 1), feat("b", 2, 2)])
    assert [[f.holder for f in r.feats] for r in line] == [["a", "b"], ["b"]]


def test_a_holder_who_improves_still_holds_it_since_the_first_time():
    (only,) = reigns([feat("a", 1, 1), feat("a", 2, 2), feat("a", 3, 3)])
    assert (only.feats[0].value, only.since.date.day, only.until) == (3, 1, None)


def test_of_two_that_are_level_the_earlier_stands_higher():
    found, level = places([feat("a", 1, 1), feat("b", 5, 2), feat("c", 5, 3)])
    assert [(p.number, p.feat.holder) for p in found] == [(1, "b"), (2, "c"), (3, "a")]
    assert level == 0


def test_the_list_ends_after_ten_and_says_how_many_are_level_with_the_last():
    found, level = places([feat(str(n), 1, n) for n in range(1, 14)])
    assert len(found) == 10
    assert level == 3


def test_who_shares_the_last_place_is_on_the_list():
    found, level = places([*(feat(str(n), 9, n) for n in range(1, 10)), feat("x", 5, 20), feat("y", 5, 20)])
    assert [p.number for p in found] == [*range(1, 10), 10, 10]
    assert level == 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 5)), max_size=12))
def test_the_last_holder_heads_the_list(done: list[tuple[str, int]]):
    feats = [feat(holder, rank, number) for number, (holder, rank) in enumerate(done, 1)]
    line, (found, _) = reigns(feats), places(feats)
    assert bool(line) == bool(found) == bool(done)
    if done:
        assert line[-1].feats[0].rank == found[0].feat.rank == (max(rank for _, rank in done),)
        assert line[-1].feats[0].holder == found[0].feat.holder
        assert [r.until for r in line] == [*(r.since for r in line[1:]), None]


@pytest.mark.parametrize("nights", [[], [night(1, None)], [night(1, (0, 0))], [unrecorded(1)]])
def test_an_archive_with_nothing_in_it_has_every_record_unheld(nights: list[Night]):
    found = all_records(archive(nights))
    assert [each.id for each in found] == [definition.id for definition in DEFINITIONS]
    assert not [each.id for each in found if each.places or each.reigns or each.level]


# --- results and comebacks ---------------------------------------------------------------


def test_biggest_win_by_margin_then_by_goals_then_the_earlier():
    wins = [night(1, (2, 0)), night(2, (3, 1), home=False), night(3, (3, 1)), night(4, (9, 8)), night(5, (0, 4))]
    assert listed(record("biggest-win", wins)) == [(1, 2, 2), (2, 2, 3), (3, 2, 1), (4, 1, 4)]
    assert listed(record("biggest-defeat", wins)) == [(1, 4, 5)]


def test_a_win_after_extra_time_counts_and_one_on_penalties_does_not():
    nights = [
        night(1, (1, 1), extra_time=(3, 1)),
        night(2, (1, 1), extra_time=(1, 1), penalties=(5, 0)),
    ]
    assert listed(record("biggest-win", nights)) == [(1, 2, 1)]


@pytest.mark.parametrize(
    ("order", "ours", "expected"),
    [
        ("tuu", True, (1, Minute(20))),
        ("ttuuu", True, (2, Minute(40))),
        ("tutuu", True, (1, Minute(40))),
        ("utu", True, None),
        ("uutt", False, (2, Minute(40))),
        ("", True, None),
    ],
)
def test_how_far_behind_and_until_when(order: str, ours: bool, expected: object):
    assert deepest(told(1, order), ours=ours) == expected


def test_comebacks_go_by_the_result():
    nights = [told(1, "tuu"), told(2, "ttuu"), told(3, "uttu"), told(4, "uuttt"), told(5, "utt"), told(6, "tu" * 2)]
    assert listed(record("comeback", nights)) == [(1, 1, 1)]
    assert listed(record("point-saved", nights)) == [(1, 2, 2), (2, 1, 3), (3, 1, 6)]
    assert listed(record("lead-lost", nights)) == [(1, 2, 4), (2, 1, 5)]


def test_goals_written_out_of_order_are_put_in_order():
    turned = night(1, (2, 1), goals=(goal(80), goal(50), goal(5, "valley")))
    assert listed(record("comeback", [turned])) == [(1, 1, 1)]


def test_a_comeback_nobody_can_see_is_in_doubt():
    hidden = night(1, (2, 1), goals=(goal(None, "valley"), goal(50), goal(80)))
    clear = night(2, (2, 0))  # nobody was behind here, whatever the minutes
    found = record("comeback", [hidden, clear])
    assert not found.places
    assert found.doubtful == (hidden,)


def tie(first: tuple[int, int], second: tuple[int, int], number: int = 1, third: tuple[int, int] | None = None) -> Any:
    legs = [night(number, first, leg=1), night(number + 7, second, home=False, leg=2)]
    if third:
        legs.append(night(number + 14, third, leg=3, neutral=True))
    (found,) = find_ties(legs, NO_RULES)
    return found


def test_ties_turned_round():
    won, by_more, never_behind = tie((0, 1), (2, 0), 1), tie((0, 1), (3, 0), 30), tie((1, 0), (1, 0), 60)
    lost = tie((2, 0), (0, 3), 90)
    third = tie((2, 0), (1, 3), 120, third=(1, 3))
    ties = [won, by_more, never_behind, lost, third]
    nights = [each for one in ties for each in one.nights]
    assert listed(record("tie-turned", nights, ties=ties)) == [(1, 1, 37), (2, 1, 8)]
    assert listed(record("tie-lost", nights, ties=ties)) == [(1, 2, 97), (2, 2, 134)]


def test_a_tie_of_one_match_and_one_not_over_turn_nothing():
    single = night(1, (2, 1))
    first = night(20, (0, 2), leg=1, other="harriers")
    ties = [*find_ties([single], NO_RULES), *find_ties([first], NO_RULES)]
    assert not record("tie-turned", [single, first], ties=ties).places


# --- streaks -------------------------------------------------------------------------------


def test_streaks_of_each_kind():
    nights = [night(n, score) for n, score in enumerate([(1, 0), (2, 0), (1, 1), (0, 0), (0, 2), (3, 1), (1, 0)], 1)]
    assert listed(record("unbeaten", nights)) == [(1, 4, 4), (2, 2, 7)]
    assert listed(record("wins", nights)) == [(1, 2, 2), (2, 2, 7)]
    assert listed(record("scoring", nights)) == [(1, 3, 3), (2, 2, 7)]
    assert listed(record("clean-sheets", nights)) == [(1, 2, 2)]


def test_a_streak_takes_the_record_on_the_night_it_gets_longer():
    nights = [night(n, (1, 0) if n not in (3, 8) else (0, 1)) for n in range(1, 10)]
    assert held(record("wins", nights)) == [([None], 2, 6), ([None], 6, None)]


def test_a_streak_next_to_a_night_not_recorded_is_the_least():
    nights = [night(1, (1, 0)), night(2, (1, 0)), unrecorded(3), night(4, (0, 1)), night(5, (1, 0)), night(6, (1, 0))]
    found = record("wins", nights)
    assert [place.feat.at_least for place in found.places] == [True, False]
    assert found.doubtful == (nights[2],)


def test_a_night_to_come_ends_no_streak():
    found = record("wins", [night(1, (1, 0)), night(2, (1, 0)), night(3, None)])
    assert [place.feat.at_least for place in found.places] == [False]


# --- goals ------------------------------------------------------------------------------------


def test_fastest_and_latest_goal_in_the_order_of_play():
    nights = [
        night(1, (2, 1), goals=(goal(1, kind="own-goal", player="crane"), goal(5), goal(2, "valley", "finch"))),
        night(2, (2, 0), goals=(goal(5), goal(90, stoppage=9, player="elm"))),
        night(3, (1, 1), extra_time=(2, 1), goals=(goal(91, player="ash"), goal(None), goal(9, "valley"))),
    ]
    fastest, latest = record("fastest-goal", nights), record("latest-goal", nights)
    assert listed(fastest)[:2] == [(1, Minute(5), 1), (2, Minute(5), 2)]
    assert [p.feat.player for p in latest.places][:2] == ["ash", "elm"]
    assert held(latest) == [(["oak"], 1, 2), (["elm"], 2, 3), (["ash"], 3, None)]
    assert fastest.doubtful == (nights[2],)


def test_the_goal_of_a_scorer_nobody_knows_counts_as_a_goal_but_for_no_player():
    nights = [night(1, (1, 0), goals=(goal(1, player=None),))]
    assert listed(record("fastest-goal", nights)) == [(1, Minute(1), 1)]
    most = record("most-goals", nights)
    assert not most.places
    assert most.doubtful == tuple(nights)
    assert most.at_least


def test_hat_tricks_leave_out_own_goals_and_list_every_one():
    three = tuple(goal(minute) for minute in (10, 20, 30))
    four = (*three, goal(40))
    with_an_own_goal = (*three[:2], goal(30, kind="own-goal"))
    nights = [night(1, (3, 0), goals=three), night(2, (4, 0), goals=four), night(3, (3, 0), goals=with_an_own_goal)]
    nights += [night(n, (3, 0), goals=three) for n in range(4, 20)]
    found = record("hat-tricks", nights)
    assert len(found.places) == 18
    assert listed(found)[:2] == [(1, 4, 2), (2, 3, 1)]
    assert found.places[0].feat.moments == (Minute(10), Minute(20), Minute(30), Minute(40))


@pytest.mark.parametrize(
    ("born", "on", "expected"),
    [
        ("2000-03-10", "2020-03-10", (20, 0)),
        ("2000-03-11", "2020-03-10", (19, 365)),
        ("2000-12-31", "2021-01-01", (20, 1)),
        ("2000-02-29", "2019-02-28", (18, 364)),
        ("2000-02-29", "2019-03-01", (19, 0)),
        ("2000-02-29", "2020-02-29", (20, 0)),
    ],
)
def test_age(born: str, on: str, expected: tuple[int, int]):
    assert age_on(day(born), day(on)) == expected


def test_youngest_and_oldest_scorer_of_those_whose_birth_is_known():
    nights = [
        night(1, (2, 0), goals=(goal(1), goal(2, player="elm"))),
        night(2, (2, 0), goals=(goal(1), goal(2, player="ash"))),
    ]
    born = {"oak": "1970-01-01", "elm": "1980-01-01"}
    young, old = (record(f"{which}-scorer", nights, born=born) for which in ("youngest", "oldest"))
    assert [(p.feat.player, p.feat.value) for p in young.places] == [("elm", Age(20, 0)), ("oak", Age(30, 0))]
    assert [(p.feat.player, p.feat.value) for p in old.places] == [("oak", Age(30, 1)), ("elm", Age(20, 0))]
    assert scorers_born(archive(nights, born=born)) == (3, 2)


# --- players -------------------------------------------------------------------------------------


def sheet(*eleven: str) -> model.LineUps:
    return model.LineUps(home=model.LineUp(starting=dict.fromkeys(eleven)))


def test_appearances_are_shared_by_who_gets_there_on_one_night():
    nights = [night(1, (0, 0), line_ups=sheet("oak", "elm")), night(2, (0, 0), line_ups=sheet("elm", "ash"))]
    found = record("most-appearances", nights)
    assert held(found) == [(["oak", "elm"], 1, 2), (["elm"], 2, None)]
    assert [(p.number, p.feat.player, p.feat.value) for p in found.places] == [
        (1, "elm", 2),
        (2, "oak", 1),
        (3, "ash", 1),
    ]
    assert found.doubtful == tuple(nights)
    assert found.at_least


def test_a_whole_sheet_leaves_no_doubt():
    eleven = dict.fromkeys(f"player-{n}" for n in range(11))
    whole = night(1, (0, 0), line_ups=model.LineUps(home=model.LineUp(starting=eleven, substitutions=())))
    no_changes_known = night(2, (0, 0), line_ups=model.LineUps(home=model.LineUp(starting=eleven)))
    found = record("most-appearances", [whole, no_changes_known])
    assert found.doubtful == (no_changes_known,)
    assert not record("most-appearances", [whole]).at_least


def test_most_goals_goes_to_who_got_there_first():
    nights = [
        night(1, (2, 0), goals=(goal(1), goal(2))),
        night(2, (2, 0), goals=(goal(1, player="elm"), goal(2, player="elm"))),
        night(3, (1, 0), goals=(goal(1, player="elm"),)),
        night(4, (1, 0), goals=(goal(1),)),
    ]
    found = record("most-goals", nights)
    assert held(found) == [(["oak"], 1, 3), (["elm"], 3, None)]
    assert [(p.feat.player, p.feat.value) for p in found.places] == [("elm", 3), ("oak", 3)]


def test_penalties_in_play_with_the_shoot_out_apart():
    missed = model.MissedPenalty(minute=5, club="lanterns", player="oak", outcome="saved")
    scored = goal(8, "valley", kind="penalty")
    theirs = model.MissedPenalty(minute=50, club="valley", player="finch")
    kicks = (model.Kick(club="lanterns", player="elm", scored=False),)
    nights = [
        night(1, (1, 1), goals=(goal(9, kind="penalty"), scored), missed_penalties=(missed, theirs)),
        night(2, (0, 0), extra_time=(0, 0), penalties=(3, 4), shoot_out=kicks),
    ]
    made = archive(nights)
    assert [(p.ours, p.when, p.scored) for p in penalties(made)] == [
        (True, (5, 0), False),
        (False, (8, 0), True),
        (True, (9, 0), True),
        (False, (50, 0), False),
    ]
    assert [(p.feat.player, p.feat.value) for p in record("most-penalties", nights).places] == [("oak", 2)]
    assert [(p.feat.player, p.feat.value) for p in record("most-penalties-missed", nights).places] == [("oak", 1)]
    assert shoot_outs(made) == (nights[1],)


# --- crowds, waits, results -----------------------------------------------------------------------


def test_crowds_at_home_and_anywhere():
    nights = [
        night(1, (0, 0), attendance=100),
        night(2, (0, 0), home=False, attendance=300),
        night(3, (0, 0), neutral=True, attendance=200),
        night(4, (0, 0), behind_closed_doors=True),
        night(5, (0, 0), home=False),
        unrecorded(6, home=False),
        unrecorded(7, attendance=90),
    ]
    assert listed(record("highest-attendance", nights)) == [(1, 300, 2), (2, 200, 3), (3, 100, 1), (4, 90, 7)]
    assert record("highest-attendance", nights).doubtful == tuple(nights[4:6])
    assert listed(record("highest-home-attendance", nights)) == [(1, 100, 1), (2, 90, 7)]
    assert not record("highest-home-attendance", nights).doubtful


def test_a_wait_is_between_nights_that_were_played_recorded_or_not():
    nights = [night(1, (0, 0)), unrecorded(11), night(41, (0, 0)), night(300, None)]
    assert listed(record("longest-wait", nights)) == [(1, 30, 41), (2, 10, 11)]


def test_each_table_counts_every_played_night_once():
    nights = [
        night(1, (2, 0)),
        night(2, (0, 1), home=False, round=None, stage="group-stage", matchday=1),
        night(3, (0, 0), neutral=True, round="final"),
        night(4, None),
    ]
    tables = results(archive(nights))
    for parts in tables.values():
        assert sum(part.tally.played for part in parts) == 3
    assert [part.key for part in tables["round"]] == ["group-stage", "round-of-16", "final"]
    assert [part.key for part in tables["place"]] == ["home", "away", "neutral"]
    assert [part.key for part in tables["decade"]] == ["2000"]


# --- the real archive, and any other ------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Archive:
    return Builder(HOME / "content", tmp_path_factory.mktemp("records") / "site", HOME).check()


@pytest.fixture(scope="module")
def holders(real: Archive) -> dict[str, Record]:
    """The records as they stood in the summer of 2026, so that no later night breaks a test."""
    before = tuple(night for night in real.nights if night.date < datetime.date(2026, 7, 1))
    return {each.id: each for each in all_records(dataclasses.replace(real, nights=before))}


@pytest.mark.parametrize(
    ("wanted", "value", "nights", "player"),
    [
        ("biggest-win", 8, ["2018-08-02-sarajevo"], None),
        ("lead-lost", 2, ["2021-10-20-manchester-united"], None),
        ("point-saved", 2, ["2020-10-27-ajax"], None),
        ("tie-turned", 2, ["2026-02-17-borussia-dortmund", "2026-02-25-borussia-dortmund"], None),
        ("tie-lost", 2, ["1963-09-04-sporting-cp", "1963-10-09-sporting-cp", "1963-10-14-sporting-cp"], None),
        ("hat-tricks", 4, ["2020-03-10-valencia"], "josip-ilicic"),
        ("highest-attendance", 72279, ["2021-10-20-manchester-united"], None),
        ("highest-home-attendance", 44236, ["2020-02-19-valencia"], None),
        ("longest-wait", 9675, ["1991-03-20-inter", "2017-09-14-everton"], None),
    ],
)
def test_what_everybody_knows(holders, wanted, value, nights, player):
    best = holders[wanted].places[0].feat
    assert (best.value, [night.id for night in best.nights], best.player) == (value, nights, player)


@pytest.mark.parametrize(
    ("wanted", "length", "first", "last"),
    [
        ("unbeaten", 9, "2023-09-21-rakow-czestochowa", "2024-04-11-liverpool"),
        ("wins", 4, "2019-11-26-dinamo-zagreb", "2020-03-10-valencia"),
        ("scoring", 12, "2017-09-14-everton", "2018-08-16-hapoel-haifa"),
        ("clean-sheets", 4, "2024-09-19-arsenal", "2024-11-06-stuttgart"),
    ],
)
def test_the_longest_runs(holders, wanted, length, first, last):
    best = holders[wanted].places[0].feat
    assert (best.value, best.nights[0].id, best.nights[-1].id) == (length, first, last)


def test_the_unbeaten_run_of_1990_held_until_2024(holders):
    assert [(r.since.id, r.until and r.until.id) for r in holders["unbeaten"].reigns][-2:] == [
        ("1990-11-07-fenerbahce", "2024-03-14-sporting-cp"),
        ("2024-03-14-sporting-cp", None),
    ]


def test_three_scored_three_in_a_night(holders):
    assert {(p.feat.player, p.feat.night.id) for p in holders["hat-tricks"].places} == {
        ("josip-ilicic", "2020-03-10-valencia"),
        ("musa-barrow", "2018-08-02-sarajevo"),
        ("ademola-lookman", "2024-05-22-bayer-leverkusen"),
    }


def test_the_tables_agree_with_the_whole(real):
    whole = tally(real.nights)
    for parts in results(real).values():
        for name in ("won", "drawn", "lost", "goals_for", "goals_against"):
            assert sum(getattr(part.tally, name) for part in parts) == getattr(whole, name)


def test_the_pages_say_at_least_and_why(tmp_path: Path):
    """In the small archive the first nights have no line-up, and one birth date is known."""
    files = {
        "i18n/en.yaml": ((HOME / "content/i18n/en.yaml").read_text(encoding="utf-8")),
        "players.yaml": {"oak.born": day("1999-03-10"), "oak.source": "https://example.org/oak"},
    }
    content = make_content(tmp_path / "content", files)
    Builder(content, tmp_path / "site", HOME).build()

    def text(page: str) -> str:
        return (tmp_path / "site" / "records" / page / "index.html").read_text(encoding="utf-8")

    assert "At least 1 night" in text("most-appearances")
    assert "no page found gives our whole eleven" in text("most-appearances")
    assert "Of 1 scorer, the birth dates of 1 are known." in text("youngest-scorer")
    assert "21 years and 0 days" in text("youngest-scorer")
    assert 'href="https://example.org/oak"' in text("youngest-scorer")
