"""The preview beside a form: drawn a moment after the last key, and the last good page where it cannot be."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.documents.forms import Rendering
from amhp_desktop.domain.errors import Refused
from amhp_desktop.ui.kit.labels import IconLabel, label
from amhp_desktop.ui.kit.pdf_view import PdfMark, PdfView
from amhp_desktop.ui.kit.tasks import Progress, Task, TaskRunner

WAIT_MS = 300


class FormPreview(QWidget):
    """Shows a form as it prints; ask again after every change, it draws 300 ms after the last one."""

    rendered = Signal(object)
    """Fires with the ``Rendering`` that is shown now."""
    refused = Signal(object)
    """Fires with the ``Refused`` that kept the page as it was."""

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__()
        self._tasks = tasks
        self._render: Callable[[], Rendering] | None = None
        self._task: Task | None = None
        self._is_drawing = False
        self.rendering: Rendering | None = None
        self.view = PdfView(tasks, self.tr("Preview"), self.tr("same bytes as paper"))
        self._notice = QFrame()
        self._notice.setProperty("message", "warning")
        line = QHBoxLayout(self._notice)
        line.setContentsMargins(12, 6, 12, 6)
        line.addWidget(IconLabel("triangle-alert", 16, "message.warning.mark"))
        self.notice_words = label("", wrap=True)
        line.addWidget(self.notice_words, 1)
        self._notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addWidget(self.view, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._start)

    @property
    def is_current(self) -> bool:
        """Say whether the newest wish has been drawn or refused."""
        return not self._timer.isActive() and not self._is_drawing

    def ask(self, render: Callable[[], Rendering]) -> None:
        """Draw what ``render`` gives, once no newer wish has come for 300 ms; it runs off the GUI thread."""
        self._render = render
        self._timer.start()

    def show_now(self, render: Callable[[], Rendering]) -> None:
        """Draw without waiting, as when a form is opened."""
        self._render = render
        self._timer.stop()
        self._start()

    def set_marks(self, marks: tuple[PdfMark, ...]) -> None:
        """Draw numbers over the pages."""
        self.view.set_marks(marks)

    def _start(self) -> None:
        render = self._render
        if render is None:
            return
        if self._task is not None:
            self._task.cancel()

        self._is_drawing = True

        def work(_progress: Progress) -> Rendering | Refused:
            try:
                return render()
            except Refused as refused:
                return refused

        self._task = self._tasks.long(work, owner=self, done=self._show)

    def _show(self, answer: Rendering | Refused) -> None:
        self._is_drawing = False
        if isinstance(answer, Refused):
            sentences = " ".join(problem.sentence for problem in answer.problems)
            last = self.tr("The page below is the last one that could be drawn.")
            self.notice_words.setText(f"{sentences} {last if self.rendering is not None else ''}".strip())
            self._notice.show()
            self.refused.emit(answer)
            return
        self._notice.hide()
        is_same = self.rendering is not None and self.rendering.pdf == answer.pdf
        self.rendering = answer
        if not is_same:
            self.view.set_pdf(answer.pdf)
        self.rendered.emit(answer)
