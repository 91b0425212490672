"""Turns pages into bytes. Knows templates and addresses; knows no football.

One `Renderer` a language; all share the templates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from nights import calendars, charts, prose, structured, views
from nights.archive import Archive, Night
from nights.assets import Assets
from nights.i18n import Words, region, season_name
from nights.marks import Marks, mark_drawing
from nights.pages import Page
from nights.templating import Templates
from nights.text import slug


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site lives: `https://example.org/path/`."""

    base_url: str

    @property
    def path(self) -> str:
        """The path below which every page lives; ends with a slash."""
        return urlsplit(self.base_url).path or "/"

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).netloc


class Shown(NamedTuple):
    """A picture that a page is shared with: its address below the site, and its text alternative."""

    address: str
    alt: str
    width: int
    height: int


class Renderer:
    """Renders the pages of one language.

    `preview` leaves out the Content-Security-Policy, which would refuse
    livereload's script. `fragments` are rows and cards of an earlier Renderer,
    used again while their night is the same.
    """

    def __init__(
        self,
        archive: Archive,
        words: Words,
        *,
        place: Place,
        assets: Assets,
        templates: Path,
        preview: bool = False,
        fragments: dict[Any, tuple[Night, Markup]] | None = None,
    ):
        site = archive.content.site.value
        self.archive = archive
        self.place = place
        self.root = "" if words.code == site.languages[0].code else f"{words.code}/"
        content = archive.content
        environment = Templates(templates, words, templates.parent / ".cache" / "templates")
        self._marks = Marks(words, self.url)
        environment.globals |= {
            "t": words,
            "site": site,
            "place": place,
            "preview": preview,
            "url": self.url,
            "absolute": self.absolute,
            "other_languages": [language for language in site.languages if language.code != words.code],
            "in_language": self._in_language,
            "asset": lambda name: place.path + assets.addresses[name],
            "prose": self.markdown,
            "named": partial(_name, content),
            "referee": lambda entry_id: content.referees.value[entry_id] if entry_id else None,
            "club_name": lambda entry_id: content.clubs.value[entry_id].name,
            "season_name": season_name,
            "region": region,
            "structured": structured,
            "views": views,
            "charts": charts,
            "marks": self._marks,
            "mark_drawing": mark_drawing,
            "players": content.players.value,
            "coaches": content.coaches.value,
            "lang": self.lang,
            "link": self.link,
            "person": self.person,
            "said": self.said,
            "country": lambda name: self.link(f"countries/{slug(name)}/", name),
            "row": self.row,
            "score_card": self.card,
            "page_data": self._page_data,
            "as_calendar": partial(calendars.calendar, t=words, host=place.host, absolute=self.absolute),
            "edit_url": lambda path: f"{site.repository.rstrip('/')}/edit/main/{path}",
            "document": lambda night: f"content/matches/{night.season}/{night.id}.yaml",
        }
        self.environment = environment
        self.words = words
        self.known: frozenset[str] = frozenset()  # addresses that names may link to
        self.players: Mapping[str, str] = {}  # the address that tells of each
        self.below: Mapping[str, Sequence[tuple[str, str]]] = {}  # address and title of the pages below an index
        self.pictures: Mapping[str, Shown] = {}  # by the address of their page
        self._links: dict[tuple[str, str], Markup] = {}
        self._patterns: dict[str, tuple[tuple[Markup, str | None], ...]] = {}  # texts with the name that follows each
        self._fragments = {} if fragments is None else fragments

    def url(self, path: str) -> str:
        """The address of a page of this language, from the host's root."""
        return f"{self.place.path}{self.root}{path}"

    def absolute(self, path: str) -> str:
        """The same with scheme and host."""
        return f"{self.place.base_url}{self.root}{path}"

    def link(self, path: str, text: str) -> Markup:
        """The text, as a link where the page exists."""
        key = path, text
        if key not in self._links:
            name = escape(text)
            linked = f'<a href="{escape(self.url(path))}">{name}</a>'
            self._links[key] = Markup(linked) if path in self.known else name  # noqa: S704 - both parts are escaped
        return self._links[key]

    def person(self, entry_id: str | None, kind: str = "players") -> Markup:
        """The name of a player, coach or referee, linked to what the nights tell of him; nothing for nobody."""
        if not entry_id:
            return Markup("")
        name = _name(self.archive.content, entry_id, kind)
        path = self.players.get(entry_id, "") if kind == "players" else f"{kind}/{entry_id}/"
        return self.link(path, name)

    def said(self, key: str, **values: Markup | str) -> Markup:
        """A text of the catalogue with links in it."""
        if key not in self._patterns:
            parsed = Formatter().parse(self.words(key))
            self._patterns[key] = tuple((escape(text), name) for text, name, *_ in parsed)
        try:
            parts = [
                each for text, name in self._patterns[key] for each in (text, escape(values[name]) if name else "")
            ]
        except KeyError as error:
            raise self.words.unfilled(key, error.args[0], values) from None
        return Markup("".join(parts))  # noqa: S704 - each part is escaped

    def _in_language(self, path: str, code: str) -> str:
        default = self.archive.content.site.value.languages[0].code
        return f"{self.place.base_url}{'' if code == default else f'{code}/'}{path}"

    def markdown(self, text: str, *, cards: bool = False) -> Markup:
        """Markdown as HTML; with `cards`, a night alone in its paragraph becomes a score card."""
        return prose.render(text, partial(self._resolve, cards))

    def _resolve(self, cards: bool, target: str) -> prose.Link | str:
        content = self.archive.content
        found = prose.resolve_link(target, content.matches, content.articles)
        if isinstance(found, str):
            return found
        if target in content.articles:
            return prose.Link(self.url(f"articles/{target}/"))
        card = self.card(self.archive.by_id[target]) if cards else None
        return prose.Link(self.url(f"matches/{target}/"), card)

    def _fragment(self, name: str, night: Night, *values: Any) -> Markup:
        """A macro of parts/nights.html for a night: the same one on every page, so rendered once."""
        key = self.words.code, name, night.id, *values
        known = self._fragments.get(key)
        if known is None or known[0] != night:
            macro = getattr(self.environment.get_template("parts/nights.html").module, name)
            known = self._fragments[key] = night, macro(night, *values)
        return known[1]

    def row(self, night: Night, has_article: bool = False) -> Markup:
        """A night as a row of a list."""
        return self._fragment("row", night, has_article)

    def card(self, night: Night) -> Markup:
        """The score card of a night."""
        return self._fragment("score_card", night)

    def lang(self, text: Mapping[str, str] | None) -> Markup:
        """A `lang` attribute for a text that has no translation into the page's language; nothing otherwise."""
        default = self.archive.content.site.value.languages[0].code
        code = default if text is None or not self.words.has(text) else self.words.code
        return Markup("") if code == self.words.code else Markup(' lang="{}"').format(code)

    def _page_data(self, page: Page) -> dict[str, Any]:
        """The structured data of a page."""
        shown = self.pictures.get(page.url)
        image = self.place.base_url + shown.address if shown else None
        below = self.below.get(page.url, ())
        return structured.of_page(
            page, structured.Setting(self.archive, self.words, self.absolute, self.known, below, image)
        )

    def render(self, page: Page) -> str:
        """The page's text."""
        template = self.environment.get_template(page.template)
        return template.render(
            page.context, page=page, shared_with=self.pictures.get(page.url) or self.pictures.get("")
        )


def _name(content: Any, entry_id: str | None, kind: str = "players") -> str:
    """The name of a player, a coach or a referee; nothing for nobody."""
    return getattr(content, kind).value[entry_id].name if entry_id else ""
