"""Files of the plan are brought, read, approved and taken back at the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plan.models import Framework, PlanProposal, Target
from tests.people.factories import AgencyFactory, RoleFactory
from tests.people.sign_in import signed_in
from tests.plan.factories import ClauseFactory, LevelFactory, PhaseFactory, SkillFactory
from tests.plan.tables import GOOD, TARGETS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST = "/en/office/plan/files/"
# As it is published, with the first of its columns only.
DIGCOMP = (
    "competence_area_number,competence_area_name,competence_number,competence_name\n"
    "1,Information,1.1,Browsing\n"
)


@pytest.fixture
def desk(client):
    """The desk of the secretariat; ``desk.second`` signs in another of its people."""
    root = AgencyFactory(code="MM")
    skill = SkillFactory(code="DC3-4.2")
    LevelFactory(framework=skill.framework, number=2)
    PhaseFactory(number=1)
    ClauseFactory(code="2.1")
    AgencyFactory(code="GAD")
    signed_in(client, "secretariat", agency=root)
    second = RoleFactory(agency=root, kind="secretariat").person
    client.second = lambda: client.force_login(second)
    return client


def bring(client, text, kind="targets", name="t.csv", **fields):
    file = SimpleUploadedFile(name, text.encode(), "text/csv")
    return client.post(f"{LIST}?kind={kind}", {"file": file, **fields})


def test_a_file_of_targets_goes_from_the_desk_to_the_figures_and_back(desk):
    address = bring(desk, TARGETS + GOOD).headers["Location"]
    page = desk.get(address).text
    for words in ("Waits for approval", "people to hold the skill", "<ins>740</ins>"):
        assert words in page, words
    assert "Approve and apply" not in page
    desk.post(f"{address}approve/")
    assert not Target.objects.exists()
    desk.second()
    assert "<b>1</b> waits" in desk.get("/en/office/requests/").text
    assert "Waits for you" in desk.get(LIST).text
    assert "Approve and apply" in desk.get(address).text
    assert "approved and applied" in desk.post(f"{address}approve/", follow=True).text
    assert Target.objects.get().headcount == 740
    undone = desk.post(f"{address}undo/", follow=True).text
    assert "written back" in undone
    # And once more, if it was right after all.
    assert "Compare the file again" in undone
    assert not Target.objects.exists()


def test_a_wrong_line_is_told_with_its_number_and_reason(desk):
    address = bring(desk, TARGETS + GOOD.replace("740", "many")).headers["Location"]
    page = desk.get(f"{address}?group=refused").text
    for words in ("headcount", "is not a whole number", "bring it again"):
        assert words in page, words
    assert "no table" not in page
    answer = bring(desk, "a,b\n1,2\n")
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert bring(desk, "x", name="t.pdf").context["form"].errors["file"]


def test_a_framework_is_brought_as_it_is_published(desk):
    told = {"code": "DC9", "name_en": "Nine", "name_my": "ကိုး"}
    assert bring(desk, DIGCOMP, "framework", **told | {"code": "က"}).context["form"].errors["code"]
    address = bring(desk, DIGCOMP, "framework", **told).headers["Location"]
    assert "DC9-1.1" in desk.get(address).text
    desk.second()
    desk.post(f"{address}approve/")
    framework = Framework.objects.get(code="DC9")
    assert framework.names == {"en": "Nine", "my": "ကိုး"}
    levels = bring(desk, "level,name_en\n1,First\n", "levels", framework="DC9")
    assert levels.headers["Location"]
    crosswalk = bring(desk, "source,target,kind\nDC9-1.1,DC3-4.2,partly\n", "crosswalk")
    assert PlanProposal.objects.filter(state="open").count() == 2
    assert "DC9-1.1" in desk.get(crosswalk.headers["Location"]).text


def test_a_withdrawn_file_is_compared_again(desk):
    address = bring(desk, TARGETS + GOOD).headers["Location"]
    assert "withdrawn" in desk.post(f"{address}withdraw/", follow=True).text
    assert "waits for nobody" in desk.post(f"{address}approve/", follow=True).text
    again = desk.post(f"{address}compare/").headers["Location"]
    assert again != address
    assert "Waits for approval" in desk.get(again).text


def test_what_hinders_taking_back_is_told(desk):
    address = bring(desk, TARGETS + GOOD).headers["Location"]
    desk.second()
    desk.post(f"{address}approve/")
    Target.objects.update(headcount=8)
    page = desk.post(f"{address}undo/").text
    assert "It was changed since." in page
    assert Target.objects.exists()


def test_burmese_pages_have_burmese_words_and_digits(desk):
    with_milestone = TARGETS.rstrip() + ",milestones\n" + GOOD.rstrip() + ",2026-06-30: 400\n"
    address = bring(desk, with_milestone).headers["Location"].replace("/en/", "/my/")
    page = desk.get(address).text
    for words in (
        "ခွင့်ပြုချက် စောင့်ဆိုင်းဆဲ",
        "<ins>၇၄၀</ins>",
        "တတ်ကျွမ်းရမည့် ဦးရေ",
        "၂၀၂၆ ခုနှစ်၊ ဇွန်လ ၃၀ ရက်: ၄၀၀",
    ):
        assert words in page, words


@pytest.mark.parametrize("kind", ["hr", "secretariat"])
def test_nobody_of_an_office_below_sees_files(client, kind):
    signed_in(client, kind, agency=AgencyFactory(parent=AgencyFactory(code="MM")))
    assert client.get(LIST).status_code == 403


def test_a_file_is_compared_again_as_seldom_as_it_is_brought(desk, settings):
    settings.RATES = settings.RATES | {"plan-file": "1/h/person"}
    address = bring(desk, TARGETS + GOOD).headers["Location"]
    assert desk.post(f"{address}compare/").status_code == 429
    assert PlanProposal.objects.count() == 1
