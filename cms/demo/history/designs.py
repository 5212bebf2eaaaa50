"""Makes the demo's certificate designs: for courses, classroom training and programmes."""

from __future__ import annotations

import datetime as dt
import io
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

from certification.designs.drafts import (
    DesignDraft,
    DraftSignatory,
    build_default_draft,
    publish_draft,
    save_draft,
)
from certification.designs.images import prepare_emblem, prepare_signature
from certification.models import CertificateKind, Design
from cms.demo.history.timeline import first_day, pick_moment
from people.models import Person

_DESIGNS_SEED = 45
_EMBLEM_TEXT = {
    "my": "အချောင်း ၂၄ ချောင်းပါ ရွှေရောင်ဘီး (နမူနာတံဆိပ်)",
    "en": "Golden wheel of 24 spokes (sample emblem)",
}
_JADE_COLOURS = {
    "primary": "#0a5c4b",
    "accent": "#b8923a",
    "ink": "#1c2430",
    "muted": "#4c5650",
    "paper": "#fcfdf8",
}
_LAPIS_COLOURS = {**_JADE_COLOURS, "primary": "#1f3f7e", "accent": "#a98a3c", "muted": "#4d5363"}
_SAMPLE_SIGNERS = {
    "head": (
        "ဒေါ်အေးအေးမြင့်",
        "Daw Aye Aye Myint",
        "ညွှန်ကြားရေးမှူးချုပ် (နမူနာ)",
        "Director General (sample)",
    ),
    "dean": ("ဦးသန့်ဇင်ဦး", "U Thant Zin Oo", "သင်တန်းမှူး (နမူနာ)", "Course Director (sample)"),
    "rector": ("ဒေါက်တာမြတ်သီတာ", "Dr Myat Thida", "ပါမောက္ခချုပ် (နမူနာ)", "Rector (sample)"),
    "secretary": ("ဦးဇော်မင်းလတ်", "U Zaw Min Latt", "အတွင်းရေးမှူး (နမူနာ)", "Secretary (sample)"),
}


def make_designs() -> None:
    """Write and publish each design before the first certificate of the demo."""
    # A design serves only certificates that are issued after it was published.
    registrar = Person.objects.get(username="registrar")
    at = pick_moment(Random(_DESIGNS_SEED), first_day() - dt.timedelta(days=7))  # noqa: S311
    for key, (kind, names, draft) in _build_designs().items():
        design = Design.objects.create(key=key, kind=kind, names=names)
        save_draft(design, draft, by=registrar, at=at)
        publish_draft(design, at=at)


def _build_designs() -> dict[str, tuple[CertificateKind, dict[str, str], DesignDraft]]:
    emblem = prepare_emblem(_draw_emblem())
    return {
        "lacquer-and-gold": (
            CertificateKind.COURSE,
            {"my": "ယွန်းနီရွှေချ", "en": "Lacquer and gold"},
            _build_draft(CertificateKind.COURSE, "head", "dean"),
        ),
        "jade": (
            CertificateKind.CLASSROOM,
            {"my": "ကျောက်စိမ်း ဒေါင်လိုက်", "en": "Jade, upright"},
            _build_draft(
                CertificateKind.CLASSROOM,
                *("head", "rector", "dean"),
                paper="a4-portrait",
                background="frame",
                colours=_JADE_COLOURS,
                emblem=emblem,
                emblem_text=_EMBLEM_TEXT,
            ),
        ),
        "lapis": (
            CertificateKind.PROGRAMME,
            {"my": "နီလာ ရိုးရိုးစက္ကူ", "en": "Lapis on plain paper"},
            _build_draft(
                CertificateKind.PROGRAMME,
                *_SAMPLE_SIGNERS,
                background="plain",
                colours=_LAPIS_COLOURS,
            ),
        ),
    }


def has_designs() -> bool:
    return Design.objects.filter(versions__published_at__isnull=False).exists()


def _build_draft(kind: CertificateKind, *who: str, **changes: object) -> DesignDraft:
    plain = vars(build_default_draft(kind, []))
    signers = tuple(_build_signer(name) for name in who)
    return DesignDraft(**{**plain, "signers": signers, **changes})


def _build_signer(name: str) -> DraftSignatory:
    mine, theirs, position, english = _SAMPLE_SIGNERS[name]
    image = prepare_signature(_draw_signature(Random(f"{_DESIGNS_SEED} {name}")))  # noqa: S311
    return DraftSignatory({"my": mine, "en": theirs}, {"my": position, "en": english}, image)


def _draw_signature(random: Random) -> io.BytesIO:
    """Draw a signature of nobody: loops that run to the right, and a line under them."""
    picture = Image.new("L", (960, 260), 255)
    draw = ImageDraw.Draw(picture)
    size, speed, lean = random.uniform(55, 85), random.uniform(0.42, 0.6), random.uniform(12, 26)
    points = []
    for step in range(150):
        angle, fade = step * speed / 2.2, 1 - step / 260
        height = size * fade * (0.6 + 0.4 * sin(step / 11))
        points.append((70 + step * 5.2 + lean * cos(angle), 120 + height * sin(angle)))
    draw.line(points, fill=30, width=6, joint="curve")
    draw.line([(60, 222), (560, 204), (880, 212)], fill=30, width=5, joint="curve")
    return _to_png_file(picture)


def _draw_emblem() -> io.BytesIO:
    """Draw a wheel of 24 spokes in gold on jade."""
    # Pillow draws without antialiasing: large, it is smooth when it is made small.
    picture = Image.new("RGBA", (1200, 1200), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    gold, jade = "#c9a24a", "#0a5c4b"
    draw.ellipse((20, 20, 1180, 1180), fill=jade, outline=gold, width=36)
    draw.ellipse((150, 150, 1050, 1050), outline=gold, width=44)
    for spoke in range(24):
        angle = spoke * pi / 12
        inner, outer = (
            (600 + radius * cos(angle), 600 + radius * sin(angle)) for radius in (120, 440)
        )
        draw.line([inner, outer], fill=gold, width=16)
    draw.ellipse((470, 470, 730, 730), fill=gold)
    draw.ellipse((545, 545, 655, 655), fill=jade)
    return _to_png_file(picture)


def _to_png_file(picture: Image.Image) -> io.BytesIO:
    file = io.BytesIO()
    picture.save(file, "PNG")
    file.seek(0)
    return file
