"""Small pictures that stand on many pages, drawn once: icons, proof marks, the marks of the strip.

Templates would draw them as well, but a page holds hundreds of them and most
of a build's time went there.
"""

from collections.abc import Callable, Iterable
from functools import cache

from markupsafe import Markup, escape

from nights.archive import Night
from nights.charts import Timed
from nights.i18n import Words
from nights.views import MARK_BELOW, MARK_WIDTH, STAR, SYMBOLS, Event, mark, minute_text, sentence

_FILLS = {
    "twice": '<rect class="fill" x="1" y="1" width="12" height="12"/>',
    "once": '<path class="fill" d="M1 13V1h6v12z"/>',
    "disputed": '<path class="strike" d="M2 12 12 2"/>',
    "missing": "",
}


class Marks:
    """The pictures of one language; `url` makes addresses."""

    def __init__(self, words: Words, url: Callable[[str], str]):
        self.words = words
        self.url = url
        self._nights: dict[str, Markup] = {}
        self.event = cache(self._event)
        self.proof = cache(self._proof)
        self.sources = cache(self._sources)
        self.fields = cache(self._fields)
        self.cell = cache(self._cell)

    def _event(self, kind: str) -> Markup:
        """The icon of a kind of event, with its name."""
        name, label = SYMBOLS.get(kind, kind), escape(self.words(f"event.{kind}"))
        picture = f'<svg class="icon icon--{name}" width="12" height="12" role="img" aria-label="{label}">'
        return Markup(f'{picture}<use href="#{name}"/></svg>')  # noqa: S704 - label is escaped

    def _proof(self, proof: str, *, word: bool = True) -> Markup:
        """Full, half, struck or empty square, with the word or only named by it."""
        text = escape(self.words(f"proof.{proof}"))
        name = 'aria-hidden="true"' if word else f'role="img" aria-label="{text}"'
        frame = '<rect class="frame" x="1" y="1" width="12" height="12"/>'
        picture = f'<svg class="proof-mark" width="14" height="14" {name}>{frame}{_FILLS[proof]}</svg>'
        return Markup(f"{picture} {text}" if word else picture)  # noqa: S704 - text is escaped

    def _sources(self, numbers: tuple[int, ...]) -> Markup:
        """Links to the sources of a night, by number."""
        return Markup(" ".join(f'<a href="#source-{number}">{number}</a>' for number in numbers))  # noqa: S704 - numbers

    def _fields(self, fields: tuple[str, ...]) -> str:
        """Names of fields in a row: `score, goals, line-ups`."""
        return ", ".join(self.words(f"field.{field}").lower() for field in fields)

    def _cell(self, kind: str, goals: int) -> Markup:
        """What a player did on a night of his campaign: a mark with his goals in it, and its name."""
        if not kind:
            return Markup("")
        name = self.words(f"picture.cell.{kind}")
        if goals:
            name += f", {self.words('player.count.goals', count=goals)}"
        shown = goals or ("?" if kind == "unknown" else "")
        return Markup(  # noqa: S704 - name is escaped
            f'<span class="cell cell--{kind}"><span aria-hidden="true">{shown}</span>'
            f'<span class="visually-hidden">{escape(name)}</span></span>'
        )

    def cells(self, cells: Iterable[tuple[str, int]]) -> Markup:
        """A player's row of the squad."""
        return Markup("".join(f"<td>{self.cell(kind, goals)}</td>" for kind, goals in cells))  # noqa: S704 - marks only

    def goals(self, goals: Iterable[Timed]) -> Markup:
        """Each goal as a link to its night: its minute, whom against, and the year."""
        return Markup("".join(map(self._goal, goals)))  # noqa: S704 - opponents are escaped

    def _goal(self, goal: Timed) -> str:
        name = f"{minute_text(goal.when)} {escape(goal.opponent)} {goal.year}"
        return f'<li><a href="{self.url(f"matches/{goal.night}/")}">{name}</a></li>'

    def done(self, events: Iterable[Event]) -> Markup:
        """What a player did, beside his name on the team sheet."""
        shown = ""
        for event in events:
            minute = f'<span class="minutes">{minute_text(event.when)}</span>' if event.when else ""
            shown += f'<span class="sheet__event">{self.event(event.kind)}{minute}</span>'
        return Markup(shown)  # noqa: S704 - only icons and minutes

    def night(self, night: Night) -> Markup:
        """A night's mark in the strip: up for a win, down for a defeat, a dot for a draw, a star for a trophy."""
        known = self._nights.get(night.id)
        if known is None:
            known = self._nights[night.id] = self._night(night)
        return known

    def _night(self, night: Night) -> Markup:
        shape, height = mark(night)
        drawing, base = mark_drawing(shape, height)
        name = escape(sentence(night, self.words))
        address = escape(self.url(f"matches/{night.id}/"))
        return Markup(  # noqa: S704 - name and address are escaped
            f'<li><a class="mark mark--{shape}" href="{address}" aria-label="{name}" title="{name}">'
            f'<svg width="{MARK_WIDTH}" height="{base + MARK_BELOW}" aria-hidden="true">{drawing}</svg></a></li>'
        )


def mark_drawing(shape: str, height: int) -> tuple[Markup, int]:
    """The shapes of a mark, and how far below its top the line lies on which it stands or hangs."""
    base = (height + (STAR if shape == "trophy" else 0) if shape in ("won", "trophy") else 0) + 10
    match shape:
        case "won" | "trophy":
            drawing = f'<rect x="5" y="{base - height}" width="14" height="{height}"/>'
            if shape == "trophy":
                drawing += f'<use href="#star" y="{base - height - STAR}" width="24" height="24"/>'
        case "lost":
            drawing = f'<rect x="6" y="{base + 2}" width="12" height="{height - 2}"/>'
        case "drawn":
            drawing = f'<circle cx="12" cy="{base}" r="5"/>'
        case "unrecorded":
            drawing = f'<path d="M12 {base - 6}v12M6 {base}h12"/>'
        case _:
            drawing = f'<circle cx="12" cy="{base}" r="4"/>'
    return Markup(drawing), base  # noqa: S704 - only numbers
