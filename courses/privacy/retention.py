"""Forgets what somebody needed in tests, sentences about use at work, printed test sheets, and
what packages keep.

The first tells of health. Sheets hold names and questions, and can be printed again. What a
package keeps may be anything that was written into it; that it was done stays.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Accommodation, FollowUp, PackageRecord, PaperTest
from courses.packages.records import forget_data
from courses.papers.printing import delete_printed_files
from people.privacy.retention import RetentionRule, delete_rows, register_retention


def _find_ended(before: dt.datetime) -> QuerySet[Accommodation]:
    is_over = Q(ended_at__lt=before) | Q(valid_to__lte=timezone.localdate(before))
    return Accommodation.objects.filter(is_over)


def _find_words(before: dt.datetime) -> QuerySet[FollowUp]:
    closed = FollowUp.objects.filter(closes_on__lte=timezone.localdate(before))
    return closed.exclude(words="")


register_retention(
    RetentionRule("accommodations", _("What people needed in tests"), _find_ended, delete_rows)
)
register_retention(
    RetentionRule(
        "work-use",
        _("Sentences about using a course at work"),
        _find_words,
        # The answer stays for figures.
        lambda rows: rows.update(words=""),
    )
)
register_retention(
    RetentionRule(
        "package-data",
        _("What exercises in packages keep of their learners"),
        lambda before: PackageRecord.objects.filter(saved_at__lt=before).exclude(data={}),
        forget_data,
    )
)
register_retention(
    RetentionRule(
        "paper-files",
        _("Printed test sheets"),
        lambda before: PaperTest.objects.with_files_before(before),
        delete_printed_files,
    )
)
