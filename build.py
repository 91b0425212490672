#!/usr/bin/env python3
"""The front door: reads the command line and hands over. `python build.py --help` tells the rest."""

import argparse
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
# What holds for an option that stands neither before the command nor after it.
DEFAULTS = {"content": HOME / "content", "out": HOME / "site", "base_url": None, "strict": False}


def _options() -> argparse.ArgumentParser:
    """A group of options that may stand before the command or after it; left out, they undo nothing said before."""
    return argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    common = _options()
    common.add_argument("--content", type=Path, metavar="DIR", help="the content folder")
    out = _options()
    out.add_argument("--out", type=Path, metavar="DIR", help="where the site goes")
    out.add_argument("--base-url", metavar="URL", help="where the site will live, instead of base_url in site.yaml")
    strict = _options()
    strict.add_argument("--strict", action="store_true", help="treat advice as a problem")
    main = argparse.ArgumentParser(
        description="Builds the site of a football club's European nights.", parents=[common, out, strict]
    )
    commands = main.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser(
        "build", parents=[common, out, strict], help="check the content and build the site (the default)"
    )
    check = commands.add_parser("check", parents=[common, strict], help="check the content, build nothing")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="show only problems in these files or folders"
    )
    check.add_argument("--format", choices=("text", "github", "json"), default="text", help="how problems are written")
    serve = commands.add_parser("serve", parents=[common], help="build, serve, and rebuild while you edit")
    serve.add_argument("--port", type=int, default=8000, metavar="N")
    new = commands.add_parser("new", parents=[common], help="write a file to fill in")
    kinds = new.add_subparsers(dest="kind", metavar="match|article", required=True)
    match = kinds.add_parser("match", parents=[common], help="a match")
    match.add_argument("date", help="the day, such as 2026-11-26")
    match.add_argument("opponent", help="the opponent's id in clubs.yaml, such as ajax")
    match.add_argument("--away", action="store_true", help="it is played away from home")
    article = kinds.add_parser("article", parents=[common], help="an article, as a draft")
    article.add_argument("title", nargs="*", default=["A new article"], help="its title")
    article.add_argument("--date", help="its day; today when left out")
    return main


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 fine, 1 problems in the content, 2 wrong usage."""
    args = parser().parse_args(arguments, argparse.Namespace(**DEFAULTS))
    from nights import commands

    return commands.run(HOME, args)


if __name__ == "__main__":
    sys.exit(main())
