"""Reading the content folder: every mistake of form gets its place and a sentence, all of them at once."""

import os
from pathlib import Path

import pytest

from nights import model, parallel
from nights.load import FORMS, REGISTRIES, Loader
from nights.model import FIELDS
from nights.problems import ContentError, Problem
from tests.helpers import (
    ABOUT,
    ARTICLE,
    DROP,
    FILES,
    FIRST_LEG,
    GROUP_1,
    MATCH,
    OPEN_SEASON,
    SEASON,
    WORDS,
    as_text,
    bare_match,
    day,
    make_content,
    problems,
    text_at,
)


def load(folder, **options):
    return Loader(folder, **options).load()


def load_problems(folder):
    """The problems of reading, in order of place."""
    return sorted(load(folder)[1])


def test_the_sample_has_no_problem(tmp_path):
    assert problems(make_content(tmp_path)) == []


# --- values ---------------------------------------------------------------------------


def case(what, path, changes, at, message):
    return pytest.param(path, changes, at, message, id=what)


TYPES = [
    case("a number that should be a text, or one text for each language", MATCH, {"headline": 5}, "5",
         "`headline` should be text, not a number; put it in quotes if it is text"),
    case("a number as the text of a language", MATCH, {"headline": {"en": 5}}, "5",
         "`headline.en` should be text, not a number; put it in quotes if it is text"),
    case("a number among the words of the interface", WORDS, "nav.label: 5\n", "5",
         "`nav.label` should be text, not a number; put it in quotes if it is text"),
    case("a number among plural forms", WORDS, "nav.label: {other: 5}\n", "5",
         "`nav.label.other` should be text, not a number; put it in quotes if it is text"),
    case("a name that is not written", "referees.yaml", {"whistle.name": None}, "null",
         "`whistle.name` is empty; write it"),
    case("a number that should be text", MATCH, {"referee": 7}, "7",
         "`referee` should be text, not a number; put it in quotes if it is text"),
    case("a date that should be text", MATCH, {"referee": day("2020-01-01")}, "2020-01-01",
         "`referee` should be text, not a date; put it in quotes if it is text"),
    case("true that should be text", MATCH, {"goals.0.player": True}, "true",
         "`goals.0.player` should be text, not true or false; put it in quotes if it is text"),
    case("a list that should be text", MATCH, {"disputes.0.ruling": ["a"]}, "[a]",
         "`disputes.0.ruling` should be text, not a list; put it in quotes if it is text"),
    case("text that should be a number", MATCH, {"attendance": "12,000"}, "12,000",
         '`attendance` should be a whole number without quotes, points or commas, not the text "12,000"'),
    case("a number with a point that should be whole", MATCH, {"attendance": 12.5}, "12.5",
         "`attendance` should be a whole number without quotes, points or commas, not a number"),
    case("a mapping that should be a number", MATCH, {"goals.0.minute": {}}, "{}",
         "`goals.0.minute` should be a whole number without quotes, points or commas, not a mapping"),
    case("the longest text that is told", MATCH, {"attendance": "x" * 60}, "xxx",
         f'`attendance` should be a whole number without quotes, points or commas, not the text "{"x" * 60}"'),
    case("a longer text that should be a number", MATCH, {"attendance": "x" * 61}, "xxx",
         "`attendance` should be a whole number without quotes, points or commas, not text"),
    case("a stray word where true or false should be", MATCH, {"neutral": "NO"}, "'NO'",
         '`neutral` should be true or false, not the text "NO"'),
    case("a number where true or false should be", OPEN_SEASON, {"open": 1}, "1",
         "`open` should be true or false, not a number"),
    case("a day that does not exist", MATCH, {"date": "2020-02-30"}, "'2020-02-30'",
         '`date` should be a date such as 2024-05-22, not the text "2020-02-30"'),
    case("a year that should be a date", ARTICLE, {"date": 2020}, "2020",
         "`date` should be a date such as 2024-05-22, not a number"),
    case("a key without a value", MATCH, {"date": None}, "null",
         "`date` should be a date such as 2024-05-22, not empty"),
    case("text that should be a list", ARTICLE, {"people": "oak"}, "oak",
         '`people` should be a list, not the text "oak"; write `[one, two]`, or start each item with `- `'),
    case("a mapping that should be a list", MATCH, {"goals": {"minute": 3}}, "{minute: 3}",
         "`goals` should be a list, not a mapping; write `[one, two]`, or start each item with `- `"),
    case("text that should be a mapping", MATCH, {"score": "2-2"}, "2-2",
         '`score` should be a mapping of `key: value` lines with half_time, full_time, extra_time, penalties, '
         'not the text "2-2"'),
    case("a list that should be a mapping", MATCH, {"line_ups": ["oak"]}, "[oak]",
         "`line_ups` should be a mapping of `key: value` lines with home, away, not a list"),
    case("a list that should be a register", "players.yaml", "[oak]\n", "[oak]",
         "should be a mapping of `key: value` lines, not a list"),
    case("a file of one word", MATCH, "valley\n", "valley",
         'should be a mapping of `key: value` lines, not the text "valley"'),
    case("a file of nothing but a line", MATCH, "---\n", "",
         "should be a mapping of `key: value` lines, not empty"),
]  # fmt: skip

VALUES = [
    case("a word that is nearly one of those allowed", MATCH, {"stage": "knock-out"}, "knock-out",
         '`stage` should be one of qualifying, group-stage, league-phase, knockout, not the text "knock-out"; '
         "did you mean `knockout`?"),
    case("a word that is none of those allowed", MATCH, {"cards.0.card": "blue"}, "blue}",
         '`cards.0.card` should be one of yellow, second-yellow, red, not the text "blue"'),
    case("a leg that is true", MATCH, {"leg": True}, "true",
         '`leg` should be one of 1, 2, 3, not the text "true"'),
    case("a number that is none of those allowed", MATCH, {"leg": 4}, "4",
         "`leg` should be one of 1, 2, 3, not the number 4"),
    case("a field that no source can support", MATCH, {"sources.1.supports": ["date", "attendence"]}, "attendence]",
         f'`sources.1.supports.1` should be one of {", ".join(FIELDS)}, not the text "attendence"; '
         "did you mean `attendance`?"),
    case("a time that is none", MATCH, {"kick_off": "24:00"}, "'24:00'",
         '`kick_off` should be a time of day such as "21:00"'),
    case("a time without its nought", MATCH, {"kick_off": "9:00"}, "'9:00'",
         '`kick_off` should be a time of day such as "21:00"'),
    case("an id with a capital", MATCH, {"home": "Valley"}, "Valley",
         '`home` should be an id, small letters and digits joined by hyphens, '
         'not the text "Valley"; did you mean `valley`?'),
    case("an id with an accent", MATCH, {"goals.0.player": "iličić"}, "iličić",
         '`goals.0.player` should be an id, small letters and digits joined by hyphens, '
         'not the text "iličić"; did you mean `ilicic`?'),
    case("an id that climbs out of the folder", MATCH, {"ground": "../../etc/passwd"}, "../../etc/passwd",
         '`ground` should be an id, small letters and digits joined by hyphens, '
         'not the text "../../etc/passwd"; did you mean `etc-passwd`?'),
    case("an id with a line end", MATCH, {"ground": "hollow\n"}, "'hollow",
         '`ground` should be an id, small letters and digits joined by hyphens, '
         'not the text "hollow\n"; did you mean `hollow`?'),
    case("an id in a register that is none", "players.yaml", {"Oak": {"name": "Oak"}}, "Oak: {name: Oak}",
         '`Oak` should be an id, small letters and digits joined by hyphens, not the text "Oak"; did you mean `oak`?'),
    case("an address that is none", MATCH, {"sources.0.url": "javascript:alert(1)"}, "javascript:alert(1)",
         '`sources.0.url` should be an address that starts with https:// or http:// and has no space in it, '
         'not the text "javascript:alert(1)"'),
    case("a formation in words", MATCH, {"line_ups.home.formation": "four at the back"}, "four at the back",
         '`line_ups.home.formation` should be a formation such as 3-4-2-1, not the text "four at the back"'),
    case("a colour that is none", "site.yaml", {"colours.ink": "black"}, "black",
         '`colours.ink` should be a colour such as "#1d5fd0", in quotes and in small letters, not the text "black"'),
    case("a colour nobody asked for", "site.yaml", {"colours.shadow": "#000000"}, "shadow:",
         '`colours.shadow` should be one of primary, ink, glow, not the text "shadow"'),
    case("a name too long", "referees.yaml", {"whistle.name": "W" * 201}, "WWW",
         "`whistle.name` has 201 characters; the limit is 200"),
    case("an empty name", "referees.yaml", {"whistle.name": ""}, "''",
         "`whistle.name` is empty; write it or leave the key out"),
    case("a minute too early", MATCH, {"goals.0.minute": 0}, "0,",
         "`goals.0.minute` 0 is out of range; it should be at least 1"),
    case("a minute too late", MATCH, {"goals.0.minute": 121}, "121,",
         "`goals.0.minute` 121 is out of range; it should be at most 120"),
    case("a shirt number too high", MATCH, {"line_ups.away.starting.oak": 100}, "100,",
         "`line_ups.away.starting.oak` 100 is out of range; it should be at most 99"),
    case("goals below nought", MATCH, {"score.full_time": [2, -1]}, "-1]",
         "`score.full_time.1` -1 is out of range; it should be at least 0"),
    case("half a score", MATCH, {"score.full_time": [2]}, "[2]",
         "`score.full_time.1` is missing; add it"),
    case("a score of three", MATCH, {"score.full_time": [2, 2, 2]}, "[2, 2, 2]",
         "`score.full_time` takes at most 2, has 3"),
    case("one claim that disputes nothing", MATCH, {"disputes.0.claims": lambda claims: claims[:1]}, "- {claim:",
         "`disputes.0.claims` needs at least 2, has 1"),
    case("a source that supports nothing", MATCH, {"sources.1.supports": []}, "[]",
         "`sources.1.supports` needs at least 1, has 0"),
    case("a source that supports only what is none", MATCH, {"sources.1.supports": ["colour"]}, "colour]",
         f'`sources.1.supports.0` should be one of {", ".join(FIELDS)}, not the text "colour"'),
    case("a summary too short", ARTICLE, {"summary": "In short."}, "In short.",
         "`summary` has 9 characters; it needs at least 20"),
    case("coordinates in quotes", "grounds.yaml", {"hollow.coordinates": ["51.0", 4]}, "'51.0'",
         '`hollow.coordinates.0` should be a number such as 45.7092, without quotes, not the text "51.0"'),
]  # fmt: skip

KEYS = [
    case("a key nearly that of a register's entry", "referees.yaml", {"whistle.nam": "x"}, "nam: x",
         "unknown key `nam`; did you mean `name`?"),
    case("a key that is none of a register's entry", "referees.yaml", {"whistle.xyz": "x"}, "xyz: x",
         "unknown key `xyz`; known here: name, country"),
    case("a needed key misspelt", MATCH, {"competition": DROP, "Competition": "northern-cup"}, "Competition",
         "unknown key `Competition`; did you mean `competition`?"),
    case("a key that is nearly one", MATCH, {"attendence": 5}, "attendence: 5",
         "unknown key `attendence`; did you mean `attendance`?"),
    case("a key that is nearly one, inside", MATCH, {"goals.0.asist": "jay"}, "asist: jay",
         "unknown key `asist`; did you mean `assist`?"),
    case("a key that nearly has another name in the code", MATCH, {"goals.0.for_": "valley"}, "for_: valley",
         "unknown key `for_`; did you mean `for`?"),
    case("a key that is like none", MATCH, {"cards.0.xyz": 1}, "xyz: 1",
         "unknown key `xyz`; known here: minute, stoppage, club, player, card"),
    case("a key deep inside", MATCH, {"line_ups.home.captian": "jay"}, "captian: jay",
         "unknown key `captian`; did you mean `captain`?"),
    case("a third side", MATCH, {"line_ups.neutral": {}}, "neutral: {}",
         "unknown key `neutral`; known here: home, away"),
    case("a key of the campaign in its season", SEASON, {"rules": {}}, "rules: {}",
         "unknown key `rules`; known here: title, summary, campaigns, open, sources"),
    case("a key in front matter", ARTICLE, {"publishr": "x"}, "publishr: x",
         "unknown key `publishr`; did you mean `publisher`?"),
    case("a missing key", MATCH, {"competition": DROP}, "date: 2020-03-10",
         "`competition` is missing; add it"),
    case("a missing key inside", MATCH, {"goals.1.for": DROP}, "{minute: 45",
         "`goals.1.for` is missing; add it"),
    case("a missing key in a register", "referees.yaml", {"whistle.country": DROP}, "{name: Whistle}",
         "`whistle.country` is missing; add it"),
    case("a missing key in front matter", ARTICLE, {"kind": DROP}, "title: A letter",
         "`kind` is missing; add it"),
]  # fmt: skip


def patterns(schema):
    """Every pattern in a JSON Schema."""
    if isinstance(schema, dict):
        yield from [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
        yield from schema.get("patternProperties", {})
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from patterns(part)


def test_every_form_of_a_text_is_told_in_words():
    kinds = (model.Match, model.SeasonFile, model.Site, model.ArticleHead, model.PageHead)
    kinds += tuple(dict[model.Id, kind] for kind in REGISTRIES.values())
    assert {pattern for kind in kinds for pattern in patterns(model.json_schema(kind))} == set(FORMS)


@pytest.mark.parametrize(("path", "changes", "at", "message"), [*TYPES, *VALUES, *KEYS])
def test_a_wrong_value_has_its_place_and_its_sentence(tmp_path, path, changes, at, message):
    folder = make_content(tmp_path, {path: changes})
    (problem,) = load_problems(folder)
    assert problem.message == message
    assert (problem.path, problem.check, problem.advice) == (f"content/{path}", "load", False)
    assert text_at(folder, problem).startswith(at)


def test_every_mistake_of_a_file_is_told(tmp_path):
    changes = {"attendence": 5, "stage": "cup", "home": DROP, "leg": "second", "goals.3.minute": "81st"}
    folder = make_content(tmp_path, match=changes)
    assert [(text_at(folder, p)[:9], p.message) for p in load_problems(folder)] == [
        ("date: 202", "`home` is missing; add it"),
        ("cup", '`stage` should be one of qualifying, group-stage, league-phase, knockout, not the text "cup"'),
        ("second", '`leg` should be one of 1, 2, 3, not the text "second"'),
        (
            "81st, for",
            '`goals.3.minute` should be a whole number without quotes, points or commas, not the text "81st"',
        ),
        ("attendenc", "unknown key `attendence`; did you mean `attendance`?"),
    ]


def test_the_mistakes_of_all_files_are_told_at_once(tmp_path):
    changes = {
        "referees.yaml": "whistle: [\n",
        SEASON: {"titel": "x"},
        GROUP_1: "date: 1\ndate: 2\n",
        MATCH: {"leg": "second"},
        ARTICLE: "no front matter\n",
        "articles/notes.txt": "x",
    }
    folder = make_content(tmp_path, changes)
    assert [problem.path.removeprefix("content/") for problem in load_problems(folder)] == [
        ARTICLE, "articles/notes.txt", SEASON, GROUP_1, MATCH, "referees.yaml",
    ]  # fmt: skip


def test_a_broken_match_does_not_hide_what_the_checks_say_of_another(tmp_path):
    folder = make_content(tmp_path, {FIRST_LEG: {"kick_off": 21}, GROUP_1: {"score.half_time": [3, 0]}})
    found = {(problem.path.removeprefix("content/"), problem.check) for problem in problems(folder)}
    assert {(FIRST_LEG, "load"), (GROUP_1, "the_score_layers_agree")} <= found


# --- files -----------------------------------------------------------------------------


def test_there_must_be_a_folder(tmp_path):
    with pytest.raises(ContentError) as refused:
        load(tmp_path / "nowhere", shown="nowhere")
    assert refused.value.problems == (Problem("nowhere", 1, 1, "there is no such folder; name one with --content"),)


@pytest.mark.parametrize("name", ["site", "competitions", "clubs", "grounds", "players", "coaches", "referees"])
def test_a_shared_file_must_be_there(tmp_path, name):
    content, found = load(make_content(tmp_path, {f"{name}.yaml": None}))
    assert content is None
    assert found == [Problem(f"content/{name}.yaml", 1, 1, "the file is missing; add it")]


@pytest.mark.parametrize("path", [WORDS, ABOUT])
def test_the_words_and_the_about_page_must_be_there(tmp_path, path):
    content, found = load(make_content(tmp_path, {path: None}))
    assert content is None
    assert found == [Problem(f"content/{path}", 1, 1, "the file is missing; add it")]


def test_each_language_needs_its_words(tmp_path):
    languages = [{"code": "en", "name": "English"}, {"code": "it", "name": "Italiano"}]
    content, found = load(make_content(tmp_path, {"site.yaml": {"languages": languages}}))
    assert content is None
    assert found == [Problem("content/i18n/it.yaml", 1, 1, "the file is missing; add it")]


def test_a_folder_with_only_the_shared_files_is_read(tmp_path):
    others = [path for path in FILES if path.startswith(("matches/", "campaigns/", "articles/"))]
    content, found = load(make_content(tmp_path, dict.fromkeys(others)))
    assert found == []
    assert (content.matches, content.seasons, content.articles) == ({}, {}, {})


A_MATCH = as_text(GROUP_1, bare_match("2020-05-01", "lanterns", "harriers", (0, 0), matchday=3))


A_MATCH_FILE = "a date and the opponent's id, such as 2020-03-10-valencia.yaml"


def stray(what, path, form):
    return pytest.param(path, f"is not read; files here are named {form}", id=what)


def nobodys(what, path, hint):
    return pytest.param(path, f"is not read; nothing of that name belongs here{hint}", id=what)


def misnamed(what, path, example):
    name = path.rpartition("/")[2]
    return pytest.param(path, f"`{name}` is not a name for this; rename it to {example}", id=what)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        stray("a note among matches", "matches/2019-20/notes.txt", "matches/*/*.yaml"),
        stray("a match outside its season", "matches/2020-05-01-harriers.yaml", "matches/*/*.yaml"),
        stray("a match too deep", "matches/2019-20/spring/2020-05-01-harriers.yaml", "matches/*/*.yaml"),
        stray("a match with another ending", "matches/2019-20/2020-05-01-harriers.yml", "matches/*/*.yaml"),
        stray("a season in Markdown", "campaigns/2019-20.md", "campaigns/*.yaml"),
        stray("an article in a folder", "articles/2020/x.md", "articles/*.md"),
        stray("a page in HTML", "pages/about.html", "pages/*.md"),
        nobodys("a register", "player.yaml", "; did you mean `players.yaml` or `coaches.yaml`?"),
        nobodys("a language with another ending", "i18n/en.yml", "; did you mean `i18n/en.yaml` or `site.yaml`?"),
        pytest.param(
            "i18n/fi.yaml", "is not read; add its language to `languages` in site.yaml", id="an unlisted language"
        ),
        pytest.param(
            "pages/about-fi.md", "is not read; add its language to `languages` in site.yaml",
            id="a page in an unlisted language",
        ),
        nobodys("a kind of file", "match/2019-20/2020-05-01-harriers.yaml", ""),
        nobodys("a note", "notes.txt", ""),
        misnamed("a season of one year", "campaigns/2019.yaml", "a season such as 2019-20.yaml"),
        misnamed("a season of eight digits", "campaigns/2019-2020.yaml", "a season such as 2019-20.yaml"),
        pytest.param(
            f"articles/2020-03-12-{'a' * 210}.md",
            "the name has 221 characters; the limit is 220, so shorten it", id="an article with too long a name",
        ),
        misnamed("a match with a capital", "matches/2019-20/2020-05-01-Harriers.yaml", A_MATCH_FILE),
        misnamed("a match with a space", "matches/2019-20/2020-05-01 harriers.yaml", A_MATCH_FILE),
        misnamed("a match of dots", "matches/2019-20/...yaml", A_MATCH_FILE),
        misnamed(
            "an article with an accent", "articles/2020-05-01-née.md",
            "a date and a slug, such as 2020-02-20-no-longer-a-surprise.md",
        ),
        misnamed("a page with a space", "pages/About us.md", "about.md, or about-it.md for a language"),
        misnamed("a page that the site has not", "pages/news.md", "about.md, or about-it.md for a language"),
    ],
)  # fmt: skip
def test_a_file_with_a_wrong_name_or_place(tmp_path, path, message):
    content, found = load(make_content(tmp_path, {path: A_MATCH}))
    assert found == [Problem(f"content/{path}", 1, 1, message)]
    read = [*content.matches, *content.seasons, *content.articles, *content.pages]
    folders = ("matches/", "campaigns/", "articles/", "pages/")
    assert sorted(read) == sorted(Path(path).stem for path in FILES if path.startswith(folders))


def test_a_folder_that_is_no_season_is_named_once(tmp_path):
    files = {f"matches/spring/2020-05-0{day}-harriers.yaml": A_MATCH for day in (1, 2, 3)}
    (problem,) = load_problems(make_content(tmp_path, files))
    message = "`spring` is not a name for this; rename it to a season such as 2019-20"
    assert problem == Problem("content/matches/spring", 1, 1, message)


def test_hidden_files_are_left_alone(tmp_path):
    assert problems(make_content(tmp_path, {"matches/2019-20/.DS_Store": "x", "articles/.keep": ""})) == []


def test_an_id_is_that_of_one_match(tmp_path):
    again = GROUP_1.replace("2019-20", "2020-21", 1)
    content, (problem,) = load(make_content(tmp_path, {again: A_MATCH}))
    message = (
        "the id `2019-10-22-harriers` is also that of content/matches/2019-20/2019-10-22-harriers.yaml; "
        "ids are unique, so rename or remove one"
    )
    assert problem == Problem(f"content/{again}", 1, 1, message)
    assert content.match_seasons["2019-10-22-harriers"] == "2019-20"
    assert content.matches["2019-10-22-harriers"].document.path == f"content/{GROUP_1}"


@pytest.mark.parametrize("path", [MATCH, SEASON, ARTICLE, ABOUT, WORDS, "site.yaml", "players.yaml"])
def test_a_symbolic_link_is_refused(tmp_path, path):
    folder = make_content(tmp_path / "content")
    (folder / path).rename(tmp_path / "elsewhere")
    (folder / path).symlink_to(tmp_path / "elsewhere")
    assert load(folder)[1] == [Problem(f"content/{path}", 1, 1, "is a symbolic link; put the file itself here")]


def test_a_folder_that_is_a_symbolic_link_is_refused(tmp_path):
    folder = make_content(tmp_path / "content")
    (folder / "matches/2019-20").rename(tmp_path / "elsewhere")
    (folder / "matches/2019-20").symlink_to(tmp_path / "elsewhere")
    message = "is a symbolic link; put the folder itself here"
    assert load(folder)[1] == [Problem("content/matches/2019-20", 1, 1, message)]


@pytest.mark.parametrize("path", [WORDS, "site.yaml", "players.yaml"])
def test_a_folder_in_the_place_of_a_shared_file_is_no_file(tmp_path, path):
    folder = make_content(tmp_path, {path: None})
    (folder / path).mkdir(parents=True)
    (problem,) = load(folder)[1]
    assert problem.path == f"content/{path}"
    assert problem.message.startswith("cannot be read: ")


def test_a_symbolic_link_to_nowhere_is_refused_too(tmp_path):
    folder = make_content(tmp_path, {"players.yaml": None})
    (folder / "players.yaml").symlink_to(tmp_path / "nowhere")
    message = "is a symbolic link; put the file itself here"
    assert load(folder)[1] == [Problem("content/players.yaml", 1, 1, message)]


# --- front matter ------------------------------------------------------------------------

STARTS = "an article starts with `---`, its front matter, and another `---` line"
GOOD = "---\ntitle: About\n---\nText.\n"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        pytest.param("Text.\n", (1, 1), STARTS, id="no front matter"),
        pytest.param("\n" + GOOD, (1, 1), STARTS, id="a line before it"),
        pytest.param("---\ntitle: About\n", (1, 1), STARTS, id="no end of it"),
        pytest.param("---\ntitle: About\n--- \nText.\n", (1, 1), STARTS, id="a space after its end"),
        pytest.param("---\n---\nText.\n", (1, 1), STARTS, id="nothing in it"),
        pytest.param("", (1, 1), STARTS, id="an empty file"),
        pytest.param("---\n# a comment\n---\nText.\n", (2, 1), "the file is empty", id="only a comment in it"),
        pytest.param(
            "---\ntitle: 'a\n---\n", (2, 8),
            "not valid YAML: a quote is opened here and never closed; close it where the text ends",
            id="no valid YAML in it",
        ),
        pytest.param(
            "---\ntitle: a\ntitle: b\n---\n", (3, 1), "the key `title` stands here twice; keep one of them",
            id="a key twice in it",
        ),
        pytest.param(
            "---\ntitle: a\nkind: b\n---\n", (3, 1), "unknown key `kind`; known here: title", id="a wrong key in it"
        ),
        pytest.param(
            "---\n\n\ntitle: 5\n---\n", (4, 8),
            "`title` should be text, not a number; put it in quotes if it is text",
            id="a number for the title",
        ),
        pytest.param(
            GOOD + "caf\u0065\u0301\n", (5, 1),
            "an accent stands apart from its letter (Unicode NFD); type the letter with its accent (NFC)",
            id="an accent apart from its letter, below it",
        ),
    ],
)  # fmt: skip
def test_wrong_front_matter(tmp_path, text, place, message):
    assert load(make_content(tmp_path, {ABOUT: text}))[1] == [Problem(f"content/{ABOUT}", *place, message)]


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        pytest.param(GOOD, "Text.\n", 4, id="as usual"),
        pytest.param("---\ntitle: About\n---", "", 4, id="without a text"),
        pytest.param("---\ntitle: About\n---\n\nA\n---\nB\n", "\nA\n---\nB\n", 4, id="with a line across the text"),
        pytest.param(GOOD.replace("\n", "\r\n"), "Text.\n", 4, id="with Windows line ends"),
        pytest.param("---\n# one\ntitle: About\n\n---\nText.\n", "Text.\n", 6, id="with a comment and an empty line"),
    ],
)
def test_front_matter_and_text_are_told_apart(tmp_path, text, body, line):
    content, found = load(make_content(tmp_path, {ABOUT: text}))
    assert found == []
    page = content.pages["about"]
    assert (page.value.title, page.document.body, page.document.body_line) == ("About", body, line)


# --- reading again -------------------------------------------------------------------------


def _edit(path, text):
    """Write a file as an editor would some time later."""
    later = path.stat().st_mtime_ns + 1_000_000_000
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(later, later))


def test_only_what_changed_is_read_again(tmp_path):
    folder = make_content(tmp_path)
    loader = Loader(folder)
    before, _ = loader.load()
    same, _ = loader.load()
    assert all(same.matches[each] is before.matches[each] for each in before.matches)
    assert (same.site, same.players, same.pages["about"]) == (before.site, before.players, before.pages["about"])

    _edit(folder / MATCH, (folder / MATCH).read_text().replace("Level in the hollow", "All square"))
    after, _ = loader.load()
    changed = [each for each in before.matches if after.matches[each] is not before.matches[each]]
    assert changed == ["2020-03-10-valley"]
    assert after.matches["2020-03-10-valley"].value.headline == {"": "All square"}


def test_a_mistake_stays_until_it_is_mended(tmp_path):
    folder = make_content(tmp_path)
    loader = Loader(folder)
    assert loader.load()[1] == []
    good = (folder / MATCH).read_text()
    _edit(folder / MATCH, good.replace("leg: 2", "leg: 7"))
    assert [problem.message for problem in loader.load()[1]] == ["`leg` should be one of 1, 2, 3, not the number 7"]
    assert [problem.message for problem in loader.load()[1]] == ["`leg` should be one of 1, 2, 3, not the number 7"]
    _edit(folder / MATCH, good)
    assert loader.load()[1] == []


def test_a_file_that_goes_is_forgotten_and_one_that_comes_is_read(tmp_path):
    folder = make_content(tmp_path)
    loader = Loader(folder)
    loader.load()
    text = (folder / GROUP_1).read_text()
    (folder / GROUP_1).unlink()
    content, _ = loader.load()
    assert "2019-10-22-harriers" not in content.matches
    (folder / GROUP_1).write_text(text)
    content, _ = loader.load()
    assert "2019-10-22-harriers" in content.matches


def test_many_matches_are_read_in_several_processes_with_the_same_result(tmp_path, monkeypatch):
    folder = make_content(tmp_path, {GROUP_1: {"leg": "first"}, "matches/2019-20/2020.yaml": "a: ["})
    alone, found_alone = load(folder)
    monkeypatch.setattr(parallel, "WORTH_SHARING", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    shared, found_shared = load(folder)
    assert found_shared == found_alone
    assert list(shared.matches) == list(alone.matches)
    assert [each.value for each in shared.matches.values()] == [each.value for each in alone.matches.values()]
