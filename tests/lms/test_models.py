"""The service keeps one row a part of itself."""

import datetime as dt

import pytest
from django.db import IntegrityError

from lms.models import Heartbeat

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_a_part_has_one_heartbeat_and_tells_its_time():
    heartbeat = Heartbeat.objects.create(part="worker", at=AT)
    assert str(heartbeat) == "worker 2026-03-02 09:30:00"
    with pytest.raises(IntegrityError):
        Heartbeat.objects.create(part="worker", at=AT)
