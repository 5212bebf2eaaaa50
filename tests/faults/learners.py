"""A learner with a browser: tries again what was not answered, as the page asks to."""

import re
import time
from dataclasses import dataclass
from html import unescape

import requests
from django.conf import settings

from courses.models import LessonVersion, Quiz
from people.models import Person
from tests.faults.journal import Act, Journal
from tests.faults.material import Material, sign_in

PATIENCE = 150  # seconds until a learner gives up
KEPT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
POSITIONS = re.compile(r'name="shown" value="(\d+)"')


def read_kept_form(page: str) -> dict[str, str]:
    """Return what the button of a page that tells an outage would send."""
    kept = {name: unescape(value) for name, value in KEPT.findall(page)}
    kept.pop("csrfmiddlewaretoken")
    return kept


class GaveUp(Exception):
    """Nothing was answered for longer than anybody waits."""


@dataclass
class Learner:
    person: Person
    address: str
    journal: Journal

    def __post_init__(self) -> None:
        self.browser = requests.Session()
        token = "f" * 32
        self.browser.cookies.update(
            {settings.SESSION_COOKIE_NAME: sign_in(self.person), settings.CSRF_COOKIE_NAME: token}
        )
        self.browser.headers.update({"X-CSRFToken": token, "Accept": "text/html"})

    def take(self, material: Material) -> None:
        """Take the course from its first page to its certificate."""
        self.enrol(material)
        for version in material.lessons:
            self.read(material, version)
        for quiz in (material.quiz, material.final):
            self.sit(material, quiz)

    def enrol(self, material: Material) -> None:
        self.act(Act("enrol", self.person.pk, material.course.pk), material.enrol_path(), {})

    def read(self, material: Material, version: LessonVersion) -> None:
        act = Act("lesson", self.person.pk, version.lesson_id)
        self.act(act, material.lesson_path(version), {"version": str(version.pk)})

    def sit(self, material: Material, quiz: Quiz) -> None:
        """Start, save what is chosen as the page does by itself, and hand in."""
        path = self.start(material, quiz)
        self.act(Act("save", self.person.pk, quiz.pk), path, self.answers(path, "save"))
        self.hand_in(quiz, path)

    def start(self, material: Material, quiz: Quiz) -> str:
        """Return the address of the paper."""
        act = Act("start", self.person.pk, quiz.pk)
        return self.act(act, material.quiz_path(quiz), {}).headers["Location"]

    def hand_in(self, quiz: Quiz, path: str) -> None:
        form = self.answers(path, "submit")
        self.act(Act("hand in", self.person.pk, quiz.pk), path, form)

    def answers(self, path: str, act: str) -> dict[str, str]:
        """Choose the right answer of each question that is shown."""
        shown = POSITIONS.findall(self.open(path).text)
        return {"act": act, **{f"q{number}": "a" for number in shown}}

    def open(self, path: str) -> requests.Response:
        """Look at a page, which changes nothing and so is not an act."""
        return self.until_answered(lambda: self.browser.get(self.address + path, timeout=30))

    def act(self, act: Act, path: str, form: dict[str, str]) -> requests.Response:
        def send() -> requests.Response:
            nonlocal form
            self.journal.sending(act)
            began = time.monotonic()
            try:
                answer = self.browser.post(
                    self.address + path, form, timeout=30, allow_redirects=False
                )
            except requests.RequestException:
                self.journal.failed(act, time.monotonic() - began, "no answer")
                raise
            seconds = time.monotonic() - began
            if answer.status_code == 302:
                self.journal.answered(act, seconds, answer.status_code)
            else:
                self.journal.failed(act, seconds, str(answer.status_code))
            if answer.status_code == 503:  # only what the page kept is sent again
                form = read_kept_form(answer.text)
            return answer

        return self.until_answered(send, expected=302)

    def until_answered(self, send, expected: int = 200) -> requests.Response:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = send()
            except requests.RequestException:
                time.sleep(1)
                continue
            if answer.status_code == expected:
                return answer
            time.sleep(1)
        raise GaveUp(f"person {self.person.pk} at {self.address}")
