"""Lists of certificates of other systems, as a registrar uploads them."""

import datetime as dt
import hashlib
import io

from certification.evidence.external.parsing import parse_records
from certification.evidence.external.records import import_record_list
from people.imports.runs import rehearse_import

HEADER = "staff_number,issuer,title,number,issued_on,expires_on,file_sha256,skill,level\n"
DIGEST = hashlib.sha256(b"%PDF-1.4 an old certificate").hexdigest()
GOOD = (
    f"S-1,Civil Service Academy,Safe office work,A 17,2024-05-02,2030-05-02,{DIGEST},DC3-4.2,2\n"
)
ISSUED = dt.date(2024, 5, 2)


def read(text, by, *, header=HEADER, digest=""):
    return parse_records(io.BytesIO((header + text).encode()), by=by, file_digest=digest)


def rehearsed(text, by, *, header=HEADER, digest=""):
    """What importing the list would do; nothing is written."""
    content = (header + text).encode()
    return rehearse_import(import_record_list, content, by=by, file_digest=digest)


def problems(text, by, **options):
    found = rehearsed(text, by, **options).problems
    return [(problem.line, problem.field) for problem in found]
