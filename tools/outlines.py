"""Draws the coasts of the map of journeys: `python -m tools.outlines land-50m.json`.

The input is Natural Earth's 1:50m land (version 4.1, public domain) as
TopoJSON: the file land-50m.json of the npm package `world-atlas` 2.0.2
(`npm pack world-atlas@2.0.2`). The output is templates/parts/land.svg, which
the map includes. Only coasts: the nights span decades in which borders moved.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from math import hypot
from pathlib import Path
from typing import Any

from nights.geography import HEIGHT, WIDTH, Point, project

OUTPUT = Path(__file__).resolve().parents[1] / "templates" / "parts" / "land.svg"
TOLERANCE = 0.9  # a point nearer to the simplified coast goes, in units of the drawing
SMALLEST = 5.0  # an island with less area goes, in square units
NOTE = "{#- Coasts: Natural Earth 1:50m land, public domain. Made by tools/outlines.py; do not edit. -#}\n"

Ring = Sequence[Point]


def rings(topology: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """Every ring of the land as (latitude, longitude)."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((y * scale_y + shift_y, x * scale_x + shift_x))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            whole: list[tuple[float, float]] = []
            for index in ring:
                whole += (arcs[index] if index >= 0 else arcs[~index][::-1])[1:]
            yield whole


def clipped(ring: Ring) -> Ring:
    """The part of a ring within the frame (Sutherland and Hodgman's way), a little over its edge."""
    edge = 4
    sides = ((0, -edge, 1), (0, WIDTH + edge, -1), (1, -edge, 1), (1, HEIGHT + edge, -1))
    for axis, limit, sign in sides:
        kept: list[Point] = []
        for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            inside, was_inside = ((each[axis] - limit) * sign >= 0 for each in (point, before))
            if inside != was_inside:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                kept.append(Point(*(a + share * (b - a) for a, b in zip(before, point, strict=True))))
            if inside:
                kept.append(point)
        ring = kept
    return ring


def simplified(line: Ring) -> list[Point]:
    """The line with as few points as the tolerance allows (Douglas and Peucker's way)."""
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        far = max(range(start + 1, end), key=lambda index: _off(line[index], line[start], line[end]), default=start)
        if far != start and _off(line[far], line[start], line[end]) > TOLERANCE:
            keep.add(far)
            waiting += [(start, far), (far, end)]
    return [line[index] for index in sorted(keep)]


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the segment between two others."""
    dx, dy = end.x - start.x, end.y - start.y
    length = dx * dx + dy * dy
    share = ((point.x - start.x) * dx + (point.y - start.y) * dy) / length if length else 0
    share = min(1.0, max(0.0, share))
    return hypot(point.x - start.x - share * dx, point.y - start.y - share * dy)


def area(ring: Ring) -> float:
    """The area of a ring, whichever way it turns."""
    return abs(sum(a.x * b.y - b.x * a.y for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True))) / 2


def path(ring: Ring) -> str:
    """A ring as the d of an SVG path: a start in whole units, then steps."""
    whole = [(round(point.x), round(point.y)) for point in ring]
    (x, y), steps = whole[0], ""
    for (from_x, from_y), (to_x, to_y) in zip(whole, whole[1:], strict=False):
        dx, dy = to_x - from_x, to_y - from_y
        if dx or dy:
            steps += f"{'' if not steps or dx < 0 else ' '}{dx}{'' if dy < 0 else ' '}{dy}"
    return f"M{x} {y}l{steps}z"


def coasts(topology: dict[str, Any]) -> Iterable[str]:
    """The paths of all that is large enough to be seen, the largest first."""
    drawn = []
    for ring in rings(topology):
        part = clipped([project(place) for place in ring])
        if len(part) > 2 and area(part) > SMALLEST:
            half = len(part) // 2  # a ring has no ends, so it is simplified as two lines
            line = [*simplified(part[: half + 1]), *simplified([*part[half:], part[0]])[1:-1]]
            drawn.append((-area(part), path(line)))
    return [each for _, each in sorted(drawn)]


if __name__ == "__main__":
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    OUTPUT.write_text(f'{NOTE}<path class="map__land" d="{"".join(coasts(source))}"/>\n', encoding="utf-8")
