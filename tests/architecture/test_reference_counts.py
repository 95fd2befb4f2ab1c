"""PySide6 leaves Python's constants alone.

PySide6 6.12.0 gives away one reference to True at each signal: on Python 3.11 the program ends with
`Fatal Python error: bool_dealloc` after about 570 of them. Whoever raises the version meets this first.
"""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

ROUNDS = 2000


class _Sender(QObject):
    """Something with a signal."""

    happened = Signal(int)


def test_signals_do_not_eat_true_false_and_none(qtbot: QtBot) -> None:
    sender, box, line, number = _Sender(), QCheckBox(), QLineEdit(), QSpinBox()
    for widget in (box, line, number):
        qtbot.addWidget(widget)
    sender.happened.connect(lambda _: None)
    box.toggled.connect(lambda _: None)

    def signal_much() -> None:
        for turn in range(ROUNDS):
            sender.happened.emit(turn)
            box.setChecked(bool(turn % 2))
            line.setText(str(turn))
            number.setValue(turn % 90)

    signal_much()
    before = [sys.getrefcount(constant) for constant in (True, False, None)]
    signal_much()
    after = [sys.getrefcount(constant) for constant in (True, False, None)]
    drift = [new - old for old, new in zip(before, after, strict=True)]
    assert max(map(abs, drift)) < 50, f"Signals change the reference counts of True, False, None by {drift}"
