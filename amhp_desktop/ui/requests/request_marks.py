"""What the list of sections says of each, and which step makes sense next."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from amhp_desktop.domain.assessments import Knowledge, ToldState
from amhp_desktop.domain.paperwork import PaperState
from amhp_desktop.domain.requests import State
from amhp_desktop.services.papers import PaperLine
from amhp_desktop.services.request_view import RequestView


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at the end of a section's line: done, something to look at, or plain words."""

    words: str = ""
    is_done: bool = False
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """The sensible next step: its section, the words on the button and their icon."""

    section: str
    words: str
    icon: str


def _tr(text: str) -> str:
    return QCoreApplication.translate("RequestMarks", text)


def marks_of(view: RequestView, papers: tuple[PaperLine, ...]) -> Mapping[str, Mark]:
    """Return every section's mark."""
    return {
        "intake": _intake(view),
        "person": _person(view),
        "triage": _step(is_done=view.decision is not None, is_due=view.state is State.RECEIVED),
        "allocation": _step(is_done=view.allocation is not None, is_due=view.state is State.TRIAGED),
        "arranging": _arranging(view),
        "relative": _relative(view),
        "assessment": _step(is_done=bool(view.assessments), is_due=False),
        "outcome": _step(is_done=view.outcome is not None, is_due=False),
        "told": _told(view),
        "papers": _papers(papers),
    }


def _step(*, is_done: bool, is_due: bool) -> Mark:
    return Mark(is_done=is_done, is_warning=is_due and not is_done)


def _lacking(*values: object) -> Mark:
    count = sum(not value for value in values)
    return Mark(str(count), is_warning=True) if count else Mark(is_done=True)


def _intake(view: RequestView) -> Mark:
    call = view.call.draft
    return _lacking(call.where_now, call.what_happened.strip(), call.risks)


def _person(view: RequestView) -> Mark:
    person = view.person.draft
    is_aged = person.born_on is not None or person.about_age is not None
    return _lacking(person.family, person.nhs_number, is_aged)


def _arranging(view: RequestView) -> Mark:
    if not view.contacts:
        return Mark()
    count = len(view.contacts)
    return Mark(_tr("1 call") if count == 1 else _tr("%1 calls").replace("%1", str(count)))


def _relative(view: RequestView) -> Mark:
    is_asked = view.relative is not None and view.relative.draft.knowledge is not Knowledge.NOT_ASKED
    begun = view.state not in {State.RECEIVED, State.TRIAGED}
    return _step(is_done=is_asked, is_due=begun)


def _told(view: RequestView) -> Mark:
    if not view.told:
        return Mark()
    done = sum(line.state is not ToldState.PENDING for line in view.told)
    if done == len(view.told):
        return Mark(is_done=True)
    return Mark(_of(done, len(view.told)))


def _papers(papers: tuple[PaperLine, ...]) -> Mark:
    if not papers:
        return Mark()
    printed = sum(paper.state is not PaperState.DRAFT for paper in papers)
    return Mark(is_done=True) if printed == len(papers) else Mark(_of(printed, len(papers)))


def _of(done: int, count: int) -> str:
    return _tr("%1 of %2").replace("%1", str(done)).replace("%2", str(count))


def next_step(view: RequestView) -> NextStep | None:
    """Return the next step by the request's state; None for a closed one."""
    return {
        State.RECEIVED: NextStep("triage", _tr("Triage"), "flag"),
        State.TRIAGED: NextStep("allocation", _tr("Allocate"), "user-check"),
        State.ALLOCATED: NextStep("arranging", _tr("Arrange"), "users"),
        State.ARRANGING: NextStep("assessment", _tr("Record assessment"), "stethoscope"),
        State.ASSESSING: NextStep("outcome", _tr("Record outcome"), "clipboard-check"),
        State.AWAITING_BED: NextStep("outcome", _tr("Record outcome"), "clipboard-check"),
        State.CONVEYING: NextStep("outcome", _tr("Record outcome"), "clipboard-check"),
        State.CONCLUDED: NextStep("told", _tr("Tell and close"), "megaphone"),
    }.get(view.state)
