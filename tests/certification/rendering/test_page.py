"""The sheet as a file: its text, its standards and its seal; as a picture; and in memory."""

import gc
import io
import json
import re

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from pypdfium2 import PdfiumError

from certification.rendering.page import render_pdf
from certification.rendering.raster import rasterize_first_page
from certification.sealing.pades import sign_pdf
from certification.sealing.validation import SealCheck, check_seal
from tests.bench.worker import resident_mib
from tests.certification.rendering.sheets.sample_certificates import (
    HARD,
    facts_of,
    long_names,
    printed,
    run,
    saved,
    text_of,
)
from tests.certification.rendering.verapdf import failed_rules

pytestmark = pytest.mark.any_database


@pytest.fixture
def path(sealed):
    return sealed.pdf.path


def test_the_same_facts_give_the_same_bytes(facts):
    assert render_pdf(facts, "{}") == render_pdf(facts, "{}")


def test_the_text_layer_says_name_course_and_code(path, sealed):
    text = text_of(path)
    for words in (
        "ဒေါ်ခင်မျိုးသန္တာ",
        "Daw Khin Myo Thandar",
        "ရုံးတွင် ကိုယ်ရေးအချက်အလက် ကာကွယ်ခြင်း",
        "Protecting personal data at the office",
        "၂၀၂၆ ခုနှစ်၊ နိုဝင်ဘာလ ၂၀ ရက်",
        "-".join(re.findall("....", sealed.code)),
    ):
        assert words in text


def test_hard_words_come_out_of_the_text_layer_exactly(facts, tmp_path):
    facts["course"]["titles"]["my"] = HARD
    text = text_of(saved(render_pdf(facts, "{}"), tmp_path))
    assert [word for word in HARD.split() if word not in text] == []


def test_only_our_fonts_are_in_it(path):
    fonts = [line.split()[0] for line in run("pdffonts", path).splitlines()[2:]]
    assert fonts
    assert all(re.fullmatch(r"[A-Z]{6}\+Sheet(-Bold)?", font) for font in fonts)


def test_it_is_one_page_of_a4_landscape(path):
    with pikepdf.open(path) as file:
        assert len(file.pages) == 1
        assert [round(float(side)) for side in file.pages[0].MediaBox[2:]] == [842, 595]


def test_it_claims_both_standards_and_carries_what_they_want(path):
    with pikepdf.open(path) as file:
        metadata = file.Root.Metadata.read_bytes().decode()
        assert metadata.count("<rdf:RDF") == 1
        assert re.search(r'pdfaid:part="?>?3', metadata)
        assert re.search(r'pdfaid:conformance="?>?U', metadata)
        assert re.search(r'pdfuaid:part(>|=")1', metadata)
        assert file.Root.MarkInfo.Marked
        assert file.Root.Lang == "my"
        assert file.Root.StructTreeRoot
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_the_credential_is_attached_byte_for_byte(path, sealed):
    with pikepdf.open(path) as file:
        attached = file.attachments["openbadge.json"]
        assert attached.get_file().read_bytes().decode() == sealed.credential
        assert file.Root.AF[0].AFRelationship == "/Source"


@pytest.mark.slow
def test_verapdf_finds_nothing_before_and_after_the_seal(facts, path, tmp_path):
    unsigned = saved(render_pdf(facts, "{}"), tmp_path)
    long_names(facts)
    (tmp_path / "long.pdf").write_bytes(render_pdf(facts, "{}"))
    assert failed_rules(unsigned, str(tmp_path / "long.pdf"), path) == []


def test_pdfsig_finds_one_valid_signature_over_the_whole_file(path):
    report = run("pdfsig", path)
    assert report.count("Signature is Valid.") == 1
    assert "Total document signed" in report
    assert "ETSI.CAdES.detached" in report


def test_the_signature_certifies_that_nothing_may_change(path):
    with pikepdf.open(path) as file:
        reference = file.Root.Perms.DocMDP.Reference[0]
        assert reference.TransformParams.P == 1


def test_the_seal_is_read_back(path):
    with open(path, "rb") as file:
        content = file.read()
    assert check_seal(content) is SealCheck.INTACT
    assert check_seal(content + b"\n") is SealCheck.BROKEN
    assert check_seal(b"nothing") is SealCheck.ABSENT


def test_a_later_seal_of_the_same_key_takes_no_more_room_than_it_needs(facts):
    content = render_pdf(facts, "{}")
    later = [sign_pdf(content) for _ in range(8)][1:]
    assert {check_seal(sealed) for sealed in later} == {SealCheck.INTACT}
    # The places of seals, not the files: metadata deflates by a byte more or less each second.
    places = [re.search(rb"/Contents <[0-9a-fA-F]+?((?:00)*)>", sealed) for sealed in later]
    assert len({len(place.group()) for place in places}) == 1
    room, spare = places[0].group(0, 1)
    assert len(spare) < 100 < len(room)


@pytest.mark.parametrize("dots", [100, 200])
def test_the_square_is_read_from_a_print(path, sealed, dots, tmp_path):
    run("pdftoppm", "-r", str(dots), "-png", "-singlefile", path, str(tmp_path / "page"))
    codes = zxingcpp.read_barcodes(Image.open(tmp_path / "page.png"))
    assert [code.text for code in codes] == [f"https://learn.example.gov.mm/verify/{sealed.code}/"]


def test_a_citizen_without_agency_skills_score_or_end_has_a_sheet_too(facts, tmp_path):
    facts.update(
        agency=None,
        ministry=None,
        position={},
        skills=[],
        score=None,
        expires_on=None,
        target=None,
    )
    assert "None" not in text_of(saved(render_pdf(facts, "{}"), tmp_path))


def test_markup_in_a_name_is_only_text(facts, tmp_path):
    facts["person"]["names"]["en"] = '<img src="file:///etc/passwd"> & <b>'
    text = text_of(saved(render_pdf(facts, "{}"), tmp_path))
    assert '<img src="file:///etc/passwd"> & <b>' in text


def test_the_hook_for_the_text_layer_fits_this_weasyprint(facts):
    with pikepdf.open(io.BytesIO(render_pdf(facts, "{}"))) as file:
        operators = pikepdf.parse_content_stream(file.pages[0])
    spans = [o for o in operators if str(o.operator) == "BDC" and "/ActualText" in o.operands[1]]
    assert len(spans) > 10
    assert not any("\u200b" in str(o.operands[1]["/ActualText"]) for o in spans)


def test_no_break_mark_is_stored_anywhere(sealed):
    assert "\u200b" not in json.dumps(sealed.facts, ensure_ascii=False)
    with pikepdf.open(sealed.pdf.path) as file:
        assert "\u200b" not in file.Root.Metadata.read_bytes().decode()


SHEETS = 60
MOST = 6  # MiB; a font map a sheet is 0.3 MiB, so with one each it would be 16


def draw(sheets):
    for _ in range(sheets):
        render_pdf(facts_of("plain"), "{}")
    gc.collect()


@pytest.mark.slow
def test_sheets_leave_no_memory_behind():
    draw(15)
    before = resident_mib()
    draw(SHEETS)
    assert resident_mib() - before < MOST


@pytest.mark.parametrize("width", [400, 1169])
def test_the_first_page_is_a_picture_of_so_many_pixels(width):
    image = Image.open(io.BytesIO(rasterize_first_page(printed(), width=width)))
    assert (image.format, image.width) == ("PNG", width)
    assert abs(image.height - width * 210 / 297) <= 1
    assert len(image.convert("RGB").getcolors(width * width)) <= 256


def test_what_is_no_file_has_no_picture():
    with pytest.raises(PdfiumError):
        rasterize_first_page(b"no file", width=400)
