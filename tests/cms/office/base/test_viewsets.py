import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from cms.office.base.views import ScopedIndexView
from cms.office.base.viewsets import GuardedViewSet, ScreenViewSet
from cms.office.batches.viewset import BatchViewSet
from cms.office.certificates.requests import ActionRequestViewSet
from cms.office.certificates.viewset import CertificateViewSet
from cms.office.designs.viewset import DesignViewSet
from cms.office.records.viewset import RecordViewSet
from people.models import Agency, Role

SCREENED = [
    ActionRequestViewSet,
    BatchViewSet,
    CertificateViewSet,
    DesignViewSet,
    RecordViewSet,
]
each = pytest.mark.parametrize("viewset", SCREENED, ids=lambda viewset: viewset.__name__)


def test_a_view_without_a_scope_shows_nothing_at_all(rf, admin):
    request = rf.get("/")
    request.user = admin
    with pytest.raises(ImproperlyConfigured):
        ScopedIndexView(model=Agency, request=request).get_base_queryset()


@each
def test_registrars_change_and_auditors_only_read(viewset):
    assert set(viewset.rights["view"]) == {Role.Kind.REGISTRAR, Role.Kind.AUDITOR}
    assert viewset.rights["change"] == [Role.Kind.REGISTRAR]
    assert viewset.rights.get("add", [Role.Kind.REGISTRAR]) == [Role.Kind.REGISTRAR]
    assert "delete" not in viewset.rights


@each
def test_every_screen_has_an_address_and_wagtails_forms_have_none(viewset):
    for name, (route, _view) in viewset.screens.items():
        assert reverse(f"{viewset.name}:{name}", args=[7] if "<int:pk>" in route else [])
    for name in {"edit", "delete", "history", "copy", "usage"} - {*viewset.screens}:
        with pytest.raises(NoReverseMatch):
            reverse(f"{viewset.name}:{name}", args=[7])


@each
def test_the_screens_that_only_read_are_screens(viewset):
    assert set(viewset.read_only_screens) <= set(viewset.screens)
    assert viewset.main_screen in viewset.read_only_screens


def test_a_screen_is_over_what_is_managed_unless_it_only_reads():
    class Screens(ScreenViewSet):
        read_only_screens = ("detail",)

        def construct_view(self, view, **kwargs):
            return kwargs["scope"]

    screens = Screens(model=Agency)
    assert screens.build_view("detail", object) == screens.readable
    assert screens.build_view("revoke", object) == screens.writable


def test_what_is_readable_is_what_is_writable_unless_said(db):
    viewset = GuardedViewSet(model=Agency)
    assert str(viewset.readable(None).query) == str(viewset.writable(None).query)
