"""Two files as bad as a match can be, and every word that is said of them; and the forms in which it is said.

`bad/checks.txt` and `bad/load.txt` hold the words. A check that says something else makes this test fail: read the
difference as an editor would, and if it is the better sentence, put it there.
"""

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from nights import checks
from nights.problems import FORMATS, ContentError, Problem, as_github, as_json, as_text, count, did_you_mean
from tests.helpers import HOME, problems

BAD = HOME / "tests" / "bad"
FILES = {"checks": "matches/2019-20/2020-03-10-valley.yaml", "load": "matches/2019-20/2020-03-11-harriers.yaml"}


@pytest.fixture(scope="module")
def told():
    """Every problem of the folder."""
    return problems(BAD / "content")


@pytest.mark.parametrize("name", FILES)
def test_every_mistake_of_a_bad_file_is_told_in_full_and_in_order(told, name):
    said = as_text(problem for problem in told if problem.path == f"content/{FILES[name]}")
    assert said.splitlines() == (BAD / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def test_only_the_bad_files_are_told_of(told):
    assert {problem.path for problem in told} == {f"content/{path}" for path in FILES.values()}


def test_every_check_of_one_match_has_something_to_say(told):
    silenced = "a_crowd_or_closed_doors"  # by an exception in the file
    names = {problem.check for problem in told}
    assert {check.__name__ for check in checks.MATCH_CHECKS} - names == {silenced}
    assert names >= {"one_match_a_day", "texts_are_clean", "exceptions_are_true"}


@pytest.mark.parametrize("name", FILES)
def test_the_front_door_says_the_same(name, capsys, monkeypatch):
    monkeypatch.chdir(BAD)
    code = build.main(["check", f"content/{FILES[name]}", "--content", "content"])
    said, complained = capsys.readouterr()
    expected = (BAD / f"{name}.txt").read_text(encoding="utf-8")
    here = len(expected.splitlines())
    elsewhere = sum(len((BAD / f"{each}.txt").read_text(encoding="utf-8").splitlines()) for each in FILES) - here
    assert said == (
        f"{expected}{here} problems in content.\n"
        f"{elsewhere} problems in other files, which can hide some here: build.py check names them.\n"
    )
    assert (code, complained) == (1, "")


def test_the_front_door_says_it_in_other_forms(told, capsys, monkeypatch):
    monkeypatch.chdir(BAD)
    for form in ("github", "json"):
        assert build.main(["check", "--format", form, "--content", "content"]) == 1
        assert capsys.readouterr().out == FORMATS[form](told)


# --- the forms of a problem ----------------------------------------------------------------

NASTY = Problem("a,b:c%d\ne.yaml", 3, 14, "100 % wrong:\r\none, two::three\n::error::four", "a_check")
PLAIN = Problem("content/site.yaml", 1, 2, "the name `Iličić` is “wrong”", "load", advice=True)


def test_as_text():
    assert as_text([PLAIN]) == "content/site.yaml:1:2: advice: the name `Iličić` is “wrong”\n"
    assert as_text([]) == ""


def test_as_github_is_one_command_a_problem():
    assert as_github([NASTY, PLAIN]) == (
        "::error file=a%2Cb%3Ac%25d%0Ae.yaml,line=3,col=14,title=a_check"
        "::100 %25 wrong:%0D%0Aone, two::three%0A::error::four\n"
        "::warning file=content/site.yaml,line=1,col=2,title=load::the name `Iličić` is “wrong”\n"
    )
    assert as_github([]) == ""


def test_as_json_keeps_every_letter():
    text = as_json([NASTY, PLAIN])
    assert json.loads(text) == [asdict(NASTY), asdict(PLAIN)]
    assert "Iličić" in text
    assert json.loads(as_json([])) == []


def _unescaped(text):
    """What GitHub makes of a value."""
    for mark, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(mark, letter)
    return text


SAID = st.text(st.characters(codec="utf-8") | st.sampled_from("%,:\r\n=\\\"'`"), max_size=40)


@given(st.builds(Problem, SAID, st.integers(1), st.integers(1), SAID, SAID, st.booleans()))
def test_no_problem_breaks_out_of_its_form(problem):
    line, end = as_github([problem]).split("\n")
    assert end == ""
    command, fields, *message = line.removeprefix("::").replace(" ", "::", 1).split("::", 2)
    assert command == ("warning" if problem.advice else "error")
    values = dict(field.split("=", 1) for field in fields.split(","))
    assert [_unescaped(values[key]) for key in ("file", "title")] == [problem.path, problem.check]
    assert _unescaped(message[0]) == problem.message
    assert json.loads(as_json([problem])) == [asdict(problem)]


def test_problems_are_told_once_and_in_order_of_place():
    error = ContentError(
        [Problem("b", 1, 1, "x"), Problem("a", 10, 1, "x"), Problem("a", 2, 1, "x"), Problem("b", 1, 1, "x")]
    )
    assert [(problem.path, problem.line) for problem in error.problems] == [("a", 2), ("a", 10), ("b", 1)]
    assert str(error) == "3 problems in the content"
    assert count(1) == "1 problem"


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        pytest.param("valley", ["vallee", "harriers"], "; did you mean `vallee`?", id="one is near"),
        pytest.param(
            "pine", ["pin", "pines", "spine", "fine"], "; did you mean `spine` or `pines`?", id="the nearest two"
        ),
        pytest.param("pine", ["oak"], "", id="none is near"),
        pytest.param("pine", [], "", id="there is none"),
    ],
)
def test_did_you_mean(word, known, hint):
    assert did_you_mean(word, known) == hint
