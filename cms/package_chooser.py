"""Chooses packages for lessons: those of the agencies for which the person is a trainer."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from cms.access.row_policy import current_person
from courses.models import Package, PackageVersion


class _OwnPackagesMixin:
    """Lists packages with a version that can be played."""

    request: Any

    def get_object_list(self) -> QuerySet[Package]:
        mine = Package.objects.managed_by(current_person(self.request)).on_shelf()
        return mine.filter(pk__in=PackageVersion.objects.in_use().values("package"))


class _PackageChooseView(_OwnPackagesMixin, chooser.ChooseView):
    """Shows the window of the chooser."""


class _PackageResultsView(_OwnPackagesMixin, chooser.ChooseResultsView):
    """Shows the list in the window."""


class _PackageChosenView(chooser.ChosenView):
    def get_object(self, pk: Any) -> Package:
        # A browser may name any: whose it is not, is told no title.
        mine = Package.objects.managed_by(current_person(self.request)).filter(pk=pk).first()
        if mine is None:
            raise Http404
        return mine


class _PackagesChosenView(chooser.ChosenMultipleView):
    def get_objects(self, pks: Any) -> QuerySet[Package]:
        return Package.objects.managed_by(current_person(self.request)).filter(pk__in=pks)


class PackageChooserViewSet(ChooserViewSet):
    model = Package
    icon = "folder-open-inverse"
    choose_one_text = _("Choose a package")
    choose_another_text = _("Choose another package")
    edit_item_text = _("Look at this package")
    choose_view_class = _PackageChooseView
    choose_results_view_class = _PackageResultsView
    chosen_view_class = _PackageChosenView
    chosen_multiple_view_class = _PackagesChosenView
    register_widget = False

    def get_urlpatterns(self) -> list[URLPattern]:
        # A package is brought on a page of its own, where the worker's answer is awaited.
        return [one for one in super().get_urlpatterns() if one.name != "create"]


package_chooser = PackageChooserViewSet("package_chooser")
