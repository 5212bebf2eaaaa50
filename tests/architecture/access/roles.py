"""One small country with something of everything, and one person of each role in it."""

import time
from datetime import timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from certification.actions.requests import submit_appeal
from certification.designs.drafts import save_draft
from certification.issuing.issue import issue_certificate
from certification.sealing.seal import seal_certificate
from certification.statements import (
    ask_for_statements,
    make_statement,
    process_statements,
    seal_statement,
)
from cms.bootstrap import bootstrap_site
from courses.assignments.requests import ask_about_assignment
from courses.catalogue import keep_file
from courses.hours import LearningYear
from courses.items.statistics import count_quiz
from courses.models import GlossaryTerm
from courses.obligations.prescribing import YearContent, prescribe_year
from courses.progress.enrolment import enrol_person
from courses.progress.programmes import enrol_in_programme
from courses.quizzes.attempts import start_attempt
from courses.sessions import join_session
from courses.sittings import SittingPlan, plan_sitting, seat_people
from people.audiences import PeopleRule
from people.audiences.keeping import keep_audience
from people.bulk.kinds import find_kind
from people.bulk.running import ask_act
from people.imports.runs import preview_file
from people.models import Agency, AgencyAct, ErasureRequest
from people.postings.transfers import TransferWish, ask_for_transfer
from people.renaming import ask_for_name
from people.roster import ROSTER_COLUMNS
from people.roster.proposals import create_proposal
from people.web.navigation import WAITING_SESSION_KEY
from people.web.pending import list_work
from plan.importing import TARGET_COLUMNS, import_targets
from plan.models import CapacityPlan, Target
from plan.proposals import bring_file
from reporting.letters import LetterWish, begin_letter
from reporting.letters.keeping import write_end_token
from reporting.letters.reports import ask_for_report
from reporting.months import Month, ask_adjustment, lock_month, read_month
from reporting.months.adjusting import withdraw_adjustment
from reporting.query.scope import resolve_scope
from tests.architecture.access.content import make_content
from tests.certification.batch_factories import make_batch, worked_off
from tests.certification.design_factories import make_design, make_draft
from tests.certification.factories import completed_enrolment, make_record, make_uncertified
from tests.courses.assignments.factories import assign_to
from tests.courses.factories import (
    make_course,
    make_item,
    make_lesson,
    make_module,
    make_quiz,
)
from tests.courses.items.pictures import make_pictured_item
from tests.courses.package_files import bring_ready
from tests.courses.paper_factories import make_paper_test
from tests.courses.programmes import make_programme
from tests.courses.quizzes.essays.factories import hand_in, make_essay_quiz
from tests.courses.session_factories import make_official, make_runner, make_session, soon
from tests.people.factories import (
    AgencyFactory,
    ChargeFactory,
    PersonFactory,
    PostingFactory,
    RoleFactory,
)
from tests.plan.factories import LevelFactory, RoleProfileFactory, TargetFactory

ROLES = {
    "anonymous": None,
    "learner": ("", "OWN-T"),
    "other": ("", "FAR-T"),
    "hr": ("hr", "OWN"),
    "hr_far": ("hr", "FAR"),
    "hr_below": ("hr", "OWN-T"),
    "trainer": ("trainer", "OWN"),
    "translator": ("translator", "OWN"),
    "registrar": ("registrar", "OWN"),
    "reg_far": ("registrar", "FAR"),
    "auditor": ("auditor", "OWN"),
    "aud_far": ("auditor", "FAR"),
    "secretariat": ("secretariat", "GOV"),
    "sec_far": ("secretariat", "FAR"),
    "admin": ("admin", "GOV"),
    "viewer": ("viewer", "OWN"),
    "line": ("line", "OWN-T"),
    "reviewer": ("reviewer", "OWN"),
}


def make_agencies():
    """Government, two ministries, an office below each."""
    AgencyFactory(code="GOV", kind="government")
    for code, above in (("OWN", "GOV"), ("FAR", "GOV"), ("OWN-T", "OWN"), ("FAR-T", "FAR")):
        AgencyFactory(code=code, parent=Agency.objects.get(code=above))
    return {agency.code: agency for agency in Agency.objects.all()}


def make_person(name, kind, agency):
    person = PersonFactory(username=name, admin=kind == "admin")
    PostingFactory(person=person, agency=agency)
    if kind not in ("", "admin"):
        RoleFactory(person=person, agency=agency, kind=kind)
    return person


def lock_a_month(by):
    row = lock_month(Month.last_ended())
    key, figure = next(iter(read_month(row).figures.items()))
    asked = ask_adjustment(row, key, value=0 if figure.locked else 1, reason="Late", by=by)
    # Another one can be asked for on the page: this one waits no more.
    withdraw_adjustment(asked, by=by)
    return {"month": row.code, "figure": key, "adjustment": asked.pk}


def begin_figure_letter(person, unit):
    letter = begin_letter(person, LetterWish(unit, None, None, "weekly", 1, "link"))
    return {"letter": letter.pk, "letter_token": write_end_token(letter)}


def draw_report_for(person, unit):
    row = ask_for_report(resolve_scope(person, {"unit": unit}), shown_in="my")
    row.file.save("reports/report.pdf", ContentFile(b"%PDF"), save=False)
    row.done_at = timezone.now()
    row.save()
    return row.pk


def make_country():
    """Returns what addresses are filled with, and a signed-in client for each role."""
    bootstrap_site()
    agencies = make_agencies()
    people = {n: make_person(n, r[0], agencies[r[1]]) for n, r in ROLES.items() if r}
    facts = make_facts(agencies, people["learner"]) | make_content(agencies)
    facts["bulk_act"] = ask_act(find_kind("remind"), by=people["hr"], people=[]).pk
    target = Target.objects.get(pk=facts["target"])
    facts["import_run"] = preview_targets(people["secretariat"], target).pk
    facts |= assign_course(people["hr"], people["learner"], agencies["OWN"])
    facts |= prescribe_running_year(agencies["OWN"], people["hr"], people["learner"])
    facts["plan_file"] = bring_targets(people["secretariat"], target).pk
    facts |= lock_a_month(people["secretariat"])
    facts |= begin_figure_letter(people["hr"], agencies["OWN"])
    facts["report"] = draw_report_for(people["hr"], agencies["OWN"])
    facts["roster"] = bring_roster(people["hr"], agencies["OWN"]).pk
    by = people["hr"]
    facts["audience"] = keep_audience(agencies["OWN"], {"en": "All"}, PeopleRule(), by=by).pk
    clients = {name: client_of(people.get(name), n) for n, name in enumerate(ROLES, 1)}
    return SimpleNamespace(facts=facts, clients=clients)


def assign_course(manager, learner, agency):
    """The learner has a course to do by the ministry's word, and asks for more time."""
    row = assign_to(learner, agency, manager)
    asked = ask_about_assignment(row, reason="On leave.")
    return {
        "assigned": row.pk,
        "assignment": row.assignment_id,
        "assignment_request": asked.pk,
    }


def prescribe_running_year(agency, manager, learner):
    """The ministry asks the hours of the running year; the learner has a statement of it."""
    year = LearningYear.current()
    content = YearContent(year.last_day, asks_hours=True)
    made = prescribe_year(agency, year, content, by=manager)
    statement = seal_statement(make_statement(learner, year))
    batch = ask_for_statements(agency, year, by=manager)
    process_statements(batch)
    return {
        "year_obligation": made.pk,
        "year": year.number,
        "statement": statement.code,
        "statement_batch": batch.pk,
    }


ROSTER = f"{','.join(ROSTER_COLUMNS)}\nS-77,ခင်ခင်,Khin,OWN,အရာရှိ,7,2024-01-01\n".encode()


def preview_targets(person, target):
    content = write_target(target)
    return preview_file(import_targets, content, kind="targets", file_name="t.csv", by=person)


def bring_targets(person, target):
    return bring_file(write_target(target), kind="targets", file_name="t.csv", by=person)


def write_target(target):
    target.skill.framework.levels.get_or_create(number=target.level, defaults={"names": {}})
    place = (target.phase.plan.code, target.phase.number, target.clause.code, "OWN")
    rest = (target.skill.code, target.level, 8, target.due_on, 0, target.baseline_on, "x", "no")
    lines = (TARGET_COLUMNS, map(str, (*place, *rest)))
    return "\n".join(",".join(line) for line in lines).encode()


def bring_roster(person, unit):
    return create_proposal(ROSTER, file_name="r.csv", unit=unit, by=person)


def client_of(person, number):
    """Asks from an address of its own, for what comes from one address is counted together."""
    address = f"203.0.113.{number}"
    client = Client(raise_request_exception=False, REMOTE_ADDR=address)
    if person:
        client.force_login(person, "people.accounts.backends.IdentifierBackend")
        keep_counts(client, person)
    return client


def keep_counts(client, person):
    """The menu was counted on a page before: each of the next would do it again."""
    session, until = client.session, time.time() + 86_400
    session[WAITING_SESSION_KEY] = {
        "counts": {work.key: count for work, count in list_work(person)},
        "until": until,
    }
    session.save()


def make_transfer(person, agency):
    day = timezone.localdate() + timedelta(days=30)
    return ask_for_transfer(person, TransferWish(agency, {"en": "Clerk"}, 8, day), by=person)


def make_paper_facts(agencies):
    """A test on paper of a session of the own ministry, for somebody else."""
    course = make_course(agency=agencies["OWN"])
    session = make_session(agencies["OWN"], course=course, opens_to="unit", parts=[soon()])
    join_session(session, make_official(agencies["OWN"]))
    test = make_paper_test(session, make_runner(agencies["OWN"]))
    return {"paper": test.pk, "sheet": test.sheets.get().pk, "tested": session.pk}


def make_session_facts(agencies, learner):
    """A class session for the own ministry, in which the learner has a seat."""
    session = make_session(agencies["OWN"], opens_to="unit", parts=[soon()])
    seat = join_session(session, learner)
    return {"session": session.pk, "part": session.parts.get().pk, "seat": seat.pk}


def make_sitting_facts(agencies, learner):
    """A planned supervised test of the own ministry, in which the learner has a seat."""
    quiz = make_quiz(make_course(agency=agencies["OWN"]), supervision="may")
    by = make_runner(agencies["OWN"])
    sitting = plan_sitting(SittingPlan(quiz, timezone.now()), by=by)
    seat = seat_people(sitting, [learner], by=by)[0]
    return {"sitting": sitting.pk, "sitting_seat": seat.pk}


def make_essay(agency):
    return (
        hand_in(make_essay_quiz(make_course(agency=agency)))
        .items.get(essay__isnull=False)
        .essay.pk
    )


def make_ready_package(agency):
    trainer = agency.roles.get(kind="trainer").person
    return bring_ready(by=trainer)


def make_facts(agencies, learner):
    course = make_course(agency=agencies["OWN"], allows_download=True)
    file = keep_file(ContentFile(b"WEBVTT"), "film.vtt")
    files = {"document:1": file}
    package = make_ready_package(agencies["OWN"])
    lesson = make_lesson(
        course, module=make_module(course), files=files, packages=[package]
    ).lesson
    pictured = make_pictured_item()
    keys = [make_item().item.key, pictured.item.key]
    quiz = make_quiz(course, module=lesson.module, item_keys=keys)
    enrolment = enrol_person(learner, course, language="my")
    start_attempt(quiz, enrolment, language="my")
    count_quiz(quiz)
    passed = completed_enrolment(person=learner, office=agencies["OWN-T"])
    certificate = seal_certificate(issue_certificate(passed))
    batch = worked_off(make_batch(1, office=agencies["OWN-T"]))
    record = make_record(learner, agencies["OWN-T"])
    version = save_draft(make_design("own", agency=agencies["OWN"]), make_draft(), by=None)
    target = TargetFactory(agency=agencies["OWN"])
    level = LevelFactory(framework=target.skill.framework)
    profile = RoleProfileFactory(agency=agencies["OWN"], asks=[(target.skill, 2, None)])
    programme = make_programme([course], agency=agencies["OWN"])
    enrol_in_programme(learner, programme, language="my")
    return {
        "course": course.slug,
        "course_pk": course.pk,
        "programme": programme.slug,
        "module": lesson.module.slug,
        "lesson": lesson.slug,
        "package": package.package_id,
        "lesson_file": file.get_absolute_url(),
        "question_picture": pictured.content["en"]["media"]["stem"]["url"],
        "quiz": quiz.key,
        "quiz_pk": quiz.pk,
        "question": quiz.items.first().versions.get().pk,
        **make_session_facts(agencies, learner),
        **make_sitting_facts(agencies, learner),
        **make_paper_facts(agencies),
        "essay": make_essay(agencies["OWN"]),
        "far_essay": make_essay(agencies["FAR"]),
        "enrolment": enrolment.pk,
        "code": certificate.code,
        "uuid": certificate.uuid,
        "certificate": certificate.pk,
        "act": submit_appeal(certificate, by=learner, reason="name", text="It is misspelt.").pk,
        "batch": batch.pk,
        "uncertified": make_uncertified(agencies["OWN-T"]).pk,
        "record": record.pk,
        "name_request": ask_for_name(learner, name_my="", name_en="Khin").pk,
        "erasure": ErasureRequest.objects.create(
            person=learner, asked_at=timezone.now(), needs_decision=True
        ).pk,
        "certificate_design": version.design_id,
        "version": version.pk,
        "agency": agencies["OWN"].pk,
        "unit": agencies["OWN-T"].pk,
        "unit_act": AgencyAct.objects.create(
            **{"kind": "rename", "agency": agencies["OWN-T"], "by": learner, "state": "planned"},
            **{"day": timezone.localdate(), "at": timezone.now(), "reason": "Order"},
        ).pk,
        "person": learner.pk,
        "role": RoleFactory(agency=agencies["OWN-T"], kind="viewer").pk,
        "posting": learner.postings.get().pk,
        "charge": ChargeFactory(person=learner, agency=agencies["OWN-T"]).pk,
        "transfer": make_transfer(learner, agencies["FAR-T"]).pk,
        "target": target.pk,
        "profile": profile.pk,
        "requirement": profile.requirements.get().pk,
        "capacity": CapacityPlan.objects.create(agency=agencies["OWN"], year=2026).pk,
        "skill_code": target.skill.code,
        "skill": target.skill.pk,
        "level": level.pk,
        "framework": target.skill.framework.pk,
        "phase": target.phase.pk,
        "plan": target.phase.plan.pk,
        "plan_code": target.phase.plan.code,
        "clause": target.clause.pk,
        "term": GlossaryTerm.objects.create(
            names={"en": "server"}, meanings={"en": "A computer that serves others."}
        ).pk,
    }
