"""Play the duty day without a display; pictures and PDFs stay behind."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from amhp_desktop.app.clock import real_now
from amhp_desktop.app.duty_day.afternoon import Afternoon
from amhp_desktop.app.duty_day.morning import Morning
from amhp_desktop.app.duty_day.play import Play
from amhp_desktop.app.form_tools import write_blank
from amhp_desktop.app.machine import Machine
from amhp_desktop.app.off_screen import force_off_screen, leave_out_platform_notes
from amhp_desktop.app.printing import Means
from amhp_desktop.app.program import Program
from amhp_desktop.app.stage import Script, Stage, StepFailed, Until
from amhp_desktop.ui.kit import theme

_SIZES = ((1366, 740), (1920, 1052))


class JumpingClock:
    """The computer's clock, set forward where the day has nothing to do."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """Return now, as aware UTC."""
        return real_now() + self._ahead

    def jump(self, length: timedelta) -> None:
        """Go forward."""
        self._ahead += length


@dataclass
class PaperTray:
    """A printer whose paper is PDF files in a folder."""

    folder: Path
    printed: list[Path] = field(default_factory=list)

    def names(self) -> tuple[str, ...]:
        """Return the one printer's name."""
        return ("Paper tray",)

    def usual(self) -> str:
        """Return the one printer's name."""
        return "Paper tray"

    def open(self, name: str) -> QPrinter:
        """Return a printer for one job, which writes the next file."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        path = self.folder / f"printed-{len(self.printed) + 1}.pdf"
        printer.setOutputFileName(str(path))
        printer.setCreator(name)
        self.printed.append(path)
        return printer

    def choose(self, _parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
        """Answer the question where to save a PDF: in the same folder."""
        path = self.folder / name
        self.printed.append(path)
        chosen(path)


def play_off_screen(out: Path, write: Callable[[str], object] = sys.stdout.write) -> int:
    """Play the day without a display and return 0 only where every step did what it should."""
    force_off_screen()
    leave_out_platform_notes()
    out.mkdir(parents=True, exist_ok=True)
    for old in (*out.glob("*.png"), *out.glob("*.pdf")):
        old.unlink()
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    theme.apply(app, "light")
    folder = Path(tempfile.mkdtemp(prefix="amhp-duty-day-"))
    clock, tray, stage = JumpingClock(), PaperTray(out), Stage(out, write)
    program = Program(app, Machine(folder), clock, Means(tray, tray.choose))
    try:
        stage.ended.connect(lambda failure: app.exit(1 if failure else 0))
        stage.play(_day(app, Play(program, stage, clock.jump)))
        status = app.exec()
        if status and program.person is not None:
            stage.picture(program.person.window, "failed")
        write(f"Pictures and printed forms are in {out.resolve()}\n")
    finally:
        program.close()
        shutil.rmtree(folder, ignore_errors=True)
    missing = [path.name for path in tray.printed if not path.exists()]
    if missing:
        write(f"FAILED: not printed: {', '.join(missing)}\n")
    return 1 if missing else status


def _day(app: QApplication, play: Play) -> Script:
    if write_blank("A2", play.stage.out / "A2-blank.pdf") != 0:
        raise StepFailed("the blank Form A2 did not print")
    play.say("Blank Form A2 printed with no database at all")
    play.program.begin_demonstration()
    yield Until("the window", lambda: play.program.person)
    yield from whole_day(play)
    yield from _every_look(app, play)
    play.say("The day is done")


def whole_day(play: Play) -> Script:
    """Yield what each step of the day waits for, from the board at 08:30 to the closed request."""
    play.window.resize(*_SIZES[0])
    yield from play.settle()
    play.say("Today shows two open requests and two clocks")
    play.look("today")
    for part in (Morning, Afternoon):
        yield from part(play.program, play.stage, play.jump, play.passphrase).script()


def _every_look(app: QApplication, play: Play) -> Script:
    for name in ("light", "dark", "contrast"):
        theme.apply(app, name)
        for width, height in _SIZES:
            play.window.resize(width, height)
            for place, keys in (("today", "Ctrl+1"), ("rota", "Ctrl+3"), ("people", "Ctrl+4")):
                play.hands.press(keys)
                yield from play.settle()
                play.look(f"{place}-{name}-{width}")
    theme.apply(app, "light")
    play.say("Every place pictured in light, dark and high contrast at both sizes")
