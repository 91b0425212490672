"""Runs the checks over loaded content and turns what they find into problems."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from nights.archive import Archive, build_archive
from nights.archive_checks import TextLine
from nights.checks import ADVICE, ARCHIVE_CHECKS, CONTENT_CHECKS, MATCH_CHECKS, STRUCTURE
from nights.load import Content, Entry
from nights.match_checks import Case, Finding
from nights.model import Match
from nights.parallel import spread
from nights.problems import Problem, did_you_mean
from nights.strict_yaml import Key

Found = tuple[str, Entry[Any], tuple[Key, ...], str]  # check, entry, place, message
CHECK_NAMES = [check.__name__ for check in (*MATCH_CHECKS, *CONTENT_CHECKS, *ARCHIVE_CHECKS, *ADVICE)]
ADVICE_NAMES = frozenset(check.__name__ for check in ADVICE)


@dataclass
class Checker:
    """Checks content; remembers the archive, and what it found in a match until the match or a register changes."""

    _archive: Archive | None = None
    _registers: tuple[Any, ...] = ()
    _found: dict[str, tuple[Entry[Match], list[tuple[str, Finding]]]] = field(default_factory=dict)

    def check(self, content: Content, *, drafts: bool = False) -> tuple[Archive | None, list[Problem]]:
        """The archive, if it can be put together, and every problem in the content."""
        found = [*self._check_matches(content), *_check_all(CONTENT_CHECKS, content), *_check_all(ADVICE, content)]
        archive = None
        if not STRUCTURE.intersection(check for check, *_ in found):
            archive = self._archive = build_archive(content, drafts=drafts, before=self._archive)
            if not content.broken:  # a file that could not be read would be missed everywhere
                found += _check_all(ARCHIVE_CHECKS, archive)
        found = _without_exceptions(content, found, complete=archive is not None)
        return archive, [_problem(*each) for each in found]

    def _check_matches(self, content: Content) -> Iterable[Found]:
        registers = (
            content.site, content.competitions, content.clubs, content.grounds,
            content.players, content.coaches, content.referees,
        )  # fmt: skip
        if registers != self._registers:
            self._registers, self._found = registers, {}
        unknown = [
            entry
            for entry in content.matches.values()
            if entry.id not in self._found or self._found[entry.id][0] is not entry
        ]

        def look(part: Sequence[Entry[Match]]) -> list[list[tuple[str, Finding]]]:
            cases = (Case(entry.id, entry.value, content) for entry in part)
            return [[(check.__name__, finding) for check in MATCH_CHECKS for finding in check(case)] for case in cases]

        for entry, findings in zip(unknown, spread(look, unknown), strict=True):
            self._found[entry.id] = entry, findings
        for entry in content.matches.values():
            for name, (keys, message) in self._found[entry.id][1]:
                yield name, entry, keys, message


def _check_all(checks: Iterable[Any], subject: Any) -> list[Found]:
    return [(check.__name__, *finding) for check in checks for finding in check(subject)]


def _without_exceptions(content: Content, found: list[Found], *, complete: bool) -> list[Found]:
    """Leave out what a match declares as an exception, and report exceptions that are no longer true."""
    excepted = {
        (entry.id, exception.check): (entry, index)
        for entry in content.matches.values()
        for index, exception in enumerate(entry.value.exceptions)
    }
    needed = {(entry.id, check) for check, entry, *_ in found if check not in STRUCTURE} & excepted.keys()
    kept = [each for each in found if (each[1].id, each[0]) not in needed]
    for (_, check), (entry, index) in excepted.items():
        if check in STRUCTURE:
            message = f"nothing can be built without `{check}`; mend what it says and take this exception out"
        elif check not in CHECK_NAMES:
            message = f"there is no check `{check}`{did_you_mean(check, CHECK_NAMES)}"
        elif complete and (entry.id, check) not in needed:
            message = f"the check `{check}` passes without this exception; take it out"
        else:
            continue
        kept.append(("exceptions_are_true", entry, ("exceptions", index), message))
    return kept


def _problem(check: str, entry: Entry[Any], keys: tuple[Key, ...], message: str) -> Problem:
    document = entry.document
    if not keys or not isinstance(keys[-1], TextLine):
        return replace(document.problem(keys, message, check), advice=check in ADVICE_NAMES)
    offset = keys[-1]
    if len(keys) == 1:  # the Markdown below the front matter
        return Problem(document.path, document.body_line + offset, 1, message, check)
    line, column = document.yaml.locate(keys[:-1])
    block = document.yaml.text.split("\n")[line - document.yaml.first_line][column - 1 :].startswith(("|", ">"))
    return Problem(document.path, line + offset + 1 if block else line, 1 if block else column, message, check)
