#!/usr/bin/env python3
"""The front door: reads the command line and hands over. `python build.py --help` tells the rest."""

import argparse
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent


def parser() -> argparse.ArgumentParser:
    """The command line."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--content", type=Path, default=HOME / "content", metavar="DIR", help="the content folder")
    out = argparse.ArgumentParser(add_help=False)
    out.add_argument("--out", type=Path, default=HOME / "site", metavar="DIR", help="where the site goes")
    out.add_argument("--base-url", metavar="URL", help="where the site will live, instead of base_url in site.yaml")
    strict = argparse.ArgumentParser(add_help=False)
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
    article.add_argument("title", nargs="?", default="A new article", help="its title")
    article.add_argument("--date", help="its day; that of the last night in the archive when left out")
    return main


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 fine, 1 problems in the content, 2 wrong usage."""
    args = parser().parse_args(arguments)
    from nights import commands

    return commands.run(HOME, args)


if __name__ == "__main__":
    sys.exit(main())
