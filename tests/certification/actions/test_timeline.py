import datetime as dt

from certification.actions.requests import request_action
from certification.actions.timeline import build_timeline
from tests.certification.conftest import AT


def test_events_stand_in_the_order_in_which_they_happened(revoked, registrar):
    later = AT + dt.timedelta(days=1)
    request_action(revoked, "restore", by=registrar, reason="error", at=later)
    events = build_timeline(revoked)
    assert [event.what for event in events] == ["issued", "sealed", "request", "request"]
    assert [event.action.kind for event in events[2:]] == ["revoke", "restore"]


def test_a_correction_tells_what_it_changes(sealed, registrar):
    changes = {"position": {"en": "Director"}}
    request_action(sealed, "correct", by=registrar, reason="place", changes=changes)
    [change] = build_timeline(sealed)[-1].differences
    assert (change.field, change.language) == ("position", "en")
    assert (change.old, change.new) == ("Staff Officer", "Director")
