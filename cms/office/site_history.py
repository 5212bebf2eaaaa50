"""Fits Wagtail's report of all acts to who audits: what they find, by whom, for whom, from where.

Wagtail asks Django's permissions for a model: those who only have our roles saw nothing in the
report, and who may add media saw titles of every agency.
"""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.models.audit_log import ModelLogEntryManager
from wagtail.models.pages import PageLogEntryManager

from people.access import agencies_for, roles_of
from people.directory import search_people
from people.models import Person, Role
from people.text.formatting import join_words
from people.text.languages import in_language
from people.text.syllables import LONGEST_QUERY

_MOST_PEOPLE = 500  # of one name; values in one statement, which databases limit


class _OwnLogEntryManager(ModelLogEntryManager):
    """Lets people see what they did themselves, auditors what is done by and to their people.

    Administrators and auditors of the whole country see everything.
    """

    def viewable_by_user(self, user: Any) -> Any:
        if _audits_all(user):
            return self.all()
        return self.filter(Q(user=user.pk) | _audited_by(user))


class _OwnPageLogEntryManager(PageLogEntryManager):
    """Lets auditors of the whole country see the acts on every page, drafts and gone ones too."""

    def viewable_by_user(self, user: Any) -> Any:
        return self.all() if _audits_all(user) else super().viewable_by_user(user)


def _audits_all(user: Any) -> bool:
    """Return whether somebody reads the history of everything."""
    roles = roles_of(user, Role.Kind.AUDITOR)
    return bool(user.is_superuser or any(role.agency.is_root() for role in roles))


def _audited_by(user: Any) -> Q:
    """Return the condition of acts by and to the people of an auditor's agencies."""
    if not roles_of(user, Role.Kind.AUDITOR):
        return Q(pk=None)
    agencies = agencies_for(user, Role.Kind.AUDITOR)
    people = Person.objects.posted_in(agencies, day=timezone.localdate())
    return Q(user__in=people.values("pk")) | _about(people)


def _about(people: QuerySet[Person] | list[Person]) -> Q:
    """Return the condition of entries about the people."""
    kind = ContentType.objects.get_for_model(Person)
    # The log holds keys of all models, as text.
    keys: Any = (
        [str(person.pk) for person in people]
        if isinstance(people, list)
        else people.annotate(key=Cast("pk", CharField())).values("key")
    )
    return Q(content_type=kind, object_id__in=keys)


class _AuditFilter(SiteHistoryReportFilterSet):
    """Finds acts by whom they were done to, beside Wagtail's: by whom, when, and which act."""

    person = django_filters.CharFilter(
        method="done_to", label=gettext_lazy("Done to"), max_length=LONGEST_QUERY
    )

    def done_to(self, entries: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        if entries.model is not ModelLogEntry:
            return entries.none()
        return entries.filter(
            _about(list(search_people(Person.objects.all(), words)[:_MOST_PEOPLE]))
        )


def tell_lenders(entry: Any) -> str:
    """Return in whose place an act was done, in words."""
    lenders = entry.data.get("acting_for", ()) if isinstance(entry.data, dict) else ()
    names = join_words(map(tell_lender, lenders))
    return _("acting for %(name)s") % {"name": names} if names else ""


def tell_lender(lender: Any) -> str:
    """Return the name of somebody in whose place another acted, unless their data was erased."""
    if isinstance(lender, str):  # an entry from before lenders were kept by their number
        return lender
    return in_language(lender.get("names") or {}) or _("Somebody whose data was erased")


def tell_origin(entry: Any) -> str:
    """Return the address and the browser from which an act came."""
    origin = entry.data.get("origin", {}) if isinstance(entry.data, dict) else {}
    return " · ".join(filter(None, (origin.get("address"), origin.get("device"))))


def _tell_user(self: Any) -> str:
    return " · ".join(filter(None, (str(_wagtails_name(self)), tell_lenders(self))))


_wagtails_name = ModelLogEntry.user_display_name.func


# In place: Wagtail's own views hold these very classes.
ModelLogEntry.objects.__class__ = _OwnLogEntryManager
PageLogEntry.objects.__class__ = _OwnPageLogEntryManager
for _model in (ModelLogEntry, PageLogEntry):
    # Wherever Wagtail names who acted it says for whom too.
    _model.user_display_name = cached_property(_tell_user)
    _model.user_display_name.__set_name__(_model, "user_display_name")
    _model.origin_words = property(tell_origin)
LogEntriesView.filterset_class = _AuditFilter
LogEntriesView.results_template_name = "cms/office/site_history_results.html"
LogEntriesView.export_headings = {
    **LogEntriesView.export_headings,
    "origin_words": gettext_lazy("From where"),
}
LogEntriesView.list_export = [*LogEntriesView.list_export, "origin_words"]
