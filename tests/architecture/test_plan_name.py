"""The plan has one Burmese name, wherever its English name is translated."""

import csv
from pathlib import Path

import polib
import yaml
from django.conf import settings

from certification.designs.samples import STRESS_WORDS

ROOT = Path(settings.BASE_DIR)
ENGLISH = "e-Governance Master Plan 2030"
BURMESE = "မြန်မာ အီး-အစိုးရ မဟာဗျူဟာစီမံကိန်း ၂၀၃၀"


def test_interface_pages_and_certificates_name_the_plan_alike():
    catalogue = polib.pofile(str(ROOT / "locale" / "my" / "LC_MESSAGES" / "django.po"))
    with open(ROOT / "data" / "demo" / "plan.csv") as file:
        rows = [(row["name_en"], row["name_my"]) for row in csv.DictReader(file)]
    pages = yaml.safe_load((ROOT / "cms" / "first_pages.yaml").read_text())["pages"]
    leads = [(page["lead"]["en"], page["lead"]["my"]) for page in pages]
    texts = [*((one.msgid, one.msgstr) for one in catalogue), *rows, *leads]
    names = [burmese for english, burmese in texts if ENGLISH in english]
    assert len(names) >= 4
    assert [name for name in [*names, STRESS_WORDS.plan["my"]] if BURMESE not in name] == []
