"""Calendars to subscribe to (iCalendar, RFC 5545 and 7986): a past night comes round every year, a fixture once.

Nothing here asks what day it is: an event's stamp is the day its newest source was read.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from nights.archive import Night
from nights.i18n import Words
from nights.prose import plain
from nights.views import sentence, sides

OCTETS = 75  # longer lines have to be folded
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
Address = Callable[[str], str]


class Event(NamedTuple):
    """A night, and the day we last learnt of it."""

    night: Night
    recorded: datetime.date


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
    """The lines of an event, which takes a whole day and keeps nobody busy.

    A fixture too: its kick-off is local time, and content gives no time zone
    to turn it into a moment; so the time stands in its text.
    """
    night = event.night
    fixture = night.match.status == "scheduled"
    texts = [sentence(night, t), plain(t.text(night.match.headline))]
    if fixture and night.match.kick_off:
        texts.append(f"{t('field.kick_off')}: {t('fact.local_time', time=night.match.kick_off)}")
    yield "BEGIN:VEVENT"
    yield f"UID:{night.id}@{host}"
    yield f"DTSTAMP:{_digits(event.recorded)}T000000Z"
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
