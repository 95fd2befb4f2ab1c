"""The shipped program's own test: every page, every form, an empty database, the audit trail; exit 0 or say why."""

import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from amhp_desktop.app.clock import real_now
from amhp_desktop.app.machine import Machine
from amhp_desktop.app.off_screen import leave_out_platform_notes, without_display
from amhp_desktop.app.program import Program
from amhp_desktop.app.stage import Script, Stage, StepFailed, Until
from amhp_desktop.domain.when import london_day
from amhp_desktop.services.blanks import blank, forms
from amhp_desktop.services.founding import NewService
from amhp_desktop.services.local_opening import LocalSignIn, create_local, open_local
from amhp_desktop.services.trail import check_trail
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.page import Place

_PAGES = ("today", "requests", "intake", "request", "rota", "people", "paperwork", "settings")


def run(write: Callable[[str], object] = sys.stdout.write) -> int:
    """Run the self-test in a temporary folder and return the exit status; leaves nothing behind."""
    without_display()
    leave_out_platform_notes()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("the self-test needs an application with windows")
    app.setQuitOnLastWindowClosed(False)
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory(prefix="amhp-self-test-") as folder:
        stage = Stage(Path(folder), write)
        program = Program(app, Machine(Path(folder)), real_now)
        stage.ended.connect(lambda failure: app.exit(1 if failure else 0))
        stage.play(_script(stage, program, Path(folder)))
        status = app.exec()
        program.close()
    return status


def _script(stage: Stage, program: Program, folder: Path) -> Script:
    _render_forms(stage)
    _migrate_empty(stage, folder)
    yield from _open_pages(stage, program)
    stage.say("Everything works.")


def _render_forms(stage: Stage) -> None:
    today = london_day(real_now())
    for line in forms(today):
        rendering = blank(line.form, today, training=False)
        if not rendering.pdf.startswith(b"%PDF") or not rendering.pages:
            raise StepFailed(f"Form {line.form} did not render")
        stage.say(f"Form {line.form}: {rendering.pages} pages")


def _migrate_empty(stage: Stage, folder: Path) -> None:
    path = folder / "empty.amhp"
    passphrase = secrets.token_urlsafe(24)
    create_local(
        path, NewService("Self-test", "Nowhere Council", "Lee", "Ada", "ada.lee"), passphrase, real_now
    )
    opened = open_local(LocalSignIn(path, "ada.lee", passphrase, folder / "drafts"), real_now)
    try:
        board = opened.services.board.board()
        grave = [finding for finding in check_trail(opened.database) if finding.grave]
    finally:
        opened.close()
    if board.open or grave:
        raise StepFailed("the empty database is not as it should be")
    stage.say("An empty database was made, migrated, opened and its audit trail checked")


def _open_pages(stage: Stage, program: Program) -> Iterator[Until]:
    program.begin_demonstration()
    yield Until("the window", lambda: program.person)
    person = program.person
    if person is None:
        raise StepFailed("there is no window")
    window = person.window
    for name in _PAGES:
        record = 1 if name == "request" else None
        window.navigator.go(Place(name, record))
        yield Until(f"the page {name}", lambda: not program.tasks.is_busy)
        page = window.stack.current_page()
        if page is None or window.grab().isNull():
            raise StepFailed(f"the page {name} did not open")
        stage.say(f"Page {name}: {page.title()}")
