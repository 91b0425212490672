"""The fonts of the site, for drawings: how wide a text is, and the fonts as files that a drawing program reads.

The one source is static/fonts, compressed as browsers want them.
"""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

FILES = {
    "display": "sofia-sans-extra-condensed-700.woff2",
    "text": "source-serif-4-400.woff2",
    "strong": "source-serif-4-600.woff2",
}


class Face:
    """One font: `family` and `weight` name it to a drawing program."""

    def __init__(self, path: Path):
        self._data = path.read_bytes()
        font = TTFont(BytesIO(self._data))
        units = font["head"].unitsPerEm
        metrics = font["hmtx"]
        self.family: str = font["name"].getDebugName(16) or font["name"].getDebugName(1)
        self.weight: int = font["OS/2"].usWeightClass
        self.advance: Mapping[int, float] = {
            code: metrics[name][0] / units for code, name in font.getBestCmap().items()
        }

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self._data).hexdigest()

    def decompressed(self) -> bytes:
        """The font as TrueType."""
        font = TTFont(BytesIO(self._data), recalcTimestamp=False)
        font.flavor = None
        plain = BytesIO()
        font.save(plain)
        return plain.getvalue()


class Fonts:
    """The faces by role."""

    def __init__(self, folder: Path):
        self.faces = {role: Face(folder / name) for role, name in FILES.items()}
        self._widest = {role: max(face.advance.values()) for role, face in self.faces.items()}

    def width(self, text: str, role: str, size: float) -> float:
        """How wide a text is; a letter the face lacks counts as its widest. Kerning only ever makes it narrower."""
        advance, widest = self.faces[role].advance, self._widest[role]
        return size * sum(advance.get(ord(letter), widest) for letter in text)

    def lacking(self, text: str, role: str) -> set[str]:
        """The letters that a face does not have."""
        return {letter for letter in text if ord(letter) not in self.faces[role].advance}
