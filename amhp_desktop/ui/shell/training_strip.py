"""The purple strip over a training database: always there, never dismissible."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from amhp_desktop.ui.kit import theme


class TrainingStrip(QFrame):
    """Says that nothing here is real; a live database has no strip at all."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "training")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space("s2"))
        self._words = (
            QLabel(self.tr("TRAINING"), self),
            QLabel(self.tr("Invented people. Nothing here is real, and every print is marked."), self),
        )
        layout.addStretch(1)
        for label in self._words:
            label.setProperty("type", "caption")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch(1)
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(theme.size("training_strip"))
        heading = theme.font("caption")
        heading.setWeight(heading.Weight.DemiBold)
        self._words[0].setFont(heading)
