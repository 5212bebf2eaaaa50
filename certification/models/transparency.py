"""Stores what verifiers read: status lists, the public log and its daily checkpoints."""

from __future__ import annotations

from django.db import models

from certification.models.certificate import Certificate


class StatusList(models.Model):
    """A signed Bitstring Status List as served; it is signed again when a bit changes."""

    number = models.PositiveIntegerField(unique=True)
    credential = models.TextField()
    signed_at = models.DateTimeField()
    is_stale = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.number)


class LogEntry(models.Model):
    """One entry of the public log: a salted hash in the order of sealing, never changed."""

    # Unique, so that two writers cannot append at the same place.
    position = models.PositiveBigIntegerField(unique=True)
    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="log_entry")
    # Without a salt anybody could guess a leaf from a name and a course.
    salt = models.BinaryField(max_length=32)
    leaf_hash = models.BinaryField(max_length=32, db_index=True)
    logged_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.position)


class Checkpoint(models.Model):
    """The signed head of the log at the end of a day, published for others to mirror."""

    day = models.DateField(unique=True)
    size = models.PositiveBigIntegerField()
    body = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.day.isoformat()
