"""A form with everything Form A2 lacks prints from its data alone, without a line of program."""

from hashlib import sha256
from io import BytesIO

from pypdf import PdfReader

from amhp_desktop.documents.forms import render
from amhp_desktop.documents.marks import PrintMarks
from amhp_desktop.domain.form_values import EMPTY, FormValues
from amhp_desktop.domain.forms import FormDefinition
from amhp_desktop.library.form_reading import read

_WORDS = (
    "Form Z1 Part 1",
    "The order is to be made in the interests of his health/his safety/others. <Delete what does not apply>",
    "(c) I understand that [PRINT full name]",
    "because —",
    "Signed Date",
    "Part 2",
    "The last line.",
)
_FORM = f"""
form = "Z1"
title = "An invented form"
regulation = "none"
act = "none"
completed_by = "nobody"
used_when = "in tests"
valid_from = 2026-01-01
amended_by = "nothing"
wording_status = "draft"
wording_sha256 = "{sha256(chr(10).join(_WORDS).encode()).hexdigest()}"
licence = "none"
subject = "person"

[[choice]]
key = "interests"
section = "Grounds"
question = "In whose interests?"
several = true
options = [["health", "Health"], ["safety", "Safety"], ["others", "Others"]]

[[field]]
key = "person"
section = "Person"
label = "Full name"
kind = "text"

[[field]]
key = "because"
section = "Grounds"
label = "Reasons"
kind = "text"
lines = 4
grows = true

[[field]]
key = "signed"
section = "Signature"
label = "Signature"
kind = "signature"

[[field]]
key = "dated"
section = "Signature"
label = "Date"
kind = "date"

[[block]]
style = "masthead"
text = "Form Z1"
right = "Part 1"

[[block]]
text = "{_WORDS[1]}"

[[block]]
label = "(c)"
text = "I understand that [PRINT full name]"

[[block]]
blank = "person"

[[block]]
text = "because —"

[[block]]
blank = "because"

[[block]]
signed = "signed"
dated = "dated"

[[block]]
style = "heading"
text = "Part 2"

[[block]]
text = "The last line."
""".replace(
    "his health/his safety/others",
    "{interests.health|his health}/{interests.safety|his safety}/{interests.others|others}",
    1,
)
_DATA = _FORM.encode()


def _definition() -> FormDefinition:
    return read(_DATA, "Z1.toml")


def _text(values: FormValues) -> str:
    pdf = render(_definition(), values, marks=PrintMarks()).pdf
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_it_prints_from_data_alone_and_as_a_draft() -> None:
    text = _text(EMPTY.with_text("person", "Darren Holloway").with_text("because", "reason " * 900))
    assert "Draft: wording not verified" in text
    assert "The last line." in text
    assert "Continuation of Form Z1, “Reasons”, for Darren Holloway" in text
    assert text.count("reason") == 900


def test_of_several_alternatives_those_not_kept_are_struck() -> None:
    definition = _definition()
    values = EMPTY.with_choice("interests", "health", "others")
    struck = [
        run.text
        for block in definition.blocks
        for run in getattr(block, "runs", ())
        if definition.is_struck(getattr(run, "when", None), values)
    ]
    assert struck == ["his safety"]
    assert (
        render(definition, values, marks=PrintMarks()).pdf
        != render(definition, EMPTY, marks=PrintMarks()).pdf
    )
