"""Turns drawings into PNG files and keeps them, so that a drawing is only ever turned into one once.

Knows nothing of what is drawn. The folder of kept files may be deleted at any
time: then everything is drawn again, to the same bytes.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import resvg_py

from nights.fonts import Fonts
from nights.parallel import spread

KEPT_FOR = 60 * 24 * 60 * 60  # seconds after which a file that no build has used is removed
WORTH_SHARING = 4  # a drawing takes a hundred times as long as a page


class Raster:
    """Draws with these fonts and keeps the files in a folder."""

    def __init__(self, fonts: Fonts, folder: Path):
        self.fonts = fonts
        self.folder = folder
        engine = (resvg_py.__version__, *(face.digest for face in fonts.faces.values()))
        self._engine = hashlib.sha256(repr(engine).encode())

    def name(self, svg: str) -> str:
        """The name of the file a drawing makes: the same for the same drawing, fonts and program."""
        known = self._engine.copy()
        known.update(svg.encode())
        return f"{known.hexdigest()[:20]}.png"

    def files(self, svgs: Iterable[str]) -> dict[str, Path]:
        """The PNG file of every drawing; draws those not kept, and forgets what has long been of no use."""
        paths = {svg: self.folder / self.name(svg) for svg in svgs}
        missing = {path: svg for svg, path in paths.items() if not path.is_file()}
        if missing:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._draw(missing)
        for path in paths.values():
            os.utime(path)
        self._forget()
        return paths

    def _draw(self, missing: Mapping[Path, str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            faces = []
            for role, face in self.fonts.faces.items():
                faces.append(f"{folder}/{role}.ttf")
                Path(faces[-1]).write_bytes(face.decompressed())

            def draw(part: Sequence[tuple[Path, str]]) -> list[None]:
                for path, svg in part:
                    fresh = path.with_suffix(f".{os.getpid()}")
                    fresh.write_bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=faces))
                    fresh.replace(path)
                return [None] * len(part)

            spread(draw, list(missing.items()), worth_sharing=WORTH_SHARING)

    def _forget(self) -> None:
        oldest = time.time() - KEPT_FOR
        for path in self.folder.glob("*.png"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
