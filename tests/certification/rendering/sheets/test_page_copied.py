"""The words of the sheet as they are copied out of it."""

import copy
import re

import pytest

from certification.designs.samples import STRESS_WORDS
from certification.rendering.page import render_pdf
from certification.sealing.pades import sign_pdf
from tests.certification.rendering.sheets.sample_certificates import (
    bare,
    facts_of,
    printed,
    run,
    saved,
)

NAMES = [
    *("ဦးသိင်္ဂီဗုဒ္ဓ", "ဒေါ်အင်ကြင်းသန္တာ", "မဥမ္မာသတ္တဝါ", "စောလှကျွန်းဩဇာ", "နန်းခမ်းဆိုင်မြွှာ"),
    *("ဒေါ်ပြဿနာမင်္ဂလာ", "ကိုဣန္ဒြေကြွေး", "ဦးဉာဏ်လျှော့သုံ့ပန်း"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_copied_letter_for_letter(name, tmp_path):
    facts = copy.deepcopy(facts_of("plain"))
    facts["person"]["names"]["my"] = name
    content = sign_pdf(render_pdf(facts, "{}"))
    for how in ("-layout", "-raw"):
        lines = run("pdftotext", how, saved(content, tmp_path), "-").splitlines()
        assert name in [line.strip() for line in lines]


def test_longest_words_are_copied_letter_for_letter(tmp_path):
    text = run("pdftotext", "-raw", saved(printed("longest"), tmp_path), "-").replace("\n", "")
    for part in (STRESS_WORDS.name, STRESS_WORDS.title, STRESS_WORDS.agency, STRESS_WORDS.clause):
        assert bare(part["my"]) in bare(text)
        assert bare(part["en"]) in bare(text)


def test_every_font_is_ours_embedded_and_mapped(tmp_path):
    for line in run("pdffonts", saved(printed(), tmp_path)).splitlines()[2:]:
        assert re.match(r"[A-Z]{6}\+Sheet(-Bold)? ", line)
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]
