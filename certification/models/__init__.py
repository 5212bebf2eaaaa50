"""Certificates with their designs and history, evidence of skills, and the public registers."""

from certification.models.action import Act
from certification.models.batch import Batch, BatchLine, BatchSkill, Stage
from certification.models.certificate import Certificate, CertificateQuerySet, State
from certification.models.design import Design, DesignVersion, PublishedForGood, Signatory
from certification.models.evidence import Evidence, EvidenceQuerySet, Record
from certification.models.kinds import Kind
from certification.models.reasons import REASONS
from certification.models.transparency import Checkpoint, LogEntry, StatusList

__all__ = [
    "REASONS",
    "Act",
    "Batch",
    "BatchLine",
    "BatchSkill",
    "Certificate",
    "CertificateQuerySet",
    "Checkpoint",
    "Design",
    "DesignVersion",
    "Evidence",
    "EvidenceQuerySet",
    "Kind",
    "LogEntry",
    "PublishedForGood",
    "Record",
    "Signatory",
    "Stage",
    "State",
    "StatusList",
]
