"""Finds the longest words a design must hold: those in the records, and a fixed hard set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Length
from django.utils import timezone
from PIL import ImageFont

from certification.facts.issuer import issuer_did, site_url
from certification.facts.snapshot import Facts
from certification.facts.wording import SHEET_LANGUAGES as _LANGUAGES
from certification.models import Batch, Design
from certification.models.choices import CertificateKind
from courses.models import Course
from people.models import Agency, Person, Posting
from plan.models import Clause, Level, Phase, Plan, Skill

_Names = dict[str, str]
_MAX_CANDIDATES = 12  # the longest by letters, of which the widest on paper is taken
_SAMPLE_CODE = "SAMPLE000000"  # L is no letter of a code
_MINISTRIES = Q(kind__in=[Agency.Kind.MINISTRY, Agency.Kind.UNION_BODY])


@dataclass(frozen=True)
class SampleWords:
    """The words that differ from holder to holder, each by language."""

    name: _Names
    title: _Names
    position: _Names
    agency: _Names
    ministry: _Names
    skill: _Names
    level: _Names
    plan: _Names
    phase: _Names
    clause: _Names


STRESS_WORDS = SampleWords(
    name={
        "my": "ဒေါက်တာဒေါ်ခင်မျိုးသန္တာဝင်းကြည်ဉာဏ်လင်းသူဇာ",
        "en": "Dr Daw Khin Myo Thandar Win Kyi Nyan Lin Thuza",
    },
    title={
        "my": "ပြည်သူ့ဝန်ဆောင်မှုများတွင် ကိုယ်ရေးအချက်အလက် ကာကွယ်ခြင်းနှင့် အီးအစိုးရ အခြေခံသင်တန်း",
        "en": "Protecting personal data in public services and foundations of e-government",
    },
    position={"my": "ဒုတိယညွှန်ကြားရေးမှူးချုပ်", "en": "Deputy Director General"},
    agency={
        "my": "သတင်းအချက်အလက်နည်းပညာနှင့် ဆိုက်ဘာလုံခြုံရေးဦးစီးဌာန",
        "en": "Department of Information Technology and Cyber Security",
    },
    ministry={
        "my": "ပို့ဆောင်ရေးနှင့် ဆက်သွယ်ရေးဝန်ကြီးဌာန",
        "en": "Ministry of Transport and Communications",
    },
    skill={
        "my": "ကိုယ်ရေးအချက်အလက်နှင့် ကိုယ်ရေးလွတ်လပ်ခွင့် ကာကွယ်ခြင်း",
        "en": "Protecting personal data and privacy",
    },
    level={"my": "အဆင့်မြင့်", "en": "Advanced"},
    plan={
        "my": "မြန်မာ အီး-အစိုးရ မဟာဗျူဟာစီမံကိန်း ၂၀၃၀",
        "en": "Myanmar e-Governance Master Plan 2030",
    },
    phase={"my": "ပထမကာလ", "en": "First phase"},
    clause={
        "my": "ရည်မှန်းချက် ၂ - ဝန်ထမ်းများနှင့် ပြည်သူများ၏ စွမ်းရည်မြှင့်တင်ခြင်း",
        "en": "Objective 2, capacity building of officials and citizens",
    },
)


def find_longest_words(design: Design) -> SampleWords:
    """Return the longest of each kind of word among those whom the design serves."""
    # Names of people only from the design's agency and under it: its editors see the preview.
    agencies = Agency.objects.under(design.agency) if design.agency else Agency.objects.all()
    postings = Posting.objects.filter(agency__in=agencies)
    real = SampleWords(
        name=_find_longest_name(_select_people(design, agencies)),
        title=_pick_widest_names(
            _find_longest_in_model(Course, "titles"), _find_longest_in_model(Batch, "titles")
        ),
        position=_find_longest_in_rows(postings, "position"),
        agency=_find_longest_in_rows(agencies, "names"),
        ministry=_find_longest_in_rows(Agency.objects.filter(_MINISTRIES), "names"),
        skill=_find_longest_in_model(Skill, "names"),
        level=_find_longest_in_model(Level, "names"),
        plan=_find_longest_in_model(Plan, "names"),
        phase=_find_longest_in_model(Phase, "names"),
        clause=_find_longest_in_model(Clause, "names"),
    )
    return SampleWords(
        **{name: words or getattr(STRESS_WORDS, name) for name, words in vars(real).items()}
    )


def _select_people(design: Design, agencies: QuerySet[Agency]) -> QuerySet[Person]:
    if design.agency is None:
        return Person.objects.all()
    return Person.objects.posted_in(agencies, day=timezone.localdate())


def _find_longest_name(people: QuerySet[Person]) -> _Names:
    """Return the widest name by language, with its honorific, as on paper."""
    found: set[Person] = set()
    for field in ("name_my", "name_en"):
        found |= set(people.order_by(Length(field).desc())[:_MAX_CANDIDATES])
    return _pick_widest_texts({code: [p.name_in(code) for p in found] for code in _LANGUAGES})


def _find_longest_in_model(model: type[Model], field: str) -> _Names:
    return _find_longest_in_rows(model._default_manager.all(), field)


def _find_longest_in_rows(rows: QuerySet[Any], field: str) -> _Names:
    """Return the widest text of a column of names, by language."""
    return _pick_widest_texts(
        {code: _select_longest_texts(rows, f"{field}__{code}") for code in _LANGUAGES}
    )


def _select_longest_texts(rows: QuerySet[Any], path: str) -> Iterable[str]:
    texts = rows.annotate(text=KT(path)).filter(text__isnull=False)
    return texts.order_by(Length("text").desc()).values_list("text", flat=True)[:_MAX_CANDIDATES]


def _pick_widest_texts(texts: dict[str, Iterable[str]]) -> _Names:
    widths = {code: max(found, key=_measure_width, default="") for code, found in texts.items()}
    return {code: text for code, text in widths.items() if text}


def _pick_widest_names(*names: _Names) -> _Names:
    return _pick_widest_texts({code: [n[code] for n in names if code in n] for code in _LANGUAGES})


def _measure_width(text: str) -> float:
    """Measure in the bold type of the sheet: Burmese letters differ much in width."""
    return _load_font().getlength(text)


@cache  # a file of the release, which does not change while the process runs
def _load_font() -> ImageFont.FreeTypeFont:
    folder = Path(settings.NODE_MODULES) / "@expo-google-fonts" / "noto-sans-myanmar"
    return ImageFont.truetype(folder / "700Bold" / "NotoSansMyanmar_700Bold.ttf", 20)


def build_sample_facts(kind: str, words: SampleWords, signatories: list[dict[str, Any]]) -> Facts:
    """Return facts of a certificate that does not exist; its code is never drawn."""
    skill = {"names": words.skill, "level": 2, "level_names": words.level}
    target = {"plan": words.plan, "phase": words.phase, "clause": words.clause}
    return {
        "version": 3,
        "kind": str(kind or CertificateKind.COURSE),
        "design": "sample",
        "code": _SAMPLE_CODE,
        "uuid": _SAMPLE_CODE,
        "issued_at": "2026-11-24T00:00:00+00:00",
        "completed_on": "2026-11-24",
        "expires_on": "2029-11-24",
        "language": "my",
        "person": {"subject": "", "names": words.name, "is_confirmed": True},
        "agency": {"code": "", "names": words.agency},
        "ministry": {"code": "", "names": words.ministry},
        "position": words.position,
        "grade": None,
        "score": 100,
        "course": {"key": "", "slug": "", "titles": words.title},
        "skills": [skill],
        "targets": [target],
        "signatories": signatories,
        "issuer": {"did": issuer_did(), "names": settings.ISSUER["name"], "url": site_url()},
    }
