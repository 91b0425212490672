"""Writes the site to disk: all of it or nothing, and never over a folder that is not ours."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

MARKER = ".european-nights"


class OutputError(Exception):
    """The output folder cannot be used."""


def refuse_foreign(out: Path) -> None:
    """Raise OutputError unless `out` is new, empty or made by an earlier build."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise OutputError(f"{out} is not a folder; name another one with --out")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise OutputError(f"{out} holds files this program did not make; empty it yourself or name another --out")


def write_whole(out: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write a site into a new folder beside `out`, then put it in place of the old one.

    When `fill` fails, the old site stays as it was.
    """
    refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise OutputError(f"nothing can be written to {out.parent} ({error.strerror}); name another --out") from error
    old = fresh.with_name(f"{fresh.name}-old")
    try:
        fresh.chmod(0o755)
        (fresh / MARKER).write_text("Made by build.py; the next build replaces this folder.\n")
        fill(fresh)
        try:
            if out.exists():
                out.rename(old)
            fresh.rename(out)
        except OSError as error:
            if old.exists():
                old.rename(out)
            raise OutputError(f"{out} cannot be replaced ({error.strerror or error}); name another --out") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def write_files(folder: Path, files: Iterable[tuple[str, str | bytes]], made: set[str] | None = None) -> None:
    """Write files below a folder; `made` remembers which folders exist already."""
    made = set() if made is None else made
    root = f"{folder}/"
    for name, content in files:
        parent = name.rpartition("/")[0]
        if parent not in made:
            os.makedirs(root + parent, exist_ok=True)  # noqa: PTH103 - pathlib costs a tenth of a large build
            made.add(parent)
        data = content.encode() if isinstance(content, str) else content
        with open(root + name, "wb") as file:  # noqa: PTH123 - same
            file.write(data)


def replace_files(folder: Path, files: Mapping[str, str | bytes], gone: Iterable[str]) -> None:
    """Change some files of a site that is being served, each in one step; those that stay the same are left alone."""
    for name, content in files.items():
        target = folder / name
        data = content.encode() if isinstance(content, str) else content
        if target.is_file() and target.read_bytes() == data:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_bytes(data)
        fresh.replace(target)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # other files may still be in it
            (folder / name).parent.rmdir()
