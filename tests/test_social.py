"""The pictures of shared links: what stands on them, that it fits, and that none is drawn twice."""

import os
import struct
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jinja2 import Environment, FileSystemLoader

from nights import model, raster, social
from nights.builder import Builder
from nights.fonts import Fonts
from nights.i18n import Words
from nights.marks import mark_drawing
from nights.pages import Page
from nights.problems import ContentError
from nights.tokens import read_colours
from tests.conftest import EXAMPLE, ROOT
from tests.helpers import ARTICLE, HOME, SEASON, WORDS, Changes, make_content

OAK = model.Goal(**{"for": "lanterns", "player": "oak", "minute": 45})
NAMELESS = (OAK, OAK, OAK, model.Goal(**{"for": "valley"}))
TOKENS = (ROOT / "static" / "css" / "1-tokens.css").read_text(encoding="utf-8")
CLUB = {"primary": "#102030", "ink": "#000000", "glow": "#ffd34d"}
SVG = "{http://www.w3.org/2000/svg}"


@cache
def fonts() -> Fonts:
    return Fonts(ROOT / "static" / "fonts")


def written(folder: Path, files: Changes | None = None, *, match: Changes | None = None) -> Path:
    """The small content folder with every word of the interface."""
    words = (ROOT / "content" / WORDS).read_text(encoding="utf-8")
    return make_content(folder, {WORDS: words, **(files or {})}, match=match)


class Composing(Builder):
    """A builder whose pages and words a test may have without writing anything."""

    def composed(self) -> Iterator[tuple[Page, social.Picture]]:
        made = self._make()
        for page in made.pages.values():
            picture = social.picture_of(page, made.archive, made.renderers[page.language].words, fonts())
            if picture:
                yield page, picture


def composed(content: Path) -> dict[str, social.Picture]:
    """The pictures of a folder by the address of their page; of one language, as helpers' content has."""
    return {page.url: picture for page, picture in Composing(content, content / "site", home=HOME).composed()}


def words_on(picture: social.Picture) -> list[str]:
    return [line.text for line in picture.lines]


# --- colours ---------------------------------------------------------------------------


def test_colours_are_those_of_the_style_sheet() -> None:
    colours = read_colours(TOKENS, CLUB)
    assert colours["board"] == CLUB["ink"], "var() of a club colour"
    assert colours["glow"] == CLUB["glow"]
    assert colours["board-stripe"] == "#030508", "84 % black and 16 % of the club's colour"
    assert all(len(colour) == 7 for colour in colours.values())


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (":root { --a: #010203; }", "#010203"),
        (":root { /* --a: #ffffff; */ --a: var(--b); --b: #0a0b0c; }", "#0a0b0c"),
        (":root { --a: color-mix(in srgb, #ffffff 50%, #000000); }", "#808080"),
        (":root { --a: color-mix(in srgb, var(--b) 25%, #000000); --b: #ffffff; }", "#404040"),
        (":root { --a: #111111; } @media (prefers-color-scheme: dark) { :root { --a: #222222; } }", "#111111"),
        (":root { --a: 1rem; }", None),
        ("", None),
    ],
    ids=["plain", "variable", "mixture", "both", "the first root", "no colour", "nothing"],
)
def test_a_colour_is_worked_out(style: str, expected: str | None) -> None:
    assert read_colours(style, {}).get("a") == expected


# --- what stands on a picture ------------------------------------------------------------


def test_a_match_is_a_scoreboard(tmp_path: Path) -> None:
    picture = composed(written(tmp_path))["matches/2020-03-10-valley/"]
    words = words_on(picture)
    for wanted in ("10 March 2020", "Valley", "Lanterns", "Nights of the Lanterns", "The Hollow, Hollow"):
        assert wanted in words
    assert words.count("2") == 2, "the score"
    scorers = [text.replace("\N{NO-BREAK SPACE}", " ") for text in words]
    assert "Finch 12'; Jay 81' pen." in scorers
    assert "Oak 45+2'; Crane 63' o.g." in scorers
    assert "Valley 2–2 Lanterns" in picture.alt
    assert picture.ours == social.ROWS + social.ROW, "away, so the second row"


def test_a_name_makes_way_for_scorers_only(tmp_path: Path) -> None:
    pictures = composed(written(tmp_path))
    assert all(line.text for picture in pictures.values() for line in picture.lines), "a line without words"

    def height(night: str, top: float) -> float:
        lines = pictures[f"matches/{night}/"].lines
        return next(line.y for line in lines if line.text == "Lanterns") - top

    unknown, known = height("2019-10-22-harriers", social.ROWS), height("2020-03-10-valley", social.ROWS + social.ROW)
    assert unknown > known


@pytest.mark.parametrize("goals", [None, (), NAMELESS], ids=["none", "too few", "nameless"])
def test_scorers_are_named_only_when_all_are_known(tmp_path: Path, goals: tuple[model.Goal, ...] | None) -> None:
    builder = Composing(written(tmp_path), tmp_path / "site", home=HOME)
    page = next(page for page, _ in builder.composed() if page.url == "matches/2020-03-10-valley/")
    archive = builder.check()
    night = page.context["night"]
    words = Words("en", archive.content.catalogues["en"].value)
    for match, known in ((replace(night.match, goals=goals), False), (night.match, True)):
        changed = replace(page, context=page.context | {"night": replace(night, match=match)})
        picture = social.picture_of(changed, archive, words, fonts())
        assert any("Oak" in text for text in words_on(picture)) == known


def test_a_match_to_come_shows_when_it_begins(tmp_path: Path) -> None:
    picture = composed(written(tmp_path))["matches/2026-11-26-harriers/"]
    assert any("To be played" in text for text in words_on(picture))
    assert not [line for line in picture.lines if line.size > 200], "a score"


def test_a_campaign_shows_its_record_and_its_strip(tmp_path: Path) -> None:
    picture = composed(written(tmp_path))["campaigns/2019-20/"]
    assert {"2019/20", "To the quarter-final", "Won", "Drawn", "Lost"} <= set(words_on(picture))
    assert [placed.mark.shape for placed in picture.strip]
    assert len({placed.y for placed in picture.strip}) == len(picture.rules) == 1


def test_an_article_shows_its_title(tmp_path: Path) -> None:
    picture = composed(written(tmp_path))["articles/2020-03-11-a-letter/"]
    assert " ".join(words_on(picture)).count("A letter from the hollow") == 1
    assert picture.alt == "A letter from the hollow"


def test_a_set_page_has_no_picture_of_its_own(tmp_path: Path) -> None:
    assert {url.split("/")[0] for url in composed(written(tmp_path))} == {"", "matches", "campaigns", "articles"}


def assert_inside(picture: social.Picture) -> None:
    """No word and no mark may leave the board."""
    for line in picture.lines:
        width = fonts().width(line.text, line.role, line.size)
        left = line.x - (width if line.anchor == "end" else 0)
        assert left >= social.EDGE - 10, line
        assert left + width <= social.WIDTH - social.EDGE + 1, line
        assert social.CAPITALS * line.size <= line.y <= social.HEIGHT - 16, line
    for placed in picture.strip:
        assert placed.x + social.MARK_WIDTH * placed.scale <= social.WIDTH - social.EDGE + 1, placed
        assert 0 < placed.y < social.HEIGHT - 16, placed


@pytest.mark.parametrize("content", [ROOT / "content", EXAMPLE], ids=["real", "example"])
def test_everything_fits_and_every_letter_is_known(content: Path) -> None:
    found = list(Composing(content, Path("unused"), home=ROOT).composed())
    assert found
    for _, picture in found:
        assert_inside(picture)
        assert not social.lacking(picture, fonts())


WIDE = "Wwwwwwwwww " * 18
LONG = "W" * 190


@pytest.mark.parametrize("name", [WIDE.strip(), LONG, "W", "<b>&amp;\"'</b>"], ids=["words", "word", "short", "marks"])
def test_whatever_an_editor_writes_fits(tmp_path: Path, name: str) -> None:
    files = {
        "clubs.yaml": {"valley.name": name},
        "players.yaml": {"oak.name": name, "finch.name": name},
        "competitions.yaml": {"northern-cup.name": name},
        "grounds.yaml": {"hollow.name": name},
        "site.yaml": {"title": name, "tagline": name},
        SEASON: {"title": name},
        ARTICLE: {"title": name, "publisher": name},
    }
    for picture in composed(written(tmp_path, files)).values():
        assert_inside(picture)
        ElementTree.fromstring(as_svg(picture))  # noqa: S314 - it is our own


def test_one_night_is_enough_and_five_hundred_fit(tmp_path: Path) -> None:
    content = written(tmp_path)
    night = Composing(content, tmp_path / "site", home=HOME).check().played[0]
    for count in (1, 2, 500):
        parts = social._strip([night] * count, 300, 560)
        assert_inside(social.Picture("", (), **parts))
        assert len(parts["strip"]) == count
    assert social._strip([], 300, 560) == {}


# --- as a drawing ---------------------------------------------------------------------------


def as_svg(picture: social.Picture) -> str:
    environment = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True, trim_blocks=True)
    environment.globals["mark_drawing"] = mark_drawing
    return environment.get_template("social.svg").render(
        picture=picture,
        colours=read_colours(TOKENS, CLUB),
        faces=fonts().faces,
        social=social,
    )


def test_hostile_names_are_only_text(tmp_path: Path) -> None:
    name = "</text><script>alert(1)</script> & \"'"
    content = written(tmp_path, {"clubs.yaml": {"valley.name": name}})
    drawing = ElementTree.fromstring(as_svg(composed(content)["matches/2020-03-10-valley/"]))  # noqa: S314 - our own
    assert name in [text.text for text in drawing.iter(f"{SVG}text")]
    assert not list(drawing.iter(f"{SVG}script"))


def test_a_letter_that_the_fonts_lack_is_seen_and_said(tmp_path: Path) -> None:
    content = written(tmp_path, {"clubs.yaml": {"valley.name": "Valley Ж"}})
    picture = composed(content)["matches/2020-03-10-valley/"]
    assert social.lacking(picture, fonts()) == {"Ж"}
    assert "Valley ?" in words_on(social.drawable(picture, fonts()))
    kept = tmp_path / "kept"
    builder = Builder(content, tmp_path / "site", home=HOME, pictures=kept)
    builder.build()
    assert ["Ж" in problem.message for problem in builder.advice if problem.check == "fonts"] == [True]
    with pytest.raises(ContentError):
        Builder(content, tmp_path / "site", home=HOME, pictures=kept, strict=True).build()


def test_the_fonts_hold_the_letters_of_europe() -> None:
    for role in fonts().faces:
        assert not fonts().lacking(
            "Iličić Mkhitaryan Đorđe Łukasz Częstochowa Şükür Ștefan Bjørn Ægir Łódź Žďár – ’ ?", role
        )


# --- as a file ------------------------------------------------------------------------------


def drawn(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_picture_is_a_png_of_the_size_it_says(tmp_path: Path) -> None:
    drawing = as_svg(social.Picture("", (social.Line("Night", "display", 200, 64, 300),)))
    path = raster.Raster(fonts(), tmp_path).files([drawing])[drawing]
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (1200, 630)
    blank = as_svg(social.Picture("", ()))
    assert raster.Raster(fonts(), tmp_path).files([blank])[blank].stat().st_size < len(data), "the word is not drawn"


@pytest.mark.slow
def test_an_unchanged_picture_is_not_drawn_again(tmp_path: Path) -> None:
    content, kept = written(tmp_path / "content"), tmp_path / "kept"

    def build() -> set[str]:
        Builder(content, tmp_path / "site", home=HOME, pictures=kept).build()
        return drawn(kept)

    first = build()
    site = list((tmp_path / "site" / "static" / "social").iterdir())
    assert len(site) == len(first) == len(composed(content))
    os.utime(kept / min(first), (0, 0))  # as if it were of 1970; in use, so it stays
    times = {path.name: path.stat().st_ino for path in kept.iterdir()}
    assert build() == first
    assert {path.name: path.stat().st_ino for path in kept.iterdir()} == times, "a picture was drawn again"
    written(content, match={"story": lambda text: f"{text} Once more."})
    assert build() == first, "a story is on no picture"
    written(content, {ARTICLE: {"title": "Another letter"}})
    assert len(build() - first) == 1
    shown = list((tmp_path / "site" / "static" / "social").iterdir())
    assert len(shown) == len(site), "the old picture is still in the site"


def test_what_no_build_uses_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "old.png").write_bytes(b"")
    (tmp_path / "new.png").write_bytes(b"")
    long_ago = time.time() - raster.KEPT_FOR - 60
    os.utime(tmp_path / "old.png", (long_ago, long_ago))
    raster.Raster(fonts(), tmp_path).files([])
    assert drawn(tmp_path) == {"new.png"}


@pytest.mark.slow
def test_same_bytes_however_many_cores_draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = written(tmp_path / "content")
    for cores in (1, 2):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, cores=cores: set(range(cores)), raising=False)
        Builder(content, tmp_path / "site", home=HOME, pictures=tmp_path / str(cores)).build()
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "12")
    assert one == two


@pytest.mark.slow
def test_rebuilt_pictures_are_as_built_afresh(tmp_path: Path) -> None:
    content, kept = written(tmp_path / "content"), tmp_path / "kept"
    builder = Builder(content, tmp_path / "site", home=HOME, pictures=kept)
    builder.build()
    written(content, {ARTICLE: {"title": "Another letter"}}, match={"score.full_time": [2, 2], "attendance": 13000})
    builder.rebuild()
    Builder(content, tmp_path / "fresh", home=HOME, pictures=kept).build()
    rebuilt, fresh = (
        {path.relative_to(tmp_path / name).as_posix(): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("site", "fresh")
    )
    assert rebuilt == fresh


def test_without_a_place_to_keep_them_there_are_no_pictures(tmp_path: Path) -> None:
    content = written(tmp_path / "content")
    Builder(content, tmp_path / "site", home=HOME).build()
    page = (tmp_path / "site" / "matches" / "2020-03-10-valley" / "index.html").read_text(encoding="utf-8")
    assert "og:image" not in page
    assert 'content="summary"' in page
    assert not (tmp_path / "site" / "static" / "social").exists()
