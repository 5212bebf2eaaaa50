"""The schedule tells that it runs each time it has looked what is due."""

from lms.celery import app
from lms.models import Heartbeat
from lms.ops import heartbeats
from lms.ops.scheduler import BeatingScheduler


def test_a_look_at_the_schedule_is_a_beat(committed_db, tmp_path, monkeypatch):
    monkeypatch.setattr(heartbeats, "_written", {})
    schedule = BeatingScheduler(app, schedule_filename=str(tmp_path / "schedule"))
    monkeypatch.setattr(schedule, "apply_async", lambda *args, **kwargs: None)
    schedule.tick()
    schedule.close()
    assert Heartbeat.objects.filter(part="scheduler").exists()


def test_what_the_clock_kept_may_be_cut_off(tmp_path):
    for path in (tmp_path / "schedule", tmp_path / "schedule.db"):
        path.write_bytes(b"\0broken")
    schedule = BeatingScheduler(app, schedule_filename=str(tmp_path / "schedule"))
    assert set(app.conf.beat_schedule) <= set(schedule.schedule)
    schedule.close()
