"""Everyone whom the nights name, on both sides: what he did, and the page that tells of it."""

from collections.abc import Iterable
from types import SimpleNamespace

import pytest
import yaml

from nights.archive import Night
from nights.i18n import Words
from nights.model import Card, Goal, Kick, LineUp, LineUps, MissedPenalty, Substitution
from nights.people import Everyone, everyone_named, taking_part
from nights.views import deeds, events
from tests.helpers import HOME, make_night

CATALOGUE = yaml.safe_load((HOME / "content" / "i18n" / "en.yaml").read_text(encoding="utf-8"))
OURS = LineUp(
    starting={"oak": 1, "ash": None},
    substitutes={"fir": 12, "elm": 13, "yew": 14},
    captain="oak",
    substitutions=(Substitution(off="oak", on="fir", minute=60), Substitution(off="ash", on="elm")),
)


def all_named(*nights: Night) -> Everyone:
    return everyone_named(SimpleNamespace(nights=nights, played=[night for night in nights if night.score]))


def did(night: Night, player: str, side: str = "home") -> str:
    return ", ".join(text for _, text in deeds(taking_part(night, side)[player], Words("en", CATALOGUE)))


def doors(everyone: Everyone, players: Iterable[str]) -> list[str]:
    return [everyone.doors[player] for player in players]


def test_what_each_did_is_told_in_a_line() -> None:
    goals = (
        Goal(**{"for": "lanterns"}, player="oak", assist="ash", minute=5),
        Goal(**{"for": "lanterns"}, player="oak", minute=9),
        Goal(**{"for": "valley"}, player="ash", kind="own-goal"),
    )
    night = make_night(
        "2019-10-22", "lanterns", "valley", (2, 1),
        goals=goals, line_ups=LineUps(home=OURS),
        missed_penalties=(MissedPenalty(club="lanterns", player="fir", minute=70),),
        cards=(
            Card(club="lanterns", player="fir", card="yellow"),
            Card(club="lanterns", player="fir", card="second-yellow"),
            Card(club="valley", player="finch", card="red"),
        ),
    )  # fmt: skip
    assert did(night, "oak") == "Started, went off 60', captain, 2 goals"
    assert did(night, "ash") == "Started, went off, 1 own goal, 1 assist"
    assert did(night, "fir") == "Came on 60', 1 penalty missed, booked, sent off"
    assert did(night, "elm") == "Came on"
    assert did(night, "yew") == "On the bench"
    assert did(night, "finch", "away") == "sent off", "no sheet says whether he played, but his card is known"


def test_an_own_goal_names_a_player_of_the_side_that_did_not_gain_by_it() -> None:
    goal = Goal(**{"for": "lanterns"}, player="crane", kind="own-goal")
    night = make_night("2019-10-22", "lanterns", "valley", (1, 0), goals=(goal,))
    assert not taking_part(night, "home")
    assert did(night, "crane", "away") == "1 own goal"


def test_who_was_seen_in_play_has_appeared_also_without_a_line_up() -> None:
    night = make_night(
        "2019-10-22", "lanterns", "valley", (1, 1),
        goals=(
            Goal(**{"for": "lanterns"}, player="oak", assist="ash"),
            Goal(**{"for": "valley"}, player="fir", kind="own-goal"),
        ),
        missed_penalties=(MissedPenalty(club="lanterns", player="elm"),),
        cards=(Card(club="lanterns", player="yew", card="red"),),
        line_ups=LineUps(home=LineUp(substitutions=(Substitution(off="larch", on="pine"),))),
    )  # fmt: skip
    everyone = all_named(night)
    assert set(everyone.records) == {"oak", "ash", "fir", "elm", "larch", "pine"}
    assert set(everyone.bench) == {"yew"}, "a card is shown on the bench as well"
    assert did(night, "larch") == "went off"


def test_a_change_before_a_period_is_in_its_first_minute() -> None:
    changes = (Substitution(off="oak", on="fir", minute=91), Substitution(off="ash", on="elm", minute=106))
    sheet = LineUp(starting={"oak": 1, "ash": 2}, substitutes={"fir": 12, "elm": 13}, substitutions=changes)
    night = make_night("2019-10-22", "lanterns", "valley", (1, 1), extra_time=(2, 1), line_ups=LineUps(home=sheet))
    minutes = {player: each.minutes for player, each in taking_part(night, "home").items()}
    assert minutes == {"oak": 90, "ash": 105, "fir": 30, "elm": 15}


def test_who_took_a_kick_in_the_shoot_out_has_played() -> None:
    kicks = (Kick(club="lanterns", player="oak", scored=True), Kick(club="valley", player="jay", scored=False))
    night = make_night("2019-10-22", "lanterns", "valley", (1, 1), shoot_out=kicks)
    assert taking_part(night, "home")["oak"].played
    assert "jay" not in taking_part(night, "home")


def test_a_goal_without_a_minute_stays_behind_the_one_before_it() -> None:
    minutes = (None, 12, None, 60)
    goals = tuple(Goal(**{"for": "lanterns"}, player="oak", minute=minute) for minute in minutes)
    card = Card(club="lanterns", player="oak", card="yellow", minute=30)
    night = make_night("2019-10-22", "lanterns", "valley", (4, 0), goals=goals, cards=(card,))
    shown = [(str(event.when), event.score) for event in events(night)]
    assert shown == [("None", (1, 0)), ("12", (2, 0)), ("None", (3, 0)), ("30", None), ("60", (4, 0))]


def test_every_name_leads_to_one_place() -> None:
    birds = LineUp(starting={"finch": 9}, substitutes={"jay": 10}, substitutions=())
    first = make_night("2019-10-22", "lanterns", "valley", (0, 0), line_ups=LineUps(home=OURS, away=birds))
    later = make_night("2020-10-22", "harriers", "lanterns", (0, 0), line_ups=LineUps(home=birds))
    everyone = all_named(first, later)
    assert doors(everyone, ["oak", "elm"]) == ["players/oak/", "players/elm/"]
    assert doors(everyone, ["yew"]) == ["players/#p-yew"]
    assert doors(everyone, ["finch", "jay"]) == ["opponents/harriers/#p-finch", "opponents/harriers/#p-jay"]
    assert set(everyone.opponents) == {"valley", "harriers"}
    for club in ("valley", "harriers"):
        nights = [(each.night, each.club) for each in everyone.opponents[club]["finch"]]
        assert nights == [(first, "valley"), (later, "harriers")], "each club's page has all his nights against us"


def test_who_once_played_against_us_is_told_of_on_his_own_page() -> None:
    against = LineUp(starting={"oak": 4}, substitutes={"yew": 5})
    before = make_night("2018-10-22", "valley", "lanterns", (0, 0), line_ups=LineUps(home=against))
    after = make_night("2019-10-22", "lanterns", "valley", (0, 0), line_ups=LineUps(home=OURS))
    everyone = all_named(before, after)
    assert doors(everyone, ["oak", "yew"]) == ["players/oak/", "players/#p-yew"]
    assert [each.night for each in everyone.against["oak"]] == [before]
    assert list(everyone.records) == ["oak", "ash", "fir", "elm"]


@pytest.mark.parametrize("nights", [[], [make_night("2026-10-22", "lanterns", "valley", None)]])
def test_without_a_match_played_nobody_is_named(nights: list[Night]) -> None:
    assert not all_named(*nights).doors
