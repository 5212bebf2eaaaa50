"""Draws what waits for a person on the first page of the back office."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from certification.models import (
    ActionRequest,
    Certificate,
    CertificateState,
    UncertifiedCompletion,
)
from cms.models import CoursePage
from cms.translation.matrix_view import count_stale
from cms.upkeep import list_owned
from courses.models import (
    AttemptRequest,
    Course,
    ItemStatistics,
    KeyCorrection,
    QuestionReport,
)
from courses.quizzes.presentation import read_words
from people.access import has_role
from people.dual_control import asked_by_same_authority
from people.models import Person, Role

_ITEMS_SHOWN = 8  # the cards stay on one screen; the lists have the rest


def _list_own_drafts(person: Person) -> QuerySet[Page]:
    """Return pages with unpublished changes that the person wrote last."""
    policy = policy_registry.get_by_type(Page)
    mine = policy.instances_user_has_permission_for(person, "change")
    drafts = mine.filter(has_unpublished_changes=True, latest_revision__user=person)
    return drafts.order_by("-latest_revision_created_at")


def _attempt_requests(person: Person) -> QuerySet[AttemptRequest]:
    """Return requests for one more attempt that the trainer may grant."""
    return AttemptRequest.objects.visible_to(person).waiting()


def _unsealed_certificates(person: Person) -> QuerySet[Certificate]:
    """Return issued certificates within the registrar's scope that are not sealed yet."""
    return Certificate.objects.managed_by(person).in_state(
        CertificateState.PENDING, timezone.localdate()
    )


def list_uncertified(person: Person) -> QuerySet[UncertifiedCompletion]:
    """Return completions within the registrar's scope that could not be certified."""
    return UncertifiedCompletion.objects.managed_by(person)


def list_pending_requests(person: Person) -> QuerySet[ActionRequest]:
    """Return requests that the registrar may decide: not by them, nor on their certificate."""
    mine = ActionRequest.objects.managed_by(person).waiting()
    mine = mine.exclude(certificate__person__in=person.principals(Role.Kind.REGISTRAR))
    own = asked_by_same_authority(person, asker="asked_by", at="asked_at")
    return mine.exclude(own).select_related("certificate").order_by("asked_at")


def _list_outdated(person: Person) -> list[tuple[Course, str]]:
    """Return the courses to be reviewed that the person answers for, with their outlines."""
    courses = list(list_owned(person).defer("search_text")[:_ITEMS_SHOWN])
    pages = CoursePage.objects.live().filter(translation_key__in=[one.key for one in courses])
    # The oldest says what is the same in all languages.
    found = dict(pages.order_by("-pk").values_list("translation_key", "pk")) if courses else {}
    return [
        (one, reverse("course_outline", args=[found[one.key]]))
        for one in courses
        if one.key in found
    ]


def _list_keys(person: Person) -> list[tuple[KeyCorrection, str]]:
    """Return the corrected keys that wait for the person as the second one, with the question."""
    waiting = KeyCorrection.objects.decidable_by(person).select_related("version")
    return [(one, read_words(one.version)) for one in waiting[:_ITEMS_SHOWN]]


class PendingWorkPanel(Component):
    """One card for each thing that waits; a role that has no such work sees no such card."""

    order = 100
    template_name = "cms/office/pending_work.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        person = parent_context["request"].user
        writes = has_role(person, Role.Kind.TRAINER, Role.Kind.TRANSLATOR)
        teaches = has_role(person, Role.Kind.TRAINER)
        registers = has_role(person, Role.Kind.REGISTRAR)
        # What a role does not need is not asked for: the page keeps to its budget of queries.
        return {
            "writes": writes,
            "registers": registers,
            "plans": has_role(person, Role.Kind.SECRETARIAT),
            "drafts": _list_own_drafts(person)[:_ITEMS_SHOWN] if writes else [],
            "stale": count_stale(person) if writes else 0,
            "outdated": _list_outdated(person) if teaches else [],
            "asking": _attempt_requests(person).count() if teaches else 0,
            "keys": _list_keys(person) if teaches else [],
            "poor": ItemStatistics.objects.visible_to(person).poor().count() if teaches else 0,
            "reported": QuestionReport.objects.visible_to(person).waiting().count()
            if teaches
            else 0,
            "requests": list_pending_requests(person)[:_ITEMS_SHOWN] if registers else [],
            "uncertified": list_uncertified(person).count() if registers else 0,
            "waiting": _unsealed_certificates(person).count() if registers else 0,
        }
