"""Draw the priority shapes: a filled octagon, triangle or disc, and a dashed ring for *not set*."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF


def octagon(box: QRectF) -> QPainterPath:
    """Return a regular octagon standing on its flat side inside the box."""
    path = QPainterPath()
    radius = box.width() / 2 / math.cos(math.pi / 8)
    corners = [
        QPointF(
            box.center().x() + radius * math.cos(math.pi / 8 + step * math.pi / 4),
            box.center().y() + radius * math.sin(math.pi / 8 + step * math.pi / 4),
        )
        for step in range(8)
    ]
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path


def triangle(box: QRectF) -> QPainterPath:
    """Return a triangle pointing up inside the box."""
    path = QPainterPath()
    bottom = box.bottom() - box.height() * 0.04
    path.addPolygon(
        QPolygonF([
            QPointF(box.center().x(), box.top() + box.height() * 0.04),
            QPointF(box.right(), bottom),
            QPointF(box.left(), bottom),
        ])
    )  # fmt: skip
    path.closeSubpath()
    return path


def disc(box: QRectF) -> QPainterPath:
    """Return a disc a little smaller than the box, so that it weighs like the others."""
    path = QPainterPath()
    inset = box.width() * 0.06
    path.addEllipse(box.adjusted(inset, inset, -inset, -inset))
    return path


_PATHS = {"octagon": octagon, "triangle": triangle, "circle": disc}
NAMES = (*_PATHS, "dashed ring")


def draw_shape(painter: QPainter, shape: str, box: QRectF, colour: QColor) -> None:
    """Paint a shape by its name in the tokens (octagon, triangle, circle, dashed ring)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if shape in _PATHS:
        painter.setPen(
            QPen(colour, 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.setBrush(colour)
        painter.drawPath(_PATHS[shape](box.adjusted(0.5, 0.5, -0.5, -0.5)))
    else:
        draw_ring(painter, box, colour)
    painter.restore()


def draw_ring(painter: QPainter, box: QRectF, colour: QColor, width: float = 1.4) -> None:
    """Paint a dashed ring inside the box, in eight equal dashes."""
    pen = QPen(colour, width)
    circumference = math.pi * (box.width() - width)
    dash = circumference / 16 / width
    pen.setDashPattern([dash, dash])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawEllipse(box.adjusted(half, half, -half, -half))
