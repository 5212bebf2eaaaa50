import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.models import Agency, Person, Posting, Role
from plan.models import Skill, Target
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import ClauseFactory, PhaseFactory, SkillFactory, TargetFactory

pytestmark = pytest.mark.django_db
CLOSED = (302, 403, 404)


def sign_in(client, person):
    client.force_login(Person.objects.get(pk=person.pk), "people.signing_in.IdentifierBackend")
    return person


@pytest.fixture
def admin(client):
    return sign_in(client, PersonFactory(admin=True))


@pytest.fixture
def secretariat(client, country):
    role = RoleFactory(kind="secretariat", agency=country["GOV"])
    return sign_in(client, role.person)


@pytest.fixture
def of_education(client, country):
    """A secretariat of one ministry only."""
    return sign_in(client, RoleFactory(kind="secretariat", agency=country["MOE"]).person)


class TestAgencies:
    FORM = {
        "kind": "department",
        "names_my": "ဌာနခွဲ",
        "names_en": "Branch",
        "sector": "",
        "township_pcode": "",
        "setting": "",
        "valid_from": "2024-01-01",
        "valid_to": "",
        "successor": "",
    }

    def test_the_list_is_a_tree_and_is_searched_in_both_languages(self, client, secretariat):
        page = client.get(reverse("agencies:index")).content.decode()
        assert page.index("MOE-1") < page.index("MOH")
        found = client.get(reverse("agencies:index") + "?q=အစိုးရ").content.decode()
        assert "GOV" in found
        assert "MOE-1" not in found

    def test_a_page_of_the_list_stays_within_its_budget(
        self, client, secretariat, django_assert_max_num_queries
    ):
        client.get(reverse("agencies:index"))
        with django_assert_max_num_queries(22):
            client.get(reverse("agencies:index"))

    def test_a_new_agency_stands_under_the_one_named_by_code_or_name(self, client, secretariat):
        form = {**self.FORM, "code": "MOE-2", "parent": "MOE"}
        assert client.post(reverse("agencies:add"), form).status_code == 302
        new = Agency.objects.get(code="MOE-2")
        assert new.get_parent().code == "MOE"
        assert new.names == {"my": "ဌာနခွဲ", "en": "Branch"}
        form = {**self.FORM, "code": "G-2", "parent": "Government"}
        client.post(reverse("agencies:add"), form)
        assert Agency.objects.get(code="G-2").get_parent().code == "GOV"

    def test_an_agency_is_not_put_under_one_out_of_scope(self, client, of_education):
        form = {**self.FORM, "code": "MOH-9", "parent": "MOH"}
        page = client.post(reverse("agencies:add"), form)
        assert page.status_code == 200
        assert not Agency.objects.filter(code="MOH-9").exists()

    def test_names_in_other_languages_survive_an_edit(self, client, secretariat, country):
        Agency.objects.filter(code="MOE").update(names={"my": "က", "en": "A", "shn": "လိၵ်ႈ"})
        url = reverse("agencies:edit", args=[country["MOE"].pk])
        client.post(url, {**self.FORM, "code": "MOE"})
        assert Agency.objects.get(code="MOE").names == {
            "my": "ဌာနခွဲ",
            "en": "Branch",
            "shn": "လိၵ်ႈ",
        }

    def test_dates_in_the_wrong_order_are_told_not_crashed_on(self, client, secretariat, country):
        url = reverse("agencies:edit", args=[country["MOE"].pk])
        page = client.post(url, {**self.FORM, "code": "MOE", "valid_to": "2020-01-01"})
        assert page.status_code == 200
        assert Agency.objects.get(code="MOE").valid_to is None

    @pytest.mark.parametrize("view", ["edit", "history", "history_results"])
    def test_an_agency_out_of_scope_is_not_found_in_any_view(
        self, client, of_education, country, view
    ):
        own = reverse(f"agencies:{view}", args=[country["MOE-1"].pk])
        foreign = reverse(f"agencies:{view}", args=[country["MOH-1"].pk])
        assert client.get(own).status_code == 200
        assert client.get(foreign).status_code == 404

    @pytest.mark.parametrize("view", ["delete", "copy", "usage", "inspect"])
    def test_there_are_no_other_views_to_reach_a_row_by(self, client, admin, country, view):
        assert client.get(f"/cms/agencies/{view}/{country['MOE'].pk}/").status_code == 404

    def test_the_list_shows_only_the_scope(self, client, of_education):
        page = client.get(reverse("agencies:index")).content.decode()
        assert "MOE-1" in page
        assert "MOH" not in page


class TestPeople:
    def form(self, **changes):
        return {
            "username": "aung",
            "staff_number": "S900001",
            "honorific": "u",
            "name_my": "အောင်မျိုး",
            "name_en": "Aung Myo",
            "email": "",
            "phone": "",
            "gender": "male",
            "language": "my",
            "audience": "official",
            "is_active": "on",
            "password": "",
            "posted_to": "",
            "position_my": "",
            "position_en": "",
            "grade": "",
            "posted_from": "",
            "roles-TOTAL_FORMS": "1",
            "roles-INITIAL_FORMS": "0",
            "roles-0-kind": "",
            "roles-0-agency": "",
            "roles-0-valid_from": "2021-01-01",
            "roles-0-valid_to": "",
            **changes,
        }

    def test_an_administrator_makes_a_person_with_posting_and_role(self, client, admin, country):
        form = self.form(
            **{
                "password": "a long enough secret",
                "posted_to": "MOE-1",
                "position_my": "အရာရှိ",
                "grade": "7",
                "posted_from": "2025-01-01",
                "roles-0-kind": "trainer",
                "roles-0-agency": "MOE",
            }
        )
        assert client.post(reverse("wagtailusers_users:add"), form).status_code == 302
        person = Person.objects.get(username="aung")
        assert person.check_password("a long enough secret")
        assert person.postings.get().agency.code == "MOE-1"
        assert person.roles.get().kind == Role.Kind.TRAINER
        assert person.groups.filter(name="Trainers").exists()

    def test_a_person_without_password_cannot_sign_in_with_one(self, client, admin):
        client.post(reverse("wagtailusers_users:add"), self.form())
        assert not Person.objects.get(username="aung").has_usable_password()

    def edit(self, client, person, **changes):
        url = reverse("wagtailusers_users:edit", args=[person.pk])
        form = self.form(username=person.username, staff_number=person.staff_number or "")
        return client.post(url, {**form, **changes})

    def test_moving_a_person_ends_the_posting_before(self, client, admin, country):
        posting = PostingFactory(agency=country["MOE-1"], valid_from=dt.date(2024, 1, 1))
        move = {"posted_to": "MOH-1", "position_my": "အရာရှိ", "posted_from": "2025-06-01"}
        assert self.edit(client, posting.person, **move).status_code == 302
        posting.refresh_from_db()
        assert posting.valid_to == dt.date(2025, 6, 1)
        assert Posting.objects.get(person=posting.person, valid_to=None).agency.code == "MOH-1"

    @pytest.mark.parametrize(
        "move",
        [
            {"posted_to": "MOH-1"},
            {"posted_to": "NOWHERE", "position_my": "က", "posted_from": "2025-06-01"},
            {"posted_to": "MOH-1", "position_my": "က", "posted_from": "2023-06-01"},
        ],
    )
    def test_a_posting_that_cannot_be_is_told_and_nothing_changes(
        self, client, admin, country, move
    ):
        posting = PostingFactory(agency=country["MOE-1"], valid_from=dt.date(2024, 1, 1))
        assert self.edit(client, posting.person, **move).status_code == 200
        assert Posting.objects.get(person=posting.person) == posting
        assert Person.objects.get(pk=posting.person_id).name_en == posting.person.name_en

    def test_a_role_is_ended_by_a_day_or_taken_back(self, client, admin):
        role = RoleFactory(kind="trainer")
        fields = {
            "roles-TOTAL_FORMS": "1",
            "roles-INITIAL_FORMS": "1",
            "roles-0-id": role.pk,
            "roles-0-kind": "trainer",
            "roles-0-agency": role.agency.code,
            "roles-0-valid_to": "2022-01-01",
        }
        assert self.edit(client, role.person, **fields).status_code == 302
        role.refresh_from_db()
        assert role.valid_to == dt.date(2022, 1, 1)
        assert not role.person.groups.exists()

    def test_a_weak_password_is_refused(self, client, admin):
        person = PersonFactory()
        assert self.edit(client, person, password="123").status_code == 200
        assert Person.objects.get(pk=person.pk).check_password("demo")

    def test_people_are_found_by_folded_name_and_by_staff_number(self, client, admin):
        PersonFactory(username="thandar", name_my="သန္တာ", name_en="Thandar", staff_number="S1")
        for asked in ("သန္တာ", "thandar", "S1"):
            page = client.get(reverse("wagtailusers_users:index"), {"q": asked})
            assert "thandar" in page.content.decode()

    def test_there_is_no_way_to_delete_a_person(self, client, admin):
        person = PersonFactory()
        assert client.get(f"/cms/users/delete/{person.pk}/").status_code == 404

    def test_only_administrators_change_people(self, client, secretariat, country):
        person = PostingFactory(agency=country["MOE-1"]).person
        assert client.get(reverse("wagtailusers_users:index")).status_code == 200
        assert client.get(reverse("wagtailusers_users:add")).status_code in CLOSED
        assert self.edit(client, person).status_code in CLOSED
        assert Person.objects.get(pk=person.pk).username != "aung"


class TestPlan:
    def test_the_secretariat_edits_a_skill_in_both_languages(self, client, secretariat):
        skill = SkillFactory()
        url = reverse("skills:edit", args=[skill.pk])
        form = {
            "framework": skill.framework_id,
            "code": skill.code,
            "names_my": "ကျွမ်းကျင်မှု",
            "names_en": "Skill",
            "area": skill.area_id,
        }
        assert client.post(url, form).status_code == 302
        assert Skill.objects.get(pk=skill.pk).names == {"my": "ကျွမ်းကျင်မှု", "en": "Skill"}

    def test_a_ministrys_secretariat_does_not_change_what_the_country_shares(
        self, client, of_education
    ):
        skill = SkillFactory()
        assert client.get(reverse("skills:edit", args=[skill.pk])).status_code in CLOSED
        assert client.get(reverse("skills:add")).status_code in CLOSED

    def test_targets_of_another_ministry_are_out_of_reach(self, client, of_education, country):
        own, foreign = (TargetFactory(agency=country[code]) for code in ("MOE-1", "MOH-1"))
        for view in ("edit", "history", "delete"):
            assert client.get(reverse(f"targets:{view}", args=[own.pk])).status_code == 200
            assert client.get(reverse(f"targets:{view}", args=[foreign.pk])).status_code == 404
        client.post(reverse("targets:delete", args=[foreign.pk]))
        assert Target.objects.filter(pk=foreign.pk).exists()
        page = client.get(reverse("targets:index")).content.decode()
        assert str(own.agency) in page
        assert str(foreign.agency) not in page

    def test_a_target_is_not_moved_to_another_ministry(self, client, of_education, country):
        own = TargetFactory(agency=country["MOE-1"])
        form = {
            "phase": own.phase_id,
            "clause": own.clause_id,
            "agency": "MOH-1",
            "skill": own.skill_id,
            "level": 2,
            "headcount": 5,
            "due_on": "2026-12-31",
            "baseline": 0,
            "baseline_on": "2025-01-01",
            "source": "",
        }
        assert client.post(reverse("targets:edit", args=[own.pk]), form).status_code == 200
        assert Target.objects.get(pk=own.pk).agency.code == "MOE-1"

    def test_targets_are_imported_whole_or_told_line_by_line(self, client, secretariat):
        phase, clause, skill = PhaseFactory(), ClauseFactory(), SkillFactory()
        skill.framework.levels.create(number=2, names={"en": "Basic"})
        heading = (
            "plan,phase,clause,agency,skill,level,headcount,due_on,baseline,baseline_on,source,"
            "is_sample\n"
        )
        line = (
            f"{phase.plan.code},1,{clause.code},MOE,{skill.code},2,{{}},2026-12-31,0,2025-01-01,"
            "sample,yes\n"
        )
        bad = upload(client, "target-import", heading + line.format("many"))
        assert "many" in bad
        assert not Target.objects.exists()
        upload(client, "target-import", heading + line.format("40"))
        assert Target.objects.get().headcount == 40


def upload(client, name, text, filename="file.csv"):
    file = SimpleUploadedFile(filename, text.encode(), "text/csv")
    return client.post(reverse(f"{name}:index"), {"file": file}).content.decode()


class TestRoster:
    HEADING = "staff_number,name_my,name_en,agency,position_my,grade,from\n"

    def test_right_lines_are_imported_and_wrong_ones_told_with_their_number(
        self, client, secretariat
    ):
        page = upload(
            client,
            "roster",
            self.HEADING
            + "100001,အောင်အောင်,Aung Aung,MOE-1,အရာရှိ,7,2024-01-01\n"
            + "100002,မြမြ,Mya Mya,NOWHERE,အရာရှိ,7,2024-01-01\n",
        )
        assert Person.objects.get(staff_number="100001").postings.get().agency.code == "MOE-1"
        assert not Person.objects.filter(staff_number="100002").exists()
        assert "<td>3</td>" in page

    @pytest.mark.parametrize(("name", "text"), [("file.exe", "x"), ("file.csv", "\x00\x01")])
    def test_what_is_no_roster_is_told_not_crashed_on(self, client, secretariat, name, text):
        before = Person.objects.count()
        assert upload(client, "roster", text, name)
        assert Person.objects.count() == before

    def test_a_ministrys_secretariat_does_not_import(self, client, of_education):
        assert client.get(reverse("roster:index")).status_code in CLOSED
        file = SimpleUploadedFile("file.csv", self.HEADING.encode())
        assert client.post(reverse("roster:index"), {"file": file}).status_code in CLOSED
