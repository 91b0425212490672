"""Writes a file for an editor to fill in, with everything that is already known."""

import datetime
import json
from pathlib import Path

from nights.archive import Archive, Night
from nights.check import Checker
from nights.load import Loader
from nights.problems import ContentError, did_you_mean
from nights.text import slug

SCHEMA = "# yaml-language-server: $schema={address}/data/match.schema.json"


class NewError(Exception):
    """The file cannot be written; the message says why."""


def _load(folder: Path) -> Archive:
    """The archive as far as it goes; raises ContentError when a mistake keeps it from being put together."""
    content, problems = Loader(folder, str(folder)).load()
    archive, found = Checker().check(content) if content else (None, [])
    if archive is None:
        raise ContentError(problem for problem in (*problems, *found) if not problem.advice)
    return archive


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise NewError(f"{text} is not a date such as 2026-11-26") from None


def _season_of(day: datetime.date) -> str:
    start = day.year if day.month >= 7 else day.year - 1
    return f"{start}-{(start + 1) % 100:02}"


def _write(path: Path, text: str) -> Path:
    if path.exists():
        raise NewError(f"{path} is already there; edit it")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def new_match(folder: Path, *, date: str, opponent: str, away: bool) -> Path:
    """A scheduled match, with what the nights before it tell; raises NewError or ContentError."""
    day = _day(date)
    archive = _load(folder)
    content = archive.content
    if opponent not in content.clubs.value:
        line = f"{slug(opponent) or 'its-id'}: {{name: …, city: …, country: …}}"
        hint = did_you_mean(opponent, content.clubs.value) or f"; add it there first, as `{line}`"
        raise NewError(f"`{opponent}` is not in {content.clubs.document.path}{hint}")
    site = content.site.value
    if opponent == site.club:
        raise NewError(f"`{opponent}` is the club of this site; name its opponent")
    other = next((night for night in archive.nights if night.date == day), None)
    if other and other.opponent.id != opponent:
        raise NewError(f"`{other.id}` is on the same day; correct the date")
    before = [night for night in archive.nights if night.date < day]
    season = [night for night in before if night.season == _season_of(day)]
    home, guest = (opponent, site.club) if away else (site.club, opponent)
    lines = [
        SCHEMA.format(address=site.base_url.rstrip("/")),
        f"date: {day}",
        'kick_off: "21:00"          # local time at the ground; correct it or take it out',
        "status: scheduled          # once it is played: take this line out and fill in what stands below",
        *_stage_lines(season, opponent, before),
        f"home: {home}",
        f"away: {guest}",
        *_ground_line(before, opponent, away=away),
        "sources:",
        "  - url: https://                # the page that gives the fixture",
        "    publisher: ",
        f"    read: {datetime.date.today()}",
        "    supports: [date, kick_off, ground]",
        "",
        _AFTER.format(home=home, away=guest),
    ]
    return _write(folder / "matches" / _season_of(day) / f"{day}-{opponent}.yaml", "\n".join(lines))


def _stage_lines(season: list[Night], opponent: str, before: list[Night]) -> list[str]:
    """Competition and stage: the other leg of a tie, the next matchday, or the last competition."""
    last = season[-1] if season else (before[-1] if before else None)
    if last is None:
        return ["competition: ", "stage: knockout", "round: final"]
    match = last.match
    if season and last.opponent.id == opponent and match.leg == 1:
        return [f"competition: {match.competition}", f"stage: {match.stage}", f"round: {match.round}", "leg: 2"]
    if season and match.matchday:
        group = [f"group: {match.group}"] if match.group else []
        return [f"competition: {match.competition}", f"stage: {match.stage}", f"matchday: {match.matchday + 1}", *group]
    return [
        f"competition: {match.competition}",
        "stage: knockout            # qualifying, group-stage, league-phase or knockout",
        "round: round-of-16         # in a group or league phase: matchday instead of round and leg",
        "leg: 1",
    ]


def _ground_line(before: list[Night], opponent: str, *, away: bool) -> list[str]:
    """The ground of the last home match, or where the opponent was last visited."""
    side = "away" if away else "home"
    same = [
        n
        for n in before
        if n.side == side and n.ground and not n.match.neutral and (not away or n.opponent.id == opponent)
    ]
    return [f"ground: {same[-1].ground.id}"] if same else ["# ground:                  # its id in grounds.yaml"]


def new_article(folder: Path, *, title: str, date: str | None) -> Path:
    """A valid draft; raises NewError or ContentError."""
    archive = _load(folder)
    day = _day(date) if date else datetime.date.today()
    latest = archive.played[-1] if archive.played else None
    nights = f"[{latest.id}]" if latest else "[]"
    title = " ".join(title.split())
    if len(title) > 100:
        raise NewError(f"the title has {len(title)} characters; keep it to 100")
    if not slug(title):
        raise NewError(f"the title `{title}` gives no address; it needs a letter from a to z or a digit")
    text = _DRAFT.format(title=json.dumps(title, ensure_ascii=False), day=day, nights=nights)
    return _write(folder / "articles" / f"{day}-{slug(title)}.md", text)


_AFTER = """\
# --- after the match: take out `status` above, and the # before what you know -------------------
# attendance: 20000
# referee: first-last
# score: {{half_time: [0, 0], full_time: [0, 0]}}            # home first
# goals:
#   - {{minute: 12, for: {home}, player: first-last, assist: first-last}}
#   - {{minute: 45, stoppage: 2, for: {away}, player: first-last, kind: penalty}}   # or own-goal, free-kick
# cards:
#   - {{minute: 33, club: {away}, player: first-last, card: yellow}}              # or second-yellow, red
# line_ups:
#   home:
#     formation: 3-4-2-1
#     coach: first-last
#     captain: first-last
#     starting:
#       first-last: 1                                      # shirt number, or nothing when unknown
#     substitutes:
#       first-last: 12
#     substitutions:
#       - {{minute: 60, off: first-last, on: first-last}}
# headline: What the night was
# story: |
#   80 to 260 words.
# gaps:
#   - {{field: attendance, note: "No page found gives it; where you looked."}}
"""

_DRAFT = """\
---
title: {title}
date: {day}
kind: essay          # a piece of our own; preview, report, reaction, interview and feature need a publisher
summary: What the piece tells, in a sentence or two of at least twenty characters.
nights: {nights}
people: []
draft: true          # take this line out to publish
# publisher: Who reported it
# source_date: {day}
# source_language: en
# source_url: https://
sources: []
---
Write here.
"""
