"""Every page of the built sites, the files beside them, and how a build behaves. No browser.

Each test goes over all pages and lists everything that is wrong, page by page.
"""

import ast
import copy
import difflib
import gzip
import json
import random
import re
import shutil
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml
from html5lib.html5parser import ParseError
from jsonschema import Draft202012Validator

from nights.assets import read_assets
from nights.builder import Builder
from nights.output import OutputError, write_whole
from nights.problems import ContentError
from tests.conftest import EXAMPLE, ROOT, FrontDoor, Site
from tests.helpers import ARTICLE, DROP, MATCH, WORDS, make_content

RESOURCE_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}
CONTRACT = {  # DESIGN.md, section 4: the form of a record of matches.json
    "type": "object",
    "additionalProperties": False,
    "required": [
        "id", "night", "date", "kick_off", "season", "competition", "stage", "round", "matchday", "leg", "home",
        "away", "ground", "city", "country", "neutral", "status", "score", "result", "attendance",
        "behind_closed_doors", "referee", "goals", "missed_penalties", "shoot_out", "cards", "line_ups",
        "substitutions", "sources", "disputes", "url",
    ],
    "properties": {
        "id": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}-[a-z0-9-]+$"},
        "night": {"type": ["integer", "null"], "minimum": 1},
        "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "kick_off": {"type": ["string", "null"], "pattern": r"^\d{2}:\d{2}$"},
        "season": {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
        "competition": {"type": "string"},
        "stage": {"enum": ["qualifying", "group-stage", "league-phase", "knockout"]},
        "round": {"type": ["string", "null"]},
        "matchday": {"type": ["integer", "null"]},
        "leg": {"enum": [None, 1, 2, 3]},
        "home": {"type": "string"},
        "away": {"type": "string"},
        "ground": {"type": ["string", "null"]},
        "city": {"type": ["string", "null"]},
        "country": {"type": ["string", "null"]},
        "neutral": {"type": "boolean"},
        "status": {"enum": ["played", "scheduled", "unrecorded"]},
        "score": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/score"}]},
        "result": {"enum": [None, "won", "drawn", "lost"]},
        "attendance": {"type": ["integer", "null"]},
        "behind_closed_doors": {"type": "boolean"},
        "referee": {
            "type": ["object", "null"],
            "required": ["name", "country"],
            "additionalProperties": {"type": "string"},
        },
        "goals": {"type": ["array", "null"], "items": {"$ref": "#/$defs/goal"}},
        "missed_penalties": {"type": "array", "items": {"$ref": "#/$defs/missed"}},
        "shoot_out": {"type": "array", "items": {"$ref": "#/$defs/kick"}},
        "cards": {"type": ["array", "null"], "items": {"$ref": "#/$defs/card"}},
        "line_ups": {
            "type": "object",
            "required": ["home", "away"],
            "additionalProperties": {"$ref": "#/$defs/sheet"},
        },
        "substitutions": {"type": ["array", "null"], "items": {"$ref": "#/$defs/change"}},
        "sources": {"type": "array", "items": {"$ref": "#/$defs/source"}},
        "disputes": {"type": "array", "items": {"$ref": "#/$defs/dispute"}},
        "url": {"type": "string", "pattern": "^https?://"},
    },
    "$defs": {
        "pair": {"type": ["array", "null"], "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2},
        "score": {
            "type": "object",
            "required": ["half_time", "full_time", "extra_time", "penalties"],
            "properties": {"full_time": {"type": "array"}},
            "additionalProperties": {"$ref": "#/$defs/pair"},
        },
        "minute": {"type": ["integer", "null"], "minimum": 1, "maximum": 120},
        "stoppage": {"type": ["integer", "null"], "minimum": 1},
        "goal": {
            "type": "object",
            "required": ["minute", "stoppage", "for", "player", "kind", "assist"],
            "properties": {
                "minute": {"$ref": "#/$defs/minute"},
                "stoppage": {"$ref": "#/$defs/stoppage"},
                "for": {"type": "string"},
                "player": {"type": ["string", "null"]},
                "kind": {"enum": ["open-play", "penalty", "own-goal", "free-kick"]},
                "assist": {"type": ["string", "null"]},
            },
        },
        "kick": {
            "type": "object",
            "additionalProperties": False,
            "required": ["club", "player", "scored"],
            "properties": {"club": {"type": "string"}, "player": {"type": "string"}, "scored": {"type": "boolean"}},
        },
        "missed": {"type": "object", "required": ["minute", "stoppage", "club", "player"]},
        "card": {
            "type": "object",
            "required": ["minute", "stoppage", "club", "player", "card"],
            "properties": {
                "minute": {"$ref": "#/$defs/minute"},
                "stoppage": {"$ref": "#/$defs/stoppage"},
                "club": {"type": "string"},
                "player": {"type": "string"},
                "card": {"enum": ["yellow", "second-yellow", "red"]},
            },
        },
        "change": {
            "type": "object",
            "required": ["minute", "stoppage", "club", "off", "on"],
            "properties": {
                "minute": {"$ref": "#/$defs/minute"},
                "stoppage": {"$ref": "#/$defs/stoppage"},
                "club": {"type": "string"},
                "off": {"type": "string"},
                "on": {"type": "string"},
            },
        },
        "sheet": {
            "type": "object",
            "properties": {
                "formation": {"type": ["string", "null"]},
                "coach": {"type": ["string", "null"]},
                "starting": {
                    "type": ["array", "null"],
                    "items": {
                        "type": "object",
                        "required": ["name", "number", "captain"],
                        "properties": {
                            "name": {"type": "string"},
                            "number": {"type": ["integer", "null"]},
                            "captain": {"type": "boolean"},
                        },
                    },
                },
            },
        },
        "source": {
            "type": "object",
            "required": ["url", "publisher", "supports"],
            "properties": {"supports": {"type": "array", "items": {"type": "string"}, "minItems": 1}},
        },
        "dispute": {
            "type": "object",
            "required": ["field", "claims", "ruling", "reason"],
            "properties": {"claims": {"type": "array", "minItems": 2}},
        },
    },
}  # fmt: skip

# What each module may import: of this package, and of the libraries outside the standard one.
ALLOWED_IMPORTS = {
    "problems": "",
    "text": "",
    "ties": "",
    "strict_yaml": "yaml",
    "assets": "",
    "tokens": "",
    "fonts": "fontTools",
    "output": "",
    "i18n": "babel",
    "prose": "problems markdown markupsafe",
    "model": "pydantic pydantic_core",
    "parallel": "",
    "load": "model parallel problems strict_yaml text pydantic",
    "proof": "model",
    "archive": "load model proof ties",
    "match_checks": "load model problems proof prose strict_yaml",
    "archive_checks": "archive i18n load match_checks model problems prose strict_yaml text ties",
    "checks": "archive_checks match_checks",
    "check": "archive archive_checks checks load match_checks model parallel problems strict_yaml",
    "templating": "i18n jinja2 markupsafe",
    "views": "archive i18n model people",
    "people": "archive model proof",
    "charts": "archive model people",
    "marks": "archive charts i18n views markupsafe",
    "pages": "archive charts i18n model people prose views",
    "geography": "",
    "journeys": "archive geography i18n pages people",
    "calendars": "archive i18n model prose views",
    "days": "archive calendars i18n pages prose views",
    "records": "archive model people ties",
    "record_pages": "archive i18n model pages records views",
    "directory": "archive charts i18n journeys pages people text views",
    "structured": "archive i18n model pages views",
    "social": "archive fonts i18n model pages views",
    "raster": "fonts parallel resvg_py",
    "gallery": "archive fonts pages raster render social tokens",
    "export": "archive i18n load model pages",
    "opendata": "archive i18n model people proof",
    "football_txt": "archive i18n model views",
    "package": "archive export football_txt i18n opendata pages yaml",
    "search": "archive i18n pages views",
    "feeds": "archive i18n prose views",
    "render": "archive assets calendars charts i18n marks pages prose structured templating text views markupsafe",
    "builder": "archive assets check days directory export feeds gallery i18n journeys load output package pages "
    "parallel people problems record_pages records render search",
    "new": "archive check load problems text",
    "serve": "builder problems livereload markupsafe",
    "commands": "builder new output problems serve",
}


# --- reading what was built ---------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """An HTML file, parsed; `error` is the first thing a strict parser objects to."""

    file: str
    address: str
    root: Element
    error: str | None

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element with one of these names, in order; SVG's without their namespace."""
        for element in self.root.iter():
            if isinstance(element.tag, str) and element.tag.rpartition("}")[2] in tags:
                yield element

    def meta(self, name: str) -> str | None:
        return next((e.get("content") for e in self.all("meta") if name in (e.get("name"), e.get("http-equiv"))), None)

    def links(self, rel: str) -> list[Element]:
        return [element for element in self.all("link") if rel in element.get("rel", "").split()]

    @property
    def indexable(self) -> bool:
        return "noindex" not in (self.meta("robots") or "")


def _parse(data: bytes) -> tuple[Element, str | None]:
    options = {"namespaceHTMLElements": False}
    try:
        parser = html5lib.HTMLParser(strict=True, **options)
        return parser.parse(data, transport_encoding="utf-8"), None
    except ParseError as error:
        parser = html5lib.HTMLParser(strict=False, **options)
        return parser.parse(data, transport_encoding="utf-8"), str(error)


@cache
def pages(site: Site) -> dict[str, Page]:
    """Every page of a site by its address."""
    found = {}
    for path in sorted(site.folder.rglob("*.html")):
        file = path.relative_to(site.folder).as_posix()
        root, error = _parse(path.read_bytes())
        address = site.base_url + file.removesuffix("index.html")
        found[address] = Page(file, address, root, error)
    return found


@cache
def languages(site: Site) -> tuple[str, ...]:
    """The codes of a site's languages, the default one first."""
    settings = yaml.safe_load((site.content / "site.yaml").read_text(encoding="utf-8"))
    return tuple(language["code"] for language in settings["languages"])


def language_of(site: Site, page: Page) -> str:
    first = page.file.split("/")[0]
    return first if first in languages(site)[1:] else languages(site)[0]


@cache
def ids(page: Page) -> frozenset[str]:
    return frozenset(element.get("id") for element in page.root.iter() if element.get("id"))


def references(page: Page) -> Iterator[tuple[str, str]]:
    """Every address in a page, with the name of its element."""
    for element in page.root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2]
        for name, value in element.attrib.items():
            name = name.rpartition("}")[2] if isinstance(name, str) else name[-1]
            if name in ("href", "src", "poster", "data", "action", "formaction"):
                yield tag, value
            elif name in ("srcset", "imagesrcset"):
                yield from ((tag, part.split()[0]) for part in value.split(","))


def check_pages(site: Site, rule: Callable[[Page], Iterable[str]]) -> None:
    """Fail with everything the rule finds on any page."""
    wrong = [f"{page.file}: {what}" for page in pages(site).values() for what in rule(page)]
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong[:40])


def files(folder: Path) -> dict[str, bytes]:
    """A folder's files by name."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def assert_same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """Fail with the names of the files that are not the same on both sides, and what differs in the first of them."""
    names = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    if names:
        sides = [side.get(names[0], b"").decode(errors="replace").splitlines() for side in (expected, found)]
        lines = [line[:300] for line in difflib.unified_diff(*sides, "expected", "found", lineterm="", n=0)]
        pytest.fail(
            "\n".join([f"{len(names)} files differ:", *names[:20], f"--- {names[0]}:", *lines[:20]]), pytrace=False
        )


# --- every page by itself -------------------------------------------------------------


@pytest.mark.slow
def test_the_real_site_has_its_pages(site: Site) -> None:
    assert len(pages(site)) > 500, "far fewer pages than people and matches"


def test_the_example_has_its_pages(example_site: Site) -> None:
    for wanted in ("", "404.html", "matches/1999-05-19-brennholm/", "campaigns/1998-99/", "it/", "it/about/"):
        assert example_site.base_url + wanted in pages(example_site), wanted
    draft = "2026-11-03-notes-for-the-second-leg"
    assert not [name for name, data in files(example_site.folder).items() if draft in name or draft.encode() in data]


def test_pages_parse_strictly(any_site: Site) -> None:
    check_pages(any_site, lambda page: [page.error] if page.error else [])


def test_headings_form_an_outline(any_site: Site) -> None:
    def rule(page: Page) -> Iterator[str]:
        levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        if levels.count(1) != 1:
            yield f"{levels.count(1)} h1"
        for before, after in zip([0, *levels], levels, strict=False):
            if after > before + 1:
                yield f"h{after} follows h{before}" if before else f"the first heading is an h{after}"
        for element in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
            if not "".join(element.itertext()).strip():
                yield f"an empty {element.tag}"

    check_pages(any_site, rule)


def test_titles_are_unique_in_a_language(any_site: Site) -> None:
    titles = Counter(
        (language_of(any_site, page), "".join(e.itertext()).strip())
        for page in pages(any_site).values()
        for e in page.all("title")
        if e.tag == "title"  # not that of an SVG
    )
    assert sum(titles.values()) == len(pages(any_site)), "not one title a page"
    assert not [title for title, times in titles.items() if times > 1]
    assert all(title for _, title in titles)


def test_ids_are_unique(any_site: Site) -> None:
    def rule(page: Page) -> Iterator[str]:
        counted = Counter(element.get("id") for element in page.root.iter() if element.get("id") is not None)
        yield from (f'{times} elements have id="{name}"' for name, times in counted.items() if times > 1 or not name)

    check_pages(any_site, rule)


def test_ids_named_by_attributes_exist(any_site: Site) -> None:
    def rule(page: Page) -> Iterator[str]:
        for element in page.root.iter():
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "list"):
                for wanted in (element.get(name) or "").split():
                    if wanted not in ids(page):
                        yield f'no element has the id of {name}="{wanted}"'

    check_pages(any_site, rule)


def test_language_is_set(any_site: Site) -> None:
    def rule(page: Page) -> Iterator[str]:
        expected = language_of(any_site, page)
        if page.root.get("lang") != expected:
            yield f"lang is {page.root.get('lang')}, not {expected}"

    check_pages(any_site, rule)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("it/matches/2026-10-07-dunmarrow/", "Dunmarrow played without spectators"),
        ("it/campaigns/2026-27/", "After twenty-seven years without a match abroad"),
        ("it/articles/2026-11-02-what-the-harbour-remembers/", "An island club goes to every away match by water"),
    ],
    ids=["story", "summary", "article"],
)
def test_a_text_that_is_not_translated_says_its_language(example_site: Site, address: str, words: str) -> None:
    page = pages(example_site)[example_site.base_url + address]
    around: list[Element] = [page.root]
    while inner := next((child for child in around[-1] if words in "".join(child.itertext())), None):
        around.append(inner)
    spoken = next(element.get("lang") for element in reversed(around) if element.get("lang"))
    assert len(around) > 1, "the text is not on the page"
    assert spoken == "en", "WCAG 2.2, 3.1.2: English on an Italian page needs lang"


def test_descriptions_are_of_a_useful_length(any_site: Site) -> None:
    def rule(page: Page) -> Iterator[str]:
        text = page.meta("description") or ""
        if not (40 if page.indexable else 20) <= len(text) <= 200:
            yield f"the description has {len(text)} characters: {text}"
        if re.search(r"[*_#]|\]\(|<", text):
            yield f"marks in the description: {text}"

    check_pages(any_site, rule)


def test_content_security_policy(any_site: Site) -> None:
    def rule(page: Page) -> Iterator[str]:
        head = next(page.all("head"))
        names = [e.get("http-equiv", "") if e.tag == "meta" else e.tag for e in head if isinstance(e.tag, str)]
        if "Content-Security-Policy" not in names:
            yield "no policy"
            return
        if {"link", "script", "style"} & set(names[: names.index("Content-Security-Policy")]):
            yield "a link or script stands before the policy"
        policy = page.meta("Content-Security-Policy") or ""
        directives = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
        for name in ("default-src", "base-uri", "form-action"):
            if directives.get(name) != ["'none'"]:
                yield f"{name} is {directives.get(name)}, not 'none'"
        strange = {value for values in directives.values() for value in values} - {"'none'", "'self'", "data:"}
        if strange or "data:" in directives.get("script-src", ()):
            yield f"the policy is loose: {policy}"

    check_pages(any_site, rule)


def test_nothing_is_inline(any_site: Site) -> None:
    def rule(page: Page) -> Iterator[str]:
        for element in page.root.iter():
            for name in element.attrib:
                if name == "style" or (isinstance(name, str) and name.startswith("on")):
                    yield f'<{element.tag} {name}="…">'
            if (element.get("href") or "").strip().lower().startswith("javascript:"):
                yield "a javascript: address"
        yield from ("a style element" for _ in page.all("style"))
        for script in page.all("script"):
            if script.get("type") != "application/ld+json" and (
                script.get("src") is None or (script.text or "").strip()
            ):
                yield "an inline script"

    check_pages(any_site, rule)


# The types and properties of schema.org 30 that pages may use, each looked up in its vocabulary.
_THING = "@context @id @type name description url image alternateName subjectOf mainEntityOfPage sameAs"
_EVENT = "startDate endDate location inLanguage superEvent subEvent eventStatus about"
_WORK = "inLanguage isPartOf about author publisher datePublished dateModified license hasPart"
_ORGANIZATION = "address location memberOf"
SCHEMA = {
    name: set(f"{_THING} {more}".split())
    for name, more in {
        "AboutPage": f"{_WORK} mainEntity",
        "Article": f"{_WORK} headline",
        "BreadcrumbList": "itemListElement numberOfItems",
        "CollectionPage": f"{_WORK} mainEntity",
        "Country": "geo",
        "DataDownload": f"{_WORK} encodingFormat contentUrl contentSize",
        "Dataset": f"{_WORK} creator distribution isAccessibleForFree temporalCoverage spatialCoverage "
        "variableMeasured version citation keywords",
        "EventSeries": _EVENT,
        "GeoCoordinates": "latitude longitude",
        "ItemList": "itemListElement numberOfItems",
        "ListItem": "position item",
        "Organization": _ORGANIZATION,
        "Person": "affiliation birthDate jobTitle",
        "PostalAddress": "addressLocality addressCountry",
        "SportsEvent": f"{_EVENT} sport homeTeam awayTeam competitor referee",
        "SportsTeam": f"{_ORGANIZATION} sport",
        "StadiumOrArena": "address geo",
        "WebPage": f"{_WORK} mainEntity",
        "WebSite": _WORK,
    }.items()
}
# What the pages of a folder are of, and the folder's own page.
SUBJECTS = {
    "": "WebSite",
    "about": "WebPage",
    "articles": "Article",
    "campaigns": "EventSeries",
    "coaches": "Person",
    "competitions": "EventSeries",
    "countries": "Country",
    "grounds": "StadiumOrArena",
    "matches": "SportsEvent",
    "opponents": "SportsTeam",
    "players": "Person",
    "referees": "Person",
}
INDEXES = {"about": "AboutPage", "data": "Dataset"}


def structured_data(page: Page) -> list[dict[str, Any]]:
    """Every block of JSON-LD of a page; raises ValueError."""
    return [json.loads(e.text or "") for e in page.all("script") if e.get("type") == "application/ld+json"]


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in a block, the block itself included."""
    for value in data if isinstance(data, list) else [data]:
        if isinstance(value, dict):
            yield value
            for inner in value.values():
                yield from _objects(inner)


def test_structured_data(any_site: Site) -> None:
    def rule(page: Page) -> Iterator[str]:
        blocks = structured_data(page)
        if not blocks and page.indexable:
            yield "no JSON-LD"
        for block in blocks:
            if block.get("@context") != "https://schema.org":
                yield f"@context {block.get('@context')}"
            if block.get("url", page.address) != page.address:
                yield f"JSON-LD of another page: {block['url']}"
            for thing in _objects(block):
                kind = thing.get("@type")
                if kind not in SCHEMA:
                    yield f"no such type: {kind}"
                elif unknown := set(thing) - SCHEMA[kind]:
                    yield f"{kind} has no {', '.join(sorted(unknown))}"
                if None in thing.values() or "" in thing.values() or [] in thing.values():
                    yield f"an empty value in {thing}"

    check_pages(any_site, rule)


def test_structured_data_say_what_a_page_is_of(any_site: Site) -> None:
    first = languages(any_site)[0]

    def rule(page: Page) -> Iterator[str]:
        if not page.indexable:
            return
        language = language_of(any_site, page)
        path = page.address.removeprefix(any_site.base_url)
        folder, _, rest = path.removeprefix("" if language == first else f"{language}/").partition("/")
        expected = SUBJECTS.get(folder) if rest or not folder else INDEXES.get(folder, "CollectionPage")
        data = structured_data(page)[0]
        if data["@type"] != (expected or "WebPage"):
            yield f"{data['@type']}, not {expected or 'WebPage'}"
        if not data.get("name", data.get("headline")):
            yield "it has no name"

    check_pages(any_site, rule)


def test_addresses_in_structured_data_are_pages(any_site: Site) -> None:
    files_there = {any_site.base_url + name for name in files(any_site.folder)}

    def rule(page: Page) -> Iterator[str]:
        for block in structured_data(page):
            for thing in _objects(block):
                for key in ("@id", "url", "item", "contentUrl", "image"):
                    address = thing.get(key)
                    if isinstance(address, str) and address not in pages(any_site) and address not in files_there:
                        yield f"{key} leads nowhere: {address}"

    check_pages(any_site, rule)


def test_indexes_list_the_pages_below_them(any_site: Site) -> None:
    for kind in ("players", "opponents", "campaigns", "articles"):
        index = any_site.base_url + f"{kind}/"
        listed = [item["url"] for item in structured_data(pages(any_site)[index])[0]["mainEntity"]["itemListElement"]]
        assert sorted(listed) == sorted(url for url in pages(any_site) if url.startswith(index) and url != index)


# --- shared links ------------------------------------------------------------------------


def _properties(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in page.all("meta"):
        if element.get("property"):
            found.setdefault(element.get("property"), []).append(element.get("content"))
    return found


def test_every_page_is_shared_with_a_picture(any_site: Site) -> None:
    home = _properties(pages(any_site)[any_site.base_url])["og:image"]

    def rule(page: Page) -> Iterator[str]:
        said = _properties(page)
        if page.meta("twitter:card") != "summary_large_image":
            yield f"the card is {page.meta('twitter:card')}"
        for name in ("og:title", "og:description", "og:url", "og:image", "og:image:alt", "og:site_name"):
            if len(said.get(name, ())) != 1 or not said[name][0].strip():
                yield f"{name}: {said.get(name)}"
                return
        address = said["og:image"][0]
        file = any_site.folder / address.removeprefix(any_site.base_url)
        if not address.startswith(any_site.base_url) or not file.is_file():
            yield f"no picture at {address}"
            return
        with file.open("rb") as picture:
            start = picture.read(24)
        size = tuple(int(said[f"og:image:{name}"][0]) for name in ("width", "height"))
        if start[:8] != b"\x89PNG\r\n\x1a\n" or struct.unpack(">II", start[16:]) != size or size != (1200, 630):
            yield f"{address} is no PNG of the size that is said"
        language = language_of(any_site, page)
        own = re.match(rf"({language}/)?(matches|campaigns|articles)/[^/]+/index\.html", page.file)
        fallback = language == languages(any_site)[0] and [address] == home
        if own and (own[0].split("/")[-2] not in address or [address] == home):
            yield f"the picture of another page: {address}"
        elif not own and language == languages(any_site)[0] and not fallback:
            yield f"not the site's picture: {address}"

    check_pages(any_site, rule)


def test_no_picture_is_left_over(any_site: Site) -> None:
    shown = {_properties(page)["og:image"][0] for page in pages(any_site).values()}
    there = {any_site.base_url + name for name in files(any_site.folder) if name.startswith("static/social/")}
    assert shown == there


def test_shared_links_say_their_language_and_their_day(any_site: Site) -> None:
    regions = {"en": "en_GB", "it": "it_IT"}
    codes = languages(any_site)

    def rule(page: Page) -> Iterator[str]:
        said, language = _properties(page), language_of(any_site, page)
        if said["og:locale"] != [regions[language]]:
            yield f"og:locale {said['og:locale']}"
        if said.get("og:locale:alternate", []) != [regions[code] for code in codes if code != language]:
            yield f"og:locale:alternate {said.get('og:locale:alternate')}"
        for name in ("article:published_time", "article:modified_time"):
            for day in said.get(name, ()):
                if said["og:type"] != ["article"] or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
                    yield f"{name} {day}"
        if "/articles/2" in page.address and said["article:published_time"][0] not in page.address:
            yield f"published {said['article:published_time']}"

    check_pages(any_site, rule)


# --- how pages hang together -----------------------------------------------------------


def test_canonical_is_the_own_address(any_site: Site) -> None:
    def rule(page: Page) -> Iterator[str]:
        found = [link.get("href") for link in page.links("canonical")]
        if found != ([page.address] if page.indexable else []):
            yield f"canonical {found}"

    check_pages(any_site, rule)


def test_alternates_are_pages_of_every_language(any_site: Site) -> None:
    codes = languages(any_site)

    def rule(page: Page) -> Iterator[str]:
        found = {link.get("hreflang"): link.get("href") for link in page.links("alternate") if link.get("hreflang")}
        if not page.indexable:
            if found:
                yield f"alternates of a page that is not indexed: {found}"
            return
        if set(found) != {*codes, "x-default"}:
            yield f"alternates in {sorted(found)}"
            return
        if found[language_of(any_site, page)] != page.address:
            yield "the alternate in its own language is another page"
        if found["x-default"] != found[codes[0]]:
            yield "x-default is not the default language"
        for code in codes:
            other = pages(any_site).get(found[code])
            if other is None:
                yield f"there is no page {found[code]}"
            elif language_of(any_site, other) != code:
                yield f"{found[code]} is not in {code}"

    check_pages(any_site, rule)


def test_links_inside_lead_somewhere(any_site: Site) -> None:
    own_host = urlsplit(any_site.base_url).netloc

    def rule(page: Page) -> Iterator[str]:
        for tag, reference in references(page):
            whole = urljoin(page.address, reference.strip())
            parts = urlsplit(whole)
            if parts.netloc != own_host:
                continue
            address, fragment = urldefrag(whole.replace(f"?{parts.query}", "") if parts.query else whole)
            path = unquote(urlsplit(address).path)
            if not path.startswith(any_site.path):
                yield f"<{tag}> leaves the base path: {reference}"
                continue
            name = path.removeprefix(any_site.path)
            file = any_site.folder / name
            if (file.is_dir() and not path.endswith("/")) or not (
                file / "index.html" if file.is_dir() else file
            ).is_file():
                yield f"<{tag}> leads nowhere: {reference}"
            elif fragment and unquote(fragment) not in ids(pages(any_site)[address]):
                yield f"<{tag}> to a fragment that is not there: {reference}"

    check_pages(any_site, rule)


def test_every_name_on_a_team_sheet_leads_to_what_he_did(any_site: Site) -> None:
    def rule(page: Page) -> Iterator[str]:
        for element in page.all("span"):
            if element.get("class") == "sheet__name" and not any(child.get("href") for child in element.iter()):
                yield f"{''.join(element.itertext()).strip()} leads nowhere"

    check_pages(any_site, rule)


def test_links_outside_are_web_addresses(any_site: Site) -> None:
    own_host = urlsplit(any_site.base_url).netloc

    def rule(page: Page) -> Iterator[str]:
        for tag, reference in references(page):
            parts = urlsplit(urljoin(page.address, reference.strip()))
            if parts.netloc != own_host and parts.scheme not in ("http", "https", "mailto") and tag == "a":
                yield f"a strange address: {reference}"

    check_pages(any_site, rule)


def test_resources_are_our_own(any_site: Site) -> None:
    def rule(page: Page) -> Iterator[str]:
        for tag, reference in references(page):
            if tag in ("a", "link", "use"):
                continue
            if not urljoin(page.address, reference).startswith(any_site.base_url):
                yield f"<{tag}> from elsewhere: {reference}"
        for link in page.links("canonical") + page.links("alternate"):
            if not link.get("href", "").startswith(any_site.base_url):
                yield f"an address elsewhere: {link.get('href')}"
        for link in page.all("link"):
            address = link.get("href", "")
            resource = RESOURCE_LINKS & set(link.get("rel", "").split())
            if (
                resource
                and not address.startswith("data:")
                and not urljoin(page.address, address).startswith(any_site.base_url)
            ):
                yield f"<link> from elsewhere: {address}"
        for use in page.all("use"):
            if not (use.get("href") or "").startswith(("#", any_site.path)):
                yield f"<use> from elsewhere: {use.get('href')}"

    check_pages(any_site, rule)
    for name, data in files(any_site.folder).items():
        if name.endswith(".css"):
            style = data.decode()
            assert "@import" not in style, name
            for address in re.findall(r"""url\(["']?([^"')]+)""", style):
                if not address.startswith("data:"):
                    assert (any_site.folder / name).parent.joinpath(address).is_file(), f"{name}: {address}"
        if name.endswith(".js"):
            assert not re.search(r"https?://(?!www\.w3\.org/)", data.decode()), f"{name} names another host"


def test_a_lost_reader_finds_back_from_any_depth(any_site: Site) -> None:
    page = pages(any_site)[f"{any_site.base_url}404.html"]
    assert not page.indexable
    for tag, reference in references(page):
        whole = reference.startswith((any_site.path, any_site.base_url, "#", "data:", "https://", "http://"))
        assert whole, f"<{tag}> works at one depth only: {reference}"
    assert any_site.path in [reference for tag, reference in references(page) if tag == "a"], "no way home"


def test_sitemap_lists_the_indexable_pages(any_site: Site) -> None:
    tree = ElementTree.parse(any_site.folder / "sitemap.xml")  # noqa: S314 - it is our own
    listed = [element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    expected = {page.address for page in pages(any_site).values() if page.indexable}
    assert len(listed) == len(set(listed))
    assert set(listed) == expected, f"only in one of the two: {sorted(set(listed) ^ expected)}"
    assert f"Sitemap: {any_site.base_url}sitemap.xml" in (any_site.folder / "robots.txt").read_text()


def test_same_site_at_another_address(example_site: Site, root_site: Site) -> None:
    def moved(data: bytes) -> bytes:
        for there, back in ((example_site.base_url, root_site.base_url), ('"/portolume/', '"/')):
            data = data.replace(there.encode(), back.encode())
            data = data.replace(there.replace("https:", "webcal:").encode(), back.replace("https:", "webcal:").encode())
        return data

    def unfolded(data: bytes) -> bytes:  # calendars break their lines by length
        return data.replace(b"\r\n ", b"")

    here = {name: moved(unfolded(data)) for name, data in files(example_site.folder).items()}
    assert_same(here, {name: unfolded(data) for name, data in files(root_site.folder).items()})


# --- open data --------------------------------------------------------------------------


def records(site: Site) -> list[dict[str, Any]]:
    return json.loads((site.folder / "data" / "matches.json").read_text(encoding="utf-8"))


class _Plain(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2 as other programs read it: dates are text, and `on` and `off` are words."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, form) for tag, form in forms if not tag.endswith((":timestamp", ":bool"))]
        for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


@cache
def match_files(content: Path) -> dict[str, dict[str, Any]]:
    """Every match file as plain YAML, which knows nothing of this project."""
    paths = sorted((content / "matches").glob("*/*.yaml"))
    return {path.stem: yaml.load(path.read_text(encoding="utf-8"), _Plain) for path in paths}  # noqa: S506


def test_open_data_follow_the_contract(any_site: Site) -> None:
    contract = Draft202012Validator(CONTRACT)
    wrong = [
        f"{record['id']}: {'.'.join(map(str, error.path))}: {error.message}"
        for record in records(any_site)
        for error in contract.iter_errors(record)
    ]
    assert not wrong, "\n".join(wrong[:20])


def test_open_data_are_in_order_of_date(any_site: Site) -> None:
    found = records(any_site)
    assert [record["date"] for record in found] == sorted(record["date"] for record in found)
    numbers = [record["night"] for record in found if record["status"] != "scheduled"]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(record["night"] is None for record in found if record["status"] == "scheduled")


def test_open_data_lead_to_pages(any_site: Site) -> None:
    assert not [record["url"] for record in records(any_site) if record["url"] not in pages(any_site)]


def test_open_data_agree_with_the_files(any_site: Site) -> None:
    written = match_files(any_site.content)
    club = yaml.safe_load((any_site.content / "site.yaml").read_text(encoding="utf-8"))["club"]
    found = {record["id"]: record for record in records(any_site)}
    assert set(found) == set(written)
    totals = Counter()
    for name, match in written.items():
        record = found[name]
        assert record["status"] == match.get("status", "played"), name
        assert record["date"] == match["date"], name
        if "score" not in match:
            assert record["score"] is None, name
            assert record["result"] is None, name
            continue
        given = {layer: pair for layer, pair in record["score"].items() if pair is not None}
        assert given == match["score"], name
        home, away = match["score"].get("extra_time") or match["score"]["full_time"]
        ours, theirs = (home, away) if match["home"] == club else (away, home)
        result = "won" if ours > theirs else "lost" if ours < theirs else "drawn"
        assert record["result"] == result, name
        assert len(record["goals"] or ()) == len(match.get("goals") or ()), name
        totals.update({result: 1, "goals for": ours, "goals against": theirs})

    content = Builder(any_site.content, Path("unused"), home=ROOT).check()
    nights = content.played
    assert totals == Counter(night.result for night in nights) + Counter(
        {"goals for": sum(n.goals_for for n in nights), "goals against": sum(n.goals_against for n in nights)}
    )


def test_feeds_lead_to_pages(any_site: Site) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.parse(any_site.folder / "feed.xml").getroot()  # noqa: S314 - it is our own
    entries = [(entry.findtext(f"{atom}id"), entry.findtext(f"{atom}updated")) for entry in root.iter(f"{atom}entry")]
    feed = json.loads((any_site.folder / "feed.json").read_text(encoding="utf-8"))
    assert entries == [(item["url"], item["date_published"]) for item in feed["items"]]
    assert entries
    assert not [address for address, _ in entries if address not in pages(any_site)]
    dates = [date for _, date in entries]
    assert dates == sorted(dates, reverse=True)
    assert root.findtext(f"{atom}updated") == dates[0]
    for entry in root.iter(f"{atom}entry"):
        for name in ("title", "summary"):
            assert entry.findtext(f"{atom}{name}"), f"{entry.findtext(f'{atom}id')} has no {name}"


@pytest.mark.parametrize("name", ["match", "season", "article", "site"])
def test_published_schema_is_sound(site: Site, name: str) -> None:
    schema = json.loads((site.folder / "data" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False


def _validator(site: Site) -> Draft202012Validator:
    return Draft202012Validator(json.loads((site.folder / "data" / "match.schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("content", [ROOT / "content", EXAMPLE], ids=["real", "example"])
def test_schema_accepts_every_match(site: Site, content: Path) -> None:
    validator = _validator(site)
    wrong = [
        f"{name}: {'.'.join(map(str, error.path))}: {error.message}"
        for name, match in match_files(content).items()
        for error in validator.iter_errors(match)
    ]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize(
    ("place", "key", "value"),
    [
        ((), "crowd", 5),
        (("goals", 0), "scorer", "vebjorn-ulvsund"),
        (("score",), "after_extra_time", [2, 2]),
        (("line_ups", "home"), "manager", "fosco-maretti"),
        (("sources", 0), "link", "https://packet.example/"),
        ((), "attendance", "21350"),
        ((), "stage", "last-four"),
        (("cards", 0), "card", "green"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_schema_rejects_what_is_not_known(site: Site, place: tuple[str | int, ...], key: str, value: object) -> None:
    match = copy.deepcopy(match_files(EXAMPLE)["1999-05-19-brennholm"])
    assert not list(_validator(site).iter_errors(match))
    inner: Any = match
    for step in place:
        inner = inner[step]
    inner[key] = value
    assert list(_validator(site).iter_errors(match))


# --- the weight of a page ------------------------------------------------------------------


def _zipped(data: bytes) -> int:
    return len(gzip.compress(data, 6, mtime=0))


def _weights(site: Site, suffix: str) -> int:
    return sum(_zipped(data) for name, data in files(site.folder / "static").items() if name.endswith(suffix))


def test_match_pages_are_light(any_site: Site) -> None:
    style = _weights(any_site, ".css")
    for path in sorted((any_site.folder / "matches").glob("*/index.html")):
        assert _zipped(path.read_bytes()) + style <= 30_000, path.parent.name


def test_the_timeline_is_light(any_site: Site) -> None:
    assert _zipped((any_site.folder / "index.html").read_bytes()) + _weights(any_site, ".css") <= 60_000


def test_scripts_are_light(any_site: Site) -> None:
    """The one that every page has, and all with those of the search, which wait until they are asked for."""
    scripts = {name: _zipped(data) for name, data in files(any_site.folder).items() if name.endswith(".js")}
    assert sum(weight for name, weight in scripts.items() if "/js/" in name) <= 10_000
    assert sum(scripts.values()) <= 20_000
    used = {script.get("src") for page in pages(any_site).values() for script in page.all("script")} - {None}
    assert {urlsplit(address).path.removeprefix(any_site.path) for address in used} <= {
        name for name in scripts if "/js/" in name
    }


# --- how a build behaves -------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "random", "TZ": "UTC", "LANG": "it_IT.UTF-8", "PYTHONUTF8": "0"},
    ],
    ids=["far-east", "far-west", "random-hashes"],
)
def test_same_content_same_bytes(
    site: Site, example_site: Site, front_door: FrontDoor, tmp_path: Path, environment: dict[str, str]
) -> None:
    for built in (site, example_site):
        out = tmp_path / built.content.parent.name
        done = front_door("--content", built.content, "--out", out, "--base-url", built.base_url, env=environment)
        assert done.returncode == 0, done.stderr
        assert_same(files(out), files(built.folder))


@pytest.mark.slow
def test_same_bytes_wherever_it_runs(example_site: Site, front_door: FrontDoor, tmp_path: Path) -> None:
    """Neither the folder a build is started in nor the one the content lies in may show in the site."""
    content = shutil.copytree(EXAMPLE, tmp_path / "elsewhere" / "words")
    arguments = ("--content", content, "--out", tmp_path / "site", "--base-url", example_site.base_url)
    assert front_door(*arguments, folder=tmp_path).returncode == 0
    assert_same(files(tmp_path / "site"), files(example_site.folder))


@pytest.mark.slow
@pytest.mark.parametrize("cores", [1, 3])
def test_same_bytes_however_many_cores_share_the_work(example_site: Site, tmp_path: Path, cores: int) -> None:
    program = (
        "import os, sys, build; from nights import parallel;"
        f"parallel.WORTH_SHARING = 1; os.sched_getaffinity = lambda _: set(range({cores}));"
        "sys.exit(build.main(sys.argv[1:]))"
    )
    out = tmp_path / "site"
    arguments = ["--content", EXAMPLE, "--out", out, "--base-url", example_site.base_url]
    subprocess.run([sys.executable, "-c", program, *map(str, arguments)], cwd=ROOT, check=True)
    assert_same(files(out), files(example_site.folder))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the example content, to be changed."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "content"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


FINAL = "matches/1998-99/1999-05-19-brennholm.yaml"


@pytest.mark.slow
def test_a_good_build_is_quiet_in_a_pipe(front_door: FrontDoor, content: Path, tmp_path: Path) -> None:
    done = front_door("--content", content, "--out", tmp_path / "site")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "site"], "something is left beside the site"


@pytest.mark.slow
@pytest.mark.parametrize("mistake", ["fact", "yaml", "missing-file"])
def test_a_mistake_leaves_the_last_good_site(
    front_door: FrontDoor, content: Path, tmp_path: Path, mistake: str
) -> None:
    out = tmp_path / "site"
    assert front_door("--content", content, "--out", out).returncode == 0
    good = files(out)
    if mistake == "fact":
        replace(content / FINAL, "full_time: [1, 1]", "full_time: [1, 0]")
    elif mistake == "yaml":
        replace(content / FINAL, "round: final", "round: [final")
    else:
        (content / "clubs.yaml").unlink()
    done = front_door("--content", content, "--out", out)
    assert done.returncode == 1
    assert done.stdout == ""
    assert ("clubs.yaml" if mistake == "missing-file" else FINAL) in done.stderr
    assert_same(files(out), good)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "site"], "something is left beside the site"


@pytest.mark.slow
@pytest.mark.parametrize("word", ["event.on_for: ", "nav.skip: "], ids=["with links in it", "alone"])
def test_a_word_no_language_has_is_asked_for(front_door: FrontDoor, content: Path, tmp_path: Path, word: str) -> None:
    for path in (content / "i18n").glob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith(word)), encoding="utf-8")
    done = front_door("--content", content, "--out", tmp_path / "site")
    assert done.returncode == 1
    assert f"`{word.removesuffix(': ')}` is missing; a page needs it, so add it" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "words", "says"),
    [
        ("fact.local_time", "'{tim}, local time'", "asks for `{tim}`, which no page fills in; known here: `{time}`"),
        ("event.on_for", "'{on} for {of}'", "asks for `{of}`, which no page fills in; known here: `{off}`, `{on}`"),
        ("fact.unknown", "{one: not known, other: none known}", "has plural forms where nothing is counted"),
    ],
    ids=["a text", "a text with links in it", "plural forms"],
)
def test_a_text_that_pages_cannot_use_is_named(
    front_door: FrontDoor, content: Path, tmp_path: Path, key: str, words: str, says: str
) -> None:
    for path in (content / "i18n").glob("*.yaml"):
        text = re.sub(
            rf"^{re.escape(key)}:.*$", f"{key}: {words}", path.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        path.write_text(text, encoding="utf-8")
    done = front_door("--content", content, "--out", tmp_path / "site")
    assert done.returncode == 1
    assert f"`{key}` {says}" in done.stderr


@pytest.mark.slow
def test_out_refuses_a_folder_it_did_not_make(front_door: FrontDoor, content: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "letters"
    foreign.mkdir()
    (foreign / "dear-aunt.txt").write_text("Wish you were here.")
    done = front_door("--content", content, "--out", foreign)
    assert done.returncode == 2
    assert str(foreign) in done.stderr
    assert files(foreign) == {"dear-aunt.txt": b"Wish you were here."}


@pytest.mark.slow
def test_out_refuses_a_file(front_door: FrontDoor, content: Path, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    assert front_door("--content", content, "--out", tmp_path / "site").returncode == 2
    assert (tmp_path / "site").read_text() == "mine"


def test_the_old_site_comes_back_when_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    write_whole(out, lambda folder: (folder / "index.html").write_text("old"))
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if (path.parent / target, path.name.endswith("-old")) == (out, False):
            raise OSError("somebody holds the folder")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutputError, match="somebody holds the folder"):
        write_whole(out, lambda folder: (folder / "index.html").write_text("new"))
    assert (out / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"], "something is left beside the site"


def test_no_hidden_file_gets_into_the_site(tmp_path: Path) -> None:
    static = Path(shutil.copytree(ROOT / "static", tmp_path / "static"))
    colours = {"primary": "#0b6a61"}
    before = read_assets(static, colours)
    for name in (".DS_Store", "fonts/._a.woff2", "css/.#2-base.css", "js/.filter.js"):
        (static / name).write_text("mine")
    assert read_assets(static, colours) == before


@pytest.mark.slow
def test_out_takes_an_empty_folder_and_its_own(front_door: FrontDoor, content: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    for _ in range(2):
        assert front_door("--content", content, "--out", tmp_path / "site").returncode == 0
    assert (tmp_path / "site" / "index.html").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--colour", "blue"), ("bake",), ("build", "--format", "json"), ("check", "--format", "xml"),
        ("check", "content/no-such-file.yaml"), ("serve", "--port", "many"), ("new",),
        ("new", "match", "yesterday", "x"), ("check", "README.md"), ("serve", "--port", "99999"),
        ("build", "--base-url", "example.org"), ("build", "--base-url", "https://example.org/?a"),
        ("build", "--out", "content/site"), ("build", "--out", "build.py/x"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_code_2(front_door: FrontDoor, arguments: tuple[str, ...]) -> None:
    done = front_door(*arguments)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_help_is_code_0(front_door: FrontDoor) -> None:
    done = front_door("--help")
    assert done.returncode == 0
    assert "--content" in done.stdout


# --- rebuilding -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edit:
    """A change to the example content, and which share of the pages at most may be rendered again for it."""

    make: Callable[[Path], object]
    most: float = 1


def _add_match(content: Path) -> None:
    path = content / "matches/2026-27/2027-01-13-velograd.yaml"
    match = (content / "matches/2026-27/2026-11-25-skagenvik.yaml").read_text(encoding="utf-8")
    changes = (
        ("2026-11-25", "2027-01-13"),
        ("skagenvik", "velograd"),
        ("quarter-finals\n", "semi-finals\n"),
        ("leg: 2", "leg: 1"),
    )
    for old, new in changes:
        match = match.replace(old, new)
    path.write_text(match, encoding="utf-8")


def _turn_languages(content: Path) -> None:
    english, italian = "  - {code: en, name: English}\n", "  - {code: it, name: Italiano}\n"
    replace(content / "site.yaml", english + italian, italian + english)


ESSAY = "articles/2026-11-02-what-the-harbour-remembers.md"
EDITS = {
    "no edit": Edit(lambda content: None, most=0),
    "a story": Edit(
        lambda content: replace(content / FINAL, "Barcarol missed the second.", "Barcarol hit the bar."), 1 / 20
    ),
    "the first words of a story": Edit(
        lambda content: replace(content / FINAL, "The cup was all but lost twice.", "The cup was lost twice."), 1 / 2
    ),
    "a source read again": Edit(
        lambda content: replace(content / FINAL, "read: 2026-11-02", "read: 2026-11-09"), 1 / 2
    ),
    "a gap told otherwise": Edit(
        lambda content: replace(
            content / "matches/1966-67/1966-10-05-skagenvik.yaml", "No page found names it.", "No page names it."
        ),
        1 / 5,
    ),
    "a source that supports less": Edit(
        lambda content: replace(content / FINAL, "[date, ground, attendance,", "[date, ground,"), 1 / 2
    ),
    "a score": Edit(
        lambda content: replace(content / "matches/1966-67/1966-10-05-skagenvik.yaml", "[2, 1]", "[4, 3]"), 1 / 2
    ),
    "an article": Edit(lambda content: replace(content / ESSAY, "nobody can say", "no one can say"), 1 / 2),
    "about": Edit(lambda content: replace(content / "pages/about.md", "regattas", "boat races"), 1 / 20),
    "a match more": Edit(_add_match),
    "an article more": Edit(
        lambda content: replace(content / "articles/2026-11-03-notes-for-the-second-leg.md", "draft: true\n", "")
    ),
    "an article less": Edit(lambda content: (content / ESSAY).unlink()),
    "a name": Edit(lambda content: replace(content / "players.yaml", "Ottone Pescamar", "Ottone Pescamàr")),
    "a word": Edit(lambda content: replace(content / "i18n/it.yaml", "nav.nights: Notti", "nav.nights: Le notti")),
    "a word of the open data alone": Edit(
        lambda content: replace(content / "i18n/en.yaml", "'{round}, first leg'", "'{round}, leg one'")
    ),
    "the languages the other way round": Edit(_turn_languages),
    "a colour": Edit(lambda content: replace(content / "site.yaml", "#0b6a61", "#0b6a60")),
    "the title": Edit(lambda content: replace(content / "site.yaml", "title: Portolume’s", "title: The Portolume")),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_rebuilt_is_as_built_afresh(content: Path, tmp_path: Path, name: str) -> None:
    builder = Builder(content, tmp_path / "site", home=ROOT)
    builder.build()
    EDITS[name].make(content)
    report = builder.rebuild()
    Builder(content, tmp_path / "fresh", home=ROOT).build()
    rebuilt, fresh = files(tmp_path / "site"), files(tmp_path / "fresh")
    if name == "a colour":  # the old style sheet stays for pages that are open
        rebuilt = {file: data for file, data in rebuilt.items() if file in fresh or not file.endswith(".css")}
    assert_same(rebuilt, fresh)
    assert report.written <= EDITS[name].most * report.pages


@pytest.mark.slow
@pytest.mark.parametrize(
    ("template", "old", "new"),
    [
        ("sitemap.xml", "<loc>", "<loc> "),
        ("parts/nights.html", 'class="', 'class=" '),
        ("base.html", "<main", "<main "),
    ],
)
def test_rebuilt_is_as_built_afresh_when_a_template_changes(tmp_path: Path, template: str, old: str, new: str) -> None:
    for folder in ("templates", "static"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    builder = Builder(EXAMPLE, tmp_path / "site", home=tmp_path)
    builder.build()
    replace(tmp_path / "templates" / template, old, new)
    builder.rebuild()
    Builder(EXAMPLE, tmp_path / "fresh", home=tmp_path).build()
    assert_same(files(tmp_path / "site"), files(tmp_path / "fresh"))


def _edit_at_random(content: Path, dice: random.Random) -> None:
    """Change a number, take a line out, write one twice, or swap two words, in some file."""
    path = dice.choice(sorted(path for path in content.rglob("*") if path.suffix in (".yaml", ".md")))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = dice.randrange(len(lines))
    match dice.choice(("number", "out", "twice", "words")):
        case "number":
            lines[at] = re.sub(r"\d", lambda _: str(dice.randrange(10)), lines[at], count=1)
        case "out":
            del lines[at]
        case "twice":
            lines.insert(at, lines[at])
        case "words":
            words = lines[at].split(" ")
            dice.shuffle(words)
            lines[at] = " ".join(words)
    path.write_text("".join(lines), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "few"), [(0, 1), (1, 1), (2, 1000), (3, 1000)], ids=("shared-0", "shared-1", "alone-2", "alone-3")
)
def test_rebuilt_is_as_built_afresh_after_edits_nobody_thought_of(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, few: int
) -> None:
    monkeypatch.setattr("nights.builder.FEW_PAGES", few)  # pages from which on all cores render them
    dice = random.Random(seed)  # noqa: S311 - the same edits every time
    builder = Builder(content, tmp_path / "site", home=ROOT)
    builder.build()
    accepted = 0
    while accepted < 5:
        kept = shutil.copytree(content, tmp_path / "kept", dirs_exist_ok=True)
        _edit_at_random(content, dice)
        try:
            builder.rebuild()
        except ContentError:  # as it mostly is; the file goes back to what it was
            shutil.copytree(kept, content, dirs_exist_ok=True)
            continue
        accepted += 1
        Builder(content, tmp_path / "fresh", home=ROOT).build()
        rebuilt, fresh = files(tmp_path / "site"), files(tmp_path / "fresh")
        rebuilt = {file: data for file, data in rebuilt.items() if file in fresh or not file.endswith(".css")}
        assert_same(rebuilt, fresh)


@pytest.mark.slow
def test_a_mistake_changes_nothing_until_it_is_mended(content: Path, tmp_path: Path) -> None:
    builder = Builder(content, tmp_path / "site", home=ROOT)
    builder.build()
    good = files(tmp_path / "site")
    replace(content / FINAL, "full_time: [1, 1]", "full_time: [1, 0]")
    replace(content / ESSAY, "nobody can say", "no one can say")
    with pytest.raises(ContentError):
        builder.rebuild()
    assert_same(files(tmp_path / "site"), good)
    replace(content / FINAL, "full_time: [1, 0]", "full_time: [1, 1]")
    builder.rebuild()
    Builder(content, tmp_path / "fresh", home=ROOT).build()
    assert_same(files(tmp_path / "site"), files(tmp_path / "fresh"))


@pytest.mark.slow
@pytest.mark.parametrize("link", ['[It](2020-03-10-valley "The night")', "[It][night]\n\n[night]: 2020-03-10-valley"])
def test_a_card_in_an_article_follows_its_night(tmp_path: Path, link: str) -> None:
    words = (EXAMPLE / WORDS).read_text(encoding="utf-8")
    article = {"nights": DROP, "season": DROP, "body": f"{link}\n"}
    content = make_content(tmp_path / "content", {WORDS: words, ARTICLE: article})
    builder = Builder(content, tmp_path / "site", home=ROOT)
    builder.build()
    replace(content / MATCH, "headline: Level in the hollow", "headline: Level in the dark")
    builder.rebuild()
    page = tmp_path / "site" / ARTICLE.replace(".md", "/index.html")
    assert "Level in the dark" in page.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_build_after_one_that_failed_shows_nothing_of_it(tmp_path: Path) -> None:
    words = (EXAMPLE / WORDS).read_text(encoding="utf-8")
    content = make_content(tmp_path / "content", {WORDS: words})
    replace(content / WORDS, "short.versus: v\n", "short.versus: against\n")
    replace(content / WORDS, "{time}, local time", "{tim}, local time")
    builder = Builder(content, tmp_path / "site", home=ROOT)
    with pytest.raises(ContentError):
        builder.build()
    (content / WORDS).write_text(words, encoding="utf-8")
    builder.build()
    Builder(content, tmp_path / "fresh", home=ROOT).build()
    assert_same(files(tmp_path / "site"), files(tmp_path / "fresh"))


@pytest.mark.slow
def test_an_edit_of_the_real_archive_touches_few_pages(tmp_path: Path) -> None:
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    builder = Builder(content, tmp_path / "site", home=ROOT)
    builder.build()
    path = next(
        p for p in sorted((content / "matches").glob("*/*.yaml"), reverse=True) if "\nstory: |\n" in p.read_text()
    )
    replace(path, "\nstory: |\n", "\nstory: |\n  Once more.\n")
    report = builder.rebuild()
    assert report.written <= 2, "a story stands on its own page, and its opening on the page of its day"
    Builder(content, tmp_path / "fresh", home=ROOT).build()
    assert_same(files(tmp_path / "site"), files(tmp_path / "fresh"))


# --- the program ---------------------------------------------------------------------------------


def _imports(path: Path) -> set[str]:
    """The modules of this package and the libraries that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "nights":
            names = [f"nights.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: import by full name, not relatively"
            names = [node.module or ""]
        else:
            continue
        for name in names:
            top, _, rest = name.partition(".")
            found.add(rest.split(".")[0] if top == "nights" else top)
    return {name for name in found if name not in sys.stdlib_module_names}


def test_imports_are_those_allowed() -> None:
    modules = {path.stem: _imports(path) for path in (ROOT / "nights").glob("*.py") if path.stem != "__init__"}
    allowed = {name: set(text.split()) for name, text in ALLOWED_IMPORTS.items()}
    assert set(modules) == set(allowed), "a module came or went; write down in ALLOWED_IMPORTS what it may import"
    surplus = {name: sorted(found - allowed[name]) for name, found in modules.items() if found - allowed[name]}
    assert not surplus, f"not allowed: {surplus}"
    unused = {name: sorted(allowed[name] - found) for name, found in modules.items() if allowed[name] - found}
    assert not unused, f"allowed, but not needed any more: {unused}"


def test_imports_run_one_way() -> None:
    TopologicalSorter({name: text.split() for name, text in ALLOWED_IMPORTS.items()}).prepare()


def test_the_front_door_only_reads_the_command_line() -> None:
    assert _imports(ROOT / "build.py") == {"commands"}


# These look at a clock: to say how long they took, to forget old pictures, to date a new file.
WITH_A_CLOCK = {"commands", "serve", "raster", "new"}


@pytest.mark.parametrize(
    "module", sorted({path.stem for path in (ROOT / "nights").glob("*.py")} - WITH_A_CLOCK - {"__init__"})
)
def test_no_clock(module: str) -> None:
    text = (ROOT / "nights" / f"{module}.py").read_text(encoding="utf-8")
    assert not re.search(r"\b(today|now|utcnow|time)\(\)|import time\b", text)


def test_the_builder_knows_no_club() -> None:
    club = yaml.safe_load((ROOT / "content" / "site.yaml").read_text(encoding="utf-8"))["club"]
    sources = [*(ROOT / "nights").glob("*.py"), ROOT / "build.py"]
    sources += [path for folder in ("templates", "static") for path in (ROOT / folder).rglob("*.[hjct]*")]
    assert not [path.name for path in sources if club in path.read_text(encoding="utf-8").lower()]
