"""The only reader of content: files in, typed entries out, or problems with their places.

Knows the layout of the content folder; knows no football.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from nights import model
from nights.parallel import spread
from nights.problems import ContentError, Problem, did_you_mean
from nights.strict_yaml import Key, YamlError, YamlText, decode
from nights.text import slug

T = TypeVar("T")

REGISTRIES = {
    "competitions": model.Competition,
    "clubs": model.Club,
    "grounds": model.Ground,
    "players": model.Person,
    "coaches": model.Person,
    "referees": model.Referee,
}
# The folders of each kind of file: how many deep the files are, and with what ending.
_FOLDERS = {"campaigns": (1, ".yaml"), "matches": (2, ".yaml"), "articles": (1, ".md"), "pages": (1, ".md")}
_SEASON = re.compile(r"[12][0-9]{3}-[0-9]{2}")
_PAGE = re.compile(r"about(-[a-z]{2})?")  # the pages of text that the site has
LONGEST_NAME = 220  # of a file, without its ending: the picture of an article is named after it, and more
_ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ID = re.compile(_ID_PATTERN)
# The forms of the model's texts, in an editor's words.
FORMS = {
    _ID_PATTERN: "an id, small letters and digits joined by hyphens",
    r"^[0-9]{4}-[0-9]{2}$": "a season such as 2019-20",
    r"^\S[^\n]*$": "a text on one line with no space before it",
    r"^https?://[^\s<>\"]+$": "an address that starts with https:// or http:// and has no space in it",
    r"^[1-9](-[1-9]){1,4}$": "a formation such as 3-4-2-1",
    r"^[a-z]{2}$": "the two small letters of a language, such as it",
    r"^[a-z_]+$": "the name of a check, such as eleven_start",
    r"^[A-Z]$": "one capital letter, such as C",
    r"^#[0-9a-f]{6}$": 'a colour such as "#1d5fd0", in quotes and in small letters',
}
_UNLISTED = "is not read; add its language to `languages` in site.yaml"
_FRONT_MATTER = re.compile(r"---\n(.*?\n)---(?:\n|\Z)(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A content file as read: where it is, its YAML, and its Markdown if it has one."""

    path: str
    yaml: YamlText
    body: str = ""
    body_line: int = 1

    def problem(self, keys: tuple[Key, ...], message: str, check: str = "load", *, at_key: bool = False) -> Problem:
        """A problem at the place of the value at `keys`."""
        line, column = self.yaml.locate(keys, at_key=at_key)
        return Problem(self.path, line, column, message, check)


@dataclass(frozen=True, slots=True, eq=False)
class Entry(Generic[T]):
    """One thing of the content, with its id and the document it came from."""

    id: str
    value: T
    document: Document


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """All that was read. Every mapping is by id, in order of id."""

    site: Entry[model.Site]
    catalogues: dict[str, Entry[dict[str, Any]]]
    competitions: Entry[dict[str, model.Competition]]
    clubs: Entry[dict[str, model.Club]]
    grounds: Entry[dict[str, model.Ground]]
    players: Entry[dict[str, model.Person]]
    coaches: Entry[dict[str, model.Person]]
    referees: Entry[dict[str, model.Referee]]
    seasons: dict[str, Entry[model.SeasonFile]]
    matches: dict[str, Entry[model.Match]]
    articles: dict[str, Entry[model.ArticleHead]]
    pages: dict[str, Entry[model.PageHead]]
    match_seasons: dict[str, str]
    broken: frozenset[str]  # ids of files that are there but could not be read


def _allowed_keys(schema: dict[str, Any], keys: tuple[Key, ...]) -> list[str]:
    """The property names the JSON Schema allows where a wrong key was found."""

    def resolve(part: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in part or "anyOf" in part:
            if "$ref" in part:
                part = schema["$defs"][part["$ref"].rsplit("/", 1)[1]]
            else:
                part = next((option for option in part["anyOf"] if option.get("type") != "null"), {})
        return part

    part = resolve(schema)
    for key in keys:
        inner = part.get("items") if isinstance(key, int) else part.get("properties", {}).get(key)
        inner = inner or next(iter(part.get("patternProperties", {}).values()), part.get("additionalProperties"))
        part = resolve(inner) if isinstance(inner, dict) else {}
    return list(part.get("properties", {}))


def _kind_of(value: Any) -> str:
    names = {str: "text", int: "a number", float: "a number", bool: "true or false", tuple: "a list", dict: "a mapping"}
    if value is None:
        return "empty"
    name = names.get(type(value), "a date")
    return f'the text "{value}"' if isinstance(value, str) and len(value) <= 60 else name


def _form(pattern: str, given: str) -> str:
    """What a text should look like, and what may be meant."""
    meant = slug(given) if pattern == _ID_PATTERN and len(given) <= 60 else ""
    return f"should be {FORMS[pattern]}, not {_kind_of(given)}{f'; did you mean `{meant}`?' if meant else ''}"


def _sentence(error: dict[str, Any], known: list[str]) -> str:
    """What pydantic found, in an editor's words; `known` are the keys of a mapping that belongs here."""
    given, context = error["input"], error.get("ctx", {})
    match error["type"]:
        case "literal_error":
            allowed = re.findall(r"'([^']*)'|(\b[0-9]+\b)", context["expected"])
            words = [word or number for word, number in allowed]
            what = f"the number {given}" if type(given) in (int, float) else _kind_of(given)
            return f"should be one of {', '.join(words)}, not {what}{did_you_mean(str(given), words)}"
        case "int_type" | "int_parsing" | "int_from_float":
            return f"should be a whole number without quotes, points or commas, not {_kind_of(given)}"
        case "string_type" if given is None:
            return "is empty; write it"
        case "string_type":
            return f"should be text, not {_kind_of(given)}; put it in quotes if it is text"
        case "float_type" | "float_parsing":
            return f"should be a number such as 45.7092, without quotes, not {_kind_of(given)}"
        case "bool_type":
            return f"should be true or false, not {_kind_of(given)}"
        case "date_type":
            return f"should be a date such as 2024-05-22, not {_kind_of(given)}"
        case "tuple_type":
            return f"should be a list, not {_kind_of(given)}; write `[one, two]`, or start each item with `- `"
        case "dict_type" | "dataclass_type" | "model_type":
            keys = f" with {', '.join(known)}" if 0 < len(known) <= 8 else ""
            return f"should be a mapping of `key: value` lines{keys}, not {_kind_of(given)}"
        case "string_pattern_mismatch":
            return _form(context["pattern"], given)
        case "string_too_long":
            return f"has {len(given)} characters; the limit is {context['max_length']}"
        case "string_too_short" if given:
            return f"has {len(given)} characters; it needs at least {context['min_length']}"
        case "string_too_short":
            return "is empty; write it or leave the key out"
        case "greater_than_equal" | "less_than_equal":
            word, limit = ("least", context.get("ge")) if "ge" in context else ("most", context.get("le"))
            return f"{given} is out of range; it should be at {word} {limit}"
        case "too_short":
            return f"needs at least {context['min_length']}, has {context['actual_length']}"
        case "too_long":
            return f"takes at most {context['max_length']}, has {context['actual_length']}"
        case _:
            return error["msg"].removeprefix("Value error, ")


def _problems_of(error: ValidationError, kind: Any, document: Document) -> list[Problem]:
    errors = error.errors(include_url=False)
    unknown = [each for each in errors if each["type"] in ("unexpected_keyword_argument", "extra_forbidden")]
    problems, meant = [], set()  # the keys that were meant by unknown ones
    for each in sorted(errors, key=unknown.__contains__, reverse=True):
        keys = tuple(key for key in each["loc"] if key not in ("[key]", "[text]", "[forms]"))
        name = ".".join(str(key) for key in keys)
        if each in unknown:
            known = _allowed_keys(model.json_schema(kind), keys[:-1])
            hint = did_you_mean(str(keys[-1]), known)
            meant.update((*keys[:-1], key) for key in known if f"`{key}`" in hint)
            message = f"unknown key `{keys[-1]}`{hint or '; known here: ' + ', '.join(known)}"
        elif each["type"] in ("missing", "missing_argument"):
            if keys in meant:
                continue
            message = f"`{name}` is missing; add it"
        elif each["type"] == "too_short" and any(
            len(other["loc"]) > len(keys) and other["loc"][: len(keys)] == keys for other in errors
        ):
            continue  # its items are wrong, which is told already
        else:
            sentence = _sentence(each, _allowed_keys(model.json_schema(kind), keys))
            message = f"`{name}` {sentence}" if name else sentence
        at_key = each["loc"][-1:] == ("[key]",) or each in unknown
        problems.append(document.problem(keys, message, at_key=at_key))
    return problems


@dataclass(slots=True)
class _Reading:
    """One file as last read; kept between builds while the file does not change."""

    stamp: tuple[int, int]
    entry: Entry[Any] | None
    problems: tuple[Problem, ...]


@dataclass
class Loader:
    """Reads a content folder; reads again only the files that changed since last time.

    `shown` is the folder as messages name it.
    """

    folder: Path
    shown: str = "content"
    _cache: dict[str, _Reading] = field(default_factory=dict)

    def load(self) -> tuple[Content | None, list[Problem]]:
        """All content and all problems of reading it; no content when a shared file cannot be read."""
        if not self.folder.is_dir():
            raise ContentError([Problem(self.shown, 1, 1, "there is no such folder; name one with --content")])
        problems: list[Problem] = []

        def read(relative: str, entry_id: str, kind: Any) -> Entry[Any] | None:
            reading = self._read(relative, entry_id, kind)
            problems.extend(reading.problems)
            return reading.entry

        site = read("site.yaml", "site", model.Site)
        shared = {name: read(f"{name}.yaml", name, dict[model.Id, kind]) for name, kind in REGISTRIES.items()}
        written = sorted(path.stem for path in (self.folder / "i18n").glob("*.yaml"))
        codes = [language.code for language in site.value.languages] if site else written
        catalogues = {code: read(f"i18n/{code}.yaml", code, model.Catalogue) for code in codes}

        files = self._files(
            ["site.yaml", *(f"{name}.yaml" for name in REGISTRIES), *(f"i18n/{code}.yaml" for code in codes)], problems
        )
        seasons, articles, pages = {}, {}, {}
        for path in files["campaigns"]:
            if self._named(path, _SEASON, "a season such as 2019-20.yaml", problems):
                seasons[path.stem] = read(f"campaigns/{path.name}", path.stem, model.SeasonFile)
        matches, match_seasons = self._matches(files["matches"], problems)
        for path in files["articles"]:
            if self._named(path, _ID, "a date and a slug, such as 2020-02-20-no-longer-a-surprise.md", problems):
                articles[path.stem] = read(f"articles/{path.name}", path.stem, model.ArticleHead)
        for path in files["pages"]:
            if not self._named(path, _PAGE, "about.md, or about-it.md for a language", problems):
                continue
            if path.stem in ("about", *(f"about-{code}" for code in codes)):
                pages[path.stem] = read(f"pages/{path.name}", path.stem, model.PageHead)
            else:
                problems.append(Problem(f"{self.shown}/pages/{path.name}", 1, 1, _UNLISTED))
        if "about" not in pages:
            problems.append(Problem(f"{self.shown}/pages/about.md", 1, 1, "the file is missing; add it"))

        if not pages.get("about") or not site or not all(shared.values()) or not all(catalogues.values()):
            return None, problems
        content = Content(
            site=site,
            catalogues=catalogues,
            **shared,
            seasons=_whole(seasons),
            matches=_whole(matches),
            articles=_whole(articles),
            pages=_whole(pages),
            match_seasons=match_seasons,
            broken=frozenset(key for group in (seasons, matches, articles) for key in group if group[key] is None),
        )
        return content, problems

    def _matches(
        self, paths: list[Path], problems: list[Problem]
    ) -> tuple[dict[str, Entry[model.Match] | None], dict[str, str]]:
        """Every match by id, and the season of each; None for a file that could not be read."""
        self._read_matches(paths)
        matches: dict[str, Entry[model.Match] | None] = {}
        seasons: dict[str, str] = {}
        for path in paths:
            if not self._named(path.parent, _SEASON, "a season such as 2019-20", problems):
                continue
            if not self._named(path, _ID, "a date and the opponent's id, such as 2020-03-10-valencia.yaml", problems):
                continue
            relative = f"matches/{path.parent.name}/{path.name}"
            if path.stem in matches:
                other = f"{self.shown}/matches/{seasons[path.stem]}/{path.name}"
                message = f"the id `{path.stem}` is also that of {other}; ids are unique, so rename or remove one"
                problems.append(Problem(f"{self.shown}/{relative}", 1, 1, message))
                continue
            reading = self._cache[relative]
            problems.extend(reading.problems)
            matches[path.stem] = reading.entry
            seasons[path.stem] = path.parent.name
        return matches, seasons

    def _files(self, shared: Iterable[str], problems: list[Problem]) -> dict[str, list[Path]]:
        """The files of each kind in order of name; anything else but the `shared` files is a problem."""
        found: dict[str, list[Path]] = {kind: [] for kind in _FOLDERS}
        others: list[tuple[str, str]] = []
        for place, folders, names in os.walk(self.folder):
            inside = Path(place).relative_to(self.folder).parts
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            links = [name for name in folders if Path(place, name).is_symlink()]
            others += [("/".join((*inside, name)), "is a symbolic link; put the folder itself here") for name in links]
            kind = inside[0] if inside else ""
            depth, ending = _FOLDERS.get(kind, (0, ""))
            for name in names:
                if kind in _FOLDERS and len(inside) == depth and name.endswith(ending):
                    found[kind].append(Path(place, name))
                elif not name.startswith(".") and "/".join((*inside, name)) not in shared:
                    others.append(("/".join((*inside, name)), _not_read(kind, "/".join((*inside, name)), shared)))
        problems += [Problem(f"{self.shown}/{path}", 1, 1, message) for path, message in sorted(others)]
        return {kind: sorted(paths) for kind, paths in found.items()}

    def _named(self, path: Path, form: re.Pattern[str], example: str, problems: list[Problem]) -> bool:
        name = path.stem if path.suffix else path.name
        if form.fullmatch(name) and len(name) <= LONGEST_NAME:
            return True
        shown = f"{self.shown}/{path.relative_to(self.folder).as_posix()}"
        message = f"`{path.name[:100]}` is not a name for this; rename it to {example}"
        if form.fullmatch(name):
            message = f"the name has {len(name)} characters; the limit is {LONGEST_NAME}, so shorten it"
        problem = Problem(shown, 1, 1, message)
        if problem not in problems:
            problems.append(problem)
        return False

    def _read(self, relative: str, entry_id: str, kind: Any) -> _Reading:
        shown = f"{self.shown}/{relative}"
        stamp = _stamp(self.folder / relative)
        if stamp is None:
            return _Reading((0, 0), None, (Problem(shown, 1, 1, "the file is missing; add it"),))
        cached = self._cache.get(relative)
        if cached is None or cached.stamp != stamp:
            cached = self._cache[relative] = _parse(self.folder / relative, shown, entry_id, kind, stamp)
        return cached

    def _read_matches(self, paths: list[Path]) -> None:
        """Read the matches that are new or changed, on all cores when there are many; fills the cache."""
        files = [(f"matches/{path.parent.name}/{path.name}", path, _stamp(path)) for path in paths]
        changed = [each for each in files if each[0] not in self._cache or self._cache[each[0]].stamp != each[2]]

        def read(part: list[tuple[str, Path, tuple[int, int]]]) -> list[tuple[str, _Reading]]:
            return [
                (relative, _parse(path, f"{self.shown}/{relative}", path.stem, model.Match, stamp))
                for relative, path, stamp in part
            ]

        model.adapter(model.Match)  # built once, before the processes part
        self._cache.update(spread(read, changed))


def _not_read(kind: str, path: str, shared: Iterable[str]) -> str:
    """What to say of a file that belongs nowhere."""
    if kind == "i18n" and re.fullmatch(r"i18n/[a-z]{2}\.yaml", path):
        return _UNLISTED
    if kind in _FOLDERS:
        depth, ending = _FOLDERS[kind]
        return f"is not read; files here are named {kind}/{'*/' * (depth - 1)}*{ending}"
    return f"is not read; nothing of that name belongs here{did_you_mean(path, [*shared, *_FOLDERS])}"


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file does; None when there is no file."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _whole(entries: dict[str, Entry[T] | None]) -> dict[str, Entry[T]]:
    return {key: entry for key, entry in entries.items() if entry is not None}


def _parse(path: Path, shown: str, entry_id: str, kind: Any, stamp: tuple[int, int]) -> _Reading:
    """Read, split, parse and validate one file."""
    document = None
    if path.is_symlink():
        return _Reading(stamp, None, (Problem(shown, 1, 1, "is a symbolic link; put the file itself here"),))
    try:
        text = decode(path.read_bytes())
        document = _document(shown, text, markdown=path.suffix == ".md")
        data = document.yaml.read()
        return _Reading(stamp, Entry(entry_id, model.adapter(kind).validate_python(data), document), ())
    except OSError as error:
        return _Reading(stamp, None, (Problem(shown, 1, 1, f"cannot be read: {error.strerror}; put a file here"),))
    except YamlError as error:
        return _Reading(stamp, None, (Problem(shown, *error.place, error.message),))
    except ValidationError as error:
        return _Reading(stamp, None, tuple(_problems_of(error, kind, document)))


def _document(shown: str, text: str, *, markdown: bool) -> Document:
    if not markdown:
        return Document(shown, YamlText(text))
    parts = _FRONT_MATTER.fullmatch(text)
    if parts is None:
        raise YamlError((1, 1), "an article starts with `---`, its front matter, and another `---` line")
    head, body = parts.groups()
    return Document(shown, YamlText(head, first_line=2), body, body_line=3 + head.count("\n"))
