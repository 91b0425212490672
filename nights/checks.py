"""What must be true of the content: one small function per rule, the lists at the end are the specification.

A check of one match gets a `Case` and yields `(keys, message)`: the place inside
the file, and what is wrong, what would be right, what to do. A check of all
content, or of the archive made from it, yields `(entry, keys, message)`.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from nights import proof, prose, ties
from nights.archive import Archive, Tie, tally
from nights.i18n import is_language, values_in
from nights.load import Content, Entry
from nights.model import SIDES, Goal, LineUp, Match, Minute, Side
from nights.problems import did_you_mean
from nights.strict_yaml import Key

Finding = tuple[tuple[Key, ...], str]
ArchiveFinding = tuple[Entry[Any], tuple[Key, ...], str]

LAST_MINUTES = (45, 90, 105, 120)
STORY_WORDS = (80, 260)
HEADLINE_LENGTH = 80
MILESTONE_LENGTH = 40
AGES = (14, 50)
# Substitutions a side could make, extra time included, up to that day (Laws of
# the Game and competition regulations of the time).
SUBSTITUTIONS_UNTIL = (
    (datetime.date(1968, 6, 30), 0),
    (datetime.date(1995, 6, 30), 2),
    (datetime.date(2018, 6, 30), 3),
    (datetime.date(2020, 7, 31), 4),
    (datetime.date.max, 6),
)


@dataclass(frozen=True)
class Case:
    """A match under check, and the content around it."""

    id: str
    match: Match
    content: Content

    @cached_property
    def filled(self) -> dict[str, bool | None]:
        """Whether each field holds a fact; None where there is nothing to know."""
        return {field: proof.filled(self.match, field) for field in proof.FIELDS}

    @property
    def clubs(self) -> dict[str, Side]:
        return {self.match.home: "home", self.match.away: "away"}

    def sheet(self, club: str) -> LineUp | None:
        side = self.clubs.get(club)
        return self.match.line_up(side) if side else None

    def partly_known(self, field: str) -> bool:
        """Whether a gap says that a part of the field is unknown."""
        return any(gap.partial and gap.field == field for gap in self.match.gaps)

    def whole_sheet(self, club: str) -> LineUp | None:
        """The team sheet of a club, if it names all who started."""
        sheet = self.sheet(club)
        return sheet if sheet and len(sheet.starting or ()) == 11 else None

    def sheets(self) -> Iterator[tuple[Side, LineUp]]:
        """The team sheets there are."""
        for side in SIDES:
            sheet = self.match.line_up(side)
            if sheet:
                yield side, sheet


# --- the file and its names ---------------------------------------------------


def the_file_name_says_date_and_opponent(case: Case) -> Iterator[Finding]:
    """Ensure the id, and so the address, is the date and the opponent."""
    club = case.content.site.value.club
    if club not in case.content.clubs.value:
        return
    opponent = case.match.away if case.match.home == club else case.match.home
    expected = f"{case.match.date}-{opponent}"
    if case.id != expected:
        yield (
            ("date",),
            f"the file is named `{case.id}` but date and opponent say `{expected}`; correct one or rename the file",
        )


def the_date_is_in_the_season(case: Case) -> Iterator[Finding]:
    """Ensure a match lies in the season of its folder; a season runs from July to the end of the next August."""
    season = case.content.match_seasons[case.id]
    start = int(season[:4])
    if season[5:] != f"{(start + 1) % 100:02}":
        yield ("date",), f"the folder `{season}` is no season; one looks like {start}-{(start + 1) % 100:02}"
    elif not datetime.date(start, 7, 1) <= case.match.date <= datetime.date(start + 1, 8, 31):
        yield ("date",), f"{case.match.date} is not in the season {season}; correct the date or move the file"


def our_club_plays(case: Case) -> Iterator[Finding]:
    """Ensure one side is the club of the site, and the other is not."""
    club = case.content.site.value.club
    if club in case.content.clubs.value and (case.match.home == club) == (case.match.away == club):
        yield ("home",), f"exactly one of home and away must be `{club}`; correct `home` or `away`"


def every_id_exists(case: Case) -> Iterator[Finding]:
    """Ensure every competition, club, ground, player, coach and referee is registered."""
    match, content = case.match, case.content

    def look_up(registry: Entry[dict[str, Any]], entry_id: str | None, *keys: Key) -> Iterator[Finding]:
        if entry_id is not None and entry_id not in registry.value:
            hint = did_you_mean(entry_id, registry.value)
            yield keys, f"`{entry_id}` is not in {registry.document.path}{hint or '; add it there or correct the id'}"

    yield from look_up(content.competitions, match.competition, "competition")
    yield from look_up(content.clubs, match.home, "home")
    yield from look_up(content.clubs, match.away, "away")
    yield from look_up(content.grounds, match.ground, "ground")
    yield from look_up(content.referees, match.referee, "referee")
    for side, sheet in case.sheets():
        yield from look_up(content.coaches, sheet.coach, "line_ups", side, "coach")
        for part in ("starting", "substitutes"):
            for player in getattr(sheet, part) or ():
                yield from look_up(content.players, player, "line_ups", side, part, player)
    for name, field, keys in _people(match):
        yield from look_up(content.players, name, *keys, field)
    sides_known = case.clubs.keys() <= content.clubs.value.keys()  # or else it is the side that is misspelt
    for name, field, keys in _event_clubs(match):
        if sides_known and name not in case.clubs:
            yield (*keys, field), f"`{name}` does not play; the sides are `{match.home}` and `{match.away}`"


def _events(match: Match) -> Iterator[tuple[Any, tuple[Key, ...]]]:
    """Every event that is listed by club, with its place."""
    for name in ("goals", "missed_penalties", "shoot_out", "cards"):
        for index, event in enumerate(getattr(match, name) or ()):
            yield event, (name, index)


def _people(match: Match) -> Iterator[tuple[str, str, tuple[Key, ...]]]:
    """Every player named in an event: id, key and place of the event."""
    for event, keys in _events(match):
        if event.player:
            yield event.player, "player", keys
        if isinstance(event, Goal) and event.assist:
            yield event.assist, "assist", keys
    for side in SIDES:
        sheet = match.line_up(side)
        if sheet is None:
            continue
        if sheet.captain:
            yield sheet.captain, "captain", ("line_ups", side)
        for index, change in enumerate(sheet.substitutions or ()):
            yield change.off, "off", ("line_ups", side, "substitutions", index)
            yield change.on, "on", ("line_ups", side, "substitutions", index)


def _event_clubs(match: Match) -> Iterator[tuple[str, str, tuple[Key, ...]]]:
    for event, keys in _events(match):
        field = "for" if isinstance(event, Goal) else "club"
        yield (event.for_ if isinstance(event, Goal) else event.club), field, keys


# --- where a match stands in its competition ----------------------------------


def the_stage_fits(case: Case) -> Iterator[Finding]:
    """Ensure groups have matchdays, and knockout and qualifying matches have a round."""
    match = case.match
    if match.stage in ("group-stage", "league-phase"):
        if match.matchday is None:
            yield ("stage",), f"a match of the {match.stage} needs `matchday`; add it"
        for field in ("round", "leg"):
            if getattr(match, field):
                yield (field,), f"a match of the {match.stage} has no `{field}`; take it out"
    else:
        if match.round is None:
            yield ("stage",), f"a {match.stage} match needs `round`; add it"
        if match.matchday:
            yield ("matchday",), f"a {match.stage} match has no matchday; take it out"
        qualifying = (match.round or "").endswith("qualifying-round") or match.round == "play-off-round"
        if match.round and qualifying != (match.stage == "qualifying"):
            yield ("round",), f"the round `{match.round}` is not part of the stage `{match.stage}`; correct one of them"
    if match.group and match.stage != "group-stage":
        yield ("group",), f"only the group stage has groups, this is {match.stage}; take `group` out"
    if match.round == "final" and match.leg:
        yield ("leg",), "a final is one match; take `leg` out"


def a_match_without_a_result_is_empty(case: Case) -> Iterator[Finding]:
    """Ensure only a played match has what only play can give, and that it has a score."""
    match = case.match
    if match.status == "played":
        if match.score is None:
            yield ("date",), "a played match needs `score`; add it, or `status: scheduled` or `status: unrecorded`"
        return
    for field in ("score", "goals", "missed_penalties", "shoot_out", "cards", "attendance"):
        if getattr(match, field):
            yield (field,), f"a match that is {match.status} has no `{field}`; take it out, or take `status` out"


# --- the score ------------------------------------------------------------------


def the_score_layers_agree(case: Case) -> Iterator[Finding]:
    """Ensure no layer of the score takes a goal back, and a shoot-out has a winner and the kicks for it."""
    score = case.match.score
    if score is None:
        return
    layers = [(name, getattr(score, name)) for name in ("half_time", "full_time", "extra_time")]
    given = [(name, pair) for name, pair in layers if pair is not None]
    for (earlier, before), (later, after) in zip(given, given[1:], strict=False):
        if after[0] < before[0] or after[1] < before[1]:
            yield (
                ("score", later),
                f"{later} {_score(after)} is less than {earlier} {_score(before)}; correct one of them",
            )
    if score.penalties and score.penalties[0] == score.penalties[1]:
        yield ("score", "penalties"), "a shoot-out has a winner; correct `penalties`"
    kicks = case.match.shoot_out
    if kicks:
        scored = Counter(kick.club for kick in kicks if kick.scored)
        counted = (scored[case.match.home], scored[case.match.away])
        if counted != score.penalties:
            yield (
                ("shoot_out",),
                f"the kicks make {_score(counted)}, `score.penalties` says {_score(score.penalties)}; correct one",
            )


def extra_time_only_in_a_tie(case: Case) -> Iterator[Finding]:
    """Ensure extra time and a shoot-out stand only in a knockout or a qualifying match."""
    score = case.match.score
    if score is None or case.match.stage in ("knockout", "qualifying"):
        return
    for layer in ("extra_time", "penalties"):
        if getattr(score, layer) is not None:
            yield (
                ("score", layer),
                f"a match of the {case.match.stage} has no `{layer}`; take it out or correct `stage`",
            )


def the_goals_add_up(case: Case) -> Iterator[Finding]:
    """Ensure the goals make the score at half-time, full time and after extra time."""
    match = case.match
    if match.score is None or match.goals is None or any(goal.for_ not in case.clubs for goal in match.goals):
        return
    layers = (("half_time", 45), ("full_time", 90), ("extra_time", 120))
    final = "extra_time" if match.score.extra_time is not None else "full_time"
    for layer, last in layers:
        stated = getattr(match.score, layer)
        if stated is None:
            continue
        if layer != final and any(goal.minute is None for goal in match.goals):
            continue
        goals = [goal for goal in match.goals if goal.minute is None or goal.minute <= last]
        counted = tuple(sum(goal.for_ == club for goal in goals) for club in (match.home, match.away))
        if counted != stated:
            yield (
                ("score", layer),
                f"{layer} is {_score(stated)} but the goals make {_score(counted)}; "
                "correct the score, or a goal's `for` or `minute` (an own goal is `for` the side that gains)",
            )


def goals_and_cards_are_in_order(case: Case) -> Iterator[Finding]:
    """Ensure events are listed as they happened."""
    for name in ("goals", "cards", "missed_penalties"):
        last = None
        for index, event in enumerate(getattr(case.match, name) or ()):
            if last and event.when and event.when < last:
                yield (
                    (name, index),
                    f"minute {event.when} stands after {last}; list the {name.replace('_', ' ')} in order of time",
                )
            last = event.when or last


def _score(pair: tuple[int, ...] | None) -> str:
    return f"{pair[0]}-{pair[1]}" if pair else "nothing"


# --- who played -------------------------------------------------------------------


def eleven_start(case: Case) -> Iterator[Finding]:
    """Ensure eleven players start, each shirt is worn once, nobody stands twice on the sheets, nobody coaches both."""
    for side, sheet in case.sheets():
        keys = ("line_ups", side, "starting")
        number = 11 if sheet.starting is None else len(sheet.starting)
        if number > 11 or (number < 11 and not case.partly_known("line_ups")):
            hint = "list all of them, or add a gap for `line_ups` with `partial: true`"
            yield keys, f"{number} players start; eleven do, so {hint}"
        for player in sheet.starting or {}:
            if player in (sheet.substitutes or {}):
                yield ("line_ups", side, "substitutes", player), f"`{player}` also starts; list him once"
        shirts = Counter(n for part in (sheet.starting, sheet.substitutes) for n in (part or {}).values() if n)
        for number, times in shirts.items():
            if times > 1:
                yield keys, f"shirt number {number} is worn by {times} players; correct one or leave it empty"
        known = sheet.captain in case.content.players.value
        if known and sheet.starting and sheet.captain not in sheet.starting:
            yield ("line_ups", side, "captain"), f"`{sheet.captain}` does not start; name the captain at kick-off"
    home, away = case.match.line_up("home"), case.match.line_up("away")
    if home and away and home.coach and home.coach == away.coach:
        yield ("line_ups", "away", "coach"), f"`{away.coach}` is the coach of both sides; correct one"
    for part in ("starting", "substitutes"):
        for player in (getattr(home, part) if home else None) or {}:
            if away and away.names(player):
                yield ("line_ups", "home", part, player), f"`{player}` is on both team sheets; take him off one"


def players_belong_to_the_line_ups(case: Case) -> Iterator[Finding]:
    """Ensure scorers, assists, bookings and missed penalties name players of the right side."""
    match = case.match
    for event, keys in _events(match):
        club = event.for_ if isinstance(event, Goal) else event.club
        if isinstance(event, Goal) and event.kind == "own-goal":
            club = match.away if club == match.home else match.home
        yield from _belongs(case, event.player, club, (*keys, "player"))
        if isinstance(event, Goal) and event.assist:
            yield from _belongs(case, event.assist, event.for_, (*keys, "assist"))
            if event.assist == event.player:
                yield (*keys, "assist"), "a player cannot assist his own goal; take `assist` out or correct it"


def _belongs(case: Case, player: str | None, club: str, keys: tuple[Key, ...]) -> Iterator[Finding]:
    sheet = case.whole_sheet(club)
    if player not in case.content.players.value or sheet is None or sheet.names(player):
        return
    hint = did_you_mean(player, [*sheet.starting, *(sheet.substitutes or {})])
    yield keys, f"`{player}` is not in the line-up of `{club}`{hint or '; add him to `substitutes` or correct the id'}"


def substitutions_make_sense(case: Case) -> Iterator[Finding]:
    """Ensure a substitute is on the sheet, comes on once, and only after someone on the pitch goes off."""
    limit = next(number for until, number in SUBSTITUTIONS_UNTIL if case.match.date <= until)
    for side, sheet in case.sheets():
        changes = sheet.substitutions or ()
        here = ("line_ups", side, "substitutions")
        if len(changes) > limit:
            yield here, f"{len(changes)} substitutions; a side could make {limit} then, so take the surplus out"
        if len(sheet.starting or ()) != 11:
            continue
        on_pitch, been_on = set(sheet.starting), set(sheet.starting)
        last = None
        for index, change in enumerate(changes):
            if last and change.when and change.when < last:
                yield (
                    (*here, index),
                    f"minute {change.when} stands after {last}; list the substitutions in order of time",
                )
            last = change.when or last
            if change.off not in on_pitch:
                why = "has already gone off" if change.off in been_on else "is not on the pitch"
                yield (*here, index, "off"), f"`{change.off}` {why}{did_you_mean(change.off, on_pitch - {change.off})}"
            if change.on in been_on:
                yield (*here, index, "on"), f"`{change.on}` has already played; a substitute comes on once"
            elif sheet.substitutes is not None and change.on not in sheet.substitutes:
                hint = did_you_mean(change.on, sheet.substitutes)
                yield (*here, index, "on"), f"`{change.on}` is not among the substitutes{hint or '; add him there'}"
            on_pitch.discard(change.off)
            on_pitch.add(change.on)
            been_on.add(change.on)


def only_those_on_the_pitch_act(case: Case) -> Iterator[Finding]:
    """Ensure nobody scores, assists or is replaced before he comes on, after he goes off or after his red card."""
    match = case.match
    came: dict[str, Minute] = {}
    left: dict[str, Minute] = {}
    sent: dict[str, Minute] = {}
    for _, sheet in case.sheets():
        for change in sheet.substitutions or ():
            if change.when:
                came[change.on] = change.when
                left[change.off] = change.when
    for card in match.cards or ():
        if card.card != "yellow" and card.when:
            sent[card.player] = card.when
    acts = [
        (player, event.when, (*keys, field))
        for event, keys in _events(match)
        for field in ("player", "assist")
        if keys[0] in ("goals", "missed_penalties") and (player := getattr(event, field, None))
    ]
    acts += [
        (change.off, change.when, ("line_ups", side, "substitutions", index, "off"))
        for side, sheet in case.sheets()
        for index, change in enumerate(sheet.substitutions or ())
    ]
    for player, when, keys in acts:
        if when is None:
            continue
        if player in sent and when > sent[player]:
            yield keys, f"`{player}` was sent off in minute {sent[player]} and cannot act in minute {when}; correct one"
        if keys[0] != "line_ups" and player in left and when > left[player]:
            yield keys, f"`{player}` went off in minute {left[player]} and cannot act in minute {when}; correct one"
        if player in came and when < came[player]:
            yield keys, f"`{player}` came on in minute {came[player]} and cannot act in minute {when}; correct one"


def cards_follow_the_laws(case: Case) -> Iterator[Finding]:
    """Ensure a second yellow follows a first, and nobody is carded after being sent off."""
    shown: dict[str, list[str]] = {}
    for index, card in enumerate(case.match.cards or ()):
        before = shown.setdefault(card.player, [])
        if card.card == "second-yellow" and "yellow" not in before:
            yield ("cards", index), f"`{card.player}` has no first yellow; list it, or make this card `red`"
        if card.card == "yellow" and "yellow" in before:
            yield ("cards", index), f"`{card.player}` was booked before; the second booking is `second-yellow`"
        if {"red", "second-yellow"} & set(before):
            yield ("cards", index), f"`{card.player}` was sent off before; take this card out or correct the player"
        before.append(card.card)


def stoppage_only_where_a_period_ends(case: Case) -> Iterator[Finding]:
    """Ensure stoppage time stands with minute 45, 90, 105 or 120, and minutes past 90 only in extra time."""
    match = case.match
    events = [(event, keys) for event, keys in _events(match) if hasattr(event, "minute")]
    for side, sheet in case.sheets():
        changes = enumerate(sheet.substitutions or ())
        events += [(change, ("line_ups", side, "substitutions", index)) for index, change in changes]
    for event, keys in events:
        if event.stoppage and event.minute not in LAST_MINUTES:
            yield (
                (*keys, "stoppage"),
                "stoppage time follows minute 45, 90, 105 or 120 only; correct `minute` or take it out",
            )
        if event.minute and event.minute > 90 and match.score and match.score.extra_time is None:
            added = event.minute - 90
            message = f"minute {event.minute} needs extra time; write it as minute 90, stoppage {added}"
            yield (*keys, "minute"), message


def a_crowd_or_closed_doors(case: Case) -> Iterator[Finding]:
    """Ensure an attendance is not given for a match behind closed doors."""
    if case.match.behind_closed_doors and case.match.attendance is not None:
        yield ("attendance",), "behind closed doors there is no attendance; take one of the two out"


# --- proof --------------------------------------------------------------------------


def every_fact_has_a_source(case: Case) -> Iterator[Finding]:
    """Ensure every field that is filled is supported by a source, and no source supports an empty one."""
    match = case.match
    supported = {field for source in match.sources for field in source.supports}
    for field, known in case.filled.items():
        if known and field not in supported:
            yield ("sources",), f"no source supports `{field}`; add it to the `supports` of the page that gives it"
    urls: set[str] = set()
    for index, source in enumerate(match.sources):
        if source.url in urls:
            yield ("sources", index, "url"), "this page is listed twice; put all it supports into one entry"
        urls.add(source.url)
        for position, field in enumerate(source.supports):
            if case.filled[field] is False:
                keys = ("sources", index, "supports", position)
                yield keys, f"the page supports `{field}`, but the match has none; fill the field or take the word out"


def gaps_are_true(case: Case) -> Iterator[Finding]:
    """Ensure every missing field is a known gap, and every known gap is still missing."""
    match = case.match
    if match.score is None:
        return
    whole = {gap.field for gap in match.gaps if not gap.partial}
    for field, known in case.filled.items():
        if known is False and field not in whole:
            yield ("gaps",), f"`{field}` is missing; add it, or a line under `gaps` that says where you looked"
    elevens = [len((sheet and sheet.starting) or ()) for sheet in (match.line_up(side) for side in SIDES)]
    if any(elevens) and not all(elevens) and not case.partly_known("line_ups"):
        yield ("gaps",), "one eleven is not whole; complete it, or add a gap for `line_ups` with `partial: true`"
    for index, gap in enumerate(match.gaps):
        known = case.filled[gap.field]
        if gap.field in {earlier.field for earlier in match.gaps[:index]}:
            yield ("gaps", index), f"`{gap.field}` has a gap already; make one of the two"
        if known and not gap.partial:
            yield (
                ("gaps", index),
                f"`{gap.field}` is filled now; take this gap out, or add `partial: true` if a part is missing",
            )
        if known and gap.partial and _is_whole(match, gap.field):
            yield (
                ("gaps", index),
                f"nothing of `{gap.field}` is missing; take this gap out, or the fact that is doubtful",
            )
        if not known and gap.partial:
            yield ("gaps", index), f"`{gap.field}` is wholly missing; take `partial` out"
        if known is None:
            yield ("gaps", index), f"there is nothing to know about `{gap.field}` this night; take this gap out"


def _is_whole(match: Match, field: str) -> bool:
    """Whether no part of a field is missing, where that can be told from the file alone."""
    sheets = [match.line_up(side) or LineUp() for side in SIDES]
    match field:
        case "date" | "kick_off" | "ground" | "referee" | "score" | "half_time":
            return True
        case "formations" | "captains" | "coaches":
            return all(getattr(sheet, field.removesuffix("es" if field == "coaches" else "s")) for sheet in sheets)
        case "shirt_numbers":
            elevens_known = all(len(sheet.starting or ()) == 11 for sheet in sheets)
            return elevens_known and all(
                number
                for sheet in sheets
                for part in (sheet.starting, sheet.substitutes)
                for number in (part or {}).values()
            )
    return False


def disputes_are_disputes(case: Case) -> Iterator[Finding]:
    """Ensure a dispute has differing claims about a field that is filled."""
    for index, dispute in enumerate(case.match.disputes):
        if len({claim.claim for claim in dispute.claims}) == 1:
            yield ("disputes", index, "claims"), "all claims are the same; a dispute needs two that differ"
        if not case.filled[dispute.field]:
            yield ("disputes", index, "field"), f"`{dispute.field}` is empty; fill it with the ruling or make it a gap"


# --- words ----------------------------------------------------------------------------


def _languages_of(content: Content, text: Mapping[str, str] | None, *keys: Key) -> Iterator[Finding]:
    """What is wrong with the languages a text is written in."""
    languages = [language.code for language in content.site.value.languages]
    others = [code for code in text or {} if code not in ("", *languages)]
    for code in others:
        yield (*keys, code), f"`{code}` is not a language of the site; its languages are {', '.join(languages)}"
    if text and not others and not {"", languages[0]} & text.keys():
        yield keys, f"`{languages[0]}` is missing, the first language of the site; write the text in it too"


def a_played_match_is_told(case: Case) -> Iterator[Finding]:
    """Ensure a played match has a headline and a story of a readable length."""
    match = case.match
    for field in ("headline", "story", "milestone"):
        yield from _languages_of(case.content, getattr(match, field), field)
    for code, text in (match.story or {}).items():
        number = prose.words(text)
        if not STORY_WORDS[0] <= number <= STORY_WORDS[1]:
            yield ("story", code), f"the story has {number} words; tell it in {STORY_WORDS[0]} to {STORY_WORDS[1]}"
    for field, limit in (("headline", HEADLINE_LENGTH), ("milestone", MILESTONE_LENGTH)):
        for code, text in (getattr(match, field) or {}).items():
            if "\n" in text.strip():
                yield (field, code), f"`{field}` has more than one line; make it one"
            elif len(text) > limit:
                yield (field, code), f"`{field}` has {len(text)} characters; keep it to {limit}"
    if match.score:
        for field in ("headline", "story"):
            if getattr(match, field) is None:
                yield ("date",), f"a played match needs `{field}`; write it"


# --- the archive as a whole ------------------------------------------------------------


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
        used["players"].update(name for name, _, _ in _people(match))
        for side in SIDES:
            sheet = match.line_up(side)
            if sheet:
                used["coaches"].add(sheet.coach)
                used["players"].update(sheet.starting or (), sheet.substitutes or ())
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
    """Ensure nobody is on a team sheet as a child or an old man, so that a date of birth is no misprint."""
    youngest, oldest = AGES
    told = set()
    for entry in content.matches.values():
        for side in SIDES:
            sheet = entry.value.line_up(side) or LineUp()
            for player in (*(sheet.starting or ()), *(sheet.substitutes or ())):
                person = content.players.value.get(player)
                if not person or not person.born or player in told:
                    continue
                age = (entry.value.date - person.born).days // 365.25
                if not youngest <= age <= oldest:
                    told.add(player)
                    message = f"by this he was {age:.0f} years old in `{entry.id}`; correct `born` or the id there"
                    yield content.players, (player, "born"), message


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
        for place, message in _languages_of(content, text, *keys):
            yield entry, place, message


def texts_are_clean(content: Content) -> Iterator[ArchiveFinding]:
    """Ensure no text holds raw HTML, pictures, or a link that leads nowhere, to a draft for instance."""
    drafts = {entry.id for entry in content.articles.values() if entry.value.draft}

    def resolve(target: str) -> prose.Link | str:
        return (
            prose.Link(target) if target in content.broken else resolve_link(target, content.matches, content.articles)
        )

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


def resolve_link(target: str, matches: Mapping[str, Any], articles: Mapping[str, Any]) -> prose.Link | str:
    """Where a Markdown link leads; the address is only the id, pages make it a URL."""
    if target in matches or target in articles:
        return prose.Link(target)
    if re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        return f"links may start with https:// or be an id, not `{target[:60]}`"
    hint = did_you_mean(target, [*matches, *articles])
    return f"`{target[:80]}` is no match and no article{hint or '; link to an id or to an https:// address'}"


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


MATCH_CHECKS = (
    the_file_name_says_date_and_opponent,
    the_date_is_in_the_season,
    our_club_plays,
    every_id_exists,
    the_stage_fits,
    a_match_without_a_result_is_empty,
    the_score_layers_agree,
    extra_time_only_in_a_tie,
    the_goals_add_up,
    goals_and_cards_are_in_order,
    eleven_start,
    players_belong_to_the_line_ups,
    substitutions_make_sense,
    only_those_on_the_pitch_act,
    cards_follow_the_laws,
    stoppage_only_where_a_period_ends,
    a_crowd_or_closed_doors,
    every_fact_has_a_source,
    gaps_are_true,
    disputes_are_disputes,
    a_played_match_is_told,
)

CONTENT_CHECKS = (
    the_site_is_itself,
    one_match_a_day,
    every_season_has_its_file,
    tables_add_up,
    eras_are_in_order,
    time_zones_exist,
    registers_name_their_sources,
    players_are_of_age,
    articles_belong,
    catalogues_are_complete,
    translations_fill_in_the_same,
    shared_texts_are_in_the_sites_languages,
    texts_are_clean,
)

# Worth saying, but no reason to refuse a build; `--strict` refuses it.
ADVICE = (registers_hold_only_what_is_used,)

ARCHIVE_CHECKS = (
    tables_agree_with_the_matches,
    legs_mirror_each_other,
    ties_end_by_the_rules,
    a_lost_tie_is_the_last,
    matchdays_are_in_order,
)

# Without these the matches cannot be put together, so the checks of the archive have to wait.
STRUCTURE = frozenset(
    check.__name__
    for check in (
        the_site_is_itself,
        every_id_exists,
        our_club_plays,
        the_stage_fits,
        a_match_without_a_result_is_empty,
        every_season_has_its_file,
    )
)
