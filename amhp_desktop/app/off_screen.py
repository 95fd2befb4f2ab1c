"""Run without a display, with the same picture on every machine."""

import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler


def without_display() -> None:
    """Choose Qt's off-screen platform where there is no display; call before the application is made."""
    has_display = sys.platform in {"win32", "darwin"} or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if not has_display:
        force_off_screen()


def force_off_screen() -> None:
    """Choose Qt's off-screen platform at a fixed scale, whatever displays there are."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_SCALE_FACTOR", "1")
    os.environ.setdefault("QT_FONT_DPI", "96")


def leave_out_platform_notes() -> None:
    """Keep Qt's notes on what an off-screen platform cannot do out of the output; everything else is printed."""
    qInstallMessageHandler(_print_unless_platform_note)


def _print_unless_platform_note(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(message + "\n")
