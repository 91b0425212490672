"""The sites in a real browser: accessibility, room, requests, the keyboard, and life without JavaScript.

A test takes one page of every kind, the nights that are hardest to show, and
the example's, and lists what is wrong page by page.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.conftest import ROOT, Serve, Site

pytestmark = pytest.mark.browser

SCHEMES = ("light", "dark")
WIDTHS = (360, 1280)
NARROWEST = 320  # WCAG 2.2, 1.4.10: a page at 1280 px, zoomed to 400 %
HEIGHT = 900
SMALLEST_TEXT = 14
SMALLEST_TARGET = 24
MOST_REQUESTS = 6
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
}
WORDS = yaml.safe_load((ROOT / "content" / "i18n" / "en.yaml").read_text(encoding="utf-8"))


# --- which pages ---------------------------------------------------------------------


def _kind(file: str) -> str:
    """The first segments of an address: `articles` and `articles/*` are two kinds, each of `about/` is one."""
    parts = file.removesuffix("index.html").strip("/").split("/")
    own = len(parts) == 1 or parts[0] == "about" or parts[-1] in ("results", "penalties")
    return "/".join(parts if own else [parts[0], "*"])


def one_of_every_kind(site: Site) -> dict[str, str]:
    """The largest page of every kind, by kind."""
    found: dict[str, Path] = {}
    for path in sorted(site.folder.rglob("*.html")):
        kind = _kind(path.relative_to(site.folder).as_posix())
        if kind not in found or path.stat().st_size > found[kind].stat().st_size:
            found[kind] = path
    return {kind or "home": path.relative_to(site.folder).as_posix() for kind, path in found.items()}


def hardest_nights(site: Site) -> dict[str, str]:
    """The nights that are hardest to show, by what makes them so."""
    records = json.loads((site.folder / "data" / "matches.json").read_text(encoding="utf-8"))
    played = [record for record in records if record["status"] == "played"]

    def size(record: dict[str, Any]) -> int:
        return (site.folder / "matches" / record["id"] / "index.html").stat().st_size

    chosen = {
        "most goals": max(played, key=lambda record: sum(record["score"]["full_time"])),
        "fewest facts": min(
            played, key=lambda record: (sum(value is not None for value in record.values()), size(record))
        ),
        "longest names": max(records, key=lambda record: len(record["home"] + record["away"])),
        "longest shoot-out or extra time": max(
            played, key=lambda r: (r["score"]["penalties"] is not None, r["score"]["extra_time"] is not None, size(r))
        ),
        "most disputes": max(records, key=lambda record: len(record["disputes"])),
    }
    chosen |= {record["status"]: record for record in records if record["status"] != "played"}
    return {why: f"matches/{record['id']}/index.html" for why, record in chosen.items()}


@dataclass(frozen=True)
class Place:
    """A page to look at, and why."""

    name: str
    url: str


@pytest.fixture(scope="module")
def places(site: Site, example_site: Site, serve: Serve) -> list[Place]:
    real = {**one_of_every_kind(site), **hardest_nights(site)}
    example = {
        "example home": "index.html",
        "example match, longest names": "matches/2026-09-16-achterbroekenwaard/index.html",
        "example final": "matches/1999-05-19-brennholm/index.html",
        "example campaign with a third match": "campaigns/1966-67/index.html",
        "Italian home": "it/index.html",
        "Italian journeys": "it/journeys/index.html",
        "Italian match": "it/matches/1999-05-19-brennholm/index.html",
        "Italian article": "it/articles/2026-11-02-what-the-harbour-remembers/index.html",
    }
    addresses = {
        **{f"{serve(site)}{file}": name for name, file in real.items()},
        **{f"{serve(example_site)}{file}": name for name, file in example.items()},
    }
    return [Place(name, url.removesuffix("index.html")) for url, name in addresses.items()]


def gather(places: Iterable[Place], look: Callable[[Place], Iterable[str]]) -> None:
    """Fail with everything that is wrong anywhere."""
    wrong = [f"{place.name} ({urlsplit(place.url).path}): {what}" for place in places for what in look(place)]
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong[:60])


# --- one tab for all ------------------------------------------------------------------


@dataclass
class Log:
    """What went on while pages were open."""

    requests: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("requestfailed", lambda request: self.trouble.append(f"failed: {request.url} ({request.failure})"))
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.trouble.append(f"exception: {error.error}"))

    def _response(self, response: Any) -> None:
        if response.status >= 400 and not response.url.endswith("/404.html"):
            self.trouble.append(f"{response.status}: {response.url}")

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(f"console: {message.text}")

    def clear(self) -> None:
        self.requests.clear()
        self.trouble.clear()


@pytest.fixture(scope="module")
def log() -> Log:
    return Log()


def _tab(browser: Browser, **options: Any) -> Page:
    """A tab of its own, without motion, so that nothing is caught in between."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": HEIGHT}, **options)
    context.set_default_timeout(10_000)
    return context.new_page()


@pytest.fixture(scope="module")
def tab(browser: Browser, log: Log) -> Iterator[Page]:
    """One tab that most tests share."""
    tab = _tab(browser)
    log.watch(tab.context)
    yield tab
    tab.context.close()


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[dict[str, Page]]:
    """A tab for each colour scheme."""
    tabs = {scheme: _tab(browser) for scheme in SCHEMES}
    yield tabs
    for tab in tabs.values():
        tab.context.close()


def visit(tab: Page, url: str, *, width: int = 1280, scheme: str = "light") -> None:
    """Show a page at a width in a scheme, its fonts loaded."""
    tab.set_viewport_size({"width": width, "height": HEIGHT})
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    if tab.url != url:
        tab.goto(url)
    tab.evaluate("document.fonts.ready.then(() => undefined)")


def unfold(tab: Page, *, most: int = 1000) -> None:
    """Open what is folded, so that it is looked at too."""
    tab.evaluate(
        "(most) => [...document.querySelectorAll('details')].slice(0, most).forEach((e) => (e.open = true))", most
    )


# --- every page -------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(tabs: dict[str, Page], places: list[Place], width: int) -> None:
    def look(place: Place) -> Iterator[str]:
        for scheme, tab in tabs.items():
            visit(tab, place.url, width=width, scheme=scheme)
            unfold(tab, most=4)  # they are alike, and axe takes its time over each
            tab.evaluate(AXE_SCRIPT)
            tab.evaluate(START_AXE, AXE)  # in both tabs at a time
        for scheme, tab in tabs.items():
            for violation in tab.evaluate("() => window.found")["violations"]:
                nodes = violation["nodes"]
                where = "; ".join(" ".join(map(str, node["target"])) for node in nodes[:3])
                why = nodes[0]["failureSummary"].split("\n")[1].strip()
                yield f"{scheme}: {violation['id']} ({violation['impact']}), {len(nodes)} times: {where}. {why}"

    gather(places, look)


START_AXE = """(options) => {
  window.found = new Promise((resolve) => setTimeout(() => resolve(axe.run(document, options))));
}"""


@pytest.mark.parametrize("width", [NARROWEST, *WIDTHS])
def test_nothing_scrolls_sideways(tab: Page, places: list[Place], width: int) -> None:
    def look(place: Place) -> Iterator[str]:
        visit(tab, place.url, width=width)
        unfold(tab)
        room, needed, culprits = tab.evaluate(TOO_WIDE)
        if needed > room:
            yield f"{needed} px wide in {room}: {', '.join(culprits)}"

    gather(places, look)


TOO_WIDE = """() => {
  const root = document.documentElement;
  // Whether a box around it scrolls or cuts; what is placed absolutely slips out of boxes that are not positioned.
  const clipped = (element) => {
    let absolute = getComputedStyle(element).position === "absolute";
    for (let each = element.parentElement; each && each !== document.body; each = each.parentElement) {
      const { position, overflowX } = getComputedStyle(each);
      if (absolute && position === "static") continue;
      if (overflowX !== "visible") return true;
      absolute = position === "absolute";
    }
    return false;
  };
  const culprits = [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > root.clientWidth + 0.5 && !clipped(each))
    .map((each) => `${each.localName}.${each.getAttribute("class") ?? ""}`);
  return [root.clientWidth, root.scrollWidth, [...new Set(culprits)].slice(0, 6)];
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_small(tab: Page, places: list[Place], width: int) -> None:
    def look(place: Place) -> Iterator[str]:
        visit(tab, place.url, width=width)
        unfold(tab)
        yield from tab.evaluate(SMALL_TEXT, SMALLEST_TEXT)

    gather(places, look)


SMALL_TEXT = """(least) => {
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"].includes(element.nodeName)) continue;
    const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : { a: 1, b: 0 };
    const scale = Math.hypot(matrix.a, matrix.b); // of text that stands on end as well
    const size = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
    const name = `${element.localName}.${element.getAttribute("class") ?? ""} at ${size.toFixed(1)} px`;
    if (size < least - 0.01) found.set(name, `${name}: ${walker.currentNode.data.trim().slice(0, 40)}`);
  }
  return [...found.values()];
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_targets_are_large_enough(tab: Page, places: list[Place], width: int) -> None:
    def look(place: Place) -> Iterator[str]:
        visit(tab, place.url, width=width)
        unfold(tab)
        yield from tab.evaluate(SMALL_TARGETS, SMALLEST_TARGET)

    gather(places, look)


# A link stands in a sentence when it flows inline and the block around it has words beside its links.
SMALL_TARGETS = """(least) => {
  const found = new Map();
  const inSentence = (element) => {
    if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const copy = block.cloneNode(true);
    for (const each of copy.querySelectorAll("a, button, svg")) each.remove();
    return /[\\p{L}\\p{N}]/u.test(copy.textContent);
  };
  const selector = "a[href], button, input, select, textarea, summary, [role=button], [role=tab], [tabindex='0']";
  for (const element of document.querySelectorAll(selector)) {
    if (!element.checkVisibility({ visibilityProperty: true }) || inSentence(element)) continue;
    const { width, height } = element.getBoundingClientRect();
    if (width >= least - 0.1 && height >= least - 0.1) continue;
    const outer = element.closest("label")?.getBoundingClientRect();
    if (outer && outer.height >= least && outer.width >= least) continue;
    const called = (each) => `${each.localName}.${each.getAttribute("class") ?? ""}`;
    const name = `${called(element.parentElement)} > ${called(element)}`;
    const size = `${width.toFixed(1)} x ${height.toFixed(1)} px`;
    if (!found.has(name)) found.set(name, `${name}: ${size}: ${element.textContent.trim().slice(0, 40)}`);
  }
  return [...found.values()];
}"""


def test_pages_load_from_their_own_origin_without_trouble(tab: Page, log: Log, places: list[Place]) -> None:
    def look(place: Place) -> Iterator[str]:
        log.clear()
        tab.goto("about:blank")
        visit(tab, place.url)
        origin = "{0.scheme}://{0.netloc}/".format(urlsplit(place.url))
        yield from (f"asked for {url}" for url in log.requests if not url.startswith((origin, "data:", "about:")))
        yield from log.trouble

    gather(places, look)


def test_a_match_page_needs_few_requests(browser: Browser, places: list[Place]) -> None:
    def look(place: Place) -> Iterator[str]:
        log = Log()
        context = browser.new_context()
        log.watch(context)
        page = context.new_page()
        page.goto(place.url, wait_until="networkidle")
        context.close()
        asked = [url for url in log.requests if not url.startswith("data:")]
        if len(asked) > MOST_REQUESTS:
            yield f"{len(asked)} requests: {', '.join(urlsplit(url).path for url in asked)}"

    gather([place for place in places if "/matches/" in place.url][:3], look)


def test_an_unknown_address_shows_the_way_back(tab: Page, site: Site, serve: Serve) -> None:
    tab.goto(f"{serve(site)}matches/1999-99-99-nobody/deep/down/")
    expect(tab.get_by_role("heading", level=1)).to_have_text(WORDS["error.title"])
    assert tab.evaluate("getComputedStyle(document.body).fontFamily") != tab.evaluate(
        "(() => { const frame = document.createElement('p'); frame.style.all = 'initial'; document.body.append(frame);"
        " const family = getComputedStyle(frame).fontFamily; frame.remove(); return family; })()"
    ), "the style sheet was not found from here"
    tab.get_by_role("link", name=WORDS["error.back"]).click()
    expect(tab).to_have_url(serve(site))


# --- without JavaScript -------------------------------------------------------------------


@pytest.fixture(scope="module")
def plain_tab(browser: Browser) -> Iterator[Page]:
    tab = _tab(browser, java_script_enabled=False)
    yield tab
    tab.context.close()


def test_without_script_the_text_is_there_and_no_dead_control(plain_tab: Page, places: list[Place]) -> None:
    def look(place: Place) -> Iterator[str]:
        plain_tab.goto(place.url)
        if not plain_tab.get_by_role("heading", level=1).is_visible():
            yield "no heading"
        if len(plain_tab.get_by_role("main").inner_text()) < 100:
            yield "hardly any text"
        controls = plain_tab.locator("button, input, select, textarea, form, [role=button], [role=search]")
        yield from (
            f"a dead control: {each.evaluate('(e) => e.outerHTML')[:80]}"
            for each in controls.all()
            if each.is_visible()
        )

    gather(places, look)


def test_without_script_every_night_is_listed(plain_tab: Page, site: Site, serve: Serve) -> None:
    plain_tab.goto(serve(site))
    shown = rows(plain_tab).filter(visible=True).count()
    assert shown == len(list((site.folder / "matches").iterdir()))


def test_with_and_without_script_a_match_reads_the_same(plain_tab: Page, tab: Page, places: list[Place]) -> None:
    place = next(place for place in places if "/matches/" in place.url)
    plain_tab.goto(place.url)
    visit(tab, place.url)
    assert plain_tab.get_by_role("main").inner_text() == tab.get_by_role("main").inner_text()


# --- tables that sort ---------------------------------------------------------------------


def test_journeys_sort_by_length_and_by_date(tab: Page, site: Site, serve: Serve) -> None:
    tab.goto("about:blank")
    visit(tab, f"{serve(site)}journeys/")
    table = tab.get_by_role("region", name=WORDS["journeys.every"], exact=True)

    def column(number: int) -> list[str]:
        return table.locator(f"tbody tr > :nth-child({number})").all_inner_texts()

    in_order = column(1)
    table.get_by_role("button", name=WORDS["journeys.one_way"]).click()
    lengths = column(4)
    known = [int(text.replace(",", "")) for text in lengths if text != WORDS["fact.unknown"]]
    assert known == sorted(known, reverse=True)
    assert lengths[len(known) :] == [WORDS["fact.unknown"]] * (len(lengths) - len(known)), "the unknown come last"
    assert column(1) != in_order
    table.get_by_role("button", name=WORDS["field.date"]).click()
    assert column(1) == in_order, "by date, not by its words"
    table.get_by_role("button", name=WORDS["journeys.night"]).click()
    by_name = tab.evaluate("(names) => names.sort((a, b) => a.localeCompare(b))", column(2))
    assert column(2) == by_name, "by name, not by the digits of the score"


# --- the keyboard and the filters -----------------------------------------------------------


def rows(tab: Page) -> Locator:
    """What the filters hide and show."""
    return tab.locator("[data-filter] [data-item]")


def control(tab: Page, key: str) -> Locator:
    return tab.get_by_role("search").get_by_label(WORDS[f"filter.{key}"])


def counted(tab: Page) -> tuple[int, int]:
    """The two numbers of the status line: shown, and all."""
    text = tab.get_by_role("search").get_by_role("status").inner_text()
    shown, everything = re.findall(r"[0-9]+", text.replace(",", ""))[:2]
    return int(shown), int(everything)


def visible(tab: Page) -> int:
    return rows(tab).filter(visible=True).count()


@pytest.fixture
def home(tab: Page, site: Site, serve: Serve) -> Page:
    """The timeline, freshly loaded."""
    tab.set_viewport_size({"width": 1280, "height": HEIGHT})
    tab.goto("about:blank")
    tab.goto(serve(site))
    expect(tab.get_by_role("search", name=WORDS["filter.title"])).to_be_visible()
    return tab


@pytest.fixture(scope="module")
def nights(site: Site) -> list[dict[str, Any]]:
    return json.loads((site.folder / "data" / "matches.json").read_text(encoding="utf-8"))


def test_tab_reaches_the_skip_link_the_marks_and_the_filters(home: Page, nights: list[dict[str, Any]]) -> None:
    strip = home.get_by_role("group", name=WORDS["home.strip"], exact=True)
    marks = strip.locator("a[href*='/matches/']").evaluate_all("(links) => links.map((link) => link.pathname)")
    assert len(marks) == len(nights), "a mark for every night"
    reached: list[tuple[str, str, bool]] = []
    for _ in range(3 * len(marks)):
        home.keyboard.press("Tab")
        reached.append(tuple(home.evaluate(FOCUSED)))
        if reached[-1][0] == "select":
            break
    kind, name, _ = reached[0]
    assert (kind, name) == ("a", WORDS["nav.skip"]), "the first stop is the link to the text"
    hidden = [name for _, name, seen in reached if not seen]
    assert not hidden, f"focus goes where nobody sees it: {hidden[:5]}"
    assert reached[-1][0] == "select", "the filters are not reached"
    order = [name for kind, name, _ in reached if kind == "mark"]
    assert order == marks


# The element with the focus: what it is, its name or address, and whether it is on the screen and outlined.
FOCUSED = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const outlined = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0;
  const seen = onScreen && outlined;
  const mark = element.closest("[role=group]") && element.pathname?.includes("/matches/");
  return mark ? ["mark", element.pathname, seen] : [element.localName, element.textContent.trim(), seen];
}"""


def test_the_skip_link_leads_to_the_text(home: Page) -> None:
    home.keyboard.press("Tab")
    home.keyboard.press("Enter")
    target = urlsplit(home.url).fragment
    assert target
    home.keyboard.press("Tab")
    inside = f"document.getElementById('{target}').contains(document.activeElement)"
    assert home.evaluate(inside), "the next stop is not in the text"


def test_a_mark_is_named_and_leads_to_its_night(home: Page, nights: list[dict[str, Any]]) -> None:
    strip = home.get_by_role("group", name=WORDS["home.strip"], exact=True)
    first = nights[0]
    mark = strip.get_by_role("link", name=re.compile(f"{re.escape(first['home'])}.*{re.escape(first['away'])}")).first
    mark.focus()
    home.keyboard.press("Enter")
    home.wait_for_url(re.compile(f"/matches/{first['id']}/$"))


def choose_next(tab: Page, key: str) -> str:
    """Choose the first value of a filter by keyboard; returns its text."""
    box = control(tab, key)
    box.focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Tab")  # some browsers tell of a change only when the field is left
    return box.evaluate("(select) => select.selectedOptions[0].text")


def test_a_filter_is_chosen_by_keyboard(home: Page, nights: list[dict[str, Any]]) -> None:
    assert counted(home) == (len(nights), len(nights))
    chosen = choose_next(home, "competition")
    expected = sum(night["competition"] == chosen for night in nights)
    assert 0 < expected < len(nights)
    assert counted(home) == (expected, len(nights))
    assert visible(home) == expected
    assert "competition=" in urlsplit(home.url).query


def test_a_filter_survives_a_reload(home: Page, nights: list[dict[str, Any]]) -> None:
    chosen = choose_next(home, "competition")
    before = counted(home)
    home.reload()
    expect(home.get_by_role("search", name=WORDS["filter.title"])).to_be_visible()
    assert control(home, "competition").evaluate("(select) => select.selectedOptions[0].text") == chosen
    assert counted(home) == before
    assert visible(home) == before[0] < len(nights)


def test_two_filters_combine(home: Page, nights: list[dict[str, Any]]) -> None:
    club = max((name for night in nights for name in (night["home"], night["away"])), key=[
        name for night in nights for name in (night["home"], night["away"])
    ].count)  # fmt: skip
    away = [night for night in nights if night["away"] == club and not night["neutral"]]
    expected = [night for night in away if night["result"] == "lost"]
    control(home, "place").select_option(label=WORDS["place.away"])
    assert counted(home)[0] == len(away)
    control(home, "result").select_option(label=WORDS["result.lost"])
    assert counted(home)[0] == visible(home) == len(expected)
    shown = rows(home).filter(visible=True).locator("a[href*='/matches/']").evaluate_all(
        "(links) => links.map((link) => link.pathname.split('/').at(-2))"
    )  # fmt: skip
    assert set(shown) == {night["id"] for night in expected}
    assert {"place", "result"} <= {pair.split("=")[0] for pair in urlsplit(home.url).query.split("&")}


def test_a_trophy_is_a_win_too(home: Page, nights: list[dict[str, Any]]) -> None:
    control(home, "result").select_option(label=WORDS["result.won"])
    assert counted(home)[0] == visible(home) == sum(night["result"] == "won" for night in nights)
    control(home, "result").select_option(label=WORDS["result.trophy"])
    assert 0 < counted(home)[0] < len(nights)


def test_nights_with_an_article_and_no_jump_to_an_empty_chapter(home: Page, site: Site) -> None:
    told = set()
    for path in (site.content / "articles").glob("*.md"):
        head = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        told |= set() if head.get("draft") else set(head.get("nights", ()))
    control(home, "article").check()
    assert counted(home)[0] == visible(home) == len(told)
    assert "article=yes" in urlsplit(home.url).query
    chapters = {f"#{each.get_attribute('id')}" for each in home.locator("[data-group]").filter(visible=True).all()}
    jumps = home.get_by_role("navigation", name=WORDS["nav.seasons"]).get_by_role("link").all()
    assert {each.get_attribute("href") for each in jumps} == chapters


def test_clear_shows_every_night_again(home: Page, nights: list[dict[str, Any]]) -> None:
    choose_next(home, "competition")
    choose_next(home, "result")
    assert counted(home)[0] < len(nights)
    home.get_by_role("button", name=WORDS["filter.clear"]).focus()
    home.keyboard.press("Enter")
    expect(rows(home).filter(visible=True)).to_have_count(len(nights))
    assert counted(home) == (len(nights), len(nights))
    assert not urlsplit(home.url).query
    assert control(home, "competition").input_value() == ""


def test_an_unknown_filter_value_is_ignored(home: Page, site: Site, serve: Serve, nights: list[dict[str, Any]]) -> None:
    home.goto(f"{serve(site)}?competition=%3Cb%3E&colour=blue&result=")
    expect(home.get_by_role("search", name=WORDS["filter.title"])).to_be_visible()
    assert counted(home) == (len(nights), len(nights))


def test_no_night_fits_is_said(home: Page) -> None:
    control(home, "result").select_option(label=WORDS["result.trophy"])
    control(home, "place").select_option(label=WORDS["place.home"])
    status = home.get_by_role("search", name=WORDS["filter.title"]).get_by_role("status")
    if visible(home) == 0:
        expect(status).to_contain_text(WORDS["filter.none"])
    else:
        expect(status).not_to_contain_text(WORDS["filter.none"])


def test_articles_are_filtered_too(tab: Page, site: Site, serve: Serve) -> None:
    tab.goto(f"{serve(site)}articles/")
    expect(tab.get_by_role("search", name=WORDS["filter.articles"])).to_be_visible()
    everything = len(list((site.folder / "articles").glob("*/index.html")))
    assert counted(tab) == (everything, everything)
    chosen = choose_next(tab, "kind")
    shown = counted(tab)[0]
    assert 0 < shown == visible(tab) < everything
    assert all(chosen in text for text in rows(tab).filter(visible=True).all_inner_texts())
    assert "kind=" in urlsplit(tab.url).query


# --- the line for today ---------------------------------------------------------------------


@pytest.fixture
def at(browser: Browser, site: Site, serve: Serve) -> Iterator[Callable[..., list[str]]]:
    """The line of the front page at a moment, part by part; `moved` puts the nights of one day on another."""
    context = browser.new_context(viewport={"width": 360, "height": HEIGHT}, timezone_id="Europe/Rome")
    page = (site.folder / "index.html").read_text(encoding="utf-8")

    def line(moment: str, moved: tuple[str, str] | None = None) -> list[str]:
        tab = context.new_page()
        tab.clock.set_fixed_time(moment)
        if moved:
            body = re.sub(rf'datetime="[0-9]+-{moved[0]}"', f'datetime="2000-{moved[1]}"', page)
            tab.route(serve(site), lambda route: route.fulfill(body=body, content_type="text/html"))
        tab.goto(serve(site))
        links = tab.locator("[data-today] a")
        expect(links.nth(1)).to_be_attached()
        assert links.first.get_attribute("href").startswith(f"{serve(site)}on-this-night/")
        return links.all_inner_texts()

    yield line
    context.close()


def test_the_line_shows_the_nights_of_today(at: Callable[..., list[str]]) -> None:
    assert at("2027-02-19T12:00:00+01:00") == ["On this night, 19 February", "2020: Atalanta 4–1 Valencia"]
    assert len(at("2027-02-17T12:00:00+01:00")) == 3, "two nights fell on it"


def test_of_many_nights_the_line_shows_the_last_two(at: Callable[..., list[str]]) -> None:
    first, *nights = at("2027-03-10T12:00:00+01:00")
    assert first == "On this night, 10 March: the last 2 of 3"
    assert [night[:4] for night in nights] == ["2022", "2026"]


def test_today_is_what_the_clock_of_the_reader_says(at: Callable[..., list[str]]) -> None:
    """At a quarter to midnight in London it is the next day already in Rome."""
    assert at("2027-02-18T23:45:00+00:00")[0] == "On this night, 19 February"


def test_on_a_day_without_a_night_the_line_shows_the_next_that_had_one(at: Callable[..., list[str]]) -> None:
    assert at("2027-06-14T12:00:00+02:00")[0] == "Next anniversary, 26 July"
    assert at("2027-12-31T12:00:00+01:00")[0] == "Next anniversary, 21 January", "the year goes round"


def test_29_february_comes_in_leap_years_only(at: Callable[..., list[str]]) -> None:
    moved = ("02-25", "02-29")
    assert at("2028-02-29T12:00:00+01:00", moved)[0] == "On this night, 29 February"
    assert at("2028-02-26T12:00:00+01:00", moved)[0] == "Next anniversary, 29 February"
    assert at("2027-02-28T12:00:00+01:00", moved)[0] == "Next anniversary, 2 March"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_line_moves_nothing(browser: Browser, site: Site, serve: Serve, width: int) -> None:
    """What follows the line stands where it stood before the script ran."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT})

    def below(tab: Page) -> float:
        tab.goto(serve(site))
        tab.evaluate("document.fonts.ready.then(() => undefined)")
        return tab.locator(".hero .strip").bounding_box()["y"]

    without = context.new_page()
    without.route("**/today.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    before = below(without)
    for moment in ("2027-02-19T12:00:00", "2027-02-17T12:00:00", "2027-03-10T12:00:00", "2027-06-14T12:00:00"):
        tab = context.new_page()
        tab.clock.set_fixed_time(moment)
        assert below(tab) == before, moment
        expect(tab.locator("[data-today] a").nth(1)).to_be_visible()
    context.close()


def test_without_script_the_line_leads_to_the_year(plain_tab: Page, site: Site, serve: Serve) -> None:
    plain_tab.goto(serve(site))
    plain_tab.locator("[data-today]").get_by_role("link", name=WORDS["days.title"]).click()
    expect(plain_tab.get_by_role("heading", level=1)).to_have_text(WORDS["days.title"])
