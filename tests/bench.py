"""Measures builds of synthetic archives with the real templates: time, memory, pages and bytes.

Run with `make bench`. Each build is a process of its own, so start-up counts;
the median of three runs is shown. Builds draw no pictures of shared links; of
the real archive, one build that draws them all is shown beside. The edits are of
one story, and of one attendance, in a Builder that has built the archive before,
as `serve` does it.
"""

import argparse
import datetime
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

HOME = Path(__file__).resolve().parent.parent
SIZES = (100, 1000, 5000)
PER_SEASON = 12
SEASONS_PER_ERA = 3
BUILD = """
import gc, sys
from pathlib import Path
from nights.builder import Builder
content, out, *pictures = map(Path, sys.argv[1:])
Builder(content, out, Path.cwd(), pictures=pictures[0] if pictures else None).build()
gc.freeze()  # as the command does when it ends
"""
# Python keeps compiled modules, unless it is told not to; every start but the first is so.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def synthesise(folder: Path, matches: int) -> None:
    """Write an archive of so many matches, made of copies of the real campaign of 2023-24.

    Line-ups, events, sources and words are those of the real matches, so that a
    page weighs what it weighs on the site. Dates and the season change, and
    every few seasons the opponents and everybody on the pitch, for nobody plays a
    thousand nights; each story has words of its own, for no two nights share one.
    """
    shutil.copytree(HOME / "content", folder, ignore=shutil.ignore_patterns("matches", "campaigns", "articles"))
    models = sorted((HOME / "content" / "matches" / "2023-24").glob("*.yaml"))[:PER_SEASON]
    season_file = (HOME / "content" / "campaigns" / "2023-24.yaml").read_text(encoding="utf-8")
    season_text = season_file.partition("    table:")[0].replace("](", "] (")
    clubs = sorted({model.stem[11:] for model in models})
    people = {model: _people_of(model) for model in models}
    registers = {
        "clubs": (clubs, ", city: Town, country: Country"),
        "players": (sorted({player for found in people.values() for player in found["players"]}), ""),
        "coaches": (sorted({coach for found in people.values() for coach in found["coaches"]}), ""),
        "referees": (
            sorted({referee for found in people.values() for referee in found["referees"]}),
            ", country: Country",
        ),
    }
    for name, (ids, more) in registers.items():
        register = (folder / f"{name}.yaml").read_text(encoding="utf-8")
        register = re.sub(r", born: [0-9-]+, source: [^,}]+", "", register)  # nobody scores at ninety
        for era in range(1, -(-matches // PER_SEASON) // SEASONS_PER_ERA + 1):
            register += "".join(f"{each}-{era}: {{name: {each} {era}{more}}}\n" for each in ids)
        (folder / f"{name}.yaml").write_text(register, encoding="utf-8")
    seasons = -(-matches // PER_SEASON)
    first = 2023  # and on into the future, for the laws of the game only ever allowed more substitutes
    (folder / "articles").mkdir()
    (folder / "campaigns").mkdir()
    written = 0
    for season in range(seasons):
        start = first + season
        name = f"{start}-{(start + 1) % 100:02}"
        (folder / "campaigns" / f"{name}.yaml").write_text(season_text, encoding="utf-8")
        (folder / "matches" / name).mkdir(parents=True)
        for model in models[: matches - written]:
            day = datetime.date.fromisoformat(model.stem[:10])
            moved = day.replace(year=day.year - 2023 + start, day=min(day.day, 28))
            lines = model.read_text(encoding="utf-8").splitlines(keepends=True)
            text = "".join(f"date: {moved}\n" if line.startswith("date:") else line for line in lines)
            text = _without_links_to_nights(text)
            text = text.replace("story: |\n", f"story: |\n  A night of {moved:%B %Y}, told again here. ", 1)
            opponent = model.stem[11:]
            if era := season // SEASONS_PER_ERA:
                text = re.sub(rf"((?:home|away|for|club): ){opponent}\b", rf"\g<1>{opponent}-{era}", text)
                ids = "|".join(
                    sorted((each for group in people[model].values() for each in group), key=len, reverse=True)
                )
                text = re.sub(rf"(?<![\w/-])({ids})(?=[,:}}\n])", rf"\g<1>-{era}", text)
                opponent = f"{opponent}-{era}"
            (folder / "matches" / name / f"{moved}-{opponent}.yaml").write_text(text, encoding="utf-8")
            written += 1
    _keep_what_is_used(folder)
    about = folder / "pages" / "about.md"
    about.write_text(_without_links_to_nights(about.read_text(encoding="utf-8")), encoding="utf-8")


def _people_of(model: Path) -> dict[str, list[str]]:
    """The ids of everyone in a match, by register."""
    match = yaml.safe_load(model.read_text(encoding="utf-8"))
    sheets = match["line_ups"].values()
    return {
        "players": [player for sheet in sheets for player in (*sheet["starting"], *sheet["substitutes"])],
        "coaches": [sheet["coach"] for sheet in sheets],
        "referees": [match["referee"]],
    }


def _keep_what_is_used(folder: Path) -> None:
    """Take out of the registers whoever plays in no match here; a real archive holds nobody else."""
    words = {
        word for path in (folder / "matches").glob("*/*.yaml") for word in re.findall(r"[a-z0-9-]+", path.read_text())
    }
    for name in ("players", "coaches", "referees", "grounds"):
        register = folder / f"{name}.yaml"
        lines = register.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.startswith("#") or line.partition(":")[0] in words]
        register.write_text("".join(kept), encoding="utf-8")


def _without_links_to_nights(text: str) -> str:
    return re.sub(r"\]\((\d{4}-\d{2}-\d{2}-[a-z0-9-]+)\)", "](https://example.org/)", text)


def cold(content: Path, out: Path, *pictures: Path) -> tuple[float, float]:
    """Seconds and peak MiB of one build in a new process, its forked helpers included, where no site was before."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-c", BUILD, str(content), str(out), *map(str, pictures)]
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=HOME, env=ENVIRONMENT, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        if status:
            said.seek(0)
            raise SystemExit(said.read().decode()[:2000])
    return seconds, usage.ru_maxrss / 1024


def edited(content: Path, out: Path) -> tuple[float, float]:
    """Seconds from one changed story, and from one changed attendance, to the finished rebuild."""
    from nights.builder import Builder

    builder = Builder(content, out, HOME)
    builder.build()
    path = sorted((content / "matches").glob("*/*.yaml"))[-1]
    text = path.read_text(encoding="utf-8")

    def rebuilt(pattern: str, value: str) -> float:
        times = []
        for number in range(3):
            changed = re.sub(pattern, value.format(number), text, count=1, flags=re.MULTILINE)
            path.write_text(changed, encoding="utf-8")
            started = time.perf_counter()
            builder.rebuild()
            times.append(time.perf_counter() - started)
        return statistics.median(times)

    try:
        return rebuilt(r"^story: \|\n", "story: |\n  Edit {}.\n"), rebuilt(r"^attendance: .*", "attendance: 1000{}")
    finally:
        path.write_text(text, encoding="utf-8")


def sizes_of(out: Path) -> tuple[int, int]:
    """Pages and bytes of a site."""
    files = [path for path in out.rglob("*") if path.is_file()]
    return sum(path.suffix == ".html" for path in files), sum(path.stat().st_size for path in files)


def rows(runs: int) -> Iterator[tuple[str, ...]]:
    """A row of figures for the real archive and each synthetic one."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        archives = {"the real one": HOME / "content"}
        for size in SIZES:
            archives[f"{size:,} matches"] = work / str(size)
            synthesise(work / str(size), size)
        for name, content in archives.items():
            out = work / "site"
            results = [cold(content, out) for _ in range(runs)]
            seconds = statistics.median(result[0] for result in results)
            pages, size = sizes_of(out)
            real = content == HOME / "content"
            story, fact = ("-", "-") if real else (f"{each:.2f} s" for each in edited(content, out))
            drawn = f"{cold(content, out, work / 'pictures')[0]:.2f} s" if real else "-"
            peak = max(result[1] for result in results)
            shutil.rmtree(out)
            yield (
                name,
                f"{pages:,}",
                f"{size / 1e6:.1f} MB",
                f"{seconds:.2f} s",
                f"{pages / seconds:,.0f}",
                story,
                fact,
                f"{peak:.0f} MiB",
                drawn,
            )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    head = (
        "archive", "pages", "bytes", "cold build", "pages/s", "story edited", "fact edited", "peak memory",
        "with pictures",
    )  # fmt: skip
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows(runs):
        print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
