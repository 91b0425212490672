"""The pages of the year: every day that had a match, and the calendars to subscribe to."""

import calendar
import datetime
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nights.archive import Archive, Night
from nights.calendars import Event, kick_off
from nights.i18n import Words
from nights.pages import Crumb, Page, head
from nights.prose import plain
from nights.views import sides

LEAP_YEAR = 2000  # any year that has all 366 days


class Day(NamedTuple):
    """A day of the year, and the nights that fell on it."""

    date: datetime.date
    nights: tuple[Night, ...]

    @property
    def key(self) -> str:
        """`02-19`."""
        return str(self.date)[5:]


class Calendar(NamedTuple):
    """A calendar file: where it lives, what it is called, and what is in it."""

    url: str
    title: str
    events: tuple[Event, ...]


def days_pages(archive: Archive, t: Words) -> Iterator[Page]:
    """Every page of this kind in one language, and the calendar files."""
    yield _year(archive, t)
    yield from _days(archive, t)
    yield from _calendars(archive, t)


def _year(archive: Archive, t: Words) -> Page:
    """The year as twelve months of days, also those without a night."""
    months = []
    for month in range(1, 13):
        length = calendar.monthrange(LEAP_YEAR, month)[1]
        dates = [datetime.date(LEAP_YEAR, month, day) for day in range(1, length + 1)]
        months.append(tuple(Day(date, archive.days.get(str(date)[5:], ())) for date in dates))
    context = head(t("days.title"), t("days.intro"), [Crumb(t("nav.home"), "")]) | {"months": tuple(months)}
    return Page("on-this-night/", "days.html", context, t.code)


def _days(archive: Archive, t: Words) -> Iterator[Page]:
    days = [Day(datetime.date.fromisoformat(f"{LEAP_YEAR}-{key}"), nights) for key, nights in archive.days.items()]
    trail = [Crumb(t("nav.home"), ""), Crumb(t("nav.days"), "on-this-night/")]
    for index, day in enumerate(days):
        date = t.date(day.date, "day")
        named = [t("days.event", year=night.date.year, sides=sides(night, t)) for night in day.nights[:3]]
        description = t("days.description", date=date, nights="; ".join(named))
        context = head(t("days.day", date=date), description, trail) | {
            "day": day,
            "told": tuple((night, _opening(t.text(night.match.story))) for night in day.nights),
            # The year goes round: after the last day comes the first.
            "previous": days[index - 1],
            "next": days[(index + 1) % len(days)],
        }
        yield Page(f"on-this-night/{day.key}/", "day.html", context, t.code)


@lru_cache(maxsize=20_000)  # for the next rebuild
def _opening(story: str) -> str:
    """The first paragraph of a story, without its Markdown marks."""
    return plain(story.strip().partition("\n\n")[0])


def _calendars(archive: Archive, t: Words) -> Iterator[Page]:
    """The calendar files, and the page that offers them."""
    names = archive.content.competitions.value
    past = tuple(Event(night, night.recorded) for night in archive.past)
    sets: dict[str, list[Event]] = {}
    for event in past:
        sets.setdefault(event.night.competition.id, []).append(event)
    clubs = archive.content.clubs.value
    fixtures = tuple(Event(night, night.recorded, kick_off(night, clubs)) for night in archive.to_come)
    calendars = (
        Calendar("calendar/all.ics", t("days.whole"), past),
        # The file is there also while nothing is scheduled, for a subscription is to outlast the summer.
        Calendar("calendar/fixtures.ics", t("days.fixtures"), fixtures),
        *(Calendar(f"calendar/{key}.ics", names[key].name, tuple(events)) for key, events in sets.items()),
    )
    trail = [Crumb(t("nav.home"), ""), Crumb(t("nav.days"), "on-this-night/")]
    context = head(t("days.calendars"), t("days.calendars_meta"), trail) | {"calendars": calendars}
    yield Page("calendar/", "calendar.html", context, t.code)
    for each in calendars:
        yield Page(each.url, "calendar.ics", {"calendar": each}, t.code)
