"""Time the start of the demonstration to a board that can be used, against an empty window.

Run as ``python -m tests.benchmarks.cold_start``. Each start is a whole process, off screen, from its birth to the
moment its window shows what it is to show: for the program the board with its requests on the open page (the page's
``was_read``), for the empty window its first showing. The empty window imports the same modules of Qt and nothing
else. The two take turns; the demonstration exists already, as it does on every start but the first.
``--where`` prints instead when one start reached each stage, and which modules cost most to import.
"""

import os
import re
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_ROUNDS = 11
_LONGEST = 60  # seconds: a start that faults would wait at its gate for ever

_EMPTY = """
import sys
from PySide6 import QtCore, QtGui, QtNetwork, QtPrintSupport, QtSvg
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def showEvent(self, event):
        QtCore.QTimer.singleShot(0, app.quit)

app = QApplication(sys.argv[:1])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
print("ready")
"""

_PROGRAM = """
import gc, sys, time
gc.disable()  # at once, as the entry does, which is asked only below
began = time.perf_counter()
stages = []

def reached(name):
    stages.append(f"{name} {(time.perf_counter() - began) * 1000:.0f} ms")

from amhp_desktop.app import window
reached("the program's window imported")
from amhp_desktop.app import person_window, program
reached("the rest imported")
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
entered, made = program.Program._enter, person_window.PersonWindow.__init__
shown = person_window.PersonWindow.show

def enter(self, started):
    reached("database open")
    entered(self, started)

def make(self, *given):
    made(self, *given)
    reached("window made")
    self.window.stack.current_page().was_read.connect(end)

def show(self):
    shown(self)
    reached("window shown")

def end():
    reached("board read")
    QTimer.singleShot(0, QApplication.quit)

program.Program._enter = enter
person_window.PersonWindow.__init__ = make
person_window.PersonWindow.show = show
from amhp_desktop import __main__ as entry
sys.argv[1:] = ["demo"]
try:
    entry.main()
except SystemExit as ended:
    status = ended.code
print("ready; " + "; ".join(stages))
sys.stdout.flush()
import os
os._exit(status)
"""


@dataclass(frozen=True, slots=True)
class _Start:
    """One start: milliseconds until it ended, milliseconds of processor it took, and what it said."""

    taken: float
    worked: float
    said: str
    told: str = ""


def _start(code: str, home: Path, *options: str) -> _Start:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "AMHP_DESKTOP_HOME": str(home),
        # Compiled once and kept, as an installed program is, but not in the folders it is run from.
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, *options, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=_LONGEST,
    )
    taken = (time.perf_counter() - began) * 1000
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000
    if "ready" not in ended.stdout:
        raise SystemExit(f"It did not come to its board: {ended.stdout}{ended.stderr[-2000:]}")
    return _Start(taken, worked, ended.stdout, ended.stderr)


def _where(home: Path) -> None:
    """Print the stages of one start, and what costs most to import, each without what it imports itself."""
    start = _start(_PROGRAM, home, "-X", "importtime")
    print(start.said.strip().replace("; ", "\n"))
    found = re.findall(r"import time:\s+(\d+) \|\s+(\d+) \|( +)(\S+)", start.told)
    whole: dict[str, int] = {}
    for own, _, _, name in found:
        package = ".".join(name.split(".")[: 2 if name.startswith("amhp_desktop") else 1])
        whole[package] = whole.get(package, 0) + int(own)
    print(f"Imports: {sum(whole.values()) / 1000:.0f} ms under -X importtime, {len(found)} modules")
    for package, taken in sorted(whole.items(), key=lambda one: -one[1])[:24]:
        print(f"  {taken / 1000:7.1f} ms  {package}")


def main() -> None:
    """Print the two medians and their ratio."""
    with TemporaryDirectory(prefix="amhp-start-") as folder:
        home = Path(folder)
        for code in (_PROGRAM, _EMPTY):  # makes the demonstration and compiles every module
            _start(code, home)
        if "--where" in sys.argv[1:]:
            _where(home)
            return
        pairs = [(_start(_PROGRAM, home), _start(_EMPTY, home)) for _ in range(_ROUNDS)]
    for words, value in (("elapsed", _taken), ("of processor time", _worked)):
        program, empty = (statistics.median(value(pair[part]) for pair in pairs) for part in (0, 1))
        print(
            f"To the board {program:.0f} ms {words}, empty window {empty:.0f} ms; ratio {program / empty:.2f}"
        )


def _taken(start: _Start) -> float:
    return start.taken


def _worked(start: _Start) -> float:
    return start.worked


if __name__ == "__main__":
    main()
