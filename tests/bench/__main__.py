"""`make bench`: our paths beside a baseline of the same work, interleaved in one run.

Processor time of this process only, in-process through Django's test client; ratios count, for
absolute times depend on the machine.
"""

import datetime as dt
import itertools
import logging
import tempfile
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402
from weasyprint import HTML  # noqa: E402

from certification.issuing import issue_certificate  # noqa: E402
from certification.outbox import without_hints  # noqa: E402
from certification.sealing import seal_certificate  # noqa: E402
from courses.attempts import start_attempt, submit_attempt  # noqa: E402
from courses.models import LessonCompletion  # noqa: E402
from courses.progress import complete_lesson  # noqa: E402
from people.models import Posting  # noqa: E402
from reporting.coverage import Measure, coverage  # noqa: E402
from tests.bench.material import (  # noqa: E402
    PEOPLE,
    TODAY,
    UNITS,
    browser,
    count_naively,
    neighbours,
    populate,
)
from tests.bench.measuring import compare, print_table  # noqa: E402
from tests.certification.factories import make_office, make_skill  # noqa: E402
from tests.certification.machinery import make_machinery, use_machinery  # noqa: E402
from tests.courses.factories import (  # noqa: E402
    make_course,
    make_enrolment,
    make_item,
    make_lesson,
    make_quiz,
    right_answers,
)
from tests.database import copied_database  # noqa: E402
from tests.people.factories import PersonFactory, RoleFactory  # noqa: E402

HTML_OF_A_LESSON = "<p>ရုံးတွင် ပြည်သူတို့၏ ကိုယ်ရေးအချက်အလက်ကို ကာကွယ်ပါ။</p>" * 40


def pages(course, person):
    """Requests against a view that does nothing but pass the same middleware."""
    anonymous, learner, askers = browser(), browser(person), neighbours()
    lesson = f"/my/courses/{course.slug}/module-1/lesson-1/"
    for name, client, address in (
        ("catalogue, anonymous", anonymous, "/my/courses/"),
        ("course, anonymous", anonymous, f"/my/courses/{course.slug}/"),
        ("lesson, anonymous", anonymous, lesson),
        ("lesson, signed in", learner, lesson),
        ("my learning", learner, "/my/learn/"),
        ("verify form", anonymous, "/verify/"),
    ):
        assert client.get(address).status_code == 200, address
        yield compare(
            name,
            lambda client=client, address=address: client.get(address, REMOTE_ADDR=next(askers)),
            lambda client=client: client.get("/healthz"),
            against="bare view, same middleware",
        )


def writes(course, version):
    enrolments = [make_enrolment(course) for _ in range(70)]
    fresh, bare = iter(enrolments[:35]), iter(enrolments[35:])

    def insert():
        LessonCompletion.objects.create(
            enrolment=next(bare),
            lesson=version.lesson,
            version=version,
            completed_at=timezone.now(),
        )

    yield compare(
        "completion write",
        lambda: complete_lesson(next(fresh), version),
        insert,
        against="one insert",
    )


def quizzes(course):
    items = [make_item().item.key for _ in range(10)]
    quiz = make_quiz(course, item_keys=items, attempt_limit=None)
    learners = itertools.cycle([make_enrolment(course) for _ in range(40)])

    def attempt():
        started = start_attempt(quiz, next(learners), language="my")
        submit_attempt(started, right_answers(started))

    yield compare(
        "quiz: start and submit 10 items",
        attempt,
        lambda: [make_item() for _ in range(10)],
        against="ten plain item writes",
    )


def figures(skill):
    unit = populate(skill)
    [cell] = coverage([unit], [(skill, 2)], day=TODAY, measure=Measure.HELD)
    assert cell.count == count_naively(unit, skill) == PEOPLE // 2
    yield compare(
        f"coverage of {PEOPLE:,} people",
        lambda: coverage([unit], [(skill, 2)], day=TODAY, measure=Measure.HELD),
        lambda: count_naively(unit, skill),
        against="a query a person",
        runs=3,
    )
    office = browser(RoleFactory(agency=unit).person)
    address = f"/my/insights/?unit={unit.code}&skill={skill.code}&level=2"
    assert office.get(address).status_code == 200
    yield compare(
        f"insights, {UNITS} offices",
        lambda: office.get(address),
        lambda: office.get("/healthz"),
        against="bare view, same middleware",
        runs=10,
    )


def certificates(skill):
    course = make_course(skills=[(skill, 2)], validity_months=36)
    version = make_lesson(course)
    office = make_office()
    enrolments = []
    for _ in range(14):
        person = PersonFactory()
        Posting.objects.create(person=person, agency=office, valid_from=dt.date(2025, 1, 1))
        enrolments.append(complete_lesson(make_enrolment(course, person=person), version))
    waiting = iter(enrolments)
    fonts = Path(settings.NODE_MODULES) / "@expo-google-fonts" / "noto-sans-myanmar"
    font = fonts / "400Regular" / "NotoSansMyanmar_400Regular.ttf"
    style = (
        f"<style>@font-face {{ font-family: M; src: url('file://{font}') }} * {{ font-family: M }}"
    )
    plain = f"{style}</style><h1>သင်တန်းအောင်လက်မှတ်</h1><p>ဒေါ်ခင်မျိုးသန္တာ</p>"
    yield compare(
        "certificate: issue, render, seal, log",
        lambda: seal_certificate(issue_certificate(next(waiting))),
        lambda: HTML(string=plain).write_pdf(),
        against="two plain lines in WeasyPrint",
        runs=12,
    )


def main() -> None:
    skill = make_skill()
    course = make_course(skills=[(skill, 2)])
    versions = [make_lesson(course, position=1, html=HTML_OF_A_LESSON)]
    module = versions[0].lesson.module
    versions += [
        make_lesson(course, module=module, position=n, html=HTML_OF_A_LESSON) for n in range(2, 9)
    ]
    person = PersonFactory()
    make_enrolment(course, person=person)
    rows = [*pages(course, person), *writes(course, versions[0]), *quizzes(course)]
    print_table([*rows, *figures(skill), *certificates(skill)])


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder, copied_database("bench"), without_hints():
        use_machinery(settings, make_machinery(Path(folder)))
        settings.MEDIA_ROOT = Path(folder) / "media"
        main()
