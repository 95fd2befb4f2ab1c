"""Long work on screen: a bar with numbers and a way to stop; nothing spins."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.labels import label


class ProgressBox(QWidget):
    """Title, bar, figures and *Cancel*; ``set_step`` takes what the task runner reports.

    With ``stop_words`` (*Stop and keep best*) there is a second button that keeps what was found so far.
    """

    cancelled = Signal()
    """Fires when the person pressed Cancel."""
    stopped = Signal()
    """Fires when the person wants what was found so far."""

    def __init__(self, title: str, *, stop_words: str = "") -> None:
        super().__init__()
        self._time = label("", "small", "secondary")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self._words = label("", "small", "secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(theme.space("s2"))
        head = QHBoxLayout()
        head.addWidget(label(title, "heading"), 1)
        head.addWidget(self._time)
        column.addLayout(head)
        column.addWidget(self.bar)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(theme.space("s3"))
        self._figures.setVerticalSpacing(2)
        self._figures.setColumnStretch(1, 1)
        column.addLayout(self._figures)
        column.addWidget(self._words)
        column.addStretch(1)
        row = QHBoxLayout()
        self.stop = Button(stop_words, "check")
        self.cancel = Button(self.tr("Cancel"), "", "quiet")
        row.addWidget(self.stop)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column.addLayout(row)
        self.stop.setVisible(bool(stop_words))
        self.stop.clicked.connect(self.stopped)
        self.cancel.clicked.connect(self.cancelled)

    def set_step(self, done: int, total: int, words: str = "") -> None:
        """Show how far it is; a total of 0 means that nobody knows."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._words.setText(words)

    def set_time(self, words: str) -> None:
        """Show how long it has run."""
        self._time.setText(words)

    def set_figures(self, figures: tuple[tuple[str, str], ...]) -> None:
        """Show (what, how much) lines, such as *Holes left*, *2*."""
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line, (what, much) in enumerate(figures):
            self._figures.addWidget(label(what, "small", "secondary"), line, 0)
            self._figures.addWidget(label(much, "small-strong"), line, 1)
