"""The open data: tables, CSV, SQLite, the data package, Football.TXT, citation, and a record beside each page."""

import csv
import io
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import frictionless
import html5lib
import pytest
import yaml

from nights import export, football_txt, model, opendata, package
from nights.archive import Night
from nights.builder import Builder
from nights.i18n import Words
from nights.pages import RECORDED, Page
from nights.people import on_pitch, player_records
from tests.conftest import ROOT, Site
from tests.helpers import ABOUT, ARTICLE, DROP, FILES, MATCH, NEXT, SEASON, archive, make_content, make_night

NAMES = {"oak": "Oak", "elm": "Elm", "crane": "Crane", "heron": "Heron’s"}


def goal(club: str, player: str | None, minute: int | None = None, **more: Any) -> model.Goal:
    return model.Goal(**{"for": club}, player=player, minute=minute, **more)


def database(site: Site) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{site.folder / 'data' / 'archive.sqlite'}?mode=ro", uri=True)


def sheet(site: Site, table: str) -> list[list[str]]:
    """The lines of a CSV file, the names of its columns first."""
    text = (site.folder / "data" / f"{table}.csv").read_bytes().decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def columns(table: str) -> list[str]:
    return [column.name for found in opendata.TABLES if found.name == table for column in found.columns]


# --- the package --------------------------------------------------------------------


def test_the_data_package_is_valid(any_site: Site) -> None:
    report = frictionless.validate(any_site.folder / "data" / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "rowNumber", "fieldName", "note"])[:20]
    assert [task.name for task in report.tasks] == [table.name for table in opendata.TABLES]


@pytest.mark.parametrize(
    ("table", "old", "new", "error"),
    [
        ("goals", b",open-play,", b",with-a-broom,", "hash-count"),
        ("claims", b"\r\n", b"", "byte-count"),
    ],
    ids=["another value", "another length"],
)
def test_the_description_notices_a_change(
    example_site: Site, tmp_path: Path, table: str, old: bytes, new: bytes, error: str
) -> None:
    for file in (example_site.folder / "data").glob("*.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    path = tmp_path / f"{table}.csv"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    report = frictionless.validate(tmp_path / "datapackage.json")
    assert error in {kind for _, kind in report.flatten(["name", "type"])}


def test_foreign_keys_and_values_are_described(example_site: Site, tmp_path: Path) -> None:
    """Without its hashes the package still refuses a goal of nobody and a card of no colour."""
    for file in (example_site.folder / "data").glob("*.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    path = tmp_path / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    for resource in described["resources"]:
        del resource["hash"], resource["bytes"]
    path.write_text(json.dumps(described), encoding="utf-8")
    assert frictionless.validate(path).valid
    goals, cards = sheet(example_site, "goals"), sheet(example_site, "cards")
    for name, lines, place in (("goals", goals, 5), ("cards", cards, 6)):
        lines[1][place] = "nobody"
        with (tmp_path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lines)
    found = frictionless.validate(path).flatten(["rowNumber", "type"])
    assert sorted(kind for _, kind in found) == ["constraint-error", "foreign-key"]


def test_the_package_says_whose_it_is_and_how_free(site: Site) -> None:
    said = json.loads((site.folder / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert said["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [licence["name"] for licence in said["licenses"]] == ["CC0-1.0"]
    assert said["homepage"] == "https://example.org/nights/data/"
    fields = [field for resource in said["resources"] for field in resource["schema"]["fields"]]
    assert all(field["description"].endswith(".") for field in fields)
    newest = max(
        source["read"].isoformat()
        for path in (site.content / "matches").glob("*/*.yaml")
        for source in yaml.safe_load(path.read_text(encoding="utf-8")).get("sources", ())
    )
    assert said["created"][:10] >= newest
    assert said["version"] == ".".join(str(int(part)) for part in said["created"][:10].split("-"))


# --- CSV and SQLite say the same -------------------------------------------------------


def _as_csv(value: Any, kind: str) -> str:
    if value is None:
        return ""
    return str(bool(value)) if kind == "boolean" else str(value)


def test_csv_and_sqlite_hold_the_same(any_site: Site) -> None:
    with closing(database(any_site)) as found:
        for table in opendata.TABLES:
            names, *lines = sheet(any_site, table.name)
            assert names == [column.name for column in table.columns]
            rows = found.execute(f"SELECT * FROM {table.name}").fetchall()  # noqa: S608 - our names
            kinds = [column.type for column in table.columns]
            in_sqlite = [[_as_csv(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in rows]
            assert sorted(in_sqlite) == sorted(lines), table.name


def test_lines_of_csv_end_as_rfc_4180_says(site: Site) -> None:
    for table in opendata.TABLES:
        data = (site.folder / "data" / f"{table.name}.csv").read_bytes()
        assert data.endswith(b"\r\n"), table.name
        assert not data.startswith(b"\xef\xbb\xbf"), table.name


def test_the_database_is_sound(any_site: Site) -> None:
    with closing(database(any_site)) as found:
        assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert found.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = {name for (name,) in found.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables == {table.name for table in opendata.TABLES}
        for table in opendata.TABLES:
            described = found.execute(f"PRAGMA table_info({table.name})").fetchall()
            assert [name for _, name, _, _, _, part in sorted(described, key=lambda c: c[5]) if part] == list(table.key)
            referred = found.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
            assert len({number for number, *_ in referred}) == len(table.links)


def test_the_database_does_not_tell_which_sqlite_wrote_it(site: Site) -> None:
    head = (site.folder / "data" / "archive.sqlite").read_bytes()[:100]
    assert head[:16] == b"SQLite format 3\0"
    assert int.from_bytes(head[16:18], "big") == 4096
    assert int.from_bytes(head[96:100], "big") == 3_008_002


def test_datasette_is_told_of_what_is_there(site: Site) -> None:
    said = json.loads((site.folder / "data" / "metadata.json").read_text(encoding="utf-8"))
    assert said["license_url"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    with closing(database(site)) as found:
        tables = said["databases"]["archive"]["tables"]
        for name, told in tables.items():
            columns = [column for _, column, *_ in found.execute(f"PRAGMA table_info({name})")]
            assert list(told["columns"]) == columns
            assert told.get("label_column", columns[0]) in columns
        assert len(tables) == len(opendata.TABLES)


# --- what the tables say ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # The hat-trick of Dublin, 22 May 2024: 12, 26 and 75.
        ("SELECT player, minute FROM goals WHERE match = '2024-05-22-bayer-leverkusen' ORDER BY number",
         [("ademola-lookman", 12), ("ademola-lookman", 26), ("ademola-lookman", 75)]),
        # Four at Valencia, behind closed doors, two of them penalties.
        ("SELECT kind FROM goals WHERE match = '2020-03-10-valencia' AND player = 'josip-ilicic' ORDER BY number",
         [("penalty",), ("penalty",), ("open-play",), ("open-play",)]),
        ("SELECT behind_closed_doors, attendance FROM matches WHERE id = '2020-03-10-valencia'", [(1, None)]),
        # The first night: Bergamo, 4 September 1963, 2-0.
        ("SELECT date, city, full_time_home, full_time_away, result FROM matches WHERE night = 1",
         [("1963-09-04", "Bergamo", 2, 0, "won")]),
        # The shoot-out of Copenhagen, lost 4-3 after a goalless tie.
        ("SELECT sum(scored AND club = 'copenhagen'), sum(scored AND club = 'atalanta') FROM shoot_out_kicks",
         [(4, 3)]),
        ("SELECT extra_time_home, penalties_home, penalties_away, result FROM matches WHERE penalties_home NOT NULL",
         [(0, 4, 3, "drawn")]),
    ],
    ids=["lookman", "ilicic", "closed doors", "first night", "kicks", "shoot-out"],
)  # fmt: skip
def test_a_question_to_the_real_database(site: Site, question: str, answer: list[tuple[Any, ...]]) -> None:
    with closing(database(site)) as found:
        assert found.execute(question).fetchall() == answer


def test_appearances_are_those_of_the_players_pages(site: Site) -> None:
    content = Builder(site.content, Path("unused"), home=ROOT).check()
    club = content.content.site.value.club
    with closing(database(site)) as found:
        counted = found.execute(
            "SELECT player, count(*), coalesce(sum(minutes), 0) FROM appearances WHERE club = ? AND played GROUP BY 1",
            [club],
        )
        rows = {player: (nights, minutes) for player, nights, minutes in counted}
    assert rows == {key: (len(r.appearances), r.minutes) for key, r in player_records(content).items()}


def _sheet(**more: Any) -> model.LineUps:
    return model.LineUps(home=model.LineUp(**more))


def appearances(night: Night) -> dict[str, tuple[Any, ...]]:
    rows = opendata.night_rows(night)["appearances"]
    names = columns("appearances")
    return {
        row[2]: tuple(dict(zip(names, row, strict=True))[key] for key in ("named", "played", "minutes")) for row in rows
    }


def test_a_bench_nobody_sat_on_is_an_empty_list(tmp_path: Path) -> None:
    content = archive(make_content(tmp_path, {"players.yaml": {"lapwing": DROP, "magpie": DROP}, MATCH: {
        "line_ups.home.substitutes": {}, "line_ups.home.substitutions": [],
    }}))  # fmt: skip
    words = Words("en", {"round.round-of-16": "Round of 16"})
    record = export.match_record(content.by_id[Path(MATCH).stem], content.content, words, "")
    assert record["line_ups"]["home"]["substitutes"] == []


def test_who_played_and_for_how_long() -> None:
    change = model.Substitution(off="oak", on="elm", minute=60)
    night = make_night(
        "2019-10-22", "lanterns", "valley", (1, 0),
        goals=(goal("lanterns", "ash", 5),),
        line_ups=_sheet(
            starting={"oak": 4, "fir": None}, substitutes={"elm": 14, "yew": 15}, substitutions=(change,), captain="fir"
        ),
    )  # fmt: skip
    assert appearances(night) == {
        "oak": ("starting", True, 60),
        "fir": ("starting", True, 90),
        "elm": ("substitutes", True, 30),
        "yew": ("substitutes", False, None),
        "ash": (None, True, None),  # he scored, but no sheet has him
    }


def test_where_changes_are_unknown_nobody_knows_the_minutes() -> None:
    line_ups = _sheet(starting={"oak": None}, substitutes={"yew": None})
    night = make_night("2019-10-22", "lanterns", "valley", (0, 0), line_ups=line_ups)
    assert appearances(night) == {"oak": ("starting", True, None), "yew": ("substitutes", None, None)}
    before_substitutes = make_night("1963-10-22", "lanterns", "valley", (0, 0), line_ups=_sheet(starting={"oak": None}))
    assert appearances(before_substitutes) == {"oak": ("starting", True, 90)}


def test_a_scorer_without_a_team_sheet_has_appeared_for_unknown_minutes() -> None:
    own_goal = goal("lanterns", "crane", kind="own-goal")
    night = make_night("2019-10-22", "lanterns", "valley", (2, 0), goals=(goal("lanterns", "oak", 9), own_goal))
    assert on_pitch(night.match, "home") == {"oak": None}


def test_of_a_night_to_come_little_is_known() -> None:
    rows = opendata.night_rows(make_night("2026-10-22", "lanterns", "valley", None))
    assert {name for name, found in rows.items() if found} == {"matches", "proof"}
    assert [row[1:] for row in rows["proof"]] == [("date", "once"), ("kick_off", "missing"), ("ground", "missing")]
    (row,) = rows["matches"]
    values = dict(zip(columns("matches"), row, strict=True))
    unknown = {name for name, value in values.items() if value is None}
    assert {"night", "kick_off", "ground", "attendance", "full_time_home", "result", "home_coach"} <= unknown
    assert values["status"] == "scheduled"


def test_an_archive_with_nothing_played_yet(tmp_path: Path) -> None:
    gone = [path for path in FILES if path.startswith("matches/") and path != NEXT] + [ARTICLE, SEASON]
    content = make_content(tmp_path, dict.fromkeys(gone) | {ABOUT: {"body": "Nothing yet.\n"}})
    waiting = Builder(content, tmp_path / "site", home=ROOT).check()
    rows = opendata.all_rows(waiting, {n.id: opendata.night_rows(n) for n in waiting.nights})
    assert len(rows["matches"]) == 1
    assert rows["goals"] == rows["appearances"] == ()
    with closing(sqlite3.connect(":memory:")) as found:
        found.deserialize(package.Database().content(rows))
        assert found.execute("SELECT count(*) FROM clubs").fetchone() == (3,)
        assert found.execute("SELECT date, result FROM matches").fetchall() == [("2026-11-26", None)]


def test_the_database_of_an_archive_that_fails_stands_for_the_next(tmp_path: Path) -> None:
    archive = Builder(make_content(tmp_path, {}), tmp_path / "site", home=ROOT).check()
    rows = opendata.all_rows(archive, {n.id: opendata.night_rows(n) for n in archive.nights})
    database = package.Database()
    right = database.content(rows)
    with pytest.raises(sqlite3.IntegrityError):
        database.content({**rows, "clubs": (), "goals": rows["goals"] * 2})
    assert database.content(rows) == right


# --- a record beside each page -----------------------------------------------------------


def test_every_page_about_one_thing_has_its_record(any_site: Site) -> None:
    records = {r["id"]: r for r in json.loads((any_site.folder / "data" / "matches.json").read_text(encoding="utf-8"))}
    kinds = Counter()
    for folder, kind in RECORDED.items():
        for path in sorted((any_site.folder / folder).glob("*/index.html")):
            record = json.loads(path.with_name("index.json").read_text(encoding="utf-8"))
            assert record["id"] == path.parent.name
            assert record["url"] == f"{any_site.base_url}{folder}/{path.parent.name}/"
            kinds[kind] += 1
            if kind == "match":
                assert record == records[record["id"]]
                continue
            assert list(record) == ["id", "kind", "name", "url", "figures", "nights"]
            assert record["kind"] == kind
            assert set(record["nights"]) <= set(records), path
            assert record["name"] in path.read_text(encoding="utf-8").replace("&#39;", "'"), path
            if "won" in record["figures"]:
                won = sum(records[night]["result"] == "won" for night in record["nights"])
                assert record["figures"]["won"] == won, path
    assert set(kinds) == set(RECORDED.values())
    assert len(list(any_site.folder.rglob("index.json"))) == sum(kinds.values())


def test_pages_name_the_record_beside_them(any_site: Site) -> None:
    wrong = []
    for path in sorted(any_site.folder.rglob("*.html")):
        named = re.findall(r'<link rel="alternate" type="application/json" href="([^"]+)">', path.read_text("utf-8"))
        file = path.relative_to(any_site.folder).as_posix()
        beside = re.sub(r"^it/", "", file).removesuffix("html") + "json"
        expected = [f"{any_site.base_url}{beside}"] if (any_site.folder / beside).is_file() else []
        if named != expected:
            wrong.append((file, named))
    assert not wrong


@pytest.mark.parametrize(
    ("url", "record"),
    [
        ("players/oak/", "players/oak/index.json"),
        ("players/", None),
        ("", None),
        ("about/sources/", None),
        ("players/oak/goals/", None),
        ("404.html", None),
    ],
)
def test_which_pages_have_a_record(url: str, record: str | None) -> None:
    assert Page(url, "x.html", {}, "en").record == record


def test_the_contract_is_told_in_words(example_site: Site) -> None:
    for record in json.loads((example_site.folder / "data" / "matches.json").read_text(encoding="utf-8")):
        assert set(record) == set(export.CONTRACT)


# --- Football.TXT ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layers", "line"),
    [
        ({"full_time": (2, 1)}, "2-1"),
        ({"full_time": (2, 1), "half_time": (1, 0)}, "2-1 (1-0)"),
        ({"full_time": (1, 1), "extra_time": (2, 2)}, "2-2 aet (1-1)"),
        ({"full_time": (1, 1), "extra_time": (2, 2), "half_time": (1, 0)}, "2-2 aet (1-1, 1-0)"),
        ({"full_time": (0, 0), "half_time": (0, 0), "extra_time": (0, 0), "penalties": (4, 3)},
         "4-3 pen 0-0 aet (0-0, 0-0)"),
        ({"full_time": (1, 1), "penalties": (3, 5)}, "1-1, 3-5 pen"),
        ({"full_time": (1, 1), "half_time": (0, 1), "penalties": (3, 5)}, "1-1 (0-1), 3-5 pen"),
    ],
)  # fmt: skip
def test_a_score_in_football_txt(layers: dict[str, tuple[int, int]], line: str) -> None:
    assert football_txt.score_line(model.Score(**layers)) == line


@pytest.mark.parametrize(
    ("score", "goals", "line"),
    [
        ((2, 1), [goal("lanterns", "oak", 7), goal("valley", "crane", 45, stoppage=2), goal("lanterns", "oak", 90)],
         "    (Oak 7', 90'; Crane 45+2')"),
        ((1, 1), [goal("lanterns", "crane", 9, kind="own-goal"), goal("valley", "crane", 61, kind="penalty")],
         "    (Crane 9'og; Crane 61'pen)"),
        ((2, 0), [goal("lanterns", "oak"), goal("lanterns", None, 88)], "    (Oak ??, N.N. 88')"),
        ((0, 2), [goal("valley", None), goal("valley", None, kind="penalty")], "    (N.N. ??, ??pen)"),
        ((0, 1), [goal("valley", "heron", 3, kind="free-kick")], "    (Heron's 3'fk)"),
    ],
    ids=["twice and stoppage", "own goal", "unknown", "all unknown", "free kick and apostrophe"],
)  # fmt: skip
def test_goals_in_football_txt(score: tuple[int, int], goals: list[model.Goal], line: str) -> None:
    night = make_night("2020-03-10", "lanterns", "valley", score, goals=tuple(goals))
    assert football_txt.night_text(night, NAMES).splitlines()[2:] == [line]


@pytest.mark.parametrize("goals", [None, ()])
def test_goals_nobody_knows_are_left_out(goals: tuple[()] | None) -> None:
    night = make_night("2020-03-01", "lanterns", "valley", (0, 0), goals=goals, kick_off="21:00")
    assert football_txt.night_text(night, NAMES) == "Sun Mar 1 2020\n  21:00  Lanterns v Valley  0-0\n"


def test_a_night_to_come_has_no_score() -> None:
    night = make_night("2026-11-26", "lanterns", "valley", None)
    assert football_txt.night_text(night, NAMES) == "Thu Nov 26 2026\n  Lanterns v Valley\n"


_FIXTURE = re.compile(r"^  (?:\d\d:\d\d  )?(?P<home>\S.*?) v (?P<away>\S.*?)(?:  (?P<score>\d.*?))?(?:  @ .*)?$")


def _read_football_txt(text: str) -> Iterator[tuple[str, str, str | None, int]]:
    """Home, away, the score, and how many goals have a place in the brackets: for each match."""
    lines = text.splitlines()
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if found := _FIXTURE.match(line):
            goals = len(re.findall(r"(?:\d'|\?\?)(?:pen|og|fk)?(?=[,;)])", below)) if below.startswith("    (") else 0
            yield found["home"], found["away"], found["score"], goals


def test_football_txt_reads_back(any_site: Site) -> None:
    text = (any_site.folder / "data" / "football.txt").read_text(encoding="utf-8")
    records = json.loads((any_site.folder / "data" / "matches.json").read_text(encoding="utf-8"))
    found = list(_read_football_txt(text))
    assert len(found) == len(records)
    written = Counter(
        (r["home"].replace("’", "'"), r["away"].replace("’", "'"), bool(r["score"]), len(r["goals"] or ()))
        for r in records
    )
    assert Counter((home, away, bool(score), goals) for home, away, score, goals in found) == written
    for line in text.splitlines():
        assert re.match(r"(= |▪ |\w{3} \w{3} \d+ \d{4}$|  \S|    \(|$)", line), line


def test_the_real_football_txt_by_hand(site: Site) -> None:
    text = (site.folder / "data" / "football.txt").read_text(encoding="utf-8")
    assert text.startswith("= European Cup Winners' Cup 1963/64\n\n▪ First round, first leg\nWed Sep 4 1963\n")
    assert "  Sporting CP v Atalanta  3-1 aet (1-1, 1-1)  @ Estadi de Sarrià, Barcelona\n" in text
    assert "  18:30  FC Copenhagen v Atalanta  4-3 pen 0-0 aet (0-0, 0-0)  @ Telia Parken, Copenhagen\n" in text
    assert "    (Andrea Icardi ??og, Domenico Progna ??og; Domenico Progna ??)\n" in text


# --- citation ----------------------------------------------------------------------------------


CFF_KEYS = {  # of the Citation File Format 1.2.0; the first four are required
    "cff-version", "message", "title", "authors", "abstract", "commit", "contact", "date-released", "doi",
    "identifiers", "keywords", "license", "license-url", "preferred-citation", "references", "repository",
    "repository-artifact", "repository-code", "type", "url", "version",
}  # fmt: skip


@pytest.mark.parametrize("name", ["site", "repository"])
def test_the_citation_is_of_the_format(site: Site, name: str) -> None:
    path = site.folder / "data" / "CITATION.cff" if name == "site" else ROOT / "CITATION.cff"
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(said) <= CFF_KEYS
    assert said["cff-version"] == "1.2.0"
    assert said["type"] == "dataset"
    assert said["license"] == "CC0-1.0"
    assert all(author["name"] for author in said["authors"])
    assert all(said[key].startswith("https://") for key in ("url", "repository-code"))
    assert len(said["keywords"]) == len(set(said["keywords"]))


def test_the_citation_of_the_repository_is_of_its_site() -> None:
    content = Builder(ROOT / "content", Path("unused"), home=ROOT).check()
    language = content.content.site.value.languages[0].code
    words = Words(language, content.content.catalogues[language].value)
    about = package.about(content, words, content.content.site.value.base_url)
    text = package.citation(about, dated=False)
    assert (ROOT / "CITATION.cff").read_text(encoding="utf-8") == text, (
        f"site.yaml changed; CITATION.cff should be:\n{text}"
    )


# --- building again ----------------------------------------------------------------------------


CATALOGUE = yaml.safe_load((ROOT / "content" / "i18n" / "en.yaml").read_text(encoding="utf-8"))


def _gathered(content: Path, before: package.OpenData | None = None, **other_words: str) -> package.OpenData:
    found = archive(content)
    words = Words("en", CATALOGUE | other_words)
    return package.OpenData(found, words, lambda path: f"https://example.org/{path}", before=before)


def test_only_facts_make_the_package_again(tmp_path: Path) -> None:
    first = _gathered(make_content(tmp_path))
    assert first.fresh
    story = _gathered(make_content(tmp_path, match={"headline": "Another headline"}), first)
    assert not story.fresh
    word = _gathered(tmp_path, story, **{"leg.1": "{round}, leg one"})
    assert word.fresh
    assert "Round of 16, leg one" in word.texts()["football.txt"]
    fact = _gathered(make_content(tmp_path, match={"attendance": 12001}), story)
    assert fact.fresh
    name = _gathered(make_content(tmp_path, {"players.yaml": {"oak.name": "Quercus"}}), fact)
    assert name.fresh
    assert "Quercus" in name.record(Page(f"matches/{Path(MATCH).stem}/", "match.html", {}, "en"))


def test_the_page_links_every_file_it_tells_of(any_site: Site) -> None:
    page = html5lib.parse((any_site.folder / "data" / "index.html").read_bytes(), namespaceHTMLElements=False)
    linked = {a.get("href") for a in page.iter("a")}
    files = {path.name for path in (any_site.folder / "data").iterdir()} - {"index.html"}
    assert {f"{any_site.path}data/{name}" for name in files} <= linked
