"""A small, complete, valid content folder that a test varies by one thing.

Trees play for the lanterns, whose archive it is; birds play for the valley.
"""

import copy
import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

from nights import model
from nights.archive import Archive, Named, Night
from nights.builder import Builder
from nights.model import FIELDS
from nights.problems import ContentError, Problem

# The same examples every time: what is under test is the code, not somebody's luck or how fast the machine is.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")

HOME = Path(__file__).resolve().parents[1]

MATCH = "matches/2019-20/2020-03-10-valley.yaml"  # the night that has everything: a second leg, away
FIRST_LEG = "matches/2019-20/2020-02-19-valley.yaml"
GROUP_1 = "matches/2019-20/2019-10-22-harriers.yaml"
GROUP_2 = "matches/2019-20/2019-11-05-harriers.yaml"
WAITING = "matches/2026-27/2026-10-22-valley.yaml"
NEXT = "matches/2026-27/2026-11-26-harriers.yaml"
SEASON = "campaigns/2019-20.yaml"
OPEN_SEASON = "campaigns/2026-27.yaml"
ARTICLE = "articles/2020-03-11-a-letter.md"
ABOUT = "pages/about.md"
WORDS = "i18n/en.yaml"

TREES = ("ash", "birch", "cedar", "elder", "fir", "hazel", "juniper", "larch", "maple", "oak", "pine")
BIRDS = ("avocet", "bittern", "crane", "dipper", "egret", "finch", "goshawk", "heron", "ibis", "jay", "kestrel")
BENCH_OF_TREES, BENCH_OF_BIRDS = ("rowan", "sorb"), ("lapwing", "magpie")
SENTENCE = "The lanterns were lit on the quay before the tide turned."
STORY = " ".join([SENTENCE] * 9)

DROP = object()  # as a change: take the key out
READ = datetime.date(2026, 11, 20)
Changes = Mapping[str, Any]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def source(supports: tuple[str, ...] | list[str], publisher: str = "The Gazette") -> dict[str, Any]:
    url = f"https://example.org/{publisher.lower().replace(' ', '-')}"
    return {"url": url, "publisher": publisher, "read": READ, "supports": list(supports)}


def reference() -> dict[str, Any]:
    return {"url": "https://example.org/almanac", "publisher": "The Almanac", "read": READ}


def bare_match(date: str, home: str, away: str, score: tuple[int, int], **more: Any) -> dict[str, Any]:
    """A played match of which only the day, the score and the story are known."""
    unknown = set(FIELDS) - {"date", "score", "story", "missed_penalties", "shoot_out"}
    if not sum(score):
        unknown -= {"goals", "assists"}
    if date < "1968-07-01":
        unknown -= {"substitutions"}
    return {
        "date": day(date), "competition": "northern-cup", "stage": "group-stage", **more, "home": home, "away": away,
        "score": {"full_time": list(score)}, "headline": "A night of which little is known", "story": STORY,
        "sources": [source(["date", "score", "story"])],
        "gaps": [{"field": field, "note": "The Gazette does not say."} for field in FIELDS if field in unknown],
    }  # fmt: skip


def knockout(date: str, leg: int, score: tuple[int, int], **more: Any) -> dict[str, Any]:
    """A bare leg against the valley; the second one is away."""
    home, away = ("valley", "lanterns") if leg == 2 else ("lanterns", "valley")
    return bare_match(date, home, away, score, **{"stage": "knockout", "round": "round-of-16", "leg": leg, **more})


def _sheet(eleven: tuple[str, ...], bench: tuple[str, ...], **more: Any) -> dict[str, Any]:
    starting = {player: number for number, player in enumerate(eleven, 1)}
    return {**more, "starting": starting, "substitutes": {player: n for n, player in enumerate(bench, 12)}}


def _match() -> dict[str, Any]:
    return {
        "date": day("2020-03-10"), "kick_off": "21:00", "competition": "northern-cup", "stage": "knockout",
        "round": "round-of-16", "leg": 2, "home": "valley", "away": "lanterns", "ground": "hollow",
        "attendance": 12000, "referee": "whistle",
        "score": {"half_time": [1, 1], "full_time": [2, 2]},
        "goals": [
            {"minute": 12, "for": "valley", "player": "finch", "assist": "heron"},
            {"minute": 45, "stoppage": 2, "for": "lanterns", "player": "oak", "kind": "free-kick"},
            {"minute": 63, "for": "lanterns", "player": "crane", "kind": "own-goal"},
            {"minute": 81, "for": "valley", "player": "jay", "kind": "penalty"},
        ],
        "missed_penalties": [{"minute": 30, "club": "lanterns", "player": "oak", "outcome": "saved"}],
        "cards": [
            {"minute": 20, "club": "valley", "player": "crane", "card": "yellow"},
            {"minute": 50, "club": "lanterns", "player": "pine", "card": "yellow"},
            {"minute": 85, "club": "valley", "player": "crane", "card": "second-yellow"},
        ],
        "line_ups": {
            "home": _sheet(BIRDS, BENCH_OF_BIRDS, formation="4-4-2", coach="falconer", captain="avocet")
            | {"substitutions": [{"minute": 46, "off": "heron", "on": "lapwing"}]},
            "away": _sheet(TREES, BENCH_OF_TREES, formation="3-4-3", coach="gardener", captain="pine")
            | {
                "substitutions": [
                    {"minute": 70, "off": "ash", "on": "rowan"},
                    {"minute": 88, "off": "oak", "on": "sorb"},
                ]
            },
        },
        "milestone": "A first quarter-final",
        "headline": "Level in the hollow",
        "story": STORY,
        "sources": [
            source([field for field in FIELDS if field != "shoot_out"]),
            source(["date", "score", "goals"], "The Echo"),
        ],
        "disputes": [
            {
                "field": "attendance", "about": "how many came",
                "claims": [
                    {"claim": "12,000", "url": "https://example.org/the-gazette"},
                    {"claim": "11,500", "url": "https://example.org/the-echo"},
                ],
                "ruling": "12,000", "reason": "The Gazette names the turnstiles.",
            }
        ],
        "gaps": [{"field": "assists", "note": "The Echo names none for the second goal.", "partial": True}],
    }  # fmt: skip


def _files() -> dict[str, Any]:
    """Every file of the folder: data of YAML by path; a Markdown file's text stands under `body`."""
    people = (*TREES, *BENCH_OF_TREES, *BIRDS, *BENCH_OF_BIRDS)
    return {
        "site.yaml": {
            "title": "Nights of the Lanterns", "tagline": "Every night by the quay", "club": "lanterns",
            "description": "Every night the lanterns ever played abroad.", "base_url": "https://example.org/nights/",
            "repository": "https://example.org/repository", "author": "The keepers",
            "languages": [{"code": "en", "name": "English"}],
            "colours": {"primary": "#1d5fd0", "ink": "#0b0f1a", "glow": "#ffd34d"},
        },
        WORDS: {"greeting": "Hello", "nights": {"one": "{count} night", "other": "{count} nights"}},
        "competitions.yaml": {"northern-cup": {"name": "Northern Cup", "short": "Cup"}},
        "clubs.yaml": {
            "lanterns": {"name": "Lanterns", "city": "Quay", "country": "Coast"},
            "valley": {
                "name": "Valley", "city": "Hollow", "country": "Inland",
                "eras": [
                    {"until": day("1950-01-01"), "name": "Valley Works"},
                    {"until": day("1990-01-01"), "name": "Dale"},
                ],
            },
            "harriers": {"name": "Harriers", "city": "Moor", "country": "Inland"},
        },
        "grounds.yaml": {"hollow": {"name": "The Hollow", "city": "Hollow", "country": "Inland"}},
        "players.yaml": {player: {"name": player.capitalize()} for player in people},
        "coaches.yaml": {"gardener": {"name": "Gardener"}, "falconer": {"name": "Falconer"}},
        "referees.yaml": {"whistle": {"name": "Whistle", "country": "Island"}},
        SEASON: {
            "title": "To the quarter-final", "summary": "The first spring abroad.",
            "campaigns": [
                {
                    "competition": "northern-cup", "rules": {"away_goals": True}, "ended": "In the quarter-final.",
                    "table": {
                        "title": "Group A", "through": 1,
                        "rows": [
                            {"club": "lanterns", "won": 1, "drawn": 1, "lost": 0, "goals_for": 3, "goals_against": 1},
                            {"club": "harriers", "won": 0, "drawn": 1, "lost": 1, "goals_for": 1, "goals_against": 3},
                        ],
                        "sources": [reference()],
                    },
                }
            ],
        },
        OPEN_SEASON: {
            "title": "Under way", "summary": "The league phase has begun.", "open": True,
            "campaigns": [{"competition": "northern-cup", "rules": {"away_goals": False}}],
        },
        GROUP_1: bare_match("2019-10-22", "lanterns", "harriers", (2, 0), matchday=1, group="A"),
        GROUP_2: bare_match("2019-11-05", "harriers", "lanterns", (1, 1), matchday=2, group="A"),
        FIRST_LEG: knockout("2020-02-19", 1, (2, 1)),
        MATCH: _match(),
        WAITING: {
            "date": day("2026-10-22"), "status": "unrecorded", "competition": "northern-cup", "stage": "league-phase",
            "matchday": 1, "home": "lanterns", "away": "valley", "sources": [source(["date"])],
        },
        NEXT: {
            "date": day("2026-11-26"), "status": "scheduled", "competition": "northern-cup", "stage": "league-phase",
            "matchday": 2, "home": "harriers", "away": "lanterns", "sources": [source(["date"])],
        },
        ARTICLE: {
            "title": "A letter from the hollow", "date": day("2020-03-11"), "kind": "report",
            "summary": "What the Gazette wrote the day after.", "nights": ["2020-03-10-valley"], "season": "2019-20",
            "people": ["oak", "gardener", "whistle"], "publisher": "The Gazette",
            "body": "It was [a long night](2020-03-10-valley).\n",
        },
        ABOUT: {"title": "About", "body": "Every night, and how we know.\n"},
    }  # fmt: skip


def _changed(data: Any, changes: Changes) -> Any:
    """The data with values put at dotted paths (`goals.0.minute`); a function gets the old value."""
    data = copy.deepcopy(data)
    for path, value in changes.items():
        *outer, last = (int(key) if key.isdigit() else key for key in path.split("."))
        inner = data
        for key in outer:
            inner = inner[key]
        if value is DROP:
            del inner[last]
        elif callable(value):
            inner[last] = value(inner[last])
        else:
            inner[last] = value
    return data


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, _: Any) -> bool:
        return True


def as_yaml(data: Any) -> str:
    """Data as an editor would write it: the innermost lists and mappings in one line, everything else below its key."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=None, width=10**6)


def as_text(path: str, data: Any) -> str:
    if not path.endswith(".md"):
        return as_yaml(data)
    head = {key: value for key, value in data.items() if key != "body"}
    return f"---\n{as_yaml(head)}---\n{data['body']}"


FILES = _files()


def make_content(folder: Path, files: Changes | None = None, *, match: Changes | None = None) -> Path:
    """Write the content folder; `files` says by path what is different in it, `match` that of MATCH.

    What is different is a mapping of changes, the whole new text of the file,
    the whole new data (as a tuple with one item), or None for no such file.
    """
    changes = {**(files or {}), **({MATCH: match} if match is not None else {})}
    for path in {**FILES, **changes}:
        change = changes.get(path, {})
        if change is None:
            continue
        if isinstance(change, str):
            text = change
        else:
            data = change[0] if isinstance(change, tuple) else _changed(FILES[path], change)
            text = as_text(path, data)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    return folder


def archive(folder: Path) -> Archive:
    """The archive of a folder; raises ContentError, advice included."""
    return Builder(folder, folder / "site", home=HOME, strict=True).check()


def problems(folder: Path) -> list[Problem]:
    """Every problem of a folder, advice included, in order of place."""
    try:
        archive(folder)
    except ContentError as error:
        if not error.problems:
            pytest.fail("the content is refused without a word")
        return list(error.problems)
    return []


def text_at(folder: Path, problem: Problem) -> str:
    """The rest of the line at the place of a problem: what an editor's cursor would stand before."""
    lines = (folder / problem.path.removeprefix("content/")).read_text(encoding="utf-8").split("\n")
    return lines[problem.line - 1][problem.column - 1 :]


def make_night(date: str, home: str, away: str, full_time: tuple[int, int] | None, **more: Any) -> Night:
    """A knockout night of the lanterns, made without any file; `full_time` is None while it is to come."""
    layers = {name: more.pop(name) for name in ("half_time", "extra_time", "penalties") if name in more}
    match = model.Match(
        date=day(date),
        competition="northern-cup",
        home=home,
        away=away,
        status="scheduled" if full_time is None else "played",
        score=None if full_time is None else model.Score(full_time=full_time, **layers),
        **{"stage": "knockout", "round": "round-of-16", **more},
    )
    names = {club: Named(club, club.capitalize(), club.capitalize()) for club in (home, away)}
    opponent = away if home == "lanterns" else home
    return Night(
        id=f"{date}-{opponent}",
        number=None,
        season="2019-20",
        match=match,
        club="lanterns",
        competition=Named("northern-cup", "Northern Cup", "Cup"),
        home=names[home],
        away=names[away],
        ground=None,
    )
