"""Judge the time limits, approvals and acquaintance of an application founded on two recommendations.

Sections 6(1)(a), 11(5) and 12 of the Mental Health Act 1983; the counts are P1, P2 and P6 of ``law.md``.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from amhp_desktop.domain.form_finding import Finding, FindingWeight
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.forms import ApplicationBlanks
from amhp_desktop.domain.when import show_date

_PERIOD = timedelta(days=13)
_WIDEST_GAP = timedelta(days=6)
_CANNOT = FindingWeight.CANNOT_BE_PUT_RIGHT
_CAN = FindingWeight.CAN_BE_PUT_RIGHT


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """What is recorded about the doctors, one place in each tuple per doctor; None is *not known*.

    ``examined_on`` are the days of examination, ``recommended_on`` the days the recommendations were signed.
    """

    today: date
    examined_on: tuple[date | None, ...] = ()
    s12_approved: tuple[bool | None, ...] = ()
    acquaintance: tuple[bool | None, ...] = ()
    recommended_on: tuple[date | None, ...] = ()


def date_findings(
    blanks: ApplicationBlanks, values: FormValues, facts: ApplicationFacts
) -> tuple[Finding, ...]:
    """Return what the dates and the doctors' particulars say; an undated form is judged as signed today."""
    if not blanks.signed:
        return ()
    signed = values.day(blanks.signed) or facts.today
    return (
        *_last_seen(blanks, values, signed),
        *_signing_day(blanks, signed, facts),
        *_examinations(blanks, signed, facts),
        *_recommendations(blanks, signed, facts),
        *_approval(facts),
        *_acquaintance(blanks, values, facts),
        *_conveyance(blanks, signed, facts),
    )


def _signing_day(blanks: ApplicationBlanks, signed: date, facts: ApplicationFacts) -> tuple[Finding, ...]:
    if signed <= facts.today:
        return ()
    sentence = f"The date of signature, {show_date(signed)}, lies ahead of today, {show_date(facts.today)}."
    return (Finding(blanks.signed, sentence, "s.15(1)", _CAN),)


def _last_seen(blanks: ApplicationBlanks, values: FormValues, signed: date) -> tuple[Finding, ...]:
    seen = values.day(blanks.last_seen)
    if seen is None:
        return ()
    if seen > signed:
        sentence = f"Last seen {show_date(seen)} is after the day of signing, {show_date(signed)}."
        return (Finding(blanks.last_seen, sentence, "s.11(5)", _CAN),)
    if seen < signed - _PERIOD:
        first = show_date(signed - _PERIOD)
        sentence = (
            f"Last seen {show_date(seen)}; the 14 days ending on the day of signing, "
            f"{show_date(signed)}, begin on {first}."
        )
        return (Finding(blanks.last_seen, sentence, "s.11(5)", _CANNOT),)
    sentence = f"Last seen {show_date(seen)}, within the 14 days ending {show_date(signed)}."
    return (Finding(blanks.last_seen, sentence, "s.11(5)", FindingWeight.MET),)


def _examinations(blanks: ApplicationBlanks, signed: date, facts: ApplicationFacts) -> tuple[Finding, ...]:
    days = [day for day in facts.examined_on if day is not None]
    late = [day for day in days if day > signed]
    told: list[Finding] = []
    if late:
        sentence = (
            f"A doctor examined on {show_date(max(late))}, after the application of {show_date(signed)}: "
            "a recommendation is signed on or before the date of the application."
        )
        told.append(Finding(blanks.signed, sentence, "s.12(1)", _CANNOT))
    if len(days) < 2:
        sentence = f"Days of examination recorded: {len(days)} of 2, so the five-day limit is not checked."
        return (*told, Finding("", sentence, "s.12(1)", FindingWeight.LOOK))
    return (*told, _gap(min(days), max(days)))


def _gap(first: date, last: date) -> Finding:
    between = max(0, (last - first).days - 1)
    shown = f"{show_date(first)} and {show_date(last)}"
    if last - first <= _WIDEST_GAP:
        sentence = f"Examinations on {shown}: {_days(between)} between, not more than five."
        return Finding("", sentence, "s.12(1)", FindingWeight.MET)
    sentence = f"Examinations on {shown}: {_days(between)} between, and not more than five may have elapsed."
    return Finding("", sentence, "s.12(1)", _CANNOT)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _recommendations(blanks: ApplicationBlanks, signed: date, facts: ApplicationFacts) -> tuple[Finding, ...]:
    days = [day for day in facts.recommended_on if day is not None]
    late = [day for day in days if day > signed]
    if late:
        sentence = (
            f"A recommendation is dated {show_date(max(late))}, after the application of {show_date(signed)}."
        )
        return (Finding(blanks.signed, sentence, "s.12(1)", _CANNOT),)
    if len(days) < 2:
        sentence = f"Check that both recommendations are signed on or before {show_date(signed)}."
        return (Finding("", sentence, "s.12(1)", FindingWeight.LOOK),)
    sentence = f"Both recommendations are dated on or before {show_date(signed)}."
    return (Finding("", sentence, "s.12(1)", FindingWeight.MET),)


def _approval(facts: ApplicationFacts) -> tuple[Finding, ...]:
    if True in facts.s12_approved:
        sentence = "A doctor is recorded as approved under section 12."
        return (Finding("", sentence, "s.12(2)", FindingWeight.MET),)
    if len(facts.s12_approved) < 2 or None in facts.s12_approved:
        sentence = "It is not recorded that either doctor is approved under section 12."
        return (Finding("", sentence, "s.12(2)", FindingWeight.LOOK),)
    sentence = (
        "Neither doctor is recorded as approved under section 12; amending the papers does not supply it, "
        "only a fresh recommendation may (s.15(2), (3))."
    )
    return (Finding("", sentence, "s.12(2)", _CANNOT),)


def _acquaintance(
    blanks: ApplicationBlanks, values: FormValues, facts: ApplicationFacts
) -> tuple[Finding, ...]:
    key = blanks.no_acquaintance
    explained = values.has(key)
    if True in facts.acquaintance:
        if explained:
            sentence = (
                "An explanation is entered, although a doctor is recorded as knowing the patient before."
            )
            return (Finding(key, sentence, "s.12(2)", _CAN),)
        sentence = "A doctor is recorded as having previous acquaintance with the patient."
        return (Finding(key, sentence, "s.12(2)", FindingWeight.MET),)
    if len(facts.acquaintance) < 2 or None in facts.acquaintance:
        sentence = "It is not recorded whether either doctor knew the patient; if neither did, explain why."
        return () if explained else (Finding(key, sentence, "s.12(2)", FindingWeight.LOOK),)
    if explained:
        sentence = "Neither doctor knew the patient before, and an explanation is entered."
        return (Finding(key, sentence, "s.12(2)", FindingWeight.MET),)
    sentence = (
        "Neither doctor knew the patient before: the form asks why no such recommendation could be had."
    )
    return (Finding(key, sentence, "s.12(2)", _CAN),)


def _conveyance(blanks: ApplicationBlanks, signed: date, facts: ApplicationFacts) -> tuple[Finding, ...]:
    """Count 14 days beginning with the last examination; with one unknown the end is not told."""
    days = [day for day in facts.examined_on if day is not None]
    if not days or None in facts.examined_on:
        return ()
    last = max(days)
    end = last + _PERIOD
    from_day = f"14 days beginning with the last examination, {show_date(last)}"
    if max(signed, facts.today) > end:
        sentence = f"The authority to take and convey ended with {show_date(end)}: {from_day}."
        return (Finding(blanks.signed, sentence, "s.6(1)(a)", _CANNOT),)
    sentence = f"The authority to take and convey runs to the end of {show_date(end)}: {from_day}."
    return (Finding("", sentence, "s.6(1)(a)", FindingWeight.MET),)
