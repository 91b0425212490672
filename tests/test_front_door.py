"""The command line: what it takes, what it answers, and with which exit code."""

import socket
from pathlib import Path

import pytest

import build
from nights.load import Loader
from nights.output import write_whole
from tests.conftest import FrontDoor
from tests.helpers import GROUP_1, MATCH, SEASON, make_content, problems

ADVICE = {"players.yaml": {"wren": {"name": "Wren"}}}  # whom no match names
Said = pytest.CaptureFixture[str]


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_an_option_stands_before_the_command_or_after_it(before: bool) -> None:
    options = ["--content", "words", "--strict"]
    args = build.parser().parse_args([*options, "check"] if before else ["check", *options])
    assert (args.content, args.strict) == (Path("words"), True)


def test_an_option_left_out_has_its_default(tmp_path: Path, capsys: Said) -> None:
    assert build.main(["--content", str(make_content(tmp_path)), "check"]) == 0
    assert capsys.readouterr().out == "No problems.\n"


@pytest.mark.parametrize(("options", "code", "last"), [([], 0, "No problems."), (["--strict"], 1, "1 problem in")])
def test_advice_is_a_problem_for_a_strict_check_alone(
    tmp_path: Path, capsys: Said, options: list[str], code: int, last: str
) -> None:
    content = make_content(tmp_path / "content", ADVICE)
    assert build.main(["check", *options, "--content", str(content)]) == code
    advice, answer = capsys.readouterr().out.splitlines()
    assert "advice: no match names `wren`" in advice
    assert answer.startswith(last)


def test_a_strict_build_says_that_nothing_was_built(tmp_path: Path, capsys: Said) -> None:
    content = make_content(tmp_path / "content", ADVICE)
    assert build.main(["--strict", "--content", str(content), "--out", str(tmp_path / "site")]) == 1
    assert capsys.readouterr().err.endswith(f"1 problem in {content}; nothing was built.\n")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(("here", "out"), [("elsewhere", ".."), ("site", "."), ("site/deep", "../../site")])
def test_a_build_does_not_replace_the_folder_it_is_run_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said, here: str, out: str
) -> None:
    content = make_content(tmp_path / "content")
    (tmp_path / here).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / here)
    assert build.main(["--content", str(content), "--out", out]) == 2
    assert "a build would replace it; " in capsys.readouterr().err
    assert content.is_dir()


def test_a_build_does_not_replace_the_content(tmp_path: Path, capsys: Said) -> None:
    site = tmp_path / "site"
    write_whole(site, lambda folder: make_content(folder / "content"))
    assert build.main(["--content", str(site / "content"), "--out", str(site)]) == 2
    assert f"{site} holds the content folder" in capsys.readouterr().err
    assert (site / "content" / MATCH).is_file()


@pytest.mark.parametrize(
    ("here", "path", "found"),
    [
        (".", f"content/{MATCH}", 1),
        (".", f"content/{SEASON}", 0),
        (".", "content/matches", 1),
        (".", ".", 1),
        ("elsewhere", f"../content/{MATCH}", 1),
        ("elsewhere", "../content", 1),
        ("content", MATCH, 1),
    ],
)
def test_a_check_of_some_files_tells_only_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said, here: str, path: str, found: int
) -> None:
    content = make_content(tmp_path / "content", match={"neutral": "perhaps"})
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / here)
    assert build.main(["check", "--content", str(content), path]) == min(found, 1)
    assert capsys.readouterr().out.count(": `neutral` should be true or false") == found


def test_a_check_of_one_file_tells_of_problems_in_others(tmp_path: Path, capsys: Said) -> None:
    content = make_content(tmp_path / "content", match={"neutral": "perhaps"})
    assert build.main(["check", "--content", str(content), str(content / GROUP_1)]) == 0
    assert capsys.readouterr().out == (
        "No problems.\n1 problem in other files, which can hide some here: build.py check names them.\n"
    )


def test_a_pipe_that_knows_few_letters_still_gets_the_answer(front_door: FrontDoor, tmp_path: Path) -> None:
    content = make_content(tmp_path, match={"neutral": "Iličić"})
    done = front_door("check", "--content", content, env={"PYTHONIOENCODING": "cp1252"})
    assert 'not the text "Ili\\u010di\\u0107"' in done.stdout
    assert done.stderr == ""


def test_serve_says_that_a_port_is_taken(front_door: FrontDoor, tmp_path: Path) -> None:
    with socket.create_server(("localhost", 0)) as taken:
        port = taken.getsockname()[1]
        done = front_door("serve", "--port", port, "--content", make_content(tmp_path))
    assert done.returncode == 2
    assert done.stderr.endswith(f"\nbuild.py: port {port} is taken; name another one with --port\n")


# --- writing a file to fill in ------------------------------------------------------------


def new(folder: Path, *arguments: str) -> int:
    return build.main(["new", *arguments, "--content", str(folder)])


def test_a_title_needs_no_quotes(tmp_path: Path) -> None:
    folder = make_content(tmp_path)
    assert new(folder, "article", "Home", "again", "--date", "2026-11-20") == 0
    assert 'title: "Home again"' in (folder / "articles/2026-11-20-home-again.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("title", ["Home again", 'He said "no"', "A back\\slash: and #more", "Č"])
def test_a_new_article_is_a_valid_draft(tmp_path: Path, title: str) -> None:
    folder = make_content(tmp_path)
    before = set(folder.glob("articles/*"))
    assert new(folder, "article", title, "--date", "2026-11-20") == 0
    (path,) = set(folder.glob("articles/*")) - before
    assert problems(folder) == []
    content, _ = Loader(folder).load()
    head = content.articles[path.stem].value
    assert (head.title, str(head.date), head.draft, head.nights) == (title, "2026-11-20", True, ("2020-03-10-valley",))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("article", "…"), "gives no address"),
        (("article", "Late", "--date", "tomorrow"), "tomorrow is not a date"),
        (("article", "A letter", "--date", "2020-03-11"), "is already there"),
        (("match", "2026-12-10", "valey"), "did you mean `valley`"),
        (("match", "2026-12-10", "Süd Moor"), "add it there first, as `sud-moor: {name: …, city: …, country: …}`"),
        (("match", "2026-12-10", "lanterns"), "`lanterns` is the club of this site; name its opponent"),
        (("match", "2020-03-10", "harriers"), "`2020-03-10-valley` is on the same day; correct the date"),
        (("article", "x" * 300), "the title has 300 characters; keep it to 100"),
        (("match", "2026-11-26", "harriers"), "is already there"),
    ],
)
def test_nothing_is_written_that_could_not_be_read(
    tmp_path: Path, capsys: Said, arguments: tuple[str, ...], says: str
) -> None:
    folder = make_content(tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    assert new(folder, *arguments) == 2
    assert says in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_what_keeps_the_archive_from_being_read_is_told_first(tmp_path: Path, capsys: Said) -> None:
    folder = make_content(tmp_path, {GROUP_1: {"away": "harrier"}})
    assert new(folder, "match", "2026-12-10", "valley") == 1
    assert "`harrier` is not in" in capsys.readouterr().err


def test_a_new_match_lacks_only_its_source(tmp_path: Path) -> None:
    folder = make_content(tmp_path)
    assert new(folder, "match", "2026-12-10", "valley", "--away") == 0
    path = folder / "matches/2026-27/2026-12-10-valley.yaml"
    text = path.read_text(encoding="utf-8")
    for known in (
        "home: valley\naway: lanterns\nground: hollow",
        "stage: league-phase\nmatchday: 3",
        "status: scheduled",
    ):
        assert known in text
    assert "$schema=https://example.org/nights/data/match.schema.json\n" in text
    path.write_text(
        text.replace("https:// ", "https://example.org/ ").replace("publisher: ", "publisher: The Gazette"),
        encoding="utf-8",
    )
    assert problems(folder) == []
