"""Designs for tests: drafts with pictures, as a registrar would write them."""

import io
import math
import random

from PIL import Image, ImageDraw

from certification.designs.drafts import DesignDraft, DraftSignatory, build_default_draft
from certification.designs.images import prepare_emblem, prepare_signature
from certification.designs.samples import STRESS_WORDS, build_sample_facts
from certification.models import Design

PEOPLE = (
    ("ဒေါ်အေးအေးမြင့်", "Daw Aye Aye Myint", "ညွှန်ကြားရေးမှူးချုပ်", "Director General"),
    ("ဦးကျော်စွာထွန်း", "U Kyaw Swar Tun", "ဒုတိယညွှန်ကြားရေးမှူး", "Deputy Director"),
    ("ဒေါက်တာမြတ်သီတာ", "Dr Myat Thida", "ပါမောက္ခချုပ်", "Rector"),
    ("ဦးဇော်မင်းလတ်", "U Zaw Min Latt", "အတွင်းရေးမှူး", "Secretary"),
)
EMBLEM_TEXT = {"my": "ရာထူးဝန်အဖွဲ့တံဆိပ်", "en": "Emblem of the Civil Service Board"}


def drawn(size, mode="RGB", kind="PNG", paper="white"):
    """A round mark on paper, as a file."""
    picture = Image.new(mode, size, paper)
    w, h = size
    ImageDraw.Draw(picture).ellipse((w / 8, h / 8, w * 7 / 8, h * 7 / 8), fill="navy")
    file = io.BytesIO()
    picture.save(file, kind)
    file.seek(0)
    return file


def scribble():
    """A signature on white paper, as somebody would scan it."""
    picture = Image.new("RGB", (900, 260), "#f4f4f0")
    points = [(60 + 8 * k, 130 + 90 * math.sin(k / 4) * math.cos(k / 9)) for k in range(98)]
    ImageDraw.Draw(picture).line(points, fill="#20306a", width=9, joint="curve")
    file = io.BytesIO()
    picture.save(file, "JPEG")
    file.seek(0)
    return file


def intricate(size, strokes):
    """Many coloured strokes on paper, as a file."""
    picture, chance = Image.new("RGB", size, "white"), random.Random(7)  # noqa: S311
    for _ in range(strokes):
        ends = [(chance.random() * size[0], chance.random() * size[1]) for _ in range(2)]
        colour = tuple(chance.randrange(200) for _ in range(3))
        ImageDraw.Draw(picture).line(ends, fill=colour, width=9)
    file = io.BytesIO()
    picture.save(file, "PNG")
    file.seek(0)
    return file


def make_signers(count=2, *, has_pictures=False):
    image = prepare_signature(scribble()) if has_pictures else None
    return tuple(
        DraftSignatory({"my": a, "en": b}, {"my": c, "en": d}, image)
        for a, b, c, d in PEOPLE[:count]
    )


def make_draft(kind="course", *, signers=2, has_signatures=False, has_emblem=False, **changes):
    pictured = {}
    if has_emblem:
        emblem = prepare_emblem(drawn((400, 400), "RGBA", paper=(0, 0, 0, 0)))
        pictured = {"emblem": emblem, "emblem_text": EMBLEM_TEXT}
    fields = vars(build_default_draft(kind, []))
    signed = make_signers(signers, has_pictures=has_signatures)
    return DesignDraft(**{**fields, "signers": signed, **pictured, **changes})


def make_design(key="national", kind="course", agency=None):
    names = {"my": "ဒီဇိုင်း", "en": "Design"}
    return Design.objects.create(key=key, kind=kind, agency=agency, names=names)


def hard_facts(draft, kind="course"):
    return build_sample_facts(kind, STRESS_WORDS, draft.signatories())
