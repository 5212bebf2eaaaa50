"""Stores certificates, their designs and history, evidence of skills, and public registers."""

from certification.models.action import ActionRequest
from certification.models.batch import (
    Batch,
    BatchLine,
    BatchLineState,
    BatchSkill,
    BatchStage,
    line_states,
)
from certification.models.certificate import Certificate, CertificateQuerySet, CertificateState
from certification.models.choices import (
    REASONS_BY_ACTION,
    CertificateKind,
    CorrectionReason,
    reason_label,
)
from certification.models.design import Design, DesignVersion, Signatory, VersionIsImmutable
from certification.models.evidence import Evidence, EvidenceQuerySet, Record
from certification.models.statement import YearStatement
from certification.models.statement_batch import StatementBatch, StatementLine
from certification.models.transparency import Checkpoint, LogEntry, StatusList
from certification.models.uncertified import UncertifiedCompletion

__all__ = [
    "REASONS_BY_ACTION",
    "ActionRequest",
    "Batch",
    "BatchLine",
    "BatchLineState",
    "BatchSkill",
    "BatchStage",
    "Certificate",
    "CertificateKind",
    "CertificateQuerySet",
    "CertificateState",
    "Checkpoint",
    "CorrectionReason",
    "Design",
    "DesignVersion",
    "Evidence",
    "EvidenceQuerySet",
    "LogEntry",
    "Record",
    "Signatory",
    "StatementBatch",
    "StatementLine",
    "StatusList",
    "UncertifiedCompletion",
    "VersionIsImmutable",
    "YearStatement",
    "line_states",
    "reason_label",
]
