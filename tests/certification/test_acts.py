import datetime as dt
import threading

import pytest
from django.core import mail
from django.db import connection

from certification import acts, checks
from certification.acts import appeal, approve, ask, refuse
from certification.correcting import NothingToCorrect
from certification.issuing import AlreadyRevoked, issue_certificate
from certification.models import Act, Certificate, Evidence
from certification.rendering.fitting import Overflow
from certification.revoking import AlreadyReplaced, NotRevoked
from certification.sealing import seal_certificate
from certification.status import withdrawn_places
from certification.verifying import verify_code
from people.messaging import send_waiting
from people.models import Message
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment, make_office
from tests.people.factories import PersonFactory, RoleFactory

LATER = AT + dt.timedelta(days=9)


@pytest.fixture
def other(db):
    return PersonFactory(admin=True)


@pytest.fixture
def revoked(sealed, registrar):
    ask(sealed, "revoke", by=registrar, reason="error", note="secret", at=AT)
    return sealed


def told(person):
    return list(person.messages.values_list("kind", flat=True))


class TestAtOnce:
    def test_a_revocation_leaves_a_whole_act(self, revoked, registrar):
        act = revoked.acts.get()
        assert (act.kind, act.state, act.reason, act.note) == ("revoke", "done", "error", "secret")
        assert (act.asked_by, act.decided_by) == (registrar, registrar)
        assert act.asked_at == act.decided_at == AT

    def test_a_second_revocation_is_refused_and_changes_nothing(self, revoked, other):
        with pytest.raises(AlreadyRevoked):
            ask(revoked, "revoke", by=other, reason="fraud")
        revoked.refresh_from_db()
        assert revoked.revocation_reason == "error"
        assert revoked.acts.count() == 1

    def test_a_restored_one_is_valid_and_counts_on_every_day_again(self, revoked, registrar):
        place = revoked.status_index % 131_072
        assert place in withdrawn_places(1 + revoked.status_index // 131_072)
        ask(revoked, "restore", by=registrar, reason="error", at=LATER)
        revoked.refresh_from_db()
        assert verify_code(revoked.code, day=LATER.date()).status == "valid"
        assert place not in withdrawn_places(1 + revoked.status_index // 131_072)
        assert Evidence.objects.valid(AT.date()).get().certificate == revoked
        assert [act.kind for act in revoked.acts.all()] == ["revoke", "restore"]

    def test_it_can_be_revoked_again_and_the_holder_is_told_each_time(self, revoked, registrar):
        ask(revoked, "restore", by=registrar, reason="error")
        ask(revoked, "revoke", by=registrar, reason="fraud")
        kinds = [k for k in told(revoked.person) if k != "certificate_ready"]
        assert kinds == ["certificate_revoked", "certificate_restored", "certificate_revoked"]

    def test_what_stands_is_not_restored(self, sealed, registrar):
        with pytest.raises(NotRevoked):
            ask(sealed, "restore", by=registrar, reason="error")

    def test_a_replaced_one_is_neither_revoked_nor_restored_nor_replaced(self, sealed, registrar):
        new = ask(sealed, "replace", by=registrar, reason="file").result
        for kind, reason in (("revoke", "error"), ("restore", "error"), ("replace", "file")):
            with pytest.raises(AlreadyReplaced):
                ask(sealed, kind, by=registrar, reason=reason)
        assert new.supersedes == sealed

    def test_a_replacement_says_the_same_whatever_the_person_is_called_now(
        self, sealed, registrar
    ):
        sealed.person.name_en = "Another"
        sealed.person.save()
        new = ask(sealed, "replace", by=registrar, reason="file").result
        changed = {key for key in new.facts if new.facts[key] != sealed.facts.get(key)}
        assert changed == {"code", "uuid", "issued_at", "replaces"}

    def test_a_correction_writes_anew_what_it_names_and_the_person(self, sealed, registrar):
        changes = {
            "person": {"honorific": "daw", "name_my": "ခင်မျိုးသန္တာ", "name_en": "Khin Thanda"},
            "position": {"en": "Deputy Director"},
            "agency": {"en": "Hinthada Office"},
            "course": {"en": "Personal data"},
        }
        new = ask(sealed, "correct", by=registrar, reason="place", changes=changes).result
        assert new.facts["person"]["names"]["en"] == "Daw Khin Thanda"
        assert new.facts["person"]["subject"] == sealed.facts["person"]["subject"]
        assert new.facts["position"] == {**sealed.facts["position"], "en": "Deputy Director"}
        assert new.facts["agency"]["code"] == sealed.facts["agency"]["code"]
        assert new.facts["agency"]["names"]["en"] == "Hinthada Office"
        assert new.facts["course"]["titles"]["en"] == "Personal data"
        sealed.person.refresh_from_db()
        assert sealed.person.name_en == "Khin Thanda"
        assert Evidence.objects.get().certificate == new
        assert seal_certificate(new).pdf_digest

    def test_a_correction_that_corrects_nothing_is_refused(self, sealed, registrar):
        for changes in ({}, {"position": {"en": "Staff Officer"}}):
            with pytest.raises(NothingToCorrect):
                ask(sealed, "correct", by=registrar, reason="place", changes=changes)
        assert not Act.objects.exists()

    def test_words_that_do_not_fit_are_refused_and_nothing_is_written(self, sealed, registrar):
        changes = {"course": {"en": "Digital " * 99, "my": "ဒစ်ဂျစ်တယ်အုပ်ချုပ်မှု " * 40}}
        with pytest.raises(Overflow):
            ask(sealed, "correct", by=registrar, reason="title", changes=changes)
        assert not Act.objects.exists()
        assert Certificate.objects.count() == 1

    @pytest.mark.parametrize(("kind", "reason"), [("revoke", "whim"), ("burn", "error")])
    def test_unknown_kinds_and_reasons_are_refused(self, sealed, registrar, kind, reason):
        with pytest.raises(ValueError, match=f"{kind}|{reason}"):
            ask(sealed, kind, by=registrar, reason=reason)


class TestRights:
    def test_nobody_acts_out_of_scope_nor_on_an_own_certificate(self, sealed):
        far = RoleFactory(kind="registrar").person
        auditor = RoleFactory(kind="auditor", agency=sealed.agency).person
        for stranger in (far, auditor, PersonFactory()):
            with pytest.raises(acts.OutOfScope):
                ask(sealed, "revoke", by=stranger, reason="error")
        RoleFactory(kind="registrar", agency=sealed.agency, person=sealed.person)
        with pytest.raises(acts.OwnCertificate):
            ask(sealed, "replace", by=sealed.person, reason="file")
        assert not Act.objects.exists()

    def test_a_registrar_of_the_agency_acts(self, sealed):
        registrar = RoleFactory(kind="registrar", agency=sealed.agency).person
        assert ask(sealed, "revoke", by=registrar, reason="error").state == "done"

    def test_an_auditor_sees_the_acts_of_the_agencies_and_keeps_none(self, revoked):
        auditor = RoleFactory(kind="auditor", agency=revoked.agency).person
        far = RoleFactory(kind="auditor", agency=make_office()).person
        assert Act.objects.visible_to(auditor).count() == 1
        assert Certificate.objects.visible_to(auditor).get() == revoked
        assert not Act.objects.kept_by(auditor).exists()
        assert not Act.objects.visible_to(far).exists()


class TestSecondPerson:
    @pytest.fixture(autouse=True)
    def configured(self, settings):
        settings.SECOND_PERSON_FOR = ["revoke", "correct"]

    @pytest.fixture
    def waiting(self, sealed, registrar):
        return ask(sealed, "revoke", by=registrar, reason="fraud", note="Seen.")

    def test_it_waits_and_nothing_happens(self, waiting, sealed):
        sealed.refresh_from_db()
        assert (waiting.state, waiting.decided_by) == ("waiting", None)
        assert sealed.revoked_at is None
        assert "certificate_revoked" not in told(sealed.person)

    def test_another_registrar_approves(self, waiting, other, sealed):
        act = approve(waiting, by=other, note="I agree.", at=LATER)
        sealed.refresh_from_db()
        assert (act.state, act.decided_by, act.decision_note) == ("done", other, "I agree.")
        assert (sealed.revoked_at, sealed.revocation_reason) == (LATER, "fraud")

    def test_whoever_asked_does_not_approve(self, waiting, registrar, sealed):
        with pytest.raises(acts.OwnAct):
            approve(waiting, by=registrar)
        sealed.refresh_from_db()
        assert sealed.revoked_at is None

    def test_nor_does_a_registrar_out_of_scope_or_the_holder(self, waiting, sealed):
        with pytest.raises(acts.OutOfScope):
            approve(waiting, by=RoleFactory(kind="registrar").person)
        RoleFactory(kind="registrar", agency=sealed.agency, person=sealed.person)
        with pytest.raises(acts.OwnCertificate):
            approve(waiting, by=sealed.person)

    def test_a_refusal_says_why_and_then_it_is_decided(self, waiting, other):
        with pytest.raises(acts.WordsMissing):
            refuse(waiting, by=other, note="  ")
        assert refuse(waiting, by=other, note="No proof.").state == "refused"
        with pytest.raises(acts.NotWaiting):
            approve(waiting, by=other)

    def test_whoever_asked_may_take_it_back(self, waiting, registrar):
        assert refuse(waiting, by=registrar, note="My mistake.").decided_by == registrar

    def test_one_of_a_kind_waits(self, waiting, sealed, other):
        with pytest.raises(acts.AlreadyWaiting):
            ask(sealed, "revoke", by=other, reason="error")

    def test_what_is_not_configured_happens_at_once(self, sealed, registrar):
        assert ask(sealed, "replace", by=registrar, reason="file").state == "done"

    def test_what_can_no_longer_be_done_is_not_approved(self, waiting, sealed, registrar, other):
        ask(sealed, "replace", by=registrar, reason="file")
        with pytest.raises(AlreadyReplaced):
            approve(waiting, by=other)

    def test_a_person_is_renamed_when_it_is_done_and_not_before(self, sealed, registrar, other):
        changes = {"person": {"honorific": "daw", "name_my": "ခင်", "name_en": "Khin"}}
        act = ask(sealed, "correct", by=registrar, reason="spelling", changes=changes)
        sealed.person.refresh_from_db()
        assert sealed.person.name_en == "Khin Myo Thandar"
        new = approve(act, by=other).result
        assert new.facts["person"]["names"]["en"] == "Daw Khin"


def test_a_word_that_is_no_act_stops_the_start(settings):
    settings.SECOND_PERSON_FOR = ["revoke", "appeal"]
    assert checks.second_person_is_for_acts(None) == []
    settings.SECOND_PERSON_FOR = ["revoke", "banana"]
    assert "banana" in checks.second_person_is_for_acts(None)[0].msg


class TestAppeals:
    def test_the_holder_appeals_once_at_a_time(self, revoked):
        act = appeal(revoked, by=revoked.person, reason="revocation", text="I was there.")
        assert (act.state, act.asked_by) == ("waiting", revoked.person)
        with pytest.raises(acts.AlreadyWaiting):
            appeal(revoked, by=revoked.person, reason="revocation", text="Again.")

    def test_nobody_else_appeals_and_not_without_words(self, revoked, registrar):
        with pytest.raises(acts.OutOfScope):
            appeal(revoked, by=registrar, reason="revocation", text="For her.")
        with pytest.raises(acts.WordsMissing):
            appeal(revoked, by=revoked.person, reason="revocation", text=" ")

    def test_an_appeal_is_answered_by_what_puts_it_right(self, revoked, registrar):
        act = appeal(revoked, by=revoked.person, reason="revocation", text="I was there.")
        with pytest.raises(acts.NotForApproval):
            approve(act, by=registrar)
        ask(revoked, "restore", by=registrar, reason="appeal")
        act.refresh_from_db()
        assert (act.state, act.decided_by) == ("done", registrar)

    def test_a_refusal_is_told_to_the_holder_with_the_answer(self, revoked, registrar):
        act = appeal(revoked, by=revoked.person, reason="revocation", text="I was there.")
        refuse(act, by=registrar, note="The list says no.")
        message = revoked.person.messages.get(kind="certificate_appeal_refused")
        assert message.facts["answer"] == "The list says no."

    def test_the_one_who_revoked_does_not_refuse_where_a_second_person_is_asked_for(
        self, revoked, registrar, other, settings
    ):
        settings.SECOND_PERSON_FOR = ["appeal"]
        act = appeal(revoked, by=revoked.person, reason="revocation", text="I was there.")
        with pytest.raises(acts.OwnAct):
            refuse(act, by=registrar, note="No.")
        assert refuse(act, by=other, note="No.").state == "refused"

    def test_a_fourth_appeal_within_a_month_is_refused(self, revoked, registrar):
        for number in range(3):
            at = AT + dt.timedelta(days=number)
            act = appeal(revoked, by=revoked.person, reason="revocation", text="Please.", at=at)
            refuse(act, by=registrar, note="No.", at=at)
        again = {"by": revoked.person, "reason": "revocation", "text": "Please."}
        with pytest.raises(acts.TooManyAppeals):
            appeal(revoked, **again, at=LATER)
        assert Act.objects.filter(kind="appeal").count() == 3
        assert appeal(revoked, **again, at=AT + dt.timedelta(days=40))


class TestLetters:
    @pytest.mark.parametrize(
        ("language", "word"), [("en", "Protecting personal data"), ("my", "ရုံးတွင်")]
    )
    def test_the_letter_is_in_the_language_of_the_holder_and_leaks_no_note(
        self, sealed, registrar, language, word
    ):
        person = sealed.person
        person.language, person.email = language, "khin@example.gov.mm"
        person.save()
        Message.objects.all().delete()
        ask(sealed, "revoke", by=registrar, reason="fraud", note="The secret note.")
        assert send_waiting() == 1
        letter = mail.outbox[0]
        assert word in letter.subject
        assert f"/certificates/{sealed.code}/appeal/" in letter.body
        assert "secret" not in letter.body + letter.subject
        assert "&" not in letter.body

    @pytest.mark.parametrize(
        ("kind", "reason", "changes"),
        [("replace", "file", {}), ("correct", "place", {"position": {"en": "Director"}})],
    )
    def test_the_letter_about_a_new_one_names_both_codes(
        self, sealed, registrar, kind, reason, changes
    ):
        sealed.person.email = "khin@example.gov.mm"
        sealed.person.save()
        Message.objects.all().delete()
        new = ask(sealed, kind, by=registrar, reason=reason, changes=changes).result
        assert send_waiting() == 1
        assert {code in mail.outbox[0].body for code in (sealed.code, new.code)} == {True}
        seal_certificate(new)
        assert send_waiting() == 0


def test_of_many_at_once_one_is_done(committed_db):
    certificate = seal_certificate(issue_certificate(completed_enrolment()))
    people = [PersonFactory(admin=True) for _ in range(4)]
    outcomes = []

    def work(person, kind, reason):
        try:
            outcomes.append(ask(certificate, kind, by=person, reason=reason).kind)
        except (AlreadyRevoked, AlreadyReplaced) as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    asked = [("revoke", "error"), ("replace", "file"), ("revoke", "fraud"), ("replace", "sheet")]
    threads = [
        threading.Thread(target=work, args=(p, *a)) for p, a in zip(people, asked, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = Act.objects.get()
    assert sorted(outcomes).count(done.kind) == 1
    assert len(outcomes) == 4
    assert Certificate.objects.count() == (1 if done.kind == "revoke" else 2)
