"""The command line: what it takes, what it answers, and with which exit code."""

from pathlib import Path

import pytest

import build
from tests.helpers import MATCH, SEASON, make_content

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
