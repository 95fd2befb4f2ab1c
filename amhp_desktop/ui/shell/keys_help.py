"""Help over the window: short topics (F1) and the list of shortcuts (Ctrl+/)."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import IconButton
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import scrolled
from amhp_desktop.ui.kit.widths import keep_width
from amhp_desktop.ui.shell.actions import ActionCatalogue
from amhp_desktop.ui.shell.help_topics import topics
from amhp_desktop.ui.shell.keys_list import KeysList
from amhp_desktop.ui.shell.overlay import Overlay

KEYS = "keys"
_WIDTH, _HEIGHT = 920, 600
_LIST_WIDTH = 228
_LINE = 120


class _TopicDelegate(QStyledItemDelegate):
    """Gives every topic the height of a compact row."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.size("row_compact"))


class HelpSheet(Overlay):
    """A sheet with the topics at the left and the chosen one beside them."""

    def __init__(self, catalogue: ActionCatalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._keys = tuple(topic.key for topic in topics())
        self._box = QFrame(self)
        self._box.setProperty("kind", "dialog")
        self.list = self._make_list()
        self.text = self._make_text()
        self._keys_area: QScrollArea | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.text)
        self._lay_out()
        self._dress()
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.notifier().changed.connect(self._on_theme_changed)

    def open_topic(self, key: str) -> None:
        """Open at a topic, or at the shortcuts with ``KEYS``."""
        self.open_over()
        row = self._keys.index(key) if key in self._keys else len(self._keys)
        self.list.setCurrentIndex(self.list.model().index(row, 0))
        self._show_row(row)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def cover(self) -> None:
        super().cover()
        margin = 2 * theme.space("s4")
        scale = theme.scale()
        width = min(round(_WIDTH * scale), self.width() - margin)
        height = min(round(_HEIGHT * scale), self.height() - margin)
        self._box.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def _show_row(self, row: int) -> None:
        if row >= len(self._keys):
            self._show_keys()
            return
        _set_text(self.text, topics()[row].text)
        self.text.setAccessibleName(topics()[row].title)
        self._stack.setCurrentWidget(self.text)

    def _show_keys(self) -> None:
        """Show the shortcuts; the list scrolls with the keys of the page while it has the focus."""
        if self._keys_area is None:
            self._keys_area = scrolled(KeysList(self._catalogue))
            self._keys_area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._keys_area.setAccessibleName(self.tr("Keyboard shortcuts"))
            self._stack.addWidget(self._keys_area)
        self._stack.setCurrentWidget(self._keys_area)

    def _dress(self) -> None:
        """Give the text the ground of the sheet; a field that can only be read is sunken elsewhere."""
        ground, ink = theme.colour("surface.base").name(), theme.colour("text.primary").name()
        self.text.setStyleSheet(f"QTextBrowser {{ background: {ground}; color: {ink}; border: none; }}")
        keep_width(self.list, _LIST_WIDTH)
        self.list.setStyleSheet(
            f"QListView {{ background: {ground}; border: none; outline: 0; padding: 8px; }}"
            "QListView::item { padding-left: 8px; }"
            f"QListView::item:selected {{ background: {theme.colour('accent.selection').name()};"
            f" color: {theme.colour('accent.selection_text').name()};"
            f" border-left: 3px solid {theme.colour('accent.fill').name()}; padding-left: 5px; }}"
        )

    def _on_current_changed(self, now: QModelIndex) -> None:
        self._show_row(now.row())

    def _on_theme_changed(self) -> None:
        if self._keys_area is not None:
            self._stack.removeWidget(self._keys_area)
            self._keys_area.deleteLater()
            self._keys_area = None
        self._dress()
        if not self.isHidden():
            self._show_row(self.list.currentIndex().row())

    def _make_list(self) -> QListView:
        made = QListView()
        made.setObjectName("help_topics")
        made.setAccessibleName(self.tr("Help topics"))
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setItemDelegate(_TopicDelegate(made))
        titles = [*(topic.title for topic in topics()), self.tr("Keyboard shortcuts")]
        made.setModel(QStringListModel(titles, made))
        return made

    def _make_text(self) -> QTextBrowser:
        made = QTextBrowser()
        made.setObjectName("help_text")
        made.setOpenLinks(False)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.document().setDocumentMargin(20)
        return made

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("kind", "row")
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 8, 8, 8)
        close = IconButton("x", self.tr("Close help"))
        close.clicked.connect(self.close_over)
        line.addWidget(label(self.tr("Help"), "heading"))
        line.addStretch(1)
        line.addWidget(close)
        body = QHBoxLayout()
        body.setSpacing(0)
        rule = QFrame()
        rule.setProperty("kind", "divider-vertical")
        body.addWidget(self.list)
        body.addWidget(rule)
        body.addWidget(self._stack, 1)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 8)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(body, 1)


def _set_text(browser: QTextBrowser, markdown: str) -> None:
    """Show Markdown in the steps of our own type scale; the toolkit brings sizes and a weight of its own."""
    read = QTextDocument()
    read.setDefaultFont(theme.font("body"))
    read.setMarkdown(markdown)
    browser.setHtml(read.toHtml().replace("font-weight:700", "font-weight:600"))
    block = browser.document().begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        shape = QTextBlockFormat()
        shape.setTopMargin(14 if level > 1 else 0)
        shape.setBottomMargin(4 if level or block.textList() else 6)
        shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(shape)
        if level:
            letters = cursor.charFormat()
            letters.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
            letters.setFont(theme.font("title" if level == 1 else "heading"))
            cursor.setCharFormat(letters)
        block = block.next()
