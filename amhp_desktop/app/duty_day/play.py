"""What every part of the duty day is played with: the program, the hands, and a look at what was stored."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from amhp_desktop.app.hands import Hands
from amhp_desktop.app.program import Program
from amhp_desktop.app.stage import Stage, StepFailed, Until
from amhp_desktop.domain.assessments import ToldState
from amhp_desktop.domain.rota import ShiftKind
from amhp_desktop.domain.when import show_time
from amhp_desktop.services.opening import Opened
from amhp_desktop.services.papers import PrintLine
from amhp_desktop.services.request_view import RequestFilter, RequestView
from amhp_desktop.ui.shell.main_window import MainWindow

_EARLIER = frozenset({"R-0874", "R-0962"})


class Play:
    """One part of the day; ``jump`` sets the clock forward, ``passphrase`` opens the lock."""

    def __init__(
        self,
        program: Program,
        stage: Stage,
        jump: Callable[[timedelta], object],
        passphrase: str = "training",  # noqa: S107 - the demonstration opens with any
    ) -> None:
        self.program = program
        self.stage = stage
        self.jump = jump
        self.passphrase = passphrase

    @property
    def window(self) -> MainWindow:
        """Return the window of the person signed in."""
        if self.program.person is None:
            raise StepFailed("there is no window")
        return self.program.person.window

    @property
    def hands(self) -> Hands:
        """Return hands for the window."""
        return Hands(self.window)

    def section(self, name: str, holds: str) -> Iterator[Until]:
        """Open one section of the request's page and wait for something in it."""
        self.hands.push(name)
        yield Until(f"the section {name}", lambda: self.hands.sees(holds))
        yield from self.settle()

    def reach(self, keys: str, name: str) -> Iterator[Until]:
        """Press keys that lead to a place, and wait until something of this name can be used there."""
        yield Until("the window to be in front", self.window.isActiveWindow)
        self.hands.press(keys)
        yield Until(f"“{name}” after {keys}", lambda: self.hands.sees(name))
        yield from self.settle()

    def later(self, length: timedelta) -> Iterator[Until]:
        """Let time pass; the program locks itself meanwhile, as it must, and is unlocked again."""
        lock = self.window.lock
        self.jump(length)
        yield Until("the lock", lambda: lock.is_locked)
        self.hands.write(self.passphrase)
        self.hands.press("Return")
        yield Until("the unlocked window", lambda: not lock.is_locked)
        yield from self.settle()

    def settle(self) -> Iterator[Until]:
        """Wait until nothing is running, twice: an answer may ask the next question."""
        for _ in range(2):
            yield Until("the program to be idle", lambda: not self.program.tasks.is_busy)

    def say(self, words: str) -> None:
        """Print one line for a step."""
        self.stage.say(words)

    def look(self, name: str) -> None:
        """Keep a picture of the window."""
        self.stage.picture(self.window, name)

    def expect(self, holds: object, words: str) -> None:
        """Fail the step where something is not as it should be."""
        if not holds:
            raise StepFailed(f"expected: {words}")

    @property
    def opened(self) -> Opened:
        """Return the database the window works on."""
        if self.program.person is None:
            raise StepFailed("nobody is signed in")
        return self.program.person.opened

    def held(self, family: str) -> int:
        """Count the day duties somebody holds on the day itself."""
        services = self.opened.services
        week = services.rota.week(services.rota.today())
        ids = {person.id for person in week.people if person.name.startswith(family)}
        return sum(
            duty.staff_id in ids and duty.kind is ShiftKind.DAY and duty.day == services.rota.today()
            for duty in week.duties
        )

    def request(self) -> RequestView | None:
        """Return the request that this day brought, or None before it came."""
        reader = self.opened.services.reader
        lines = reader.search(RequestFilter("Holloway"), limit=1)
        if not lines or lines[0].reference in _EARLIER:
            return None
        return reader.view(lines[0].id)

    def request_now(self) -> RequestView:
        """Return the day's request as it is stored now."""
        found = self.request()
        if found is None:
            raise StepFailed("the request was not kept")
        return found

    def due(self) -> str:
        """Return until when the person must be seen."""
        due_at = self.request_now().due_at
        return show_time(due_at) if due_at is not None else "not set"

    def told(self, who: str) -> bool:
        """Tell whether somebody on the told-list has been told."""
        return any(line.who.label == who and line.state is ToldState.TOLD for line in self.request_now().told)

    def log(self) -> tuple[PrintLine, ...]:
        """Return the print log."""
        return self.opened.services.papers.print_log()

    def place(self) -> str:
        """Return the name of the page in front."""
        place = self.window.navigator.place
        return place.name if place is not None else ""
