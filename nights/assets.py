"""Static files and their addresses: one style sheet, one script, fonts and what is fetched later, named by content."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_URL = re.compile(r"url\(\"\.\./([^\"]+)\"\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Assets:
    """`files` by address below the site, `addresses` by the name templates use."""

    files: Mapping[str, bytes]
    addresses: Mapping[str, str]


def read_assets(folder: Path, colours: Mapping[str, str]) -> Assets:
    """All of `static/`: style sheets (`css/`) and scripts (`js/`) joined in order of name, the rest one by one.

    A name carries a hash of the content, so that a browser may keep a file for
    ever and never mixes two versions. `colours` become custom properties
    (`--club-primary`) that the style sheets use. Hidden files are some editor's
    own and stay out.
    """
    files: dict[str, bytes] = {}
    addresses: dict[str, str] = {}

    def add(name: str, content: bytes) -> None:
        stem, _, suffix = name.rpartition(".")
        address = f"static/{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"
        files[address] = content
        addresses[name] = address

    for path in sorted(folder.rglob("[!.]*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(("css/", "js/")) and path.suffix != ".md":
            add(name, path.read_bytes())
    tokens = "".join(f"--club-{name}:{colour};" for name, colour in sorted(colours.items()))
    sheets = [path.read_text(encoding="utf-8") for path in sorted((folder / "css").glob("[!.]*.css"))]
    style = ":root{" + tokens + "}\n" + "\n".join(sheets)
    style = _URL.sub(lambda match: f'url("{addresses[match[1]].removeprefix("static/")}")', style)
    add("style.css", _minify(style).encode())
    # One request for all pages; each script in a block of its own, so that their names do not meet.
    scripts = [path.read_text(encoding="utf-8") for path in sorted((folder / "js").glob("[!.]*.js"))]
    add("js/site.js", "".join(f"{{\n{script}}}\n" for script in scripts).encode())
    return Assets(files, addresses)


def _minify(style: str) -> str:
    """Without comments and indentation; anything cleverer gains little once it is gzipped."""
    lines = (line.strip() for line in _COMMENT.sub("", style).splitlines())
    return "\n".join(line for line in lines if line) + "\n"
