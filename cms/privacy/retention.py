"""Forgets what Wagtail notes of open forms: who had which open, and what was not sent."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState

from people.privacy.retention import RetentionRule, delete_rows, register_retention

register_retention(
    RetentionRule(
        "office",
        _("Open forms of the editor"),
        lambda before: EditingSession.objects.filter(last_seen_at__lt=before),
        delete_rows,
    ),
    RetentionRule(
        "form-states",
        _("What was written in the editor and not sent"),
        lambda before: FormState.objects.filter(last_updated_at__lt=before),
        delete_rows,
    ),
)
