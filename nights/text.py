"""Small helpers for words that are not tied to any language."""

import re
import unicodedata

# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "’": "", "'": "",
})  # fmt: skip


def slug(text: str) -> str:
    """`Josip Iličić` as an id: `josip-ilicic`."""
    letters = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
