"""The search: what its index holds, and the dialog in a real browser, on the real content and the example's."""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.conftest import EXAMPLE, ROOT, Serve, Site
from tests.test_browser import (
    AXE,
    HEIGHT,
    MOST_REQUESTS,
    SCHEMES,
    SMALL_TARGETS,
    SMALL_TEXT,
    SMALLEST_TARGET,
    SMALLEST_TEXT,
    TOO_WIDE,
    WIDTHS,
    Log,
)

WORDS = yaml.safe_load((ROOT / "content" / "i18n" / "en.yaml").read_text(encoding="utf-8"))
ITALIAN = yaml.safe_load((EXAMPLE / "i18n" / "it.yaml").read_text(encoding="utf-8"))
LIGHT = 60_000  # bytes of the index, gzipped

# What a fan types, and the page that must come first; a pattern where several are as good.
FOUND = {
    "ilicic": "players/josip-ilicic/",
    "Iličić": "players/josip-ilicic/",
    "malinovski": "players/ruslan-malinovskyi/",
    "zapata": "players/duvan-zapata/",
    "duvan zapta": "players/duvan-zapata/",
    "lookmann": "players/ademola-lookman/",
    "gimsiti": "players/berat-djimsiti/",
    "gasperini": "coaches/gian-piero-gasperini/",
    "sporting": "opponents/sporting-cp/",
    "sporting 1963": r"matches/1963-\d\d-\d\d-sporting-cp/",
    "valensia": "opponents/valencia/",
    "3-4 valencia": "matches/2020-03-10-valencia/",
    "europa league final 2024": "matches/2024-05-22-bayer-leverkusen/",
    "de roon liverpool": r"matches/20\d\d-\d\d-\d\d-liverpool/",
    "modric": "opponents/real-madrid/#p-luka-modric",
    "mbappe": "opponents/real-madrid/#p-kylian-mbappe",
    "bergamo": "grounds/stadio-di-bergamo/",
    "papu gomez": "players/alejandro-gomez/",
    "malines": "opponents/mechelen/",
    "meazza": "grounds/san-siro/",
    "gewiss": "grounds/stadio-di-bergamo/",
    "dublino": "grounds/aviva-stadium/",
    "cup winners cup": "competitions/cup-winners-cup/",
    "portugal": "countries/portugal/",
    "2019-20": "campaigns/2019-20/",
    "five seats to dublin": "articles/2026-11-20-five-seats-to-dublin/",
    "disputes": "about/disputes/",
}


# --- the index -------------------------------------------------------------------------


def index(site: Site, folder: str = "") -> dict[str, Any]:
    return json.loads((site.folder / folder / "search.json").read_text(encoding="utf-8"))


def entries(site: Site, kind: str, folder: str = "") -> dict[str, list[Any]]:
    """The entries of a kind by address: title, note, figures, words."""
    return {
        url: rest for each in index(site, folder)["kinds"] if each["name"] == kind for url, *rest in each["entries"]
    }


@pytest.mark.parametrize("folder", ["", "it"])
def test_every_page_can_be_found(example_site: Site, folder: str) -> None:
    top = example_site.folder / folder
    written = {path.parent.relative_to(top).as_posix() for path in top.rglob("index.html")}
    pages = {"" if name == "." else f"{name}/" for name in written if folder or not name.startswith("it")}
    listed = [entry[0] for kind in index(example_site, folder)["kinds"] for entry in kind["entries"]]
    assert len(listed) == len(set(listed))
    assert {address.partition("#")[0] for address in listed} == pages


def test_the_real_index_is_light(site: Site) -> None:
    assert len(gzip.compress((site.folder / "search.json").read_bytes(), 6)) <= LIGHT


def test_a_night_is_found_by_everyone_who_took_part(site: Site) -> None:
    title, note, figures, words = entries(site, WORDS["nav.nights"])["matches/2020-03-10-valencia/"]
    assert title == "Valencia 3–4 Atalanta"
    assert note == "10 Mar 2020 · UEFA Champions League, Round of 16, second leg · Mestalla, Valencia"
    assert not figures
    assert {"2019/20", "Josip Iličić", "Kevin Gameiro", "Gian Piero Gasperini", "Albert Celades"} <= set(words)


def test_a_ground_is_found_by_the_names_of_every_era(site: Site) -> None:
    title, note, *_ = entries(site, WORDS["nav.grounds"])["grounds/stadio-di-bergamo/"]
    assert title.endswith(", Bergamo")
    assert {"Stadio Comunale", "Gewiss Stadium"} <= set(re.split(" · |, ", note))


def test_nobody_is_found_by_figures(site: Site) -> None:
    title, note, figures, words = entries(site, WORDS["nav.players"])["players/josip-ilicic/"]
    assert (title, note, words) == ("Josip Iličić", "", [])
    assert re.fullmatch(r"\d+ nights, 2017–2021 · \d+ goals", figures)


def test_a_player_of_an_opponent_is_found_where_he_is_told_of(site: Site) -> None:
    found = entries(site, WORDS["search.squads"])
    assert found["opponents/valencia/#p-kevin-gameiro"] == ["Kevin Gameiro", "Valencia", "2 nights, 2020", []]
    assert "opponents/everton/#p-ademola-lookman" not in found, "he has a page of his own"
    assert len([address for address in found if address.endswith("#p-kylian-mbappe")]) == 1


def test_the_index_speaks_the_language_of_its_pages(example_site: Site) -> None:
    names = [kind["name"] for kind in index(example_site, "it")["kinds"]]
    assert ITALIAN["nav.players"] in names
    assert index(example_site, "it")["words"]["none"] == ITALIAN["search.none"]
    languages = {kind["name"]: kind["language"] for kind in index(example_site, "it")["kinds"]}
    assert languages[ITALIAN["nav.articles"]] == "en", "articles are not translated"
    assert languages[ITALIAN["nav.players"]] == "it"


# --- the dialog ------------------------------------------------------------------------


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def tab(browser: Browser, log: Log) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": HEIGHT})
    context.set_default_timeout(10_000)
    log.watch(context)
    yield context.new_page()
    context.close()


def field(tab: Page) -> Locator:
    return tab.get_by_role("combobox", name=WORDS["search.field"])


def status(tab: Page) -> Locator:
    return tab.get_by_role("dialog").get_by_role("status")


def options(tab: Page) -> Locator:
    return tab.get_by_role("listbox", name=WORDS["search.results"]).get_by_role("option")


def ask(tab: Page, query: str = "") -> None:
    """Open the search with the key for it, and type."""
    tab.keyboard.press("Control+k")
    expect(field(tab)).to_be_focused()
    expect(status(tab)).to_have_text(WORDS["search.suggestion"])
    tab.keyboard.insert_text(query)


@pytest.mark.browser
@pytest.mark.parametrize("address", ["", "matches/2020-03-10-valencia/", "players/", "articles/", "about/gaps/"])
def test_nothing_of_it_is_fetched_before_it_is_asked_for(
    tab: Page, log: Log, site: Site, serve: Serve, address: str
) -> None:
    tab.goto(serve(site) + address, wait_until="networkidle")
    expect(tab.get_by_role("button", name=WORDS["search.title"], exact=True)).to_be_visible()
    asked = [urlsplit(url).path for url in log.requests if not url.startswith("data:")]
    assert len(asked) <= MOST_REQUESTS, asked
    assert not [path for path in asked if "search" in path]
    log.clear()
    ask(tab)
    fetched = sorted(re.sub(r"\.[0-9a-f]{8}\.", ".", urlsplit(url).path) for url in log.requests)
    assert fetched == [
        f"{site.path}search.json",
        f"{site.path}static/search/dialog.js",
        f"{site.path}static/vendor/minisearch.js",
    ]
    assert not log.trouble


@pytest.mark.browser
def test_a_fan_finds_what_he_came_for(tab: Page, site: Site, serve: Serve) -> None:
    tab.goto(serve(site))
    ask(tab)
    wrong = []
    for query, wanted in FOUND.items():
        field(tab).fill(query)
        first = options(tab).first.get_attribute("href") if options(tab).count() else "nothing"
        if not re.fullmatch(re.escape(serve(site)) + wanted, first):
            wrong.append(f"{query}: {first} instead of {wanted}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.browser
def test_by_keyboard_alone(tab: Page, log: Log, site: Site, serve: Serve) -> None:
    tab.goto(f"{serve(site)}about/")
    ask(tab, "valencia")
    expect(field(tab)).to_have_attribute("aria-expanded", "true")
    assert field(tab).get_attribute("aria-activedescendant") is None
    for place in (0, 1):
        tab.keyboard.press("ArrowDown")
        chosen = options(tab).and_(tab.locator("[aria-selected=true]"))
        expect(chosen).to_have_count(1)
        assert chosen.get_attribute("id") == options(tab).nth(place).get_attribute("id")
        expect(field(tab)).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    last = options(tab).last
    expect(last).to_have_attribute("aria-selected", "true")
    expect(last).to_be_in_viewport()
    tab.keyboard.press("ArrowDown")
    address = options(tab).first.get_attribute("href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(address)
    assert address == f"{serve(site)}opponents/valencia/"
    assert not log.trouble


@pytest.mark.browser
def test_enter_opens_the_best_result(tab: Page, site: Site, serve: Serve) -> None:
    tab.goto(serve(site))
    ask(tab, "ilicic")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{serve(site)}players/josip-ilicic/")


@pytest.mark.browser
def test_escape_gives_the_focus_back(tab: Page, site: Site, serve: Serve) -> None:
    tab.goto(serve(site))
    button = tab.get_by_role("button", name=WORDS["search.title"], exact=True)
    button.focus()
    tab.keyboard.press("Enter")
    expect(field(tab)).to_be_focused()
    tab.keyboard.insert_text("ajax")
    expect(options(tab).first).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()
    button.click()
    expect(options(tab).first).to_be_visible()
    tab.get_by_role("button", name=WORDS["search.shut"]).click()
    expect(button).to_be_focused()


@pytest.mark.browser
def test_one_key_opens_it_and_a_slash_is_text(tab: Page, site: Site, serve: Serve) -> None:
    tab.goto(serve(site))
    tab.keyboard.press("/")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    tab.get_by_role("search").get_by_label(WORDS["filter.competition"]).focus()
    tab.keyboard.press("Control+k")
    expect(field(tab)).to_be_focused()
    tab.keyboard.type("1963/64")
    expect(field(tab)).to_have_value("1963/64")
    expect(options(tab).first).to_have_attribute("href", f"{serve(site)}campaigns/1963-64/")


@pytest.mark.browser
def test_results_are_counted_and_grouped(tab: Page, site: Site, serve: Serve) -> None:
    tab.goto(serve(site))
    ask(tab, "zapata")
    counts = {}
    for group in tab.get_by_role("listbox").get_by_role("group").all():
        name, count = re.fullmatch(r"(.*) \((\d+)\)", group.locator(".search__kind").inner_text()).groups()
        counts[name] = int(count)
    assert counts[WORDS["nav.players"]] == 1
    assert counts[WORDS["nav.nights"]] > 10
    found = sum(counts.values())
    expect(status(tab)).to_have_text(WORDS["search.found"]["other"].format(count=found))
    shown = options(tab).count()
    assert shown < found
    tab.get_by_role("option", name=WORDS["search.more"].format(count=counts[WORDS["nav.nights"]])).click()
    expect(field(tab)).to_be_focused()
    assert options(tab).count() == shown - 1 + counts[WORDS["nav.nights"]] - 6
    expect(options(tab).and_(tab.locator("[aria-selected=true]"))).to_have_count(1)


@pytest.mark.browser
def test_a_result_says_why_it_is_there(tab: Page, site: Site, serve: Serve) -> None:
    tab.goto(serve(site))
    ask(tab, "modric")
    for option in options(tab).all():
        expect(option.locator("mark").first).to_have_text("Modrić")


@pytest.mark.browser
def test_slips_and_nothing_are_said(tab: Page, site: Site, serve: Serve) -> None:
    tab.goto(serve(site))
    ask(tab, "lookmann")
    expect(status(tab)).to_have_text(WORDS["search.close"]["other"].format(count=status_count(tab)))
    field(tab).fill("ilicic xyzzyx")
    expect(status(tab)).to_have_text(WORDS["search.some"]["other"].format(count=status_count(tab)))
    field(tab).fill("xyzzyx <b>$&")
    expect(status(tab)).to_have_text(WORDS["search.none"].format(query="xyzzyx <b>$&"))
    expect(options(tab)).to_have_count(0)
    expect(field(tab)).to_have_attribute("aria-expanded", "false")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(field(tab)).to_be_focused()
    field(tab).fill("")
    expect(status(tab)).to_have_text(WORDS["search.suggestion"])


def status_count(tab: Page) -> int:
    return int(re.search(r"\d+", status(tab).inner_text())[0])


@pytest.mark.browser
@pytest.mark.parametrize("lost", ["search.json", "dialog", "minisearch"])
def test_a_failed_fetch_is_said_and_tried_again(tab: Page, site: Site, serve: Serve, lost: str) -> None:
    def wanted(url: str) -> bool:
        return lost in url

    tab.route(wanted, lambda route: route.abort())  # before the page, whose memory no route can reach into
    tab.goto(serve(site))
    tab.keyboard.press("Control+k")
    expect(status(tab)).to_have_text(WORDS["search.failed"])
    tab.unroute(wanted)
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    if lost != "search.json":  # browsers may remember that a module failed, until the page is loaded anew
        tab.reload()
    ask(tab, "ajax")
    expect(options(tab).first).to_be_visible()


@pytest.mark.browser
def test_while_it_is_fetched_typing_goes_on(tab: Page, site: Site, serve: Serve) -> None:
    held: list[Route] = []
    tab.goto(serve(site))
    tab.route("**/search.json", lambda route: held.append(route))
    with tab.expect_request("**/search.json"):
        tab.keyboard.press("Control+k")
    expect(status(tab)).to_have_text(WORDS["search.loading"])
    tab.keyboard.type("ajax")
    held[0].continue_()
    expect(options(tab).first).to_have_attribute("href", f"{serve(site)}opponents/ajax/")


@pytest.mark.browser
def test_each_language_searches_its_own_pages(tab: Page, example_site: Site, serve: Serve) -> None:
    tab.goto(f"{serve(example_site)}it/")
    tab.get_by_role("button", name=ITALIAN["search.title"], exact=True).click()
    tab.get_by_role("combobox", name=ITALIAN["search.field"]).fill("brennholm")
    first = tab.get_by_role("listbox").get_by_role("option").first
    expect(first).to_have_attribute("href", f"{serve(example_site)}it/opponents/brennholm/")
    article = tab.get_by_role("group", name=ITALIAN["nav.articles"]).get_by_role("option").first
    expect(article.locator("[lang=en]").first).to_have_text("What the harbour remembers")


@pytest.mark.browser
@pytest.mark.parametrize("place", ["root", "lost"])
def test_it_works_at_a_root_and_from_any_depth(
    tab: Page, site: Site, root_site: Site, serve: Serve, place: str
) -> None:
    built, address = (root_site, "about/gaps/") if place == "root" else (site, "matches/nothing/here/at/all/")
    tab.goto(urljoin(serve(built), address))
    ask(tab, "2026")
    found = options(tab).first.get_attribute("href")
    assert (built.folder / found.removeprefix(serve(built)) / "index.html").is_file()


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_open_dialog_is_accessible(tab: Page, site: Site, serve: Serve, width: int, scheme: str) -> None:
    tab.set_viewport_size({"width": width, "height": HEIGHT})
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    tab.goto(f"{serve(site)}about/")
    ask(tab, "gasperini")
    tab.evaluate(AXE_SCRIPT)
    for _ in range(2):  # with results and one of them chosen, and with nothing
        violations = tab.evaluate("(options) => axe.run(document, options)", AXE)["violations"]
        assert not [(each["id"], each["nodes"][0]["html"]) for each in violations]
        room, needed, culprits = tab.evaluate(TOO_WIDE)
        assert needed <= room, culprits
        assert not tab.evaluate(SMALL_TEXT, SMALLEST_TEXT)
        assert not tab.evaluate(SMALL_TARGETS, SMALLEST_TARGET)
        tab.keyboard.press("ArrowDown")
        field(tab).fill("xyzzyx")


@pytest.mark.browser
def test_the_button_moves_nothing(tab: Page, site: Site, serve: Serve) -> None:
    """It comes after the first paint, so it must take no room that something else had."""
    tab.goto(serve(site))
    expect(tab.get_by_role("button", name=WORDS["search.title"], exact=True)).to_be_visible()

    def measured() -> Iterator[Any]:
        for width in range(320, 1400, 60):
            tab.set_viewport_size({"width": width, "height": HEIGHT})
            yield width, tab.evaluate(PLACES)

    after = list(measured())
    tab.evaluate("document.querySelector('.search-button').remove()")
    assert after == list(measured())


PLACES = """() => [...document.querySelectorAll(".masthead, .masthead__nav a")]
  .map((element) => element.getBoundingClientRect().toJSON())"""
