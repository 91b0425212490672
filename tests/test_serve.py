"""The editor's server: what it answers while the content is right, and while something is not."""

import shutil

import pytest

from nights.builder import Builder
from nights.serve import Preview
from tests.conftest import EXAMPLE, ROOT
from tests.helpers import MATCH, WORDS, make_content

FRONT = "Nights of the Lanterns"


def set_up(folder):
    """A folder with content, templates and static files of its own, to be edited, and its preview."""
    for name in ("templates", "static"):
        shutil.copytree(ROOT / name, folder / name)
    make_content(folder / "content", {WORDS: (EXAMPLE / WORDS).read_text(encoding="utf-8")})
    said = []
    preview = Preview(Builder(folder / "content", folder / "site", folder, preview=True), tell=said.append)
    preview.update()
    return preview, said


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A preview of content that nobody edits."""
    return set_up(tmp_path_factory.mktemp("untouched"))[0]


def ask(preview, address):
    """Status, kind and text of the answer."""
    head = []
    body = b"".join(preview({"PATH_INFO": address}, lambda *given: head.extend(given)))
    return head[0][:3], dict(head[1])["Content-Type"], body.decode()


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("address", ["/", "/index.html", "/matches/2020-03-10-valley/", "/matches/2020-03-10-valley"])
def test_a_page_is_served(untouched, address):
    status, kind, text = ask(untouched, address)
    assert (status, kind) == ("200", "text/html; charset=utf-8")
    assert FRONT in text


@pytest.mark.parametrize("address", ["/matches/2020-03-11-valley/", "/../content/site.yaml", "/%00x", "/\u00ff"])
def test_what_is_not_there_has_a_page(untouched, address):
    status, _, text = ask(untouched, address)
    assert status == "404"
    assert FRONT in text


def test_a_mistake_in_the_content_shows_until_it_is_mended(tmp_path):
    preview, said = set_up(tmp_path)
    edit(tmp_path / "content" / MATCH, "full_time: [2, 2]", "full_time: [2, 3]")
    preview.update()
    status, _, text = ask(preview, "/")
    assert status == "500"
    assert f"content/{MATCH}:" in text
    assert ask(preview, "/feed.xml")[0] == "200"
    edit(tmp_path / "content" / MATCH, "full_time: [2, 3]", "full_time: [2, 2]")
    preview.update()
    assert ask(preview, "/")[0] == "200"
    assert said[-1].startswith("0 of "), "nothing is other than it was"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [("{% fi %}", "unknown tag"), ("{{ nobody.name }}", "&#39;nobody&#39; is undefined"), ("{{ 1 + t }}", "TypeError")],
    ids=["that cannot be read", "that asks for what is not there", "that calculates with words"],
)
def test_a_mistake_in_a_template_shows_until_it_is_mended(tmp_path, wrong, says):
    preview, said = set_up(tmp_path)
    template = tmp_path / "templates" / "about.html"
    edit(template, "<h1>", f"{wrong}<h1>")
    preview.update()
    status, _, text = ask(preview, "/about/")
    assert status == "500"
    assert f"{template}:5:1: " in text
    assert says in text
    assert "Traceback" in said[-1]
    edit(template, f"{wrong}<h1>", "<h1>")
    preview.update()
    assert ask(preview, "/about/")[0] == "200"
