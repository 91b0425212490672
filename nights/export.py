"""Open data: the files other people's programs rely on. The form of `matches.json` is a contract."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from nights import model
from nights.archive import Archive, Night, tally
from nights.i18n import Words, season_name
from nights.load import Content
from nights.pages import RECORDED, Page

# The keys of a record of `matches.json`, the type of each value, and what it means.
CONTRACT = {
    "id": ("string", "The match: its date and the opponent; also the address of its page."),
    "night": ("integer", "Its number in the story; null while it is to come."),
    "date": ("string", "The day it began, local time: 2020-03-10."),
    "kick_off": ("string", "Local time at the ground: 21:00."),
    "season": ("string", "The season: 2019-20."),
    "competition": ("string", "The competition, as it was called that season."),
    "stage": ("string", "qualifying, group-stage, league-phase or knockout."),
    "round": ("string", "The round of a knockout or qualifying stage, in words."),
    "matchday": ("integer", "Number in a group stage or league phase."),
    "leg": ("integer", "1 or 2; 3 is the third match after two level legs."),
    "home": ("string", "The club named first, as it was called that night."),
    "away": ("string", "The club named second."),
    "ground": ("string", "The ground, as it was called that night."),
    "city": ("string", "Where the ground is."),
    "country": ("string", "The country it was in that night."),
    "neutral": ("boolean", "Whether the ground was nobody’s home."),
    "status": ("string", "played, scheduled, or unrecorded: played, but no result is recorded here yet."),
    "score": ("object", "half_time, full_time, extra_time and penalties, each [home, away] or null."),
    "result": ("string", "won, drawn or lost for the club of this archive, before a shoot-out."),
    "attendance": ("integer", "How many came."),
    "behind_closed_doors": ("boolean", "Whether spectators were shut out."),
    "referee": ("object", "name, and country of his association."),
    "goals": ("list", "minute, stoppage, for (the side that gains), player, kind, assist; in order."),
    "missed_penalties": ("list", "minute, stoppage, club, player, outcome."),
    "shoot_out": ("list", "club, player, scored; in order of the kicks."),
    "cards": ("list", "minute, stoppage, club, player, card."),
    "line_ups": ("object", "home and away: formation, starting, substitutes (name, number, captain), coach."),
    "substitutions": ("list", "minute, stoppage, club, off, on."),
    "sources": ("list", "url, publisher, and the fields it supports."),
    "disputes": ("list", "field, about, claims (claim, url), ruling, reason."),
    "url": ("string", "The address of its page."),
}
_PLAYERS_FIGURES = ("starts", "minutes", "minutes_certain", "goals", "assists", "yellow", "red")


def match_record(night: Night, content: Content, t: Words, address: str) -> dict[str, Any]:
    """One match as `/data/matches.json` has it; names are those of the night, unknown is null."""
    match = night.match
    players, coaches = content.players.value, content.coaches.value
    clubs = {night.home.id: night.home.name, night.away.id: night.away.name}

    def player(entry_id: str | None) -> str | None:
        return players[entry_id].name if entry_id else None

    def moment(event: Any) -> dict[str, Any]:
        return {"minute": event.minute, "stoppage": event.stoppage}

    def sheet(side: model.Side) -> dict[str, Any]:
        line_up = match.line_up(side)
        if line_up is None:
            return {}
        known: dict[str, Any] = {"formation": line_up.formation}
        for part in ("starting", "substitutes"):
            shirts = getattr(line_up, part)
            if shirts is not None:
                shirts = [{"name": player(p), "number": n, "captain": p == line_up.captain} for p, n in shirts.items()]
            known[part] = shirts
        known["coach"] = coaches[line_up.coach].name if line_up.coach else None
        return known

    score, referee = match.score, match.referee and content.referees.value[match.referee]
    substitutions = [
        {**moment(change), "club": clubs[club], "off": player(change.off), "on": player(change.on)}
        for side, club in (("home", match.home), ("away", match.away))
        for change in ((match.line_up(side) and match.line_up(side).substitutions) or ())
    ]
    return {
        "id": night.id,
        "night": night.number,
        "date": str(night.date),
        "kick_off": match.kick_off,
        "season": night.season,
        "competition": night.competition.name,
        "stage": match.stage,
        "round": t(f"round.{match.round}") if match.round else None,
        "matchday": match.matchday,
        "leg": match.leg,
        "home": night.home.name,
        "away": night.away.name,
        "ground": night.ground and night.ground.name,
        "city": night.ground and night.ground.city,
        "country": night.ground and night.ground.country,
        "neutral": match.neutral,
        "status": match.status,
        "score": score
        and {layer: getattr(score, layer) for layer in ("half_time", "full_time", "extra_time", "penalties")},
        "result": night.result,
        "attendance": match.attendance,
        "behind_closed_doors": match.behind_closed_doors,
        "referee": referee and {"name": referee.name, "country": referee.country},
        "goals": match.goals
        and [
            {
                **moment(goal),
                "for": clubs[goal.for_],
                "player": player(goal.player),
                "kind": goal.kind,
                "assist": player(goal.assist),
            }
            for goal in match.goals
        ],
        "missed_penalties": [
            {**moment(miss), "club": clubs[miss.club], "player": player(miss.player), "outcome": miss.outcome}
            for miss in match.missed_penalties
        ],
        "shoot_out": [
            {"club": clubs[kick.club], "player": player(kick.player), "scored": kick.scored} for kick in match.shoot_out
        ],
        "cards": match.cards
        and [
            {**moment(card), "club": clubs[card.club], "player": player(card.player), "card": card.card}
            for card in match.cards
        ],
        "line_ups": {side: sheet(side) for side in model.SIDES},
        "substitutions": substitutions,
        "sources": [
            {"url": source.url, "publisher": source.publisher, "supports": source.supports} for source in match.sources
        ],
        "disputes": [
            {
                "field": dispute.field,
                "about": dispute.about,
                "claims": [{"claim": claim.claim, "url": claim.url} for claim in dispute.claims],
                "ruling": dispute.ruling,
                "reason": dispute.reason,
            }
            for dispute in match.disputes
        ],
        "url": address,
    }


def matches_json(records: list[str]) -> str:
    """`/data/matches.json`: the records in date order, one to a line."""
    return "[\n" + ",\n".join(records) + "\n]\n"


def as_line(record: dict[str, Any]) -> str:
    """A record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def page_record(page: Page, archive: Archive, address: str) -> dict[str, Any]:
    """What the page of a player, a club, a place or an article says, for `index.json` beside it."""
    kind, entry_id, _ = page.url.split("/")
    nights: tuple[Night, ...]
    match kind:
        case "articles":
            head = page.context["article"].head
            name, nights = head.title, page.context["nights"]
            figures: dict[str, Any] = {"date": str(head.date), "publisher": head.publisher}
        case "campaigns":
            season = page.context["season"]
            name, nights = season_name(season.id), season.nights
            figures = asdict(page.context["tally"])
        case "players":
            record = page.context["record"]
            name, nights = archive.content.players.value[entry_id].name, record.nights
            figures = {key: getattr(record, key) for key in _PLAYERS_FIGURES} | {"appearances": len(nights)}
        case _:
            nights = page.context["nights"]
            name, figures = _name(archive.content, kind, entry_id, nights), asdict(tally(nights))
    return {
        "id": entry_id,
        "kind": RECORDED[kind],
        "name": name,
        "url": address,
        "figures": figures,
        "nights": [night.id for night in nights],
    }


def _name(content: Content, kind: str, entry_id: str, nights: tuple[Night, ...]) -> str:
    if kind == "countries":
        return nights[0].opponent.country
    register = content.clubs if kind == "opponents" else getattr(content, kind)
    return register.value[entry_id].name


@cache
def schemas() -> Mapping[str, str]:
    """The JSON Schemas that editors' tools use, by file name; they follow from the model alone."""
    kinds = {"match": model.Match, "season": model.SeasonFile, "article": model.ArticleHead, "site": model.Site}
    return {
        f"{name}.schema.json": json.dumps(model.json_schema(kind), ensure_ascii=False, indent=1) + "\n"
        for name, kind in kinds.items()
    }
