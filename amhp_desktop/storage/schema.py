"""Every mapped class loaded together, so that nothing is left out of triggers, rights and checks."""

from amhp_desktop.storage import history, paperwork, people, requests, rota
from amhp_desktop.storage.records import Base

MODULES = (history, paperwork, people, requests, rota)
METADATA = Base.metadata
