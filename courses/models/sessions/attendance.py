"""Attendance: who was there in which part, and what was corrected afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.sessions.seat import SessionSeat
from courses.models.sessions.session import SessionPart
from people.models import Person


class Attendance(models.Model):
    """One person in one part; ``recorded_by`` is the person where they did it by the code."""

    class State(models.TextChoices):
        PRESENT = "present", pgettext_lazy("attendance", "Present")
        LATE = "late", pgettext_lazy("attendance", "Late")
        EXCUSED = "excused", pgettext_lazy("attendance", "Excused")
        ABSENT = "absent", pgettext_lazy("attendance", "Absent")

    class Way(models.TextChoices):
        CODE = "code", _("by the code on the screen")
        NAME = "name", _("by the code, with number and name")
        LIST = "list", _("by the trainer's list")

    part = models.ForeignKey(SessionPart, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(SessionSeat, models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=10, choices=State.choices)
    way = models.CharField(max_length=10, choices=Way.choices)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            # Two devices, two scans, a scan and the list: one record.
            models.UniqueConstraint(fields=["part", "seat"], name="one_attendance_a_part_and_seat")
        ]

    def __str__(self) -> str:
        return f"{self.part_id} · {self.seat_id} · {self.state}"


class AttendanceChange(models.Model):
    """What an attendance was before somebody corrected it; written once."""

    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="changes")
    was = models.CharField(max_length=10, choices=Attendance.State.choices)
    became = models.CharField(max_length=10, choices=Attendance.State.choices)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("correction of an attendance")
        verbose_name_plural = _("corrections of attendances")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(was=F("became")), name="a_correction_changes")
        ]

    def __str__(self) -> str:
        return f"{self.attendance_id} · {self.was} → {self.became}"
