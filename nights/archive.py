"""The whole collection and everything derived from it. Pure: no files, no HTML.

A value here compares equal to last time's when nothing in it changed; a
rebuild uses that to leave pages alone.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Literal, NamedTuple, get_args

from nights import model, ties
from nights.load import Content
from nights.proof import Proof, proof_of

Result = Literal["won", "drawn", "lost"]


class Named(NamedTuple):
    """A club, ground or competition, called what it was called that night."""

    id: str
    name: str
    short: str
    city: str = ""
    country: str = ""


def named(entry_id: str, thing: Any, date: datetime.date) -> Named:
    """The thing under its names of that date."""
    values = {key: getattr(thing, key, "") for key in ("name", "city", "country")}
    short = getattr(thing, "short", None)
    era = next((era for era in sorted(thing.eras, key=lambda era: era.until) if date <= era.until), None)
    if era:
        values |= {key: getattr(era, key) for key in values if getattr(era, key)}
        short = era.name or short
    return Named(entry_id, short=short or values["name"], **values)


# What a list may show of a match.
_LISTED = [
    field.name
    for field in fields(model.Match)
    if field.name not in ("story", "sources", "disputes", "gaps", "exceptions")
]


@dataclass(frozen=True, eq=False)
class Night:
    """One match, its place in the story, and its names of the time.

    What follows from these is worked out once, as hundreds of pages show it.
    Two nights are equal when they look alike wherever they are listed: in all
    but the story and the proof. A page that shows these holds them as well.
    """

    id: str
    number: int | None
    season: str
    match: model.Match
    club: str
    competition: Named
    home: Named
    away: Named
    ground: Named | None

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Night):
            return NotImplemented
        return self._names == other._names and (
            self.match is other.match or all(getattr(self.match, f) == getattr(other.match, f) for f in _LISTED)
        )

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def _names(self) -> tuple[Any, ...]:
        return self.id, self.number, self.season, self.club, self.competition, self.home, self.away, self.ground

    @property
    def date(self) -> datetime.date:
        return self.match.date

    @property
    def day(self) -> str:
        """Its day of the year: `02-19`."""
        return str(self.date)[5:]

    @cached_property
    def recorded(self) -> datetime.date:
        """When we last learnt of it: the newest day a source was read; without a source, that of the match."""
        return max((source.read for source in self.match.sources), default=self.date)

    @cached_property
    def entered(self) -> datetime.date:
        """When we first learnt of it: the oldest day a source was read; without a source, that of the match."""
        return min((source.read for source in self.match.sources), default=self.date)

    @cached_property
    def side(self) -> model.Side:
        """The side our club is on, as designated."""
        return "home" if self.home.id == self.club else "away"

    @cached_property
    def other_side(self) -> model.Side:
        """The side of the opponents."""
        return "away" if self.side == "home" else "home"

    @cached_property
    def opponent(self) -> Named:
        return self.away if self.side == "home" else self.home

    @cached_property
    def coach(self) -> str | None:
        """Who led our side, by id."""
        sheet = self.match.line_up(self.side)
        return sheet.coach if sheet else None

    @cached_property
    def score(self) -> tuple[int, int] | None:
        """At the end of play, extra time included and shoot-out not; home first."""
        score = self.match.score
        return (score.extra_time or score.full_time) if score else None

    @cached_property
    def goals_for(self) -> int:
        return self.score[0 if self.side == "home" else 1]

    @cached_property
    def goals_against(self) -> int:
        return self.score[1 if self.side == "home" else 0]

    @cached_property
    def result(self) -> Result | None:
        """Ours, at the end of play before a shoot-out."""
        if self.score is None:
            return None
        return {"us": "won", "level": "drawn", "them": "lost"}[ties.ahead(self.goals_for, self.goals_against)]

    @cached_property
    def trophy(self) -> bool:
        """Whether this night ended with a cup: a final won, in play or by the shoot-out."""
        if self.match.round != "final" or self.score is None:
            return False
        penalties = self.ours_first(self.match.score.penalties)
        return self.result == "won" or bool(penalties and penalties[0] > penalties[1])

    def ours_first(self, pair: tuple[int, int] | None) -> tuple[int, int] | None:
        """A home-first pair of numbers, turned so that ours comes first."""
        return pair if pair is None or self.side == "home" else pair[::-1]

    @cached_property
    def proof(self) -> Mapping[str, Proof]:
        """How well each fact is proven."""
        return proof_of(self.match)

    def leg(self, score: tuple[int, int]) -> ties.Leg:
        """The night as a leg of a tie, at that home-first score; at home as designated, whatever the ground."""
        us, them = self.ours_first(score)
        return ties.Leg(us, them, home=self.side == "home")


class Stretch(NamedTuple):
    """A part of a match during which the tie stood the same way; `since` is None at kick-off."""

    since: model.Minute | None
    state: ties.State
    aggregate: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tie:
    """The pairing over its one, two or three matches."""

    nights: tuple[Night, ...]
    rules: model.Rules

    @property
    def legs(self) -> tuple[Night, ...]:
        """The matches that count for the aggregate."""
        return tuple(night for night in self.nights if night.match.leg != 3)

    @property
    def played(self) -> bool:
        return all(night.score for night in self.nights)

    @property
    def legs_played(self) -> bool:
        """Whether the result of every leg is known, and so the aggregate."""
        return all(night.score for night in self.legs)

    @property
    def complete(self) -> bool:
        """Whether the match that settled it has been played."""
        last = self.nights[-1].match
        return self.played and (last.leg is None or last.leg > 1)

    @property
    def aggregate(self) -> tuple[int, int]:
        """Ours first, over the legs with a result; a third match and a shoot-out do not count."""
        return ties.aggregate([night.leg(night.score) for night in self.legs if night.score])

    @property
    def decision(self) -> tuple[ties.State, ties.DecidedBy | None]:
        """Who went through, and what settled it."""
        if not self.complete:
            return "level", None
        last = self.nights[-1]
        third = last.match.leg == 3
        state, how = ties.decide(
            [night.leg(night.score) for night in ([last] if third else self.legs)],
            away_goals=self.rules.away_goals,
            extra_time=last.match.score.extra_time is not None,
            penalties=last.ours_first(last.match.score.penalties),
        )
        return state, "third-match" if third and how in ("aggregate", "extra-time") else how

    def course(self, night: Night) -> tuple[Stretch, ...]:
        """How the tie stood during one of its nights, stretch by stretch.

        Empty when a goal of the night has no minute, or a leg before it no result: then nobody can say.
        """
        goals = night.match.goals or ()
        earlier = () if night.match.leg == 3 else tuple(leg for leg in self.legs if leg.date < night.date)
        if not all(each.score for each in (*earlier, night)):
            return ()
        if len(goals) != sum(night.score) or any(goal.minute is None for goal in goals):
            return ()
        before = [leg.leg(leg.score) for leg in earlier]
        score = [0, 0]
        stretches: list[Stretch] = []
        for goal in (None, *sorted(goals, key=lambda goal: goal.when)):
            if goal:
                score[0 if goal.for_ == night.home.id else 1] += 1
            legs = [*before, night.leg((score[0], score[1]))]
            state = ties.standing(legs, away_goals=self.rules.away_goals)
            stretches.append(Stretch(goal.when if goal else None, state, ties.aggregate(legs)))
        return tuple(stretches)


@dataclass(frozen=True, slots=True)
class Tally:
    """Won, drawn, lost and goals over any set of nights."""

    won: int
    drawn: int
    lost: int
    goals_for: int
    goals_against: int

    @property
    def played(self) -> int:
        return self.won + self.drawn + self.lost


def tally(nights: Iterable[Night]) -> Tally:
    """The record over the nights that have a result."""
    played = [night for night in nights if night.score is not None]
    results = [night.result for night in played]
    return Tally(
        results.count("won"),
        results.count("drawn"),
        results.count("lost"),
        sum(night.goals_for for night in played),
        sum(night.goals_against for night in played),
    )


@dataclass(frozen=True, slots=True)
class Run:
    """The part of a season played in one competition."""

    campaign: model.Campaign
    competition: Named
    nights: tuple[Night, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Season:
    """A season in Europe: one chapter of the timeline."""

    id: str
    file: model.SeasonFile
    runs: tuple[Run, ...]

    @property
    def nights(self) -> tuple[Night, ...]:
        return tuple(sorted((night for run in self.runs for night in run.nights), key=lambda night: night.date))

    @property
    def coaches(self) -> tuple[str, ...]:
        """Ids of our head coaches, in the order of their first night."""
        return tuple(dict.fromkeys(night.coach for night in self.nights if night.coach))


@dataclass(frozen=True, slots=True)
class Article:
    """A piece of the press room: its front matter and its Markdown."""

    id: str
    head: model.ArticleHead
    body: str


@dataclass(frozen=True)
class Archive:
    """Every night, season, tie and article, in order."""

    content: Content
    nights: tuple[Night, ...]
    seasons: tuple[Season, ...]
    articles: tuple[Article, ...]

    @property
    def facts(self) -> tuple[Any, ...]:
        """All that is known, but for the stories and the proof of nights: what most pages follow from."""
        content = self.content
        return (
            self.nights, self.seasons, self.articles, content.site, content.catalogues, content.competitions,
            content.clubs, content.grounds, content.players, content.coaches, content.referees, content.pages,
        )  # fmt: skip

    @cached_property
    def by_id(self) -> Mapping[str, Night]:
        return {night.id: night for night in self.nights}

    @cached_property
    def ties(self) -> Mapping[str, Tie]:
        """The tie a night belongs to, by the night's id."""
        return {n.id: tie for season in self.seasons for run in season.runs for tie in run.ties for n in tie.nights}

    @cached_property
    def meetings(self) -> Mapping[str, tuple[Night, ...]]:
        """All nights against a club, by the club's id."""
        return _grouped(self.nights, lambda night: night.opponent.id)

    @cached_property
    def press(self) -> Mapping[str, tuple[Article, ...]]:
        """The articles of a night, by the night's id."""
        pairs = [(night, article) for article in self.articles for night in article.head.nights]
        return {key: tuple(a for _, a in group) for key, group in _grouped(pairs, lambda pair: pair[0]).items()}

    @cached_property
    def played(self) -> tuple[Night, ...]:
        return tuple(night for night in self.nights if night.score is not None)

    @cached_property
    def past(self) -> tuple[Night, ...]:
        """Every night that has been, its result recorded or not."""
        return tuple(night for night in self.nights if night.match.status != "scheduled")

    @cached_property
    def days(self) -> Mapping[str, tuple[Night, ...]]:
        """The past nights by day of the year (`02-19`), from January to December."""
        return dict(sorted(_grouped(self.past, lambda night: night.day).items()))

    @cached_property
    def proof(self) -> Mapping[Proof, int]:
        """How many facts are proven twice, once, disputed and missing over all nights."""
        counted = Counter(proof for night in self.nights for proof in night.proof.values())
        return {kind: counted[kind] for kind in get_args(Proof)}

    @cached_property
    def to_come(self) -> tuple[Night, ...]:
        return tuple(night for night in self.nights if night.match.status == "scheduled")


def _grouped(items: Iterable[Any], key: Callable[[Any], str]) -> dict[str, tuple[Any, ...]]:
    groups: dict[str, list[Any]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in groups.items()}


def find_ties(nights: Sequence[Night], rules: model.Rules) -> tuple[Tie, ...]:
    """The ties among the nights of one campaign: same round, same opponent."""
    knockout = [night for night in nights if night.match.round]
    groups = _grouped(knockout, lambda night: f"{night.match.round} {night.opponent.id}")
    return tuple(Tie(group, rules) for group in groups.values())


def _names(content: Content) -> tuple[Any, ...]:
    """What a night takes its names from."""
    return content.site, content.clubs, content.grounds, content.competitions


def build_archive(content: Content, *, drafts: bool = False, before: Archive | None = None) -> Archive:
    """Join what was loaded. The content must have passed its checks.

    Nights of the archive `before` that are still the same are taken over, with
    all that was worked out of them.
    """
    site = content.site.value
    known = before.by_id if before and _names(before.content) == _names(content) else {}
    clubs, grounds = content.clubs.value, content.grounds.value
    competitions = content.competitions.value
    entries = sorted(content.matches.values(), key=lambda entry: (entry.value.date, entry.id))
    nights: list[Night] = []
    number = 0
    for entry in entries:
        match = entry.value
        if match.status != "scheduled":
            number += 1
        own_number = number if match.status != "scheduled" else None
        season = content.match_seasons[entry.id]
        same = known.get(entry.id)
        if same and same.match is match and (same.number, same.season) == (own_number, season):
            nights.append(same)
            continue
        nights.append(
            Night(
                id=entry.id,
                number=own_number,
                season=season,
                match=match,
                club=site.club,
                competition=named(match.competition, competitions[match.competition], match.date),
                home=named(match.home, clubs[match.home], match.date),
                away=named(match.away, clubs[match.away], match.date),
                ground=named(match.ground, grounds[match.ground], match.date) if match.ground else None,
            )
        )
    by_season = _grouped(nights, lambda night: night.season)
    seasons = []
    for season_id, entry in sorted(content.seasons.items()):
        runs = []
        for campaign in entry.value.campaigns:
            own = tuple(n for n in by_season.get(season_id, ()) if n.competition.id == campaign.competition)
            last_day = own[-1].date if own else datetime.date(int(season_id[:4]), 12, 31)
            competition = named(campaign.competition, competitions[campaign.competition], last_day)
            runs.append(Run(campaign, competition, own, find_ties(own, campaign.rules)))
        seasons.append(Season(season_id, entry.value, tuple(runs)))
    articles = sorted(
        (
            Article(entry.id, entry.value, entry.document.body)
            for entry in content.articles.values()
            if drafts or not entry.value.draft
        ),
        key=lambda article: (article.head.date, article.id),
        reverse=True,
    )
    return Archive(content, tuple(nights), tuple(seasons), tuple(articles))
