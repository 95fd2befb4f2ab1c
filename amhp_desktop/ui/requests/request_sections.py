"""The sections of a request's page: their names, icons, order, and how each is made when first shown."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.section import Section, SectionFactory


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """One section in the list at the left; ``key`` is what a place calls it."""

    key: str
    words: str
    icon: str


def _tr(text: str) -> str:
    return QCoreApplication.translate("RequestSections", text)


def section_entries() -> tuple[SectionEntry, ...]:
    """Return the sections in the order of the work."""
    return (
        SectionEntry("intake", _tr("Intake"), "phone"),
        SectionEntry("person", _tr("Person"), "id-card"),
        SectionEntry("triage", _tr("Triage"), "flag"),
        SectionEntry("allocation", _tr("Allocation"), "user-check"),
        SectionEntry("arranging", _tr("Arranging"), "users"),
        SectionEntry("relative", _tr("Nearest relative"), "handshake"),
        SectionEntry("assessment", _tr("Assessment"), "stethoscope"),
        SectionEntry("outcome", _tr("Outcome"), "clipboard-check"),
        SectionEntry("told", _tr("Told list"), "megaphone"),
        SectionEntry("papers", _tr("Paperwork"), "file-text"),
    )


def make_section(key: str, services: Services, tasks: TaskRunner) -> Section:
    """Make one section."""
    return _factory(key)(services, tasks)


# Imported one by one: the page stands before sections nobody has asked for are loaded.


def _factory(key: str) -> SectionFactory:
    return _taking_down(key) if key in {"intake", "person", "triage", "allocation"} else _doing(key)


def _taking_down(key: str) -> SectionFactory:
    if key == "intake":
        from amhp_desktop.ui.requests.sections.intake import IntakeSection

        return IntakeSection
    if key == "person":
        from amhp_desktop.ui.requests.sections.person import PersonSection

        return PersonSection
    if key == "triage":
        from amhp_desktop.ui.requests.sections.triage import TriageSection

        return TriageSection
    from amhp_desktop.ui.requests.sections.allocation import AllocationSection

    return AllocationSection


def _doing(key: str) -> SectionFactory:
    if key == "arranging":
        from amhp_desktop.ui.requests.sections.arranging import ArrangingSection

        return ArrangingSection
    if key == "relative":
        from amhp_desktop.ui.requests.sections.relative import RelativeSection

        return RelativeSection
    if key == "assessment":
        from amhp_desktop.ui.requests.sections.assessment import AssessmentSection

        return AssessmentSection
    if key == "outcome":
        from amhp_desktop.ui.requests.sections.outcome import OutcomeSection

        return OutcomeSection
    if key == "told":
        from amhp_desktop.ui.requests.sections.told import ToldSection

        return ToldSection
    from amhp_desktop.ui.requests.sections.papers import PapersSection

    return PapersSection
