"""Puts into the copy of one's own data what packages keep and report of the person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import PackageRecord
from people.models import Person
from people.privacy.export import DataSection, register_data_section

_CHUNK_SIZE = 500


def _read_package_records(person: Person) -> Iterator[dict[str, Any]]:
    rows = PackageRecord.objects.filter(enrolment__person=person)
    rows = rows.select_related("version__package", "enrolment__course")
    rows = rows.defer("enrolment__course__search_text").order_by("pk")
    for row in rows.iterator(_CHUNK_SIZE):
        yield {
            "course": row.enrolment.course.titles,
            "package": row.version.package.title,
            "part": row.part,
            "opened": row.opened_at,
            "saved": row.saved_at,
            "done": row.done_at,
            "status": row.get_status_display(),
            "score": row.score,
            "seconds": row.seconds,
            "data": json.dumps(row.data, ensure_ascii=False),
        }


register_data_section(
    DataSection(
        "packages",
        _("Exercises in packages: what they keep and report"),
        33,
        {
            "course": _("course"),
            "package": _("package"),
            "part": _("part"),
            "opened": _("opened at"),
            "saved": _("saved at"),
            "done": _("completed at"),
            "status": _("state"),
            "score": _("score in percent"),
            "seconds": _("seconds"),
            "data": _("what the exercise keeps"),
        },
        _read_package_records,
    ),
)
