"""What a learner does in a browser, by the structure of the pages and not by their words."""

import re
import time

from playwright.sync_api import Locator, Page

from cms.demo.content.reading import course_quizzes, list_course_folders, read_course
from tests.browser.following import follow


def demo_questions() -> dict[str, dict]:
    """Every question of the demo with its language, by its stem, in both languages."""
    return {
        one_line(item["stem"][language]): {**item, "language": language}
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
    known = demo_questions()
    for question in page.locator("section.question").all():
        answer_question(question, known[one_line(question.locator(".prose").first.text_content())])


def answer_question(question: Locator, item: dict) -> None:
    """Give the right answer by keys alone, whatever the kind."""
    language, parts = item["language"], item.get("parts", [])
    right = [one[language] for one in item.get("options", []) if one.get("right")]
    right += [
        one["segment"]["text"][language]
        for one in parts
        if one.get("segment", {}).get("is_correct")
    ]
    for choice in question.locator("label.choice, label.pick").all():
        if label_of(choice) in map(one_line, right):
            choice.locator("input").press("Space")
    if item.get("kind") == "true_false":
        place = 0 if parts[0]["truth"]["is_true"] else 1
        question.locator("label.choice input").nth(place).press("Space")
    fields = question.locator("select, input[type=text]").all()
    answers = _right_parts(item.get("kind"), parts, language)
    for place, field in enumerate(fields):
        label = one_line(field.evaluate("field => field.labels[0]?.textContent ?? ''"))
        _fill_by_keys(field, answers.get(label) or answers[place])


def label_of(choice: Locator) -> str:
    """What a choice is called: its words, or what its picture shows."""
    pictures = choice.locator("img")
    shown = pictures.first.get_attribute("alt") if pictures.count() else ""
    return one_line(choice.text_content() or "") or one_line(shown or "")


def _right_parts(kind: str | None, parts: list[dict], language: str) -> dict:
    """What belongs into each field, by its label, or by its place where the label says nothing."""
    if kind == "ordering":
        return {one_line(one["step"]["text"][language]): n for n, one in enumerate(parts, 1)}
    if kind == "matching":
        pairs = [one["pair"] for one in parts if "pair" in one]
        return {one_line(pair["left"][language]): pair["right"][language] for pair in pairs}
    if kind == "categorise":
        return {
            one_line(member[language]): group["category"]["title"][language]
            for group in parts
            for member in group["category"]["members"]
        }
    if kind == "numeric":
        return {0: parts[0]["number"]["value"], 1: parts[1]["unit"]["name"]}
    if kind == "short_text":
        return {0: parts[0]["accepted"]["text"][language]}
    gaps = [one["gap"] for one in parts if "gap" in one]
    return {n: gap["accepted"][0][language] for n, gap in enumerate(gaps)}


def _fill_by_keys(field: Locator, answer: str | int) -> None:
    if field.evaluate("field => field.matches('select')"):
        texts = [one_line(one) for one in field.locator("option").all_text_contents()]
        # Before the words stands the letter of a picture that they stand for.
        ends = [one.partition(" – ")[2] or one for one in texts]
        place = answer if isinstance(answer, int) else ends.index(one_line(answer))
        for _step in range(place):
            field.press("ArrowDown")
    else:
        field.press_sequentially(str(answer))


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
    follow(button)
    return page.url


def complete_what_is_begun(page: Page, language: str = "my") -> list[str]:
    """Do whatever comes next until nothing is left; the addresses walked through."""
    walked = []
    while place := go_on(page, language):
        walked.append(place)
        if "/quizzes/" in place:
            take_quiz(page)
        else:
            end_lesson(page)
    return walked


def end_lesson(page: Page) -> None:
    """Turn to the last part of the lesson, and say that it is done."""
    while (turn := page.locator(".parts .button:not(.quiet):visible")).count():
        turn.click()
    follow(page.locator("form.lesson-end button"))


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
