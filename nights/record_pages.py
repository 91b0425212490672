"""The pages of the records: their index, one for each, and the tables of results and penalties."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from nights.archive import Archive, Night, Tally, tally
from nights.i18n import Words
from nights.model import Minute
from nights.pages import Crumb, Page, head
from nights.records import Age, Feat, Part, Penalty, Record, penalties, results, scorers_born, shoot_outs
from nights.views import minute_text, score_text


class Row(NamedTuple):
    """A feat as the page shows it; `number` is its place in the list, `source` the page its note rests on."""

    number: int | None
    value: str
    player: str | None
    nights: tuple[Night, ...]
    note: str = ""
    source: str | None = None


class Holder(NamedTuple):
    """Who held a record, from which night to which."""

    rows: tuple[Row, ...]
    since: Night
    until: Night | None


class RecordLine(NamedTuple):
    """A record in the index; `holder` is None while nobody holds it."""

    id: str
    kind: str
    name: str
    value: str
    holder: Holder | None


class ResultsLine(NamedTuple):
    """A line of a table of results: its own page, or else the place on the page with its nights."""

    label: str
    url: str | None
    place: str
    nights: tuple[Night, ...]
    tally: Tally


def record_pages(archive: Archive, records: Sequence[Record], t: Words) -> Iterator[Page]:
    """Every page of this kind in one language."""
    yield _index(archive, records, t)
    for record in records:
        yield _record(archive, record, t)
    yield _results(archive, t)
    yield _penalties(archive, t)


def _index(archive: Archive, records: Sequence[Record], t: Words) -> Page:
    groups = [
        (t(f"records.group.{group}"), tuple(_entry(archive, record, t) for record in of_group))
        for group, of_group in groupby(records, key=lambda record: record.group)
    ]
    context = head(t("records.title"), t("records.intro"), [Crumb(t("nav.home"), "")]) | {"groups": tuple(groups)}
    return Page("records/", "records.html", context, t.code)


def _entry(archive: Archive, record: Record, t: Words) -> RecordLine:
    holder = _holders(archive, record, t)[-1] if record.reigns else None
    return RecordLine(record.id, record.kind, t(f"records.{record.id}.name"), _value(record, t), holder)


def _value(record: Record, t: Words) -> str:
    """What the record stands at; nothing while nobody holds it."""
    if not record.reigns:
        return ""
    feat = record.reigns[-1].feats[0]
    value = value_text(record.unit, feat.value, t)
    return t("records.at_least", value=value) if record.at_least or feat.at_least else value


def value_text(unit: str, value: int | Minute | Age, t: Words) -> str:
    """`12 nights`, `45+2'`, `18 years and 43 days`."""
    if isinstance(value, Minute):
        return minute_text(value)
    if isinstance(value, Age):
        return t.all_of([t("records.unit.years", count=value.years), t("records.unit.days", count=value.days)])
    return t(f"records.unit.{unit}", count=value)


def _note(archive: Archive, record: Record, feat: Feat, t: Words) -> tuple[str, str | None]:
    """What else a list says of a feat, and the source of that: how level ones were told apart, and what is not sure."""
    if isinstance(feat.value, Age):
        person = archive.content.players.value[feat.player]
        return t("records.note.born", date=t.date(person.born)), person.source
    match record.kind:
        case "tie":
            tie = archive.ties[feat.night.id]
            aggregate = t("match.tie_aggregate", aggregate=score_text(tie.aggregate))
            return f"{aggregate} {t(f'decided.{tie.decision[1]}')}".strip(), None
        case "run" if feat.at_least:
            return t("records.note.open"), None
        case "run" if feat.night is archive.played[-1]:
            return t("records.note.running"), None
        case "night" if feat.moments:
            return t("records.note.level", minute=minute_text(feat.moments[0])), None
        case _:
            return t.all_of(minute_text(moment) for moment in feat.moments), None


def _row(archive: Archive, record: Record, feat: Feat, t: Words, number: int | None = None) -> Row:
    value = value_text(record.unit, feat.value, t)
    return Row(number, value, feat.player, feat.nights, *_note(archive, record, feat, t))


def _holders(archive: Archive, record: Record, t: Words) -> tuple[Holder, ...]:
    return tuple(
        Holder(tuple(_row(archive, record, feat, t) for feat in reign.feats), reign.since, reign.until)
        for reign in record.reigns
    )


def _trail(t: Words) -> list[Crumb]:
    return [Crumb(t("nav.home"), ""), Crumb(t("nav.records"), "records/")]


def _record(archive: Archive, record: Record, t: Words) -> Page:
    births = ""
    if record.unit == "age":
        scorers, known = scorers_born(archive)
        births = t("records.births", count=scorers, known=t.number(known))
    context = head(t(f"records.{record.id}.name"), t(f"records.{record.id}.what"), _trail(t)) | {
        "what": t(f"records.{record.id}.what"),
        "rule": t(f"records.{record.id}.rule"),
        "kind": record.kind,
        "now": _value(record, t),
        "rows": tuple(_row(archive, record, place.feat, t, place.number) for place in record.places),
        "level": record.level,
        "holders": _holders(archive, record, t),
        "doubt": t(f"records.doubt.{record.doubt}", count=len(record.doubtful)) if record.doubtful else "",
        "doubtful": record.doubtful,
        "births": births,
    }
    return Page(f"records/{record.id}/", "record.html", context, t.code)


def _results(archive: Archive, t: Words) -> Page:
    competitions = archive.content.competitions.value

    def label(kind: str, key: str) -> str:
        match kind:
            case "competition":
                return competitions[key].name
            case "decade":
                return t("records.decade", decade=key)
            case "round":
                return t(f"stage.{key}" if key.endswith(("-stage", "-phase")) else f"round.{key}")
            case _:
                return t(f"place.{key}")

    def line(kind: str, part: Part) -> ResultsLine:
        url = f"competitions/{part.key}/" if kind == "competition" else None
        return ResultsLine(label(kind, part.key), url, f"{kind}-{part.key}", part.nights, part.tally)

    tables = tuple(
        (t(f"records.results.{kind}"), tuple(line(kind, part) for part in parts))
        for kind, parts in results(archive).items()
    )
    context = head(t("records.results.title"), t("records.results.intro"), _trail(t)) | {
        "tables": tables,
        "tally": tally(archive.played),
    }
    return Page("records/results/", "results.html", context, t.code)


class Ledger(NamedTuple):
    """The penalties of one side."""

    title: str
    taken: int
    scored: int
    penalties: tuple[Penalty, ...]


def _penalties(archive: Archive, t: Words) -> Page:
    every = penalties(archive)

    def ledger(title: str, *, ours: bool) -> Ledger:
        own = tuple(each for each in every if each.ours == ours)
        return Ledger(title, len(own), sum(each.scored for each in own), own)

    context = head(t("records.penalties.title"), t("records.penalties.intro"), _trail(t)) | {
        "ledgers": (
            ledger(t("records.penalties.ours"), ours=True),
            ledger(t("records.penalties.theirs"), ours=False),
        ),
        "shoot_outs": shoot_outs(archive),
    }
    return Page("records/penalties/", "penalties.html", context, t.code)
