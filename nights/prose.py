"""Markdown as stories and articles use it: no raw HTML, no pictures, links only to what exists.

The only module that turns content into HTML without escaping.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup, escape

from nights.problems import did_you_mean

# Only these can be wrong in a text; without one of them it need not be parsed to be checked.
_WORTH_A_LOOK = re.compile(
    r"[<\[]|\*\*|^#|^ {4}|^ {0,3}\t|^=+\s*$|(?:>[ \t]*|(?:[*+-]|(?<!\d)\d+\.)[ \t]+){9}", re.MULTILINE
)
# Marks that a reader would see, because something about them is wrong; `[sic] (so he said)` is none.
_LEFT_OVER = re.compile(r"(\]\(|\] \((?=https?:|[0-9]{4}-)|\]\[|\*\*)[^\s<]{0,30}")
_NO_NOTE = re.compile(r"\[\^([^\]]{1,40})\]")
MOST_OPEN_BRACKETS = 50
_WEB = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)
# Stands around the number of a link where its address will be: a character that content cannot hold.
_MARK = "\x1d"
_ADDRESS = re.compile(rf' href="{_MARK}(\d+){_MARK}"')
_ALONE = re.compile(rf"<p><a{_ADDRESS.pattern}(?:(?!</a>).)*</a></p>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a text, and on which of its lines, from 0."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link to an id leads; a night alone in its paragraph becomes `card`."""

    url: str
    card: Markup | None = None


Resolve = Callable[[str], Link | str]  # a link, or the sentence that says why there is none


class _Refuse(InlineProcessor):
    """Records markup that is not used here, and drops it."""

    def __init__(self, pattern: str, md: "_Markdown", message: str):
        super().__init__(pattern, md)
        self.message = message

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802
        self.md.mistake(m.group(0), self.message)
        return "", m.start(0), m.end(0)


class _Score(InlineProcessor):
    """Keeps a score on one line: a browser may break it after its dash."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # noqa: N802
        score = Element("span", {"class": "score"})
        score.text = AtomicString(m.group(0))
        return score, m.start(0), m.end(0)


class _Notes(Treeprocessor):
    """Puts every footnote behind the paragraph that refers to it, so that it can stand in the margin."""

    def run(self, root: Element) -> None:
        notes = root.find("div[@class='footnote']")
        if notes is None:
            return
        root.remove(notes)
        for number, item in enumerate(notes.find("ol"), 1):
            note = Element("aside", {"class": "note", "id": item.get("id")})
            SubElement(note, "span", {"class": "note__number"}).text = str(number)
            note.extend(item)
            name = item.get("id").removeprefix("fn:")
            place = next((index for index, block in enumerate(root) if _holds(block, f"fnref:{name}")), None)
            if place is None:
                self.md.mistake(f"[^{name}]:", f"nothing refers to the note `[^{name}]`; refer to it or take it out")
                continue
            while place + 1 < len(root) and root[place + 1].get("class") == "note":
                place += 1
            root.insert(place + 1, note)


def _holds(block: Element, reference: str) -> bool:
    return any(each.get("id") == reference for each in block.iter())


class _Links(Treeprocessor):
    """Notes every link to an id and puts its number, between two marks, in place of its address."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            if alignment := cell.attrib.pop("style", "").removeprefix("text-align: ").rstrip(";"):
                cell.set("class", f"align-{alignment}")  # the site's policy refuses style attributes
        for element in root.iter():
            if element.tag == "h1":
                self.md.mistake(element.text or "#", "the title is the only main heading; start headings with `##`")
            if element.tag == "a":
                target = element.get("href", "")
                if not target.startswith(("#fn:", "#fnref:")) and not _WEB.fullmatch(target):
                    element.set("href", f"{_MARK}{len(self.md.links)}{_MARK}")
                    self.md.links.append(target)


class _Markdown(markdown.Markdown):
    """Python-Markdown with footnotes and tables, and without raw HTML and pictures."""

    def __init__(self) -> None:
        super().__init__(
            extensions=["footnotes", "tables"],
            extension_configs={"footnotes": {"UNIQUE_IDS": False, "BACKLINK_TEXT": "↩"}},
            output_format="html",
        )
        self.mistakes: list[Mistake] = []
        self.links: list[str] = []  # the ids that links lead to
        self.source = ""
        self.preprocessors.deregister("html_block")
        self.inlinePatterns.deregister("html")
        for name in ("image_link", "image_reference", "short_image_ref", "automail"):
            self.inlinePatterns.deregister(name)
        html = "raw HTML is not used here; write Markdown"
        self.inlinePatterns.register(_Refuse(r"<[A-Za-z/!?][^>]*>?", self, html), "no_html", 90)
        picture = "pictures are not used here; take the `![…](…)` out"
        self.inlinePatterns.register(_Refuse(r"!\[[^\]]*\](\([^)]*\)?)?", self, picture), "no_images", 165)
        self.inlinePatterns.register(_Score(r"(?<![\w–-])\d{1,2}–\d{1,2}(?![\w–-])", self), "score", 30)
        self.treeprocessors.register(_Notes(self), "notes", 6)
        self.treeprocessors.register(_Links(self), "links", 5)

    def line_of(self, snippet: str) -> int:
        """The line on which the snippet first stands."""
        return self.source.count("\n", 0, max(self.source.find(snippet), 0))

    def mistake(self, snippet: str, message: str) -> None:
        """Record a mistake at the line where the snippet first stands."""
        self.mistakes.append(Mistake(self.line_of(snippet), message))

    def transform(self, source: str) -> "_Converted":
        self.reset()
        self.mistakes, self.links, self.source = [], [], source
        html = self.convert(source)
        for name in _NO_NOTE.findall(html):
            self.mistake(f"[^{name}]", f"there is no note `[^{name}]`; write it, or take the reference out")
        for left in _LEFT_OVER.finditer(re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)):
            what = (
                "`**` needs another `**` at the other end" if left[1] == "**" else "write a link as `[words](target)`"
            )
            self.mistake(unescape(left[0]), f"the mark `{left[1]}` would be seen by readers; {what}")
        # A target may also be a word of the text, so it is looked for as a link first.
        lines = (self.line_of(f"]({target}") or self.line_of(target) for target in self.links)
        return _Converted(html, tuple(zip(self.links, lines, strict=True)), tuple(self.mistakes))


class _Converted(NamedTuple):
    """A text as HTML with the numbers of its links; the links, with their lines; and what is wrong with it."""

    html: str
    links: tuple[tuple[str, int], ...]
    mistakes: tuple[Mistake, ...]


@cache
def _markdown() -> _Markdown:
    return _Markdown()


@lru_cache(maxsize=50_000)
def _converted(text: str) -> _Converted:
    """What follows from a text alone: looked at for mistakes and shown on pages, it is parsed once."""
    if text.count("[") - text.count("]") > MOST_OPEN_BRACKETS:  # the parser's time grows with their square
        return _Converted("", (), (Mistake(0, "many brackets `[` are not closed; close them or take them out"),))
    try:
        return _markdown().transform(text)
    except RecursionError:
        _markdown.cache_clear()  # it stopped half-way, and would take the next text for a part of this one
        return _Converted("", (), (Mistake(0, "lists or quotations stand too deep in each other; take some apart"),))


@lru_cache(maxsize=50_000)
def _worth_a_look(text: str) -> bool:
    return _WORTH_A_LOOK.search(text) is not None


def mistakes(text: str, resolve: Resolve) -> Iterable[Mistake]:
    """Everything in a text that would not be shown as written."""
    if not _worth_a_look(text):
        return []
    converted = _converted(text)
    wrong = [(line, resolve(target)) for target, line in converted.links]
    return [*converted.mistakes, *(Mistake(line, answer) for line, answer in wrong if isinstance(answer, str))]


def render(text: str, resolve: Resolve) -> Markup:
    """The text as HTML, a night alone in its paragraph as its card; what leads nowhere is no link."""
    html, links, _ = _converted(text)
    found = [link if isinstance(link := resolve(target), Link) else None for target, _ in links]

    def card(alone: re.Match[str]) -> str:
        link = found[int(alone[1])]
        return f'<div class="prose__card">{link.card}</div>' if link and link.card else alone[0]

    def address(place: re.Match[str]) -> str:
        link = found[int(place[1])]
        return f' href="{escape(link.url)}"' if link else ""

    html = _ADDRESS.sub(address, _ALONE.sub(card, html))
    return Markup(html)  # noqa: S704 - raw HTML cannot get through, see _Markdown


def links(text: str) -> tuple[str, ...]:
    """The ids that a text links to, in order."""
    return tuple(target for target, _ in _converted(text).links)


def resolve_link(target: str, matches: Mapping[str, Any], articles: Mapping[str, Any]) -> Link | str:
    """Where a Markdown link leads; the address is only the id, pages make it a URL."""
    if target in matches or target in articles:
        return Link(target)
    if re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        return f"links may start with https:// or be an id, not `{target[:60]}`"
    hint = did_you_mean(target, [*matches, *articles])
    return f"`{target[:80]}` is no match and no article{hint or '; link to an id or to an https:// address'}"


def words(text: str) -> int:
    """How many words a reader reads: link targets and marks left out."""
    plain = re.sub(r"\]\([^)]*\)", "]", text)
    return len(re.findall(r"[^\W_]+(?:[’'.,:–-][^\W_]+)*", plain))


def plain(value: Any) -> str:
    """A text without its Markdown marks, for descriptions."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", str(value))
    return re.sub(r"\s+", " ", re.sub(r"[*_`#>]+", "", text)).strip()
