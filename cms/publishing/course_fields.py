"""Writes fields of a course beside its editor: in all languages, and into what was written.

So does the first publishing, which gives the course its owner.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision

from cms.models import CoursePage
from courses.models import Course
from people.access import has_role_over
from people.models import Person, Role


def write_course_fields(page: CoursePage, **values: Any) -> None:
    """Write the fields of a course in all its languages; the caller has opened a transaction.

    Into drafts too: whoever goes on with one that was begun before would take the act back.
    """
    pages = CoursePage.objects.filter(translation_key=page.translation_key)
    pages.update(**values)
    kept = {name.removesuffix("_id"): _write_json(value) for name, value in values.items()}
    keys = [str(pk) for pk in pages.values_list("pk", flat=True)]
    newest = Q(pk__in=pages.values("latest_revision")) | Q(pk__in=pages.values("live_revision"))
    scheduled = Q(approved_go_live_at__isnull=False)
    revisions = Revision.page_revisions.filter(newest | scheduled, object_id__in=keys)
    for revision in revisions.select_for_update():
        revision.content |= kept
        revision.save(update_fields=["content"])
    for name, value in values.items():
        setattr(page, name, value)


def adopt_publisher(page: CoursePage) -> None:
    """Make who publishes the course first its owner, or who wrote it, if they are its trainers."""
    if page.course_owner_id or Course.objects.filter(key=page.translation_key).exists():
        return
    publisher = get_active_log_context().user
    for person in (publisher, page.owner):
        if isinstance(person, Person) and has_role_over(person, Role.Kind.TRAINER, page.agency):
            write_course_fields(page, course_owner_id=person.pk)
            return


def _write_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
