"""How far from home: the home ground, every journey, the home nights elsewhere, and the map and page of them.

A journey is a night away or at a neutral ground. Distances are straight and
one way; a campaign's are there and back. What nobody knows is None, not 0.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from nights.archive import Archive, Article, Night
from nights.geography import EARTH, HEIGHT, WIDTH, Point, distance, great_circle, project
from nights.i18n import Words
from nights.pages import Crumb, Page, head
from nights.people import by_ground

Role = Literal["home", "elsewhere", "away"]


class Journey(NamedTuple):
    """A night and its distance from the home ground in km, if both places are known."""

    night: Night
    km: float | None


class Stop(NamedTuple):
    """A ground where nights took place: how many, how far from home, and what it was to us."""

    id: str
    nights: int
    km: float | None
    role: Role


class Sum(NamedTuple):
    """Some journeys: how many, and their km there and back; None when no length is known, else at least so many."""

    journeys: int
    km: float | None
    certain: bool


class SeasonJourneys(NamedTuple):
    """The journeys of a season, and its home nights elsewhere."""

    id: str
    away: Sum
    elsewhere: Sum


@dataclass(frozen=True, slots=True)
class Journeys:
    """Everything known of how far the club went; `home` is the id of its home ground, `lengths` are km by ground."""

    home: str | None
    lengths: Mapping[str, float]
    away: tuple[Journey, ...]
    elsewhere: tuple[Journey, ...]
    unplaced: tuple[Night, ...]
    to_come: tuple[Journey, ...]
    stops: Mapping[str, Stop]

    @property
    def known(self) -> tuple[Journey, ...]:
        """The journeys whose length is known."""
        return tuple(journey for journey in self.away if journey.km is not None)

    @property
    def longest(self) -> tuple[Journey, ...]:
        """All journeys to the ground that is farthest away."""
        return self._to(max(self.known, key=lambda journey: journey.km, default=None))

    @property
    def shortest(self) -> tuple[Journey, ...]:
        """All journeys to the ground that is nearest."""
        return self._to(min(self.known, key=lambda journey: journey.km, default=None))

    def _to(self, found: Journey | None) -> tuple[Journey, ...]:
        return tuple(each for each in self.known if found and each.night.ground.id == found.night.ground.id)

    @property
    def seasons(self) -> tuple[SeasonJourneys, ...]:
        """The seasons with a journey or a home night elsewhere, in order."""
        away, elsewhere = _by_season(self.away), _by_season(self.elsewhere)
        ids = sorted({*away, *elsewhere})
        return tuple(SeasonJourneys(each, add_up(away.get(each, ())), add_up(elsewhere.get(each, ()))) for each in ids)


def add_up(journeys: Iterable[Journey]) -> Sum:
    """The sum of some journeys, there and back."""
    lengths = [journey.km for journey in journeys]
    known = [km for km in lengths if km is not None]
    return Sum(len(lengths), 2 * sum(known) if known or not lengths else None, len(known) == len(lengths))


def _by_season(journeys: Iterable[Journey]) -> dict[str, list[Journey]]:
    found: dict[str, list[Journey]] = {}
    for journey in journeys:
        found.setdefault(journey.night.season, []).append(journey)
    return found


def find_journeys(archive: Archive) -> Journeys:
    """All journeys of the archive."""
    grounds = archive.content.grounds.value
    past = archive.past
    at_home = [night for night in past if night.side == "home" and not night.match.neutral]
    used = Counter(night.ground.id for night in at_home if night.ground)
    home = used.most_common(1)[0][0] if used else None
    start = grounds[home].coordinates if home else None
    places = {key: ground.coordinates for key, ground in grounds.items()}
    lengths = {key: distance(start, place) for key, place in places.items() if start and place}

    def journey(night: Night) -> Journey:
        return Journey(night, lengths.get(night.ground.id) if night.ground else None)

    def role(ground: str) -> Role:
        if ground == home:
            return "home"
        return "elsewhere" if ground in used else "away"

    return Journeys(
        home=home,
        lengths=lengths,
        away=tuple(journey(night) for night in past if night.side == "away" or night.match.neutral),
        elsewhere=tuple(journey(night) for night in at_home if night.ground and night.ground.id != home),
        unplaced=tuple(night for night in at_home if not night.ground),
        to_come=tuple(journey(n) for n in archive.to_come if n.side == "away" or n.match.neutral),
        stops={key: Stop(key, len(nights), lengths.get(key), role(key)) for key, nights in by_ground(past).items()},
    )


# --- the map ---------------------------------------------------------------------------


class Mark(NamedTuple):
    """A ground on the map, `x` and `y` in per cent of it."""

    x: float
    y: float
    role: Role
    name: str


class Road(NamedTuple):
    """The line from home to a ground: the d of a path, and its width in px."""

    line: str
    width: float


class Label(NamedTuple):
    """A name beside a mark: where the mark is in per cent, and how far off the name stands in px."""

    x: float
    y: float
    anchor: str
    dx: int
    dy: int
    text: str


@dataclass(frozen=True, slots=True)
class Map:
    """The drawing: `outside` is how many grounds lie beyond its edge, `missing` how many have no known place."""

    roads: tuple[Road, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    outside: int
    missing: int
    width: int = WIDTH
    height: int = HEIGHT


_ORDER: Mapping[Role, int] = {"away": 0, "elsewhere": 1, "home": 2}  # what is drawn later lies on top
_SCALES = (
    328 / WIDTH,
    1120 / WIDTH,
)  # px a unit on the smallest screen, where names have the least room, and a large one
_LETTER, _LINE, _RADIUS = 8, 18, 4  # px: the room of a letter, of a line of a name, and of a mark around its middle
_SIDES = (("start", 10, 6), ("end", -10, 6), ("middle", 0, 26), ("middle", 0, -12))


def draw(archive: Archive, journeys: Journeys, t: Words) -> Map | None:
    """The map of every ground; None when nobody knows where home is."""
    grounds = archive.content.grounds.value
    start = grounds[journeys.home].coordinates if journeys.home else None
    if start is None:
        return None
    placed = {key: stop for key, stop in journeys.stops.items() if stop.km is not None}
    points = {key: project(grounds[key].coordinates) for key in placed}
    shown = {key: stop for key, stop in placed.items() if points[key].inside}
    roads = [
        Road(_line(great_circle(start, grounds[key].coordinates)), min(1 + 0.5 * (stop.nights - 1), 3))
        for key, stop in shown.items()
        if stop.role != "home"
    ]
    marks = [
        Mark(*_per_cent(points[key]), stop.role, f"{grounds[key].name}, {grounds[key].city}")
        for key, stop in sorted(shown.items(), key=lambda item: _ORDER[item[1].role])
    ]
    names = {key: text for key, text in _names(archive, journeys, t).items() if key in shown}
    return Map(
        roads=tuple(roads),
        marks=tuple(marks),
        labels=_labels({points[key]: text for key, text in names.items()}, [points[key] for key in shown]),
        outside=len(placed) - len(shown),
        missing=len(journeys.stops) - len(placed),
    )


def _line(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{point.x:.1f} {point.y:.1f}" for point in points)


def _per_cent(point: Point) -> tuple[float, float]:
    return round(point.x / WIDTH * 100, 2), round(point.y / HEIGHT * 100, 2)


def _names(archive: Archive, journeys: Journeys, t: Words) -> dict[str, str]:
    """The grounds that are named on the map: home, the farthest, and where finals were played."""
    grounds = archive.content.grounds.value
    names = {journeys.home: grounds[journeys.home].city} if journeys.home else {}
    for night, km in journeys.longest[:1]:
        names[night.ground.id] = t("journeys.label", city=grounds[night.ground.id].city, km=t.number(round(km)))
    finals = [night.ground.id for night, _ in journeys.known if night.match.round == "final"]
    return names | {ground: grounds[ground].city for ground in finals if ground not in names}


class _Box(NamedTuple):
    """The room of a name, in px."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom


def _labels(names: Mapping[Point, str], marks: Collection[Point]) -> tuple[Label, ...]:
    """Each name at the side of its mark where it hides the fewest others; left out where it meets a name or an edge."""
    taken: list[_Box] = []
    labels = []
    for point, text in names.items():
        free = []
        for order, side in enumerate(_SIDES):
            boxes = [_box(point, text, side, scale) for scale in _SCALES]
            if _inside(boxes[0]) and not any(map(boxes[0].meets, taken)):
                hidden = sum(_dot(mark, s).meets(box) for box, s in zip(boxes, _SCALES, strict=True) for mark in marks)
                free.append((hidden, order, boxes[0]))
        if free:
            _, order, box = min(free)
            taken.append(box)
            labels.append(Label(*_per_cent(point), *_SIDES[order], text))
    return tuple(labels)


def _box(point: Point, text: str, side: tuple[str, int, int], scale: float) -> _Box:
    anchor, dx, dy = side
    room = len(text) * _LETTER
    left = point.x * scale + dx - {"start": 0, "middle": room / 2, "end": room}[anchor]
    base = point.y * scale + dy
    return _Box(left, base - _LINE, left + room, base)


def _dot(point: Point, scale: float) -> _Box:
    x, y = point.x * scale, point.y * scale
    return _Box(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS)


def _inside(box: _Box) -> bool:
    return box.left >= 0 and box.top >= 0 and box.right <= WIDTH * _SCALES[0] and box.bottom <= HEIGHT * _SCALES[0]


# --- the page ----------------------------------------------------------------------------


def journeys_page(archive: Archive, journeys: Journeys, t: Words) -> Page:
    """The page of journeys in one language."""
    grounds = archive.content.grounds.value
    home = grounds[journeys.home] if journeys.home else None
    trail = [Crumb(t("nav.home"), "")]
    intro = t("journeys.intro", ground=home.name, city=home.city) if home else t("journeys.intro_unknown")
    stops = sorted(
        journeys.stops.values(),
        key=lambda stop: (grounds[stop.id].country.casefold(), stop.km is None, stop.km or 0, stop.id),
    )
    context: dict[str, Any] = head(t("journeys.title"), intro, trail) | {
        "journeys": journeys,
        "map": draw(archive, journeys, t),
        "grounds": grounds,
        "stops": tuple(stops),
        "countries": len({grounds[j.night.ground.id].country for j in journeys.away if j.night.ground}),
        "total": SeasonJourneys("", add_up(journeys.away), add_up(journeys.elsewhere)),
        "missing": sum(journey.km is None for journey in (*journeys.away, *journeys.elsewhere)),
        "essays": _about(archive, journeys.elsewhere),
        "radius": EARTH,
    }
    return Page("journeys/", "journeys.html", context, t.code)


def _about(archive: Archive, journeys: Iterable[Journey]) -> tuple[Article, ...]:
    """The pieces of our own that belong to at least half of these nights."""
    nights = {night.id for night, _ in journeys}
    ours = [article for article in archive.articles if article.head.publisher is None]
    return tuple(a for a in ours if nights and 2 * len(nights & set(a.head.nights)) >= len(nights))
