"""Each act has its words in the history, and none is dropped."""

import pytest
from django.utils.functional import SimpleLazyObject
from wagtail.log_actions import log, registry
from wagtail.models import ModelLogEntry

from certification.models import ActionRequest
from cms.office.log_actions import DroppedLogEntry
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
