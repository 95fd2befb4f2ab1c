"""Preview a PDF: the same bytes as the paper, at the screen's own resolution, with numbered marks over it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import IconButton
from amhp_desktop.ui.kit.labels import Elided, label
from amhp_desktop.ui.kit.pdf_pages import PageSize, page_image, page_sizes
from amhp_desktop.ui.kit.tasks import Progress, Task, TaskRunner

ZOOMS = (0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_POINT = 96 / 72
_GAP = 16


@dataclass(frozen=True, slots=True)
class PdfMark:
    """A numbered mark beside a place of the page: page from 0, box in points from the top left."""

    number: int
    page: int
    left: float
    top: float
    width: float
    height: float
    rag: str = "red"
    is_current: bool = False


class _Sheets(QWidget):
    """The pages below one another; shows an empty sheet where the picture is still being made."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: tuple[PageSize, ...] = ()
        self.images: dict[int, QImage] = {}
        self.marks: tuple[PdfMark, ...] = ()
        self.zoom = 1.0

    def page_box(self, place: int) -> QRectF:
        """Return where a page stands."""
        top = float(_GAP)
        for size in self.sizes[:place]:
            top += size.height * _POINT * self.zoom + _GAP
        size = self.sizes[place]
        width = size.width * _POINT * self.zoom
        left = max(float(_GAP), (self.width() - width) / 2)
        return QRectF(left, top, width, size.height * _POINT * self.zoom)

    @override
    def sizeHint(self) -> QSize:
        if not self.sizes:
            return QSize(200, 200)
        widest = max(size.width for size in self.sizes) * _POINT * self.zoom + 2 * _GAP
        return QSize(round(widest), round(self.page_box(len(self.sizes) - 1).bottom()) + _GAP)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.colour("surface.sunken"))
        for place in range(len(self.sizes)):
            box = self.page_box(place)
            if not box.intersects(QRectF(event.rect())):
                continue
            painter.fillRect(box, theme.colour("surface.paper"))
            image = self.images.get(place)
            if image is not None:
                painter.drawImage(box, image)
            painter.setPen(QPen(theme.colour("border.default"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
            for mark in self.marks:
                if mark.page == place:
                    self._paint_mark(painter, box, mark)

    def _paint_mark(self, painter: QPainter, page: QRectF, mark: PdfMark) -> None:
        unit = _POINT * self.zoom
        box = QRectF(
            page.x() + mark.left * unit, page.y() + mark.top * unit, mark.width * unit, mark.height * unit
        )
        # the page is white in every theme, so marks keep the light theme's colours
        colour = theme.light_colour(f"rag.{mark.rag}.mark")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if mark.is_current:
            painter.setPen(QPen(theme.light_colour("accent.focus"), 2))
            painter.drawRect(box.adjusted(-2, -2, 2, 2))
        side = 16 * theme.scale()
        centre = QPointF(max(page.x() + side / 2 + 2, box.x() - side * 0.9), box.y() + box.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(centre, side / 2, side / 2)
        painter.setPen(theme.light_colour("surface.paper"))
        painter.setFont(theme.font("caption", 600))
        disc = QRectF(centre.x() - side, centre.y() - side, 2 * side, 2 * side)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(mark.number))


class PdfView(QFrame):
    """Bar with page and zoom above the sheets; Ctrl+plus, Ctrl+minus, Page Up and Page Down work inside."""

    page_changed = Signal(int)
    """Fires with the page (from 0) that is at the top."""
    drawn = Signal()
    """Fires when every page's picture is there."""

    def __init__(self, runner: TaskRunner, title: str = "", subtitle: str = "") -> None:
        super().__init__()
        self._runner = runner
        self._pdf = b""
        self._task: Task | None = None
        self._page = 0
        self._is_fitted = True
        self._sheets = _Sheets()
        self._area = QScrollArea()
        self._area.setWidget(self._sheets)
        self._area.setWidgetResizable(True)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._area.setAccessibleName(title or self.tr("Preview"))
        self._area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar(title or self.tr("Preview"), subtitle))
        column.addWidget(self._area, 1)
        theme.notifier().changed.connect(self._sheets.update)

    def _bar(self, title: str, subtitle: str) -> QWidget:
        bar = QFrame()
        bar.setProperty("kind", "band")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(label(title, "strong"))
        row.addSpacing(4)
        row.addWidget(Elided(subtitle, "small", "secondary"), 1)
        self._page_words = label("", "medium")
        self._zoom_words = label("", "medium")
        parts: tuple[tuple[str, str, object] | QWidget, ...] = (
            ("chevron-left", self.tr("Previous page"), self.previous_page),
            self._page_words,
            ("chevron-right", self.tr("Next page"), self.next_page),
            ("zoom-out", self.tr("Smaller"), self.zoom_out),
            self._zoom_words,
            ("zoom-in", self.tr("Larger"), self.zoom_in),
        )
        for part in parts:
            if isinstance(part, QWidget):
                row.addWidget(part)
                continue
            icon, name, run = part
            made = IconButton(icon, name)
            made.set_compact()
            made.clicked.connect(run)
            row.addWidget(made)
        return bar

    def set_pdf(self, pdf: bytes, marks: tuple[PdfMark, ...] = ()) -> None:
        """Show other bytes; the place stays where the page count allows it."""
        self._pdf = pdf
        self._sheets.marks = marks
        self._draw()

    def set_marks(self, marks: tuple[PdfMark, ...]) -> None:
        """Draw other marks over the same pages."""
        self._sheets.marks = marks
        self._sheets.update()

    def go_to_page(self, page: int) -> None:
        """Bring a page (from 0) to the top."""
        if self._sheets.sizes:
            self._page = max(0, min(len(self._sheets.sizes) - 1, page))
            top = self._sheets.page_box(self._page).y() - _GAP
            self._area.verticalScrollBar().setValue(round(top))
            self._tell()

    def next_page(self) -> None:
        """Go one page on."""
        self.go_to_page(self._page + 1)

    def previous_page(self) -> None:
        """Go one page back."""
        self.go_to_page(self._page - 1)

    def zoom_in(self) -> None:
        """Show it larger."""
        self._set_zoom(next((zoom for zoom in ZOOMS if zoom > self._sheets.zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show it smaller."""
        smaller = [zoom for zoom in ZOOMS if zoom < self._sheets.zoom - 0.01]
        self._set_zoom(smaller[-1] if smaller else ZOOMS[0])

    def fit_width(self) -> None:
        """Let the widest page fill the width."""
        self._is_fitted = True
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()
        self._draw()

    def _set_zoom(self, zoom: float) -> None:
        self._is_fitted = False
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._sheets.zoom = zoom
        self._relay()
        self._draw()

    def _fit(self) -> None:
        if self._is_fitted and self._sheets.sizes:
            widest = max(size.width for size in self._sheets.sizes) * _POINT
            zoom = (self._area.viewport().width() - 2 * _GAP) / widest
            self._sheets.zoom = max(0.3, min(2.0, zoom))
            self._relay()

    def _relay(self) -> None:
        self._sheets.setMinimumSize(self._sheets.sizeHint())
        self._sheets.updateGeometry()
        self._sheets.update()
        self._tell()

    def _draw(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if not self._pdf:
            return
        pdf, zoom = self._pdf, self._sheets.zoom
        room = self._area.viewport().width() - 2 * _GAP if self._is_fitted else 0
        ratio = self.devicePixelRatioF()

        def work(progress: Progress) -> tuple[tuple[PageSize, ...], tuple[QImage, ...]]:
            sizes = page_sizes(pdf)
            scale = zoom * _POINT
            if room > 0 and sizes:
                scale = max(0.3, min(2.0, room / max(size.width for size in sizes) / _POINT)) * _POINT
            images: tuple[QImage, ...] = ()
            for place in range(len(sizes)):
                if progress.is_cancelled:
                    break
                images = (*images, page_image(pdf, place, scale * ratio))
            return sizes, images

        self._task = self._runner.long(work, owner=self, done=self._on_drawn)

    def _on_drawn(self, answer: tuple[tuple[PageSize, ...], tuple[QImage, ...]]) -> None:
        sizes, images = answer
        self._sheets.sizes = sizes
        self._sheets.images = dict(enumerate(images))
        self._fit()
        self._relay()
        self.drawn.emit()

    def _tell(self) -> None:
        count = len(self._sheets.sizes)
        words = self.tr("Page %1 of %2").replace("%1", str(self._page + 1)).replace("%2", str(count))
        self._page_words.setText(words if count else "")
        self._zoom_words.setText(f"{round(self._sheets.zoom * 100)} %")

    def _on_scrolled(self, value: int) -> None:
        middle = value + self._area.viewport().height() / 3
        found = self._page
        for place in range(len(self._sheets.sizes)):
            if self._sheets.page_box(place).top() <= middle:
                found = place
        if found != self._page:
            self._page = found
            self.page_changed.emit(found)
            self._tell()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted and event.size().width() != event.oldSize().width():
            self._fit()
            self._draw()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_control and event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif is_control and event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif event.key() == Qt.Key.Key_PageDown:
            self.next_page()
        elif event.key() == Qt.Key.Key_PageUp:
            self.previous_page()
        else:
            super().keyPressEvent(event)
