"""What is wrong with the content, and how to say it.

Knows nothing of YAML, football or HTML: only places and sentences.
"""

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake at one place; sorts by place.

    `line` and `column` count from 1. `message` says what is wrong, what would
    be right and what to do. `check` is the name of the rule that found it. Advice is worth
    saying but does not stop a build, unless the build is strict.
    """

    path: str
    line: int
    column: int
    message: str
    check: str = "load"
    advice: bool = False


class ContentError(Exception):
    """The content has problems; nothing was built."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return f"{count(len(self.problems))} in the content"


def count(number: int) -> str:
    """`1 problem`, `2 problems`."""
    return f"{number} problem{'' if number == 1 else 's'}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A closing clause naming the nearest known words, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=2, cutoff=0.6)
    return f"; did you mean {' or '.join(f'`{each}`' for each in near)}?" if near else ""


def _one_line(text: str) -> str:
    """The text without characters that would start a line or a command of the terminal."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)


def as_text(problems: Iterable[Problem]) -> str:
    """`path:line:column: message`, a line each."""
    return "".join(
        f"{_one_line(p.path)}:{p.line}:{p.column}: {'advice: ' if p.advice else ''}{_one_line(p.message)}\n"
        for p in problems
    )


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with path, line, column, message, check and advice."""
    return json.dumps([asdict(p) for p in problems], ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows at the line of a pull request.

    Escapes as https://docs.github.com/actions/reference/workflow-commands asks.
    """

    def escape(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def escape_property(text: str) -> str:
        return escape(text).replace(":", "%3A").replace(",", "%2C")

    return "".join(
        f"::{'warning' if p.advice else 'error'} file={escape_property(p.path)},line={p.line},col={p.column},"
        f"title={escape_property(p.check)}::{escape(p.message)}\n"
        for p in problems
    )


FORMATS = {"text": as_text, "github": as_github, "json": as_json}
