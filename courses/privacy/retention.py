"""Forgets what somebody needed in tests, for it tells of health; and printed test sheets.

Sheets hold names and questions, and can be printed again.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Accommodation, PaperTest
from courses.papers.printing import delete_printed_files
from people.privacy.retention import RetentionRule, delete_rows, register_retention


def _find_ended(before: dt.datetime) -> QuerySet[Accommodation]:
    is_over = Q(ended_at__lt=before) | Q(valid_to__lte=timezone.localdate(before))
    return Accommodation.objects.filter(is_over)


register_retention(
    RetentionRule("accommodations", _("What people needed in tests"), _find_ended, delete_rows)
)
register_retention(
    RetentionRule(
        "paper-files",
        _("Printed test sheets"),
        lambda before: PaperTest.objects.with_files_before(before),
        delete_printed_files,
    )
)
