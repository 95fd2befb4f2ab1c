"""Read the design tokens: every colour, size and font of the program, without Qt."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from amhp_desktop.paths import resource

THEMES = ("light", "dark", "contrast")
_PLACEHOLDER = re.compile(r"\$\{([a-z0-9_.]+)(?:-(\d+))?\}")
_FIXED = frozenset({"wide_from", "target_min"})
_HALF = frozenset({"side_panel", "side_panel_wide"})


@dataclass(frozen=True, slots=True)
class TypeStep:
    """One step of the type scale: pixels at 100 %, line height and weight by number."""

    pixels: int
    line: int
    weight: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """All tokens; ``colours`` maps a theme to dotted names such as ``surface.base`` or ``rag.red.mark``.

    Colours are ``#RRGGBB`` or ``#RRGGBBAA``; words and icon names (``clock.soon.icon``) stand beside them.
    """

    family: str
    files: tuple[str, ...]
    fallback: tuple[str, ...]
    steps: Mapping[str, TypeStep]
    lengths: Mapping[str, float]
    colours: Mapping[str, Mapping[str, str]]

    def length(self, name: str, scale: float = 1.0) -> int:
        """Return a length (``size.rail``, ``space.s2``, ``radius.panel``, ``stroke.focus``) in whole pixels.

        Sizes that hold text grow with the text-size setting, side panels half as fast; spaces stay.
        """
        group, _, key = name.partition(".")
        value = self.lengths[name]
        if group == "size" and key not in _FIXED:
            value *= 1 + (scale - 1) / 2 if key in _HALF else scale
        elif group == "type":
            value *= scale
        return round(value)


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{key}.")
        else:
            found[prefix + key] = str(value)
    return found


@cache
def load() -> Tokens:
    """Return the tokens of ``resources/themes/tokens.toml``, read once."""
    raw = tomllib.loads(resource("themes", "tokens.toml").read_text(encoding="utf-8"))
    steps = {key: TypeStep(*value) for key, value in raw["type"].items() if isinstance(value, list)}
    lengths = {
        f"{group}.{key}": float(value)
        for group in ("space", "radius", "stroke", "size")
        for key, value in raw[group].items()
    }
    lengths |= {f"type.{key}": float(step.pixels) for key, step in steps.items()}
    return Tokens(
        family=raw["font"]["family"],
        files=tuple(raw["font"]["files"]),
        fallback=tuple(raw["font"]["fallback"]),
        steps=MappingProxyType(steps),
        lengths=MappingProxyType(lengths),
        colours=MappingProxyType({name: MappingProxyType(_flat(raw[name])) for name in THEMES}),
    )


def style_sheet(theme: str, scale: float = 1.0) -> str:
    """Return the style sheet of one theme: the template with ``${name}`` and ``${name-2}`` filled in."""
    tokens = load()
    colours = tokens.colours[theme]

    def fill(match: re.Match[str]) -> str:
        name, less = match[1], int(match[2] or 0)
        if name in colours:
            return _css(colours[name])
        if name == "font.family":
            return tokens.family
        return str(tokens.length(name, scale) - less)

    template = resource("themes", "desktop.qss").read_text(encoding="utf-8")
    return _PLACEHOLDER.sub(fill, template)


def _css(value: str) -> str:
    """Return a colour as Qt reads it: ``#AARRGGBB`` where the tokens say ``#RRGGBBAA``."""
    return f"#{value[7:]}{value[1:7]}" if len(value) == 9 and value.startswith("#") else value
