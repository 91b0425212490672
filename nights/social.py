"""What stands on the pictures that go with a shared link, and where: of a match, a campaign, an article, the site.

Pure: knows no files and no SVG, only words, sizes and places on a board of
1200 by 630 points. Long words shrink, then wrap, then end in an ellipsis.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from nights import model
from nights.archive import Archive, Night, Tally, tally
from nights.fonts import Fonts
from nights.i18n import Words, season_name
from nights.pages import Page
from nights.views import MARK_WIDTH, STAR, Mark, mark, minute_text, score_text, scorers, sentence, sides

WIDTH, HEIGHT = 1200, 630
EDGE = 64
ROOM = WIDTH - 2 * EDGE
FOOT = 590  # the baseline of the last line
TITLES = (168, 150, 132, 116, 102, 90, 78)  # the sizes of a title
CAPITALS = 0.655  # how high a capital of the display face is
SCORE_ROOM = 190
SMALL = 26  # the size of the scorers
NAME_ROOM = ROOM - SCORE_ROOM - 40
ROW = 178  # the height of a side's row on the scoreboard
ROWS = 172  # where the first one begins
MOST_SCALE = 2.5  # of a mark of the strip
MOST_PITCH = 40  # how far a mark may stand from its neighbour, before scaling
STRIP_GAP = 1.15  # rows of the strip do not touch
NO_BREAK = "\N{NO-BREAK SPACE}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
UNKNOWN = "?"  # stands for a letter that the font has not


class Line(NamedTuple):
    """A line of text: `role` names its face, `colour` a token of the style sheet."""

    text: str
    role: str
    size: float
    x: float
    y: float
    colour: str = "board-ink"
    anchor: str = "start"


class Placed(NamedTuple):
    """A mark of the strip: its left end, the line it stands on, and its scale."""

    mark: Mark
    x: float
    y: float
    scale: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole picture and its text alternative.

    `rules` are the lines on which the marks of the `strip` stand; `ours` is
    the top of our row on the scoreboard, `star` the place of a trophy's star.
    """

    alt: str
    lines: tuple[Line, ...]
    strip: tuple[Placed, ...] = ()
    rules: tuple[float, ...] = ()
    ours: float | None = None
    star: tuple[float, float] | None = None


def picture_of(page: Page, archive: Archive, t: Words, fonts: Fonts) -> Picture | None:
    """The picture of a page, or None for a page that shares the site's."""
    draw = _KINDS.get(page.template)
    return draw(page, archive, t, fonts) if draw else None


def lacking(picture: Picture, fonts: Fonts) -> set[str]:
    """The letters of a picture that its fonts do not have."""
    return {letter for line in picture.lines for letter in fonts.lacking(line.text, line.role)}


def drawable(picture: Picture, fonts: Fonts) -> Picture:
    """The picture with a question mark for every letter that its font does not have."""

    def known(line: Line) -> Line:
        return line._replace(
            text=line.text.translate(dict.fromkeys(map(ord, fonts.lacking(line.text, line.role)), UNKNOWN))
        )

    return replace(picture, lines=tuple(map(known, picture.lines)))


# --- setting type ------------------------------------------------------------------


def _cut(text: str, role: str, size: float, room: float, fonts: Fonts) -> str:
    """The text, or as much of its beginning as there is room for."""
    if fonts.width(text, role, size) <= room:
        return text
    while text and fonts.width(text + ELLIPSIS, role, size) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _fitted(line: Line, least: float, room: float, fonts: Fonts) -> Line:
    """The line, smaller where it must be, cut where even the least size is too wide."""
    width = fonts.width(line.text, line.role, line.size)
    size = round(max(least, min(line.size, line.size * room / width)), 1) if width else line.size
    return line._replace(size=size, text=_cut(line.text, line.role, size, room, fonts))


def _wrapped(text: str, role: str, size: float, room: float, fonts: Fonts) -> list[str]:
    """The words in as many lines as they need; a word too wide for a line has one to itself."""
    lines: list[str] = []
    for word in filter(None, text.split(" ")):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fonts.width(longer, role, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _block(line: Line, sizes: Sequence[float], height: float, leading: float, fonts: Fonts) -> list[Line]:
    """The text of a line in as many lines as fit into a height, at the largest of the sizes that allows it."""
    for size in sizes:
        most = max(1, int(height / (size * leading)))
        texts = _wrapped(line.text, line.role, size, ROOM, fonts)
        if len(texts) <= most and all(fonts.width(text, line.role, size) <= ROOM for text in texts):
            break
    else:
        texts = [*texts[: most - 1], " ".join(texts[most - 1 :])]
    return [
        line._replace(text=_cut(text, line.role, size, ROOM, fonts), size=size, y=line.y + number * size * leading)
        for number, text in enumerate(texts)
    ]


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _head(first: str, second: str, fonts: Fonts) -> list[Line]:
    """The two lines at the top of every picture."""
    return [
        _fitted(Line(first, "display", 46, EDGE, 88), 28, ROOM, fonts),
        _fitted(Line(second, "display", 40, EDGE, 138, "board-soft"), 28, ROOM, fonts),
    ]


def _foot(left: str, right: str, fonts: Fonts) -> list[Line]:
    """The line at the foot: whose picture it is, and where it was."""
    own = _fitted(Line(left, "display", 34, EDGE, FOOT), 24, ROOM / 2, fonts)
    room = ROOM - fonts.width(own.text, own.role, own.size) - EDGE
    where = Line(right, "text", 28, WIDTH - EDGE, FOOT, "board-soft", "end")
    return [own, _fitted(where, 22, room, fonts)] if right else [own]


# --- the strip and the record -----------------------------------------------------------


def _strip(nights: Sequence[Night], top: float, bottom: float) -> dict[str, Any]:
    """The marks of the nights between two heights, in as many rows as make them largest."""
    if not nights:
        return {}
    marks = [mark(night) for night in nights]
    above = max(m.height + (STAR if m.shape == "trophy" else 0) if m.shape in ("won", "trophy") else 8 for m in marks)
    below = max(m.height if m.shape == "lost" else 8 for m in marks)
    tall = (above + below) * STRIP_GAP

    def scale_of(rows: int) -> float:
        return min(ROOM / (MARK_WIDTH * -(-len(marks) // rows)), (bottom - top) / (tall * rows), MOST_SCALE)

    rows = max(range(1, len(marks) + 1), key=scale_of)
    scale, columns = round(scale_of(rows), 3), -(-len(marks) // rows)
    pitch = min(ROOM / columns, MOST_PITCH * scale)
    rules = tuple(round(bottom - below * scale - tall * scale * row, 1) for row in reversed(range(rows)))
    strip = (
        Placed(each, round(EDGE + pitch * (index % columns), 1), rules[index // columns], scale)
        for index, each in enumerate(marks)
    )
    return {"strip": tuple(strip), "rules": rules}


def _record(record: Tally, t: Words, y: float) -> list[Line]:
    """Won, drawn and lost in large figures, at the right edge."""
    lines = []
    for place, key in enumerate(("lost", "drawn", "won")):
        x = WIDTH - EDGE - 130 * place
        lines.append(Line(t.number(getattr(record, key)), "display", 110, x, y, anchor="end"))
        lines.append(Line(t(f"tally.{key}"), "display", 32, x, y + 42, "board-soft", "end"))
    return lines


# --- a picture for each kind ---------------------------------------------------------------


def _site(page: Page, archive: Archive, t: Words, fonts: Fonts) -> Picture:
    site = archive.content.site.value
    tagline = t.text(site.tagline)
    title = _set_below(64, Line(site.title, "display", 0, EDGE, 0), TITLES, 250, 0.86, fonts)
    below = _block(Line(tagline, "text", 0, EDGE, title[-1].y + 66, "board-soft"), (40, 34, 28), 80, 1.2, fonts)
    return Picture(f"{site.title}. {tagline}", (*title, *below), **_strip(archive.nights, below[-1].y + 36, FOOT))


def _campaign(page: Page, archive: Archive, t: Words, fonts: Fonts) -> Picture:
    season = page.context["season"]
    name, title = season_name(season.id), t.text(season.file.title)
    runs = _joined(run.competition.name for run in season.runs)
    words = _block(Line(title, "strong", 0, EDGE, 354), (44, 38, 32), 90, 1.1, fonts)
    lines = [
        _fitted(Line(runs, "display", 46, EDGE, 88, "board-soft"), 28, ROOM, fonts),
        Line(name, "display", 270, EDGE - 6, 296),
        *words,
        *_foot(archive.content.site.value.title, "", fonts),
    ]
    if any(night.score for night in season.nights):
        lines += _record(tally(season.nights), t, 240)
    return Picture(f"{name}: {title}", tuple(lines), **_strip(season.nights, words[-1].y + 24, FOOT - 64))


def _article(page: Page, archive: Archive, t: Words, fonts: Fonts) -> Picture:
    article, nights = page.context["article"].head, page.context["nights"]
    origin = t("article.reported_by", publisher=article.publisher) if article.publisher else t("article.our_own")
    lines = [
        *_head(_joined((t(f"article.kind.{article.kind}"), t.date(article.date))), origin, fonts),
        *_set_below(186, Line(article.title, "display", 0, EDGE, 0), TITLES, 350, 0.92, fonts),
        *_foot(archive.content.site.value.title, sides(nights[0], t) if len(nights) == 1 else "", fonts),
    ]
    return Picture(article.title, tuple(lines))


def _set_below(
    top: float, line: Line, sizes: Sequence[float], height: float, leading: float, fonts: Fonts
) -> list[Line]:
    """A block whose capitals begin at a height."""
    block = _block(line, sizes, height, leading, fonts)
    return [each._replace(y=each.y + top + CAPITALS * each.size) for each in block]


def _match(page: Page, archive: Archive, t: Words, fonts: Fonts) -> Picture:
    night: Night = page.context["night"]
    match = night.match
    where = f"{night.ground.name}, {night.ground.city}" if night.ground else ""
    lines = [
        *_head(
            t.date(night.date),
            _joined((night.competition.name, page.context["stage"], *_remarks(night, t))),
            fonts,
        ),
        *_foot(archive.content.site.value.title, where, fonts),
    ]
    goals = [_goals(archive, night, side, t, fonts) for side in model.SIDES]
    fits = all(len(part) <= 2 and all(fonts.width(text, "text", SMALL) <= NAME_ROOM for text in part) for part in goals)
    for index, side in enumerate(model.SIDES):
        lines += _row(night, side, ROWS + ROW * index, goals[index] if fits else [], fonts)
    ours = ROWS + ROW * model.SIDES.index(night.side)
    if match.status == "scheduled" and match.kick_off:
        lines.append(Line(match.kick_off, "display", 130, WIDTH - EDGE, ROWS + ROW + 42, "glow", "end"))
    star = (WIDTH - EDGE - SCORE_ROOM - 20, ours + 62) if night.trophy else None
    return Picture(sentence(night, t), tuple(lines), ours=ours, star=star)


def _remarks(night: Night, t: Words) -> list[str]:
    """What a score alone does not say."""
    score = night.match.score
    if score is None:
        return [t(f"result.{night.match.status}")]
    remarks = [t("short.after_extra_time")] if score.extra_time else []
    return remarks + ([t("short.penalties", score=score_text(score.penalties))] if score.penalties else [])


def _goals(archive: Archive, night: Night, side: model.Side, t: Words, fonts: Fonts) -> list[str]:
    """Who scored for a side, in as many lines as it takes; nothing where a scorer of the night is unknown."""
    goals = night.match.goals or ()
    if len(goals) != sum(night.score or ()) or not all(goal.player for goal in goals):
        return []
    people = archive.content.players.value
    notes = {"own-goal": t("short.own_goal"), "penalty": t("short.penalty")}
    parts = []
    for scorer in scorers(night.match, getattr(night, side).id):
        times = [f"{minute_text(goal.when)} {notes.get(goal.kind, '')}".strip() for goal in scorer.goals]
        words = [people[scorer.player].name, *filter(None, [", ".join(filter(None, times))])]
        parts.append(" ".join(words).replace(" ", NO_BREAK).replace(f",{NO_BREAK}", ", "))
    return _wrapped("; ".join(parts), "text", SMALL, NAME_ROOM, fonts)


def _row(night: Night, side: model.Side, top: float, goals: list[str], fonts: Fonts) -> list[Line]:
    """A side's row: its name, who scored, how many; the side that is beaten stands back."""
    us = side == night.side
    index = model.SIDES.index(side)
    layers = [pair for pair in (night.score, night.match.score and night.match.score.penalties) if pair]
    beaten = [pair[index] for pair in layers] < [pair[1 - index] for pair in layers]
    colour = "board-soft" if beaten else "board-ink"
    club = getattr(night, side)
    name = club.name if fonts.width(club.name, "display", 64) <= NAME_ROOM else club.short
    base = top + ROW / 2 + 36 - 22 * len(goals)
    lines = [
        _fitted(Line(name, "display", 112, EDGE, base, colour), 64, NAME_ROOM, fonts),
        *(Line(text, "text", SMALL, EDGE, base + 44 + 33 * n, "board-soft") for n, text in enumerate(goals)),
    ]
    if night.score:
        shining = "glow" if night.trophy and us else colour
        lines.append(Line(str(night.score[index]), "display", 210, WIDTH - EDGE, top + ROW / 2 + 68, shining, "end"))
    return lines


_KINDS: dict[str, Callable[[Page, Archive, Words, Fonts], Picture]] = {
    "timeline.html": _site,
    "match.html": _match,
    "campaign.html": _campaign,
    "article.html": _article,
}
