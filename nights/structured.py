"""Structured data for search engines: schema.org JSON-LD, one function per kind of page.

schema.org has no property for a score (schemaorg issue 2336), so results stand in names and descriptions.
"""

from collections.abc import Callable, Iterable
from typing import Any

from nights.archive import Article, Named, Night, Season
from nights.i18n import Words, season_name
from nights.pages import Crumb
from nights.views import sentence, sides

CONTEXT = "https://schema.org"
Address = Callable[[str], str]


def _team(club: Named) -> dict[str, Any]:
    return {"@type": "SportsTeam", "name": club.name, "sport": "Association football"}


def match(night: Night, t: Words, address: Address, referee: str | None) -> dict[str, Any]:
    """A SportsEvent; `address` gives absolute URLs."""
    start = f"{night.date}T{night.match.kick_off}" if night.match.kick_off else str(night.date)
    data = {
        "@context": CONTEXT,
        "@type": "SportsEvent",
        "@id": address(f"matches/{night.id}/"),
        "url": address(f"matches/{night.id}/"),
        "name": sides(night, t),
        "description": sentence(night, t),
        "startDate": start,
        "sport": "Association football",
        "homeTeam": _team(night.home),
        "awayTeam": _team(night.away),
        "competitor": [_team(night.home), _team(night.away)],
        "superEvent": {"@type": "EventSeries", "name": f"{night.competition.name} {season_name(night.season)}"},
        "inLanguage": t.code,
    }
    if night.match.status == "scheduled":
        data["eventStatus"] = f"{CONTEXT}/EventScheduled"
    if night.ground:
        address_of_ground = {
            "@type": "PostalAddress",
            "addressLocality": night.ground.city,
            "addressCountry": night.ground.country,
        }
        data["location"] = {"@type": "StadiumOrArena", "name": night.ground.name, "address": address_of_ground}
    if referee:
        data["referee"] = {"@type": "Person", "name": referee}
    return data


def article(piece: Article, t: Words, address: Address, author: str) -> dict[str, Any]:
    """An Article about its nights."""
    return {
        "@context": CONTEXT,
        "@type": "Article",
        "headline": piece.head.title,
        "description": piece.head.summary,
        "url": address(f"articles/{piece.id}/"),
        "datePublished": str(piece.head.date),
        "author": {"@type": "Organization", "name": author},
        "about": [{"@type": "SportsEvent", "@id": address(f"matches/{night}/")} for night in piece.head.nights],
        "inLanguage": t.code,
    }


def season(chapter: Season, t: Words, address: Address) -> dict[str, Any]:
    """An EventSeries of the season's nights."""
    return {
        "@context": CONTEXT,
        "@type": "EventSeries",
        "name": t("campaign.title", season=season_name(chapter.id)),
        "url": address(f"campaigns/{chapter.id}/"),
        "subEvent": [{"@type": "SportsEvent", "@id": address(f"matches/{n.id}/")} for n in chapter.nights],
    }


def person(name: str, address: str, team: str) -> dict[str, Any]:
    """A player, as a Person who was of the team."""
    return {"@context": CONTEXT, "@type": "Person", "name": name, "url": address, "description": f"{name}, {team}"}


def website(title: str, description: str, address: Address) -> dict[str, Any]:
    """The site itself."""
    return {"@context": CONTEXT, "@type": "WebSite", "name": title, "description": description, "url": address("")}


def breadcrumb(trail: Iterable[Crumb], address: Address, here: str) -> dict[str, Any]:
    """A BreadcrumbList of the page's trail; `here` is the page's own address."""
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": crumb.name,
            "item": address(crumb.url if crumb.url is not None else here),
        }
        for position, crumb in enumerate(trail, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}
