"""Stored papers: the values typed into a form and every copy that was printed."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from amhp_desktop.domain.paperwork import CompletedWhere, PaperState
from amhp_desktop.storage.columns import Name, Word, code
from amhp_desktop.storage.records import Operational


class PaperRow(Operational):
    """One form prepared for a request, with its values as typed."""

    __tablename__ = "paper"

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"), index=True)
    form_id: Mapped[str] = mapped_column(Word)
    edition: Mapped[str] = mapped_column(Word)
    contents: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[PaperState] = mapped_column(code(PaperState))
    completed_where: Mapped[CompletedWhere] = mapped_column(code(CompletedWhere))


class PrintRow(Operational):
    """One copy that left a printer or was saved as a PDF; a blank has no paper behind it."""

    __tablename__ = "print_log"

    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("assessment_request.id"), index=True)
    form_id: Mapped[str] = mapped_column(Word)
    edition: Mapped[str] = mapped_column(Word)
    copy_number: Mapped[int] = mapped_column(Integer)
    pages: Mapped[int] = mapped_column(Integer)
    printer: Mapped[str] = mapped_column(Name)
    reason: Mapped[str] = mapped_column(Name)
    content_hash: Mapped[str] = mapped_column(String(64))
