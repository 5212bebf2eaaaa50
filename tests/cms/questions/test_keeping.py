"""Of a bank only what changed is written; what a draft refers to may be gone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import BankPage
from tests.cms import factories as f
from tests.plan.factories import SkillFactory

pytestmark = pytest.mark.any_database


def read_draft(bank):
    return BankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()


def test_only_questions_that_changed_are_written(shelf):
    bank = f.put_bank(shelf, items=[f.item(f"Which is {n}?", order=n) for n in range(4)])
    draft = read_draft(bank)
    first, second, *_others = draft.items.all()
    second.stem = "<p>Which is new?</p>"
    draft.items.add(second, f.item("Which is added?", order=9))
    draft.items.remove(first)
    for one in draft.items.all():
        one.locale = shelf.locale
    with CaptureQueriesContext(connection) as asked:
        draft.save_revision().publish()
    written = [one["sql"].split(" ")[0] for one in asked if '"cms_bankitem"' in one["sql"][:40]]
    assert sorted(one for one in written if one != "SELECT") == ["DELETE", "INSERT", "UPDATE"]
    stems = [one.stem for one in BankPage.objects.get(pk=bank.pk).items.all()]
    assert stems == [f"<p>Which is {word}?</p>" for word in ("new", "2", "3", "added")]


def test_a_draft_opens_when_a_skill_and_a_lesson_of_it_are_gone(shelf):
    bank, skill = f.put_bank(shelf), SkillFactory()
    lesson = f.put_lesson(f.put_module(f.put_course(shelf)))
    draft = read_draft(bank)
    known = draft.items.all()[0]
    known.skill, known.reference = skill, lesson
    draft.items.add(known)
    draft.save_revision()
    # A draft is kept in its version: nothing of it is in the rows.
    assert not BankPage.objects.get(pk=bank.pk).items.exclude(skill=None).exists()
    skill.delete()
    lesson.delete()
    again = read_draft(bank)
    assert {(one.skill, one.reference) for one in again.items.all()} == {(None, None)}
    again.save_revision().publish()
