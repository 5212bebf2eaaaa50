import pytest
from django.contrib.auth.hashers import make_password

from cms.demo.organisation import accounts
from cms.demo.organisation.roster import ACCOUNTS
from people.access import has_role
from people.models import Agency, OneTimeCode, Person, Role
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.any_database


def test_demo_people_get_their_passwords_and_roles(tree):
    for code in {code for _kind, code in accounts.ACCOUNT_ROLES.values()}:
        AgencyFactory(code=code)
    for official in ACCOUNTS.values():
        PersonFactory(staff_number=official.staff_number)
    township = Agency.objects.get(code=accounts.LEARNER_TOWNSHIP)
    for person in PersonFactory.create_batch(2):
        PostingFactory(person=person, agency=township)
    below = AgencyFactory(code="GAD", parent=Agency.objects.get(code="MOHA"))
    for person in PersonFactory.create_batch(3):
        PostingFactory(person=person, agency=below)
    Person.objects.update(password=make_password(None))
    accounts.make_accounts()
    assert accounts.has_accounts()
    for login in (*ACCOUNTS, "citizen", "admin"):
        assert Person.objects.get(username=login).check_password("demo")
    assert has_role(Person.objects.get(username="hr"), Role.Kind.HR)
    assert not has_role(Person.objects.get(username="learner"))
    roles = Role.objects.filter(given_by__username="hr").order_by("pk")
    assert [role.kind for role in roles] == ["hr", "viewer", "hr"]
    assert roles.last().acting_for.username == "hr"
    waiting = OneTimeCode.objects.slips().filter(used_at=None)
    assert sorted(waiting.values_list("needs_approval", flat=True)) == [False, True]
