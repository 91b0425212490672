"""Distances on the earth and places on the map. Pure; knows no grounds and no nights."""

from math import asin, atan2, ceil, cos, degrees, hypot, radians, sin, sqrt
from typing import NamedTuple

EARTH = 6371.0088  # the mean radius in km, R1 of the IUGG

# The map is Lambert's azimuthal equal-area projection about the point from which the EU's statistics are drawn.
# It cuts a frame out of the plane: km from that point, and how many units of the drawing a km is.
CENTRE = (52.0, 10.0)
WEST, EAST, SOUTH, NORTH = -1900, 2700, -2300, 1300
UNITS = 0.25
WIDTH, HEIGHT = round((EAST - WEST) * UNITS), round((NORTH - SOUTH) * UNITS)
_STEP = 200  # km between the points of a line


class Point(NamedTuple):
    """A place on the drawing, from its upper left corner."""

    x: float
    y: float

    @property
    def inside(self) -> bool:
        """Whether the frame holds it."""
        return 0 <= self.x <= WIDTH and 0 <= self.y <= HEIGHT


def distance(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Kilometres along the great circle between two places, each (latitude, longitude) in degrees."""
    (south, west), (north, east) = (tuple(map(radians, place)) for place in (start, end))
    root = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(root)))


def project(place: tuple[float, float]) -> Point:
    """A place (latitude, longitude) on the drawing."""
    (lat, lon), (lat0, lon0) = (tuple(map(radians, each)) for each in (place, CENTRE))
    cosine = sin(lat0) * sin(lat) + cos(lat0) * cos(lat) * cos(lon - lon0)
    scale = EARTH * sqrt(2 / max(1 + cosine, 1e-9))  # the far side of the earth is very far away
    x = scale * cos(lat) * sin(lon - lon0)
    y = scale * (cos(lat0) * sin(lat) - sin(lat0) * cos(lat) * cos(lon - lon0))
    return Point((x - WEST) * UNITS, (NORTH - y) * UNITS)


def great_circle(start: tuple[float, float], end: tuple[float, float]) -> tuple[Point, ...]:
    """The shortest way between two places, on the drawing."""
    angle = distance(start, end) / EARTH
    parts = max(1, ceil(angle * EARTH / _STEP))
    if not sin(angle):
        return project(start), project(end)
    return tuple(project(_between(start, end, angle, part / parts)) for part in range(parts + 1))


def _between(start: tuple[float, float], end: tuple[float, float], angle: float, share: float) -> tuple[float, float]:
    """The place that share of the way from start to end."""
    first, last = sin((1 - share) * angle) / sin(angle), sin(share * angle) / sin(angle)
    x, y, z = (first * a + last * b for a, b in zip(_vector(start), _vector(end), strict=True))
    return degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))


def _vector(place: tuple[float, float]) -> tuple[float, float, float]:
    lat, lon = map(radians, place)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
