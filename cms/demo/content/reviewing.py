"""Hands in a short course where reviewers publish: sent back once, it waits again."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.bootstrap import ensure_agency_catalog
from cms.demo.content.writing import stable_key
from cms.models import CoursePage, LessonPage, ModulePage, PageReview
from cms.offering import offer_template
from cms.reviews import send_back, submit_for_review
from cms.reviews.talking import add_comment
from people.models import Agency, Person, Role

_ACADEMY, _AUTHOR, _REVIEWER = "CSA-UM", "trainer", "reviewer"
_SUMMARY = "How to write an official letter that is understood at the first reading."
_FIRST_BODY = "<p>Say in the first sentence what the reader is to do, and until when.</p>"
_QUESTION = "ဤဥပမာသည် ရုံးလုပ်ငန်းညွှန်ကြားချက်အသစ်နှင့် ကိုက်ညီပါသလား။"
_TEMPLATE = "safe-sign-in"
_EXAMPLE = "<p>“Please send the list of applicants by 5 January” is such a sentence.</p>"


@transaction.atomic
def hand_in_course() -> None:
    Agency.objects.filter(code=_ACADEMY).update(publishing=Agency.Publishing.REVIEWER)
    academy = Agency.objects.get(code=_ACADEMY)
    author, reviewer = Person.objects.get(username=_AUTHOR), _appoint_reviewer(academy)
    course, module, lesson = _write_course(ensure_agency_catalog(academy), author)
    review = submit_for_review(lesson, by=author)
    send_back(review, by=reviewer, reason="Add an example that readers can copy.")
    lesson.body.append(("text", _EXAMPLE))
    lesson.save_revision(user=author)
    due = timezone.localdate() + dt.timedelta(days=7)
    again = submit_for_review(lesson, by=author, note="With an example now.", due_on=due)
    add_comment(again, _QUESTION, by=reviewer)
    for page in (module, course):
        submit_for_review(page, by=author, due_on=due)
    _offer_template(author)


def _offer_template(author: Person) -> None:
    """Offer a short course of the author's agency as a beginning of others, if it is there."""
    # The source is the oldest; its translations follow it into a copy.
    course = CoursePage.objects.live().filter(slug=_TEMPLATE).order_by("pk").first()
    if course is not None:
        offer_template(course, by=author)


def has_handed_in() -> bool:
    return PageReview.objects.exists()


def _appoint_reviewer(academy: Agency) -> Person:
    """Give somebody of the academy the role, and a way to sign in."""
    here = Agency.objects.filter(pk=academy.pk)
    people = Person.objects.posted_in(here, day=timezone.localdate()).filter(is_active=True)
    person = people.exclude(username__in=settings.DEMO_ACCOUNTS).order_by("pk")[0]
    person.username, person.is_staff = _REVIEWER, True
    person.password = make_password(settings.DEMO_PASSWORD)
    person.save()
    Role.objects.get_or_create(person=person, agency=academy, kind=Role.Kind.REVIEWER)
    return person


def _write_course(shelf: Page, author: Person) -> tuple[CoursePage, ModulePage, LessonPage]:
    title, slug = "Letters that are understood", "plain-letters"
    course = CoursePage(title=title, slug=slug, summary=_SUMMARY, gives_certificate=False)
    module = ModulePage(title="The first sentence", slug="first-sentence")
    lesson = LessonPage(title="Say what is to be done", slug="what-is-to-be-done", minutes=5)
    lesson.body = [("text", _FIRST_BODY)]
    parent = shelf
    for page in (course, module, lesson):
        page.locale, page.live, page.owner = shelf.locale, False, author
        page.translation_key = stable_key(slug, page.slug)
        # Read again: treebeard numbers a child by a count that is stale on an older instance.
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        page.save_revision(user=author)
        parent = page
    return course, module, lesson
