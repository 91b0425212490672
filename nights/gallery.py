"""The pictures that go with shared links: composed from pages, rendered as SVG, drawn as PNG or kept from before."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from nights import social
from nights.archive import Archive
from nights.fonts import Fonts
from nights.pages import Page
from nights.raster import Raster
from nights.render import Renderer, Shown
from nights.tokens import read_colours


class Gallery(NamedTuple):
    """The pictures by language and address of their page, the file of each, and the letters no font has."""

    shown: Mapping[tuple[str, str], Shown]
    files: Mapping[str, Path]
    lacking: frozenset[str]


def hang(
    pages: Iterable[Page], archive: Archive, renderers: Mapping[str, Renderer], static: Path, kept: Path
) -> Gallery:
    """Make the picture of every page that has one of its own; `kept` is where earlier ones lie."""
    fonts = Fonts(static / "fonts")
    style = (static / "css" / "1-tokens.css").read_text(encoding="utf-8")
    values = {
        "colours": read_colours(style, archive.content.site.value.colours),
        "faces": fonts.faces,
        "social": social,
    }
    raster = Raster(fonts, kept)
    shown: dict[tuple[str, str], Shown] = {}
    drawings: dict[str, str] = {}
    lacking: set[str] = set()
    for page in pages:
        renderer = renderers[page.language]
        picture = social.picture_of(page, archive, renderer.words, fonts)
        if picture is None:
            continue
        lacking |= social.lacking(picture, fonts)
        drawing = renderer.environment.get_template("social.svg").render(
            values, picture=social.drawable(picture, fonts)
        )
        name = page.url.strip("/").rpartition("/")[2] or "site"
        address = f"static/social/{renderer.root}{name}.{raster.name(drawing)[:8]}.png"
        shown[page.language, page.url] = Shown(address, picture.alt, social.WIDTH, social.HEIGHT)
        drawings[address] = drawing
    paths = raster.files(drawings.values())
    return Gallery(shown, {address: paths[drawing] for address, drawing in drawings.items()}, frozenset(lacking))
