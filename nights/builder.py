"""The whole way from content to site: load, check, archive, pages, render, write."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nights import export, feeds, search
from nights.archive import Archive
from nights.assets import Assets, read_assets
from nights.check import Checker
from nights.days import days_pages
from nights.directory import directory_pages
from nights.i18n import WordError, Words
from nights.journeys import find_journeys, journeys_page
from nights.load import Loader
from nights.output import replace_files, write_files, write_whole
from nights.package import OpenData, data_page
from nights.pages import Page, bare_pages, chapter_pages, told_pages
from nights.parallel import spread
from nights.people import everyone_named
from nights.problems import ContentError, Problem
from nights.record_pages import record_pages
from nights.records import all_records
from nights.render import Place, Renderer

# Pages that the names on other pages link to.
ENTRY_TEMPLATES = frozenset({"set.html", "player.html", "competition.html", "day.html", "journeys.html"})
# Fewer changed pages than this are rendered sooner than a second process has begun.
FEW_PAGES = 25


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    pages: int
    written: int


@dataclass(frozen=True, slots=True)
class _Settled:
    """What follows from the facts alone, and stays as it is when only a story or its proof changes."""

    facts: tuple[Any, ...]
    pages: list[Page]
    players: Mapping[str, str]  # the address that tells of each


@dataclass(frozen=True, slots=True)
class _Made:
    """All that a build makes before it writes; `shared` is what every page depends on."""

    archive: Archive
    assets: Assets
    renderers: Mapping[str, Renderer]
    open_data: OpenData
    settled: _Settled
    pages: Mapping[tuple[str, str], Page]  # by language and address
    pictures: Mapping[str, Path]  # the files of shared links' pictures, by their name in the site
    shared: tuple[object, ...]


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
    _last: _Made | None = field(init=False, default=None)  # what the site was written from
    _fragments: dict[Any, Any] = field(init=False, default_factory=dict)
    _catalogues: dict[str, Words] = field(init=False, default_factory=dict)

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

    def build(self) -> Report:
        """Build the whole site in place of the old one; raises ContentError or OutputError and then changes nothing."""
        with self._at_work():
            return self._write_whole(self._make())

    def rebuild(self) -> Report:
        """Render and write only what changed since the last build; raises ContentError and then changes nothing."""
        with self._at_work():
            last, made = self._last, self._make()
            if [*made.renderers] != [*last.renderers]:  # with the languages, or the first of them, addresses change
                return self._write_whole(made)
            everything = made.shared != last.shared
            if everything:
                self._fragments.clear()
            changed = [page for key, page in made.pages.items() if everything or last.pages.get(key) != page]
            files: dict[str, str | bytes] = {}

            def render(part: Sequence[Page]) -> list[dict[str, str]]:
                return [dict(_render(made, [page])) for page in part]

            def tell_the_rest() -> None:
                if everything:
                    files.update(made.assets.files)
                files.update(_feeds(made))
                if everything or made.settled is not last.settled:
                    files.update(_indexes(made))
                if made.open_data.fresh:
                    files.update(_package(made))
                pictures = made.pictures.items()
                files.update({name: path.read_bytes() for name, path in pictures if name not in last.pictures})

            # After an edit of a template all stays here, where a mistake in it still has its place.
            worth_sharing = len(changed) + 1 if everything else FEW_PAGES
            for page in spread(render, changed, meanwhile=tell_the_rest, worth_sharing=worth_sharing):
                files |= page
            gone = [
                name
                for key in last.pages.keys() - made.pages.keys()
                for name in _files_of(last.pages[key], last.renderers)
            ]
            gone += last.pictures.keys() - made.pictures.keys()
            replace_files(self.out, files, gone)
            self._last = made
            return Report(len(made.pages), len(changed))

    def _write_whole(self, made: _Made) -> Report:
        """Write the whole site in place of the old one."""
        self._fragments.clear()  # a build that failed may have left some

        def fill(folder: Path) -> None:
            def write(part: Sequence[Page]) -> list[None]:
                write_files(folder, _render(made, part))
                return [None] * len(part)

            def write_the_rest() -> None:
                write_files(folder, made.assets.files.items())
                write_files(folder, _feeds(made))
                write_files(folder, _indexes(made))
                write_files(folder, _package(made))
                write_files(folder, ((name, path.read_bytes()) for name, path in made.pictures.items()))

            spread(write, list(made.pages.values()), meanwhile=write_the_rest)

        write_whole(self.out, fill)
        self._last = made
        return Report(len(made.pages), len(made.pages))

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        gc.disable()  # what a build makes stays to its end; looking for cycles in it costs a fifth of the time
        try:
            yield
        except WordError as error:
            raise ContentError([Problem(f"{self.shown}/i18n/{error.language}.yaml", 1, 1, error.message)]) from error
        finally:
            gc.enable()

    def _make(self) -> _Made:
        archive, last = self.check(), self._last
        words = self._words(archive)
        renderers, assets = self._renderers(archive, words)
        default = next(iter(renderers.values()))
        open_data = OpenData(archive, default.words, default.absolute, before=last and last.open_data)
        settled = last.settled if last and last.settled.facts == archive.facts else _settle(archive, words)
        pages = self._plan(archive, words, settled, open_data)
        _make_known(renderers, pages.values(), settled.players)
        pictures = self._draw(archive, renderers, pages.values())
        shared = self._shared(archive, assets, renderers)
        return _Made(archive, assets, renderers, open_data, settled, pages, pictures, shared)

    def _plan(
        self, archive: Archive, words: Mapping[str, Words], settled: _Settled, open_data: OpenData
    ) -> dict[tuple[str, str], Page]:
        """Every page by language and address."""
        pages: list[Page] = []
        for t in words.values():
            pages += told_pages(archive, t)
            pages.append(data_page(t, open_data))
            pages += days_pages(archive, t)
        pages += settled.pages
        addresses = Counter((page.language, page.file) for page in pages)
        twice = [f"{language}/{file}" for (language, file), times in addresses.items() if times > 1]
        if twice:
            message = f"two pages would have the address {twice[0]}; give one of them another id or name"
            raise ContentError([Problem(self.shown, 1, 1, message)])
        return {(page.language, page.url): page for page in pages}

    def _draw(self, archive: Archive, renderers: Mapping[str, Renderer], pages: Iterable[Page]) -> Mapping[str, Path]:
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

    def _words(self, archive: Archive) -> dict[str, Words]:
        """The catalogues, with the dates and numbers they have formatted so far."""
        known = self._catalogues
        self._catalogues = {
            code: known[code] if code in known and known[code].catalogue == entry.value else Words(code, entry.value)
            for code, entry in archive.content.catalogues.items()
        }
        return self._catalogues

    def _renderers(self, archive: Archive, words: Mapping[str, Words]) -> tuple[dict[str, Renderer], Assets]:
        site = archive.content.site.value
        assets = read_assets(self.home / "static", site.colours)
        place = Place((self.base_url or site.base_url).rstrip("/") + "/")
        renderers = {
            code: Renderer(
                archive,
                t,
                place=place,
                assets=assets,
                templates=self.home / "templates",
                preview=self.preview,
                fragments=self._fragments,
            )
            for code, t in words.items()
        }
        return renderers, assets

    def _shared(self, archive: Archive, assets: Assets, renderers: Mapping[str, Renderer]) -> tuple[object, ...]:
        """What every page depends on; when it changes, every page does."""
        content = archive.content
        templates = sorted((self.home / "templates").rglob("*.*"))
        return (
            content.site, *content.catalogues.values(), content.players, content.coaches, content.referees,
            content.clubs, content.grounds, content.competitions, assets.addresses,
            tuple((renderer.known, renderer.players, renderer.pictures.get("")) for renderer in renderers.values()),
            tuple((path.name, path.stat().st_mtime_ns) for path in templates),
        )  # fmt: skip


def _settle(archive: Archive, words: Mapping[str, Words]) -> _Settled:
    everyone = everyone_named(archive)
    journeys = find_journeys(archive)
    records = all_records(archive)
    pages: list[Page] = [*bare_pages(next(iter(words.values())))]
    for t in words.values():
        pages += chapter_pages(archive, t)
        pages += directory_pages(archive, t, journeys, everyone)
        pages.append(journeys_page(archive, journeys, t))
        pages += record_pages(archive, records, t)
    return _Settled(archive.facts, pages, everyone.doors)


def _make_known(renderers: Mapping[str, Renderer], pages: Iterable[Page], players: Mapping[str, str]) -> None:
    """Tell each renderer which addresses names can link to, and which pages lie below an index."""
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


# --- the files ------------------------------------------------------------------------


def _files_of(page: Page, renderers: Mapping[str, Renderer]) -> tuple[str, ...]:
    """The names of a page and of its record, which is one for all languages."""
    root = renderers[page.language].root
    return (f"{root}{page.file}", page.record) if page.record and not root else (f"{root}{page.file}",)


def _render(made: _Made, pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
    for page in pages:
        name, *record = _files_of(page, made.renderers)
        yield name, made.renderers[page.language].render(page)
        if record:
            yield record[0], made.open_data.record(page)


def _feeds(made: _Made) -> Iterator[tuple[str, str]]:
    """Both feeds of each language."""
    site = made.archive.content.site.value
    for renderer in made.renderers.values():
        t, root = renderer.words, renderer.root
        entries = feeds.items(made.archive, t, renderer.absolute)
        about = {"title": site.title, "author": site.author, "home": renderer.absolute("")}
        yield f"{root}feed.xml", feeds.atom(entries, t, **about, address=renderer.absolute("feed.xml"))
        yield f"{root}feed.json", feeds.json_feed(entries, t, **about, address=renderer.absolute("feed.json"))


def _indexes(made: _Made) -> Iterator[tuple[str, str]]:
    """What lists all pages, and the schemas of content."""
    renderers, pages = made.renderers, made.pages.values()
    for renderer in renderers.values():
        yield f"{renderer.root}search.json", search.index_json(made.archive, renderer.words, pages)
    addresses = [renderers[p.language].absolute(p.url) for p in pages if p.file.endswith("index.html")]
    sitemap = next(iter(renderers.values())).environment.get_template("sitemap.xml")
    yield "sitemap.xml", sitemap.render(addresses=addresses)
    yield ".nojekyll", ""
    for name, text in export.schemas().items():
        yield f"data/{name}", text


def _package(made: _Made) -> Iterator[tuple[str, str | bytes]]:
    """The open data that do not lie beside a page."""
    for tell in (made.open_data.texts, made.open_data.package):  # one after the other, for they are large
        for name, content in tell().items():
            yield f"data/{name}", content
