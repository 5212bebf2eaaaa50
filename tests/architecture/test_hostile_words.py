"""Whatever stands in a name, a title or a note is shown as text, on every page there is."""

import pytest

from certification.models import Certificate
from courses.models import Course, Lesson, Module, Quiz
from people.models import Agency, Person, Posting
from plan.models import Clause, Framework, Level, Phase, Plan, Skill, Target
from tests.architecture.access.table import rows

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("stored_files"),
]
WORDS = "<img src=x onerror=alert(1)>'\""
NAMES = {"my": WORDS, "en": WORDS}


def rename_everything():
    for model in (Agency, Framework, Level, Skill, Plan, Phase, Clause):
        model.objects.update(names=NAMES)
    for model in (Course, Module, Lesson, Quiz):
        model.objects.update(titles=NAMES)
    Course.objects.update(summaries=NAMES)
    Person.objects.update(name_my=WORDS, name_en=WORDS)
    Posting.objects.update(position=NAMES)
    Target.objects.update(source=WORDS)
    for certificate in Certificate.objects.all():
        certificate.facts = hostile(certificate.facts)
        certificate.revocation_note = WORDS
        certificate.save()


def hostile(facts):
    """The facts with every text in the two languages replaced."""
    if isinstance(facts, list):
        return [hostile(fact) for fact in facts]
    if isinstance(facts, dict):
        return {k: WORDS if k in NAMES and v else hostile(v) for k, v in facts.items()}
    return facts


@pytest.mark.parametrize("role", ["learner", "hr", "admin"])
def test_no_page_lets_a_name_become_markup(country, role):
    rename_everything()
    pages = {address for method, _name, address, _marks in rows() if method == "GET"}
    broken = set()
    for address in pages:
        answer = country.clients[role].get(address.format(**country.facts))
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        text = answer.content.decode() if is_page else ""
        broken |= {address} if "<img src=x" in text else set()
    assert not broken
