"""Records certificates that other systems issued: reads a list, previews it and writes it."""

from certification.evidence.external.lines import RecordLine
from certification.evidence.external.parsing import RECORD_COLUMNS, REQUIRED_COLUMNS, parse_records
from certification.evidence.external.records import (
    find_record_by_digest,
    import_record_list,
    import_records,
    withdraw_record,
)

__all__ = [
    "RECORD_COLUMNS",
    "REQUIRED_COLUMNS",
    "RecordLine",
    "find_record_by_digest",
    "import_record_list",
    "import_records",
    "parse_records",
    "withdraw_record",
]
