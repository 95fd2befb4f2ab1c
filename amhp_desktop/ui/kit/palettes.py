"""Make the Qt palette of a theme from its tokens."""

from collections.abc import Callable

from PySide6.QtGui import QColor, QPalette

_ROLES = {
    QPalette.ColorRole.Window: "surface.canvas",
    QPalette.ColorRole.Base: "surface.base",
    QPalette.ColorRole.AlternateBase: "surface.alternate",
    QPalette.ColorRole.ToolTipBase: "surface.base",
    QPalette.ColorRole.ToolTipText: "text.primary",
    QPalette.ColorRole.WindowText: "text.primary",
    QPalette.ColorRole.Text: "text.primary",
    QPalette.ColorRole.ButtonText: "text.primary",
    QPalette.ColorRole.BrightText: "text.on_accent",
    QPalette.ColorRole.PlaceholderText: "text.muted",
    QPalette.ColorRole.Button: "surface.base",
    QPalette.ColorRole.Highlight: "accent.selection",
    QPalette.ColorRole.HighlightedText: "accent.selection_text",
    QPalette.ColorRole.Link: "text.link",
    QPalette.ColorRole.LinkVisited: "text.link",
    QPalette.ColorRole.Accent: "accent.fill",
    QPalette.ColorRole.Light: "surface.base",
    QPalette.ColorRole.Midlight: "border.subtle",
    QPalette.ColorRole.Mid: "border.default",
    QPalette.ColorRole.Dark: "border.strong",
    QPalette.ColorRole.Shadow: "text.muted",
}
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def palette_of(colour: Callable[[str], QColor]) -> QPalette:
    """Return the palette whose roles are filled from the named colours."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, colour(name))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("text.disabled"))
    return palette
