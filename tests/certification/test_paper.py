"""The sheet as it is read aloud, printed, copied and held before a camera."""

import copy
import re
import subprocess
from functools import cache

import pikepdf
import pytest
import zxingcpp
from django.conf import settings
from PIL import Image

from certification.models import DesignVersion
from certification.rendering.look import BUILT_IN, Look
from certification.rendering.page import render_pdf
from certification.rendering.words import sheet_words
from certification.samples import HARD, Words, sample_facts
from certification.signature import sign_file
from people.spelling import BURMESE
from tests.certification.reading import Sheet
from tests.services import require

PAPERS = DesignVersion.Paper.values
NAMES = [
    *("ဦးသိင်္ဂီဗုဒ္ဓ", "ဒေါ်အင်ကြင်းသန္တာ", "မဥမ္မာသတ္တဝါ", "စောလှကျွန်းဩဇာ", "နန်းခမ်းဆိုင်မြွှာ"),
    *("ဒေါ်ပြဿနာမင်္ဂလာ", "ကိုဣန္ဒြေကြွေး", "ဦးဉာဏ်လျှော့သုံ့ပန်း"),
]
PLAIN = Words(
    **{
        **vars(HARD),
        "name": {"my": "ဒေါ်ခင်မျိုးသန္တာ", "en": "Daw Khin Myo Thandar"},
        "title": {"my": "ရုံးတွင် အချက်အလက် ကာကွယ်ခြင်း", "en": "Protecting data at the office"},
    }
)
WORDS = {"plain": PLAIN, "longest": HARD}


def facts_of(words: str) -> dict:
    facts = sample_facts("course", WORDS[words], settings.SIGNATORIES)
    facts["score"] = 86
    return facts


@cache
def printed(words="plain", paper=BUILT_IN.paper, background=BUILT_IN.background) -> bytes:
    return sign_file(render_pdf(facts_of(words), "{}", Look(paper=paper, background=background)))


def saved(content, folder) -> str:
    path = folder / "sheet.pdf"
    path.write_bytes(content)
    return str(path)


@pytest.fixture(params=WORDS)
def words(request):
    return request.param


@pytest.fixture(params=PAPERS)
def sheet(request, words, tmp_path):
    return Sheet(saved(printed(words, request.param), tmp_path))


@pytest.fixture
def path(tmp_path):
    return saved(printed(), tmp_path)


def run(*command):
    require(command[0])
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def picture(path, folder, *options, dots=100):
    run("pdftoppm", "-r", str(dots), "-png", "-singlefile", *options, path, str(folder / "page"))
    with Image.open(folder / "page.png") as image:
        return image.copy()


def story(facts):
    """What must be heard, in order: every part of the paper once, in both languages."""
    words = sheet_words(facts, BUILT_IN)
    fixed, dates = words["fixed"], []
    yield from both(words["issuer"])
    yield from (fixed["title"]["my"], fixed["title"]["en"].upper())
    yield from both(fixed["statement"])
    for part in ("name", "posting", "course"):
        yield from both(words[part])
    for skill in words["skills"]:
        yield f"{skill['name']['my']} – {skill['level']['my']}"
        yield f"· {skill['name']['en']} – {skill['level']['en']}"
    for language, score in (("my", words["score_my"]), ("en", words["score"])):
        days = [
            f"{fixed[name][language]} {words[name][language]}" for name in ("completed", "expires")
        ]
        dates.append(f"{days[0]} · {fixed['score'][language]} {score}% · {days[1]}")
    yield from dates
    for who in words["signatories"]:
        yield from (*both(who["name"]), *both(who["position"]))
    yield from (fixed["check"]["my"], f"· {fixed['check']['en']}")
    yield from (words["code_spaced"], words["address"])
    yield f"QR ကုဒ် · QR code: {words['url']}"
    yield from both(words["clause"])


def both(pair):
    return pair["my"], pair["en"]


def bare(text):
    """Without spaces, breaks and the dots between parts, which differ from paper to paper."""
    return re.sub(r"[\s·\u200b]", "", text)


def test_it_is_read_in_the_order_of_the_story_and_nothing_is_left_out(sheet, words):
    heard = bare("".join(said.words for said in sheet.said()))
    assert heard == bare("".join(story(facts_of(words))))


def test_the_order_of_reading_is_that_of_the_eye(sheet):
    said = sheet.said()
    check = next(n for n, run in enumerate(said) if run.blocks.count("H1"))
    signatures = next(n for n, run in enumerate(said) if "ဒေါ်အေးအေးမြင့်" in run.words)
    tops = [run.top for run in said[check:signatures]]
    assert tops == sorted(tops)


def test_there_is_one_heading_the_title(sheet):
    heads = [said.words for said in sheet.said() if "H1" in said.blocks]
    assert heads == ["သင်တန်းအောင်လက်မှတ်", "CERTIFICATE OF COMPLETION"]
    assert not any(
        re.search(r"/S /H[2-6]", o.unparse().decode("latin-1")) for o in elements(sheet)
    )


def test_every_run_is_in_the_language_it_is_marked_as(sheet):
    for said in sheet.said():
        if re.search("[A-Za-z]", said.words) or BURMESE.search(said.words):
            assert said.language == ("my" if BURMESE.search(said.words) else "en"), said


def test_blocks_stand_in_blocks_as_they_may(sheet):
    for said in sheet.said():
        assert said.blocks[:2] == ("Document", "Part")
        assert not {"P", "H1"} & set(said.blocks[:-1]), said
        if "L" in said.blocks:
            assert said.blocks[-3:] == ("L", "LI", "LBody")


def test_every_picture_has_words_and_all_else_that_is_drawn_is_decoration(sheet):
    figures = [o for o in elements(sheet) if o.S == "/Figure"]
    assert figures
    assert all(str(figure.Alt) for figure in figures)
    assert [run for run in sheet.runs() if "unmarked" in run] == []
    words_of_lines = [run for run in sheet.runs() if "told" in run]
    assert len(words_of_lines) > 10


def test_what_a_line_tells_is_what_its_element_tells(sheet):
    heard = {run["told"] for run in sheet.runs() if "told" in run}
    assert {str(o.ActualText) for o in elements(sheet) if "/ActualText" in o} == heard


def test_the_window_shows_the_title_and_tabs_follow_the_structure(sheet):
    root = sheet.file.Root
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.Lang == "my"
    assert str(sheet.file.docinfo.Title).startswith("Protecting")
    assert sheet.page.Tabs == "/S"
    assert "/Outlines" not in root or not root.Outlines.get("/Count")


def test_no_break_mark_is_anywhere_in_the_file(sheet):
    hidden = "\u200b".encode("utf-16-be").hex().encode()
    for part in sheet.file.objects:
        content = part.read_bytes() if isinstance(part, pikepdf.Stream) else part.unparse()
        assert b"<feff" not in content or hidden not in content.lower()
        assert "\u200b".encode() not in content


def test_the_address_is_a_link_that_leads_to_the_code(sheet):
    [link] = [note for note in sheet.page.Annots if note.Subtype == "/Link"]
    assert str(link.A.URI).endswith("/verify/SAMPLE000000/")
    assert [said.words for said in sheet.said() if said.role == "Link"] != []


def test_the_code_is_large_enough_to_type_from(sheet):
    [code] = [run for run in sheet.runs() if run.get("glyphs") == "SAMP-LE00-0000"]
    assert min(code["sizes"]) >= 9
    assert min(min(run["sizes"]) for run in sheet.runs() if run.get("sizes")) >= 5.9


def elements(sheet):
    kinds = (o for o in sheet.file.objects if isinstance(o, pikepdf.Dictionary))
    return [o for o in kinds if o.get("/Type") == "/StructElem"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_copied_letter_for_letter(name, tmp_path):
    facts = copy.deepcopy(facts_of("plain"))
    facts["person"]["names"]["my"] = name
    content = sign_file(render_pdf(facts, "{}"))
    for how in ("-layout", "-raw"):
        lines = run("pdftotext", how, saved(content, tmp_path), "-").splitlines()
        assert name in [line.strip() for line in lines]


def test_longest_words_are_copied_letter_for_letter(tmp_path):
    text = run("pdftotext", "-raw", saved(printed("longest"), tmp_path), "-").replace("\n", "")
    for part in (HARD.name, HARD.title, HARD.agency, HARD.clause):
        assert bare(part["my"]) in bare(text)
        assert bare(part["en"]) in bare(text)


def test_every_font_is_ours_embedded_and_mapped(path):
    for line in run("pdffonts", path).splitlines()[2:]:
        assert re.match(r"[A-Z]{6}\+Sheet(-Bold)? ", line)
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]


def luminance(level):
    share = level / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def contrast(crop):
    """Of the darkest strokes against the paper round them, on grey."""
    levels = sorted(crop.tobytes())
    ink, paper = levels[len(levels) // 100], levels[len(levels) * 8 // 10]
    return (luminance(paper) + 0.05) / (luminance(ink) + 0.05)


@pytest.mark.parametrize("background", DesignVersion.Background.values)
def test_every_word_stands_out_on_a_grey_print(background, tmp_path):
    path = saved(printed(background=background), tmp_path)
    image = picture(path, tmp_path, "-gray", dots=300)
    boxes = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
        run("pdftotext", "-bbox", path, "-"),
    )
    assert len(boxes) > 30
    for *corners, word in boxes:
        crop = image.crop([round(float(corner) * 300 / 72) for corner in corners])
        assert contrast(crop) >= 4.5, word


def squares(image):
    return [code.text for code in zxingcpp.read_barcodes(image)]


def through_jpeg(image, folder, quality=35):
    image.convert("RGB").save(folder / "photo.jpg", quality=quality)
    return Image.open(folder / "photo.jpg")


TROUBLES = {
    "as printed": lambda image, folder: image,
    "on grey": lambda image, folder: image.convert("L"),
    "by a poor camera": lambda image, folder: through_jpeg(image.convert("L"), folder),
    "held askew": lambda image, folder: image.rotate(
        7, Image.Resampling.BICUBIC, expand=True, fillcolor="white"
    ),
    "upside down": lambda image, folder: image.rotate(180),
    "from the side": lambda image, folder: image.transform(
        image.size, Image.Transform.AFFINE, (1, 0.18, -80, 0.04, 1, -20), Image.Resampling.BICUBIC
    ),
    "pale": lambda image, folder: image.convert("L").point(lambda level: 140 + level * 100 // 255),
}


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("paper", PAPERS)
def test_the_square_is_read_at_100_dots_an_inch(trouble, paper, tmp_path):
    image = picture(saved(printed("longest", paper), tmp_path), tmp_path)
    read = squares(TROUBLES[trouble](image, tmp_path))
    assert [address.endswith("/verify/SAMPLE000000/") for address in read] == [True]


@pytest.mark.parametrize(
    ("paper", "width", "height"),
    [
        ("a4-landscape", 792, 612),
        ("a4-portrait", 612, 792),
        ("letter-landscape", 842, 595),
        ("a4-landscape", 595, 420),
    ],
)
def test_fitted_to_other_paper_nothing_is_lost(paper, width, height, tmp_path):
    """A4 on Letter and Letter on A4, as printers do it; the last is half the area, A5."""
    image = picture(saved(printed("plain", paper), tmp_path), tmp_path, dots=600)
    scale = min(width / image.width, height / image.height)
    paper_image = Image.new("RGB", (round(width * 100 / 72), round(height * 100 / 72)), "white")
    size = [round(side * scale * 100 / 72) for side in image.size]
    assert size[0] <= paper_image.width
    assert size[1] <= paper_image.height
    corner = [(whole - side) // 2 for whole, side in zip(paper_image.size, size, strict=True)]
    paper_image.paste(image.resize(size, Image.Resampling.LANCZOS), corner)
    assert len(squares(paper_image)) == 1


def test_it_leaves_the_margin_that_printers_cannot_reach(path, tmp_path):
    """Nothing but the paper's tint within 5 mm of the edge."""
    image = picture(path, tmp_path, "-gray", dots=100)
    edge = round(5 / 25.4 * 100)
    w, h = image.size
    strips = [(0, 0, w, edge), (0, h - edge, w, h), (0, 0, edge, h), (w - edge, 0, w, h)]
    assert all(min(image.crop(strip).tobytes()) > 230 for strip in strips)
