"""Sheets on every paper, with plain and with the longest words, to be read and printed."""

import re
import subprocess
from functools import cache

from django.conf import settings
from PIL import Image

from certification.designs.samples import STRESS_WORDS, SampleWords, build_sample_facts
from certification.models import DesignVersion
from certification.rendering.page import render_pdf
from certification.rendering.style import BUILT_IN_STYLE, SheetStyle
from certification.sealing.pades import sign_pdf
from tests.services import require

PAPERS = DesignVersion.Paper.values
PLAIN = SampleWords(
    **{
        **vars(STRESS_WORDS),
        "name": {"my": "ဒေါ်ခင်မျိုးသန္တာ", "en": "Daw Khin Myo Thandar"},
        "title": {"my": "ရုံးတွင် အချက်အလက် ကာကွယ်ခြင်း", "en": "Protecting data at the office"},
    }
)
WORDS = {"plain": PLAIN, "longest": STRESS_WORDS}


HARD = "ဥဿုံ ပြဿနာ အင်္ဂါ သင်္ဘော ကမ္ဘာ သတ္တဝါ ဗုဒ္ဓ မြွှာ ကျွန်ုပ် ကြွေး ဉာဏ် သုံ့ပန်း လျှော့ ဩဂုတ် ဣန္ဒြေ"
LONG_MY = "ဒေါက်တာဒေါ်ခင်မျိုးသန္တာဝင်းကြည်ဉာဏ်လင်းသူဇာထွန်းနန္ဒာကျော်စိုးမြင့်"
LONG_EN = "Dr Daw Khin Myo Thandar Win Kyi Nyan Lin Thuzar Htun Nandar Kyaw Soe Myint"


def facts_of(words: str) -> dict:
    facts = build_sample_facts("course", WORDS[words], settings.SIGNATORIES)
    facts["score"] = 86
    return facts


@cache
def printed(
    words="plain", paper=BUILT_IN_STYLE.paper, background=BUILT_IN_STYLE.background
) -> bytes:
    return sign_pdf(
        render_pdf(facts_of(words), "{}", SheetStyle(paper=paper, background=background))
    )


def saved(content, folder) -> str:
    path = folder / "sheet.pdf"
    path.write_bytes(content)
    return str(path)


def run(*command):
    require(command[0])
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def picture(path, folder, *options, dots=100):
    run("pdftoppm", "-r", str(dots), "-png", "-singlefile", *options, path, str(folder / "page"))
    with Image.open(folder / "page.png") as image:
        return image.copy()


def bare(text):
    """Without spaces, breaks and the dots between parts, which differ from paper to paper."""
    return re.sub(r"[\s·\u200b]", "", text)


def text_of(path):
    return run("pdftotext", "-layout", path, "-")


def long_names(facts):
    facts["person"]["names"] = {"my": LONG_MY, "en": LONG_EN}
    facts["course"]["titles"] = {"my": HARD[:120], "en": "Foundations of Digital Government " * 3}
    facts["skills"] *= 3
