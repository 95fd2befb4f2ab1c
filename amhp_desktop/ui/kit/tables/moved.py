"""The bar that offers to sort again, because rows never move under the pointer by themselves."""

from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout

from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.tables.model import RowsModel


class MovedBar(QFrame):
    """Shown above a table while a refresh left rows out of order: *2 rows moved*, *Sort again*."""

    def __init__(self, model: RowsModel[Any]) -> None:
        super().__init__()
        self.setProperty("kind", "band")
        self._words = label("", "small", "secondary")
        self.sort_again = compact_button(self.tr("Sort again"), "refresh-cw")
        self.sort_again.clicked.connect(model.sort_again)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 3, 8, 3)
        row.addWidget(self._words, 1)
        row.addWidget(self.sort_again)
        model.moved.connect(self._on_moved)
        self.hide()

    def _on_moved(self, count: int) -> None:
        words = self.tr("1 row moved") if count == 1 else self.tr("%1 rows moved")
        self._words.setText(words.replace("%1", str(count)))
        self.setVisible(count > 0)
