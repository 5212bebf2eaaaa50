"""What a learner does in a browser, by the structure of the pages and not by their words."""

import re
import time

from playwright.sync_api import Page

from cms.demo.content.reading import course_quizzes, list_course_folders, read_course


def right_answers() -> dict[str, set[str]]:
    """The right options of every question of the demo, by its stem, in both languages."""
    return {
        one_line(item["stem"][language]): {
            one_line(option[language]) for option in item["options"] if option.get("right")
        }
        for folder in list_course_folders()
        for quiz in course_quizzes(read_course(folder))
        for item in quiz["items"]
        for language in ("en", "my")
    }


def one_line(text: str) -> str:
    """The text without tags, and without the signs that only keep lines from breaking in it."""
    return " ".join(re.sub(r"<[^>]+>|\u2060", "", text).split())


def answer_rightly(page: Page) -> None:
    """Choose every right answer on the paper that is open."""
    known = right_answers()
    for question in page.locator("section.question").all():
        right = known[one_line(question.locator(".prose").text_content())]
        for choice in question.locator("label.choice").all():
            if one_line(choice.text_content()) in right:
                choice.locator("input").check(force=True)


def take_quiz(page: Page) -> None:
    """From the rules of a quiz to its result."""
    page.locator("main form button").click()
    page.wait_for_url("**/attempts/*/")
    answer_rightly(page)
    page.locator("button[value=submit]").click()
    page.wait_for_selector(".outcome")  # the last answers are saved before the paper goes


def go_on(page: Page, language: str) -> str:
    """Open the place where learning goes on; its address, or nothing when all is done."""
    page.goto(f"/{language}/learn/")
    button = page.locator("section.panel a.button")
    if not button.count():
        return ""
    button.click()
    page.wait_for_load_state()
    return page.url


def complete_what_is_begun(page: Page, language: str = "my") -> list[str]:
    """Do whatever comes next until nothing is left; the addresses walked through."""
    walked = []
    while place := go_on(page, language):
        walked.append(place)
        if "/quizzes/" in place:
            take_quiz(page)
        else:
            page.locator("form.lesson-end button").click()
            page.wait_for_load_state()
    return walked


def reload_until(page: Page, selector: str, seconds: float = 90) -> str:
    """The address behind a link that appears by itself."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = page.locator(selector)
        if found.count():
            return found.first.get_attribute("href")
        time.sleep(1)
        page.reload()
    raise TimeoutError(selector)
