"""Tables: columns of functions over frozen rows, one model, one painted view."""

from amhp_desktop.ui.kit.tables.arrangement import Head
from amhp_desktop.ui.kit.tables.columns import Align, Cell, Column, Group, Span
from amhp_desktop.ui.kit.tables.delegate import RowDelegate
from amhp_desktop.ui.kit.tables.model import RowsModel
from amhp_desktop.ui.kit.tables.moved import MovedBar
from amhp_desktop.ui.kit.tables.view import RowsTable
from amhp_desktop.ui.kit.tables.widths import WidthMemory

__all__ = [
    "Align",
    "Cell",
    "Column",
    "Group",
    "Head",
    "MovedBar",
    "RowDelegate",
    "RowsModel",
    "RowsTable",
    "Span",
    "WidthMemory",
]
