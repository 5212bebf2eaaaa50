import csv
import datetime as dt
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.acts import appeal, ask
from certification.issuing import issue_certificate
from certification.models import Act, Batch, Certificate, Design
from certification.sealing import seal_certificate
from certification.sweeping import MOST_TRIES, waiting_for_seal
from courses.models import CourseSkill
from people.models import Agency, Person
from tests.certification.conftest import machinery, machinery_folder  # noqa: F401
from tests.certification.factories import completed_enrolment
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("machinery")]
CLOSED = (302, 403, 404)
SCREENS = ("revoke", "replace", "correct", "restore")
REVOKE = {"reason": "fraud", "note": "Proved.", "confirmed": "on"}
LISTING = "certificates:index"


def sign_in(client, person):
    client.force_login(Person.objects.get(pk=person.pk), "people.signing_in.IdentifierBackend")
    return person


@pytest.fixture
def country():
    """A root with two ministries, each with an office."""
    root = AgencyFactory(code="GOV", kind="government")
    moe = AgencyFactory(parent=root, code="MOE", kind="ministry")
    moh = AgencyFactory(parent=Agency.objects.get(code="GOV"), code="MOH", kind="ministry")
    AgencyFactory(parent=moe, code="MOE-1")
    AgencyFactory(parent=moh, code="MOH-1")
    return {agency.code: agency for agency in Agency.objects.all()}


@pytest.fixture
def certificates(country):
    """One of each ministry."""
    return {code: make_certificate(country[f"{code}-1"], code) for code in ("MOE", "MOH")}


def make_certificate(office, name):
    person = PersonFactory(name_my="ခင်ခင်", name_en=f"Khin {name}")
    return issue_certificate(completed_enrolment(office=office, person=person))


@pytest.fixture
def registrar(client, country):
    return sign_in(client, RoleFactory(kind="registrar", agency=country["MOE"]).person)


@pytest.fixture
def auditor(client, country):
    return sign_in(client, RoleFactory(kind="auditor", agency=country["MOE"]).person)


@pytest.fixture
def own(certificates):
    return certificates["MOE"]


def make_batch(agency, registrar):
    return Batch.objects.create(
        kind="classroom",
        titles={"my": "ဆွေးနွေးပွဲ", "en": "Workshop"},
        agency=agency,
        completed_on=dt.date(2026, 11, 20),
        created_by=registrar,
        created_at=timezone.now(),
    )


def url(certificate, view):
    return reverse(f"certificates:{view}", args=[certificate.pk])


def again(certificate):
    return Certificate.objects.get(pk=certificate.pk)


def listed(client, **asked):
    return client.get(reverse(LISTING), asked).content.decode()


class TestTheList:
    def test_a_registrar_finds_by_code_name_and_staff_number(
        self, client, registrar, certificates, own
    ):
        code, number = own.code, own.person.staff_number
        spaced = f"{code[:4]}-{code[4:8]}-{code[8:]}"
        for asked in (code, code.lower(), spaced, "ခင်ခင်", "khin", number, number.lower()):
            page = listed(client, q=asked)
            assert code in page
            assert certificates["MOH"].code not in page

    @pytest.mark.parametrize(
        ("asked", "there"),
        [
            ({"state": "pending"}, True),
            ({"state": "revoked"}, False),
            ({"kind": "course"}, True),
            ({"kind": "prior"}, False),
            ({"agency": "moe"}, True),
            ({"agency": "MOE-1"}, True),
            ({"agency": "MOH"}, False),
            ({"agency": "nowhere"}, False),
            ({"issued_at_from": "2020-01-01"}, True),
            ({"issued_at_to": "2020-01-01"}, False),
        ],
    )
    def test_the_list_is_filtered(self, client, registrar, own, asked, there):
        assert (own.code in listed(client, **asked)) is there

    def test_it_is_filtered_by_course(self, client, registrar, own, country):
        other = make_certificate(country["MOE-1"], "Other")
        page = listed(client, course=own.course_id)
        assert own.code in page
        assert other.code not in page

    def test_a_page_of_the_list_stays_within_its_budget(
        self, client, registrar, country, django_assert_max_num_queries
    ):
        for number in range(9):
            make_certificate(country["MOE-1"], f"N{number}")
        listed(client)
        with django_assert_max_num_queries(16):
            listed(client)

    def test_it_is_handed_out_as_a_table_without_formulas(self, client, registrar, own):
        Certificate.objects.update(
            facts={**own.facts, "course": {**own.facts["course"], "titles": {"my": "\x0b=1+1"}}}
        )
        answer = client.get(reverse(LISTING), {"export": "csv"})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        lines = list(csv.reader(text.splitlines()))
        assert len(lines) == 2
        assert lines[1][0] == own.code
        assert "'=1+1" in lines[1]
        assert client.get(reverse(LISTING), {"export": "xlsx"}).status_code == 200


class TestActing:
    def test_the_page_of_a_certificate_repeats_what_is_frozen(self, client, registrar, own):
        page = client.get(url(own, "detail")).content.decode()
        assert own.code in page
        assert "ခင်ခင်" in page
        for screen in ("revoke", "replace", "correct"):
            assert url(own, screen) in page
        assert url(own, "restore") not in page

    def test_a_registrar_revokes_with_a_reason(self, client, registrar, own):
        assert client.post(url(own, "revoke"), REVOKE)["Location"] == url(own, "detail")
        row = again(own)
        assert (row.revocation_reason, row.revocation_note) == ("fraud", "Proved.")
        assert row.revoked_by == registrar
        assert row.acts.get().asked_by == registrar

    @pytest.mark.parametrize("left_out", ["reason", "confirmed"])
    def test_without_reason_or_confirmation_nothing_is_revoked(
        self, client, registrar, own, left_out
    ):
        form = {key: value for key, value in REVOKE.items() if key != left_out}
        page = client.post(url(own, "revoke"), form)
        assert page.status_code == 200
        assert page.context["form"].errors[left_out]
        assert again(own).revoked_at is None

    def test_a_second_revocation_is_told_and_changes_nothing(self, client, registrar, own):
        client.post(url(own, "revoke"), REVOKE)
        first = again(own)
        for answer in (
            client.get(url(own, "revoke")),
            client.post(url(own, "revoke"), {**REVOKE, "reason": "error"}),
            client.post(url(own, "correct"), {}),
        ):
            assert answer["Location"] == url(own, "detail")
        assert (again(own).revoked_at, again(own).revocation_reason) == (first.revoked_at, "fraud")

    def test_a_revocation_is_undone(self, client, registrar, own):
        client.post(url(own, "revoke"), REVOKE)
        client.post(url(own, "restore"), {"reason": "error", "confirmed": "on"})
        assert again(own).revoked_at is None
        page = client.get(url(own, "detail")).content.decode()
        assert "Proved." in page

    def test_a_corrected_name_gives_a_new_certificate(self, client, registrar, own):
        page = client.get(url(own, "correct"))
        form = {**page.context["form"].initial, "name_my": "ခင်ခင်ဝင်း", "position_en": ""}
        form |= {"reason": "spelling", "confirmed": "on"}
        answer = client.post(url(own, "correct"), form)
        new = Certificate.objects.get(supersedes=own)
        assert answer["Location"] == url(new, "detail")
        assert "ခင်ခင်ဝင်း" in new.facts["person"]["names"]["my"]
        assert new.facts["position"] == own.facts["position"]
        assert set(own.acts.get().changes) == {"person"}
        old = client.get(url(own, "detail")).content.decode()
        assert new.code in old
        assert "ခင်ခင်ဝင်း" in old

    def test_the_same_words_are_no_correction(self, client, registrar, own):
        initial = client.get(url(own, "correct")).context["form"].initial
        form = {**initial, "reason": "spelling", "confirmed": "on"}
        assert client.post(url(own, "correct"), form).status_code == 200
        assert not Certificate.objects.filter(supersedes=own).exists()

    def test_words_that_do_not_fit_are_told(self, client, registrar, own):
        initial = client.get(url(own, "correct")).context["form"].initial
        long = {"course_my": "ဒစ်ဂျစ်တယ်အုပ်ချုပ်မှု " * 40, "course_en": "Digital " * 99}
        form = {**initial, **long, "reason": "title", "confirmed": "on"}
        page = client.post(url(own, "correct"), form)
        assert page.status_code == 200
        assert page.context["form"].non_field_errors()
        assert not Act.objects.exists()

    @pytest.mark.parametrize("view", ["detail", *SCREENS])
    def test_a_foreign_certificate_is_not_found_in_any_view(
        self, client, registrar, certificates, view
    ):
        foreign = certificates["MOH"]
        assert client.get(url(foreign, view)).status_code == 404
        assert client.post(url(foreign, view), REVOKE).status_code in (404, 405)
        assert not Act.objects.exists()

    @pytest.mark.parametrize("kind", ["trainer", "secretariat", "translator", "hr"])
    def test_other_roles_of_the_ministry_do_not_act_on_certificates(
        self, client, country, own, kind
    ):
        sign_in(client, RoleFactory(kind=kind, agency=country["MOE"]).person)
        for view in ("detail", *SCREENS):
            assert client.get(url(own, view)).status_code in CLOSED
            assert client.post(url(own, view), REVOKE).status_code in (*CLOSED, 405)
        assert not Act.objects.exists()

    def test_nobody_acts_on_a_certificate_of_their_own(self, client, registrar, country):
        mine = issue_certificate(completed_enrolment(office=country["MOE-1"], person=registrar))
        page = client.get(url(mine, "detail")).content.decode()
        assert url(mine, "revoke") not in page
        assert client.post(url(mine, "revoke"), REVOKE)["Location"] == url(mine, "detail")
        assert again(mine).revoked_at is None

    def test_a_certificate_has_no_form_to_add_edit_or_delete_it(self, client, own):
        sign_in(client, PersonFactory(admin=True))
        for tail in ("new/", *(f"{view}/{own.pk}/" for view in ("edit", "delete", "copy"))):
            assert client.get(f"/cms/certificates/{tail}").status_code == 404

    def test_certificates_of_citizens_belong_to_the_registrar_of_the_root(
        self, client, country, registrar
    ):
        free = issue_certificate(completed_enrolment(agency=None, position={}, grade=None))
        assert client.get(url(free, "detail")).status_code == 404
        sign_in(client, RoleFactory(kind="registrar", agency=country["GOV"]).person)
        assert client.get(url(free, "detail")).status_code == 200
        assert client.get(url(free, "correct")).status_code == 200


class TestSealingAgain:
    def test_a_seal_that_was_given_up_is_asked_for_again(
        self, client, registrar, certificates, django_capture_on_commit_callbacks
    ):
        given_up = certificates["MOE"]
        failed = Certificate.objects.filter(pk=given_up.pk)
        failed.update(tries=MOST_TRIES, last_error="OSError('no space left')")
        assert not waiting_for_seal().filter(pk=given_up.pk).exists()
        page = client.get(reverse("certificates:detail", args=[given_up.pk])).text
        address = reverse("certificates:seal", args=[given_up.pk])
        assert "no space left" in page
        assert address in page
        with django_capture_on_commit_callbacks() as hints:
            assert client.post(address).status_code == 302
        assert len(hints) == 1
        assert waiting_for_seal().filter(pk=given_up.pk).exists()

    def test_a_sealed_one_is_left_alone(self, client, registrar, certificates):
        sealed = seal_certificate(certificates["MOE"])
        client.post(reverse("certificates:seal", args=[sealed.pk]))
        assert Certificate.objects.get(pk=sealed.pk).tries == sealed.tries

    def test_it_is_for_registrars_of_the_agency(self, client, registrar, certificates):
        foreign = reverse("certificates:seal", args=[certificates["MOH"].pk])
        assert client.post(foreign).status_code in CLOSED
        assert (
            client.get(reverse("certificates:seal", args=[certificates["MOE"].pk])).status_code
            == 405
        )


class TestDeciding:
    @pytest.fixture
    def waiting(self, settings, country, own):
        settings.SECOND_PERSON_FOR = ["revoke"]
        first = RoleFactory(kind="registrar", agency=country["MOE"]).person
        return ask(own, "revoke", by=first, reason="fraud", note="Seen.")

    def page_of(self, act):
        return reverse("certificate-acts:decide", args=[act.pk])

    def test_what_is_asked_for_waits_and_says_so(self, client, registrar, own, settings):
        settings.SECOND_PERSON_FOR = ["revoke"]
        assert client.post(url(own, "revoke"), REVOKE)["Location"] == url(own, "detail")
        assert again(own).revoked_at is None
        act = own.acts.get()
        page = client.get(self.page_of(act)).content.decode()
        assert 'value="approve"' not in page
        client.post(self.page_of(act), {"decision": "approve", "approve-note": ""})
        assert again(own).revoked_at is None

    def test_another_registrar_sees_it_on_the_first_page_and_approves(
        self, client, registrar, waiting, own
    ):
        assert self.page_of(waiting) in client.get("/cms/").content.decode()
        answer = client.post(self.page_of(waiting), {"decision": "approve", "approve-note": ""})
        assert answer["Location"] == self.page_of(waiting)
        assert again(own).revocation_reason == "fraud"
        assert self.page_of(waiting) not in client.get("/cms/").content.decode()

    def test_a_refusal_needs_its_reason(self, client, registrar, waiting, own):
        page = client.post(self.page_of(waiting), {"decision": "refuse", "refuse-note": " "})
        assert page.status_code == 200
        assert page.context["refusing"].errors["note"]
        client.post(self.page_of(waiting), {"decision": "refuse", "refuse-note": "No."})
        waiting.refresh_from_db()
        assert (waiting.state, waiting.decided_by) == ("refused", registrar)

    @pytest.mark.parametrize("decision", ["approve", "refuse", "burn", ""])
    def test_auditors_and_foreign_registrars_decide_nothing(
        self, client, country, waiting, decision
    ):
        form = {"decision": decision, "approve-note": "", "refuse-note": "No."}
        sign_in(client, RoleFactory(kind="registrar", agency=country["MOH"]).person)
        assert client.post(self.page_of(waiting), form).status_code == 404
        auditor = sign_in(client, RoleFactory(kind="auditor", agency=country["MOE"]).person)
        assert 'name="decision"' not in client.get(self.page_of(waiting)).content.decode()
        assert client.post(self.page_of(waiting), form).status_code == 404
        RoleFactory(kind="registrar", agency=country["MOH"], person=auditor)
        sign_in(client, auditor)
        assert client.post(self.page_of(waiting), form).status_code == 404
        waiting.refresh_from_db()
        assert waiting.state == "waiting"

    def test_an_appeal_leads_to_what_puts_it_right(self, client, registrar, own):
        act = appeal(own, by=own.person, reason="name", text="Wrong <b>name</b>.")
        assert self.page_of(act) in client.get("/cms/").content.decode()
        page = client.get(self.page_of(act)).content.decode()
        assert "Wrong &lt;b&gt;name&lt;/b&gt;." in page
        assert url(own, "correct") in page
        assert 'value="approve"' not in page
        client.post(self.page_of(act), {"decision": "refuse", "refuse-note": "It is right."})
        act.refresh_from_db()
        assert act.decision_note == "It is right."

    def test_an_appeal_is_not_approved_by_a_forged_form(self, client, registrar, own):
        act = appeal(own, by=own.person, reason="name", text="Wrong.")
        answer = client.post(self.page_of(act), {"decision": "approve", "approve-note": ""})
        assert answer.status_code == 200
        act.refresh_from_db()
        assert act.state == "waiting"


class TestAuditors:
    def test_an_auditor_reads_certificates_and_their_history(self, client, auditor, own, country):
        ask(own, "revoke", by=PersonFactory(admin=True), reason="error", note="For the record.")
        page = client.get(url(own, "detail")).content.decode()
        assert "For the record." in page
        for screen in SCREENS:
            assert url(own, screen) not in page
        assert own.code in listed(client)
        acts = client.get(reverse("certificate-acts:index"), {"export": "csv"})
        text = b"".join(acts.streaming_content).decode("utf-8-sig")
        assert own.code in text
        assert "For the record." in text

    @pytest.mark.parametrize("screen", SCREENS)
    def test_an_auditor_does_not_act(self, client, auditor, own, screen):
        assert client.get(url(own, screen)).status_code in CLOSED
        assert client.post(url(own, screen), REVOKE).status_code in CLOSED
        assert not Act.objects.exists()

    def test_who_audits_one_ministry_and_registers_another_acts_in_that_only(
        self, client, auditor, certificates, country
    ):
        RoleFactory(kind="registrar", agency=country["MOH"], person=auditor)
        sign_in(client, auditor)
        assert client.post(url(certificates["MOE"], "revoke"), REVOKE).status_code == 404
        assert client.post(url(certificates["MOH"], "revoke"), REVOKE).status_code == 302
        assert Act.objects.get().certificate == certificates["MOH"]

    def test_nothing_of_another_ministry_is_seen(self, client, auditor, certificates):
        foreign = certificates["MOH"]
        assert client.get(url(foreign, "detail")).status_code == 404
        assert foreign.code not in listed(client)

    def test_the_file_itself_is_not_opened(self, client, auditor, own):
        seal_certificate(own)
        address = reverse("certification:pdf", args=[own.code])
        assert client.get(address).status_code == 404
        assert address not in client.get(url(own, "detail")).content.decode()

    def test_batches_and_designs_of_the_agencies_are_read_and_nothing_is_done(
        self, client, auditor, country
    ):
        registrar = RoleFactory(kind="registrar", agency=country["MOE"]).person
        batch = make_batch(country["MOE-1"], registrar)
        design = Design.objects.create(key="own", kind="course", agency=country["MOE-1"])
        for name, row in (("batches", batch), ("designs", design)):
            detail = reverse(f"{name}:detail", args=[row.pk])
            assert client.get(reverse(f"{name}:index")).status_code == 200
            page = client.get(detail)
            assert page.status_code == 200
            assert '<form method="post"' not in page.content.decode().replace("logout", "")
            type(row).objects.update(agency=country["MOH-1"])
            assert client.get(detail).status_code == 404
            type(row).objects.update(agency=country["MOE-1"])
            assert client.get(reverse(f"{name}:add")).status_code in CLOSED
        start = {"act": "start", "confirmed": "on"}
        address = reverse("batches:act", args=[batch.pk])
        assert client.post(address, start).status_code in CLOSED
        assert client.post(reverse("designs:retire", args=[design.pk])).status_code in CLOSED
        assert client.get(reverse("batches:files", args=[batch.pk])).status_code in CLOSED
        batch.refresh_from_db(), design.refresh_from_db()
        assert (batch.started_at, design.retired_at) == (None, None)

    def test_pages_people_and_plan_stay_closed(self, client, auditor, country):
        assert client.get("/cms/").status_code == 200
        for tail in ("users/", "agencies/", "targets/", "course-pages/", "roster/"):
            assert client.get(f"/cms/{tail}").status_code in CLOSED


def test_the_page_of_a_certificate_stays_within_its_budget(
    client, registrar, own, django_assert_max_num_queries
):
    admin = PersonFactory(admin=True)
    for _ in range(4):
        ask(own, "revoke", by=admin, reason="error")
        ask(own, "restore", by=admin, reason="error")
    client.get(url(own, "detail"))
    with django_assert_max_num_queries(16):
        client.get(url(own, "detail"))


class TestToLookAtAgain:
    ADDRESS = "resting:index"
    FORM = {"choice": "revoke:withdrawn", "note": "", "confirmed": "on"}

    @pytest.fixture(autouse=True)
    def older(self, certificates):
        """Both courses certify something else now."""
        CourseSkill.objects.update(level=4)

    def address(self, **asked):
        return reverse(self.ADDRESS) + "?" + urlencode({"cause": "older", **asked})

    def test_it_lists_and_counts_within_the_scope(self, client, registrar, certificates):
        page = client.get(self.address())
        assert [count for _value, _label, count in page.context["causes"]] == [0, 1, 0]
        assert certificates["MOE"].code in page.content.decode()
        assert certificates["MOH"].code not in page.content.decode()
        assert certificates["MOE"].code not in client.get(reverse(self.ADDRESS)).content.decode()

    def test_what_is_ticked_is_acted_on_through_acts(self, client, registrar, certificates, own):
        foreign = certificates["MOH"]
        form = {**self.FORM, "chosen": [own.pk, foreign.pk, "x", "9" * 9]}
        assert client.post(self.address(), form).status_code == 302
        assert again(own).revocation_reason == "withdrawn"
        assert again(foreign).revoked_at is None
        assert Act.objects.get().asked_by == registrar

    @pytest.mark.parametrize(
        "change",
        [
            {"chosen": []},
            {"choice": ""},
            {"choice": "revoke:whim"},
            {"choice": "burn:x"},
            {"confirmed": ""},
        ],
    )
    def test_what_is_not_filled_in_is_told_and_nothing_is_done(
        self, client, registrar, own, change
    ):
        form = {**self.FORM, "chosen": [own.pk], **change}
        assert client.post(self.address(), form).status_code == 200
        assert not Act.objects.exists()

    def test_what_rests_on_something_else_is_not_acted_on(self, client, registrar, own):
        client.post(self.address(cause="key"), {**self.FORM, "chosen": [own.pk]})
        assert not Act.objects.exists()

    def test_an_auditor_reads_and_exports_but_does_not_act(self, client, auditor, own):
        page = client.get(self.address()).content.decode()
        assert own.code in page
        assert 'name="chosen"' not in page
        answer = client.get(self.address(export="csv"))
        assert own.code in b"".join(answer.streaming_content).decode("utf-8-sig")
        refused = client.post(self.address(), {**self.FORM, "chosen": [own.pk]})
        assert refused["Location"] == "/cms/"
        assert not Act.objects.exists()

    def test_the_screen_stays_within_its_budget(
        self, client, registrar, country, django_assert_max_num_queries
    ):
        for number in range(6):
            make_certificate(country["MOE-1"], f"N{number}")
        CourseSkill.objects.update(level=4)
        client.get(self.address())
        with django_assert_max_num_queries(22):
            assert client.get(self.address()).content.decode().count('name="chosen"') == 7
