"""Forgets the zips of batches: each can be as large as all its certificates again."""

from django.utils.translation import gettext_lazy as _

from certification.batches.files import delete_batch_files
from certification.models import Batch
from people.privacy.retention import RetentionRule, register_retention

register_retention(
    RetentionRule(
        "batch-files",
        _("Files of batches of certificates"),
        lambda before: Batch.objects.with_files_before(before),
        delete_batch_files,
    )
)
