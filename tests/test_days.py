"""The year: which days had a night, their pages, and calendars that a strict reader takes."""

import datetime
import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import icalendar
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nights.archive import Archive, Named, Night
from nights.calendars import OCTETS, Event, calendar, kick_off
from nights.days import days_pages
from nights.i18n import Words
from nights.model import Source
from tests.conftest import ROOT, Site
from tests.helpers import archive, day, make_content, make_night, source

T = Words("en", yaml.safe_load((ROOT / "content" / "i18n" / "en.yaml").read_text(encoding="utf-8")))


def night(date: str, score: tuple[int, int] | None = (2, 1), **more) -> Night:
    return make_night(date, "lanterns", "valley", score, **more)


def of(*nights: Night) -> Archive:
    """An archive of these nights; what else it would hold does not matter to the days."""
    return Archive(None, nights, (), ())


def written(*nights: Night, title: str = "Nights of the Lanterns") -> str:
    return calendar(
        [Event(night, night.recorded) for night in nights],
        T,
        title=title,
        url="calendar/all.ics",
        host="example.org",
        absolute=lambda path: f"https://example.org/nights/{path}",
    )


def read(text: str | bytes) -> icalendar.Calendar:
    """The calendar as a stranger reads it; it notes what it could not read instead of failing."""
    found = icalendar.Calendar.from_ical(text)
    assert not [error for each in (found, *found.walk()) for error in each.errors]
    return found


# --- the days --------------------------------------------------------------------------


def test_days_go_from_january_to_december_whatever_the_year() -> None:
    found = of(night("1990-11-07"), night("1999-01-21"), night("2004-02-29"), night("2011-03-01"), night("2013-02-28"))
    assert list(found.days) == ["01-21", "02-28", "02-29", "03-01", "11-07"]


def test_a_day_holds_its_nights_of_all_years_oldest_first() -> None:
    found = of(night("1964-03-10"), night("1991-03-10"), night("2020-03-11"))
    assert [each.date.year for each in found.days["03-10"]] == [1964, 1991]


def test_a_night_to_come_has_no_day_yet_and_one_without_a_result_has(tmp_path: Path) -> None:
    days = archive(make_content(tmp_path)).days
    assert [each.match.status for each in days["10-22"]] == ["played", "unrecorded"]
    assert "11-26" not in days


def _pages(found: Archive, tmp_path: Path) -> dict[str, dict]:
    """The contexts of the pages by address, of an archive with the competition of the made content."""
    made = Archive(archive(make_content(tmp_path)).content, found.nights, (), ())
    return {page.url: page.context for page in days_pages(made, T)}


def test_the_year_goes_round(tmp_path: Path) -> None:
    pages = _pages(of(night("1990-02-28"), night("1991-12-31"), night("1992-02-29")), tmp_path)
    around = {
        url.split("/")[1]: (context["previous"].key, context["next"].key)
        for url, context in pages.items()
        if "day" in context
    }
    assert around == {"02-28": ("12-31", "02-29"), "02-29": ("02-28", "12-31"), "12-31": ("02-29", "02-28")}
    assert pages["on-this-night/02-29/"]["title"] == "On 29 February"


def test_every_month_has_all_its_days(tmp_path: Path) -> None:
    months = _pages(of(night("1992-02-29")), tmp_path)["on-this-night/"]["months"]
    assert [len(days) for days in months] == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [each.key for days in months for each in days if each.nights] == ["02-29"]


def test_without_a_night_the_year_is_empty_and_the_calendars_are_there(tmp_path: Path) -> None:
    pages = _pages(of(night("2026-11-26", None)), tmp_path)
    assert set(pages) == {"on-this-night/", "calendar/", "calendar/all.ics", "calendar/fixtures.ics"}
    assert [len(each.events) for each in pages["calendar/"]["calendars"]] == [0, 1]


# --- a calendar ------------------------------------------------------------------------


def test_a_past_night_comes_round_each_year() -> None:
    sources = (Source(**source(["date"])), Source(**source(["date"]) | {"read": day("2026-12-01")}))
    past = night("2020-02-19", sources=sources)
    (event,) = read(written(past)).events
    assert event["UID"] == "2020-02-19-valley@example.org"
    assert event["DTSTAMP"].dt == datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC), (
        "the newest source, not the clock"
    )
    assert event["DTSTART"].dt == day("2020-02-19")
    assert event["RRULE"] == {"FREQ": ["YEARLY"]}
    assert event["SUMMARY"] == "2020: Lanterns 2–1 Valley"
    assert event["DESCRIPTION"] == "19 February 2020, Cup, Round of 16: Lanterns 2–1 Valley, won"
    assert event["CATEGORIES"].cats == ["Northern Cup"]
    assert event["URL"] == "https://example.org/nights/matches/2020-02-19-valley/"
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_night_without_sources_is_stamped_with_its_day() -> None:
    (event,) = read(written(night("2020-02-29"))).events
    assert event["DTSTAMP"].dt.date() == event["DTSTART"].dt == day("2020-02-29")


def test_a_fixture_stands_once_on_its_day_with_its_local_time_in_words(tmp_path: Path) -> None:
    (event,) = read(written(night("2026-11-26", None, kick_off="21:00"))).events
    assert "RRULE" not in event
    assert event["SUMMARY"] == "Lanterns v Valley"
    assert event["DTSTART"].dt == day("2026-11-26"), "no time zone is known, so no moment"
    assert event["DESCRIPTION"].endswith("\nKick-off: 21:00, local time")


@pytest.mark.parametrize(
    ("zone", "hour", "side", "expected"),
    [
        ("Europe/Rome", "21:00", "lanterns", "2026-11-26 20:00"),
        ("Europe/Riga", "19:45", "valley", "2026-11-26 17:45"),
        ("Asia/Almaty", "02:00", "valley", "2026-11-25 21:00"),
        (None, "21:00", "lanterns", None),
        ("Europe/Rome", None, "lanterns", None),
    ],
)
def test_a_fixture_has_its_moment_where_the_home_side_s_time_is_known(zone, hour, side, expected) -> None:
    away = "valley" if side == "lanterns" else "lanterns"
    fixture = make_night("2026-11-26", side, away, None, kick_off=hour)
    club = SimpleNamespace(time_zone=zone)
    moment = kick_off(fixture, {side: club})
    assert (moment and f"{moment:%Y-%m-%d %H:%M}") == expected


def test_on_a_ground_that_is_nobody_s_the_hour_is_not_the_home_side_s() -> None:
    final = make_night("2027-05-26", "lanterns", "valley", None, kick_off="21:00", neutral=True)
    assert kick_off(final, {"lanterns": SimpleNamespace(time_zone="Europe/Rome")}) is None


def test_a_fixture_with_its_moment_is_an_event_of_two_hours() -> None:
    moment = datetime.datetime(2026, 11, 26, 20, tzinfo=datetime.UTC)
    fixture = night("2026-11-26", None, kick_off="21:00")
    text = calendar([Event(fixture, fixture.recorded, moment)], T, title="", url="", host="example.org", absolute=str)
    (event,) = read(text).events
    assert event["DTSTART"].dt == moment
    assert event["DURATION"].dt == datetime.timedelta(hours=2)


def test_a_calendar_says_what_it_is() -> None:
    found = read(written(night("2020-02-19")))
    assert found["NAME"] == found["X-WR-CALNAME"] == "Nights of the Lanterns"
    assert found["SOURCE"] == "https://example.org/nights/calendar/all.ics"
    assert found["REFRESH-INTERVAL"].dt == datetime.timedelta(days=1)
    assert (found["VERSION"], found["CALSCALE"]) == ("2.0", "GREGORIAN")


@given(st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=300))
def test_any_name_comes_back_as_it_was(name: str) -> None:
    text = written(replace(night("2020-02-19"), home=Named("lanterns", name, name)))
    assert all(len(line) <= OCTETS for line in text.encode().split(b"\r\n"))
    (event,) = read(text).events
    assert event["SUMMARY"] == f"2020: {name} 2–1 Valley"


def test_marks_and_long_letters_survive() -> None:
    headline = "Rain; mud, and a back\\slash: " + "Šibenik – Đurđevac – 🏟️ " * 12
    (event,) = read(written(night("2020-02-19", headline={"": headline}))).events
    assert event["DESCRIPTION"].split("\n")[1] == headline.strip()


# --- the calendars of the sites --------------------------------------------------------


def _files(site: Site) -> dict[str, bytes]:
    return {path.relative_to(site.folder).as_posix(): path.read_bytes() for path in site.folder.rglob("*.ics")}


def _records(site: Site) -> list[dict]:
    return json.loads((site.folder / "data" / "matches.json").read_text(encoding="utf-8"))


def test_every_calendar_is_valid(any_site: Site) -> None:
    for name, data in _files(any_site).items():
        lines = data.split(b"\r\n")
        assert lines[-1] == b"", name
        assert not [line for line in lines if len(line) > OCTETS or b"\n" in line or b"\r" in line], name
        for line in lines:
            line.decode()  # no fold within a character
        events = read(data).events
        assert len({event["UID"] for event in events}) == len(events), name
        for event in events:
            page = event["URL"].removeprefix(any_site.base_url)
            assert (any_site.folder / page / "index.html").is_file(), f"{name}: {event['URL']}"
            assert page.startswith("it/") == name.startswith("it/"), f"{name} leads to the other language"


def test_calendars_hold_every_night_once(any_site: Site) -> None:
    records = _records(any_site)
    past = sorted(record["id"] for record in records if record["status"] != "scheduled")
    for root in {name.partition("calendar/")[0] for name in _files(any_site)}:
        found = {
            name.rpartition("/")[2]: sorted(event["UID"].partition("@")[0] for event in read(data).events)
            for name, data in _files(any_site).items()
            if name.partition("calendar/")[0] == root
        }
        assert found.pop("all.ics") == past
        assert found.pop("fixtures.ics") == sorted(r["id"] for r in records if r["status"] == "scheduled")
        assert sorted(night for nights in found.values() for night in nights) == past, "one calendar a competition"


def test_a_calendar_speaks_the_language_of_its_site(example_site: Site) -> None:
    english, italian = (read(_files(example_site)[f"{root}calendar/all.ics"]).events[0] for root in ("", "it/"))
    assert english["UID"] == italian["UID"]
    assert " won" in english["DESCRIPTION"] or " lost" in english["DESCRIPTION"] or " drawn" in english["DESCRIPTION"]
    assert english["DESCRIPTION"] != italian["DESCRIPTION"]


# --- the pages of the sites ------------------------------------------------------------


def test_every_past_night_is_on_the_page_of_its_day(any_site: Site) -> None:
    year = (any_site.folder / "on-this-night" / "index.html").read_text(encoding="utf-8")
    days = {path.parent.name for path in any_site.folder.glob("on-this-night/*/index.html")}
    past = [record for record in _records(any_site) if record["status"] != "scheduled"]
    assert days == {record["date"][5:] for record in past}
    for record in past:
        here = f"on-this-night/{record['date'][5:]}/"
        path = record["url"].removeprefix(any_site.base_url)
        assert f'"{any_site.path}{here}"' in year, record["id"]
        assert f'"{any_site.path}{path}"' in (any_site.folder / here / "index.html").read_text(encoding="utf-8")
        assert f'"{any_site.path}{here}"' in (any_site.folder / path / "index.html").read_text(encoding="utf-8")


def test_the_nights_of_10_march(site: Site) -> None:
    """The return at Valencia in 2020, a first leg against Leverkusen in 2022, and one against Bayern in 2026."""
    text = (site.folder / "on-this-night" / "03-10" / "index.html").read_text(encoding="utf-8")
    found = [record["id"] for record in _records(site) if f"matches/{record['id']}/" in text]
    assert found == ["2020-03-10-valencia", "2022-03-10-bayer-leverkusen", "2026-03-10-bayern-munich"]


def test_subscriptions_are_offered_by_both_addresses(any_site: Site) -> None:
    text = (any_site.folder / "calendar" / "index.html").read_text(encoding="utf-8")
    for path in (any_site.folder / "calendar").glob("*.ics"):
        address = f"{any_site.base_url}calendar/{path.name}"
        assert f'href="{address}"' in text
        assert f'href="{address.replace("https:", "webcal:")}"' in text
