"""Calendars to subscribe to (iCalendar, RFC 5545 and 7986): a past night comes round every year, a fixture once.

A fixture has its hour where its kick-off and the time zone of the home side are known, else it takes the whole day.

Nothing here asks what day it is: an event's stamp is the day its newest source was read.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from nights.archive import Night
from nights.i18n import Words
from nights.model import Club
from nights.prose import plain
from nights.views import sentence, sides

OCTETS = 75  # longer lines have to be folded
LENGTH = "PT2H"  # a match with its interval; extra time is not foreseen
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
Address = Callable[[str], str]


class Event(NamedTuple):
    """A night, the day we last learnt of it, and the moment a fixture kicks off, in UTC, where that is known."""

    night: Night
    recorded: datetime.date
    kick_off: datetime.datetime | None = None


def kick_off(night: Night, clubs: Mapping[str, Club]) -> datetime.datetime | None:
    """The moment a night begins, in UTC; None without an hour or a time zone, or on a ground that is nobody's."""
    zone = clubs[night.home.id].time_zone
    if night.match.kick_off is None or zone is None or night.match.neutral:
        return None
    hour = datetime.time.fromisoformat(night.match.kick_off)
    return datetime.datetime.combine(night.date, hour, ZoneInfo(zone)).astimezone(datetime.UTC)


def calendar(events: Iterable[Event], t: Words, *, title: str, url: str, host: str, absolute: Address) -> str:
    """A calendar of that title that lives at `url`; `absolute` gives whole addresses, `host` makes ids unique."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{host}//European nights//{t.code.upper()}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(title)}",
        f"X-WR-CALNAME:{_escaped(title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        f"SOURCE;VALUE=URI:{absolute(url)}",
    ]
    for event in events:
        lines += _event(event, t, host, absolute)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(event: Event, t: Words, host: str, absolute: Address) -> Iterator[str]:
    """The lines of an event, which keeps nobody busy."""
    night = event.night
    fixture = night.match.status == "scheduled"
    texts = [sentence(night, t), plain(t.text(night.match.headline))]
    if fixture and night.match.kick_off:
        texts.append(f"{t('field.kick_off')}: {t('fact.local_time', time=night.match.kick_off)}")
    yield "BEGIN:VEVENT"
    yield f"UID:{night.id}@{host}"
    yield f"DTSTAMP:{_digits(event.recorded)}T000000Z"
    if event.kick_off:
        yield f"DTSTART:{event.kick_off:%Y%m%dT%H%M%SZ}"
        yield f"DURATION:{LENGTH}"
    else:
        yield f"DTSTART;VALUE=DATE:{_digits(night.date)}"
    if fixture:
        yield f"SUMMARY:{_escaped(sides(night, t))}"
    else:
        yield "RRULE:FREQ=YEARLY"  # a night of 29 February comes round in leap years
        yield f"SUMMARY:{_escaped(t('days.event', year=night.date.year, sides=sides(night, t)))}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(filter(None, texts)))}"
    if fixture and night.ground:
        yield f"LOCATION:{_escaped(f'{night.ground.name}, {night.ground.city}')}"
    yield f"CATEGORIES:{_escaped(night.competition.name)}"
    yield f"URL:{absolute(f'matches/{night.id}/')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _digits(day: datetime.date) -> str:
    """A date as iCalendar writes it: `20200219`."""
    return str(day).replace("-", "")


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> str:
    """The line, broken before a further octet would be too many, and never within a character."""
    if line.isascii() and len(line) <= OCTETS:
        return line
    parts, rest, room = [], line.encode(), OCTETS
    while len(rest) > room:
        end = room
        while rest[end] & 0b1100_0000 == 0b1000_0000:  # inside a character
            end -= 1
        parts.append(rest[:end])
        rest, room = rest[end:], OCTETS - 1  # the space that a folded line starts with
    return b"\r\n ".join((*parts, rest)).decode()
