"""A quiz on a phone, with JavaScript, over a network that comes and goes."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.following import follow
from tests.browser.learning import answer_rightly, one_line

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

COURSE = "/my/courses/safe-sign-in/"


def enrol(page):
    page.goto(COURSE)
    button = page.locator("form[action$='/enrol/'] button")
    if button.count():
        follow(button)
        page.goto(COURSE)


def open_paper(page):
    enrol(page)
    follow(page.locator(".steps a[href*='/quizzes/']").first)
    page.locator("main form button, main a.button[href*='/attempts/']").first.click()
    page.wait_for_url("**/attempts/*/")


def test_a_paper_on_a_phone_saves_by_itself_and_outlives_a_lost_connection(open_as):
    page = open_as("citizen", width=360)
    open_paper(page)
    questions = page.locator("section.question")
    assert questions.count() > 1
    assert questions.locator("visible=true").count() > 0
    assert sum(one.is_visible() for one in questions.all()) == 1

    questions.first.locator("label.choice").first.click()
    saved = page.locator("[data-saved]")
    expect(saved).to_contain_text(":")

    page.context.set_offline(True)
    page.locator("[data-on]").click()
    questions.nth(1).locator("label.choice").nth(1).click()
    expect(saved).not_to_contain_text(":")
    page.context.set_offline(False)
    expect(saved).to_contain_text(":", timeout=15_000)

    page.reload()
    assert questions.first.locator("label.choice input").first.is_checked()
    assert questions.nth(1).locator("label.choice input").nth(1).is_checked()


def test_an_answer_sent_after_signing_out_waits_for_its_owner(open_as):
    page = open_as("citizen", width=360, javascript=False)
    page.goto(COURSE)
    follow(page.locator(".steps a[href*='/quizzes/']").first)
    follow(page.locator("main a.button[href*='/attempts/']"))
    paper = page.url
    answer_rightly(page)
    chosen = [one_line(one.text_content()) for one in page.locator("label:has(:checked)").all()]
    page.context.clear_cookies(name="sessionid")
    page.locator("button[value=submit]").click()
    page.wait_for_url("**/accounts/login/**")
    page.fill("[name=login]", "citizen")
    page.fill("[name=password]", "demo")
    page.press("[name=password]", "Enter")
    page.wait_for_url(paper)
    kept = [one_line(one.text_content()) for one in page.locator("label:has(:checked)").all()]
    assert kept == chosen
    page.locator("button[value=submit]").click()
    expect(page.locator("h1")).to_be_visible()
    page.goto(paper)
    assert page.locator("section.question label.choice input").count() == 0


def test_nothing_is_lost_in_two_windows_and_across_a_new_sign_in(open_as):
    """The session ends while answers save by themselves; another window signs in and answers."""
    page = open_as("learner2")
    open_paper(page)
    questions, saved = page.locator("section.question"), page.locator("[data-saved]")
    other = page.context.new_page()
    other.goto(page.url)

    page.context.clear_cookies(name="sessionid")
    page.bring_to_front()
    questions.first.locator("label.choice").first.click()
    way = page.locator("[data-way]")
    expect(way).to_be_visible()
    assert "/accounts/login/" in way.get_attribute("href")

    sign_in(page.context.new_page(), "learner2")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(saved).to_contain_text(":")
    expect(way).to_be_hidden()

    # The other window still shows the first question without an answer.
    other.bring_to_front()
    other.locator("section.question").first.locator("label.choice").nth(1).click()
    both = other.locator("[data-both]")
    expect(both).to_be_visible()
    both.click()
    first = other.locator("section.question").first
    expect(first.locator(".notice")).to_be_visible()
    assert first.locator("label.choice input").nth(1).is_checked()
    other.locator("[data-end] button[value=save]").click()
    other.wait_for_url("**/learn/**")

    page.reload()
    assert questions.first.locator("label.choice input").nth(1).is_checked()


# What the server answers waits until the test lets it through.
SLOW_LINE = """() => {
  const send = window.fetch, isLate = new Promise((goOn) => { window.goOn = goOn; });
  window.fetch = async (...asked) => {
    const answer = await send(...asked);
    await isLate;
    return answer;
  };
}"""


def test_a_slow_line_and_a_lost_one_keep_the_last_choice(open_as):
    """An answer is changed and changed back while a save is under way; then the line breaks."""
    page = open_as("learner2")
    open_paper(page)
    # Which questions are drawn is another each time; where many may be chosen, a click takes away.
    choices = page.locator("section.question:has([type=radio])").first.locator("label.choice")
    saved = page.locator("[data-saved]")
    choices.nth(0).click()
    expect(saved).to_contain_text(":")
    page.reload()

    page.evaluate(SLOW_LINE)
    with page.expect_response("**/attempts/*/"):
        choices.nth(1).click()
    choices.nth(0).click()
    with page.expect_response("**/attempts/*/"):
        page.evaluate("() => goOn()")
    expect(saved).to_contain_text(":")
    page.reload()
    assert choices.nth(0).locator("input").is_checked()

    page.context.set_offline(True)
    choices.nth(1).click()
    page.locator("[data-end] button[value=save]").click()
    expect(saved).not_to_be_empty()
    page.context.set_offline(False)
    page.locator("[data-end] button[value=save]").click()
    page.wait_for_url("**/learn/**")
    open_paper(page)
    assert choices.nth(1).locator("input").is_checked()


def test_a_paper_stays_where_another_person_signs_in(open_as):
    page = open_as("learner2")
    open_paper(page)
    page.context.clear_cookies(name="sessionid")
    sign_in(page.context.new_page(), "citizen")
    page.bring_to_front()
    choice = page.locator("section.question").first.locator("label.choice").nth(2)
    choice.click()
    page.locator("[data-end] button[value=save]").click()
    expect(page.locator("[data-saved]")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    assert choice.locator("input").is_checked()


def test_minutes_granted_in_the_middle_of_a_paper_reach_its_page(open_as):
    page = open_as("citizen")
    page.clock.install()
    enrol(page)
    follow(page.locator(".steps a[href*='/quizzes/']").nth(1))
    page.locator("main form button").click()
    page.wait_for_url("**/attempts/*/")

    trainer = open_as("trainer")
    trainer.goto("/my/support/?q=Phyu Phyu Aung")
    follow(trainer.locator("[aria-labelledby=find] li:has-text('လုံခြုံစွာ') a").first)
    trainer.select_option("[name=quiz]", index=2)
    trainer.check("[name=kind][value=time]")
    trainer.fill("[name=minutes]", "၁၅")
    trainer.fill("[name=reason]", "မီးပျက်သွားပါသည်။")
    follow(trainer.locator("form:has([name=reason]) button"))

    told = page.locator("[data-deadline]").inner_text()
    page.clock.fast_forward("31:00")
    expect(page.locator("[data-deadline]")).not_to_have_text(told)
    expect(page.locator("[data-left]")).not_to_be_empty()
    assert page.locator("section.question").count() > 1
