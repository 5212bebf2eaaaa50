"""Pages for tests: written in English, with a way to write them in Burmese too."""

import uuid

from wagtail.models import Locale, Page
from wagtail.rich_text import RichText

from cms.models import (
    BankItem,
    BankPage,
    CoursePage,
    CoursePageSkill,
    LessonPage,
    ModulePage,
    ProgrammePage,
    ProgrammePageSkill,
    QuizBank,
    QuizPage,
)
from cms.translation.adoption import adopt_translation
from people.models import Agency
from tests.people.factories import AgencyFactory
from tests.plan.factories import SkillFactory

BURMESE = {
    "Personal data": "ကိုယ်ရေးအချက်အလက်",
    "What it is": "၎င်းသည် အဘယ်နည်း",
    "A fact about a person.": "လူတစ်ဦးနှင့်ဆိုင်သော အချက်အလက်။",
}


def locale(code):
    return Locale.objects.get(language_code=code)


def put(parent, page, *, publish=True):
    page.locale = page.locale if page.locale_id else parent.locale
    page.live = publish
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
        page.refresh_from_db()
    return page


def put_course(shelf, *, slug="data", title="Personal data", publish=True, **fields):
    page = CoursePage(title=title, slug=slug, summary="What it is", **fields)
    page.skills = [CoursePageSkill(skill=SkillFactory(), level=2)]
    return put(shelf, page, publish=publish)


def put_module(course, *, slug="one", title="Module one", **fields):
    return put(course, ModulePage(title=title, slug=slug), **fields)


def put_lesson(module, *, slug="first", title="What it is", text="A fact about a person.", **kw):
    body = [("text", RichText(f"<p>{text}</p>"))]
    return put(module, LessonPage(title=title, slug=slug, minutes=7, body=body), **kw)


def item(stem="Which is personal data?", *, right=(0,), kind="single", order=0, options=3):
    return BankItem(
        kind=kind,
        stem=f"<p>{stem}</p>",
        options=[
            {
                "type": "option",
                "id": str(uuid.uuid4()),
                "value": {"text": f"Answer {number}", "is_correct": number in right},
            }
            for number in range(options)
        ],
        feedback="<p>Because it names a person.</p>",
        sort_order=order,
    )


def put_bank(shelf, *, slug="bank", title="Questions", items=None):
    page = BankPage(title=title, slug=slug, locale=shelf.locale)
    page.items = items or [item(), item("Which is not?", order=1)]
    for one in page.items.all():
        one.locale = shelf.locale
    return put(shelf, page)


def put_asked_bank(shelf):
    """A published bank, its questions pushed down: a quiz draws from it."""
    page = put_bank(shelf)
    put_quiz(put_course(shelf), page)
    return page


def put_quiz(parent, bank, *, slug="quiz", title="Quiz", **fields):
    page = QuizPage(title=title, slug=slug, **fields)
    page.banks = [QuizBank(bank=bank)]
    return put(parent, page)


def part(*courses, title="Basics", **rules):
    rules = {"required": None, "in_order": False, "waits": False} | rules
    return ("part", {"title": title, "courses": [str(one.key) for one in courses], **rules})


def put_programme(shelf, *parts, publish=True, **fields):
    fields = {"title": "Digital basics", "slug": "basics", "summary": "What it is"} | fields
    page = ProgrammePage(sets=list(parts), **fields)
    page.skills = [ProgrammePageSkill(skill=SkillFactory(), level=2)]
    return put(shelf, page, publish=publish)


def in_burmese(page, **changes):
    """The page's Burmese translation: each text known from BURMESE, or marked as Burmese."""
    written = page.specific_class.objects.get(pk=page.pk)
    written.title = BURMESE.get(page.title, f"{page.title} (မြန်မာ)")
    if hasattr(written, "summary"):
        written.summary = BURMESE.get(page.summary, "အကျဉ်း")
    if hasattr(written, "body"):
        for block in written.body:
            block.value = RichText(translated(block.value.source))
    return adopt_translation(page, written, locale("my"), **changes)


def translated(html):
    for english, burmese in BURMESE.items():
        html = html.replace(english, burmese)
    return html


def make_ministries() -> dict[str, Agency]:
    """A root with two ministries, each with an office."""
    root = AgencyFactory(code="GOV", kind="government", names={"my": "အစိုးရ", "en": "Government"})
    moe = AgencyFactory(parent=root, code="MOE", kind="ministry")
    moh = AgencyFactory(parent=Agency.objects.get(code="GOV"), code="MOH", kind="ministry")
    AgencyFactory(parent=moe, code="MOE-1")
    AgencyFactory(parent=moh, code="MOH-1")
    return {agency.code: agency for agency in Agency.objects.all()}
