"""Every check has cases that pass and cases that fail, each one thing away from a folder without a problem."""

from typing import Any, NamedTuple

import pytest

from nights import checks as c
from nights import match_checks
from nights.builder import Builder
from nights.check import CHECK_NAMES
from nights.model import LineUp, LineUps, Substitution
from nights.problems import ContentError
from tests.helpers import (
    ABOUT,
    ARTICLE,
    DROP,
    FILES,
    FIRST_LEG,
    GROUP_1,
    GROUP_2,
    HOME,
    MATCH,
    NEXT,
    OPEN_SEASON,
    SEASON,
    STORY,
    TREES,
    WAITING,
    WORDS,
    Changes,
    as_text,
    bare_match,
    day,
    make_content,
    make_night,
    problems,
    source,
    text_at,
)


class Case(NamedTuple):
    """A folder one thing away from the sample, and what the check says of it.

    `files` is as `make_content` takes it. A case without `says` passes. In one
    that fails, `at` is the text at the place that is named, in the file `path`
    (the first of `files` when left out), and `also` holds the other checks that
    fail for the same reason; the check itself, when it has more to say.
    """

    check: Any
    what: str
    files: Changes
    at: str = ""
    says: str = ""
    path: str | None = None
    also: tuple[Any, ...] = ()


def good(check, what, files=None):
    return Case(check, what, files or {})


bad = Case


# --- what several cases need ---------------------------------------------------------------


def on(path, **changes):
    """Changes of one file; `a__b` stands for `a.b`."""
    return {path: {key.replace("__", "."): value for key, value in changes.items()}}


def match(**changes):
    return on(MATCH, **changes)


def more(*items):
    """A change that adds to a list."""
    return lambda old: [*old, *items]


def without(*names):
    """A change that takes keys out of a mapping, words out of a list, or gaps out of the gaps."""
    return lambda old: (
        {key: value for key, value in old.items() if key not in names}
        if isinstance(old, dict)
        else [item for item in old if (item["field"] if isinstance(item, dict) else item) not in names]
    )


def gap(field, **extra):
    return {"field": field, "note": "The Gazette does not say.", **extra}


def campaign(competition="northern-cup", **rules):
    return {"competition": competition, "rules": {"away_goals": True, **rules}}


def season(name):
    """A season file of its own."""
    data = {"title": "A season", "summary": "It was short.", "campaigns": [campaign()]}
    return {f"campaigns/{name}.yaml": (data,)}


def night(season, date, opponent, score, **extra):
    """One more match, at home."""
    return {f"matches/{season}/{date}-{opponent}.yaml": (bare_match(date, "lanterns", opponent, score, **extra),)}


def fixture(date, opponent, matchday):
    """One more match of the open season, still to be played."""
    data = {
        "date": day(date), "status": "scheduled", "competition": "northern-cup", "stage": "league-phase",
        "matchday": matchday, "home": "lanterns", "away": opponent, "sources": [source(["date"])],
    }  # fmt: skip
    return {f"matches/2026-27/{date}-{opponent}.yaml": (data,)}


FINAL = {"stage": "knockout", "round": "final", "neutral": True}


def quarter_final(*scores, score=None, **rules):
    """One, two or three bare matches against the harriers in April; `score` adds layers to the last one."""
    files = {SEASON: {"campaigns.0.rules": {"away_goals": True, **rules}}}
    for leg, goals in enumerate(scores, 1):
        home, away = ("harriers", "lanterns") if leg == 2 else ("lanterns", "harriers")
        number = {"leg": leg} if len(scores) > 1 else {}
        data = bare_match(f"2020-04-0{leg}", home, away, goals, stage="knockout", round="quarter-finals", **number)
        files[f"matches/2019-20/2020-04-0{leg}-harriers.yaml"] = (data,)
    data["score"] |= score or {}
    if score and "penalties" in score:
        data["gaps"].append(gap("shoot_out"))
    return files


LEG_1, LEG_2, LEG_3 = (f"matches/2019-20/2020-04-0{leg}-harriers.yaml" for leg in (1, 2, 3))

KICKS = [
    {"club": "valley", "player": "jay", "scored": True},
    {"club": "lanterns", "player": "oak", "scored": True},
    {"club": "valley", "player": "finch", "scored": False},
    {"club": "lanterns", "player": "pine", "scored": True},
]
LEVEL = on(FIRST_LEG, score__full_time=[2, 2])  # the tie is level after 180 minutes


def shoot_out(**changes):
    """The lanterns win the tie on penalties."""
    scores = {"score__extra_time": [2, 2], "score__penalties": [1, 2]}
    return LEVEL | match(**scores | {"shoot_out": KICKS, "sources__0__supports": more("shoot_out")} | changes)


def qualifying(files):
    """The same in the last round of qualifying."""
    return {
        path: {**files.get(path, {}), "stage": "qualifying", "round": "play-off-round"} for path in (FIRST_LEG, MATCH)
    }


def five_changes(number):
    """The first of five changes that the valley make at the end, with a longer bench."""
    bench = {f"wren-{shirt}": shirt for shirt in range(20, 25)}
    off = ("dipper", "egret", "ibis", "jay", "kestrel")
    changes = [{"minute": 84, "off": one, "on": other} for one, other in zip(off, bench, strict=True)][:number]
    used = [change["on"] for change in changes]
    return {
        MATCH: {
            "line_ups.home.substitutes": {"lapwing": 12, "magpie": 13} | {name: bench[name] for name in used},
            "line_ups.home.substitutions": changes,
        },
        "players.yaml": {name: {"name": name.title()} for name in used},
    }


ITALIAN = on("site.yaml", languages=more({"code": "it", "name": "Italiano"}))


def italian(words):
    return ITALIAN | {"i18n/it.yaml": words}


IN_TWO_LANGUAGES = italian("greeting: Ciao\nnights: {other: notti}\n")


SOUTHERN_CUP = on("competitions.yaml", **{"southern-cup": {"name": "Southern Cup", "short": "South"}})
SOUTHERN = campaign("southern-cup")


def article(**changes):
    return {ARTICLE: changes}


def block_story(*lines):
    """The match with its story as a block of lines, the last thing in the file."""
    data = {key: value for key, value in FILES[MATCH].items() if key != "story"}
    return {
        MATCH: as_text(MATCH, data) + "".join(f"{line}\n" for line in ("story: |", *(f"  {line}" for line in lines)))
    }


# --- the cases ----------------------------------------------------------------------------

CASES = [
    # the file and its names
    good(c.the_file_name_says_date_and_opponent, "at home and away"),
    bad(
        c.the_file_name_says_date_and_opponent, "another day", match(date=day("2020-03-11")), "2020-03-11",
        "the file is named `2020-03-10-valley` but date and opponent say `2020-03-11-valley`; correct one or rename",
    ),
    bad(
        c.the_file_name_says_date_and_opponent, "another opponent", on(GROUP_1, away="valley"), "2019-10-22",
        "the file is named `2019-10-22-harriers` but date and opponent say `2019-10-22-valley`",
    ),

    good(c.the_date_is_in_the_season, "its first day", night("2019-20", "2019-07-01", "valley", (1, 0), **FINAL)),
    good(c.the_date_is_in_the_season, "its last day", night("2019-20", "2020-08-31", "valley", (1, 0), **FINAL)),
    good(
        c.the_date_is_in_the_season, "the turn of a century",
        season("1999-00") | night("1999-00", "2000-03-01", "harriers", (0, 0), matchday=1),
    ),
    bad(
        c.the_date_is_in_the_season, "a day too early", night("2019-20", "2019-06-30", "valley", (1, 0), **FINAL),
        "2019-06-30", "2019-06-30 is not in the season 2019-20; correct the date or move the file",
    ),
    bad(
        c.the_date_is_in_the_season, "a day too late", night("2019-20", "2020-09-01", "valley", (1, 0), **FINAL),
        "2020-09-01", "2020-09-01 is not in the season 2019-20",
    ),
    bad(
        c.the_date_is_in_the_season, "a folder of two years",
        night("2019-21", "2020-05-01", "harriers", (0, 0), matchday=1) | season("2019-21"),
        "2020-05-01", "the folder `2019-21` is no season; one looks like 2019-20",
    ),

    good(c.our_club_plays, "at home and away"),
    bad(
        c.our_club_plays, "on neither side", on(GROUP_1, home="valley"), "valley",
        "exactly one of home and away must be `lanterns`; correct `home` or `away`",
        also=(c.the_file_name_says_date_and_opponent,),
    ),
    bad(
        c.our_club_plays, "on both sides", on(GROUP_1, away="lanterns"), "lanterns",
        "exactly one of home and away must be `lanterns`", also=(c.the_file_name_says_date_and_opponent,),
    ),

    good(c.every_id_exists, "everybody is registered"),
    good(c.every_id_exists, "a scorer nobody knows", match(goals__0__player=DROP)),
    bad(
        c.every_id_exists, "a competition", on(NEXT, competition="northen-cup"), "northen-cup",
        "`northen-cup` is not in content/competitions.yaml; did you mean `northern-cup`?",
    ),
    bad(
        c.every_id_exists, "a club at home", on(NEXT, home="harrier"), "harrier",
        "`harrier` is not in content/clubs.yaml; did you mean `harriers`?",
        also=(c.the_file_name_says_date_and_opponent,),
    ),
    bad(
        c.every_id_exists, "a club away", on(WAITING, away="vally"), "vally",
        "`vally` is not in content/clubs.yaml; did you mean `valley`?",
        also=(c.the_file_name_says_date_and_opponent,),
    ),
    bad(
        c.every_id_exists, "a ground like no other", match(ground="summit"), "summit",
        "`summit` is not in content/grounds.yaml; add it there or correct the id",
        also=(c.registers_hold_only_what_is_used,),
    ),
    bad(
        c.every_id_exists, "a referee", match(referee="whistel"), "whistel",
        "`whistel` is not in content/referees.yaml; did you mean `whistle`?",
    ),
    bad(
        c.every_id_exists, "a coach", match(line_ups__home__coach="falkoner"), "falkoner",
        "`falkoner` is not in content/coaches.yaml; did you mean `falconer`?",
        also=(c.registers_hold_only_what_is_used,),
    ),
    bad(
        c.every_id_exists, "one who starts",
        match(line_ups__away__starting=lambda eleven: without("birch")(eleven) | {"birhc": 2}), "2}",
        "`birhc` is not in content/players.yaml; did you mean `birch`", also=(c.registers_hold_only_what_is_used,),
    ),
    bad(
        c.every_id_exists, "one on the bench", match(line_ups__home__substitutes__magpi=14), "14}",
        "`magpi` is not in content/players.yaml; did you mean `magpie`",
    ),
    bad(
        c.every_id_exists, "a scorer", match(goals__0__player="finsh"), "finsh",
        "`finsh` is not in content/players.yaml; did you mean `finch`",
    ),
    bad(
        c.every_id_exists, "an assist", match(goals__0__assist="herron"), "herron",
        "`herron` is not in content/players.yaml; did you mean `heron`",
    ),
    bad(
        c.every_id_exists, "a captain", match(line_ups__away__captain="pines"), "pines",
        "`pines` is not in content/players.yaml; did you mean `pine`",
    ),
    bad(
        c.every_id_exists, "one who went off", match(line_ups__away__substitutions__0__off="ashe"), "ashe",
        "`ashe` is not in content/players.yaml; did you mean `ash`", also=(c.substitutions_make_sense,),
    ),
    bad(
        c.every_id_exists, "the taker of a kick", shoot_out(shoot_out=[KICKS[0] | {"player": "jey"}, *KICKS[1:]]),
        "jey", "`jey` is not in content/players.yaml; did you mean `jay`", MATCH,
    ),
    bad(
        c.every_id_exists, "a goal for a third club", match(goals__0__for="harriers"), "harriers",
        "`harriers` does not play; the sides are `valley` and `lanterns`",
    ),
    bad(
        c.every_id_exists, "a card for a third club", match(cards__0__club="harriers"), "harriers",
        "`harriers` does not play; the sides are `valley` and `lanterns`",
    ),

    # where a match stands in its competition
    good(c.the_stage_fits, "a group, a knockout round and a league phase"),
    good(c.the_stage_fits, "the last round of qualifying", qualifying({})),
    good(c.the_stage_fits, "a round of one match", quarter_final((1, 0))),
    bad(
        c.the_stage_fits, "a group without a matchday", on(GROUP_1, matchday=DROP), "group-stage",
        "a match of the group-stage needs `matchday`; add it",
    ),
    bad(
        c.the_stage_fits, "a league phase without a matchday", on(NEXT, matchday=DROP), "league-phase",
        "a match of the league-phase needs `matchday`; add it",
    ),
    bad(
        c.the_stage_fits, "a group with a round", on(GROUP_1, round="first-round"), "first-round",
        "a match of the group-stage has no `round`; take it out",
    ),
    bad(
        c.the_stage_fits, "a group with a leg", on(GROUP_1, leg=1), "1",
        "a match of the group-stage has no `leg`; take it out",
    ),
    bad(
        c.the_stage_fits, "a knockout without a round", match(round=DROP), "knockout",
        "a knockout match needs `round`; add it",
    ),
    bad(
        c.the_stage_fits, "a knockout with a matchday", match(matchday=7), "7",
        "a knockout match has no matchday; take it out",
    ),
    bad(
        c.the_stage_fits, "a qualifying round in the knockout", match(round="third-qualifying-round"),
        "third-qualifying-round", "the round `third-qualifying-round` is not part of the stage `knockout`; correct one",
    ),
    bad(
        c.the_stage_fits, "a final in qualifying", match(stage="qualifying", round="final", leg=DROP), "final",
        "the round `final` is not part of the stage `qualifying`",
    ),
    bad(
        c.the_stage_fits, "a group outside the group stage", on(NEXT, group="A"), "A",
        "only the group stage has groups, this is league-phase; take `group` out",
    ),
    bad(c.the_stage_fits, "a final of two legs", match(round="final"), "2", "a final is one match; take `leg` out"),

    good(c.a_match_without_a_result_is_empty, "one to be played and one not recorded"),
    good(
        c.a_match_without_a_result_is_empty, "what can be known before",
        on(NEXT, kick_off="20:45", referee="whistle", sources=[source(["date", "kick_off", "referee"])]),
    ),
    bad(
        c.a_match_without_a_result_is_empty, "played, but no score", on(GROUP_1, score=DROP), "2019-10-22",
        "a played match needs `score`; add it, or `status: scheduled` or `status: unrecorded`",
    ),
    bad(
        c.a_match_without_a_result_is_empty, "to be played, but watched by a crowd", on(NEXT, attendance=500), "500",
        "a match that is scheduled has no `attendance`; take it out, or take `status` out",
    ),
    bad(
        c.a_match_without_a_result_is_empty, "not recorded, but a card",
        on(WAITING, cards=[{"club": "valley", "player": "jay", "card": "red"}]), "- {club: valley",
        "a match that is unrecorded has no `cards`; take it out, or take `status` out",
    ),
    bad(
        c.a_match_without_a_result_is_empty, "not recorded, but a score", on(WAITING, score={"full_time": [1, 0]}),
        "full_time: [1, 0]", "a match that is unrecorded has no `score`",
        also=(c.every_fact_has_a_source, c.gaps_are_true, c.a_played_match_is_told),
    ),

    # the score
    good(c.the_score_layers_agree, "all four layers, and the kicks", shoot_out()),
    good(
        c.the_score_layers_agree, "no goal after half-time",
        match(score__half_time=[2, 2], goals=lambda goals: [goal | {"minute": 45, "stoppage": 2} for goal in goals]),
    ),
    bad(
        c.the_score_layers_agree, "a goal lost after half-time", match(score__half_time=[3, 1]), "[2, 2]",
        "full_time 2-2 is less than half_time 3-1; correct one of them", also=(c.the_goals_add_up,),
    ),
    bad(
        c.the_score_layers_agree, "a goal lost in extra time", shoot_out(score__extra_time=[2, 1]), "[2, 1]",
        "extra_time 2-1 is less than full_time 2-2; correct one of them", MATCH,
        (c.the_goals_add_up, c.ties_end_by_the_rules),
    ),
    bad(
        c.the_score_layers_agree, "a shoot-out nobody won", shoot_out(score__penalties=[1, 1], shoot_out=KICKS[:2]),
        "[1, 1]", "a shoot-out has a winner; correct `penalties`", MATCH, (c.ties_end_by_the_rules,),
    ),
    bad(
        c.the_score_layers_agree, "kicks that make another score", shoot_out(score__penalties=[1, 3]),
        "- {club: valley", "the kicks make 1-2, `score.penalties` says 1-3; correct one", MATCH,
    ),
    bad(
        c.the_score_layers_agree, "kicks without penalties in the score", match(shoot_out=KICKS), "- {club: valley",
        "the kicks make 1-2, `score.penalties` says nothing; correct one",
    ),

    good(c.extra_time_only_in_a_tie, "in a knockout round", shoot_out()),
    good(c.extra_time_only_in_a_tie, "in qualifying", qualifying(shoot_out())),
    bad(
        c.extra_time_only_in_a_tie, "extra time in a group", on(GROUP_1, score__extra_time=[2, 0]), "[2, 0]",
        "a match of the group-stage has no `extra_time`; take it out or correct `stage`",
    ),
    bad(
        c.extra_time_only_in_a_tie, "a shoot-out in a group",
        on(GROUP_1, score__penalties=[5, 4], gaps=more(gap("shoot_out"))), "[5, 4]",
        "a match of the group-stage has no `penalties`; take it out or correct `stage`",
    ),

    good(c.the_goals_add_up, "a goal in the stoppage of the first half, and an own goal"),
    good(
        c.the_goals_add_up, "nobody can say how it stood at half-time when a minute is unknown",
        match(goals__1__minute=DROP, goals__1__stoppage=DROP),
    ),
    good(
        c.the_goals_add_up, "a goal in extra time",
        LEVEL | match(score__extra_time=[2, 3], goals=more({"minute": 105, "stoppage": 1, "for": "lanterns"})),
    ),
    good(
        c.the_goals_add_up, "nor how at full time, when there was extra time",
        LEVEL | match(score__extra_time=[2, 3], goals=more({"for": "lanterns"})),
    ),
    bad(
        c.the_goals_add_up, "a goal too few, though a minute is unknown",
        match(goals=lambda goals: [*goals[:2], {"for": "lanterns"}]), "[2, 2]",
        "full_time is 2-2 but the goals make 1-2",
    ),
    bad(
        c.the_goals_add_up, "a goal too few", match(goals=lambda goals: goals[:3]), "[2, 2]",
        "full_time is 2-2 but the goals make 1-2; correct the score, or a goal's `for` or `minute` "
        "(an own goal is `for` the side that gains)",
    ),
    bad(
        c.the_goals_add_up, "a goal of the first half too few", match(goals__1__minute=46, goals__1__stoppage=None),
        "[1, 1]", "half_time is 1-1 but the goals make 1-0",
    ),
    bad(
        c.the_goals_add_up, "an own goal for the wrong side", match(goals__2__for="valley"), "[2, 2]",
        "full_time is 2-2 but the goals make 3-1", also=(c.players_belong_to_the_line_ups,),
    ),
    bad(
        c.the_goals_add_up, "an empty list of goals", match(goals=[]), "[1, 1]",
        "half_time is 1-1 but the goals make 0-0",
        also=(c.the_goals_add_up, c.gaps_are_true, c.every_fact_has_a_source),
    ),
    bad(
        c.the_goals_add_up, "a goal of extra time too few", match(score__extra_time=[2, 3]) | LEVEL, "[2, 3]",
        "extra_time is 2-3 but the goals make 2-2",
    ),

    good(c.goals_and_cards_are_in_order, "two in one minute", match(cards__1__minute=20, goals__3__minute=63)),
    good(c.goals_and_cards_are_in_order, "45+2 before 46", match(goals__2__minute=46)),
    good(c.goals_and_cards_are_in_order, "one without a minute", match(cards__1__minute=DROP)),
    bad(
        c.goals_and_cards_are_in_order, "the goals", match(goals=lambda goals: [goals[1], goals[0], *goals[2:]]),
        "{minute: 12", "minute 12 stands after 45+2; list the goals in order of time",
    ),
    bad(
        c.goals_and_cards_are_in_order, "the cards", match(cards__1__minute=19), "{minute: 19",
        "minute 19 stands after 20; list the cards in order of time",
    ),
    bad(
        c.goals_and_cards_are_in_order, "the goals around one without a minute",
        match(goals__1__minute=DROP, goals__1__stoppage=DROP, goals__2__minute=11), "{minute: 11",
        "minute 11 stands after 12; list the goals in order of time",
    ),
    bad(
        c.goals_and_cards_are_in_order, "the missed penalties",
        match(missed_penalties=more({"minute": 29, "club": "valley", "player": "jay"})), "{minute: 29",
        "minute 29 stands after 30; list the missed penalties in order of time",
    ),

    # who played
    good(c.eleven_start, "two elevens"),
    good(c.eleven_start, "shirts nobody knows", match(line_ups__away__starting=dict.fromkeys(TREES))),
    good(
        c.eleven_start, "ten, when a gap says so",
        match(line_ups__away__starting=without("oak"), gaps=more(gap("line_ups", partial=True))),
    ),
    bad(
        c.eleven_start, "ten", match(line_ups__away__starting=without("oak")), "{ash: 1",
        "10 players start; eleven do, so list all of them, or add a gap for `line_ups` with `partial: true`",
    ),
    bad(
        c.eleven_start, "one coach on both benches", match(line_ups__away__coach="falconer"), "falconer",
        "`falconer` is the coach of both sides; correct one",
    ),
    bad(
        c.eleven_start, "twelve", match(line_ups__away__starting__sorb=13, line_ups__away__substitutes={"rowan": 12}),
        "{ash: 1", "12 players start; eleven do",
    ),
    bad(
        c.eleven_start, "one who is on the bench too", match(line_ups__away__substitutes__pine=None), "null}",
        "`pine` also starts; list him once",
    ),
    bad(
        c.eleven_start, "two in one shirt", match(line_ups__away__substitutes__rowan=10), "{ash: 1",
        "shirt number 10 is worn by 2 players; correct one or leave it empty",
    ),
    bad(
        c.eleven_start, "a captain on the bench", match(line_ups__away__captain="rowan"), "rowan",
        "`rowan` does not start; name the captain at kick-off",
    ),
    bad(
        c.eleven_start, "one who plays for both", match(line_ups__away__substitutes__kestrel=20), "11}",
        "`kestrel` is on both team sheets; take him off one",
    ),

    bad(
        c.eleven_start, "one on both benches", match(line_ups__away__substitutes__lapwing=20), "12",
        "`lapwing` is on both team sheets; take him off one",
    ),

    good(c.players_belong_to_the_line_ups, "an own goal is by a player of the other side"),
    good(
        c.players_belong_to_the_line_ups, "anybody may be one of an eleven that is not whole",
        match(
            line_ups__away__starting=without("oak"), goals__1__player="magpie", gaps=more(gap("line_ups", partial=True))
        ),
    ),
    good(c.players_belong_to_the_line_ups, "the takers of a shoot-out", shoot_out()),
    bad(
        c.players_belong_to_the_line_ups, "a scorer of the other side", match(goals__0__player="elder"), "elder",
        "`elder` is not in the line-up of `valley`",
    ),
    bad(
        c.players_belong_to_the_line_ups, "a scorer like nobody on the sheet", match(goals__1__player="ibis"), "ibis",
        "`ibis` is not in the line-up of `lanterns`; add him to `substitutes` or correct the id",
    ),
    bad(
        c.players_belong_to_the_line_ups, "a scorer whose name is nearly one on the sheet",
        match(goals__0__player="finches") | on("players.yaml", finches={"name": "Finches"}), "finches",
        "`finches` is not in the line-up of `valley`; did you mean `finch`?",
    ),
    bad(
        c.players_belong_to_the_line_ups, "an assist of the other side", match(goals__0__assist="elder"), "elder",
        "`elder` is not in the line-up of `valley`",
    ),
    bad(
        c.players_belong_to_the_line_ups, "an assist to himself", match(goals__0__assist="finch"), "finch",
        "a player cannot assist his own goal; take `assist` out or correct it",
    ),
    bad(
        c.players_belong_to_the_line_ups, "an own goal by one who gains", match(goals__2__player="elder"), "elder",
        "`elder` is not in the line-up of `valley`",
    ),
    bad(
        c.players_belong_to_the_line_ups, "a card for one of the other side", match(cards__1__player="jay"), "jay",
        "`jay` is not in the line-up of `lanterns`",
    ),
    bad(
        c.players_belong_to_the_line_ups, "a penalty missed by one of the other side",
        match(missed_penalties__0__player="jay"), "jay", "`jay` is not in the line-up of `lanterns`",
    ),
    bad(
        c.players_belong_to_the_line_ups, "a kick by one of the other side",
        shoot_out(shoot_out=[*KICKS[:3], KICKS[3] | {"player": "ibis"}]), "ibis",
        "`ibis` is not in the line-up of `lanterns`", MATCH,
    ),

    good(c.substitutions_make_sense, "as many as were allowed that spring", five_changes(4)),
    good(
        c.substitutions_make_sense, "a substitute goes off again", match(line_ups__away__substitutions__1__off="rowan")
    ),
    good(
        c.substitutions_make_sense, "the bench is not known",
        match(line_ups__home__substitutes=DROP) | on("players.yaml", magpie=DROP),
    ),
    bad(
        c.substitutions_make_sense, "one more than was allowed that spring", five_changes(5), "- {minute: 84",
        "5 substitutions; a side could make 4 then, so take the surplus out",
    ),
    bad(
        c.substitutions_make_sense, "one before there were any",
        night(
            "1966-67", "1967-03-01", "harriers", (1, 0), **FINAL,
            line_ups={"home": {"substitutions": [{"off": "oak", "on": "ash"}]}},
        ) | season("1966-67"),
        "- {'off': oak", "1 substitutions; a side could make 0 then",
    ),
    bad(
        c.substitutions_make_sense, "out of order", match(line_ups__away__substitutions=lambda changes: changes[::-1]),
        "{minute: 70", "minute 70 stands after 88; list the substitutions in order of time",
    ),
    bad(
        c.substitutions_make_sense, "one goes off who is on the bench",
        match(line_ups__home__substitutions__0__off="magpie"), "magpie", "`magpie` is not on the pitch",
    ),
    bad(
        c.substitutions_make_sense, "one goes off twice", match(line_ups__away__substitutions__1__off="ash"), "ash",
        "`ash` has already gone off",
    ),
    bad(
        c.substitutions_make_sense, "one comes on twice", match(line_ups__away__substitutions__1__on="rowan"), "rowan",
        "`rowan` has already played; a substitute comes on once",
    ),
    bad(
        c.substitutions_make_sense, "one who went off comes back", match(line_ups__away__substitutions__1__on="ash"),
        "ash", "`ash` has already played; a substitute comes on once", also=(c.only_those_on_the_pitch_act,),
    ),
    bad(
        c.substitutions_make_sense, "one comes on who is not on the bench",
        match(line_ups__away__substitutions__1__on="kestrel"), "kestrel",
        "`kestrel` is not among the substitutes; add him there",
    ),

    good(
        c.only_those_on_the_pitch_act, "in the minute of coming on and of going off",
        match(goals__2={"minute": 70, "for": "lanterns", "player": "rowan", "assist": "ash"}),
    ),
    good(c.only_those_on_the_pitch_act, "in the minute of being sent off", match(cards__2__minute=63)),
    good(
        c.only_those_on_the_pitch_act, "a card for one who went off",
        match(cards=more({"minute": 89, "club": "lanterns", "player": "ash", "card": "yellow"})),
    ),
    bad(
        c.only_those_on_the_pitch_act, "a goal by one who has gone off", match(goals__3__player="heron"), "heron",
        "`heron` went off in minute 46 and cannot act in minute 81; correct one",
    ),
    bad(
        c.only_those_on_the_pitch_act, "an assist by one who has gone off", match(goals__3__assist="heron"), "heron",
        "`heron` went off in minute 46 and cannot act in minute 81",
    ),
    bad(
        c.only_those_on_the_pitch_act, "a goal by one who has not come on", match(goals__1__player="rowan"), "rowan",
        "`rowan` came on in minute 70 and cannot act in minute 45+2",
    ),
    bad(
        c.only_those_on_the_pitch_act, "a penalty missed before coming on", match(missed_penalties__0__player="rowan"),
        "rowan", "`rowan` came on in minute 70 and cannot act in minute 30",
    ),
    bad(
        c.only_those_on_the_pitch_act, "an own goal by one sent off", match(cards__2__minute=62), "crane",
        "`crane` was sent off in minute 62 and cannot act in minute 63; correct one",
    ),
    bad(
        c.only_those_on_the_pitch_act, "one sent off is replaced",
        match(line_ups__home__substitutions=more({"minute": 89, "off": "crane", "on": "magpie"})), "crane",
        "`crane` was sent off in minute 85 and cannot act in minute 89",
    ),

    good(c.cards_follow_the_laws, "two yellows"),
    good(
        c.cards_follow_the_laws, "a red at once, and one after a yellow",
        match(cards__1__card="red", cards__2__card="red"),
    ),
    bad(
        c.cards_follow_the_laws, "a second yellow without a first", match(cards=lambda cards: cards[1:]), "{minute: 85",
        "`crane` has no first yellow; list it, or make this card `red`",
    ),
    bad(
        c.cards_follow_the_laws, "a first yellow twice", match(cards__2__card="yellow"), "{minute: 85",
        "`crane` was booked before; the second booking is `second-yellow`",
    ),
    bad(
        c.cards_follow_the_laws, "a card after the red",
        match(cards=more({"minute": 86, "club": "valley", "player": "crane", "card": "red"})), "{minute: 86",
        "`crane` was sent off before; take this card out or correct the player",
    ),

    good(c.stoppage_only_where_a_period_ends, "90+5", match(goals__3__minute=90, goals__3__stoppage=5)),
    good(
        c.stoppage_only_where_a_period_ends, "105+2 and 120+1 in extra time",
        shoot_out(cards__1__minute=105, cards__1__stoppage=2, cards__2__minute=120, cards__2__stoppage=1),
    ),
    bad(
        c.stoppage_only_where_a_period_ends, "12+1", match(goals__0__stoppage=1), "1}",
        "stoppage time follows minute 45, 90, 105 or 120 only; correct `minute` or take it out",
    ),
    bad(
        c.stoppage_only_where_a_period_ends, "stoppage of no minute",
        match(cards__1__minute=DROP, cards__1__stoppage=2), "2}", "stoppage time follows minute 45, 90, 105 or 120",
    ),
    bad(
        c.stoppage_only_where_a_period_ends, "a goal in minute 94 of 90", match(goals__3__minute=94), "94",
        "minute 94 needs extra time; write it as minute 90, stoppage 4", also=(c.the_goals_add_up,),
    ),
    bad(
        c.stoppage_only_where_a_period_ends, "a change in minute 92 of 90",
        match(line_ups__away__substitutions__1__minute=92), "92",
        "minute 92 needs extra time; write it as minute 90, stoppage 2",
    ),

    good(c.a_crowd_or_closed_doors, "a crowd"),
    good(c.a_crowd_or_closed_doors, "closed doors", match(behind_closed_doors=True, attendance=DROP, disputes=[])),
    bad(
        c.a_crowd_or_closed_doors, "12,000 behind closed doors", match(behind_closed_doors=True, disputes=[]), "12000",
        "behind closed doors there is no attendance; take one of the two out",
    ),

    # proof
    good(c.every_fact_has_a_source, "one source for everything, and another one"),
    good(
        c.every_fact_has_a_source, "a source for what nobody can know",
        on(GROUP_1, sources__0__supports=more("shoot_out")),
    ),
    bad(
        c.every_fact_has_a_source, "a referee nobody names", match(sources__0__supports=without("referee")), "- url:",
        "no source supports `referee`; add it to the `supports` of the page that gives it",
    ),
    bad(c.every_fact_has_a_source, "no source at all", on(NEXT, sources=[]), "[]", "no source supports `date`"),
    bad(
        c.every_fact_has_a_source, "a page listed twice", match(sources__1__url="https://example.org/the-gazette"),
        "https://example.org/the-gazette", "this page is listed twice; put all it supports into one entry",
    ),
    bad(
        c.every_fact_has_a_source, "a page for what is not there", on(GROUP_1, sources__0__supports=more("referee")),
        "referee]", "the page supports `referee`, but the match has none; fill the field or take the word out",
    ),

    good(c.gaps_are_true, "a gap in part, and gaps for all that nobody knows"),
    bad(
        c.gaps_are_true, "a part of one fact", match(gaps=more(gap("referee", partial=True))), "{field: referee",
        "nothing of `referee` is missing; take this gap out, or the fact that is doubtful",
    ),
    bad(
        c.gaps_are_true, "captains, when both are named", match(gaps=more(gap("captains", partial=True))),
        "{field: captains", "nothing of `captains` is missing",
    ),
    good(
        c.gaps_are_true, "captains, when one is not named",
        match(gaps=more(gap("captains", partial=True)), line_ups__home__captain=DROP),
    ),
    bad(
        c.gaps_are_true, "shirt numbers, when all are given", match(gaps=more(gap("shirt_numbers", partial=True))),
        "{field: shirt_numbers", "nothing of `shirt_numbers` is missing",
    ),
    good(
        c.gaps_are_true, "shirt numbers, when one is not",
        match(gaps=more(gap("shirt_numbers", partial=True)), line_ups__home__starting__finch=None),
    ),
    bad(
        c.gaps_are_true, "coaches, when both are named", match(gaps=more(gap("coaches", partial=True))),
        "{field: coaches", "nothing of `coaches` is missing",
    ),
    good(
        c.gaps_are_true, "there are no scorers to know of a night without goals",
        quarter_final((0, 0), score={"penalties": [4, 2]}),
    ),
    bad(
        c.gaps_are_true, "a missing referee", on(GROUP_1, gaps=without("referee")), "- {field: kick_off",
        "`referee` is missing; add it, or a line under `gaps` that says where you looked",
    ),
    bad(
        c.gaps_are_true, "no gaps at all", on(GROUP_1, gaps=DROP), "date: 2019-10-22",
        "`referee` is missing", also=(c.gaps_are_true,),
    ),
    bad(
        c.gaps_are_true, "a gap that has been filled", match(gaps=more(gap("referee"))), "{field: referee",
        "`referee` is filled now; take this gap out, or add `partial: true` if a part is missing",
    ),
    bad(
        c.gaps_are_true, "a field with two gaps", on(GROUP_1, gaps=more(gap("referee"))), "{field: referee",
        "`referee` has a gap already; make one of the two",
    ),
    bad(
        c.gaps_are_true, "a part of nothing", on(GROUP_1, gaps__2__partial=True), "{field: attendance",
        "`attendance` is wholly missing; take `partial` out", also=(c.gaps_are_true,),
    ),
    bad(
        c.gaps_are_true, "a gap where there is nothing to know", match(gaps=more(gap("shoot_out"))),
        "{field: shoot_out", "there is nothing to know about `shoot_out` this night; take this gap out",
    ),
    bad(
        c.gaps_are_true, "only one eleven",
        match(line_ups__away__starting=DROP) | on("players.yaml", **dict.fromkeys(TREES[1:9], DROP)),
        "- {field: assists", "one eleven is not whole; complete it, or add a gap for `line_ups` with `partial: true`",
    ),

    good(c.disputes_are_disputes, "two claims that differ"),
    bad(
        c.disputes_are_disputes, "two that agree", match(disputes__0__claims__1__claim="12,000"), "- {claim:",
        "all claims are the same; a dispute needs two that differ",
    ),
    bad(
        c.disputes_are_disputes, "about a field that is empty", match(disputes__0__field="shoot_out"), "shoot_out",
        "`shoot_out` is empty; fill it with the ruling or make it a gap",
    ),

    # words
    good(c.a_played_match_is_told, "in 80 words", match(story="word " * 80)),
    good(c.a_played_match_is_told, "in 260 words", match(story="word " * 260)),
    good(c.a_played_match_is_told, "under the longest headline", match(headline="h" * 80, milestone="m" * 40)),
    good(c.a_played_match_is_told, "in the language of the site", match(story={"en": STORY}, headline={"en": "Level"})),
    bad(
        c.a_played_match_is_told, "in a language the site does not have", match(headline={"en": "Level", "fr": "Nul"}),
        "Nul", "`fr` is not a language of the site; its languages are en",
    ),
    bad(
        c.a_played_match_is_told, "not in the first language of the site",
        IN_TWO_LANGUAGES | match(headline={"it": "Pari"}), "{it: Pari}",
        "`en` is missing, the first language of the site; write the text in it too", MATCH,
    ),
    bad(
        c.a_played_match_is_told, "in 79 words", match(story="word " * 79), "'word word",
        "the story has 79 words; tell it in 80 to 260",
    ),
    bad(
        c.a_played_match_is_told, "in 261 words", match(story={"en": "word " * 261}), "'word word",
        "the story has 261 words; tell it in 80 to 260",
    ),
    bad(
        c.a_played_match_is_told, "under a long headline", match(headline="h" * 81), "hhh",
        "`headline` has 81 characters; keep it to 80",
    ),
    bad(
        c.a_played_match_is_told, "with a long milestone", match(milestone="m" * 41), "mmm",
        "`milestone` has 41 characters; keep it to 40",
    ),
    bad(
        c.a_played_match_is_told, "under two headlines", match(headline="One\nTwo"), "'One",
        "`headline` has more than one line; make it one",
    ),
    bad(
        c.a_played_match_is_told, "without a headline", match(headline=DROP), "2020-03-10",
        "a played match needs `headline`; write it",
    ),
    bad(
        c.a_played_match_is_told, "without a story", match(story=DROP), "2020-03-10",
        "a played match needs `story`; write it", also=(c.every_fact_has_a_source, c.gaps_are_true),
    ),

    # all content
    good(c.one_match_a_day, "two days in a row", fixture("2026-11-27", "valley", 3)),
    bad(
        c.one_match_a_day, "two on one evening", fixture("2026-11-26", "valley", 3), "2026-11-26",
        "`2026-11-26-harriers` is on the same day; correct one of the dates",
    ),

    good(c.every_season_has_its_file, "two seasons"),
    good(
        c.every_season_has_its_file, "two campaigns in a season",
        on(NEXT, competition="southern-cup") | on(OPEN_SEASON, campaigns=more(SOUTHERN)) | SOUTHERN_CUP,
    ),
    bad(
        c.every_season_has_its_file, "a match of another competition",
        on(NEXT, competition="southern-cup") | SOUTHERN_CUP, "southern-cup",
        "campaigns/2026-27.yaml has no campaign in `southern-cup`; add it there or correct it here",
    ),
    bad(
        c.every_season_has_its_file, "a match without a season",
        night("2018-19", "2019-05-01", "valley", (1, 0), **FINAL), "northern-cup",
        "campaigns/2018-19.yaml has no campaign in `northern-cup`",
    ),
    bad(
        c.every_season_has_its_file, "a campaign in a competition nobody knows",
        on(OPEN_SEASON, campaigns=more(campaign("northen-cup"))), "northen-cup",
        "`northen-cup` is not in content/competitions.yaml; did you mean `northern-cup`?",
    ),
    bad(
        c.every_season_has_its_file, "a campaign without a match",
        on(OPEN_SEASON, campaigns=more(SOUTHERN)) | SOUTHERN_CUP, "southern-cup",
        "no match of 2026-27 is in `southern-cup`; add one or take the campaign out",
    ),

    bad(
        c.every_season_has_its_file, "a season left open", on(SEASON, open=True), "true",
        "2026-27 has begun, so 2019-20 is not `open`; take it out",
    ),

    good(c.the_site_is_itself, "the club, the languages and the address"),
    bad(
        c.the_site_is_itself, "a club nobody knows", on("site.yaml", club="lantern"), "lantern",
        "`lantern` is not in content/clubs.yaml; did you mean `lanterns`?",
    ),
    bad(
        c.the_site_is_itself, "a language twice",
        on("site.yaml", languages=more({"code": "en", "name": "English again"})), "{code: en, name: English again}",
        "`en` is listed twice; take one out",
    ),
    bad(
        c.the_site_is_itself, "an address with a question", on("site.yaml", base_url="https://example.org/?a"),
        "https://example.org/?a", "pages are added to this address, so `?` and `#` cannot be in it",
    ),

    good(c.tables_add_up, "a whole table"),
    bad(
        c.tables_add_up, "more places than rows", on(SEASON, campaigns__0__table__through=9), "9",
        "the table has only 2 places; correct `through`",
    ),
    bad(
        c.tables_add_up, "a club twice", on(SEASON, campaigns__0__table__rows__1__club="lanterns"), "lanterns",
        "`lanterns` has a row above; correct one of the two", also=(c.tables_agree_with_the_matches,),
    ),
    good(
        c.tables_add_up, "a table that is still open",
        on(SEASON, campaigns__0__table__complete=False, campaigns__0__table__rows__1__lost=5),
    ),
    good(
        c.tables_add_up, "two clubs level on points",
        on(GROUP_1, score__full_time=[1, 1])
        | on(SEASON, campaigns__0__table__rows=[
            {"club": club, "won": 0, "drawn": 2, "lost": 0, "goals_for": 2, "goals_against": 2}
            for club in ("harriers", "lanterns")
        ]),
    ),
    bad(
        c.tables_add_up, "a club nobody knows", on(SEASON, campaigns__0__table__rows__1__club="harrier"), "harrier",
        "`harrier` is not in content/clubs.yaml; did you mean `harriers`?",
    ),
    bad(
        c.tables_add_up, "the better one below", on(SEASON, campaigns__0__table__rows=lambda rows: rows[::-1]),
        "{club: lanterns", "`lanterns` has 4 points, more than `harriers` above; put the rows in order",
    ),
    bad(
        c.tables_add_up, "a defeat too many", on(SEASON, campaigns__0__table__rows__1__lost=2), "- {club: lanterns",
        "1 wins but 2 defeats in the table; each win is another's defeat",
    ),
    bad(
        c.tables_add_up, "a goal too many", on(SEASON, campaigns__0__table__rows__1__goals_for=2), "- {club: lanterns",
        "5 goals scored but 4 conceded in the table; correct a row",
    ),

    good(
        c.countries_are_written_one_way, "a country that is no more",
        on("clubs.yaml", valley__eras__0__country="Old Inland"),
    ),
    bad(
        c.countries_are_written_one_way, "a capital letter less", on("grounds.yaml", hollow__country="inland"),
        "inland", "`inland` would share its page with `Inland`; write both in one way",
    ),
    bad(
        c.countries_are_written_one_way, "an accent more, in another time",
        on("clubs.yaml", valley__eras__1__country="Ínland"), "Ínland", "write both in one way",
    ),
    bad(
        c.countries_are_written_one_way, "a country in letters that no address has",
        on("referees.yaml", whistle__country="日本"), "日本", "`日本` gives no address",
    ),
    good(c.time_zones_exist, "a zone", on("clubs.yaml", valley__time_zone="Europe/Rome")),
    bad(
        c.time_zones_exist, "a zone that is none", on("clubs.yaml", valley__time_zone="Europe/Roma"),
        "Europe/Roma", "did you mean `Europe/Rome`",
    ),
    good(c.eras_are_in_order, "two eras"),
    bad(
        c.eras_are_in_order, "the later one first", on("clubs.yaml", valley__eras=lambda eras: eras[::-1]),
        "- {until: 1990", "list the eras in order of `until`, each day once",
    ),
    bad(
        c.eras_are_in_order, "two until one day", on("clubs.yaml", valley__eras__1__until=day("1950-01-01")),
        "- {until: 1950", "list the eras in order of `until`, each day once",
    ),

    good(
        c.registers_name_their_sources, "a birthday with its page",
        on("players.yaml", oak__born=day("1990-01-02"), oak__source="https://example.org/oak"),
    ),
    bad(
        c.registers_name_their_sources, "a birthday from nowhere",
        on("players.yaml", oak__born=day("1990-01-02")),
        "1990-01-02", "`born` has no `source`; name the page it comes from",
    ),
    bad(
        c.registers_name_their_sources, "a page for nothing",
        on("players.yaml", oak__source="https://example.org/oak"),
        "'https://example.org/oak'", "`source` supports nothing; add `born` or take it out",
    ),

    good(c.players_are_of_age, "a man", on("players.yaml", oak__born=day("1990-01-02"), oak__source="https://example.org/")),
    good(c.players_are_of_age, "one who never played", article(people=["wren"])
         | on("players.yaml", wren={"name": "Wren", "born": day("1900-01-02"), "source": "https://example.org/"})),
    bad(
        c.players_are_of_age, "a child", on("players.yaml", oak__born=day("2006-12-31"), oak__source="https://example.org/"),
        "2006-12-31", "by this he was 13 years old in `2020-03-10-valley`; correct `born` or the id there",
    ),
    bad(
        c.players_are_of_age, "not yet born", on("players.yaml", oak__born=day("2097-01-02"), oak__source="https://example.org/"),
        "2097-01-02", "by this he was -77 years old",
    ),
    bad(
        c.players_are_of_age, "an old man", on("players.yaml", oak__born=day("1890-01-02"), oak__source="https://example.org/"),
        "1890-01-02", "by this he was 130 years old",
    ),
    bad(
        c.players_are_of_age, "a child who scored on a night without a team sheet",
        on("players.yaml", wren={"name": "Wren", "born": day("2010-05-06"), "source": "https://example.org/"})
        | on(
            GROUP_2, goals=[{"for": "harriers", "player": "wren"}, {"for": "lanterns", "player": "oak"}],
            gaps=without("goals"), sources__0__supports=more("goals"),
        ),
        "2010-05-06", "by this he was 9 years old in `2019-11-05-harriers`",
    ),

    good(c.articles_belong, "a report of its publisher"),
    bad(
        c.articles_belong, "a night twice", article(nights=["2020-03-10-valley"] * 2), "2020-03-10-valley]",
        "`2020-03-10-valley` is listed twice; take one out",
    ),
    bad(
        c.articles_belong, "the season of other nights", article(season="2026-27"), "2026-27",
        "its nights are of 2019-20; correct `season` or `nights`",
    ),
    good(
        c.articles_belong, "an essay of our own about nothing in particular",
        article(kind="essay", publisher=DROP, nights=DROP, season=DROP, people=DROP),
    ),
    bad(
        c.articles_belong, "another day", article(date=day("2020-03-12")), "2020-03-12",
        "the file is named `2020-03-11-a-letter`; its name should start with the date, 2020-03-12",
    ),
    bad(
        c.articles_belong, "a night that never was", article(nights=["2020-03-10-vally"]), "2020-03-10-vally",
        "there is no match `2020-03-10-vally`; did you mean `2020-03-10-valley`",
    ),
    bad(c.articles_belong, "a night like no other", article(nights=["x"]), "x]", "there is no match `x`; correct"),
    bad(
        c.articles_belong, "a person nobody knows", article(people=["oak", "gardner"]), "gardner",
        "`gardner` is no player, coach or referee here; did you mean `gardener`?",
    ),
    bad(
        c.articles_belong, "a season that never was", article(season="2019-21"), "2019-21",
        "there is no campaigns/2019-21.yaml; did you mean `2019-20`",
    ),
    bad(
        c.articles_belong, "an essay of somebody else", article(kind="essay"), "essay",
        "an essay is our own, so it has no `publisher`; correct `kind` or `publisher`",
    ),
    bad(
        c.articles_belong, "a report of nobody", article(publisher=DROP), "report",
        "a report needs its `publisher`; correct `kind` or `publisher`",
    ),
    bad(
        c.articles_belong, "no text", article(body=" \n"), "title:",
        "the article has no text; write it below the second `---`",
    ),

    good(c.catalogues_are_complete, "one language"),
    good(c.catalogues_are_complete, "a second language", italian("greeting: Ciao\nnights: {other: notti}\n")),
    bad(
        c.catalogues_are_complete, "a word too few", italian("nights: {other: notti}\n"), "nights:",
        "`greeting` is missing; i18n/en.yaml has it, so translate it here", "i18n/it.yaml",
    ),
    bad(
        c.catalogues_are_complete, "a word misspelt", italian("greetin: C\ngreeting: Ciao\nnights: {other: notti}\n"),
        "C", "`greetin` is not in i18n/en.yaml; did you mean `greeting`?", "i18n/it.yaml",
    ),
    bad(
        c.catalogues_are_complete, "a word too many", italian("greeting: Ciao\nnights: {other: notti}\nx: y\n"), "y",
        "`x` is not in i18n/en.yaml; take it out", "i18n/it.yaml",
    ),
    bad(
        c.catalogues_are_complete, "a plural without `other`", on(WORDS, nights={"one": "one night"}), "{one: one",
        "`nights` lacks the plural form `other` in en; add it",
    ),


    good(
        c.translations_fill_in_the_same, "other plural forms and an order of its own",
        italian("greeting: Ciao\nnights: {one: una notte, many: 'notti, {count}', other: 'notti, {count}'}\n"),
    ),
    good(
        c.translations_fill_in_the_same, "bare braces", on(WORDS, greeting="Hello {{you}}"),
    ),
    bad(
        c.translations_fill_in_the_same, "a name that is translated too",
        italian("greeting: Ciao\nnights: {other: '{conto} notti'}\n"), "{other: '{conto} notti'}",
        "`{conto}` is not filled in; did you mean `count`?", "i18n/it.yaml",
    ),
    bad(
        c.translations_fill_in_the_same, "a name where nothing is filled in",
        italian("greeting: Ciao, {name}\nnights: {other: notti}\n"), "Ciao, {name}",
        "`{name}` is not filled in; known here: none", "i18n/it.yaml",
    ),
    bad(
        c.translations_fill_in_the_same, "plural forms of their own",
        italian("greeting: {other: Ciao}\nnights: {other: notti}\n"), "{other: Ciao}",
        "`greeting` has one text in i18n/en.yaml; write it likewise", "i18n/it.yaml",
    ),
    bad(
        c.translations_fill_in_the_same, "one text for plural forms",
        italian("greeting: Ciao\nnights: notti\n"), "notti",
        "`nights` has plural forms in i18n/en.yaml; write it likewise", "i18n/it.yaml",
    ),
    bad(
        c.translations_fill_in_the_same, "a brace left open", on(WORDS, greeting="Hello {you"), "Hello {you",
        "a brace of `greeting` has no partner; write `{name}`, or `{{` for a bare one",
    ),

    good(
        c.shared_texts_are_in_the_sites_languages, "in both, and in the first alone",
        IN_TWO_LANGUAGES | on(SEASON, title={"en": "A spring", "it": "Una primavera"}, summary={"en": "It was short."}),
    ),
    bad(
        c.shared_texts_are_in_the_sites_languages, "a title in a language the site does not have",
        on(SEASON, title={"en": "A spring", "fr": "Un printemps"}), "Un printemps",
        "`fr` is not a language of the site; its languages are en", SEASON,
    ),
    bad(
        c.shared_texts_are_in_the_sites_languages, "a table named in the second language alone",
        IN_TWO_LANGUAGES | on(SEASON, campaigns__0__table__title={"it": "Girone A"}), "{it: Girone A}",
        "`en` is missing, the first language of the site; write the text in it too", SEASON,
    ),

    good(
        c.texts_are_clean, "links, emphasis, a note, a heading and code",
        article(
            body="## A heading\n\n*So* was [it](2020-03-10-valley), [this](2020-03-11-a-letter) and "
            "[that](https://example.org/a_b?c=d&e).[^1]\n\n"
            "`<b>`, 2 < 3 & 4 > 3, <https://example.org>.\n\n[^1]: A note.\n"
        ),
    ),
    good(
        c.texts_are_clean, "brackets and stars that belong there",
        article(body="He [sic] (so he said) took **both**: `a](b)`, `**`.\n\n[It](https://example.org/a_(b)) is.\n"),
    ),
    bad(
        c.texts_are_clean, "a link left open", article(body="One.\n\n[It](2020-03-10-valley was late.\n"), "[It]",
        "the mark `](` would be seen by readers; write a link as `[words](target)`",
    ),
    bad(
        c.texts_are_clean, "a link with a space inside", article(body="One.\n\n[It] (2020-03-10-valley) was late.\n"),
        "[It]", "the mark `] (` would be seen by readers",
    ),
    bad(
        c.texts_are_clean, "a link to what is not there", article(body="One.\n\n[It][night] was late.\n"),
        "[It]", "the mark `][` would be seen by readers",
    ),
    bad(
        c.texts_are_clean, "strong words without an end", article(body="One.\n\n**It was late.\n"), "**It",
        "the mark `**` would be seen by readers; `**` needs another `**` at the other end",
    ),
    bad(
        c.texts_are_clean, "an address without its site", article(body="[It](https://) was late.\n"), "[It]",
        "links may start with https:// or be an id, not `https://`",
    ),
    bad(
        c.texts_are_clean, "an address with a space", article(body="[It](https://example.org/a b) was late.\n"), "[It]",
        "links may start with https:// or be an id, not `https://example.org/a b`",
    ),
    bad(
        c.texts_are_clean, "raw HTML in a story of one line", match(story=f"{STORY} <b>So</b> it was."), "The lanterns",
        "raw HTML is not used here; write Markdown",
    ),
    bad(
        c.texts_are_clean, "raw HTML in a story in one of the languages", match(story={"en": f"{STORY} <b>So</b>"}),
        "The lanterns", "raw HTML is not used here; write Markdown",
    ),
    bad(
        c.texts_are_clean, "raw HTML on the third line of a story", block_story(STORY, "", "So it <i>was."),
        "  So it <i>was.", "raw HTML is not used here; write Markdown",
    ),
    bad(
        c.texts_are_clean, "a comment in an article", article(body="One.\n\nTwo <!-- three -->.\n"), "Two <!--",
        "raw HTML is not used here; write Markdown",
    ),
    bad(
        c.texts_are_clean, "a picture in an article", article(body="![A goal](goal.jpg)\n"), "![A goal]",
        "pictures are not used here; take the `![…](…)` out",
    ),
    bad(
        c.texts_are_clean, "a main heading in an article", article(body="# A heading\n\nText.\n"), "# A heading",
        "the title is the only main heading; start headings with `##`",
    ),
    bad(
        c.texts_are_clean, "a note that nothing refers to", article(body="Text.\n\n[^1]: A note.\n"), "[^1]: A note.",
        "nothing refers to the note `[^1]`; refer to it or take it out",
    ),
    bad(
        c.texts_are_clean, "a link to a night that never was", article(body="Text.\n\n[That](2020-03-10-vally)\n"),
        "[That]", "`2020-03-10-vally` is no match and no article; did you mean `2020-03-10-valley`",
    ),
    bad(
        c.texts_are_clean, "a link to what is also a word before",
        article(body="The valley was dark.\n\n[That](valley)\n"), "[That]", "`valley` is no match and no article",
    ),
    bad(
        c.texts_are_clean, "an address of electronic mail", article(body="Write to <us@example.org>.\n"), "Write",
        "raw HTML is not used here; write Markdown",
    ),
    bad(
        c.texts_are_clean, "a link to a page of the site", article(body="[About](/about/)\n"), "[About]",
        "`/about/` is no match and no article; link to an id or to an https:// address",
    ),
    bad(
        c.texts_are_clean, "a link by another way than the web", on(ABOUT, body="One.\n\n[Two](ftp://example.org).\n"),
        "[Two]", "links may start with https:// or be an id, not `ftp://example.org`",
    ),
    bad(
        c.texts_are_clean, "raw HTML in a summary", on(SEASON, summary="It <b>was</b>."), "It <b>was",
        "raw HTML is not used here; write Markdown",
    ),
    bad(
        c.texts_are_clean, "raw HTML in the end of a campaign", on(SEASON, campaigns__0__ended="It <b>was</b>."),
        "It <b>was", "raw HTML is not used here; write Markdown",
    ),

    good(
        c.registers_hold_only_what_is_used, "one who is only in an article",
        article(people=more("wren")) | on("players.yaml", wren={"name": "Wren"}),
    ),
    bad(
        c.registers_hold_only_what_is_used, "a player", on("players.yaml", wren={"name": "Wren"}), "{name: Wren",
        "no match names `wren`; take it out of content/players.yaml",
    ),
    bad(
        c.registers_hold_only_what_is_used, "a coach", on("coaches.yaml", poacher={"name": "Poacher"}),
        "{name: Poacher", "no match names `poacher`; take it out of content/coaches.yaml",
    ),
    bad(
        c.registers_hold_only_what_is_used, "a ground",
        on("grounds.yaml", summit={"name": "Summit", "city": "Top", "country": "Inland"}), "{name: Summit",
        "no match names `summit`; take it out of content/grounds.yaml",
    ),
    bad(
        c.registers_hold_only_what_is_used, "a referee", on("referees.yaml", flag={"name": "Flag", "country": "Isle"}),
        "{name: Flag", "no match names `flag`; take it out of content/referees.yaml",
    ),

    # the archive as a whole
    good(c.tables_agree_with_the_matches, "our row is what our matches make"),
    good(
        c.tables_agree_with_the_matches, "a table that is still open",
        on(SEASON, campaigns__0__table__complete=False, campaigns__0__table__rows__0__goals_for=9),
    ),
    bad(
        c.tables_agree_with_the_matches, "a goal more than we scored",
        on(SEASON, campaigns__0__table__rows__0__goals_for=4, campaigns__0__table__rows__1__goals_against=4),
        "{club: lanterns", "our row says (1, 1, 0, 4, 1) but the matches make (1, 1, 0, 3, 1); correct one",
    ),

    good(c.legs_mirror_each_other, "two legs"),
    good(c.legs_mirror_each_other, "a round of one match", quarter_final((1, 0))),
    good(c.legs_mirror_each_other, "three matches", quarter_final((1, 0), (1, 0), (2, 1), then="third-match")),
    good(c.legs_mirror_each_other, "the second leg is still to come", quarter_final((1, 0), (0, 0)) | {LEG_2: None}),
    bad(
        c.legs_mirror_each_other, "two first legs", match(leg=1), "1",
        "this is match 2 of its tie by date but says leg 1; correct `leg` or add the missing match",
    ),
    bad(
        c.legs_mirror_each_other, "a second leg without a first", quarter_final((1, 0), (0, 1)) | {LEG_1: None}, "2",
        "this is match 1 of its tie by date but says leg 2", LEG_2,
    ),
    bad(
        c.legs_mirror_each_other, "twice at home", match() | on(FIRST_LEG, home="valley", away="lanterns"), "valley",
        "the second leg is played with sides changed: home is `lanterns`; correct it",
    ),
    bad(
        c.legs_mirror_each_other, "extra time in a first leg", on(FIRST_LEG, score__extra_time=[2, 1]), "[2, 1]",
        "a first leg has no extra time; take it out",
    ),

    good(c.ties_end_by_the_rules, "on aggregate"),
    good(c.ties_end_by_the_rules, "on away goals", quarter_final((1, 0), (2, 1))),
    good(c.ties_end_by_the_rules, "in extra time", quarter_final((1, 0), (1, 0), score={"extra_time": [1, 1]})),
    good(c.ties_end_by_the_rules, "on penalties", shoot_out()),
    good(
        c.ties_end_by_the_rules, "on penalties, when away goals do not count",
        quarter_final((1, 0), (2, 1), score={"extra_time": [2, 1], "penalties": [3, 4]}, away_goals=False),
    ),
    good(c.ties_end_by_the_rules, "in one match, on penalties", quarter_final((1, 1), score={"penalties": [4, 2]})),
    good(
        c.ties_end_by_the_rules, "in a third match",
        quarter_final((2, 0), (3, 1), (1, 3), away_goals=False, then="third-match"),
    ),
    good(c.ties_end_by_the_rules, "a third match is still to come", quarter_final((2, 0), (2, 0), then="third-match")),
    bad(
        c.ties_end_by_the_rules, "a level tie", quarter_final((1, 0), (1, 0)), "full_time: [1, 0]",
        "the tie is level, so extra time or penalties must follow; add them or correct a score", LEG_2,
    ),
    bad(
        c.ties_end_by_the_rules, "a level tie when away goals do not count",
        quarter_final((1, 0), (2, 1), away_goals=False), "full_time: [2, 1]", "the tie is level", LEG_2,
    ),
    bad(
        c.ties_end_by_the_rules, "a level match", quarter_final((1, 1)), "full_time: [1, 1]", "the tie is level", LEG_1,
    ),
    bad(
        c.ties_end_by_the_rules, "extra time that was not needed",
        quarter_final((1, 0), (2, 1), score={"extra_time": [3, 1]}), "[3, 1]",
        "the tie was settled after 90 minutes; extra time was not needed, correct a score", LEG_2,
    ),
    bad(
        c.ties_end_by_the_rules, "penalties that were not needed",
        quarter_final((1, 0), (1, 0), score={"extra_time": [1, 1], "penalties": [3, 4]}), "[3, 4]",
        "the tie was settled before penalties; correct a score", LEG_2,
    ),
    bad(
        c.ties_end_by_the_rules, "a third match in a season that knew none", quarter_final((1, 0), (1, 0), (2, 0)), "3",
        "that season's rules know no third match; correct `leg` or the rules of the campaign", LEG_3,
    ),
    bad(
        c.ties_end_by_the_rules, "a third match after two that settled it",
        quarter_final((1, 0), (0, 0), (2, 0), then="third-match"), "3",
        "a third match follows only a level tie; correct a score or take it out", LEG_3,
    ),
    bad(
        c.ties_end_by_the_rules, "a third match that settles nothing",
        quarter_final((1, 0), (1, 0), (0, 0), then="third-match"), "full_time: [0, 0]", "the tie is level", LEG_3,
    ),

    good(c.a_lost_tie_is_the_last, "a tie won, then one lost", quarter_final((0, 1), (2, 0))),
    good(
        c.a_lost_tie_is_the_last, "another competition may follow",
        quarter_final((0, 1), (2, 0)) | on(SEASON, campaigns=more(SOUTHERN)) | SOUTHERN_CUP
        | night("2019-20", "2020-08-12", "valley", (1, 0), **FINAL, competition="southern-cup"),
    ),
    bad(
        c.a_lost_tie_is_the_last, "out, and yet in the final",
        night("2019-20", "2020-05-01", "valley", (1, 0), **FINAL) | quarter_final((0, 1), (2, 0)), "northern-cup",
        "the club was out after `2020-04-02-harriers`; correct a score, a round or this competition",
    ),

    good(c.matchdays_are_in_order, "one after the other"),
    good(c.matchdays_are_in_order, "some between are not in the archive", on(GROUP_2, matchday=4)),
    bad(
        c.matchdays_are_in_order, "one twice", on(GROUP_2, matchday=1), "1",
        "matchday 1 comes after matchday 1 of `2019-10-22-harriers`; correct one of them",
    ),
    bad(
        c.matchdays_are_in_order, "the second first", on(GROUP_2) | on(GROUP_1, matchday=3), "2",
        "matchday 2 comes after matchday 3 of `2019-10-22-harriers`",
    ),
]  # fmt: skip


GOOD = [case for case in CASES if not case.says]
BAD = [case for case in CASES if case.says]


def sentence(case):
    return f"{case.check.__name__.replace('_', ' ')}: {case.what}"


@pytest.mark.parametrize("case", GOOD, ids=sentence)
def test_passes(tmp_path, case):
    assert problems(make_content(tmp_path, case.files)) == []


@pytest.mark.parametrize("case", BAD, ids=sentence)
def test_fails(tmp_path, case):
    folder = make_content(tmp_path, case.files)
    found = problems(folder)
    own = [problem for problem in found if problem.check == case.check.__name__]
    (problem,) = [each for each in own if case.says in each.message]
    assert problem.path.removeprefix("content/") == (case.path or next(iter(case.files)))
    assert text_at(folder, problem).startswith(case.at)
    assert problem.advice == (case.check in c.ADVICE)
    assert own == [problem] or case.check in case.also
    assert {each.check for each in found} == {check.__name__ for check in (case.check, *case.also)}


# --- the checks themselves ------------------------------------------------------------------

ALL_CHECKS = (*c.MATCH_CHECKS, *c.CONTENT_CHECKS, *c.ARCHIVE_CHECKS, *c.ADVICE)


@pytest.mark.parametrize("check", ALL_CHECKS, ids=lambda check: check.__name__)
def test_every_check_is_tried_both_ways_and_says_what_it_ensures(check):
    assert check in {case.check for case in GOOD}
    assert check in {case.check for case in BAD}
    assert check.__doc__.startswith("Ensure ")


def test_every_check_has_one_name_and_stands_in_one_list():
    assert len(set(ALL_CHECKS)) == len(ALL_CHECKS) == len(set(CHECK_NAMES))
    assert set(CHECK_NAMES) >= c.STRUCTURE


@pytest.mark.parametrize(
    ("date", "allowed"),
    [
        ("1968-06-30", 0), ("1968-07-01", 2), ("1995-06-30", 2), ("1995-07-01", 3),
        ("2018-06-30", 3), ("2018-07-01", 4), ("2020-07-31", 4), ("2020-08-01", 6),
    ],
)  # fmt: skip
def test_a_side_may_make_as_many_changes_as_the_laws_of_the_day_allowed(date, allowed):
    def told(number):
        changes = tuple(Substitution(off=off, on="rowan") for off in TREES[:number])
        night = make_night(date, "lanterns", "valley", (0, 0), line_ups=LineUps(home=LineUp(substitutions=changes)))
        return [message for _, message in c.substitutions_make_sense(match_checks.Case(night.id, night.match, None))]

    assert told(allowed) == []
    assert told(allowed + 1) == [
        f"{allowed + 1} substitutions; a side could make {allowed} then, so take the surplus out"
    ]


# --- exceptions -------------------------------------------------------------------------------


def excuse(check, **extra):
    name = check if isinstance(check, str) else check.__name__
    return {"exceptions": [{"check": name, "reason": "The Gazette insists."}], **extra}


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(match(headline="h" * 81, **excuse(c.a_played_match_is_told)), id="of one match"),
        pytest.param(match(leg=1, **excuse(c.legs_mirror_each_other)), id="of the archive"),
        pytest.param(match(story=f"{STORY} <b>", **excuse(c.texts_are_clean)), id="of all content"),
    ],
)
def test_an_exception_silences_a_check(tmp_path, files):
    assert problems(make_content(tmp_path, files)) == []


def test_an_exception_silences_only_its_own_check_of_its_own_match(tmp_path):
    files = match(headline="h" * 81, referee="whistel", **excuse(c.a_played_match_is_told)) | on(
        GROUP_1, headline="h" * 81
    )
    found = [(problem.path, problem.check) for problem in problems(make_content(tmp_path, files))]
    assert found == [(f"content/{GROUP_1}", "a_played_match_is_told"), (f"content/{MATCH}", "every_id_exists")]


def test_an_exception_that_is_not_needed_any_more_fails(tmp_path):
    folder = make_content(tmp_path, match(**excuse(c.a_played_match_is_told)))
    (problem,) = problems(folder)
    assert problem.message == "the check `a_played_match_is_told` passes without this exception; take it out"
    assert problem.check == "exceptions_are_true"
    assert text_at(folder, problem).startswith("{check: a_played_match_is_told")


def test_an_exception_from_a_check_that_does_not_exist_fails(tmp_path):
    folder = make_content(tmp_path, match(**excuse("a_played_match_is_tolt")))
    (problem,) = problems(folder)
    assert problem.message == "there is no check `a_played_match_is_tolt`; did you mean `a_played_match_is_told`?"
    assert problem.check == "exceptions_are_true"
    assert text_at(folder, problem).startswith("{check: a_played_match_is_tolt")


def test_no_exception_is_called_needless_while_some_checks_have_to_wait(tmp_path):
    files = match(leg=1, **excuse(c.legs_mirror_each_other)) | on(GROUP_1, matchday=DROP)
    assert [problem.check for problem in problems(make_content(tmp_path, files))] == ["the_stage_fits"]


# --- checking again -----------------------------------------------------------------------------


def test_a_match_is_checked_again_when_a_register_changes(tmp_path):
    folder = make_content(tmp_path)
    builder = Builder(folder, tmp_path / "site", home=HOME)
    builder.check()
    register = folder / "referees.yaml"
    register.write_text(register.read_text().replace("whistle:", "the-whistle:"))
    with pytest.raises(ContentError) as refused:
        builder.check()
    assert (f"content/{MATCH}", "every_id_exists") in [(each.path, each.check) for each in refused.value.problems]


def test_a_match_is_checked_again_when_it_changes(tmp_path):
    folder = make_content(tmp_path)
    builder = Builder(folder, tmp_path / "site", home=HOME)
    builder.check()
    good = (folder / MATCH).read_text()
    (folder / MATCH).write_text(good.replace("off': heron", "off': magpie"))
    for _ in range(2):
        with pytest.raises(ContentError) as refused:
            builder.check()
        assert [each.check for each in refused.value.problems] == ["substitutions_make_sense"]
    (folder / MATCH).write_text(good)
    builder.check()


def test_advice_stops_only_a_strict_build(tmp_path):
    folder = make_content(tmp_path, on("players.yaml", wren={"name": "Wren"}))
    builder = Builder(folder, tmp_path / "site", home=HOME)
    builder.check()
    assert [problem.check for problem in builder.advice] == ["registers_hold_only_what_is_used"]
    builder.strict = True
    with pytest.raises(ContentError):
        builder.check()
