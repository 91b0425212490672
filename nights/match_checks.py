"""What must be true of one match, whatever else there is: one small function per rule.

A check gets a `Case` and yields `(keys, message)`: the place inside the file,
and what is wrong, what would be right, what to do.
"""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nights import proof, prose
from nights.load import Content, Entry
from nights.model import SIDES, Goal, LineUp, Match, Minute, Side
from nights.problems import did_you_mean
from nights.strict_yaml import Key

Finding = tuple[tuple[Key, ...], str]

LAST_MINUTES = (45, 90, 105, 120)
STORY_WORDS = (80, 260)
HEADLINE_LENGTH = 80
MILESTONE_LENGTH = 40
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
    for name, field, keys in people_in_events(match):
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


def people_in_events(match: Match) -> Iterator[tuple[str, str, tuple[Key, ...]]]:
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
        starters = 11 if sheet.starting is None else len(sheet.starting)
        if starters > 11 or (starters < 11 and not case.partly_known("line_ups")):
            hint = "list all of them, or add a gap for `line_ups` with `partial: true`"
            yield keys, f"{starters} players start; eleven do, so {hint}"
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


def languages_of(content: Content, text: Mapping[str, str] | None, *keys: Key) -> Iterator[Finding]:
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
        yield from languages_of(case.content, getattr(match, field), field)
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
