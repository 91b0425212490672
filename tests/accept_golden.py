"""Accept the pages of the example archive as they are now: `make golden`.

Also copies the English words of the interface into the example, so that a new
key of `content/i18n/en.yaml` is there too; its Italian has to be written.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from nights.builder import Builder
from nights.problems import ContentError, as_text

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "tests" / "example" / "content"
EXPECTED = ROOT / "tests" / "example" / "expected"
WORDS = (ROOT / "content" / "i18n" / "en.yaml", EXAMPLE / "i18n" / "en.yaml")

# A page of each kind that changes often, the richest night and the poorest, and the data others rely on.
GOLDEN = (
    "index.html",
    "matches/1999-05-19-brennholm/index.html",
    "matches/1966-10-05-skagenvik/index.html",
    "campaigns/1998-99/index.html",
    "articles/2026-11-02-what-the-harbour-remembers/index.html",
    "it/matches/2026-09-16-achterbroekenwaard/index.html",
    "data/matches.json",
)

_HASH = re.compile(r"(/static/[\w/.-]+?)\.[0-9a-f]{8}\.(\w+)")


def normalised(text: str) -> str:
    """The text without the hashes in the names of static files: they change with every edit of a style sheet."""
    return _HASH.sub(r"\1.\2", text)


def read(folder: Path, names: Iterable[str] = GOLDEN) -> dict[str, str]:
    """The golden files of a built site, normalised."""
    return {name: normalised((folder / name).read_text(encoding="utf-8")) for name in names}


def build(folder: Path) -> None:
    """Build the example for the address in its site.yaml; raises ContentError."""
    shown = EXAMPLE.relative_to(ROOT).as_posix()
    Builder(EXAMPLE, folder, home=ROOT, shown=shown).build()


def main() -> int:
    """Write what the golden test expects from now on; returns the exit code."""
    shutil.copyfile(*WORDS)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        try:
            build(out)
        except ContentError as error:
            sys.stderr.write(as_text(error.problems))
            return 1
        pages = read(out)
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for name, text in pages.items():
        path = EXPECTED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    print(f"{len(pages)} files accepted in {EXPECTED.relative_to(ROOT)}. Read their diff before you commit them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
