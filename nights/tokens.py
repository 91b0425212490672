"""The colours of the style sheets as plain hexadecimal values, for drawings that no browser draws."""

import re
from collections.abc import Mapping

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r":root\s*{([^}]*)}")
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;]+);")
_HEX = re.compile(r"#[0-9a-f]{6}")
_VAR = re.compile(r"var\(--([\w-]+)\)")
_MIX = re.compile(r"color-mix\(in srgb, (\S+) (\d+)%, (\S+)\)")


def read_colours(style: str, club: Mapping[str, str]) -> dict[str, str]:
    """The colours of the first `:root` of a style sheet by name, as `#rrggbb`.

    `club` are the colours of site.yaml, which the style sheet knows as
    `--club-primary` and so on. `var()` and `color-mix()` are worked out.
    """
    tokens = {f"club-{name}": colour for name, colour in club.items()}
    root = _ROOT.search(_COMMENT.sub("", style))
    tokens |= dict(_TOKEN.findall(root[1]) if root else ())
    worked_out = {name: _worked_out(value, tokens) for name, value in tokens.items()}
    return {name: value for name, value in worked_out.items() if _HEX.fullmatch(value)}


def _worked_out(value: str, tokens: Mapping[str, str]) -> str:
    value = _VAR.sub(lambda var: _worked_out(tokens[var[1]], tokens), value)
    return _MIX.sub(lambda mix: _mixed(mix[1], int(mix[2]) / 100, mix[3]), value)


def _mixed(first: str, share: float, second: str) -> str:
    """Two colours mixed in sRGB, as `color-mix` does it."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)
