"""What one can rely on when Form A2 prints."""

import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from amhp_desktop.documents.fonts import Face
from amhp_desktop.documents.forms import Rendering, render
from amhp_desktop.documents.marks import TRAINING, PrintMarks
from amhp_desktop.documents.wrapping import wrap
from amhp_desktop.domain.errors import Refused
from amhp_desktop.domain.form_values import EMPTY, FormValues
from amhp_desktop.domain.forms import FieldKind, Wording
from amhp_desktop.library.forms import edition_for
from tests.golden import a2
from tests.unit.documents.a2_values import DAY, DELEGATE, FILLED, UNKNOWN

A2 = edition_for("A2", DAY)
NO_MARKS = PrintMarks()
LONG_NAME = "Bartholomew-Featherstonehaugh Alexandrina Konstantinopolska"
WRITABLE = [field.key for field in A2.fields if field.kind is not FieldKind.TICK]


def _print(values: FormValues, marks: PrintMarks = NO_MARKS) -> Rendering:
    return render(A2, values, marks=marks)


def _pages(printed: Rendering) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(printed.pdf)).pages]


def _run_together(printed: Rendering) -> str:
    return "".join("".join(_pages(printed)).split())


@pytest.mark.parametrize("name", a2.CASES)
def test_the_words_on_paper_are_the_golden_ones(name: str) -> None:
    assert a2.text(name) == (a2.HERE / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", a2.CASES)
def test_the_pages_look_like_the_golden_pictures(name: str) -> None:
    for file, picture in a2.pictures(name):
        with Image.open(a2.HERE / file) as golden:
            assert picture.size == golden.size
            difference = ImageStat.Stat(ImageChops.difference(picture, golden.convert("L")))
            assert difference.mean[0] < 0.5, file


@pytest.mark.parametrize("values", [EMPTY, FILLED, DELEGATE, UNKNOWN])
def test_every_prescribed_line_is_on_paper_in_its_order(values: FormValues) -> None:
    """A line with blanks in it is compared piece by piece, so that what is filled in does not matter."""
    together = _run_together(_print(values))
    place = 0
    for line in (a2.HERE / "A2-wording.txt").read_text("utf-8").splitlines():
        pieces = re.split(r"(?<=indicate here) ", line) if "indicate here" in line else [line]
        for piece in ["Signed", "Date"] if line == "Signed Date" else pieces:
            found = together.find("".join(piece.split()), place)
            assert found >= place, piece
            place = found


def test_two_prints_of_the_same_values_are_the_same_bytes() -> None:
    first, second = _print(FILLED, a2.MARKS), _print(FILLED, a2.MARKS)
    assert first == second
    assert first.sha256 == sha256(first.pdf).hexdigest()


def test_another_process_prints_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.golden import a2; print(hashlib.sha256(a2.pdf('A2-filled')).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == _print(FILLED, a2.MARKS).sha256


def test_the_file_names_nobody_and_no_day() -> None:
    reader = PdfReader(BytesIO(_print(FILLED, a2.MARKS).pdf))
    assert dict(reader.metadata or {}) == {"/Title": "Form A2"}


def test_copies_share_the_content_code_and_another_entry_changes_it() -> None:
    assert _print(FILLED).content == _print(FILLED, a2.MARKS).content
    assert _print(FILLED).content != _print(FILLED.with_text("lssa_acting_for", "Fenwick Council")).content


def test_training_is_marked_on_every_page_continuation_sheets_too() -> None:
    values = FILLED.with_text("no_acquaintance_reason", "why " * 2500)
    pages = _pages(_print(values, a2.MARKS))
    assert len(pages) > 2
    assert all(TRAINING in page for page in pages)
    assert all(TRAINING not in page for page in _pages(_print(values)))


def test_each_page_says_what_it_is_and_which_of_how_many() -> None:
    pages = _pages(_print(FILLED, a2.MARKS))
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of 2" in page
        assert "Form A2, edition in use from 1 December 2020" in page
        assert "Reference R-1048  ·  Copy 1" in page


def test_unverified_wording_prints_only_as_a_marked_draft() -> None:
    draft = replace(A2, wording_status=Wording.DRAFT)
    printed = render(draft, EMPTY, marks=NO_MARKS)
    assert all("Draft: wording not verified" in page for page in _pages(printed))


def test_ten_thousand_characters_go_on_to_headed_sheets_and_none_is_lost() -> None:
    text = " ".join(f"word{number}" for number in range(1200))[:10000]
    printed = _print(FILLED.with_text("no_acquaintance_reason", text))
    pages = _pages(printed)
    assert printed.overflow == ("no_acquaintance_reason",)
    assert printed.pages == len(pages) == 4
    assert "Continued on the attached continuation sheet 1 (page 3)." in pages[1]
    heading = "Continuation of Form A2, “Why no doctor with previous acquaintance”, for Darren Holloway"
    for page in pages[2:]:
        assert heading in " ".join(page.split())
        assert "Signed" in page
        assert "Date" in page
    together = "".join("".join(pages).split())
    place = 0
    for word in text.split():
        place = together.index(word, place) + len(word)


def test_a_name_of_sixty_characters_wraps_and_stays_whole() -> None:
    values = FILLED.with_text("patient_name_address", f"{LONG_NAME}\n{LONG_NAME}, NM4 7QP")
    values = values.with_text("lssa_acting_for", LONG_NAME * 2)
    printed = _print(values)
    assert printed.overflow == ()
    assert _run_together(printed).count("".join(LONG_NAME.split())) == 4


def test_the_sheet_box_is_ticked_only_where_a_sheet_follows() -> None:
    long, short = (FILLED.with_text("no_acquaintance_reason", "why " * times) for times in (2500, 5))
    ticked = short.with_tick("continuation_acquaintance", ticked=True)
    assert _print(short).pdf != _print(ticked).pdf
    assert _print(long).pdf != _print(long.with_tick("continuation_acquaintance", ticked=True)).pdf
    assert _print(long).pages > 2


def test_an_entry_in_a_struck_part_prints_struck_and_is_not_lost() -> None:
    values = UNKNOWN.with_text("nr_name_address", "Anne Holloway")
    assert "AnneHolloway" in _run_together(_print(values))


def test_every_blank_and_choice_has_its_place_on_a_page() -> None:
    printed = _print(FILLED)
    found = {spot.key for spot in printed.positions}
    assert found == {field.key for field in A2.fields} | {choice.key for choice in A2.choices}
    for spot in printed.positions:
        assert 1 <= spot.page <= 2
        assert 0 < spot.left < spot.left + spot.width < 596
        assert 0 < spot.top < spot.top + spot.height < 842
    boxes = [spot for spot in printed.positions if spot.key in WRITABLE and spot.page == 1]
    assert all(one.top + one.height <= other.top for one, other in pairwise(boxes))


def test_entries_never_move_the_form() -> None:
    assert _print(EMPTY).positions == _print(FILLED).positions == _print(UNKNOWN).positions


@pytest.mark.parametrize("bad", ["ਸਿੰਘ", "שלום", "محمد", "q\u0301", "a\u200bb", "王"])
def test_what_the_paper_font_cannot_print_is_refused_by_name(bad: str) -> None:
    values = FILLED.with_text("patient_name_address", bad).with_text("nr_name_address", bad)
    with pytest.raises(Refused, match="the paper font has no glyph for") as refused:
        _print(values)
    assert [problem.field for problem in refused.value.problems] == [
        "patient_name_address",
        "nr_name_address",
    ]


def test_names_with_marks_print_as_they_are_written() -> None:
    for name in ("Łukasz Żółć", "Zoë O’Brien", "Nguyễn", "Škvorecký", "Ωμέγα", "Жанна"):
        decomposed = unicodedata.normalize("NFD", name)
        assert "".join(name.split()) in _run_together(_print(EMPTY.with_text("nr_name_address", decomposed)))


def test_an_entry_without_a_blank_on_this_form_is_refused() -> None:
    with pytest.raises(Refused, match="no blank on Form A2"):
        _print(EMPTY.with_text("ward", "Fenwick"))
    with pytest.raises(Refused, match="no blank on Form A2"):
        _print(EMPTY.with_text("continuation_acquaintance", "yes"))


@settings(max_examples=60, deadline=None)
@given(key=st.sampled_from(WRITABLE), text=st.text(max_size=400))
def test_any_text_is_printed_whole_or_refused(key: str, text: str) -> None:
    _whole_or_refused(key, text, step=1)


_SAFE = st.text(
    st.characters(min_codepoint=33, max_codepoint=382, exclude_categories=("C",)), min_size=1, max_size=9
)


_UNBROKEN = st.text(
    st.characters(min_codepoint=33, max_codepoint=382, exclude_categories=("C", "Z")),
    min_size=80,
    max_size=400,
)


@settings(max_examples=40, deadline=None)
@given(key=st.sampled_from(WRITABLE), text=_UNBROKEN)
def test_a_word_too_long_for_any_line_is_cut_and_not_lost(key: str, text: str) -> None:
    _whole_or_refused(key, f"{text} end", step=1)


@settings(max_examples=60, deadline=None)
@given(
    key=st.sampled_from(WRITABLE), words=st.lists(_SAFE, min_size=1, max_size=60), times=st.integers(1, 30)
)
def test_long_texts_are_printed_word_for_word_or_refused(key: str, words: list[str], times: int) -> None:
    _whole_or_refused(key, " ".join(words * times), step=9)


def _whole_or_refused(key: str, text: str, *, step: int) -> None:
    try:
        printed = _print(EMPTY.with_text(key, text))
    except Refused:
        return
    together = _run_together(printed)
    place = 0
    for word in unicodedata.normalize("NFC", text).split():
        for start in range(0, len(word), step):
            piece = word[start : start + step]
            place = together.index(piece, place) + len(piece)


def test_dates_print_in_words() -> None:
    values = EMPTY.with_day("date_signed", date(2026, 11, 9)).with_day("date_last_saw_patient", DAY)
    text = "\n".join(_pages(_print(values)))
    assert "9 November 2026" in text
    assert "24 November 2026" in text


def test_a_double_barrelled_name_breaks_after_its_hyphen() -> None:
    lines = wrap("Abernathy-Featherstonehaugh", Face(10), 80)
    assert lines[0] == "Abernathy-"
    assert "".join(lines) == "Abernathy-Featherstonehaugh"


def test_a_short_blank_in_the_sentence_sends_a_long_entry_to_a_sheet() -> None:
    printed = _print(EMPTY.with_text("date_last_saw_patient", "some day in November, nobody can say which"))
    assert printed.overflow == ("date_last_saw_patient",)
    assert "See sheet 1" in _pages(printed)[1]
    assert "for the patient named on page 1" in " ".join(_pages(printed)[2].split())
