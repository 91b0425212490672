"""Markdown as stories and articles use it: no raw HTML, no pictures, links only to what exists.

The only module that turns content into HTML without escaping.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup

# Only these can be wrong in a text; without one of them it need not be parsed to be checked.
_WORTH_A_LOOK = re.compile(r"[<\[]|\*\*|^#|^ {4}|^=+\s*$", re.MULTILINE)
# Marks that a reader would see, because something about them is wrong; `[sic] (so he said)` is none.
_LEFT_OVER = re.compile(r"(\]\(|\] \((?=https?:|[0-9]{4}-)|\]\[|\*\*)[^\s<]{0,30}")
_NO_NOTE = re.compile(r"\[\^([^\]]{1,40})\]")
MOST_OPEN_BRACKETS = 50
_WEB = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)


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
    """Resolves every link, and turns a night alone in its paragraph into its score card."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            if alignment := cell.attrib.pop("style", "").removeprefix("text-align: ").rstrip(";"):
                cell.set("class", f"align-{alignment}")  # the site's policy refuses style attributes
        for parent in root.iter():
            for child in list(parent):
                if child.tag == "h1":
                    self.md.mistake(child.text or "#", "the title is the only main heading; start headings with `##`")
                if child.tag == "a":
                    self._resolve(parent, child)

    def _resolve(self, parent: Element, link: Element) -> None:
        target = link.get("href", "")
        if target.startswith(("#fn:", "#fnref:")) or _WEB.fullmatch(target):
            return
        found = self.md.resolve(target)
        if isinstance(found, str):
            self.md.mistake(target, found)
            del link.attrib["href"]
            return
        link.set("href", found.url)
        alone = (
            parent.tag == "p" and len(parent) == 1 and not (parent.text or "").strip() and not (link.tail or "").strip()
        )
        if found.card and alone:
            parent.remove(link)
            parent.tag = "div"
            parent.set("class", "prose__card")
            parent.text = self.md.htmlStash.store(str(found.card))


class _Markdown(markdown.Markdown):
    """Python-Markdown with footnotes and tables, and without raw HTML and pictures."""

    def __init__(self) -> None:
        super().__init__(
            extensions=["footnotes", "tables"],
            extension_configs={"footnotes": {"UNIQUE_IDS": False, "BACKLINK_TEXT": "↩"}},
            output_format="html",
        )
        self.mistakes: list[Mistake] = []
        self.source = ""
        self.resolve: Resolve = lambda target: f"`{target}` leads nowhere"
        self.preprocessors.deregister("html_block")
        self.inlinePatterns.deregister("html")
        for name in ("image_link", "image_reference", "short_image_ref"):
            self.inlinePatterns.deregister(name)
        html = "raw HTML is not used here; write Markdown"
        self.inlinePatterns.register(_Refuse(r"<[A-Za-z/!?][^>]*>?", self, html), "no_html", 90)
        picture = "pictures are not used here; take the `![…](…)` out"
        self.inlinePatterns.register(_Refuse(r"!\[[^\]]*\](\([^)]*\)?)?", self, picture), "no_images", 165)
        self.inlinePatterns.register(_Score(r"(?<![\w–-])\d{1,2}–\d{1,2}(?![\w–-])", self), "score", 30)
        self.treeprocessors.register(_Notes(self), "notes", 6)
        self.treeprocessors.register(_Links(self), "links", 5)

    def mistake(self, snippet: str, message: str) -> None:
        """Record a mistake at the line where the snippet first stands."""
        position = max(self.source.find(snippet), 0)
        self.mistakes.append(Mistake(self.source.count("\n", 0, position), message))

    def transform(self, source: str, resolve: Resolve) -> str:
        self.reset()
        self.mistakes, self.source, self.resolve = [], source, resolve
        return self.convert(source)


@cache
def _markdown() -> _Markdown:
    return _Markdown()


@lru_cache(maxsize=50_000)
def _found_in(text: str) -> tuple[tuple[Mistake, ...], tuple[tuple[str, int], ...]]:
    """The mistakes of a text that do not depend on what exists, and its links with their lines."""
    if not _WORTH_A_LOOK.search(text):
        return (), ()
    links: list[tuple[str, int]] = []

    def note(target: str) -> Link:
        links.append((target, text.count("\n", 0, max(text.find(target), 0))))
        return Link("")

    if text.count("[") - text.count("]") > MOST_OPEN_BRACKETS:  # the parser's time grows with their square
        return (Mistake(0, "many brackets `[` are not closed; close them or take them out"),), ()
    html = _markdown().transform(text, note)
    found = _markdown().mistakes
    for name in _NO_NOTE.findall(html):
        line = text.count("\n", 0, max(text.find(f"[^{name}]"), 0))
        found.append(Mistake(line, f"there is no note `[^{name}]`; write it, or take the reference out"))
    for left in _LEFT_OVER.finditer(re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)):
        line = text.count("\n", 0, max(text.find(unescape(left[0])), 0))
        what = "`**` needs another `**` at the other end" if left[1] == "**" else "write a link as `[words](target)`"
        found.append(Mistake(line, f"the mark `{left[1]}` would be seen by readers; {what}"))
    return tuple(found), tuple(links)


def mistakes(text: str, resolve: Resolve) -> Iterable[Mistake]:
    """Everything in a text that would not be shown as written."""
    found, links = _found_in(text)
    wrong = [(line, resolve(target)) for target, line in links]
    return [*found, *(Mistake(line, answer) for line, answer in wrong if isinstance(answer, str))]


def render(text: str, resolve: Resolve) -> Markup:
    """The text as HTML. It must have passed `mistakes`."""
    return Markup(_markdown().transform(text, resolve))  # noqa: S704 - raw HTML cannot get through, see _Markdown


def words(text: str) -> int:
    """How many words a reader reads: link targets and marks left out."""
    plain = re.sub(r"\]\([^)]*\)", "]", text)
    return len(re.findall(r"[^\W_]+(?:[’'.,:–-][^\W_]+)*", plain))


def plain(value: Any) -> str:
    """A text without its Markdown marks, for descriptions."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", str(value))
    return re.sub(r"\s+", " ", re.sub(r"[*_`#>]+", "", text)).strip()
