"""Each act has its words in the history, and none is dropped."""

import pytest
from django.core.management import get_commands, load_command_class
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from wagtail.log_actions import log, registry
from wagtail.models import ModelLogEntry

from certification.models import ActionRequest
from cms.office.imports import RosterImportViewSet, TargetImportViewSet
from cms.office.log_actions import _IMPORT_KINDS, DroppedLogEntry
from people.models import ImportRun
from tests.people.factories import AgencyFactory, PersonFactory

DONE_TO_CERTIFICATES = sorted({*ActionRequest.Kind.values} - {ActionRequest.Kind.APPEAL.value})


@pytest.mark.parametrize("kind", DONE_TO_CERTIFICATES)
def test_what_registrars_do_to_certificates_has_its_words_in_the_history(kind):
    assert registry.action_exists(f"certificate.{kind}")


def lazy(value, times):
    for _time in range(times):
        value = SimpleLazyObject(lambda inner=value: inner)
    return value


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_person_behind_any_number_of_lazy_objects_is_logged(db, times):
    person = PersonFactory()
    entry = log(lazy(person, times), "wagtail.edit", user=lazy(person, times))
    assert entry == ModelLogEntry.objects.get()
    assert (entry.object_id, entry.user) == (str(person.pk), person)


def test_rows_behind_lazy_objects_have_their_history(db):
    agency = AgencyFactory()
    log(agency, "wagtail.edit")
    assert registry.get_logs_for_instance(lazy(agency, 2)).count() == 1


def test_an_entry_that_would_be_dropped_is_an_error():
    with pytest.raises(DroppedLogEntry):
        log(object(), "wagtail.edit")


def test_wagtails_own_acts_go_through_the_same_door():
    """Whoever has imported `log` from Wagtail reaches the registry that drops nothing."""
    with pytest.raises(DroppedLogEntry):
        registry.log(lazy(None, 2), "wagtail.edit")


def test_each_kind_of_import_has_its_name_in_the_history(db):
    run = {"digest": "a" * 64, "operator": "root", "received_at": timezone.now()}
    kinds = [viewset.kind for viewset in (RosterImportViewSet, TargetImportViewSet)]
    kinds += [command.kind for command in import_commands() if hasattr(command, "kind")]
    for kind in {*kinds, "records", "framework", "levels"}:
        ImportRun.objects.create(kind=kind, imported_at=timezone.now(), refused=2, **run)
        entry = ModelLogEntry.objects.first()
        assert str(_IMPORT_KINDS[kind]) in entry.message
        assert "a" * 64 in entry.message
        assert "root" in entry.message
        assert "၂" in entry.message


def import_commands():
    commands = get_commands().items()
    return [load_command_class(app, name) for name, app in commands if name.startswith("import_")]


def test_a_preview_is_no_act(db):
    ImportRun.objects.create(kind="roster", operator="root", received_at=timezone.now())
    assert not ModelLogEntry.objects.exists()
