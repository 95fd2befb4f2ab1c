"""The morning: cover for somebody sick, a call, triage, allocation."""

from collections.abc import Iterator
from datetime import timedelta

from amhp_desktop.app.duty_day.play import Play
from amhp_desktop.app.stage import Script, StepFailed, Until

_GRID = "Rota by person and day"
_CANDIDATES = "AMHPs on duty, arrow keys move, Space chooses"


class Morning(Play):
    """Until an AMHP is responsible for the request."""

    def script(self) -> Script:
        """Yield what each step waits for."""
        for part in (self._rota, self._intake, self._triage, self._allocate):
            yield from part()

    def _rota(self) -> Iterator[Until]:
        hands = self.hands
        yield from self.reach("Ctrl+3", _GRID)
        self.look("rota")
        hands.cell(_GRID, "PERERA", "Tuesday 24")
        hands.press("Delete")
        yield from self.settle()
        self.expect(self.held("PERERA") == 0, "PERERA is off the day duty")
        self.say("PERERA rang in sick: taken off the day duty; the hole shows at once")
        hands.press("Ctrl+Z")
        yield from self.settle()
        self.expect(self.held("PERERA") == 1, "undo puts PERERA back")
        hands.press("Ctrl+Y")
        yield from self.settle()
        hands.cell(_GRID, "FROST", "Tuesday 24")
        hands.press("D")
        yield from self.settle()
        self.expect(self.held("FROST") == 1, "FROST covers")
        self.say("FROST moved from backup to the day duty by one key; undo and redo work")
        self.look("rota-covered")
        hands.cell(_GRID, "BARR", "Tuesday 24")
        hands.press("D")
        yield from self.settle()
        self.expect(self.held("BARR") == 0, "a lapsed approval is refused")
        self.say("BARR refused: approval ended 20-Nov-2026")

    def _intake(self) -> Iterator[Until]:
        hands = self.hands
        yield from self.later(timedelta(minutes=35))
        yield from self.reach("Ctrl+N", "Caller")
        hands.fill("Caller", "Jo Redfern")
        hands.choose("Caller’s role", "Crisis team")
        hands.fill("Call back on", "07700 900178")
        hands.fill("NHS No.", "9993188062")
        hands.go("Family name")
        yield from self.settle()
        self.look("intake-check-digit")
        self.say("An NHS number with a wrong check digit is refused and kept as typed")
        hands.fill("NHS No.", "9993188026")
        hands.go("Family name")
        yield Until("the person to be offered", lambda: hands.sees("Use this person"))
        yield from self.settle()
        hands.press("Alt+U")
        yield Until("the person to be taken over", lambda: not hands.sees("Use this person"))
        yield from self.settle()
        hands.fill("Where now", "A&E, Northmere General Hospital")
        hands.fill(
            "What has happened", "Brought in by his mother. Not slept for five days. Home treatment declined."
        )
        hands.push("Home treatment offered")
        hands.push("Weapon or threat")
        self.look("intake")
        hands.press("Ctrl+Return")
        yield Until("the request to be kept", lambda: self.request() is not None)
        yield from self.settle()
        self._reference = self.request_now().reference
        self.say(
            f"{self._reference} taken by keyboard; the third request in 12 months; knife threat on record"
        )

    def _triage(self) -> Iterator[Until]:
        hands = self.hands
        yield Until("the triage section", lambda: hands.sees("The caller has been told"))
        hands.press_choice("Red")
        hands.press_choice("Accept for assessment")
        hands.fill("Reasons", "Home treatment tried and declined; needs to be seen today.")
        hands.push("The caller has been told")
        self.look("triage")
        hands.press("Ctrl+S")
        yield Until("the triage decision", lambda: self.request_now().triaged_at is not None)
        yield from self.settle()
        self.say(f"Triaged Red, due {self.due()}")

    def _allocate(self) -> Iterator[Until]:
        hands = self.hands
        yield from self.reach("Ctrl+Shift+A", _CANDIDATES)
        hands.go(_CANDIDATES)
        self._choose_candidate("WILK")
        hands.fill("Reason", "Knows the family’s flat; free to 14:30.")
        self.look("allocation")
        hands.press("Ctrl+S")
        yield Until("the allocation", lambda: self.request_now().allocation is not None)
        yield from self.settle()
        self.say("Allocated to WILK, Tomasz, with the reason kept")

    def _choose_candidate(self, family: str) -> None:
        services = self.opened.services
        names = [candidate.name for candidate in services.allocations.candidates()]
        place = next((number for number, name in enumerate(names) if name.startswith(family)), -1)
        if place < 0:
            raise StepFailed(f"{family} is not on duty")
        self.hands.press("Home")
        for _ in range(place):
            self.hands.press("Down")
        self.hands.press("Space")
