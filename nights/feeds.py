"""The feeds: newest articles and newly recorded nights, as Atom 1.0 (RFC 4287) and JSON Feed 1.1."""

import datetime
import json
from collections.abc import Callable
from typing import NamedTuple
from xml.etree import ElementTree

from nights.archive import Archive
from nights.i18n import Words
from nights.prose import plain
from nights.views import sentence

LENGTH = 40
ATOM = "http://www.w3.org/2005/Atom"


class Item(NamedTuple):
    """One entry of a feed."""

    url: str
    title: str
    summary: str
    date: datetime.date
    tags: tuple[str, ...]


def items(archive: Archive, t: Words, absolute: Callable[[str], str]) -> list[Item]:
    """The newest first, on one day articles before nights. A night is as new as our first knowledge of it."""
    pieces = [
        Item(
            absolute(f"articles/{article.id}/"),
            article.head.title,
            article.head.summary,
            article.head.date,
            (t(f"article.kind.{article.head.kind}"),),
        )
        for article in archive.articles
    ]
    newest = sorted(archive.played, key=lambda night: (night.entered, night.date), reverse=True)[:LENGTH]
    nights = [
        Item(
            absolute(f"matches/{night.id}/"),
            sentence(night, t),
            plain(t.text(night.match.headline)),
            night.entered,
            (night.competition.name,),
        )
        for night in newest
    ]
    return sorted([*pieces, *nights], key=lambda item: item.date, reverse=True)[:LENGTH]


def atom(entries: list[Item], t: Words, *, title: str, author: str, home: str, address: str) -> str:
    """The entries as an Atom feed that lives at `address`."""
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": t.code})

    def add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
        element = ElementTree.SubElement(parent, name, attributes)
        element.text = text or None
        return element

    def moment(day: datetime.date) -> str:
        return f"{day}T00:00:00Z"

    add(feed, "id", home)
    add(feed, "title", title)
    add(feed, "updated", moment(max((entry.date for entry in entries), default=datetime.date.min)))
    add(add(feed, "author"), "name", author)
    add(feed, "link", rel="self", type="application/atom+xml", href=address)
    add(feed, "link", rel="alternate", type="text/html", href=home)
    for each in entries:
        entry = add(feed, "entry")
        add(entry, "id", each.url)
        add(entry, "title", each.title)
        add(entry, "link", rel="alternate", type="text/html", href=each.url)
        add(entry, "published", moment(each.date))
        add(entry, "updated", moment(each.date))
        for tag in each.tags:
            add(entry, "category", term=tag)
        add(entry, "summary", each.summary or each.title)
    ElementTree.indent(feed, "")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(feed, encoding="unicode")}\n'


def json_feed(entries: list[Item], t: Words, *, title: str, author: str, home: str, address: str) -> str:
    """The entries as a JSON Feed that lives at `address`."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "feed_url": address,
        "language": t.code,
        "authors": [{"name": author}],
        "items": [
            {
                "id": entry.url,
                "url": entry.url,
                "title": entry.title,
                "summary": entry.summary or entry.title,
                "content_text": entry.summary or entry.title,
                "date_published": f"{entry.date}T00:00:00Z",
                "tags": list(entry.tags),
            }
            for entry in entries
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"
