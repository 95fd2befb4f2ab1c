"""The running program: from the gate to one signed-in person's window, and back."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from amhp_desktop.app.machine import Machine
from amhp_desktop.app.paper import BlankPaper
from amhp_desktop.app.person_window import PersonWindow
from amhp_desktop.app.printing import Means
from amhp_desktop.app.recovery_step import RecoveryKeyStep
from amhp_desktop.app.starting import Started, StartJobs
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.ui.kit.messages import message_of
from amhp_desktop.ui.kit.tasks import Lane, TaskRunner
from amhp_desktop.ui.shell.first_start_values import OpenDemonstration

if TYPE_CHECKING:  # the demonstration never asks who somebody is
    from amhp_desktop.app.gate import Gate
    from amhp_desktop.ui.shell.sign_in import SignInAttempt

_LOG = logging.getLogger(__name__)


class Program(QObject):
    """Shows the gate, opens what was asked for, and hosts the window of the person signed in."""

    finished = Signal()
    """Fires when the last window was closed on purpose."""

    def __init__(
        self,
        app: QApplication,
        machine: Machine,
        clock: Callable[[], datetime],
        means: Means | None = None,
    ) -> None:
        super().__init__(app)
        self._machine = machine
        self._means = means
        self.tasks = TaskRunner(self)
        self._jobs = StartJobs(machine.folder, clock)
        self._blank = BlankPaper(self.tasks, clock, means)
        self.gate: Gate | None = None
        self.person: PersonWindow | None = None
        self._key_step = RecoveryKeyStep(self._blank)
        self._key_step.passed.connect(self._enter)
        self.tasks.trouble.connect(self._on_trouble)
        self.tasks.bug.connect(self._on_bug)

    def begin(self) -> None:
        """Show the first start or the sign-in page."""
        from amhp_desktop.app.gate import Gate

        self._close_person()
        self.gate = Gate(self._machine, self._blank.packs(), self._version_words())
        self.gate.sign_in_asked.connect(self._on_sign_in_asked)
        self.gate.decided.connect(self._on_decided)
        self.gate.training_asked.connect(self.begin_demonstration)
        self.gate.paper_asked.connect(self._blank.print_pack)
        self.gate.closed.connect(self._on_gate_closed)
        self._blank.stand_over(self.gate, self.gate.say_paper)
        self.gate.show()
        self._ask_who_answers(self.gate)

    def begin_demonstration(self) -> None:
        """Open the demonstration at once, as its coordinator."""
        self._run(self.tr("Opening the demonstration"), self._jobs.demonstration)

    def raise_window(self) -> None:
        """Bring the window in front to the front of the screen."""
        window = self.person.window if self.person is not None else self.gate
        if window is not None:
            window.showNormal()
            window.raise_()
            window.activateWindow()

    def say_fault(self, kind: str) -> None:
        """Say that the program has a fault, once for each place in it; work goes on."""
        if self.person is not None:
            self.person.say_fault(kind)
        else:
            self._on_bug(kind)

    def close(self) -> None:
        """Let go of everything, waiting for what was begun."""
        self._close_person()
        self._leave_key_step()
        self._close_gate()
        self.tasks.close()

    def _on_sign_in_asked(self, attempt: "SignInAttempt") -> None:
        known = next(one for one in self._machine.databases() if one.key == attempt.database_key)
        self._run(self.tr("Opening"), lambda: self._jobs.sign_in(known, attempt.login, attempt.passphrase))

    def _on_decided(self, decision: object) -> None:
        if isinstance(decision, OpenDemonstration):
            self.begin_demonstration()
        else:
            self._run(self.tr("Working"), lambda: self._jobs.decide(decision))

    def _ask_who_answers(self, gate: "Gate") -> None:
        """Find out which servers answer, beside everything else: one that is away takes its seconds."""
        shared = tuple(one for one in self._machine.databases() if not one.is_local)
        if shared:
            self.tasks.query(
                lambda: self._jobs.answers(shared), owner=gate, done=gate.show_answers, lane=Lane.LONG
            )

    def _run(self, words: str, work: Callable[[], Started]) -> None:
        if self.gate is not None:
            self.gate.show_busy(words)
        self.tasks.command(
            work, owner=self, done=self._on_started, refused=self._on_failed, failed=self._on_failed
        )

    def _on_failed(self, error: Exception) -> None:
        _LOG.info("opening failed: %s", type(error).__name__)
        if self.gate is None:
            self.begin()
        if self.gate is not None:
            self.gate.say(error)

    def _on_trouble(self, trouble: Trouble) -> None:
        """Say at the gate what no page is there to say."""
        if self.person is None and self.gate is not None:
            self.gate.messages.say(message_of(trouble))

    def _on_bug(self, _what: object) -> None:
        """Let go of a start that ended in a fault, which is logged elsewhere: the gate can be used again."""
        if self.person is None:
            self._on_failed(
                Trouble(
                    self.tr("Something went wrong inside the program."),
                    to_do=self.tr("It was logged without personal data. Try again, or print blank forms."),
                )
            )

    def _on_started(self, started: Started) -> None:
        if started.recovery_key and started.known is not None and self.gate is not None:
            # At once, not when the key was typed back: the file exists, whatever happens meanwhile.
            self._machine.remember(started.known)
            self._key_step.show(started, self.gate.first_start)
            return
        self._enter(started)

    def _enter(self, started: Started) -> None:
        known = started.known
        if known is not None:
            self._machine.remember(known)
        if started.opened is None:
            self._close_gate()
            self.begin()
            if started.trouble is not None:
                self._on_failed(started.trouble)
            return
        self.person = PersonWindow(
            started.opened, self.tasks, self._machine, known.key if known is not None else "", self._means
        )
        self.person.window.signed_out.connect(self.begin)
        self.person.window.closed.connect(self.finished)
        self.person.show()
        self._close_gate()

    def _on_gate_closed(self) -> None:
        self._leave_key_step()
        if self.person is None:
            self.finished.emit()

    def _leave_key_step(self) -> None:
        """Close the database of somebody who left before the recovery key was typed back."""
        waiting = self._key_step.take_back()
        if waiting is not None and waiting.opened is not None:
            self.tasks.query(waiting.opened.close, owner=self.tasks, done=lambda _nothing: None)

    def _close_gate(self) -> None:
        if self.gate is not None:
            gate, self.gate = self.gate, None
            gate.closed.disconnect()
            gate.close()
            gate.deleteLater()

    def _close_person(self) -> None:
        if self.person is not None:
            person, self.person = self.person, None
            person.close()

    def _version_words(self) -> str:
        return self.tr("Beside the clinical record, not instead of it. Version {version}").format(
            version=self._jobs.version
        )
