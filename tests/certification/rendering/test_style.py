"""Every style that a registrar may choose, rendered."""

import io
import itertools
import subprocess

import pikepdf
import pytest
import zxingcpp
from django.test import override_settings
from PIL import Image

from certification.models import DesignVersion
from certification.models.choices import CertificateKind
from certification.rendering.accessibility_check import accessibility_faults
from certification.rendering.page import render_pdf
from certification.rendering.raster import rasterize_first_page
from certification.rendering.style import BUILT_IN_STYLE
from tests.certification.design_factories import hard_facts, make_draft
from tests.certification.rendering.verapdf import failed_rules
from tests.services import require

pytestmark = pytest.mark.slow

Paper, Background = DesignVersion.Paper, DesignVersion.Background
PICTURES = list(itertools.product((False, True), (False, True)))  # emblem, signatures
# Each two of paper, background and number of signatories meet once; the pictures take turns.
# All 144 together have been through veraPDF once (decision 0045): they take minutes.
EVERY = [
    (paper, Background.values[(turn + signers) % 3], signers, *PICTURES[(turn + signers) % 4])
    for turn, paper in enumerate(Paper.values)
    for signers in (1, 2, 3, 4)
]
SIZES = {"a4-landscape": (842, 595), "a4-portrait": (595, 842), "letter-landscape": (792, 612)}


def sheet(paper="a4-landscape", background="guilloche", signers=2, emblem=False, signed=False):
    draft = make_draft(
        paper=paper,
        background=background,
        signers=signers,
        has_emblem=emblem,
        has_signatures=signed,
    )
    return render_pdf(hard_facts(draft), "{}", draft.style())


@pytest.fixture(scope="module")
def sheets():
    """The fixed hard words in every style there is."""
    with override_settings(SITE_URL="https://learn.example.gov.mm"):
        return {chosen: sheet(*chosen) for chosen in EVERY}


def test_every_look_is_archival_and_accessible(sheets, tmp_path):
    paths = []
    for chosen, content in sheets.items():
        path = tmp_path / ("-".join(map(str, chosen)) + ".pdf")
        path.write_bytes(content)
        paths.append(str(path))
    assert failed_rules(*paths) == []


def test_every_look_passes_our_own_reading_too(sheets):
    assert [chosen for chosen, content in sheets.items() if accessibility_faults(content)] == []


def test_every_look_is_one_page_of_its_paper(sheets):
    for chosen, content in sheets.items():
        with pikepdf.open(io.BytesIO(content)) as file:
            assert len(file.pages) == 1
            box = file.pages[0].MediaBox[2:]
            assert tuple(round(float(side)) for side in box) == SIZES[chosen[0]]


@pytest.mark.parametrize("chosen", EVERY[::4], ids=str)
def test_the_square_is_read_from_a_print_in_grey(sheets, chosen):
    picture = Image.open(io.BytesIO(rasterize_first_page(sheets[chosen], width=1169))).convert("L")
    codes = zxingcpp.read_barcodes(picture)
    assert [code.text[-21:] for code in codes] == ["/verify/SAMPLE000000/"]


def test_every_picture_has_its_words_in_both_languages():
    content = sheet("a4-portrait", "frame", 4, emblem=True, signed=True)
    with pikepdf.open(io.BytesIO(content)) as file:
        alts = [
            str(o.Alt)
            for o in file.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"
        ]
    assert len(alts) == 6
    assert "ရာထူးဝန်အဖွဲ့တံဆိပ် · Emblem of the Civil Service Board" in alts
    assert "ဒေါ်အေးအေးမြင့် ၏ လက်မှတ် · Signature of Daw Aye Aye Myint" in alts


def test_a_look_gives_the_same_bytes_each_time(sheets):
    for chosen in (EVERY[0], EVERY[-1]):
        assert sheet(*chosen) == sheets[chosen]


@pytest.mark.parametrize("kind", CertificateKind.values)
def test_each_kind_has_its_own_words(kind, tmp_path):
    require("pdftotext")
    draft = make_draft(kind)
    path = tmp_path / "sheet.pdf"
    path.write_bytes(render_pdf(hard_facts(draft, kind), "{}", draft.style()))
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    title = draft.wording["title"]
    assert title["my"] in text
    assert title["en"].upper() in text.upper()


def test_the_built_in_look_is_that_of_a_design_left_as_it_is():
    draft = make_draft()
    facts = hard_facts(draft)
    assert render_pdf(facts, "{}", draft.style()) == render_pdf(facts, "{}", BUILT_IN_STYLE)
