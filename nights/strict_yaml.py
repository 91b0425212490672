"""A strict reader of YAML: YAML 1.2's core types, places of values, and no surprises.

`21:00` and `NO` stay text, `010` is text and not 8, `2020-03-10` is a date.
Refused with a place and a sentence: duplicate keys, aliases, tags, tabs, deep
nesting, several documents, bytes that are not UTF-8, huge files.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml
from yaml.cyaml import CParser
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

MAX_BYTES = 1_000_000
MAX_DEPTH = 12  # the deepest content file needs 6

Key = str | int
Place = tuple[int, int]  # line and column, from 1

_INT = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Control characters, line ends that only some programs take for such, and what is not seen but breaks a word.
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\xad\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_CONFLICT = re.compile("^(<{7}|>{7}) ", re.MULTILINE)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}


class YamlError(Exception):
    """The text is not acceptable YAML; `place` is line and column from 1."""

    def __init__(self, place: Place, message: str):
        self.place = place
        self.message = message
        super().__init__(message)


def _place(event: Event) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _scalar(value: str) -> Any:
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if value[0] in "-0123456789":
        if _INT.fullmatch(value):
            return int(value) if len(value) < 16 else value
        if _DATE.fullmatch(value):
            try:
                return datetime.date.fromisoformat(value)
            except ValueError:
                return value
        if _FLOAT.fullmatch(value):
            return float(value)
    return value


def _quoted(event: ScalarEvent) -> str:
    """The text between quotes; double ones can hold, as an escape, what no editor would see."""
    if event.style == '"' and (strange := _STRANGE.search(event.value)):
        message = f"the invisible character U+{ord(strange[0]):04X} is written here as an escape; take it out"
        raise YamlError(_place(event), message)
    return event.value


class _Reader:
    """Makes data of libyaml's events: PyYAML's own way, by a tree of nodes, takes half as long again."""

    def __init__(self, text: str):
        self._next = CParser(text).get_event

    def whole(self) -> Any:
        """The data of the only document."""
        self._next()
        if type(self._next()) is StreamEndEvent:
            raise YamlError((1, 1), "the file is empty")
        value = self._value(self._next(), 1)
        self._next()
        after = self._next()
        if type(after) is not StreamEndEvent:
            raise YamlError(_place(after), "another document starts here; a file holds one")
        return value

    def _value(self, event: Event, depth: int) -> Any:
        kind = type(event)
        if depth > MAX_DEPTH:
            raise YamlError(_place(event), f"nested more than {MAX_DEPTH} levels deep; no content file needs that")
        if kind is AliasEvent:
            message = "an alias (`*name`) repeats another value; write the value out where it is needed"
            raise YamlError(_place(event), message)
        if event.tag is not None:
            raise YamlError(_place(event), f"the tag `{event.tag[:60]}` is not allowed; write a plain value")
        if kind is ScalarEvent:
            return _scalar(event.value) if event.implicit[0] else _quoted(event)
        return self._mapping(depth + 1) if kind is MappingStartEvent else self._list(depth + 1)

    def _list(self, depth: int) -> tuple[Any, ...]:
        items = []
        while type(event := self._next()) is not SequenceEndEvent:
            items.append(self._value(event, depth))
        return tuple(items)

    def _mapping(self, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while type(event := self._next()) is not MappingEndEvent:
            if type(event) is not ScalarEvent or event.tag is not None:
                message = "a key must be a word, not a list, a mapping, an alias or something with a tag"
                raise YamlError(_place(event), message)
            key = event.value if event.implicit[0] else _quoted(event)
            if key in mapping:
                raise YamlError(_place(event), f"the key `{key}` stands here twice; keep one of them")
            mapping[key] = self._value(self._next(), depth)
        return mapping


def decode(raw: bytes) -> str:
    """The text of a content file; raises YamlError for what no editor should save."""
    if len(raw) > MAX_BYTES:
        raise YamlError((1, 1), f"the file has {len(raw):,} bytes; the limit is {MAX_BYTES:,}")
    if raw.startswith(b"\xef\xbb\xbf"):
        raise YamlError((1, 1), "the file starts with a byte-order mark; save it as UTF-8 without BOM")
    try:
        text = raw.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(errors="replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        raise YamlError(
            (line, column), f"the byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        ) from None
    if strange := _STRANGE.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        column = strange.start() - text.rfind("\n", 0, strange.start())
        raise YamlError((line, column), f"the invisible character U+{ord(strange[0][0]):04X} stands here; take it out")
    if conflict := _CONFLICT.search(text):
        message = "a mark of a merge conflict stands here; keep one of the two versions and take the marks out"
        raise YamlError((text.count("\n", 0, conflict.start()) + 1, 1), message)
    if not unicodedata.is_normalized("NFC", text):
        lines = enumerate(text.splitlines(), 1)
        number = next(number for number, line_text in lines if not unicodedata.is_normalized("NFC", line_text))
        message = "an accent stands apart from its letter (Unicode NFD); type the letter with its accent (NFC)"
        raise YamlError((number, 1), message)
    return text


# What libyaml says, and what an editor should look for.
_ADVICE = {
    "mapping values are not allowed in this context": "one `: ` too many: a text with `: ` in it needs quotes; "
    "or else look in this line and the one above for a wrong indentation or a space missing behind a colon",
    "did not find expected key": "this line does not go on as the lines above began; "
    "correct its indentation, or a quote or bracket above",
    "did not find expected '-' indicator": "this line should start with `- ` as the items above do; "
    "add it, or correct the indentation",
    "did not find expected node content": "a value is missing before this place; "
    "a text that starts with `#` needs quotes",
    "could not find expected ':'": "this line is no `key: value`; "
    "indent it if it belongs to the text above, or write the colon and a space",
    "found character that cannot start any token": "a text that starts with this character needs quotes",
    "did not find expected alphabetic or numeric character": "a text that starts with `*` or `&` needs quotes",
    "did not find expected comment or line break": "a text that starts with `>` or `|` needs quotes",
    "found unexpected end of stream": "a quote is opened here and never closed; close it where the text ends",
}
_BROKEN_IN_BRACKETS = (
    "the `{` or `[` that opens here is not closed as it should be; close it, put a comma between its values, "
    "and put a text with `,`, `: ` or ` #` in it into quotes"
)
_BROKEN_IN_QUOTES = (
    "the text in quotes that starts here ends at the next such quote, and more follows it; "
    "close it where it should end, and use another kind of quotes inside it"
)


def _last_quoted(text: str) -> ScalarEvent | None:
    """The last value before the place where the text cannot be read, if it is in quotes."""
    last, parser = None, CParser(text)
    try:
        while event := parser.get_event():
            last = event if isinstance(event, ScalarEvent) else last
    except yaml.YAMLError:
        pass
    return last if last and last.style in ("'", '"') else None


def _explain(text: str, error: yaml.MarkedYAMLError) -> YamlError:
    """Where to look, and for what."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return YamlError((1, 1), f"not valid YAML: {error.problem or error.context}")
    lines = [*text.splitlines(), ""]
    if "\t" in lines[min(mark.line, len(lines) - 1)][: mark.column + 1]:
        return YamlError((mark.line + 1, mark.column + 1), "a tab cannot indent YAML; use spaces")
    advice = _ADVICE.get(error.problem, error.problem)
    quoted = _last_quoted(text)
    if error.context in ("while parsing a flow mapping", "while parsing a flow sequence"):
        mark, advice = error.context_mark, _BROKEN_IN_BRACKETS
    elif error.problem in ("could not find expected ':'", "found unexpected end of stream") and error.context_mark:
        mark = error.context_mark
    elif error.problem == "did not find expected key" and quoted and quoted.end_mark.line == mark.line:
        mark, advice = quoted.start_mark, _BROKEN_IN_QUOTES
    near = "".join(lines[max(mark.line - 1, 0) : mark.line + 1])
    if "\xa0" in near:
        advice = f"{advice}; a no-break space (U+00A0) stands near here, type a plain one"
    return YamlError((mark.line + 1, mark.column + 1), f"not valid YAML: {advice}")


def _lost(text: str) -> YamlError | None:
    """The end of a text without quotes that is lost as a comment, `#4` for instance."""
    if not re.search(" #[^ #\n]", text):
        return None
    lines = text.split("\n")
    parser = CParser(text)
    while type(event := parser.get_event()) is not StreamEndEvent:
        if type(event) is ScalarEvent and not event.style:
            line, column = event.end_mark.line, event.end_mark.column
            if re.match(" +#[^ #]", "".join(lines[line : line + 1])[column:]):
                message = "what follows ` #` is a comment and lost; put the text in quotes, or write a comment as `# …`"
                return YamlError((line + 1, column + 2), message)
    return None


def _read(text: str) -> Any:
    try:
        data = _Reader(text).whole()
    except yaml.MarkedYAMLError as error:
        raise _explain(text, error) from None
    except yaml.YAMLError as error:
        raise YamlError((1, 1), f"not valid YAML: {str(error).splitlines()[0]}") from None
    if lost := _lost(text):
        raise lost
    return data


def _after(events: list[Event], at: int) -> int:
    """Where the value that starts at `at` has ended."""
    depth = 0
    while True:
        depth += isinstance(events[at], CollectionStartEvent) - isinstance(events[at], CollectionEndEvent)
        at += 1
        if not depth:
            return at


@dataclass(frozen=True)
class YamlText:
    """A text of YAML, able to read itself and to say where each value stands.

    Most files are right, so places are worked out only when one is asked for.
    `first_line` is the line of the file at which the text starts.
    """

    text: str
    first_line: int = 1

    def read(self) -> Any:
        """The data: dicts, tuples, text, numbers, dates; raises YamlError."""
        try:
            return _read(self.text)
        except YamlError as error:
            line, column = error.place
            raise YamlError((line + self.first_line - 1, column), error.message) from None

    @cached_property
    def _events(self) -> list[Event]:
        """What is in the document; nothing when it cannot be read."""
        parser = CParser(self.text)
        try:
            return list(iter(parser.get_event, None))[2:-2]
        except yaml.YAMLError:
            return []

    def locate(self, keys: tuple[Key, ...], *, at_key: bool = False) -> Place:
        """Line and column of the value at `keys`, or of the nearest value that exists.

        With `at_key`, the place of the last key itself and not of its value.
        """
        events, at = self._events, 0
        if not events:
            return self.first_line, 1
        place = _place(events[0])
        for position, key in enumerate(keys):
            if isinstance(events[at], MappingStartEvent):
                at += 1
                while isinstance(events[at], ScalarEvent) and events[at].value != key:
                    at = _after(events, at + 1)
                if isinstance(events[at], MappingEndEvent):
                    break
                word, at = events[at], at + 1
                value = events[at]
                empty = isinstance(value, ScalarEvent) and not value.value and value.implicit[0]
                last = position == len(keys) - 1
                place = _place(word if (last and at_key) or empty else value)
            elif isinstance(events[at], SequenceStartEvent) and isinstance(key, int):
                at += 1
                for _ in range(key):
                    if not isinstance(events[at], SequenceEndEvent):
                        at = _after(events, at)
                if isinstance(events[at], SequenceEndEvent):
                    break
                place = _place(events[at])
            else:
                break
        return place[0] + self.first_line - 1, place[1]
