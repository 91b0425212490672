"""Open data: the files other people's programs rely on. The form of `matches.json` is a contract."""

import json
from typing import Any

from nights import model
from nights.archive import Night
from nights.i18n import Words
from nights.load import Content


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
            known[part] = shirts and [
                {"name": player(p), "number": number, "captain": p == line_up.captain} for p, number in shirts.items()
            ]
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


def record_line(night: Night, content: Content, t: Words, address: str) -> str:
    """One record as a line of JSON."""
    return json.dumps(match_record(night, content, t, address), ensure_ascii=False, separators=(",", ":"))


def schemas() -> dict[str, str]:
    """The JSON Schemas that editors' tools use, by file name."""
    kinds = {"match": model.Match, "season": model.SeasonFile, "article": model.ArticleHead, "site": model.Site}
    return {
        f"{name}.schema.json": json.dumps(model.json_schema(kind), ensure_ascii=False, indent=1) + "\n"
        for name, kind in kinds.items()
    }
