"""All services of one signed-in person, as the window's pages receive them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from amhp_desktop.domain.access import Identity
from amhp_desktop.services.about import AboutService
from amhp_desktop.services.accounts import AccountService
from amhp_desktop.services.allocations import AllocationService
from amhp_desktop.services.assessments import AssessmentService
from amhp_desktop.services.audit import AuditService
from amhp_desktop.services.backups import BackupService
from amhp_desktop.services.board import BoardService
from amhp_desktop.services.doctors import DoctorService
from amhp_desktop.services.drafts import DraftService
from amhp_desktop.services.hospitals import HospitalService, WardService
from amhp_desktop.services.outcomes import OutcomeService
from amhp_desktop.services.papers import PaperService
from amhp_desktop.services.people import (
    ApprovalService,
    AuthorityService,
    OrganisationService,
    StaffService,
)
from amhp_desktop.services.persons import PersonService
from amhp_desktop.services.request_view import RequestReader
from amhp_desktop.services.requests import RequestService
from amhp_desktop.services.rota import RotaService
from amhp_desktop.services.service_settings import ServiceSettingsService
from amhp_desktop.services.surroundings import Surroundings
from amhp_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """One person's services on one database; ``training`` marks every screen and print."""

    identity: Identity
    clock: Callable[[], datetime]
    training: bool
    drafts: DraftService
    requests: RequestService
    reader: RequestReader
    persons: PersonService
    allocations: AllocationService
    assessments: AssessmentService
    outcomes: OutcomeService
    board: BoardService
    rota: RotaService
    staff: StaffService
    approvals: ApprovalService
    organisations: OrganisationService
    authorities: AuthorityService
    doctors: DoctorService
    hospitals: HospitalService
    wards: WardService
    papers: PaperService
    accounts: AccountService
    settings: ServiceSettingsService
    backups: BackupService
    audit: AuditService
    about: AboutService


def services_for(
    database: Database,
    identity: Identity,
    drafts: DraftService,
    *,
    training: bool,
    around: Surroundings,
) -> Services:
    """Return the services of one person on an open database."""
    clock = database.clock
    given = (database, identity, clock)
    return Services(
        identity=identity, clock=clock, training=training, drafts=drafts,
        requests=RequestService(*given), reader=RequestReader(*given), persons=PersonService(*given),
        allocations=AllocationService(*given), assessments=AssessmentService(*given),
        outcomes=OutcomeService(*given), board=BoardService(*given), rota=RotaService(*given),
        staff=StaffService(*given), approvals=ApprovalService(*given),
        organisations=OrganisationService(*given), authorities=AuthorityService(*given),
        doctors=DoctorService(*given), hospitals=HospitalService(*given), wards=WardService(*given),
        papers=PaperService(*given, training=training),
        accounts=AccountService(*given, around.logins), settings=ServiceSettingsService(*given),
        backups=BackupService(*given, around), audit=AuditService(*given, around),
        about=AboutService(database, around.place),
    )  # fmt: skip
