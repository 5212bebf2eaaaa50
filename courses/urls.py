"""Addresses of courses, programmes, quizzes, sessions, sittings, duties, years and help."""

from django.urls import path

from courses.web import (
    attempts,
    catalogue,
    enrolment,
    lessons,
    my_learning,
    quizzes,
    support,
)
from courses.web.assignments import editing as assigning
from courses.web.assignments import listing
from courses.web.assignments import requests as assignment_requests
from courses.web.entry import waivers
from courses.web.essays import marking as essay_marking
from courses.web.essays import queue as essays
from courses.web.follow_ups import own as work_use
from courses.web.hours import account
from courses.web.hours import office as hours_office
from courses.web.notes import own as own_notes
from courses.web.notes import writing as note_writing
from courses.web.packages import books, player
from courses.web.papers import checking as papers_checking
from courses.web.papers import entering as papers_entering
from courses.web.papers import listing as papers
from courses.web.programmes import pages, taking
from courses.web.results import editions, reports
from courses.web.results import listing as results
from courses.web.sessions import attendance, check_in, editing, learner, office, planner
from courses.web.sittings import accommodations
from courses.web.sittings import learner as room
from courses.web.sittings import office as rooms
from courses.web.sittings import seats as room_seats
from courses.web.years import editing as year_editing
from courses.web.years import office as years_office
from courses.web.years import own as own_year
from courses.web.years import person as year_person

app_name = "courses"
_LESSON = "courses/<str:course>/<str:module>/<str:lesson>/"
urlpatterns = [
    path("courses/", catalogue.show_catalogue, name="catalogue"),
    path("courses/<str:slug>/", catalogue.show_course, name="course"),
    path("courses/<str:slug>/enrol/", enrolment.enrol_in_course, name="enrol"),
    path("courses/<str:slug>/renew/", enrolment.renew_course, name="renew"),
    path("courses/<str:slug>/leave/", enrolment.leave, name="leave"),
    path("courses/<str:slug>/book/", books.show_book, name="book"),
    path("courses/<str:slug>/book.epub", books.download_book, name="book_file"),
    path(_LESSON, lessons.show_lesson, name="lesson"),
    path(f"{_LESSON}packages/<int:package>/", player.show_package, name="package"),
    path(f"{_LESSON}packages/<int:package>/save/", player.save_package, name="save_package"),
    path(f"{_LESSON}notes/<uuid:block>/", note_writing.keep_note, name="keep_note"),
    path("programmes/<str:slug>/", pages.show_programme, name="programme"),
    path("programmes/<str:slug>/begin/", taking.begin_programme, name="begin_programme"),
    path("programmes/<str:slug>/renew/", taking.renew_programme, name="renew_programme"),
    path("programmes/<str:slug>/leave/", taking.leave_programme_page, name="leave_programme"),
    path("programmes/<str:slug>/follow/", taking.follow_programme, name="follow_programme"),
    path("quizzes/<uuid:key>/", quizzes.show_quiz, name="quiz"),
    path("quizzes/<uuid:key>/ask/", quizzes.ask_for_attempt, name="ask_for_attempt"),
    path("quizzes/<uuid:key>/attempts/<int:number>/", attempts.show_attempt, name="attempt"),
    path(
        "quizzes/<uuid:key>/attempts/<int:number>/report/",
        reports.report_question,
        name="report_question",
    ),
    path("learn/", my_learning.show_my_learning, name="my_learning"),
    path("learn/duties/<int:pk>/", assignment_requests.ask_about_duty, name="ask_about_duty"),
    path("learn/use/", work_use.show_work_use, name="work_use"),
    path("office/duties/", listing.show_assignments, name="assignments"),
    path("office/duties/new/", assigning.add_assignment, name="add_assignment"),
    path(
        "office/duties/requests/",
        assignment_requests.show_assignment_requests,
        name="assignment_requests",
    ),
    path(
        "office/duties/requests/<int:pk>/",
        assignment_requests.decide_assignment_request,
        name="decide_assignment_request",
    ),
    path("office/duties/<int:pk>/", listing.show_assignment, name="assignment"),
    path(
        "office/duties/<int:pk>/export.<table:suffix>",
        listing.export_assignment,
        name="export_assignment",
    ),
    path("office/duties/<int:pk>/change/", assigning.change_assignment, name="change_assignment"),
    path("office/duties/<int:pk>/end/", assigning.confirm_end, name="end_assignment"),
    path("office/duties/<int:pk>/resume/", assigning.take_end_back, name="resume_assignment"),
    path("learn/notes/", own_notes.show_own_notes, name="own_notes"),
    path("learn/hours/", account.show_hours, name="hours"),
    path("learn/hours/statement/", account.show_statement, name="hours_statement"),
    path("office/hours/", hours_office.list_people_lacking, name="office_hours"),
    path("office/hours/requests/", hours_office.decide_studies, name="hours_requests"),
    path("learn/year/", own_year.show_own_year, name="my_year"),
    path("office/years/", years_office.list_years, name="office_years"),
    path("office/years/new/", year_editing.add_year, name="prescribe_year"),
    path("office/years/corrections/", year_person.decide_corrections, name="year_corrections"),
    path("office/years/<int:pk>/", years_office.show_year, name="office_year"),
    path("office/years/<int:pk>/edit/", year_editing.edit_year, name="edit_year"),
    path(
        "office/years/<int:pk>/export.<table:suffix>", years_office.export_year, name="export_year"
    ),
    path(
        "office/years/<int:year>/people/<int:person>/",
        year_person.show_person_year,
        name="office_person_year",
    ),
    path("office/essays/", essays.list_essays, name="essays"),
    path("office/essays/<int:pk>/", essay_marking.show_essay, name="essay"),
    path("office/results/", results.list_courses, name="own_results"),
    path("office/results/<int:pk>/", results.show_results, name="results"),
    path(
        "office/results/<int:pk>/export.<table:suffix>",
        results.export_results,
        name="export_results",
    ),
    path("courses/<str:slug>/waiver/", waivers.ask_waiver, name="ask_waiver"),
    path(
        "office/results/<int:pk>/editions/<int:edition>/withdraw/",
        editions.take_edition_back,
        name="withdraw_edition",
    ),
    path("support/waivers/", waivers.show_waivers, name="waivers"),
    path("support/", support.list_learners, name="support"),
    path("support/<int:enrolment>/", support.support_learner, name="support_learner"),
    path("sessions/", learner.list_sessions, name="sessions"),
    path("sessions/<int:pk>/", learner.show_session, name="session"),
    path("sessions/<int:pk>/calendar.ics", learner.download_calendar, name="session_calendar"),
    path("check-in/", check_in.confirm, name="check_in"),
    path("check-in/<str:code>/", check_in.open_code, name="check_in_code"),
    path("office/sessions/", office.list_office_sessions, name="office_sessions"),
    path("office/sessions/new/", editing.plan_session, name="plan_session"),
    path("office/sessions/planner/", planner.plan_runs, name="plan_runs"),
    path("office/sessions/series/<int:pk>/", planner.show_series, name="session_series"),
    path("office/sessions/<int:pk>/", office.show_office_session, name="office_session"),
    path("office/sessions/<int:pk>/edit/", editing.edit_session, name="edit_session"),
    path("office/sessions/<int:pk>/act/", office.act_on_session, name="act_on_session"),
    path("office/sessions/<int:pk>/nominate/", office.nominate, name="nominate"),
    path("office/sessions/<int:pk>/seats/", office.decide_seat, name="decide_seat"),
    path("office/sessions/<int:pk>/sheet/", attendance.show_sheet, name="session_sheet"),
    path("office/sessions/<int:pk>/papers/", papers.show_session_papers, name="session_papers"),
    path("office/papers/", papers.list_papers, name="office_papers"),
    path("office/papers/<int:pk>/", papers.show_test, name="paper_test"),
    path("office/papers/<int:pk>/file/", papers.download_file, name="paper_file"),
    path("office/papers/<int:pk>/enter/", papers_entering.enter_papers, name="enter_papers"),
    path(
        "office/papers/<int:pk>/form.<table:suffix>",
        papers_entering.download_form,
        name="paper_form",
    ),
    path("office/papers/<int:pk>/check/", papers_checking.check_papers, name="check_papers"),
    path("office/papers/sheets/<int:pk>/", papers_checking.show_sheet, name="paper_sheet"),
    path("office/sessions/<int:pk>/parts/<int:part>/", attendance.show_list, name="attendance"),
    path("office/sessions/worker.js", attendance.serve_worker, name="attendance_worker"),
    path(
        "office/sessions/<int:pk>/parts/<int:part>/screen/",
        attendance.show_screen,
        name="session_screen",
    ),
    path("sittings/", room.list_own_sittings, name="own_sittings"),
    path("sittings/<int:pk>/", room.show_entrance, name="enter_sitting"),
    path("office/sittings/", rooms.list_sittings, name="office_sittings"),
    path("office/sittings/new/", rooms.add_sitting, name="add_sitting"),
    path("office/sittings/<int:pk>/", rooms.show_room, name="office_sitting"),
    path("office/sittings/<int:pk>/edit/", rooms.edit_sitting, name="edit_sitting"),
    path("office/sittings/<int:pk>/act/", rooms.act_on_sitting, name="act_on_sitting"),
    path("office/sittings/<int:pk>/code/", room_seats.show_code, name="sitting_code"),
    path("office/sittings/<int:pk>/list/", room_seats.show_seat_list, name="sitting_list"),
    path("office/sittings/<int:pk>/seats/<int:seat>/", room_seats.show_seat, name="sitting_seat"),
    path(
        "learn/accommodations/",
        accommodations.show_own_accommodations,
        name="own_accommodations",
    ),
    path(
        "office/accommodations/<int:pk>/",
        accommodations.show_accommodations,
        name="accommodations",
    ),
]
