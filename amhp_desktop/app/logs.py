"""Logging without personal data: event names, ids, durations and error classes, one JSON object a line."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from typing_extensions import override

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_QT = logging.getLogger("qt")


_OURS = ("amhp_desktop", "qt")


class JsonLines(logging.Formatter):
    """Write a record as one JSON object; of an exception only its types and places, never its words.

    What a library says of its own accord may quote values, so only where it spoke is kept.
    """

    @override
    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _event(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            entry["error"] = " < ".join(_places(record.exc_info[1]))
        return json.dumps(entry)


def _event(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in _OURS:
        return record.getMessage()
    return f"{record.filename}:{record.lineno} {record.funcName}"


def _places(error: BaseException) -> list[str]:
    """Return the class of an error and the code it passed through, innermost first: no values, no text."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return [type(error).__name__, *reversed(places)]


def start(folder: Path) -> Callable[[], None]:
    """Log to a file of the user's folder, five files of a megabyte at most, and take in Qt's messages.

    Returns what ends it.
    """
    handler = RotatingFileHandler(folder / "log.jsonl", maxBytes=1_000_000, backupCount=4, encoding="utf-8")
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    before = qInstallMessageHandler(_from_qt)

    def stop() -> None:
        qInstallMessageHandler(before)
        root.removeHandler(handler)
        handler.close()

    return stop


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    category = getattr(context, "category", "") or "default"
    _QT.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category, message)
