"""Our own reading of a file finds what PDF/UA asks for."""

import io

import pikepdf
import pytest

from certification.rendering.accessibility_check import accessibility_faults, has_untagged_content
from certification.rendering.page import render_pdf
from tests.certification.design_factories import hard_facts, make_draft


def rewritten(content, change):
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(file)
    return file.getvalue()


def silence_a_picture(pdf):
    figure = next(
        o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"
    )
    del figure.Alt


def paint_outside(pdf):
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n0 0 9 9 re f\n")


def rename_a_font(pdf):
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    font.BaseFont = pikepdf.Name("/Helvetica")


@pytest.mark.parametrize(
    ("fault", "change"),
    [
        ("no-text-of-picture", silence_a_picture),
        ("outside", paint_outside),
        ("font", rename_a_font),
        ("untagged", lambda pdf: pdf.Root.__delattr__("StructTreeRoot")),
        ("no-language", lambda pdf: pdf.Root.__delattr__("Lang")),
        ("untitled", lambda pdf: pdf.Root.__delattr__("ViewerPreferences")),
    ],
)
@pytest.mark.slow
def test_our_own_reading_finds_what_is_broken(fault, change):
    draft = make_draft()
    content = render_pdf(hard_facts(draft), "{}", draft.style())
    assert accessibility_faults(rewritten(content, lambda pdf: None)) == []
    assert accessibility_faults(rewritten(content, change)) == [fault]


def test_a_word_in_brackets_is_not_taken_for_painting():
    assert not has_untagged_content(rb"/Artifact BMC (f) Tj EMC (S f \) Do) BT [(f) -3 (B)] ET")
    assert has_untagged_content(rb"/Artifact BMC EMC BT (x) Tj ET")
