"""Writes a short course that says all of itself: audience, rule, edition, picture, duration."""

from __future__ import annotations

from django.db import transaction

from cms.access.shelves import ensure_collection
from cms.bootstrap import SOURCE_LANGUAGE, ensure_agency_catalog
from cms.demo.content.covers import store_cover
from cms.demo.content.loading import ensure_translated_page
from cms.demo.organisation import accounts
from cms.models import BankPage, CoursePage, LessonPage, ModulePage, QuizBank, QuizPage
from courses.models import Course, CourseEdition
from people.models import Agency

_SLUG, _BEFORE = "leading-after-an-incident", "first-hour-of-an-incident"
_TITLE = {
    "en": "Leading an office after an incident",
    "my": "ဖြစ်ရပ်တစ်ခုအပြီး ရုံးကို ဦးဆောင်ခြင်း",
}
_SUMMARY = {
    "en": "You decide what is told to whom, and lead the office back to work.",
    "my": "မည်သူ့ကို မည်သည့်အကြောင်း အသိပေးမည်ကို ဆုံးဖြတ်ပြီး ရုံးလုပ်ငန်းများ ပြန်လည်စတင်နိုင်ရန် ဦးဆောင်နိုင်မည်။",
}
_OUTCOMES = {
    "en": "Decide who is told, and when\nName one person who answers questions",
    "my": "မည်သူ့ကို မည်သည့်အချိန် အသိပေးမည်ကို ဆုံးဖြတ်ခြင်း\nမေးမြန်းချက်များ ဖြေကြားမည့်သူတစ်ဦး သတ်မှတ်ခြင်း",
}
_PICTURE = {
    "en": "Three people, of whom the one in the middle speaks",
    "my": "လူသုံးဦး၊ အလယ်မှတစ်ဦးက ပြောကြားနေသည်",
}
_MODULE = {"en": "The first day", "my": "ပထမနေ့"}
_LESSON = {"en": "Who is told", "my": "မည်သူ့ကို အသိပေးမည်နည်း"}
_TEXT = {
    "en": "<p>Tell those first whose work stops. One person answers all questions.</p>",
    "my": "<p>လုပ်ငန်းရပ်ဆိုင်းသွားသူများကို ဦးစွာ အသိပေးပါ။ မေးမြန်းချက်အားလုံးကို တာဝန်ခံတစ်ဦးက"
    " ဖုန်းနံပါတ်တစ်ခုတည်းဖြင့် ဖြေကြားပါ။</p>",
}
_TEST = {"en": "Final test", "my": "နောက်ဆုံးစစ်ဆေးမှု"}
_WHY = "Directive 12 asks for one person who answers questions."
_NOTE = {
    "en": "New: one person of the office answers all questions.",
    "my": "အသစ် – ရုံးမှ တာဝန်ခံတစ်ဦးက မေးမြန်းချက်အားလုံးကို ဖြေကြားရမည်။",
}


@transaction.atomic
def write_held_course() -> None:
    """Publish the course twice: the second time as an edition of its own."""
    owner = Agency.objects.get(code=accounts.COURSE_OWNER)
    shelf = ensure_agency_catalog(owner)

    def make(language: str) -> CoursePage:
        return CoursePage(
            title=_TITLE[language],
            slug=_SLUG,
            summary=_SUMMARY[language],
            outcomes=_OUTCOMES[language],
            audience="official",
            duration=90,
            sectors=["administration"],
            asks_feedback=False,
            picture=store_cover(_SLUG, ensure_collection(owner.code)),
            picture_words=_PICTURE[language],
        )

    course = ensure_translated_page(shelf, make, _SLUG)
    _write_parts(course)
    page = CoursePage.objects.get(pk=course.pk)
    _hold_to_terms(page, owner)
    page.save_revision().publish()
    page = CoursePage.objects.get(pk=course.pk)
    page.is_material, page.edition_why = True, _WHY
    page.edition_note_en, page.edition_note_my = _NOTE["en"], _NOTE["my"]
    page.save_revision().publish()


def has_held_course() -> bool:
    return CourseEdition.objects.filter(course__slug=_SLUG).exists()


def _write_parts(course: CoursePage) -> None:
    def make_module(language: str) -> ModulePage:
        return ModulePage(title=_MODULE[language], slug="first-day")

    def make_lesson(language: str) -> LessonPage:
        page = LessonPage(title=_LESSON[language], slug="who-is-told", minutes=5)
        page.body = [("text", _TEXT[language])]
        return page

    def make_test(language: str) -> QuizPage:
        page = QuizPage(title=_TEST[language], slug="final-test", draw_count=3)
        banks = BankPage.objects.filter(slug__startswith=_BEFORE, live=True)
        page.banks = [QuizBank(bank=banks.filter(locale__language_code=SOURCE_LANGUAGE)[0])]
        return page

    module = ensure_translated_page(course, make_module, f"{_SLUG}/first-day")
    ensure_translated_page(module, make_lesson, f"{_SLUG}/who-is-told")
    ensure_translated_page(course, make_test, f"{_SLUG}/final-test")


def _hold_to_terms(page: CoursePage, owner: Agency) -> None:
    test = QuizPage.objects.child_of(page).get()
    page.audience_units = [("unit", owner.get_root().code)]
    page.grade_from, page.grade_to = 1, 8
    page.prerequisites = [("course", str(Course.objects.live().get(slug=_BEFORE).key))]
    page.passes_by = CoursePage.PassesBy.ANY
    page.pass_rule = [
        ("group", [("lessons", 100), ("quiz", {"quiz": test, "at_least": 60})]),
        ("group", [("attendance", 80)]),
    ]
