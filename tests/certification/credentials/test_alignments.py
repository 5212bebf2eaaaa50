import json
import re

import pytest

from certification.credentials import data_integrity
from certification.credentials.alignments import build_alignments
from certification.credentials.open_badges import build_credential, write_credential
from certification.issuing.issue import issue_certificate
from certification.models.choices import CertificateKind
from tests.certification.factories import completed_enrolment, make_office, make_skill, make_target
from tests.courses.factories import make_course

pytestmark = pytest.mark.any_database

# Open Badges 3.0: AchievementType and AlignmentTargetType, of the values that we use.
ACHIEVEMENT_TYPES = {"Course", "LearningProgram", "Competency"}
EXTENDED = re.compile(r"ext:[A-Za-z0-9._-]+")


@pytest.fixture
def facts(db):
    """Of a certificate that counts toward a target of the office and one of its ministry."""
    office, skill = make_office(), make_skill()
    skill.framework.url = "https://frameworks.example/3.0"
    skill.framework.save()
    make_target(office, skill, headcount=40, is_sample=True)
    make_target(office.get_parent(), skill, level=1, headcount=900, is_sample=False)
    course = make_course(skills=[(skill, 2)])
    return issue_certificate(completed_enrolment(office=office, course=course)).facts


def test_a_skill_stands_under_the_framework_s_own_code_and_address(facts):
    assert build_alignments(facts)[0] == {
        "type": ["Alignment"],
        "targetType": "CFItem",
        "targetName": "Protecting personal data and privacy: Basic",
        "targetFramework": "DigComp 3.0",
        "targetCode": "4.2",
        "targetUrl": "https://frameworks.example/3.0",
    }


def test_every_target_it_counts_toward_is_one_and_a_sample_says_so(facts):
    _skill, near, far = build_alignments(facts)
    target = facts["targets"][0]
    code = f"{target['plan_code']}/{target['phase_number']}/{target['clause_code']}"
    assert near["targetType"] == "ext:PlanTarget"
    assert near["targetCode"] == code
    assert near["targetName"] == "Objective 2, capacity building of officials and citizens"
    assert near["targetFramework"].startswith("Myanmar e-Governance Master Plan 2030, ")
    assert near["targetDescription"] == (
        "Hinthada Township Office: 40 people with DC3-4.2 at level 2 by 2026-12-31 (sample figure)"
    )
    assert far["targetDescription"].startswith("Ministry of Communications: 900 people")
    assert "sample" not in far["targetDescription"]


def test_its_address_is_a_public_page_at_the_clause(facts, client, django_assert_max_num_queries):
    url, anchor = build_alignments(facts)[1]["targetUrl"].split("#")
    address = url.removeprefix("https://learn.example.gov.mm")
    with django_assert_max_num_queries(4):
        page = client.get(address).content.decode()
    assert f'id="{anchor}"' in page
    assert client.get("/en/plan/NOPE/").status_code == 404


@pytest.mark.parametrize("kind", list(CertificateKind))
def test_each_kind_names_its_type_and_its_own_criteria(facts, kind):
    bare = {**facts, "kind": str(kind), "skills": [], "targets": []}
    bare["course"] = {
        **facts["course"],
        "slug": "" if kind != CertificateKind.COURSE else "safe-data",
    }
    document = build_credential(bare, 7)
    data_integrity.require_defined_terms(document)
    achievement = document["credentialSubject"]["achievement"]
    assert achievement["achievementType"] in ACHIEVEMENT_TYPES
    assert ("id" in achievement["criteria"]) == (kind == CertificateKind.COURSE)
    assert achievement["criteria"]["narrative"]
    assert "alignment" not in achievement


def test_nothing_of_it_falls_out_of_what_is_signed(facts):
    document = json.loads(write_credential(facts, status_index=7))
    written = document["credentialSubject"]["achievement"]["alignment"]
    assert len(written) == 3
    assert all(
        one["targetType"] == "CFItem" or EXTENDED.fullmatch(one["targetType"]) for one in written
    )
    quads = data_integrity.canonicalize_rdf(
        {name: value for name, value in document.items() if name != "proof"}
    )
    for one in written:
        assert one["targetUrl"] in quads
