"""Widths follow the text size the moment it is changed."""

from PySide6.QtWidgets import QApplication, QWidget

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.widths import keep_width


def test_a_field_is_not_cut_when_letters_grow(qapp: QApplication) -> None:
    field = QWidget()
    theme.apply(qapp, "light")
    keep_width(field, 100)
    theme.apply(qapp, "light", scale=1.5)
    try:
        assert field.width() == 150
    finally:
        theme.apply(qapp, "light")
    assert field.width() == 100
