"""Both feeds are valid: Atom as feedparser reads it, JSON Feed by the rules of its specification."""

import json
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest

from nights.feeds import LENGTH

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
# What https://www.jsonfeed.org/version/1.1/ asks of a feed, as far as ours has it.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "format": "uri"},
        "feed_url": {"type": "string", "format": "uri"},
        "language": {"type": "string", "pattern": "^[a-z]{2}$"},
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "format": "uri"},
                    "title": {"type": "string"},
                    "summary": {"type": "string"},
                    "content_text": {"type": "string", "minLength": 1},
                    "date_published": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00Z$"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}


@pytest.fixture(params=["site", "example_site"])
def folder(request):
    return request.getfixturevalue(request.param).folder


@pytest.fixture
def atom(folder):
    return folder / "feed.xml"


@pytest.fixture
def json_feed(folder):
    return json.loads((folder / "feed.json").read_text(encoding="utf-8"))


def test_atom_is_read_without_complaint(atom):
    feed = feedparser.parse(atom.read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert 0 < len(feed.entries) <= LENGTH
    assert all(entry.title and entry.summary and entry.link and entry.updated_parsed for entry in feed.entries)


def test_atom_has_what_the_standard_requires(atom):
    """RFC 4287, 4.1.1 and 4.1.2: id, title and updated once each, and an author for all."""
    feed = ElementTree.parse(atom).getroot()  # noqa: S314 - our own file
    for element in (feed, *feed.findall("atom:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"atom:{name}", ATOM)) == 1, name
    assert feed.find("atom:author/atom:name", ATOM).text
    assert feed.find("atom:link[@rel='self']", ATOM).get("href").endswith("/feed.xml")
    ids = [entry.text for entry in feed.findall("atom:entry/atom:id", ATOM)]
    assert len(ids) == len(set(ids))
    assert feed.find("atom:updated", ATOM).text == max(e.text for e in feed.findall("atom:entry/atom:updated", ATOM))


def test_json_feed_is_valid(json_feed):
    jsonschema.Draft202012Validator(JSON_FEED).validate(json_feed)


def test_both_feeds_say_the_same_newest_first(atom, json_feed):
    feed = feedparser.parse(atom.read_bytes())
    assert [(e.id, e.title) for e in feed.entries] == [(item["id"], item["title"]) for item in json_feed["items"]]
    dates = [item["date_published"] for item in json_feed["items"]]
    assert dates == sorted(dates, reverse=True)


def test_every_entry_leads_to_a_page(folder, json_feed):
    home = json_feed["home_page_url"]
    for item in json_feed["items"]:
        assert (folder / item["url"].removeprefix(home) / "index.html").is_file(), item["url"]


def test_articles_and_nights_are_both_in(json_feed):
    kinds = {"/articles/" in item["url"] for item in json_feed["items"]}
    assert kinds == {True, False}
