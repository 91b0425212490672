"""The files of `/data/`: the contract, CSV, SQLite, Football.TXT, what describes them, and their page.

CSV, SQLite and the data package are made of the tables of `opendata` and
nothing else, so that all of them say the same. The same content gives the same
bytes.
"""

import csv
import datetime
import hashlib
import io
import json
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from nights import export
from nights.archive import Archive, Night
from nights.football_txt import football_txt, night_text
from nights.i18n import Words
from nights.opendata import TABLES, Column, Row, Rows, Table, all_rows, night_rows
from nights.pages import Crumb, Page, head

LICENCE = {
    "name": "CC0-1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    "title": "CC0 1.0 Universal",
}
# What the page tells of, besides the tables one by one.
FILES = (
    "matches.json", "archive.sqlite", "datapackage.json", "football.txt", "CITATION.cff", "metadata.json",
    *(f"{name}.schema.json" for name in ("match", "season", "article", "site")),
)  # fmt: skip
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_SQL_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
_PAGE_SIZE = 4096
# The release of SQLite that the header of the file names as its last writer, whichever it was: 3.8.2, the
# first that reads tables without a rowid.
_SQLITE_VERSION = 3_008_002
# Pages that are nodes of a tree, by their first byte, and how long their header is.
_TREE_PAGES = {2: 12, 5: 12, 10: 8, 13: 8}


class About(NamedTuple):
    """What a package says of itself; `address` is where the site lives, `date` the latest day in its content."""

    title: str
    description: str
    author: str
    repository: str
    address: str
    date: datetime.date


def about(archive: Archive, t: Words, address: str) -> About:
    """The package of an archive that lives at `address`: it is as new as the newest thing in it."""
    site = archive.content.site.value
    days = [night.date for night in archive.past]
    days += [source.read for night in archive.nights for source in night.match.sources]
    days += [article.head.date for article in archive.articles]
    date = max(days, default=datetime.date(1, 1, 1))
    return About(site.title, t.text(site.description), site.author, site.repository, address, date)


class _Told(NamedTuple):
    """What the data say of one night, in each form."""

    night: Night
    line: str
    rows: Rows
    text: str


class OpenData:
    """The open data of an archive, told with the words and addresses of its default language.

    Given those of last time, it tells again only the nights that changed;
    `fresh` says whether anything in it did.
    """

    def __init__(self, archive: Archive, t: Words, absolute: Callable[[str], str], before: "OpenData | None" = None):
        content = archive.content
        self._archive, self._words, self._absolute = archive, t, absolute
        self._shared = (
            content.site, content.catalogues, content.players, content.coaches, content.referees, content.clubs,
            content.grounds, content.competitions, content.seasons, absolute(""),
        )  # fmt: skip
        known = before._told if before else {}
        same_names = before is not None and before._shared == self._shared
        names = {key: player.name for key, player in content.players.value.items()}
        self._told: dict[str, _Told] = {}
        changed = [*known] != [night.id for night in archive.nights]
        for night in archive.nights:
            last = told = known.get(night.id)
            if not same_names or last is None or last.night != night or last.night.match != night.match:
                record = export.match_record(night, content, t, absolute(f"matches/{night.id}/"))
                told = _Told(night, export.as_line(record), night_rows(night), night_text(night, names))
                changed = changed or last[1:] != told[1:]
            self._told[night.id] = told
        self.about = about(archive, t, absolute(""))
        by_night = {key: told.rows for key, told in self._told.items()}
        self.rows = before.rows if same_names and not changed else all_rows(archive, by_night)
        self._database = before._database if before else Database()
        self._known_sheets = {name: (rows, before.sheets[name]) for name, rows in before.rows.items()} if before else {}
        self.fresh = (
            changed
            or before is None
            or (before.rows, before.about) != (self.rows, self.about)
            or (not same_names and before.football != self.football)
        )

    @cached_property
    def football(self) -> str:
        """Football.TXT; its headings hold words and names that no record of a night has."""
        texts = {key: told.text for key, told in self._told.items()}
        return football_txt(self._archive, self._words, texts)

    def record(self, page: Page) -> str:
        """The text of `index.json` beside a page that has one."""
        kind, entry_id, _ = page.url.split("/")
        if kind == "matches":
            return f"{self._told[entry_id].line}\n"
        record = export.page_record(page, self._archive, self._absolute(page.url))
        return f"{export.as_line(record)}\n"

    def texts(self) -> dict[str, str]:
        """The contract and Football.TXT, by name."""
        return {
            "matches.json": export.matches_json([told.line for told in self._told.values()]),
            "football.txt": self.football,
        }

    @cached_property
    def sheets(self) -> Mapping[str, bytes]:
        """The CSV file of each table."""
        known = self._known_sheets
        return {
            name: known[name][1] if name in known and known[name][0] == rows else as_csv(name, rows).encode()
            for name, rows in self.rows.items()
        }

    def package(self) -> dict[str, str | bytes]:
        """CSV, SQLite, and what describes them, by name."""
        sheets = {f"{name}.csv": sheet for name, sheet in self.sheets.items()}
        return {
            **sheets,
            "archive.sqlite": self._database.content(self.rows),
            "datapackage.json": _as_json(data_package(sheets, self.about)),
            "metadata.json": _as_json(datasette_metadata(self.about)),
            "CITATION.cff": citation(self.about),
        }


def _as_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


# --- CSV -------------------------------------------------------------------------


def as_csv(name: str, rows: Iterable[Row]) -> str:
    """A table as CSV (RFC 4180): the names, then a line a row; unknown is empty, yes and no are True and False."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.name for column in _table(name).columns)
    writer.writerows(rows)
    return text.getvalue()


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


# --- SQLite ------------------------------------------------------------------------


class Database:
    """The tables as one SQLite database, with keys, and an index for every reference.

    Asked again, it takes in only the tables that changed: most of the time goes into the rows.
    """

    def __init__(self) -> None:
        self._rows: Rows = {table.name: () for table in TABLES}
        self._tables = _empty_database()
        weakref.finalize(self, self._tables.close)
        for table in TABLES:
            self._tables.execute(_create(table))

    def content(self, rows: Rows) -> bytes:
        """The file with these rows."""
        with self._tables as database:  # all of the changes or, if one fails, none
            database.execute("BEGIN")
            for table in TABLES:
                if rows[table.name] != self._rows[table.name]:
                    marks = ", ".join("?" * len(table.columns))
                    database.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our names
                    database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows[table.name])  # noqa: S608 - same
        self._rows = rows
        return _settled(bytearray(_file_of(self._tables)))


def _empty_database() -> sqlite3.Connection:
    # A server may ask from one thread and then from another.
    database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    database.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
    return database


def _file_of(tables: sqlite3.Connection) -> bytes:
    """The tables with their indexes, packed."""
    with closing(_empty_database()) as file:
        tables.backup(file)
        for table in TABLES:
            for link in table.links:
                if link.columns != table.key[: len(link.columns)]:
                    index = f"{table.name}_by_{'_'.join(link.columns)}"
                    file.execute(f'CREATE INDEX "{index}" ON {table.name} ({_names(link.columns)})')
        file.execute("VACUUM")
        return file.serialize()


def _settled(content: bytearray) -> bytes:
    """The database without what depends on the release of SQLite: its number, and what lies in unused bytes.

    Tried with 3.40.1 and 3.51.1: after VACUUM they lay out the pages alike.
    """
    content[96:100] = _SQLITE_VERSION.to_bytes(4, "big")
    for start in range(0, len(content), _PAGE_SIZE):
        head_at = start or 100
        kind = content[head_at]
        if kind in _TREE_PAGES:
            cells = int.from_bytes(content[head_at + 3 : head_at + 5], "big")
            free = head_at + _TREE_PAGES[kind] + 2 * cells
            used = start + (int.from_bytes(content[head_at + 5 : head_at + 7], "big") or 65536)
            content[free:used] = bytes(used - free)
    return bytes(content)


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _create(table: Table) -> str:
    lines = [
        f'"{column.name}" {_SQL_TYPES[column.type]}{" NOT NULL" if column.required else ""}' for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({_names(table.key)})")
    lines += [
        f"FOREIGN KEY ({_names(link.columns)}) REFERENCES {link.table} ({_names(link.keys)})" for link in table.links
    ]
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(lines) + "\n) WITHOUT ROWID"


# --- what describes them -----------------------------------------------------------


def data_package(sheets: Mapping[str, bytes], package: About) -> dict[str, Any]:
    """The CSV files as a Frictionless data package (v2)."""
    return {
        "$schema": PROFILE,
        "name": "european-nights",
        "id": f"{package.address}data/datapackage.json",
        "title": package.title,
        "description": package.description,
        "homepage": f"{package.address}data/",
        "version": _version(package),
        "created": f"{package.date}T00:00:00Z",
        "licenses": [LICENCE],
        "sources": [{"title": "Sources", "path": f"{package.address}about/sources/"}],
        "contributors": [{"title": package.author, "roles": ["author"], "path": package.repository}],
        "keywords": ["football", "UEFA"],
        "resources": [
            {
                "name": table.name,
                "type": "table",
                "path": f"{table.name}.csv",
                "description": table.text,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(sheets[f"{table.name}.csv"]),
                "hash": f"sha256:{hashlib.sha256(sheets[f'{table.name}.csv']).hexdigest()}",
                "schema": _schema(table),
            }
            for table in TABLES
        ],
    }


def _version(package: About) -> str:
    """The day it is of, as a version: `2026.11.20`."""
    return f"{package.date.year}.{package.date.month}.{package.date.day}"


def _schema(table: Table) -> dict[str, Any]:
    links = [
        {
            "fields": list(link.columns),
            "reference": {"resource": link.table, "fields": list(link.keys)},
        }
        for link in table.links
    ]
    schema = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    return {**schema, "foreignKeys": links} if links else schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    if column.least is not None:
        constraints["minimum"] = column.least
    field = {"name": column.name, "type": column.type, "description": column.text}
    return {**field, "constraints": constraints} if constraints else field


def datasette_metadata(package: About) -> dict[str, Any]:
    """What Datasette shows beside `archive.sqlite`."""
    return {
        "title": package.title,
        "description": package.description,
        "license": LICENCE["title"],
        "license_url": LICENCE["path"],
        "source": package.title,
        "source_url": package.address,
        "databases": {
            "archive": {
                "tables": {
                    table.name: {
                        "description": table.text,
                        "columns": {column.name: column.text for column in table.columns},
                        **({"label_column": "name"} if any(c.name == "name" for c in table.columns) else {}),
                    }
                    for table in TABLES
                }
            }
        },
    }


def citation(package: About, *, dated: bool = True) -> str:
    """How to cite the archive, in the Citation File Format 1.2.0; without the date for a copy that is kept by hand."""
    released = {"version": _version(package), "date-released": package.date} if dated else {}
    data = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": package.title,
        "abstract": package.description,
        "authors": [{"name": package.author}],
        **released,
        "license": LICENCE["name"],
        "url": package.address,
        "repository-code": package.repository,
        "keywords": ["football", "UEFA"],
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


# --- their page ----------------------------------------------------------------------


def data_page(t: Words, data: OpenData) -> Page:
    """What there is, what each file and column holds, how to use and to cite it."""
    context = head(t("data.title"), t("data.intro"), [Crumb(t("nav.home"), "")]) | {
        "files": FILES,
        "tables": tuple((table, _meanings(table), len(data.rows[table.name])) for table in TABLES),
        "contract": tuple((name, kind, text, ()) for name, (kind, text) in export.CONTRACT.items()),
        "package": data.about,
        "licence": LICENCE,
    }
    return Page("data/", "data.html", context, t.code)


def _meanings(table: Table) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    return tuple(
        (column.name, f"{column.type} → {column.refers}" if column.refers else column.type, column.text, column.allowed)
        for column in table.columns
    )
