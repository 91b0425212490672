"""Distances, the projection, the coasts, and what is derived of the journeys. No browser."""

import dataclasses
import gzip
import re
import shutil
from collections.abc import Iterator
from math import atan, cos, degrees, pi, radians, tan
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from nights import geography, model
from nights.archive import Archive, Named, Night
from nights.builder import Builder
from nights.geography import EARTH, Point, distance, great_circle, project
from nights.i18n import Words
from nights.journeys import Journey, Label, Sum, add_up, draw, find_journeys, journeys_page
from tests.conftest import EXAMPLE, ROOT, Site
from tests.helpers import make_night
from tools.outlines import NOTE, OUTPUT, coasts

QUAY, HOLLOW, MOOR, ISLE = (45.0, 9.0), (48.0, 2.0), (41.0, 12.0), (53.0, -6.0)
WORDS = Words("en", yaml.safe_load((ROOT / "content" / "i18n" / "en.yaml").read_text(encoding="utf-8")))


# --- on the earth -------------------------------------------------------------------------


def test_distance_is_the_great_circle() -> None:
    # From Nashville's airport to that of Los Angeles: 25.958° of arc, reckoned by the cosine rule instead.
    assert distance((36.12, -86.67), (33.94, -118.40)) == pytest.approx(2886.4484, abs=0.001)
    assert distance((90, 0), (0, 77)) == pytest.approx(EARTH * pi / 2)
    assert distance((10, 20), (-10, -160)) == pytest.approx(EARTH * pi)
    assert distance(QUAY, QUAY) == 0
    assert distance(QUAY, ISLE) == distance(ISLE, QUAY)


@pytest.mark.parametrize("place", [QUAY, ISLE, (64.0, 40.0), (31.0, -9.0)])
def test_the_map_keeps_areas(place: tuple[float, float]) -> None:
    lat, lon = place
    size = 0.01
    corners = [(lat, lon), (lat, lon + size), (lat + size, lon + size), (lat + size, lon)]
    points = [project(corner) for corner in corners]
    turns = zip(points, [*points[1:], points[0]], strict=True)
    drawn = abs(sum(a.x * b.y - b.x * a.y for a, b in turns)) / 2
    true = (EARTH * radians(size)) ** 2 * cos(radians(lat + size / 2)) * geography.UNITS**2
    assert drawn == pytest.approx(true, rel=1e-4)


def test_north_is_up_and_the_centre_is_where_it_is_said_to_be() -> None:
    centre = project(geography.CENTRE)
    assert centre == pytest.approx((-geography.WEST * geography.UNITS, geography.NORTH * geography.UNITS))
    assert project((60, 10)).y < centre.y < project((40, 10)).y
    assert project((52, 0)).x < centre.x < project((52, 20)).x
    assert not project((-50, -165)).inside, "the other side of the earth"


def test_a_great_circle_leads_from_place_to_place_in_even_steps() -> None:
    way = great_circle(ISLE, (32.8, 35.0))
    assert way[0] == pytest.approx(project(ISLE))
    assert way[-1] == pytest.approx(project((32.8, 35.0)))
    assert len(way) > 10
    assert great_circle(QUAY, QUAY) == (project(QUAY), project(QUAY))
    bent = great_circle((50, -20), (50, 60))
    highest = degrees(atan(tan(radians(50)) / cos(radians(40))))  # halfway: the shortest way bends to the pole
    assert bent[len(bent) // 2] == pytest.approx(project((highest, 20)))


# --- the coasts ------------------------------------------------------------------------------


def test_coasts_are_drawn_clipped_and_simplified() -> None:
    def box(west: float, south: float, east: float, north: float) -> list[list[int]]:
        corners = [(west, south), (west, (south + north) / 2), (west, north), (east, north), (east, south)]
        points = [(round((x + 180) * 100), round((y + 90) * 100)) for x, y in [*corners, corners[0]]]
        steps = [points[0], *((x - a, y - b) for (a, b), (x, y) in zip(points, points[1:], strict=False))]
        return [list(step) for step in steps]

    boxes = [(9, 51, 11, 53), (9.99, 45, 10.01, 45.01), (100, 10, 120, 20), (-60, 40, 10, 50)]
    topology = {
        "transform": {"scale": [0.01, 0.01], "translate": [-180, -90]},
        "arcs": [box(*each) for each in boxes],
        "objects": {"land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[0]], [[~1]], [[2]], [[3]]]}]}},
    }
    drawn = list(coasts(topology))
    assert len(drawn) == 2, "what is tiny or beyond the edge is not drawn"
    (large,), (small,) = (list(_rings(each)) for each in drawn)
    assert min(point.x for point in large) == -4, "cut a little beyond the edge"
    assert len(small) < 7, "a point on a straight line is left out"
    assert _holds([small], project((52, 10)))
    assert not _holds([small], project((50, 10)))


def _rings(drawing: str) -> Iterator[list[Point]]:
    for part in re.findall(r"M([^z]+)z", drawing):
        x, y, *steps = map(int, re.findall(r"-?\d+", part))
        ring = [Point(x, y)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            ring.append(Point(ring[-1].x + dx, ring[-1].y + dy))
        yield ring


def _holds(rings: list[list[Point]], point: Point) -> bool:
    crossings = 0
    for ring in rings:
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (a.y > point.y) != (b.y > point.y):
                crossings += point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
    return bool(crossings % 2)


# --- the grounds of the real archive -----------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Archive:
    return Builder(ROOT / "content", ROOT / "unused", home=ROOT).check()


BOUNDS = {  # the southernmost and northernmost latitude of a country, the westernmost and easternmost longitude
    "Austria": (46.3, 49.1, 9.5, 17.2), "Belgium": (49.4, 51.6, 2.5, 6.5),
    "Bosnia and Herzegovina": (42.5, 45.3, 15.7, 19.7), "Croatia": (42.3, 46.6, 13.4, 19.5),
    "Cyprus": (34.5, 35.8, 32.2, 34.7), "Denmark": (54.5, 57.8, 8.0, 15.3),
    "England": (49.9, 55.9, -6.5, 1.8), "France": (42.3, 51.1, -4.8, 8.3), "Germany": (47.2, 55.1, 5.8, 15.1),
    "Greece": (34.8, 41.8, 19.3, 28.3), "Ireland": (51.4, 55.5, -10.7, -5.9), "Israel": (29.4, 33.4, 34.2, 35.9),
    "Italy": (36.6, 47.1, 6.6, 18.6), "Netherlands": (50.7, 53.6, 3.3, 7.3), "Poland": (49.0, 54.9, 14.1, 24.2),
    "Portugal": (36.9, 42.2, -9.6, -6.1), "Spain": (36.0, 43.8, -9.4, 4.4), "Switzerland": (45.8, 47.9, 5.9, 10.5),
    "Türkiye": (35.8, 42.2, 25.6, 44.9), "Ukraine": (44.3, 52.4, 22.1, 40.3), "Wales": (51.3, 53.5, -5.4, -2.6),
}  # fmt: skip


def test_every_ground_lies_in_its_country_and_on_land(real: Archive) -> None:
    rings = list(_rings(OUTPUT.read_text(encoding="utf-8")))
    wrong = []
    for key, ground in real.content.grounds.value.items():
        if ground.coordinates is None:
            continue
        lat, lon = ground.coordinates
        south, north, west, east = BOUNDS[ground.country]
        if not (south <= lat <= north and west <= lon <= east):
            wrong.append(f"{key} is not in {ground.country}: {lat}, {lon}")
        here = project(ground.coordinates)
        around = [Point(here.x + dx, here.y + dy) for dx in (-3, 0, 3) for dy in (-3, 0, 3)]  # 12 km, for a harbour
        if not any(_holds(rings, point) for point in around):
            wrong.append(f"{key} is in the sea: {lat}, {lon}")
    assert not wrong, "\n".join(wrong)


def test_grounds_of_one_city_are_near_each_other(real: Archive) -> None:
    placed = [ground for ground in real.content.grounds.value.values() if ground.coordinates]
    wrong = [
        f"{a.name} and {b.name}, {a.city}: {distance(a.coordinates, b.coordinates):.0f} km"
        for a in placed
        for b in placed
        if a.city == b.city and distance(a.coordinates, b.coordinates) > 25
    ]
    assert not wrong, "\n".join(wrong)


def test_the_journeys_of_the_real_archive(real: Archive) -> None:
    journeys = find_journeys(real)
    assert journeys.home == "stadio-di-bergamo"
    elsewhere = [(night.ground.id, round(km)) for night, km in journeys.elsewhere]
    assert elsewhere == [("mapei-stadium", 134)] * 7 + [("san-siro", 50)] * 4
    lisbon = [round(km) for night, km in journeys.away if night.ground and night.ground.id == "jose-alvalade"]
    assert lisbon == [1727] * 4
    assert [night.id for night, _ in journeys.shortest] == ["1991-03-20-inter"]
    neutral = {night.id for night, _ in journeys.away if night.match.neutral}
    assert {"1963-10-14-sporting-cp", "2024-05-22-bayer-leverkusen"} <= neutral
    assert journeys.stops["san-siro"].nights == 5
    nights = [night for night in real.nights if night.match.status != "scheduled"]
    at_home = journeys.stops["stadio-di-bergamo"].nights
    assert at_home + len(journeys.away) + len(journeys.elsewhere) + len(journeys.unplaced) == len(nights)


# --- what is derived ---------------------------------------------------------------------------


def night(date: str, where: str | None, *, home: bool = False, played: bool = True, **more: Any) -> Night:
    sides = ("lanterns", "valley") if home else ("valley", "lanterns")
    made = make_night(date, *sides, (1, 0) if played else None, **more)
    return dataclasses.replace(made, ground=Named(where, where.title(), where.title()) if where else None)


def archive(*nights: Night, places: dict[str, tuple[float, float] | None] | None = None) -> Archive:
    if places is None:
        places = {"quay": QUAY, "hollow": HOLLOW, "moor": MOOR, "isle": ISLE}
    grounds = {
        key: model.Ground(name=key.title(), city=key.title(), country="Coast", coordinates=place)
        for key, place in places.items()
    }
    return Archive(SimpleNamespace(grounds=SimpleNamespace(value=grounds)), nights, (), ())


HOME_NIGHTS = (night("2019-09-17", "quay", home=True), night("2019-10-01", "quay", home=True))


def test_home_is_where_most_home_nights_were() -> None:
    final = night("2020-05-20", "isle", home=True, neutral=True)
    more = [night(f"2020-0{month}-01", "isle", home=True, neutral=True) for month in (1, 2, 3)]
    moved = night("2019-11-05", "moor", home=True)
    found = find_journeys(archive(*HOME_NIGHTS, moved, *more, final))
    assert found.home == "quay"
    assert [each.night for each in found.elsewhere] == [moved]
    assert [each.night for each in found.away] == [*more, final], "a neutral ground is a journey for both"
    assert found.elsewhere[0].km == pytest.approx(distance(QUAY, MOOR))
    assert {key: stop.role for key, stop in found.stops.items()} == {
        "quay": "home",
        "moor": "elsewhere",
        "isle": "away",
    }


def test_what_nobody_knows_is_no_distance() -> None:
    nights = (*HOME_NIGHTS, night("2019-10-22", None), night("2019-11-05", "bog"), night("2019-12-01", None, home=True))
    found = find_journeys(archive(*nights, places={"quay": QUAY, "bog": None}))
    assert [each.km for each in found.away] == [None, None]
    assert found.unplaced == nights[-1:]
    assert (found.longest, found.shortest, found.known) == ((), (), ())
    assert found.seasons[0].away == Sum(2, None, certain=False)
    assert draw(archive(*nights, places={"quay": QUAY, "bog": None}), found, WORDS).missing == 1


def test_a_sum_is_there_and_back_and_says_when_it_is_the_least() -> None:
    a, b = night("2019-10-22", "hollow"), night("2019-11-05", None)
    assert add_up([Journey(a, 100.0), Journey(a, 50.0)]) == Sum(2, 300.0, certain=True)
    assert add_up([Journey(a, 100.0), Journey(b, None)]) == Sum(2, 200.0, certain=False)
    assert add_up([]) == Sum(0, 0, certain=True)


def test_the_longest_road_counts_each_night_at_its_end() -> None:
    twice = (night("2019-10-22", "isle"), night("2019-11-26", "isle"))
    found = find_journeys(archive(*HOME_NIGHTS, *twice, night("2019-11-05", "moor")))
    assert [each.night for each in found.longest] == list(twice)
    assert [each.night.ground.id for each in found.shortest] == ["moor"]


def test_nights_to_come_stand_apart() -> None:
    coming = night("2026-11-26", "hollow", played=False)
    found = find_journeys(archive(*HOME_NIGHTS, coming))
    assert found.away == ()
    assert [each.night for each in found.to_come] == [coming]
    assert "hollow" not in found.stops
    alone = find_journeys(archive(coming))
    assert (alone.home, alone.to_come[0].km, alone.stops) == (None, None, {})


@pytest.mark.parametrize("places", [{"quay": None, "hollow": HOLLOW}, {"quay": None, "hollow": None}])
def test_without_a_place_for_home_there_is_no_map(places: dict[str, Any]) -> None:
    made = archive(*HOME_NIGHTS, night("2019-10-22", "hollow"), places=places)
    found = find_journeys(made)
    assert found.home == "quay"
    assert found.away[0].km is None
    assert draw(made, found, WORDS) is None
    page = journeys_page(made, found, WORDS)
    assert page.context["missing"] == 1


def test_an_archive_without_nights_has_no_journeys() -> None:
    found = find_journeys(archive())
    assert (found.home, found.away, found.seasons, dict(found.stops)) == (None, (), (), {})
    assert draw(archive(), found, WORDS) is None


def test_the_map_shows_home_on_top_and_counts_what_lies_outside() -> None:
    places = {"quay": QUAY, "hollow": HOLLOW, "moor": MOOR, "isle": ISLE, "steppe": (43.2, 76.9)}
    nights = (
        *HOME_NIGHTS, night("2019-10-22", "steppe"), night("2019-11-05", "moor", home=True),
        night("2019-11-26", "isle"), night("2020-02-19", "isle"),
        night("2020-05-20", "hollow", neutral=True, round="final"),
    )  # fmt: skip
    made = archive(*nights, places=places)
    drawn = draw(made, find_journeys(made), WORDS)
    assert [mark.role for mark in drawn.marks] == ["away", "away", "elsewhere", "home"]
    assert drawn.outside == 1
    assert sorted(road.width for road in drawn.roads) == [1, 1, 1.5]
    assert {label.text for label in drawn.labels} == {"Quay", "Hollow"}, "the longest road leads out of the map"


def test_names_on_the_map_do_not_meet() -> None:
    places = {"quay": QUAY, "hollow": (45.3, 9.4), "moor": (44.8, 9.5), "isle": (45.1, 8.7)}
    finals = [
        night(f"202{year}-05-20", place, neutral=True, round="final") for year, place in enumerate(list(places)[1:])
    ]
    made = archive(*HOME_NIGHTS, *finals, places=places)
    labels = draw(made, find_journeys(made), WORDS).labels
    boxes = [_box(label, 328, 328 * geography.HEIGHT / geography.WIDTH) for label in labels]
    assert len(labels) >= 3
    for index, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= 328
        for a, b, c, d in boxes[index + 1 :]:
            assert right < a or c < left or bottom < b or d < top, (labels[index], labels)


def _box(label: Label, width: float, height: float) -> tuple[float, float, float, float]:
    room = 8 * len(label.text)
    left = label.x / 100 * width + label.dx - {"start": 0, "middle": room / 2, "end": room}[label.anchor]
    base = label.y / 100 * height + label.dy
    return left, base - 16, left + room, base


# --- the pages -----------------------------------------------------------------------------------


def test_the_page_is_light_and_shows_every_ground_and_night(site: Site, real: Archive) -> None:
    page = (site.folder / "journeys" / "index.html").read_bytes()
    style = next((site.folder / "static").glob("style.*.css")).read_bytes()
    assert len(gzip.compress(page, 6, mtime=0)) + len(gzip.compress(style, 6, mtime=0)) <= 40_000
    text = page.decode()
    journeys = find_journeys(real)
    assert text.count('class="map__ground map__ground') == len(journeys.stops) + 3, "and three in the key"
    for each in (*journeys.away, *journeys.elsewhere, *journeys.to_come):
        assert f'matches/{each.night.id}/"' in text, each.night.id
    for key in journeys.stops:
        assert f'grounds/{key}/"' in text, key


def test_a_ground_tells_its_distance_its_place_and_its_names(example_site: Site) -> None:
    away = (example_site.folder / "grounds" / "sluishof" / "index.html").read_text(encoding="utf-8")
    assert "1,110 km" in away
    assert '<a href="https://gazetteer.example/sluishof">52.91, 5.38</a>' in away
    home = (example_site.folder / "grounds" / "arena-del-faro" / "index.html").read_text(encoding="utf-8")
    assert "Campo del Molo, 1966–1999" in home
    assert "Arena del Faro, 2026" in home


def test_the_page_without_any_place_says_so(tmp_path: Path) -> None:
    content = Path(shutil.copytree(EXAMPLE, tmp_path / "content"))
    path = content / "grounds.yaml"
    path.write_text(
        re.sub(r', coordinates: \[.*?\], source: ".*?"', "", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    Builder(content, tmp_path / "site", home=ROOT).build()
    text = (tmp_path / "site" / "journeys" / "index.html").read_text(encoding="utf-8")
    assert 'class="map"' not in text
    assert "unknown" in text
    assert "For 5 nights no page we found" in text
    assert not re.search(r"<td>0\+?</td>", text), "what nobody knows is not 0 km"


def test_the_coasts_say_where_they_are_from() -> None:
    text = OUTPUT.read_text(encoding="utf-8")
    assert text.startswith(NOTE)
    assert "Natural Earth" in NOTE
    assert len(text) < 16_000
