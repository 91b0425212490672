"""Structured data for search engines: schema.org JSON-LD, one function per kind of page.

The first folder of a page's address says what the page is of: `players/` is
the list of the players, `players/<id>/` one of them. Types and properties are
those of schema.org 30. It has no property for a score (schemaorg issue 2336),
so results stand in names and descriptions.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from nights import model
from nights.archive import Archive, Named
from nights.i18n import Words, season_name
from nights.pages import Crumb, Page
from nights.views import sentence, sides

CONTEXT = "https://schema.org"
SPORT = "Association football"
Address = Callable[[str], str]
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a page stands: `address` gives absolute URLs, `known` are the pages that names link to.

    `below` are the address and title of each page below an index; `image` is
    the URL of the picture that is drawn for this page alone.
    """

    archive: Archive
    t: Words
    address: Address
    known: AbstractSet[str]
    below: Sequence[tuple[str, str]] = ()
    image: str | None = None

    def ref(self, path: str) -> Data:
        """The identity of the thing a page is of, where there is such a page."""
        return {"@id": self.address(path)} if path in self.known else {}


def of_page(page: Page, setting: Setting) -> Data:
    """What a page is of; a page of nothing in particular is a WebPage, an index a CollectionPage."""
    folder, _, entry = page.url.rstrip("/").partition("/")
    register = {
        "players": setting.archive.content.players,
        "coaches": setting.archive.content.coaches,
        "referees": setting.archive.content.referees,
        "opponents": setting.archive.content.clubs,
        "grounds": setting.archive.content.grounds,
        "competitions": setting.archive.content.competitions,
    }.get(folder)
    if register and entry in register.value:
        data = _SUBJECTS[folder](page, register.value[entry], setting)
    elif page.template in _PAGES:
        data = _PAGES[page.template](page, setting)
    elif folder == "countries" and entry:
        data = {"@type": "Country", "name": page.context["title"], **_described(page)}
    elif not entry:
        data = _index(page, setting)
    else:
        data = _web_page("WebPage", page, setting)
    own = {"image": setting.image} if setting.image else {}
    return {"@context": CONTEXT, "@id": setting.address(page.url), "url": setting.address(page.url), **own, **data}


def _described(page: Page) -> Data:
    return {"description": page.context["description"]}


# --- the pages of the story --------------------------------------------------------


def _website(page: Page, setting: Setting) -> Data:
    content = setting.archive.content
    site = content.site.value
    return {
        "@type": "WebSite",
        "name": site.title,
        **_described(page),
        "inLanguage": setting.t.code,
        "publisher": {"@type": "Organization", "name": site.author},
        "about": {"@type": "SportsTeam", "name": content.clubs.value[site.club].name, "sport": SPORT},
    }


def _match(page: Page, setting: Setting) -> Data:
    night, t, content = page.context["night"], setting.t, setting.archive.content
    home, away = _team(night.home, setting), _team(night.away, setting)
    data = {
        "@type": "SportsEvent",
        "name": sides(night, t),
        "description": sentence(night, t),
        "startDate": f"{night.date}T{night.match.kick_off}" if night.match.kick_off else str(night.date),
        "sport": SPORT,
        "homeTeam": home,
        "awayTeam": away,
        "competitor": [home, away],
        "superEvent": {
            "@type": "EventSeries",
            "@id": setting.address(f"campaigns/{night.season}/"),
            "name": f"{night.competition.name} {season_name(night.season)}",
        },
        "inLanguage": t.code,
    }
    if night.match.status == "scheduled":
        data["eventStatus"] = f"{CONTEXT}/EventScheduled"
    if night.ground:
        place = content.grounds.value[night.ground.id]
        data["location"] = {
            "@type": "StadiumOrArena",
            **setting.ref(f"grounds/{night.ground.id}/"),
            **_place(night.ground.name, night.ground.city, night.ground.country, place.coordinates),
        }
    if night.match.referee:
        name = content.referees.value[night.match.referee].name
        data["referee"] = {"@type": "Person", **setting.ref(f"referees/{night.match.referee}/"), "name": name}
    pieces = setting.archive.press.get(night.id, ())
    if pieces:
        data["subjectOf"] = [{"@type": "Article", "@id": setting.address(f"articles/{a.id}/")} for a in pieces]
    return data


def _team(club: Named, setting: Setting) -> Data:
    return {"@type": "SportsTeam", **setting.ref(f"opponents/{club.id}/"), "name": club.name, "sport": SPORT}


def _article(page: Page, setting: Setting) -> Data:
    head = page.context["article"].head
    site = setting.archive.content.site.value
    nights = [{"@type": "SportsEvent", "@id": setting.address(f"matches/{night}/")} for night in head.nights]
    return {
        "@type": "Article",
        "headline": head.title,
        "description": head.summary,
        "datePublished": str(head.date),
        "author": {"@type": "Organization", "name": head.publisher or site.author},
        "publisher": {"@type": "Organization", "name": site.author},
        **({"about": nights} if nights else {}),
        "inLanguage": site.languages[0].code,
    }


def _campaign(page: Page, setting: Setting) -> Data:
    season = page.context["season"]
    nights = season.nights
    first = {"startDate": str(nights[0].date)} if nights else {}
    last = {"endDate": str(nights[-1].date)} if nights and not season.file.open else {}
    return {
        "@type": "EventSeries",
        "name": page.context["title"],
        **first,
        **last,
        "subEvent": [{"@type": "SportsEvent", "@id": setting.address(f"matches/{night.id}/")} for night in nights],
        "inLanguage": setting.t.code,
    }


def _about(page: Page, setting: Setting) -> Data:
    return _web_page("AboutPage", page, setting)


# --- people, clubs and places ----------------------------------------------------------


def _player(page: Page, person: model.Person, setting: Setting) -> Data:
    content = setting.archive.content
    club = content.clubs.value[content.site.value.club].name
    team = {"@type": "SportsTeam", "name": club, "sport": SPORT}
    return {**_person(page, person.name, "player", setting), **_born(person), "affiliation": team}


def _coach(page: Page, person: model.Person, setting: Setting) -> Data:
    return {**_person(page, person.name, "coach", setting), **_born(person)}


def _referee(page: Page, person: model.Referee, setting: Setting) -> Data:
    return _person(page, person.name, "referee", setting)


def _person(page: Page, name: str, job: str, setting: Setting) -> Data:
    return {"@type": "Person", "name": name, **_described(page), "jobTitle": setting.t(f"structured.{job}")}


def _born(person: model.Person) -> Data:
    return {"birthDate": str(person.born)} if person.born else {}


def _opponent(page: Page, club: model.Club, setting: Setting) -> Data:
    return {
        "@type": "SportsTeam",
        **_names(club),
        **_described(page),
        "sport": SPORT,
        "address": _postal(club.city, club.country),
    }


def _ground(page: Page, ground: model.Ground, setting: Setting) -> Data:
    place = _place(ground.name, ground.city, ground.country, ground.coordinates)
    return {"@type": "StadiumOrArena", **place, **_names(ground), **_described(page)}


def _competition(page: Page, competition: model.Competition, setting: Setting) -> Data:
    return {"@type": "EventSeries", **_names(competition), **_described(page), "inLanguage": setting.t.code}


def _names(thing: model.Club | model.Ground | model.Competition) -> Data:
    """The present name, and those of before."""
    others = [era.name for era in thing.eras if era.name and era.name != thing.name]
    return {"name": thing.name, **({"alternateName": list(dict.fromkeys(others))} if others else {})}


def _postal(city: str, country: str) -> Data:
    return {"@type": "PostalAddress", "addressLocality": city, "addressCountry": country}


def _place(name: str, city: str, country: str, coordinates: tuple[float, float] | None) -> Data:
    place = {"name": name, "address": _postal(city, country)}
    if coordinates:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": coordinates[0], "longitude": coordinates[1]}
    return place


# --- the rest ---------------------------------------------------------------------------


def _web_page(kind: str, page: Page, setting: Setting) -> Data:
    site = setting.archive.content.site.value
    return {
        "@type": kind,
        "name": page.context["title"],
        **_described(page),
        "isPartOf": {"@type": "WebSite", "@id": setting.address(""), "name": site.title},
        "inLanguage": setting.t.code,
    }


def _index(page: Page, setting: Setting) -> Data:
    """An index, with the pages below it."""
    items = [
        {"@type": "ListItem", "position": position, "name": title, "url": setting.address(url)}
        for position, (url, title) in enumerate(setting.below, 1)
    ]
    listed = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    return _web_page("CollectionPage", page, setting) | ({"mainEntity": listed} if items else {})


def _data(page: Page, setting: Setting) -> Data:
    """The open data: who made them, how free they are, and the files."""
    package = page.context["package"]
    kinds = {
        "matches.json": "application/json",
        "archive.sqlite": "application/vnd.sqlite3",
        "datapackage.json": "application/json",
        "football.txt": "text/plain",
    }
    return {
        "@type": "Dataset",
        "name": package.title,
        **_described(page),
        "license": page.context["licence"]["path"],
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": package.author},
        "dateModified": str(package.date),
        "inLanguage": setting.t.code,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{package.address}data/{name}"}
            for name, kind in kinds.items()
        ],
    }


_PAGES: dict[str, Callable[[Page, Setting], Data]] = {
    "timeline.html": _website,
    "match.html": _match,
    "campaign.html": _campaign,
    "article.html": _article,
    "about.html": _about,
    "data.html": _data,
}
_SUBJECTS: dict[str, Callable[[Page, Any, Setting], Data]] = {
    "players": _player,
    "coaches": _coach,
    "referees": _referee,
    "opponents": _opponent,
    "grounds": _ground,
    "competitions": _competition,
}


def breadcrumb(trail: Iterable[Crumb], address: Address, here: str) -> Data:
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
