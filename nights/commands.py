"""What each command of the front door does, and what it says."""

import argparse
import errno
import gc
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from nights.builder import Builder
from nights.output import OutputError
from nights.problems import FORMATS, ContentError, Problem, as_text, count

FINE, PROBLEMS, WRONG_USAGE = 0, 1, 2


class UsageError(Exception):
    """What was asked for cannot be done; the message says why."""


def run(home: Path, args: argparse.Namespace) -> int:
    """Run the command that was asked for; returns the exit code."""
    command = {None: build, "build": build, "check": check, "serve": serve, "new": new}[args.command]
    sys.stdout.reconfigure(errors="backslashreplace")  # as standard error does: a pipe may know few letters
    try:
        return command(home, args)
    except (OutputError, UsageError) as error:
        print(f"build.py: {error}", file=sys.stderr)
        return WRONG_USAGE


def _shown(path: Path) -> str:
    """A path as messages name it: relative to where the command runs, when it lies below."""
    here = Path.cwd()
    resolved = path.resolve()
    return resolved.relative_to(here).as_posix() if resolved.is_relative_to(here) else str(path)


def _builder(home: Path, args: argparse.Namespace, **options: object) -> Builder:
    return Builder(args.content, home=home, shown=_shown(args.content), strict=args.strict, **options)


def _mistakes(problems: Iterable[Problem], args: argparse.Namespace) -> int:
    """How many of the problems stop a build."""
    return sum(args.strict or not problem.advice for problem in problems)


def _say(text: str) -> None:
    """Progress, for people only: quiet in a pipe."""
    if sys.stdout.isatty():
        print(text)


def build(home: Path, args: argparse.Namespace) -> int:
    """Check the content and build the site; on a mistake the last good site stays as it was."""
    started = time.monotonic()
    out, content = args.out.resolve(), args.content.resolve()
    if out.is_relative_to(content):
        raise UsageError(f"{args.out} is inside the content folder; name another one with --out")
    if content.is_relative_to(out):
        raise UsageError(f"{args.out} holds the content folder, and a build would replace it; name another --out")
    if Path.cwd().is_relative_to(out):
        raise UsageError(
            f"{args.out} is where you are, and a build would replace it; go elsewhere or name another --out"
        )
    if args.base_url and not re.fullmatch(r"https?://[^\s/<>\"?#][^\s<>\"?#]*", args.base_url):
        raise UsageError(f"{args.base_url} is no address such as https://example.github.io/nights/")
    builder = _builder(home, args, out=args.out, base_url=args.base_url, pictures=home / ".cache" / "social")
    _say(f"Reading and checking {builder.shown} …")
    try:
        report = builder.build()
    except ContentError as error:
        sys.stderr.write(as_text(error.problems))
        print(f"{count(_mistakes(error.problems, args))} in {builder.shown}; nothing was built.", file=sys.stderr)
        return PROBLEMS
    sys.stderr.write(as_text(sorted(builder.advice)))
    _say(f"{report.pages:,} pages in {_shown(args.out)} after {time.monotonic() - started:.1f} s")
    gc.freeze()  # the program ends here: Python need not take the archive apart piece by piece
    return FINE


def check(home: Path, args: argparse.Namespace) -> int:
    """Print the problems of the content, or of the named files only."""
    builder = _builder(home, args, out=home / "site")
    root = args.content.resolve()
    for path in args.paths:
        if not path.exists():
            raise UsageError(f"there is no {path}")
        if not (path.resolve().is_relative_to(root) or root.is_relative_to(path.resolve())):
            raise UsageError(f"{path} is not in the content folder {builder.shown}")
    try:
        builder.check()
        found = builder.advice
    except ContentError as error:
        found = error.problems
    problems = found
    if args.paths:
        wanted = [path.resolve() for path in args.paths]
        problems = [p for p in found if any(Path(p.path).resolve().is_relative_to(path) for path in wanted)]
    sys.stdout.write(FORMATS[args.format](sorted(problems)))
    mistakes = _mistakes(problems, args)
    if args.format == "text":
        print(f"{count(mistakes)} in {builder.shown}." if mistakes else "No problems.")
        if elsewhere := _mistakes(found, args) - mistakes:
            print(f"{count(elsewhere)} in other files, which can hide some here: build.py check names them.")
    return PROBLEMS if mistakes else FINE


def serve(home: Path, args: argparse.Namespace) -> int:
    """Build, serve, and rebuild while the content is edited."""
    from nights.serve import serve as run_server

    if not 0 < args.port < 65536:
        raise UsageError(f"there is no port {args.port}; name one such as 8000 with --port")
    try:
        run_server(home, args.content, _shown(args.content), args.port)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise UsageError(f"port {args.port} is taken; name another one with --port") from error
    return FINE


def new(home: Path, args: argparse.Namespace) -> int:
    """Write a match or an article to fill in."""
    from nights import new as writer

    try:
        if args.kind == "match":
            path = writer.new_match(args.content, date=args.date, opponent=args.opponent, away=args.away)
        else:
            path = writer.new_article(args.content, title=" ".join(args.title), date=args.date)
    except ContentError as error:
        sys.stderr.write(as_text(error.problems))
        print("Nothing was written; mend this first.", file=sys.stderr)
        return PROBLEMS
    except writer.NewError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return WRONG_USAGE
    print(f"{_shown(path)} is written. Fill it in, then run: python build.py check {_shown(path)}")
    return FINE
