import copy
import io
import json
import re
import subprocess

import pikepdf
import pytest
import weasyprint
import zxingcpp
from PIL import Image

from certification.rendering import sheet
from certification.rendering.ornaments import marks
from certification.rendering.page import render_pdf
from certification.rendering.plan import plan_sheet
from certification.rendering.sheet import AssetFetcher, AssetRefused
from certification.rendering.style import BUILT_IN_STYLE, SheetOverflow
from certification.rendering.words import date_words
from certification.sealing.pades import sign_pdf
from certification.sealing.validation import SealCheck, check_seal
from tests.certification.rendering.verapdf import failed_rules
from tests.services import require

HARD = "ဥဿုံ ပြဿနာ အင်္ဂါ သင်္ဘော ကမ္ဘာ သတ္တဝါ ဗုဒ္ဓ မြွှာ ကျွန်ုပ် ကြွေး ဉာဏ် သုံ့ပန်း လျှော့ ဩဂုတ် ဣန္ဒြေ"
ADDRESS = "https://x.mm/verify/0/"
LONG_MY = "ဒေါက်တာဒေါ်ခင်မျိုးသန္တာဝင်းကြည်ဉာဏ်လင်းသူဇာထွန်းနန္ဒာကျော်စိုးမြင့်"
LONG_EN = "Dr Daw Khin Myo Thandar Win Kyi Nyan Lin Thuzar Htun Nandar Kyaw Soe Myint"


@pytest.fixture
def facts(certificate):
    return copy.deepcopy(certificate.facts)


@pytest.fixture
def path(sealed):
    return sealed.pdf.path


def run(*command):
    require(command[0])
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def text_of(path):
    return run("pdftotext", "-layout", path, "-")


def saved(content, tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(content)
    return str(path)


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


def long_names(facts):
    facts["person"]["names"] = {"my": LONG_MY, "en": LONG_EN}
    facts["course"]["titles"] = {"my": HARD[:120], "en": "Foundations of Digital Government " * 3}
    facts["skills"] *= 3


def test_long_names_and_titles_shrink_until_they_fit(facts, tmp_path):
    long_names(facts)
    text = text_of(saved(render_pdf(facts, "{}"), tmp_path))
    assert LONG_MY in text
    assert LONG_EN in text


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("words", lambda f: f["course"]["titles"].update(en="word " * 400)),
        ("words", lambda f: f["person"]["names"].update(en="Unbroken" * 40)),
        ("issuer", lambda f: f["issuer"]["names"].update(en="Board " * 90)),
        ("signatory-1", lambda f: f["signatories"][0]["names"].update(en="Name " * 40)),
    ],
)
def test_what_fits_at_no_size_is_refused_with_the_name_of_the_part(facts, part, change):
    change(facts)
    with pytest.raises(SheetOverflow, match=part):
        render_pdf(facts, "{}")


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


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "data:text/plain,x",
        "asset:../settings.py",
        "asset:other",
        "background.svg",
    ],
)
def test_nothing_but_our_own_assets_is_fetched(address):
    with pytest.raises(AssetRefused):
        AssetFetcher().fetch(address)


def test_a_page_that_asks_for_a_file_is_not_drawn():
    page = weasyprint.HTML(string='<img src="file:///etc/hostname">', url_fetcher=AssetFetcher())
    with pytest.raises(AssetRefused):
        page.render(font_config=sheet.font_configuration())


def test_the_hook_for_the_text_layer_fits_this_weasyprint(facts):
    with pikepdf.open(io.BytesIO(render_pdf(facts, "{}"))) as file:
        operators = pikepdf.parse_content_stream(file.pages[0])
    spans = [o for o in operators if str(o.operator) == "BDC" and "/ActualText" in o.operands[1]]
    assert len(spans) > 10
    assert not any("\u200b" in str(o.operands[1]["/ActualText"]) for o in spans)


def test_every_language_reads_the_same_day():
    assert date_words("2026-11-23") == {
        "my": "၂၀၂၆ ခုနှစ်၊ နိုဝင်ဘာလ ၂၃ ရက်",
        "en": "23 November 2026",
    }


def test_the_marks_are_drawn_the_same_every_time():
    assert marks.draw_qr_code(ADDRESS, light="#ffffff") == marks.draw_qr_code(
        ADDRESS, light="#ffffff"
    )
    plan = plan_sheet({"signatories": [{}, {}]}, BUILT_IN_STYLE)
    assert marks.draw_background(plan) == marks.draw_background(plan)


def test_no_break_mark_is_stored_anywhere(sealed):
    assert "\u200b" not in json.dumps(sealed.facts, ensure_ascii=False)
    with pikepdf.open(sealed.pdf.path) as file:
        assert "\u200b" not in file.Root.Metadata.read_bytes().decode()
