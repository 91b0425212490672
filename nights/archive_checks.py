"""What must be true of all content together, and of the archive made from it: one small function per rule.

A check yields `(entry, keys, message)`: which file, the place inside it, and
what is wrong, what would be right, what to do.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from nights import prose, ties
from nights.archive import Archive, Tie, tally
from nights.i18n import is_language, values_in
from nights.load import Content, Entry
from nights.match_checks import languages_of, people_in_events
from nights.model import SIDES, LineUp, Match
from nights.problems import did_you_mean
from nights.strict_yaml import Key
from nights.text import slug

ArchiveFinding = tuple[Entry[Any], tuple[Key, ...], str]

AGES = (14, 50)


def the_site_is_itself(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure the club of the site is registered, each language is listed once, and pages can follow the address."""
    site = content.site.value
    if site.club not in content.clubs.value:
        hint = did_you_mean(site.club, content.clubs.value)
        message = f"`{site.club}` is not in {content.clubs.document.path}{hint or '; add it there or correct the id'}"
        yield content.site, ("club",), message
    for index, language in enumerate(site.languages):
        if language.code in {earlier.code for earlier in site.languages[:index]}:
            yield content.site, ("languages", index), f"`{language.code}` is listed twice; take one out"
    if set("?#") & set(site.base_url):
        yield (
            content.site,
            ("base_url",),
            "pages are added to this address, so `?` and `#` cannot be in it; take them out",
        )


def one_match_a_day(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure no two matches are on one day."""
    days: dict[datetime.date, Entry[Match]] = {}
    for entry in content.matches.values():
        other = days.setdefault(entry.value.date, entry)
        if other is not entry:
            yield entry, ("date",), f"`{other.id}` is on the same day; correct one of the dates"


def every_season_has_its_file(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure every match has a campaign in its season's file, every campaign a match, and only the last is open."""
    campaigns = {(s, c.competition) for s, entry in content.seasons.items() for c in entry.value.campaigns}
    played = set()
    for entry in content.matches.values():
        season = content.match_seasons[entry.id]
        played.add((season, entry.value.competition))
        known = entry.value.competition in content.competitions.value
        if known and (season, entry.value.competition) not in campaigns and season not in content.broken:
            where = f"campaigns/{season}.yaml"
            yield (
                entry,
                ("competition",),
                f"{where} has no campaign in `{entry.value.competition}`; add it there or correct it here",
            )
    for season, entry in content.seasons.items():
        if entry.value.open and season != max(content.seasons):
            yield entry, ("open",), f"{max(content.seasons)} has begun, so {season} is not `open`; take it out"
        seen = set()
        for index, campaign in enumerate(entry.value.campaigns):
            if campaign.competition in seen:
                message = f"`{campaign.competition}` has a campaign above; make them one"
                yield entry, ("campaigns", index, "competition"), message
            seen.add(campaign.competition)
            if campaign.competition not in content.competitions.value:
                hint = did_you_mean(campaign.competition, content.competitions.value)
                message = f"`{campaign.competition}` is not in {content.competitions.document.path}{hint}"
                yield entry, ("campaigns", index, "competition"), message
            elif (season, campaign.competition) not in played and not content.broken:
                message = f"no match of {season} is in `{campaign.competition}`; add one or take the campaign out"
                yield entry, ("campaigns", index, "competition"), message


def tables_add_up(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure a table's wins match its defeats, its goals cancel out, and the order follows the points."""
    for entry in content.seasons.values():
        for index, campaign in enumerate(entry.value.campaigns):
            table = campaign.table
            if table is None:
                continue
            keys = ("campaigns", index, "table", "rows")
            if table.play_off and not table.through:
                yield entry, (*keys[:-1], "play_off"), "`play_off` needs `through`, the places before it; add it"
            for key in ("through", "play_off"):
                if (getattr(table, key) or 0) > len(table.rows):
                    yield entry, (*keys[:-1], key), f"the table has only {len(table.rows)} places; correct `{key}`"
            for row_index, row in enumerate(table.rows):
                if row.club in {above.club for above in table.rows[:row_index]}:
                    yield entry, (*keys, row_index, "club"), f"`{row.club}` has a row above; correct one of the two"
                if row.club not in content.clubs.value:
                    hint = did_you_mean(row.club, content.clubs.value)
                    yield (
                        entry,
                        (*keys, row_index, "club"),
                        f"`{row.club}` is not in {content.clubs.document.path}{hint}",
                    )
            pairs = zip(table.rows, table.rows[1:], strict=False)
            for row_index, (above, below) in enumerate(pairs, 1):
                if below.points > above.points:
                    more = f"`{below.club}` has {below.points} points, more than `{above.club}` above"
                    message = f"{more}; put the rows in order"
                    yield entry, (*keys, row_index), message
            if not table.complete:
                continue
            won, lost = sum(row.won for row in table.rows), sum(row.lost for row in table.rows)
            if won != lost:
                yield entry, keys, f"{won} wins but {lost} defeats in the table; each win is another's defeat"
            scored, conceded = sum(r.goals_for for r in table.rows), sum(r.goals_against for r in table.rows)
            if scored != conceded:
                yield entry, keys, f"{scored} goals scored but {conceded} conceded in the table; correct a row"


def tables_agree_with_the_matches(archive: Archive) -> Iterator[ArchiveFinding]:
    """Ensure our row of a complete table is what our matches make."""
    club = archive.content.site.value.club
    for season in archive.seasons:
        for index, run in enumerate(season.runs):
            table = run.campaign.table
            if table is None or not table.complete:
                continue
            nights = [night for night in run.nights if night.match.stage in ("group-stage", "league-phase")]
            made = tally(nights)
            for row_index, row in enumerate(table.rows):
                stated = (row.won, row.drawn, row.lost, row.goals_for, row.goals_against)
                counted = (made.won, made.drawn, made.lost, made.goals_for, made.goals_against)
                if row.club == club and stated != counted:
                    keys = ("campaigns", index, "table", "rows", row_index)
                    yield (
                        archive.content.seasons[season.id],
                        keys,
                        f"our row says {stated} but the matches make {counted}; correct one",
                    )


def legs_mirror_each_other(archive: Archive) -> Iterator[ArchiveFinding]:
    """Ensure the legs of a tie are complete, in order, and played with sides changed."""
    for tie in _ties(archive):
        entries = [archive.content.matches[night.id] for night in tie.nights]
        legs = [night.match.leg for night in tie.nights]
        for entry, leg, expected in zip(entries, legs, (1, 2, 3), strict=False):
            if legs != [None] and leg != expected:
                says = f"says leg {leg}" if leg else "has no `leg`"
                what = f"this is match {expected} of its tie by date but {says}"
                message = f"{what}; correct `leg` or add the missing match"
                yield entry, ("leg",), message
        if len(tie.nights) > 1 and legs[:2] == [1, 2]:
            first, second = entries[0].value, entries[1].value
            if (first.home, first.away) != (second.away, second.home):
                yield (
                    entries[1],
                    ("home",),
                    f"the second leg is played with sides changed: home is `{first.away}`; correct it",
                )
            for layer in ("extra_time", "penalties"):
                if first.score and getattr(first.score, layer):
                    yield entries[0], ("score", layer), f"a first leg has no {layer.replace('_', ' ')}; take it out"


def ties_end_by_the_rules(archive: Archive) -> Iterator[ArchiveFinding]:
    """Ensure each finished tie has a winner by that season's rules, with extra time only when it was needed."""
    for tie in _ties(archive):
        if not tie.complete:
            continue
        last = tie.nights[-1]
        entry = archive.content.matches[last.id]
        score = last.match.score
        third = last.match.leg == 3
        before = [] if third else [night.leg(night.score) for night in tie.legs[:-1]]
        after_90 = ties.standing([*before, last.leg(score.full_time)], away_goals=tie.rules.away_goals)
        if third and tie.rules.then != "third-match":
            yield entry, ("leg",), "that season's rules know no third match; correct `leg` or the rules of the campaign"
        if third and ties.standing([n.leg(n.score) for n in tie.legs], away_goals=tie.rules.away_goals) != "level":
            yield entry, ("leg",), "a third match follows only a level tie; correct a score or take it out"
        if score.extra_time and after_90 != "level":
            yield (
                entry,
                ("score", "extra_time"),
                "the tie was settled after 90 minutes; extra time was not needed, correct a score",
            )
        if (
            score.penalties
            and ties.standing([*before, last.leg(score.extra_time or score.full_time)], away_goals=tie.rules.away_goals)
            != "level"
        ):
            yield entry, ("score", "penalties"), "the tie was settled before penalties; correct a score"
        if tie.decision[0] == "level" and not (tie.rules.then == "third-match" and not third):
            yield (
                entry,
                ("score",),
                "the tie is level, so extra time or penalties must follow; add them or correct a score",
            )


def a_lost_tie_is_the_last(archive: Archive) -> Iterator[ArchiveFinding]:
    """Ensure no match of a competition follows a tie that was lost in it."""
    for season in archive.seasons:
        for run in season.runs:
            lost = next((tie for tie in run.ties if tie.complete and tie.decision[0] == "them"), None)
            if lost is None:
                continue
            for night in run.nights:
                if night.date > lost.nights[-1].date:
                    message = (
                        f"the club was out after `{lost.nights[-1].id}`; correct a score, a round or this competition"
                    )
                    yield archive.content.matches[night.id], ("competition",), message


def matchdays_are_in_order(archive: Archive) -> Iterator[ArchiveFinding]:
    """Ensure the matchdays of a group or league phase follow the dates, each once."""
    for season in archive.seasons:
        for run in season.runs:
            nights = [night for night in run.nights if night.match.matchday]
            for before, after in zip(nights, nights[1:], strict=False):
                if after.match.matchday <= before.match.matchday:
                    message = (
                        f"matchday {after.match.matchday} comes after matchday {before.match.matchday} of `{before.id}`"
                    )
                    yield archive.content.matches[after.id], ("matchday",), f"{message}; correct one of them"


def _ties(archive: Archive) -> Iterator[Tie]:
    for season in archive.seasons:
        for run in season.runs:
            yield from run.ties


def registers_hold_only_what_is_used(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure nobody stands in a register without a match, and no name stands there twice."""
    used: dict[str, set[str]] = {name: set() for name in ("players", "coaches", "referees", "grounds")}
    for entry in content.matches.values():
        match = entry.value
        used["referees"].add(match.referee)
        used["grounds"].add(match.ground)
        used["players"].update(_players_in(match))
        used["coaches"].update(sheet.coach for sheet in map(match.line_up, SIDES) if sheet)
    for article in content.articles.values():
        for name in used:
            used[name].update(article.value.people)
    for name, ids in used.items():
        register = getattr(content, name)
        for entry_id in register.value:
            if entry_id not in ids:
                yield register, (entry_id,), f"no match names `{entry_id}`; take it out of {register.document.path}"


def eras_are_in_order(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure the former names of a club, ground or competition are listed by date."""
    for register in (content.clubs, content.grounds, content.competitions):
        for entry_id, thing in register.value.items():
            days = [era.until for era in thing.eras]
            if days != sorted(set(days)):
                yield register, (entry_id, "eras"), "list the eras in order of `until`, each day once"


def countries_are_written_one_way(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure the name of each country gives the address of its page, and no two names give the same."""
    known: dict[str, str] = {}
    for register in (content.clubs, content.grounds, content.referees):
        for entry_id, thing in register.value.items():
            eras = enumerate(getattr(thing, "eras", ()))
            former = [((entry_id, "eras", index, "country"), era.country) for index, era in eras if era.country]
            for keys, name in [((entry_id, "country"), thing.country), *former]:
                address = slug(name)
                other = known.setdefault(address, name)
                if not address:
                    yield register, keys, f"`{name}` gives no address; write it with letters from a to z in it"
                elif other != name:
                    yield register, keys, f"`{name}` would share its page with `{other}`; write both in one way"


def time_zones_exist(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure the time zone of a club is one of the IANA database."""
    for club_id, club in content.clubs.value.items():
        if club.time_zone is None:
            continue
        try:
            ZoneInfo(club.time_zone)
        except (OSError, ValueError, ZoneInfoNotFoundError):
            message = f"there is no time zone `{club.time_zone}`{did_you_mean(club.time_zone, available_timezones())}"
            yield content.clubs, (club_id, "time_zone"), f"{message}; zones are named like Europe/Rome"


def registers_name_their_sources(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure a date of birth, a ground's coordinates and a competition's history name the page they come from."""
    facts = (
        (content.players, "born", "source"),
        (content.coaches, "born", "source"),
        (content.grounds, "coordinates", "source"),
        (content.competitions, "history", "sources"),
    )
    for register, fact, source in facts:
        for entry_id, thing in register.value.items():
            known, named = getattr(thing, fact), getattr(thing, source)
            if known and not named:
                yield register, (entry_id, fact), f"`{fact}` has no `{source}`; name the page it comes from"
            elif named and not known:
                yield register, (entry_id, source), f"`{source}` supports nothing; add `{fact}` or take it out"


def players_are_of_age(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure nobody is named in a match as a child or an old man, so that a date of birth is no misprint."""
    youngest, oldest = AGES
    told = set()
    for entry in content.matches.values():
        for player in _players_in(entry.value):
            person = content.players.value.get(player)
            if not person or not person.born or player in told:
                continue
            age = (entry.value.date - person.born).days // 365.25
            if not youngest <= age <= oldest:
                told.add(player)
                message = f"by this he was {age:.0f} years old in `{entry.id}`; correct `born` or the id there"
                yield content.players, (player, "born"), message


def _players_in(match: Match) -> Iterator[str]:
    """Every player a match names, on a team sheet or in an event; some of them twice."""
    for side in SIDES:
        sheet = match.line_up(side) or LineUp()
        yield from (*(sheet.starting or ()), *(sheet.substitutes or ()))
    yield from (player for player, _, _ in people_in_events(match))


def articles_belong(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure an article's name starts with its date, and its nights, season and people exist."""
    people = {**content.players.value, **content.coaches.value, **content.referees.value}
    for entry in content.articles.values():
        head = entry.value
        if not entry.id.startswith(f"{head.date}-"):
            yield entry, ("date",), f"the file is named `{entry.id}`; its name should start with the date, {head.date}"
        for index, night in enumerate(head.nights):
            if night not in content.matches and night not in content.broken:
                hint = did_you_mean(night, content.matches)
                yield entry, ("nights", index), f"there is no match `{night}`{hint or '; correct the id'}"
        for index, person in enumerate(head.people):
            if person not in people:
                hint = did_you_mean(person, people)
                yield (
                    entry,
                    ("people", index),
                    f"`{person}` is no player, coach or referee here{hint or '; correct the id'}",
                )
        for field in ("nights", "people"):
            ids = getattr(head, field)
            for index, each in enumerate(ids):
                if each in ids[:index]:
                    yield entry, (field, index), f"`{each}` is listed twice; take one out"
        seasons = {content.match_seasons[night] for night in head.nights if night in content.matches}
        if head.season in content.seasons and seasons and head.season not in seasons:
            yield entry, ("season",), f"its nights are of {', '.join(sorted(seasons))}; correct `season` or `nights`"
        if head.season and head.season not in content.seasons and head.season not in content.broken:
            yield (
                entry,
                ("season",),
                f"there is no campaigns/{head.season}.yaml{did_you_mean(head.season, content.seasons)}",
            )
        if (head.kind == "essay") == bool(head.publisher):
            word = (
                "an essay is our own, so it has no `publisher`"
                if head.publisher
                else f"a {head.kind} needs its `publisher`"
            )
            yield entry, ("kind",), f"{word}; correct `kind` or `publisher`"
        if entry.id in content.matches:
            yield entry, (), f"there is a match with the id `{entry.id}`; rename the article"
        if not entry.document.body.strip():
            yield entry, (), "the article has no text; write it below the second `---`"


def catalogues_are_complete(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure every language has every word of the interface, and no other."""
    default = content.site.value.languages[0].code
    wanted = content.catalogues[default].value
    for code, entry in content.catalogues.items():
        if not is_language(code):
            yield entry, (), f"`{code}` is no language that dates and plurals are known for; correct it in site.yaml"
        for key in wanted.keys() - entry.value.keys():
            yield entry, (), f"`{key}` is missing; i18n/{default}.yaml has it, so translate it here"
        for key in entry.value.keys() - wanted.keys():
            yield entry, (key,), f"`{key}` is not in i18n/{default}.yaml{did_you_mean(key, wanted) or '; take it out'}"
        for key, words in entry.value.items():
            if isinstance(words, dict) and "other" not in words:
                yield entry, (key,), f"`{key}` lacks the plural form `other` in {code}; add it"


def translations_fill_in_the_same(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure a text of the interface has plural forms, and `{names}` to fill in, only where the original has them."""
    default = content.site.value.languages[0].code
    originals = content.catalogues[default].value
    for entry in content.catalogues.values():
        for key, words in entry.value.items():
            original = originals.get(key, words)
            try:
                known, surplus = values_in(original), sorted(values_in(words) - values_in(original))
            except ValueError:
                yield entry, (key,), f"a brace of `{key}` has no partner; write `{{name}}`, or `{{{{` for a bare one"
                continue
            if surplus:
                hint = did_you_mean(surplus[0], known) or f"; known here: {', '.join(sorted(known)) or 'none'}"
                yield entry, (key,), f"`{{{surplus[0]}}}` is not filled in{hint}"
            if isinstance(words, str) != isinstance(original, str):
                kind = "one text" if isinstance(original, str) else "plural forms"
                yield entry, (key,), f"`{key}` has {kind} in i18n/{default}.yaml; write it likewise"


def shared_texts_are_in_the_sites_languages(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure the texts of the site, its competitions and campaigns are in the first language, and in no foreign one."""
    for entry, keys, text in _shared_texts(content):
        for place, message in languages_of(content, text, *keys):
            yield entry, place, message


def texts_are_clean(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure no text holds raw HTML, pictures, or a link that leads nowhere, to a draft for instance."""
    drafts = {entry.id for entry in content.articles.values() if entry.value.draft}

    def resolve(target: str) -> prose.Link | str:
        if target in content.broken:
            return prose.Link(target)
        return prose.resolve_link(target, content.matches, content.articles)

    def resolve_published(target: str) -> prose.Link | str:
        return f"`{target}` is a draft; publish it first" if target in drafts else resolve(target)

    for entry, keys, text in _texts(content):
        for mistake in prose.mistakes(text, resolve_published):
            yield entry, (*keys, TextLine(mistake.line)), mistake.message
    for entry in (*content.articles.values(), *content.pages.values()):
        for mistake in prose.mistakes(entry.document.body, resolve if entry.id in drafts else resolve_published):
            yield entry, (TextLine(mistake.line),), mistake.message


class TextLine(int):
    """A line inside a text, counted from 0, as the last step of a place."""


_Text = tuple[Entry[Any], tuple[Key, ...], Mapping[str, str] | None]
_MARKDOWN = ("story", "history", "summary", "format", "qualified", "ended")


def _shared_texts(content: Content) -> Iterator[_Text]:
    """Every text in YAML that is not of one match, with its place."""
    for field in ("tagline", "description"):
        yield content.site, (field,), getattr(content.site.value, field)
    for entry_id, competition in content.competitions.value.items():
        yield content.competitions, (entry_id, "history"), competition.history
    for entry in content.seasons.values():
        for field in ("title", "summary"):
            yield entry, (field,), getattr(entry.value, field)
        for index, campaign in enumerate(entry.value.campaigns):
            for field in ("format", "qualified", "ended"):
                yield entry, ("campaigns", index, field), getattr(campaign, field)
            if campaign.table:
                yield entry, ("campaigns", index, "table", "title"), campaign.table.title


def _texts(content: Content) -> Iterator[tuple[Entry[Any], tuple[Key, ...], str]]:
    """Every Markdown text in YAML, language by language, with its place."""
    stories: Iterator[_Text] = ((entry, ("story",), entry.value.story) for entry in content.matches.values())
    for entry, keys, text in (*stories, *_shared_texts(content)):
        if keys[-1] in _MARKDOWN:
            for code, value in (text or {}).items():
                yield entry, (*keys, code) if code else keys, value
