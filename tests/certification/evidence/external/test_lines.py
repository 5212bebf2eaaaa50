"""Lines of a list compared with each other, with what is recorded, and with our own files."""

from certification.issuing.issue import issue_certificate
from certification.sealing.seal import seal_certificate
from tests.certification.evidence.external.record_lists import DIGEST, GOOD, problems
from tests.certification.factories import completed_enrolment
from tests.people.factories import PersonFactory, PostingFactory


def test_one_file_is_the_certificate_of_one_person(record, registrar, ministry):
    PostingFactory(person=PersonFactory(staff_number="S-2"), agency=ministry)
    assert problems(GOOD.replace("S-1", "S-2"), registrar) == [(2, "file_sha256")]
    fresh = GOOD.replace(DIGEST, "f" * 64).replace("Safe", "Good")
    assert problems(fresh + fresh.replace("S-1", "S-2"), registrar) == [(3, "file_sha256")]


def test_a_certificate_of_ours_is_not_recorded_as_somebody_else_s(
    registrar, person, ministry, skill
):
    certificate = seal_certificate(issue_certificate(completed_enrolment()))
    text = GOOD.replace(DIGEST, certificate.pdf_digest)
    assert problems(text, registrar) == [(2, "file_sha256")]


def test_lines_that_contradict_each_other_or_what_is_kept_are_refused(record, registrar):
    assert problems(GOOD.replace("A 17", "A 18"), registrar) == [(2, "")]
    other = GOOD.replace("Safe", "Good").replace(DIGEST, "")
    assert problems(other + other.replace("A 17", "A 18"), registrar) == [(3, "")]
    assert problems(other + other, registrar) == [(3, "skill")]
