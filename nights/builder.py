"""The whole way from content to site: load, check, archive, pages, render, write."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nights import export, feeds, search
from nights.archive import Archive
from nights.assets import Assets, read_assets
from nights.check import Checker
from nights.days import days_pages
from nights.directory import directory_pages
from nights.i18n import MissingWordError, Words
from nights.journeys import find_journeys, journeys_page
from nights.load import Loader
from nights.output import replace_files, write_files, write_whole
from nights.package import OpenData, data_page
from nights.pages import Page, all_pages
from nights.parallel import spread
from nights.people import Everyone, everyone_named
from nights.problems import ContentError, Problem
from nights.record_pages import record_pages
from nights.records import all_records
from nights.render import Place, Renderer

# Pages that the names on other pages link to.
ENTRY_TEMPLATES = frozenset({"set.html", "player.html", "competition.html", "day.html"})


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    pages: int
    written: int


@dataclass
class Builder:
    """Builds a content folder into a site; built again, it renders only the pages that changed.

    `shown` is the content folder as messages name it, `base_url` overrides the
    one in site.yaml, `preview` builds drafts and lets livereload's script in,
    `strict` takes advice for a problem. `pictures` is where the pictures of
    shared links are kept from build to build; without it none are made.
    `advice` is what the last check advised.
    """

    content: Path
    out: Path
    home: Path
    shown: str = "content"
    base_url: str | None = None
    preview: bool = False
    strict: bool = False
    pictures: Path | None = None
    advice: list[Problem] = field(init=False, default_factory=list)
    _loader: Loader = field(init=False)
    _checker: Checker = field(init=False, default_factory=Checker)
    _pages: dict[tuple[str, str], Page] = field(init=False, default_factory=dict)
    _open_data: OpenData | None = field(init=False, default=None)
    _fragments: dict[Any, Any] = field(init=False, default_factory=dict)
    _catalogues: dict[str, Words] = field(init=False, default_factory=dict)
    _shared: tuple[object, ...] = field(init=False, default=())
    _drawn: Mapping[str, Path] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._loader = Loader(self.content, self.shown)

    def check(self) -> Archive:
        """Load and check everything; raises ContentError with all problems."""
        content, problems = self._loader.load()
        archive = None
        if content is not None:
            archive, found = self._checker.check(content, drafts=self.preview)
            problems += found
        mistakes = [problem for problem in problems if self.strict or not problem.advice]
        if mistakes or archive is None:
            raise ContentError(mistakes)
        self.advice = problems
        return archive

    def _missing(self, error: MissingWordError) -> ContentError:
        message = f"`{error.key}` is missing; a page needs it, so add it"
        return ContentError([Problem(f"{self.shown}/i18n/{error.language}.yaml", 1, 1, message)])

    def build(self) -> Report:
        """Build the whole site in place of the old one; raises ContentError or OutputError and then changes nothing."""
        gc.disable()  # a build makes values and then ends; looking for cycles costs a fifth of it
        try:
            archive = self.check()
            renderers, assets = self._renderers(archive)
            self._gather(archive, renderers)
            everyone = everyone_named(archive)
            pages = self._plan(archive, everyone)
            _make_known(renderers, pages, everyone.doors)
            drawn = self._draw(archive, renderers, pages)

            def fill(folder: Path) -> None:
                def write(part: Sequence[Page]) -> list[None]:
                    write_files(folder, self._render(renderers, part))
                    return [None] * len(part)

                def write_the_rest() -> None:
                    write_files(folder, assets.files.items())
                    write_files(folder, self._data(archive, renderers, pages).items())
                    write_files(folder, self._package().items())
                    write_files(folder, ((name, path.read_bytes()) for name, path in drawn.items()))

                spread(write, pages, meanwhile=write_the_rest)

            write_whole(self.out, fill)
            self._remember(archive, assets, renderers, pages, drawn)
            return Report(len(pages), len(pages))
        except MissingWordError as error:
            raise self._missing(error) from error
        finally:
            gc.enable()

    def rebuild(self) -> Report:
        """Render and write only what changed since the last build; raises ContentError and then changes nothing."""
        try:
            return self._rebuild()
        except MissingWordError as error:
            raise self._missing(error) from error

    def _rebuild(self) -> Report:
        archive = self.check()
        renderers, assets = self._renderers(archive)
        self._gather(archive, renderers)
        everyone = everyone_named(archive)
        pages = self._plan(archive, everyone)
        _make_known(renderers, pages, everyone.doors)
        drawn = self._draw(archive, renderers, pages)
        if self._shared != self._shared_by_all(archive, assets, renderers):
            changed = pages
            self._fragments.clear()
        else:
            changed = [page for page in pages if self._pages.get((page.language, page.url)) != page]
        files: dict[str, str | bytes] = dict(self._render(renderers, changed))
        if changed is pages:
            files |= assets.files
        files |= self._data(archive, renderers, pages)
        if self._open_data.fresh:
            files |= self._package()
        files |= {name: path.read_bytes() for name, path in drawn.items() if name not in self._drawn}
        kept = {(page.language, page.url) for page in pages}
        gone = [
            name
            for (language, url), page in self._pages.items()
            if (language, url) not in kept
            for name in (renderers[language].root + page.file, *([page.record] if page.record else []))
        ]
        gone += [name for name in self._drawn if name not in drawn]
        replace_files(self.out, files, gone)
        self._remember(archive, assets, renderers, pages, drawn)
        return Report(len(pages), len(changed))

    def _draw(self, archive: Archive, renderers: Mapping[str, Renderer], pages: list[Page]) -> Mapping[str, Path]:
        """The files of the pictures of shared links by their name in the site; tells each renderer of its own."""
        if self.pictures is None:
            return {}
        from nights import gallery  # reading fonts takes a tenth of a second, which only pictures need

        made = gallery.hang(pages, archive, renderers, self.home / "static", self.pictures)
        for code, renderer in renderers.items():
            renderer.pictures = {url: shown for (language, url), shown in made.shown.items() if language == code}
        if made.lacking:
            letters = " ".join(sorted(made.lacking))
            message = f"the fonts lack {letters}, so pictures show a question mark; add the letters as the text says"
            self.advice.append(Problem("static/fonts/README.md", 1, 1, message, "fonts", advice=True))
            if self.strict:
                raise ContentError(self.advice)
        return made.files

    def _plan(self, archive: Archive, everyone: Everyone) -> list[Page]:
        words = self._words(archive)
        pages = [*all_pages(archive, words)]
        journeys = find_journeys(archive)
        records = all_records(archive)
        for t in words.values():
            pages += directory_pages(archive, t, journeys, everyone)
            pages.append(journeys_page(archive, journeys, t))
            pages.append(data_page(t, self._open_data))
            pages += days_pages(archive, t)
            pages += record_pages(archive, records, t)
        addresses = Counter((page.language, page.file) for page in pages)
        twice = [f"{language}/{file}" for (language, file), times in addresses.items() if times > 1]
        if twice:
            message = f"two pages would have the address {twice[0]}; give one of them another id or name"
            raise ContentError([Problem(self.shown, 1, 1, message)])
        return pages

    def _gather(self, archive: Archive, renderers: Mapping[str, Renderer]) -> None:
        renderer = next(iter(renderers.values()))
        self._open_data = OpenData(archive, renderer.words, renderer.absolute, before=self._open_data)

    def _render(self, renderers: Mapping[str, Renderer], pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
        """The files of pages: each page, and its record for all languages."""
        for page in pages:
            renderer = renderers[page.language]
            yield renderer.root + page.file, renderer.render(page)
            if page.record and not renderer.root:
                yield page.record, self._open_data.record(page)

    def _package(self) -> dict[str, str | bytes]:
        return {f"data/{name}": content for name, content in self._open_data.package().items()}

    def _words(self, archive: Archive) -> dict[str, Words]:
        """The catalogues, with the dates and numbers they have formatted so far."""
        known = self._catalogues
        self._catalogues = {
            code: known[code] if code in known and known[code].catalogue == entry.value else Words(code, entry.value)
            for code, entry in archive.content.catalogues.items()
        }
        return self._catalogues

    def _renderers(self, archive: Archive) -> tuple[dict[str, Renderer], Assets]:
        site = archive.content.site.value
        assets = read_assets(self.home / "static", site.colours)
        place = Place((self.base_url or site.base_url).rstrip("/") + "/")
        renderers = {
            code: Renderer(
                archive,
                words,
                place=place,
                assets=assets,
                templates=self.home / "templates",
                preview=self.preview,
                fragments=self._fragments,
            )
            for code, words in self._words(archive).items()
        }
        return renderers, assets

    def _shared_by_all(self, archive: Archive, assets: Assets, renderers: Mapping[str, Renderer]) -> tuple[object, ...]:
        """What every page depends on; when it changes, every page does."""
        content = archive.content
        templates = sorted((self.home / "templates").rglob("*.*"))
        return (
            content.site, *content.catalogues.values(), content.players, content.coaches, content.referees,
            content.clubs, content.grounds, content.competitions, assets.addresses,
            tuple((renderer.known, renderer.players, renderer.pictures.get("")) for renderer in renderers.values()),
            tuple((path.name, path.stat().st_mtime_ns) for path in templates),
        )  # fmt: skip

    def _remember(
        self,
        archive: Archive,
        assets: Assets,
        renderers: Mapping[str, Renderer],
        pages: Iterable[Page],
        drawn: Mapping[str, Path],
    ) -> None:
        self._drawn = drawn
        self._pages = {(page.language, page.url): page for page in pages}
        self._shared = self._shared_by_all(archive, assets, renderers)

    def _data(self, archive: Archive, renderers: Mapping[str, Renderer], pages: list[Page]) -> dict[str, str]:
        """The files of `/data/`, the feeds, the search indexes and the sitemap."""
        renderer = next(iter(renderers.values()))
        addresses = [renderers[p.language].absolute(p.url) for p in pages if p.file.endswith("index.html")]
        return {
            **{f"data/{name}": text for name, text in self._open_data.texts().items()},
            **{f"data/{name}": text for name, text in export.schemas().items()},
            **{name: text for each in renderers.values() for name, text in _feeds(archive, each).items()},
            **{f"{r.root}search.json": search.index_json(archive, r.words, pages) for r in renderers.values()},
            "sitemap.xml": renderer.environment.get_template("sitemap.xml").render(addresses=addresses),
            ".nojekyll": "",
        }


def _make_known(renderers: Mapping[str, Renderer], pages: list[Page], players: Mapping[str, str]) -> None:
    """Tell each renderer which pages names can link to, and which lie below an index."""
    for code, renderer in renderers.items():
        own = [page for page in pages if page.language == code]
        entries = (page.url for page in own if page.template in ENTRY_TEMPLATES)
        renderer.known = frozenset((*entries, *players.values()))
        renderer.players = players
        below: dict[str, list[tuple[str, str]]] = {}
        for page in own:
            index, _, entry = page.url.rstrip("/").rpartition("/")
            if index and entry and page.file.endswith(".html"):
                below.setdefault(f"{index}/", []).append((page.url, page.context["title"]))
        renderer.below = below


def _feeds(archive: Archive, renderer: Renderer) -> dict[str, str]:
    """Both feeds of one language, by file."""
    site, t = archive.content.site.value, renderer.words
    entries = feeds.items(archive, t, renderer.absolute)
    about = {"title": site.title, "author": site.author, "home": renderer.absolute("")}
    return {
        f"{renderer.root}feed.xml": feeds.atom(entries, t, **about, address=renderer.absolute("feed.xml")),
        f"{renderer.root}feed.json": feeds.json_feed(entries, t, **about, address=renderer.absolute("feed.json")),
    }
