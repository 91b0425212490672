"""The example archive builds into the pages that were accepted: every change of a page is seen, and meant."""

import difflib
from pathlib import Path

import pytest
import yaml

from nights.builder import Builder
from tests.accept_golden import EXAMPLE, EXPECTED, GOLDEN, ROOT, WORDS, build, normalised, read

ACCEPT = "If the change is meant, accept it with `make golden` and commit the diff."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("golden") / "site"
    build(folder)
    return read(folder)


@pytest.mark.parametrize("name", GOLDEN)
def test_page_is_as_accepted(built: dict[str, str], name: str) -> None:
    path = EXPECTED / name
    accepted = path.read_text(encoding="utf-8") if path.is_file() else ""
    if built[name] == accepted:
        return
    lines = difflib.unified_diff(
        accepted.splitlines(), built[name].splitlines(), f"accepted/{name}", f"built/{name}", n=2, lineterm=""
    )
    shown = [line if len(line) <= 400 else f"{line[:400]} …" for line in lines]
    rest = [f"… and {len(shown) - 80} lines more"] if len(shown) > 80 else []
    pytest.fail("\n".join([f"{name} is not as accepted. {ACCEPT}", *shown[:80], *rest]), pytrace=False)


def test_nothing_else_is_expected() -> None:
    found = {path.relative_to(EXPECTED).as_posix() for path in EXPECTED.rglob("*") if path.is_file()}
    assert found == set(GOLDEN), ACCEPT


def test_the_example_speaks_the_words_of_the_interface() -> None:
    real, copy = (path.read_text(encoding="utf-8") for path in WORDS)
    assert copy == real, "content/i18n/en.yaml has changed; `make golden` copies it into the example"


def test_the_example_passes_every_check() -> None:
    Builder(EXAMPLE, Path("unused"), home=ROOT, strict=True).check()


def test_the_example_is_small_and_fictional() -> None:
    real = {
        name
        for register in ("clubs", "coaches", "grounds", "players", "referees")
        for name in yaml.safe_load((ROOT / "content" / f"{register}.yaml").read_text(encoding="utf-8"))
    }
    own = {
        name
        for register in ("clubs", "coaches", "grounds", "players", "referees")
        for name in yaml.safe_load((EXAMPLE / f"{register}.yaml").read_text(encoding="utf-8"))
    }
    assert not real & own
    assert len(list((EXAMPLE / "matches").rglob("*.yaml"))) <= 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('href="/x/static/style.0a1b2c3d.css"', 'href="/x/static/style.css"'),
        ('src="/static/js/filter.deadbeef.js"', 'src="/static/js/filter.js"'),
        ('href="/static/fonts/a-b-700.00ff00ff.woff2"', 'href="/static/fonts/a-b-700.woff2"'),
        ("the commit deadbeef.css", "the commit deadbeef.css"),
    ],
    ids=["style", "script", "font", "prose"],
)
def test_hashes_are_left_out(text: str, expected: str) -> None:
    assert normalised(text) == expected
