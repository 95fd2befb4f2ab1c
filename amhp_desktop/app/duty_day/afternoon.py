"""The afternoon: doctors, nearest relative, assessment, Form A2, outcome, told-list, closing."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from amhp_desktop.app.duty_day.play import Play
from amhp_desktop.app.stage import Script, Until


class Afternoon(Play):
    """From arranging the assessment to closing the request."""

    def script(self) -> Script:
        """Yield what each step waits for."""
        for part in (self._arrange, self._assess, self._form_a2, self._conclude):
            yield from part()

    def _arrange(self) -> Iterator[Until]:
        hands = self.hands
        for doctor, result in (("NWOSU", "No answer"), ("LINDQVIST", "Yes"), ("MENON", "Yes")):
            before = len(self.request_now().contacts)
            yield from self.reach("Ctrl+L", "Doctor")
            hands.choose("Doctor", doctor)
            hands.choose("Result", result)
            hands.press("Ctrl+S")
            yield Until("the attempt", partial(self._more, "contacts", before))
            yield from self.settle()
        self.look("contacts")
        self.say("Three doctors rung: one no answer, two agreed, each attempt timed")
        yield from self.section("Nearest relative", "What is known")
        hands.choose("What is known", "Known")
        hands.fill("Nearest relative’s family name", "Holloway")
        hands.fill("Nearest relative’s given name", "Anne")
        hands.fill("Relationship", "Mother")
        hands.fill("Address", "17 Larch Court, Northmere")
        hands.fill("Postcode", "NM4 7QP")
        self.look("nearest-relative")
        hands.press("Ctrl+S")
        yield Until("the nearest relative", lambda: self.request_now().relative is not None)
        yield from self.settle()
        self.say("Nearest relative recorded: his mother")

    def _assess(self) -> Iterator[Until]:
        hands = self.hands
        yield from self.later(timedelta(hours=3, minutes=30))
        yield from self.section("Assessment", "Began, date")
        hands.go("Began, date")
        hands.press("F2")
        hands.fill("Place", "A&E, Northmere General Hospital")
        hands.fill("Who was there", "Anne Holloway, mother")
        hands.fill("Last saw the person", "today")
        hands.press_choice("Yes", within="Interviewed in a suitable manner, s.13(2)")
        hands.press("Ctrl+S")
        yield Until("the visit", lambda: self.request_now().assessments)
        yield from self.settle()
        for doctor, knows in (("LINDQVIST", "No"), ("MENON", "Yes")):
            before = len(self.request_now().examinations)
            hands.push("Add examination")
            yield Until("the dialog", lambda: hands.sees("Examined on"))
            hands.choose("Doctor", doctor)
            hands.fill("Examined on", "today")
            hands.press_choice(knows, within="Previous acquaintance")
            hands.choose("Recommends", "Recommends s.2")
            hands.fill("Signed on", "today")
            hands.press("Ctrl+Return")
            yield Until("the examination", partial(self._more, "examinations", before))
            yield from self.settle()
        self.look("assessment")
        self.say("Assessed: two examinations; the last day to sign and admit is counted")

    def _form_a2(self) -> Iterator[Until]:
        hands = self.hands
        yield from self.section("Paperwork", "Prepare form A2")
        hands.push("Prepare form A2")
        yield Until("the form", lambda: "A2" in self.window.windowTitle() or self.place() == "paper")
        yield from self.settle()
        yield from self.settle()
        self.look("form-a2-carried")
        hands.fill("Name and address of hospital", "St Brannoc’s Hospital, Harbour Road, Fenwick, NM9 4TF")
        hands.press_choice("That authority")
        hands.press_choice("Known")
        hands.press_choice("(a) The nearest relative")
        hands.press_choice("I have")
        yield from self.settle()
        yield from self.settle()
        self.look("form-a2")
        printed = len(self.log())
        hands.press("Ctrl+P")
        yield from self.settle()
        if hands.sees("Print anyway"):
            hands.push("Print anyway")
        yield Until("the print log", lambda: len(self.log()) > printed)
        yield from self.settle()
        self.say(f"Form A2 printed: copy {self.log()[0].copy_number}, {self.log()[0].pages} pages, logged")

    def _conclude(self) -> Iterator[Until]:
        hands = self.hands
        yield from self.reach("Alt+Left", "Outcome")
        yield from self.reach("Ctrl+Shift+O", "Decided at, date")
        hands.choose("Outcome", "Detained, s.2")
        hands.go("Decided at, date")
        hands.press("F2")
        hands.choose("Hospital", "St Brannoc")
        hands.fill("Reasons", "Both doctors recommend s.2; no less restrictive way today.")
        self.look("outcome")
        hands.press("Ctrl+S")
        yield Until("the outcome", lambda: self.request_now().outcome is not None)
        yield from self.settle()
        yield from self.reach("Ctrl+T", "The person: Not yet told. Record who was told")
        self.expect(not hands.can("Close request"), "closing is refused while nobody was told")
        for who in ("The person", "Nearest relative", "The doctors", "Care co-ordinator", "GP", "Caller"):
            hands.push(f"{who}: Not yet told. Record who was told")
            yield from self.settle()
            hands.press("Ctrl+Return")
            yield Until(f"{who} to be told", partial(self.told, who))
            yield from self.settle()
        self.look("told-list")
        hands.push("Close request")
        yield Until("the request to be closed", lambda: self.request_now().closed_at is not None)
        yield from self.settle()
        self.say(f"{self.request_now().reference} closed: outcome recorded, six of six told")

    def _more(self, what: str, before: int) -> bool:
        """Tell whether the request has more contacts or examinations than before."""
        return len(getattr(self.request_now(), what)) > before
