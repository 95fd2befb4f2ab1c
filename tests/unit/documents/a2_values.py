"""Entries on Form A2 that several tests print: invented people in an invented place."""

from datetime import date

from amhp_desktop.domain.form_values import EMPTY

DAY = date(2026, 11, 24)
FILLED = (
    EMPTY.with_text(
        "hospital_name_address", "Fenwick Ward, St Brannoc’s Hospital\nHarbour Road, Fenwick, NM9 4RT"
    )
    .with_text(
        "applicant_name_address_email",
        "Tomasz Wilk\nNorthmere Council, 1 Exchange Square, Northmere, NM1 2AA\ntomasz.wilk@northmere.example",
    )
    .with_text("patient_name_address", "Darren Holloway\n17 Larch Court, Northmere, NM4 7QP")
    .with_text("lssa_acting_for", "Northmere Council")
    .with_choice("approved_by", "that_authority")
    .with_choice("nearest_relative", "known")
    .with_choice("nr_known", "nearest_relative")
    .with_choice("informed", "have")
    .with_text("nr_name_address", "Anne Holloway\n17 Larch Court, Northmere, NM4 7QP")
    .with_day("date_last_saw_patient", DAY)
)
DELEGATE = (
    FILLED.with_choice("approved_by", "another")
    .with_text("lssa_approving", "Fenwick Council")
    .with_choice("nr_known", "authorised")
    .with_choice("authorised_by", "county_court")
    .with_choice("informed", "have_not_yet")
    .with_text("nr_name_address", "")
    .with_text("nr_delegate_name_address", "Ruth Adeyemi\n4 Quay Street, Fenwick, NM9 2LD")
)
UNKNOWN = (
    FILLED.with_choice("nearest_relative", "not_known")
    .with_choice("nr_not_known", "unable")
    .with_choice("nr_known")
    .with_choice("informed")
    .with_text("nr_name_address", "")
)
