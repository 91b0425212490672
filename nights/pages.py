"""Every page of the site as a value: an address, a template and what the template is given.

A function per kind of page. Contexts hold values of the archive, so that a
page equals last time's page when nothing it shows has changed.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from nights import charts, model
from nights.archive import Archive, Article, Night, Season, tally
from nights.i18n import Words, season_name
from nights.people import player_records
from nights.prose import links, plain
from nights.prose import words as count_words
from nights.views import events, mark, minute_line, neighbours, sentence, sides, stage_text

WORDS_A_MINUTE = 220

# Folders whose pages are each about one thing, and what that is; beside each page lies its record as JSON.
RECORDED = {
    "matches": "match", "campaigns": "campaign", "articles": "article", "players": "player", "opponents": "opponent",
    "coaches": "coach", "referees": "referee", "grounds": "ground", "competitions": "competition",
    "countries": "country",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site. `url` is relative to the language's root; a folder means its index.html."""

    url: str
    template: str
    context: Mapping[str, Any]
    language: str

    @property
    def file(self) -> str:
        """The file below the language's root."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

    @property
    def record(self) -> str | None:
        """The JSON file beside a page that is about one thing; the same for every language."""
        kind, *rest = self.url.split("/")
        return f"{self.url}index.json" if kind in RECORDED and len(rest) == 2 and not rest[1] else None


class Crumb(NamedTuple):
    """A step of the breadcrumb; the last one has no address."""

    name: str
    url: str | None


def told_pages(archive: Archive, t: Words) -> Iterator[Page]:
    """The pages of one language that show stories or proof: the front page, every night, scope and ledgers."""
    yield timeline(archive, t)
    around = neighbours(archive)
    for night in archive.nights:
        yield match_page(archive, t, night, around[night.id])
    yield from about_pages(archive, t)


def chapter_pages(archive: Archive, t: Words) -> Iterator[Page]:
    """The campaigns and the articles in one language, with their indexes."""
    yield campaigns_page(archive, t)
    for index, season in enumerate(archive.seasons):
        yield campaign_page(archive, t, index, season)
    yield articles_page(archive, t)
    for index, article in enumerate(archive.articles):
        yield article_page(archive, t, index, article)


def bare_pages(t: Words) -> Iterator[Page]:
    """The files of the host, in the default language."""
    yield Page("404.html", "404.html", head(t("error.title"), t("error.meta"), []), t.code)
    yield Page("robots.txt", "robots.txt", {}, t.code)


def head(
    title: str,
    description: str,
    trail: list[Crumb],
    *,
    kind: str = "website",
    published: datetime.date | None = None,
    modified: datetime.date | None = None,
) -> dict[str, Any]:
    """What every page says of itself."""
    return {
        "title": title,
        "description": description if len(description) <= 200 else f"{description[:197].rsplit(' ', 1)[0]}…",
        "trail": (*trail, Crumb(title, None)) if trail else (),
        "kind": kind,
        "published": published,
        "modified": modified,
    }


def _root(t: Words) -> Crumb:
    return Crumb(t("nav.home"), "")


def timeline(archive: Archive, t: Words) -> Page:
    """The front page: the strip, what comes next, and every night by campaign."""
    site = archive.content.site.value
    latest = [night for night in archive.nights if night.score is not None]
    groups = tuple((season_name(season.id), f"campaigns/{season.id}/", season.nights) for season in archive.seasons)
    context = head(t("home.title"), t.text(site.description), []) | {
        "seasons": archive.seasons,
        "groups": groups,
        "filter_words": night_filters(archive, t),
        "today_words": today_words(t),
        "tally": tally(archive.nights),
        "proof": archive.proof,
        "next": archive.to_come[0] if archive.to_come else None,
        "latest": latest[-1] if latest else None,
        "waiting": tuple(night for night in archive.nights if night.match.status == "unrecorded"),
        "articles": archive.articles[:3],
        "with_article": frozenset(archive.press),
    }
    return Page("", "timeline.html", context, t.code)


def _filters(
    t: Words, title: str, values: Mapping[str, Mapping[str, str]], *, by_name: Sequence[str]
) -> dict[str, Any]:
    """What the filter script says, and the values it offers: (value, name) for each key of an item's data."""
    words = ("any", "clear", "count", "none", "article")
    return {word: t(f"filter.{word}") for word in words} | {
        "title": t(title),
        "filters": [
            {"key": key, "label": t(f"filter.{key}"), "options": _in_order(options, by_name=key in by_name)}
            for key, options in values.items()
        ],
    }


def night_filters(archive: Archive, t: Words) -> dict[str, Any]:
    """The filters of the timeline."""
    nights, coaches = archive.nights, archive.content.coaches.value
    values = {
        "competition": {night.competition.id: night.competition.name for night in nights},
        "opponent": {night.opponent.id: archive.content.clubs.value[night.opponent.id].name for night in nights},
        "coach": {coach: coaches[coach].name for season in archive.seasons for coach in season.coaches},
        "place": {place: t(f"place.{place}") for place in ("home", "away", "neutral")},
        "result": {r: t(f"result.{r}") for r in ("won", "drawn", "lost", "trophy", "scheduled", "unrecorded")},
    }
    return _filters(t, "filter.title", values, by_name=("opponent", "coach"))


def today_words(t: Words) -> dict[str, str]:
    """What the script of the line for today says, and the locale it writes the date in."""
    words = {word: t(f"days.{word}") for word in ("today", "next_one", "newest")}
    return words | {"locale": str(t.locale).replace("_", "-")}


def article_filters(archive: Archive, t: Words) -> dict[str, Any]:
    """The filters of the articles."""
    heads = [article.head for article in archive.articles]
    values = {
        "season": {head.season: season_name(head.season) for head in heads if head.season},
        "kind": {head.kind: t(f"article.kind.{head.kind}") for head in heads},
        "language": {head.source_language: t.language(head.source_language) for head in heads if head.source_language},
    }
    return _filters(t, "filter.articles", values, by_name=("season", "kind", "language"))


def _in_order(options: Mapping[str, str], *, by_name: bool) -> list[tuple[str, str]]:
    return sorted(options.items(), key=lambda option: option[1].casefold()) if by_name else list(options.items())


def match_page(archive: Archive, t: Words, night: Night, around: tuple[Night | None, Night | None]) -> Page:
    """One night with everything known of it."""
    title = night_title(night, t)
    headline = t.text(night.match.headline)
    description = f"{sentence(night, t)}. {headline}".strip()
    trail = [
        _root(t),
        Crumb(t("nav.campaigns"), "campaigns/"),
        Crumb(season_name(night.season), f"campaigns/{night.season}/"),
    ]
    read = max((source.read for source in night.match.sources), default=None)
    context = head(title, description, trail, kind="article", modified=read) | {
        "night": night,
        "match": night.match,  # for its story and proof
        "stage": stage_text(night, t),
        "tie": archive.ties.get(night.id),
        "meetings": archive.meetings[night.opponent.id],
        "press": archive.press.get(night.id, ()),
        "previous": around[0],
        "next": around[1],
        "season_title": archive.content.seasons[night.season].value.title,
    }
    return Page(f"matches/{night.id}/", "match.html", context, t.code)


def campaigns_page(archive: Archive, t: Words) -> Page:
    """All seasons, the newest first."""
    context = head(t("campaigns.title"), t("campaigns.intro"), [_root(t)]) | {
        "seasons": tuple(reversed(archive.seasons)),
        "depths": charts.depths(archive),
        "results": charts.results(archive),
        "goals": charts.goals_by_minute(archive.nights),
    }
    return Page("campaigns/", "campaigns.html", context, t.code)


def campaign_page(archive: Archive, t: Words, index: int, season: Season) -> Page:
    """One season in Europe."""
    title = t("campaign.title", season=season_name(season.id))
    trail = [_root(t), Crumb(t("nav.campaigns"), "campaigns/")]
    nights = {night.id for night in season.nights}
    context = head(title, plain(t.text(season.file.summary)), trail, kind="article") | {
        "season": season,
        "tally": tally(season.nights),
        "articles": tuple(a for a in archive.articles if a.head.season == season.id or nights & set(a.head.nights)),
        "previous": archive.seasons[index - 1] if index else None,
        "next": archive.seasons[index + 1] if index + 1 < len(archive.seasons) else None,
        "with_article": frozenset(nights & archive.press.keys()),
    }
    return Page(f"campaigns/{season.id}/", "campaign.html", context, t.code)


def articles_page(archive: Archive, t: Words) -> Page:
    """All articles, the newest first."""
    context = head(t("articles.title"), t("articles.intro"), [_root(t)]) | {
        "articles": archive.articles,
        "filter_words": article_filters(archive, t),
    }
    return Page("articles/", "articles.html", context, t.code)


def article_page(archive: Archive, t: Words, index: int, article: Article) -> Page:
    """One article, with the nights it names."""
    trail = [_root(t), Crumb(t("nav.articles"), "articles/")]
    context = head(article.head.title, article.head.summary, trail, kind="article", published=article.head.date) | {
        "article": article,
        "minutes": max(1, round(count_words(article.body) / WORDS_A_MINUTE)),
        "nights": tuple(archive.by_id[night] for night in article.head.nights),
        # Not shown by themselves, but any of them may stand in the text as a card.
        "linked": tuple(archive.by_id[target] for target in links(article.body) if target in archive.by_id),
        "previous": archive.articles[index + 1] if index + 1 < len(archive.articles) else None,
        "next": archive.articles[index - 1] if index else None,
    }
    return Page(f"articles/{article.id}/", "article.html", context, t.code)


def night_title(night: Night, t: Words) -> str:
    """`Harbour 3–4 Valley, 10 Mar 2020`."""
    return f"{sides(night, t)}, {t.date(night.date, 'short')}"


class Disputed(NamedTuple):
    """What the ledger of disputes shows of a match, whatever else changes in it."""

    disputes: tuple[model.Dispute, ...]
    sources: tuple[model.Source, ...]


def about_pages(archive: Archive, t: Words) -> Iterator[Page]:
    """Scope and method, and the ledgers: sources, disputes, gaps; and the components in each state."""
    about = Crumb(t("nav.about"), "about/")
    proof = archive.proof
    texts = archive.content.pages
    text = texts.get(f"about-{t.code}") or texts["about"]
    context = head(t("about.title"), t("about.meta"), [_root(t)]) | {"proof": proof, "text": text.document.body}
    yield Page("about/", "about.html", context, t.code)
    titles = {night.id: night_title(night, t) for night in archive.nights}
    sources = tuple((n.id, titles[n.id], n.match.sources) for n in archive.nights)
    disputed = tuple(
        (n.id, titles[n.id], Disputed(n.match.disputes, n.match.sources)) for n in archive.nights if n.match.disputes
    )
    known = tuple((n.id, titles[n.id], n.proof, n.match.gaps) for n in archive.played)
    ledgers = (
        ("sources", {"nights": sources}),
        ("disputes", {"nights": disputed, "count": sum(len(match.disputes) for *_, match in disputed)}),
        ("gaps", {"nights": known, "proof": proof, "fields": model.FIELDS}),
        ("style", _samples(archive) | _pictures(archive) | {"proof": proof, "tally": tally(archive.nights)}),
    )
    for name, values in ledgers:
        context = head(t(f"{name}.title"), t(f"{name}.meta"), [_root(t), about]) | values
        yield Page(f"about/{name}/", f"{name}.html", context, t.code)


def _samples(archive: Archive) -> dict[str, Any]:
    """For the page of components: one night of each state, the busiest minute lines, a table, an article."""
    states = {mark(night).shape: night for night in archive.nights}
    busiest = sorted(archive.played, key=lambda night: (-sum(night.score), night.id))[:2]
    lines = [(night, minute_line(night, archive.ties.get(night.id), events(night))) for night in busiest]
    runs = [run for season in archive.seasons for run in season.runs if run.campaign.table]
    return {
        "states": tuple(states.values()),
        "lines": tuple(pair for pair in lines if pair[1]),
        "table": runs[0].campaign.table if runs else None,
        "article": archive.articles[0] if archive.articles else None,
    }


def _pictures(archive: Archive) -> dict[str, Any]:
    """For the same page: every picture, of the last campaigns."""
    seasons = archive.seasons[-charts.FEWEST_COLUMNS :]
    last = replace(archive, seasons=seasons, nights=tuple(night for season in seasons for night in season.nights))
    return {
        "depths": charts.depths(last),
        "results": charts.results(last),
        "goals": charts.goals_by_minute(last.nights),
        "scorers": charts.scorers(last, player_records(last), archive.content.players.value),
        "longest": max(seasons, key=lambda season: len(season.nights), default=None),
    }
