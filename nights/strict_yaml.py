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

MAX_BYTES = 1_000_000
MAX_DEPTH = 12  # the deepest content file needs 6; PyYAML's C composer crashes at some 10,000

Key = str | int
Place = tuple[int, int]  # line and column, from 1

_INT = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Control characters, and line ends that only some programs take for such.
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}


class YamlError(Exception):
    """The text is not acceptable YAML; `place` is line and column from 1."""

    def __init__(self, place: Place, message: str):
        self.place = place
        self.message = message
        super().__init__(message)


class _Composer(CParser):
    """libyaml's parser, with the resolver of YAML 1.1 switched off and a depth limit."""

    def __init__(self, text: str):
        CParser.__init__(self, text)
        self._depth = 0

    def resolve(self, kind: type, value: str, implicit: Any) -> str:
        if kind is yaml.ScalarNode:
            return "plain" if implicit[0] else "quoted"
        return "collection"

    def descend_resolver(self, parent: yaml.Node | None, index: Any) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            place = _place(parent) if parent is not None else (1, 1)
            raise YamlError(place, f"nested more than {MAX_DEPTH} levels deep; no content file needs that")

    def ascend_resolver(self) -> None:
        self._depth -= 1


def _place(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


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


def _construct(node: yaml.Node, seen: set[int]) -> Any:
    if id(node) in seen:
        raise YamlError(_place(node), "an alias (`*name`) repeats this value; write the value out where it is needed")
    seen.add(id(node))
    tag = node.tag
    if tag == "plain":
        return _scalar(node.value)
    if tag == "quoted":
        return node.value
    if tag != "collection":
        raise YamlError(_place(node), f"the tag `{tag[:60]}` is not allowed; write a plain value")
    if isinstance(node, yaml.SequenceNode):
        return tuple([_construct(item, seen) for item in node.value])
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key, str):
            raise YamlError(_place(key_node), "a key must be a word, not a list or a mapping")
        if key in mapping:
            raise YamlError(_place(key_node), f"the key `{key}` stands here twice; keep one of them")
        if id(key_node) in seen or key_node.tag not in ("plain", "quoted"):
            raise YamlError(_place(key_node), f"the key `{key}` is an alias or has a tag; write it out")
        seen.add(id(key_node))
        mapping[key] = _construct(value_node, seen)
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
    if not unicodedata.is_normalized("NFC", text):
        lines = enumerate(text.splitlines(), 1)
        number = next(number for number, line_text in lines if not unicodedata.is_normalized("NFC", line_text))
        message = "an accent stands apart from its letter (Unicode NFD); type the letter with its accent (NFC)"
        raise YamlError((number, 1), message)
    return text


def _compose(text: str) -> yaml.Node | None:
    try:
        return _Composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = text.splitlines()
        if mark and mark.line < len(lines) and "\t" in lines[mark.line][: mark.column + 1]:
            message = "a tab cannot indent YAML; use spaces"
        else:
            message = f"not valid YAML: {error.problem or error.context}; a text with `: ` or ` #` in it needs quotes"
        raise YamlError(place, message) from None
    except yaml.YAMLError as error:
        raise YamlError((1, 1), f"not valid YAML: {str(error).splitlines()[0]}") from None


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
            node = _compose(self.text)
            if node is None:
                raise YamlError((1, 1), "the file is empty")
            return _construct(node, set())
        except YamlError as error:
            line, column = error.place
            raise YamlError((line + self.first_line - 1, column), error.message) from None

    @cached_property
    def _root(self) -> yaml.Node | None:
        try:
            return _compose(self.text)
        except YamlError:
            return None

    def locate(self, keys: tuple[Key, ...], *, at_key: bool = False) -> Place:
        """Line and column of the value at `keys`, or of the nearest value that exists.

        With `at_key`, the place of the last key itself and not of its value.
        """
        node = self._root
        if node is None:
            return self.first_line, 1
        place = _place(node)
        for position, key in enumerate(keys):
            last = position == len(keys) - 1
            if isinstance(node, yaml.MappingNode):
                found = next((pair for pair in node.value if pair[0].value == key), None)
                if found is None:
                    break
                node = found[1]
                empty = isinstance(node, yaml.ScalarNode) and not node.value and node.tag == "plain"
                place = _place(found[0] if (last and at_key) or empty else node)
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                place = _place(node)
            else:
                break
        return place[0] + self.first_line - 1, place[1]
