"""The search index of a language: what every page can be found by. Pure; the browser does the searching.

Names stand here as they are written: the browser folds accents and forgives slips.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from nights.archive import Archive, Night
from nights.i18n import Words, season_name
from nights.pages import Page
from nights.views import score_text, sides, stage_text

# The words the browser shows, and those that depend on a number.
_WORDS = ("results", "none", "suggestion", "more")
_COUNTED = ("found", "close", "some")


class Entry(NamedTuple):
    """A page: its address below the language's root, its name, a line about it, and what it is found by besides.

    `figures` are shown with the note, but nothing is found by them: a player is
    not what someone looks for who types the year of his last night.
    """

    url: str
    title: str
    note: str
    figures: str = ""
    words: tuple[str, ...] = ()


def index_json(archive: Archive, t: Words, pages: Iterable[Page]) -> str:
    """The file the browser fetches when somebody searches in this language."""
    kinds = entries(archive, t, pages)
    words = {key: t(f"search.{key}") for key in _WORDS} | {key: t.forms(f"search.{key}") for key in _COUNTED}
    default = archive.content.site.value.languages[0].code
    index = {
        "words": words,
        "kinds": [
            {
                "name": t(KINDS[kind].word),
                "weight": KINDS[kind].weight,
                "language": default if kind == "articles" else t.code,
                "entries": found,
            }
            for kind, found in kinds.items()
        ],
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n"


def entries(archive: Archive, t: Words, pages: Iterable[Page]) -> Mapping[str, tuple[Entry, ...]]:
    """Every page of the language by kind; nights and campaigns the newest first."""
    found: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
    for page in pages:
        if page.language != t.code or not page.file.endswith("index.html"):
            continue
        folder, _, name = page.url.rstrip("/").partition("/")
        kind = folder if name and folder in KINDS else ""
        found[kind].append(KINDS[kind].describe(archive, t, page, name))
        if kind == "opponents":
            found["squads"] += _squad(archive, t, page)
    for kind in ("matches", "campaigns"):
        found[kind].reverse()
    return {kind: tuple(list_) for kind, list_ in found.items() if list_}


# --- what each kind of page is found by ------------------------------------------------


def _line(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _once(*words: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def _figures(nights: tuple[Night, ...], t: Words) -> str:
    """`7 nights, 2017–2021`."""
    first, last = nights[0].date.year, nights[-1].date.year
    years = str(first) if first == last else score_text((first, last))
    return t("search.nights", count=len(nights), years=years)


def _other_names(thing: Any) -> str:
    """What a person, a club, a ground or a competition is or was also called."""
    eras = (era.name for era in getattr(thing, "eras", ()))
    names = (getattr(thing, "short", None), *getattr(thing, "also", ()), *eras)
    return ", ".join(_once(*(name for name in names if name and name not in thing.name)))


def _match(archive: Archive, t: Words, page: Page, _: str) -> Entry:
    night: Night = page.context["night"]
    where = night.ground and f"{night.ground.name}, {night.ground.city}"
    note = _line(t.date(night.date, "short"), f"{night.competition.name}, {stage_text(night, t)}", where)
    club = archive.content.clubs.value[night.opponent.id]
    words = [season_name(night.season), club.name, _other_names(club)]
    words += [t.text(night.match.headline), t.text(night.match.milestone), *_names(archive, night)]
    return Entry(page.url, sides(night, t), note, words=_once(*words))


def _names(archive: Archive, night: Night) -> Iterator[str]:
    """Everyone who took part."""
    content, match = archive.content, night.match
    people, coaches, referees = content.players.value, content.coaches.value, content.referees.value
    yield from (people[goal.player].name for goal in match.goals or () if goal.player)
    for sheet in filter(None, (match.line_ups.home, match.line_ups.away)):
        yield from (people[player].name for player in sheet.starting or ())
        yield from (people[change.on].name for change in sheet.substitutions or ())
        if sheet.coach:
            yield coaches[sheet.coach].name
    if match.referee:
        yield referees[match.referee].name


def _player(archive: Archive, t: Words, page: Page, player: str) -> Entry:
    record = page.context["record"]
    goals = t("player.count.goals", count=record.goals) if record.goals else None
    person = archive.content.players.value[player]
    return Entry(page.url, person.name, _other_names(person), _line(_figures(record.nights, t), goals))


def _opponent(archive: Archive, t: Words, page: Page, club_id: str) -> Entry:
    club, nights = archive.content.clubs.value[club_id], page.context["nights"]
    note = _line(f"{club.city}, {club.country}", _other_names(club))
    return Entry(page.url, club.name, note, _figures(nights, t), _once(*(night.opponent.country for night in nights)))


def _squad(archive: Archive, t: Words, page: Page) -> Iterator[Entry]:
    """The players whom the page of an opponent tells of, and no other page does."""
    club, people = archive.content.clubs.value[page.context["club"]].name, archive.content.players.value
    for each in page.context["squad"]:
        if each.here:
            person = people[each.player]
            figures = _figures(tuple(appearance.night for appearance in each.nights), t)
            yield Entry(f"{page.url}#p-{each.player}", person.name, _line(_other_names(person), club), figures)


def _coach(archive: Archive, t: Words, page: Page, coach: str) -> Entry:
    nights = page.context["nights"]
    sheets = ((night, night.match.line_up(night.other_side)) for night in nights)
    clubs = dict.fromkeys(night.opponent.name for night, sheet in sheets if sheet and sheet.coach == coach)
    person = archive.content.coaches.value[coach]
    return Entry(page.url, person.name, _line(_other_names(person), t.all_of(clubs)), _figures(nights, t))


def _referee(archive: Archive, t: Words, page: Page, referee: str) -> Entry:
    person = archive.content.referees.value[referee]
    return Entry(page.url, person.name, person.country, _figures(page.context["nights"], t))


def _ground(archive: Archive, t: Words, page: Page, ground_id: str) -> Entry:
    ground = archive.content.grounds.value[ground_id]
    note = _line(ground.country, _other_names(ground))
    return Entry(page.url, f"{ground.name}, {ground.city}", note, _figures(page.context["nights"], t))


def _competition(archive: Archive, t: Words, page: Page, competition_id: str) -> Entry:
    competition = archive.content.competitions.value[competition_id]
    return Entry(page.url, competition.name, _other_names(competition), _figures(page.context["nights"], t))


def _country(_: Archive, t: Words, page: Page, __: str) -> Entry:
    return Entry(page.url, page.context["title"], "", _figures(page.context["nights"], t))


def _campaign(archive: Archive, t: Words, page: Page, _: str) -> Entry:
    season = page.context["season"]
    years = (str(int(season.id[:4]) + after) for after in (0, 1))
    coaches = (archive.content.coaches.value[coach].name for coach in season.coaches)
    words = _once(*years, *(run.competition.name for run in season.runs), *coaches)
    return Entry(page.url, page.context["title"], t.text(season.file.title), words=words)


def _article(archive: Archive, t: Words, page: Page, _: str) -> Entry:
    head, content = page.context["article"].head, archive.content
    registers = (content.players.value, content.coaches.value, content.referees.value)
    people = (register[person].name for person in head.people for register in registers if person in register)
    clubs = (night.opponent.name for night in page.context["nights"])
    note = _line(t(f"article.kind.{head.kind}"), t.date(head.date, "short"), head.publisher)
    return Entry(page.url, head.title, note, words=_once(head.summary, *people, *clubs))


def _other(_: Archive, __: Words, page: Page, ___: str) -> Entry:
    return Entry(page.url, page.context["title"], page.context["description"])


class Kind(NamedTuple):
    """A kind of page: its name in the catalogue, how much a find in it counts, and what it is found by.

    Players of opponents have no pages, but a place on their club's.
    """

    word: str
    weight: int
    describe: Callable[[Archive, Words, Page, str], Entry] | None


# By the folder the pages live in, in the order of equal finds. A name leads to its own page first, then to its nights.
KINDS = {
    "players": Kind("nav.players", 3, _player),
    "opponents": Kind("nav.opponents", 3, _opponent),
    "squads": Kind("search.squads", 2, None),
    "coaches": Kind("nav.coaches", 3, _coach),
    "grounds": Kind("nav.grounds", 3, _ground),
    "competitions": Kind("nav.competitions", 3, _competition),
    "countries": Kind("nav.countries", 3, _country),
    "campaigns": Kind("nav.campaigns", 2, _campaign),
    "referees": Kind("nav.referees", 2, _referee),
    "matches": Kind("nav.nights", 2, _match),
    "articles": Kind("nav.articles", 1, _article),
    "": Kind("search.pages", 1, _other),
}
