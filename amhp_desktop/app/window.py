"""Start the window: Qt, look, logging, crash reporter, single instance, then the program."""

import gc
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from amhp_desktop.app import logs
from amhp_desktop.app.clock import real_now
from amhp_desktop.app.crashes import CrashReporter
from amhp_desktop.app.machine import Machine
from amhp_desktop.app.program import Program
from amhp_desktop.app.single import SingleInstance
from amhp_desktop.paths import user_data
from amhp_desktop.ui.kit import theme

_SETTLED = 5_000  # ms: the first page stands, even on a slow computer


def run(*, demonstration: bool = False) -> int:
    """Run the program until its window is closed and return the exit status."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("AMHP Desktop")
    app.setQuitOnLastWindowClosed(False)
    folder = user_data()
    single = SingleInstance(folder)
    if not single.take():
        if sys.stdout is not None:  # a program without a console has none
            sys.stdout.write("AMHP Desktop is running; its window was brought to the front.\n")
        return 0
    stop_logging = logs.start(folder)
    reporter = CrashReporter(folder)
    reporter.install()
    machine = Machine(folder)
    theme.apply(app, machine.theme, scale=machine.scale)
    program = Program(app, machine, real_now)
    program.tasks.bug.connect(reporter.take)
    reporter.fault.connect(program.say_fault)
    single.raise_asked.connect(program.raise_window)
    program.finished.connect(app.quit)
    if demonstration:
        program.begin_demonstration()
    else:
        program.begin()
    QTimer.singleShot(_SETTLED, app, _collect_garbage)
    status = app.exec()
    program.close()
    single.release()
    reporter.close()
    stop_logging()
    return status


def _collect_garbage() -> None:
    """Let the collector work, which the entry holds back; it need never look at what the start made."""
    gc.freeze()
    gc.enable()
