"""Archives of hardly anything, as a new one begins: no match, one match, a tie of which half is known."""

from pathlib import Path
from typing import Any

import pytest

from nights.builder import Builder
from tests import test_site as every_page
from tests.conftest import EXAMPLE, Site
from tests.helpers import (
    ARTICLE,
    DROP,
    FIRST_LEG,
    GROUP_1,
    GROUP_2,
    HOME,
    MATCH,
    NEXT,
    OPEN_SEASON,
    SEASON,
    WAITING,
    WORDS,
    make_content,
)

ADDRESS = "https://nights.example/archive/"
NOTHING = dict.fromkeys((GROUP_1, GROUP_2, FIRST_LEG, MATCH, WAITING, NEXT, SEASON, OPEN_SEASON, ARTICLE))
NO_TABLE = {"campaigns.0.table": DROP}
UNRECORDED = {
    **dict.fromkeys(("score", "headline", "story", "gaps"), DROP),
    "status": "unrecorded",
    "sources.0.supports": ["date"],
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "files",
    [
        pytest.param(NOTHING, id="no match"),
        pytest.param({**NOTHING, NEXT: {}, OPEN_SEASON: {}}, id="one to come"),
        pytest.param({**NOTHING, WAITING: {}, OPEN_SEASON: {}}, id="one without a result"),
        pytest.param({**NOTHING, GROUP_1: {}, SEASON: NO_TABLE}, id="one played"),
        pytest.param({**NOTHING, FIRST_LEG: {}, SEASON: NO_TABLE}, id="a first leg"),
        pytest.param({FIRST_LEG: UNRECORDED}, id="a second leg whose first has no result"),
    ],
)
def test_every_page_of_it_is_whole(tmp_path: Path, files: dict[str, Any]) -> None:
    words = (EXAMPLE / WORDS).read_text(encoding="utf-8")
    content = make_content(tmp_path / "content", {WORDS: words, **files})
    out = tmp_path / "site"
    Builder(content, out, home=HOME, base_url=ADDRESS).build()
    site = Site(content, out, ADDRESS)
    every_page.test_pages_parse_strictly(site)
    every_page.test_ids_named_by_attributes_exist(site)
    every_page.test_links_inside_lead_somewhere(site)
    every_page.test_nothing_is_inline(site)
