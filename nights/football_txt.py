"""The archive as Football.TXT, the plain-text form of the openfootball project.

A heading a competition and season, a line a round, then the day, the match,
its ground and its goals:

    = Northern Cup 2019/20

    ▪ Round of 16, second leg
    Tue Mar 10 2020
      21:00  Valley v Lanterns  2-2 (1-1)  @ The Hollow, Hollow
        (Finch 12', Jay 81'pen; Oak 45+2'fk, Crane 63'og)
"""

from collections.abc import Iterator, Mapping

from nights.archive import Archive, Night
from nights.i18n import Words, season_name
from nights.model import Goal, Score
from nights.views import stage_text

NOBODY = "N.N."  # how the form writes a name that is not known
_HOW = {"open-play": "", "penalty": "pen", "own-goal": "og", "free-kick": "fk"}


def football_txt(archive: Archive, t: Words, by_night: Mapping[str, str]) -> str:
    """The whole text; `by_night` holds the `night_text` of every night."""
    blocks = []
    for season in archive.seasons:
        for run in season.runs:
            if not run.nights:
                continue
            blocks.append(f"= {_plain(run.competition.name)} {season_name(season.id)}\n")
            round_before = None
            for night in run.nights:
                stage = _plain(stage_text(night, t))
                if stage != round_before:
                    blocks.append(f"▪ {stage}")
                round_before = stage
                blocks.append(by_night[night.id])
            blocks[-1] += "\n"
    return "\n".join(blocks)


def night_text(night: Night, names: Mapping[str, str]) -> str:
    """The lines of one match; `names` gives the name of each player."""
    match = night.match
    weekday, month, day, _, year = night.date.ctime().split()
    line = f"{_plain(night.home.name)} v {_plain(night.away.name)}"
    if match.score:
        line += f"  {score_line(match.score)}"
    if night.ground:
        line += f"  @ {_plain(night.ground.name)}, {_plain(night.ground.city)}"
    lines = [f"{weekday} {month} {day} {year}", f"  {match.kick_off}  {line}" if match.kick_off else f"  {line}"]
    sides = [
        ", ".join(_scorers((goal for goal in match.goals or () if goal.for_ == club), names))
        for club in (match.home, match.away)
    ]
    if any(sides):
        lines.append(f"    ({'; '.join(side for side in sides if side)})")
    return "\n".join(lines) + "\n"


def score_line(score: Score) -> str:
    """`2-1 (1-0)`, `2-2 aet (1-1, 1-0)` or `4-3 pen 2-2 aet (1-1, 1-0)`; half-time is left out where it is unknown."""
    last, *before = [layer for layer in (score.extra_time, score.full_time, score.half_time) if layer]
    text = f"{_pair(last)} aet" if score.extra_time else _pair(last)
    if before:
        text += f" ({', '.join(_pair(layer) for layer in before)})"
    if score.penalties is None:
        return text
    shoot_out = f"{_pair(score.penalties)} pen"
    return f"{shoot_out} {text}" if score.extra_time else f"{text}, {shoot_out}"


def _pair(pair: tuple[int, int]) -> str:
    return f"{pair[0]}-{pair[1]}"


def _scorers(goals: Iterator[Goal], names: Mapping[str, str]) -> Iterator[str]:
    """`Oak 45+2', 63'og` for each scorer, in the order of his first goal."""
    groups: dict[str, list[str]] = {}
    for goal in goals:
        minute = f"{goal.when}'" if goal.when else "??"
        name = _plain(names[goal.player]) if goal.player else NOBODY
        groups.setdefault(name, []).append(f"{minute}{_HOW[goal.kind]}")
    return (f"{name} {', '.join(minutes)}" for name, minutes in groups.items())


def _plain(name: str) -> str:
    """A name with single spaces and a plain apostrophe, for two spaces end it and the curly one is unknown there."""
    return " ".join(name.replace("’", "'").split())
