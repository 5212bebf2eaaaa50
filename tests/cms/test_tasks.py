import datetime as dt

import pytest
from django.conf import settings

from cms import tasks
from people.models import Role
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db


HOME = "/cms/"


def test_a_role_that_ends_by_date_closes_it_within_the_hour(client):
    person = signed_in(client, "trainer")
    Role.objects.filter(person=person).update(valid_to=dt.date(2022, 1, 1))
    assert client.get(HOME).status_code == 200
    tasks.sync_groups()
    assert client.get(HOME).status_code == 403
    assert settings.CELERY_BEAT_SCHEDULE["sync-groups"]["schedule"] <= 3600
