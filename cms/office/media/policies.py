"""Pictures and documents of an agency: whose they are, and who is told of them."""

from collections.abc import Collection as Rights
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.documents import get_document_model
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import policy_registry

from cms.access.media_scope import usable_media
from cms.access.row_policy import current_person
from cms.office.media.usage import is_asked
from people.access import has_global_access, roles_of
from people.models import Role


class OwnCollectionFirstPolicy(CollectionOwnershipPermissionPolicy):
    """Names the collection of the person's own agency first: forms take the first by default.

    Only administrators delete: what a page no longer shows may stand in a version that was read.
    What a question shows nobody does: the question could not be asked without it.
    """

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Rights[str], instance: Any
    ) -> bool:
        is_kept = "delete" in actions and (not has_global_access(user) or is_asked(instance))
        allowed = set(actions) - {"delete"} if is_kept else actions
        if not allowed:
            return False  # upstream lets a superuser do nothing in particular
        return super().user_has_any_permission_for_instance(user, allowed, instance)

    def collections_user_has_any_permission_for(
        self, user: Any, actions: Rights[str]
    ) -> QuerySet[Collection]:
        collections = super().collections_user_has_any_permission_for(user, actions)
        own = {role.agency.code for role in roles_of(user, Role.Kind.TRAINER)}
        first = Case(
            When(name__in=own, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return collections.order_by(first, "path") if own else collections


def register_media_policies() -> None:
    """Put our policy in the place of Wagtail's, for pictures and documents."""
    for model in (get_image_model(), get_document_model()):
        policy = OwnCollectionFirstPolicy(
            model, auth_model=model, owner_field_name="uploaded_by_user"
        )
        policy_registry.register(model, policy)


class _ToldMediaMixin:
    """Lists the media that the person may use; upstream lists all of them to everybody."""

    request: Any
    model: Any

    def get_queryset(self) -> QuerySet[Any]:
        return usable_media(current_person(self.request), self.model).order_by("id")


class ToldImages(_ToldMediaMixin, ImagesAdminAPIViewSet):
    """The pictures."""

    def detail_view(self, request: Request, pk: int) -> Response:
        """Tell of a picture that is gone, or of others, as of one that shows nothing."""
        # The editor of translations draws whatever it is answered, and dies without these facts.
        try:
            answer: Response = super().detail_view(request, pk)
        except Http404:
            nothing = {"url": "", "width": 165, "height": 165}
            facts = {"title": _("This picture is not available."), "thumbnail": nothing}
            answer = Response(facts, status=404)
        return answer


class ToldDocuments(_ToldMediaMixin, DocumentsAdminAPIViewSet):
    """The documents."""
