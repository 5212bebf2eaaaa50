"""Gives a short course whose test is a letter: two of them wait for marks, one is marked."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.bootstrap import ensure_agency_catalog, ensure_locale
from cms.demo.content.loading import ensure_translated_page
from cms.demo.content.writing import stable_key
from cms.demo.organisation.accounts import COURSE_OWNER
from cms.models import BankItem, BankPage, CoursePage, QuizPage
from cms.models.quizzes import QuizBank
from courses.items.kinds.essay import read_task
from courses.models import Course, Enrolment, Essay, Quiz
from courses.progress import enrol_person
from courses.quizzes import start_attempt, submit_attempt
from courses.quizzes.essays.marks import give_marks
from people.models import Agency, Person

_SLUG, _MARKER = "reply-to-an-application", "trainer"
_TITLES = {"en": "A reply that is understood", "my": "နားလည်လွယ်သော အကြောင်းပြန်စာ"}
_SUMMARIES = {
    "en": "Answer an application in one page: what was decided, and what to do next.",
    "my": "လျှောက်လွှာတစ်စောင်ကို ဆုံးဖြတ်ချက်နှင့် ဆက်လက်ဆောင်ရွက်ရန်တို့ဖြင့် အကြောင်းပြန်ပါ။",
}
_QUIZ_TITLES = {"en": "Write the reply", "my": "အကြောင်းပြန်စာ ရေးသားခြင်း"}
_BANK_TITLES = {"en": "Replies to write", "my": "ရေးသားရန် အကြောင်းပြန်စာများ"}
_STEMS = {
    "en": "<p>An applicant has sent no copy of the household list. Write the reply.</p>",
    "my": "<p>လျှောက်ထားသူတစ်ဦးသည် အိမ်ထောင်စုစာရင်းမိတ္တူ မပူးတွဲခဲ့ပါ။ သင့်ရုံး၏ အကြောင်းပြန်စာကို ရေးပါ။</p>",
}
_TEXTS = [
    "ဦးမောင်မောင်ခင်ဗျား။\n\nလူကြီးမင်း၏ လျှောက်လွှာကို လက်ခံရရှိပါသည်။ "
    "အိမ်ထောင်စုစာရင်းမိတ္တူ မပါရှိသဖြင့် ဆက်လက်မဆောင်ရွက်နိုင်သေးပါ။\n\n"
    "မိတ္တူကို တစ်ပတ်အတွင်း ရုံးသို့ ပေးပို့ပါ။ ရရှိသည့်နေ့မှစ၍ ငါးရက်အတွင်း ဆုံးဖြတ်ချက်ကို အကြောင်းကြားပါမည်။",
    "လျှောက်လွှာ မပြည့်စုံပါ။ ပြန်လည်တင်ပြပါ။",
    "လူကြီးမင်း၏ လျှောက်လွှာကို စိစစ်ပြီးပါပြီ။ လိုအပ်သော စာရွက်စာတမ်းတစ်ခု ကျန်ရှိပါသည်။ "
    "အိမ်ထောင်စုစာရင်းမိတ္တူကို ပေးပို့ပါက ဆက်လက်ဆောင်ရွက်ပါမည်။",
]
_COMMENT = "ဆုံးဖြတ်ချက်နှင့် နောက်ဆက်တွဲ ရှင်းလင်းပါသည်။ အခြေခံသော စည်းမျဉ်းကိုပါ ဖော်ပြပါ။"


@transaction.atomic
def write_essays() -> None:
    """Publish the course, let three officials write, and mark the first text."""
    _publish_course()
    quiz = Quiz.objects.get(key=stable_key(_SLUG, "quiz"))
    for person, text in zip(_choose_writers(quiz.course), _TEXTS, strict=False):
        _hand_in(quiz, person, text)
    essay = Essay.objects.filter(quiz=quiz).by_age().first()
    if essay is not None:
        rubric = read_task(essay.attempt_item.version.answer_key).rubric
        choices = {one.id: one.levels[-2].id for one in rubric}
        marker = Person.objects.get(username=_MARKER)
        give_marks(essay, by=marker, choices=choices, comment=_COMMENT, at=timezone.now())


def has_essays() -> bool:
    return Essay.objects.exists()


def _publish_course() -> None:
    agency = Agency.objects.get(code=COURSE_OWNER)
    shelf = ensure_agency_catalog(agency)
    bank = ensure_translated_page(shelf, _make_bank, f"{_SLUG}/bank")
    course = ensure_translated_page(shelf, _make_course, f"{_SLUG}/course")
    # Of the page that is read again: the one above is as it was before its translation.
    parent = Page.objects.get(pk=course.pk).specific

    def make_quiz(language: str) -> QuizPage:
        page = QuizPage(title=_QUIZ_TITLES[language], slug="write", pass_mark=60, attempt_limit=2)
        page.answers_shown = "never"
        page.banks = [QuizBank(bank=bank)]
        return page

    ensure_translated_page(parent, make_quiz, f"{_SLUG}/quiz")


def _make_course(language: str) -> CoursePage:
    words = {"title": _TITLES[language], "summary": _SUMMARIES[language]}
    return CoursePage(slug=_SLUG, gives_certificate=False, **words)


def _make_bank(language: str) -> BankPage:
    page = BankPage(title=_BANK_TITLES[language], slug=f"{_SLUG}-questions")
    rules = {"limit": 1500, "is_shown": True, "preset": "case", "note": ""}
    block = {"id": str(stable_key(_SLUG, "rules")), "type": "essay", "value": rules}
    item = BankItem(kind="essay", stem=_STEMS[language], options=[block], sort_order=0)
    item.translation_key, item.locale = stable_key(_SLUG, "item"), ensure_locale(language)
    page.items = [item]
    return page


def _choose_writers(course: Course) -> list[Person]:
    """Return officials of the ministry who play no part in the demo."""
    under = Agency.objects.filter(path__startswith=course.agency.path)
    people = Person.objects.posted_in(under, day=timezone.localdate()).filter(is_active=True)
    busy = Enrolment.objects.values("person")
    others = people.exclude(username__in=settings.DEMO_ACCOUNTS).exclude(pk__in=busy)
    return list(others.order_by("pk")[: len(_TEXTS)])


def _hand_in(quiz: Quiz, person: Person, text: str) -> None:
    attempt = start_attempt(quiz, enrol_person(person, quiz.course, language="my"), language="my")
    submit_attempt(attempt, {item.position: [f"text:{text}"] for item in attempt.items.all()})
