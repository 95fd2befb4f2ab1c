"""Colours can be told apart and read: WCAG 2.2 ratios for the pairs the kit paints, in every theme."""

import math
import re

import pytest

from amhp_desktop.paths import resource
from amhp_desktop.ui.kit import tokens

THEMES = tokens.load().colours


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _text_pairs() -> list[tuple[str, str]]:
    surfaces = ("canvas", "base", "alternate", "sunken", "hover", "banner")
    inks = ("text.primary", "text.secondary", "text.muted", "text.link")
    pairs = [(ink, f"surface.{surface}") for surface in surfaces for ink in inks]
    pairs += [("accent.selection_text", "accent.selection"), ("text.secondary", "accent.selection")]
    pairs += [
        ("text.muted", "accent.selection"),
        ("accent.text", "accent.tint"),
        ("accent.text", "surface.base"),
    ]
    pairs += [("text.on_accent", f"accent.{fill}") for fill in ("fill", "fill_hover", "fill_pressed")]
    pairs += [("training.text", "training.fill"), ("accent.text", "accent.selection")]
    for rag in ("red", "amber", "green", "none"):
        pairs += [(f"rag.{rag}.text", f"rag.{rag}.tint"), (f"rag.{rag}.text", "surface.base")]
    pairs += [("text.primary", f"message.{kind}.tint") for kind in ("info", "success", "warning", "error")]
    states = ("running", "soon", "urgent", "expired", "unknown", "met")
    pairs += [(f"clock.{state}.text", f"clock.{state}.tint") for state in states]
    pairs += [("text.secondary", f"clock.{state}.tint") for state in states if state != "expired"]
    pairs += [(f"duty.{letter}.text", f"duty.{letter}.fill") for letter in "DLNWHBCM"]
    return pairs


def _mark_pairs() -> list[tuple[str, str]]:
    pairs = [("border.strong", "surface.base"), ("border.strong", "surface.canvas")]
    pairs += [("accent.focus", f"surface.{name}") for name in ("canvas", "base", "sunken", "banner")]
    pairs += [
        ("accent.focus", "accent.selection"),
        ("accent.text", "surface.base"),
        ("accent.fill", "surface.base"),
    ]
    for rag in ("red", "amber", "green", "none"):
        pairs += [
            (f"rag.{rag}.mark", ground) for ground in ("surface.base", "surface.canvas", f"rag.{rag}.tint")
        ]
    for state in ("running", "soon", "urgent", "unknown", "met"):
        pairs.append((f"clock.{state}.mark", f"clock.{state}.tint"))
    pairs += [
        (f"message.{kind}.mark", f"message.{kind}.tint") for kind in ("info", "success", "warning", "error")
    ]
    return pairs


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_text_can_be_read(theme: str) -> None:
    need = 7.0 if theme == "contrast" else 4.5
    colours = THEMES[theme]
    poor = [
        f"{ink} on {ground}: {ratio(colours[ink], colours[ground]):.2f}"
        for ink, ground in _text_pairs()
        if ratio(colours[ink], colours[ground]) < need
    ]
    assert not poor


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_marks_and_edges_can_be_seen(theme: str) -> None:
    colours = THEMES[theme]
    poor = [
        f"{mark} on {ground}: {ratio(colours[mark], colours[ground]):.2f}"
        for mark, ground in _mark_pairs()
        if ratio(colours[mark], colours[ground]) < 3.0
    ]
    assert not poor


@pytest.mark.parametrize("theme", tokens.THEMES)
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_the_style_sheet_has_no_name_left_unfilled(theme: str, scale: float) -> None:
    sheet = tokens.style_sheet(theme, scale)
    assert "${" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_the_style_sheet_has_no_colour_of_its_own() -> None:
    template = resource("themes", "desktop.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{6}", template)


def test_sizes_that_hold_text_grow_and_spaces_do_not() -> None:
    read = tokens.load()
    assert read.length("size.button", 2.0) == 2 * read.length("size.button")
    assert read.length("space.s2", 2.0) == read.length("space.s2")
    assert read.length("size.wide_from", 2.0) == read.length("size.wide_from")
    assert math.isclose(read.length("size.side_panel", 2.0), 1.5 * read.length("size.side_panel"))
