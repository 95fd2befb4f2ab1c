"""The banner of the person a paper is about."""

from PySide6.QtCore import QCoreApplication

from amhp_desktop.domain import nhs_number
from amhp_desktop.domain.requests import Gender
from amhp_desktop.domain.when import show_date
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.banner import BannerFact, PatientBanner


def show_in_banner(banner: PatientBanner, request: RequestView) -> None:
    """Show name, birth date, gender, NHS number, request and warnings."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("PaperBanner", text)

    person = request.person.draft
    not_known = tr("Not known")
    born = f"{show_date(person.born_on)} ({request.person_age})" if person.born_on else request.person_age
    gender = not_known if person.gender is Gender.NOT_KNOWN else person.gender.label
    number = nhs_number.show(person.nhs_number) if person.nhs_number else not_known
    banner.set_person(
        request.person_name,
        prefers=person.preferred,
        facts=(
            BannerFact(tr("Born"), born),
            BannerFact(tr("Gender"), gender),
            BannerFact(tr("NHS No."), number),
            BannerFact(tr("Request"), request.reference),
        ),
        alerts=tuple(alert.words for alert in request.alerts),
    )
