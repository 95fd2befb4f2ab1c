"""Give icons in any size and colour of the theme, with the same thin stroke at every size."""

import re
from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from amhp_desktop.paths import resource
from amhp_desktop.ui.kit import theme, tokens

_GRID = 24
_STROKE = re.compile(r'stroke-width="[^"]*"')
_cache: dict[tuple[str, int, str, float], QPixmap] = {}


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def names() -> tuple[str, ...]:
    """Return the names of all icons there are."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


def _colour_of(colour: str | QColor) -> QColor:
    return theme.colour(colour) if isinstance(colour, str) else colour


def pixmap(
    name: str, size: int = 16, colour: str | QColor = "text.secondary", ratio: float | None = None
) -> QPixmap:
    """Return an icon as a picture of ``size`` logical pixels; kept for the next time it is asked for."""
    ratio = ratio or _ratio()
    paint = _colour_of(colour)
    key = (name, size, paint.name(QColor.NameFormat.HexArgb), ratio)
    if key not in _cache:
        _cache[key] = _rendered(name, size, paint, ratio)
    return _cache[key]


def _ratio() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


def _rendered(name: str, size: int, colour: QColor, ratio: float) -> QPixmap:
    width = tokens.load().lengths["stroke.icon"] * max(1.0, size / (theme.size("icon_empty"))) * _GRID / size
    svg = _STROKE.sub(f'stroke-width="{width:.3f}"', _source(name)).replace("currentColor", colour.name())
    image = QImage(QSize(round(size * ratio), round(size * ratio)), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setOpacity(colour.alphaF())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, size: int = 16, colour: str | QColor = "text.secondary") -> QIcon:
    """Return an icon for buttons, actions and menus, with a paler picture for the disabled state."""
    made = QIcon()
    for ratio in {1.0, _ratio()}:
        made.addPixmap(pixmap(name, size, colour, ratio), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, size, "text.disabled", ratio), QIcon.Mode.Disabled)
    return made


def draw(painter: QPainter, name: str, at: QPointF, size: int, colour: str | QColor) -> None:
    """Paint an icon with its top left corner at a point, sharp on the device painted on."""
    ratio = painter.device().devicePixelRatioF()
    picture = pixmap(name, size, colour, ratio)
    painter.drawPixmap(QRectF(at, QSizeF(size, size)), picture, QRectF(picture.rect()))
