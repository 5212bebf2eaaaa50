"""A course is read with all that says where its pages stand."""

import pytest
from wagtail.models import Page

from cms.publishing.trees import PageTree
from tests.cms import factories as f

pytestmark = pytest.mark.any_database


def test_what_is_below_a_draft_waits_and_drafts_count_as_places(course):
    drafts = f.put_module(course, slug="draft", publish=False)
    hidden, module = f.put_lesson(drafts), f.put_module(course, slug="two")
    lesson = f.put_lesson(module)
    burmese = f.in_burmese(lesson)
    tree = PageTree(course)
    assert [page.pk for page in tree.list_live()] == [course.pk, module.pk, lesson.pk]
    assert hidden.live
    assert tree.find_place(Page.objects.get(pk=module.pk)) == 2
    # Translations are in a tree of their own, and the oldest page speaks for them.
    assert tree.find_origin(burmese).pk == lesson.pk
    assert tree.find_parent(tree.find_origin(burmese)).pk == module.pk
