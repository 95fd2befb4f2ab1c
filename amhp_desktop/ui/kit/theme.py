"""Apply a theme to the program and answer for its colours, sizes and fonts."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from amhp_desktop.paths import resource
from amhp_desktop.ui.kit import tokens
from amhp_desktop.ui.kit.focus import FocusRings
from amhp_desktop.ui.kit.palettes import palette_of
from amhp_desktop.ui.kit.style import DeskStyle

SCALES = (1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Look:
    """How a state looks: its word, icon name (or shape) and four colours."""

    word: str
    icon: str
    mark: QColor
    text: QColor
    tint: QColor
    edge: QColor


@dataclass(frozen=True, slots=True)
class DutyLook:
    """How a duty's cell looks."""

    name: str
    fill: QColor
    text: QColor
    edge: QColor


class Notifier(QObject):
    """Tell painted widgets that colours or sizes are others now."""

    changed = Signal()
    """Fires after a theme or a text size was applied."""


class _State:
    """What is applied at present."""

    asked = "light"
    theme = "light"
    scale = 1.0
    fonts_loaded = False
    style: DeskStyle | None = None
    rings: FocusRings | None = None
    followed: QApplication | None = None


_state = _State()
_notifier = Notifier()
_colours: dict[tuple[str, str], QColor] = {}
_fonts: dict[tuple[str, int, float], QFont] = {}
_metrics: dict[tuple[str, int, float], QFontMetricsF] = {}


def notifier() -> Notifier:
    """Return the object whose ``changed`` signal painted widgets listen to."""
    return _notifier


def current() -> str:
    """Return the theme in use: ``light``, ``dark`` or ``contrast``."""
    return _state.theme


def scale() -> float:
    """Return the text size in use, 1.0 for 100 %."""
    return _state.scale


def apply(app: QApplication, name: str, *, scale: float = 1.0) -> None:
    """Give the program a theme (``light``, ``dark``, ``contrast`` or ``system``) and a text size.

    ``system`` follows the computer's light or dark setting and its wish for more contrast, also later.
    """
    _load_fonts()
    _state.asked, _state.scale = name, scale
    _follow(app)
    hints = app.styleHints()
    if name == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Light if name == "light" else Qt.ColorScheme.Dark)
    _state.theme = _resolved(app, name)
    if _state.style is None or not isValid(_state.style):
        _state.style = DeskStyle()
        app.setStyle(_state.style)
    _state.style.set_colours(colour("accent.fill"), colour("text.on_accent"), colour("border.strong"))
    _state.style.set_surfaces(colour("surface.base"), colour("text.disabled"), colour("surface.sunken"))
    app.setPalette(palette_of(colour))
    app.setFont(font("body"))
    app.setStyleSheet(tokens.style_sheet(_state.theme, scale))
    if _state.rings is None:
        _state.rings = FocusRings()
    _state.rings.follow(app, colour("accent.focus"), 3 if _state.theme == "contrast" else 2)
    _notifier.changed.emit()


def _follow(app: QApplication) -> None:
    if _state.followed is app:
        return
    _state.followed = app
    app.styleHints().colorSchemeChanged.connect(_on_system_changed)
    app.styleHints().accessibility().contrastPreferenceChanged.connect(_on_system_changed)


def _on_system_changed() -> None:
    app = QApplication.instance()
    if (
        _state.asked == "system"
        and isinstance(app, QApplication)
        and _resolved(app, "system") != _state.theme
    ):
        apply(app, "system", scale=_state.scale)


def _resolved(app: QApplication, name: str) -> str:
    if name != "system":
        return name
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _load_fonts() -> None:
    if not _state.fonts_loaded:
        for file in tokens.load().files:
            QFontDatabase.addApplicationFont(str(resource("fonts", file)))
        _state.fonts_loaded = True


def colour(name: str) -> QColor:
    """Return a colour of the theme in use by its dotted name, such as ``text.muted`` or ``rag.red.mark``."""
    key = (_state.theme, name)
    if key not in _colours:
        value = tokens.load().colours[_state.theme][name]
        made = QColor(value[:7])
        if len(value) == 9:
            made.setAlpha(int(value[7:], 16))
        _colours[key] = made
    return _colours[key]


def _look(prefix: str, icon: str) -> Look:
    words = tokens.load().colours[_state.theme]
    return Look(
        word=words.get(f"{prefix}.word", ""),
        icon=words[f"{prefix}.{icon}"],
        mark=colour(f"{prefix}.mark"),
        text=colour(f"{prefix}.text"),
        tint=colour(f"{prefix}.tint"),
        edge=colour(f"{prefix}.edge"),
    )


def rag(name: str) -> Look:
    """Return the look of a priority: ``red``, ``amber``, ``green`` or ``none``; ``icon`` names its shape."""
    return _look(f"rag.{name}", "shape")


def clock_look(state: str) -> Look:
    """Return the look of a clock: running, soon, urgent, expired, unknown or met."""
    return _look(f"clock.{state}", "icon")


def message_look(kind: str) -> Look:
    """Return the look of a message: info, success, warning or error."""
    return _look(f"message.{kind}", "icon")


def duty_look(letter: str) -> DutyLook:
    """Return the look of a duty by its letter."""
    name = tokens.load().colours[_state.theme][f"duty.{letter}.name"]
    return DutyLook(name, *(colour(f"duty.{letter}.{part}") for part in ("fill", "text", "edge")))


def size(name: str) -> int:
    """Return a size in pixels at the present text size, for example ``size("rail")``."""
    return tokens.load().length(f"size.{name}", _state.scale)


def space(name: str) -> int:
    """Return a distance of the 4 px grid, for example ``space("s2")`` for 8."""
    return tokens.load().length(f"space.{name}")


def radius(name: str) -> int:
    """Return a corner radius: cell, control, panel or dialog."""
    return tokens.load().length(f"radius.{name}")


def font(role: str, weight: int = 0) -> QFont:
    """Return the font of one step of the type scale (caption, small, body …), or it in another weight."""
    key = (role, weight, _state.scale)
    if key not in _fonts:
        _load_fonts()
        read = tokens.load()
        step = read.steps[role]
        made = QFont([read.family, *read.fallback])
        made.setPixelSize(round(step.pixels * _state.scale))
        made.setWeight(QFont.Weight(weight or step.weight))
        _fonts[key] = made
    return QFont(_fonts[key])


def metrics(role: str, weight: int = 0) -> QFontMetricsF:
    """Return the measures of that font; kept, because painted rows ask often."""
    key = (role, weight, _state.scale)
    if key not in _metrics:
        _metrics[key] = QFontMetricsF(font(role, weight))
    return _metrics[key]


def line_height(role: str) -> int:
    """Return the line height of one step of the type scale in pixels."""
    return round(tokens.load().steps[role].line * _state.scale)


def repolish(widget: QWidget) -> None:
    """Make the style sheet look again at a widget whose dynamic properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_look(widget: QWidget, **properties: str) -> None:
    """Set dynamic properties the style sheet selects by (role, kind, problem …) and repolish once."""
    changed = [key for key, value in properties.items() if widget.property(key) != value]
    for key in changed:
        widget.setProperty(key, properties[key])
    if changed:
        repolish(widget)


def ink(widget: QWidget, name: str) -> None:
    """Give a label one of the text colours by a dynamic property (``secondary``, ``muted``, ``red`` …)."""
    set_look(widget, ink=name)


def light_colour(name: str) -> QColor:
    """Return a colour of the light theme whatever is in use, for drawing on paper, which is always white."""
    return QColor(tokens.load().colours["light"][name])
