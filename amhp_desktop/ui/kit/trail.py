"""The trail of a request's life: what was passed and when, where it stands, what is still to come."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme


class StepState(Enum):
    """Say whether a step was passed, is where things stand, or is to come."""

    PASSED = "passed"
    CURRENT = "current"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its word and, where it was reached, the shown time."""

    word: str
    at: str = ""
    state: StepState = StepState.TO_COME


class StepTrail(QWidget):
    """Steps in a line with a rule between; times are left out, the oldest first, where there is no room."""

    def __init__(self, steps: tuple[Step, ...] = ()) -> None:
        super().__init__()
        self._steps = steps
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_steps(steps)

    def set_steps(self, steps: tuple[Step, ...]) -> None:
        """Show other steps."""
        self._steps = steps
        said = ", ".join(f"{step.word} {step.at or step.state.value}" for step in steps)
        self.setAccessibleName(said)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, theme.size("toolbar"))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme.size("toolbar"))

    def _widths(self, steps: tuple[Step, ...]) -> list[float]:
        lead = theme.size("icon_small") + 5
        return [
            lead
            + theme.metrics("small", 500 if step.state is StepState.CURRENT else 0).horizontalAdvance(
                step.word
            )
            + (theme.metrics("small").horizontalAdvance(step.at) + 5 if step.at else 0)
            for step in steps
        ]

    def _fitting(self) -> tuple[Step, ...]:
        steps = list(self._steps)
        for place, step in enumerate(steps):
            if sum(self._widths(tuple(steps))) + 28 * (len(steps) - 1) <= self.width():
                break
            steps[place] = Step(step.word, "", step.state)
        return tuple(steps)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        steps = self._fitting()
        widths = self._widths(steps)
        gaps = max(1, len(steps) - 1)
        gap = min(44.0, max(12.0, (self.width() - sum(widths)) / gaps))
        x, middle = 0.0, self.height() / 2
        for step, wide in zip(steps, widths, strict=True):
            self._paint_step(painter, x, step)
            x += wide
            if step is not steps[-1]:
                name = "rag.green.mark" if step.state is StepState.PASSED else "border.default"
                painter.setPen(QPen(theme.colour(name), 1))
                painter.drawLine(QPointF(x + gap * 0.2, middle), QPointF(x + gap * 0.8, middle))
            x += gap

    def _paint_step(self, painter: QPainter, x: float, step: Step) -> None:
        side, middle = theme.size("icon_small"), self.height() / 2
        is_current = step.state is StepState.CURRENT
        if step.state is StepState.PASSED:
            icons.draw(painter, "check", QPointF(x, middle - side / 2), side, "rag.green.mark")
        else:
            mark = theme.colour("accent.text" if is_current else "text.muted")
            painter.setPen(QPen(mark, 1.2))
            painter.setBrush(mark if is_current else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x + side / 2, middle), side * 0.34, side * 0.34)
        weight = 600 if is_current else 0
        room = QRectF(x + side + 5, 0, self.width(), self.height())
        painter.setFont(theme.font("small", weight))
        painter.setPen(theme.colour("accent.text" if is_current else "text.secondary"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, step.word)
        if step.at:
            room.setLeft(room.x() + theme.metrics("small", weight).horizontalAdvance(step.word) + 5)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text.muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, step.at)
