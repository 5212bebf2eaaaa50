"""A class session as offices live it: nominated, decided, listed by parts, finished, certified."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from tests.browser.desk.walking import Walker
from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
MINUTE = dt.timedelta(minutes=1)


def plan_running_session(trainer: Walker) -> str:
    """Open a session that began an hour ago, in two parts; its path at the desk."""
    page, now = trainer.go("sessions/new/"), timezone.localtime()
    page.fill("[name=title_my]", "ရုံးသုံး ကွန်ပျူတာ")
    page.fill("[name=title_en]", "Computers at the office")
    page.select_option("[name=opens_to]", "nominated")
    page.fill("[name=capacity]", "၅")
    for place, (begins, ends) in enumerate([(-60, -31), (-30, 30)]):
        moments = [now + begins * MINUTE, now + ends * MINUTE]
        page.fill(f"[name=part-{place}-day]", moments[0].date().isoformat())
        page.fill(f"[name=part-{place}-begins]", f"{moments[0]:%H:%M}")
        page.fill(f"[name=part-{place}-ends]", f"{moments[1]:%H:%M}")
    trainer.press("main form button.button >> nth=-1")
    trainer.press("button[name=act][value=open]")
    return re.search(r"/office/(sessions/\d+/)", page.url)[1]


def nominate(hr: Walker, session: str) -> None:
    """Nominate three people of the office by their numbers; the office of the session decides."""
    numbers = hr.go("people/?unit=MOHA&order=name").locator("main tbody td[translate=no]")
    words = [one for one in numbers.all_inner_texts() if one.isdigit()]
    hr.go(session).fill("[name=numbers]", "\n".join(words[4:7]))
    hr.press("form[action$='/nominate/'] button")


def decide(trainer: Walker, session: str) -> None:
    """Decline one with a reason, and give the others their seats."""
    page = trainer.go(session)
    asked = page.locator("form[action*='/decide'], form:has(button[name=approve])")
    asked.first.locator("textarea").fill("နေရာ မလုံလောက်ပါ။")
    trainer.press("button[name=decline]")
    while page.locator("button[name=approve]").count():
        trainer.press("button[name=approve]")
    assert page.locator("main table tbody tr").count() == 2


def take_attendance(trainer: Walker, session: str) -> None:
    """One was late at the first part; everybody else was there."""
    for place in (0, 1):
        page = trainer.go(session)
        follow(page.locator("a[href*='/parts/']:not([href$='/screen/'])").nth(place))
        trainer.look()
        if place == 0:
            page.locator("input[type=radio][value=late]").first.check(force=True)
        trainer.press("button[name=rest]")
        assert page.locator("input[type=radio]:checked").count() == 2


def end_now(trainer: Walker, session: str) -> None:
    """The last part was over earlier than planned, so the session can be finished."""
    page, now = trainer.go(f"{session}edit/"), timezone.localtime()
    page.fill("[name=part-1-ends]", f"{now - MINUTE:%H:%M}")
    trainer.press("main form button.button >> nth=-1")
    trainer.go(session)
    trainer.press("button[name=act][value=finish]")


def test_a_session_is_nominated_for_listed_and_finished(walk):
    trainer = Walker(walk, "trainer")
    session = plan_running_session(trainer)
    nominate(Walker(walk, "hr"), session)
    decide(trainer, session)
    take_attendance(trainer, session)
    end_now(trainer, session)
    shares = trainer.page.locator("main table").first.locator("td", has_text="%").all_inner_texts()
    assert len(shares) == 2
    assert any("100" in share or "၁၀၀" in share for share in shares)
    if walk.javascript:  # the back office, where batches are, needs it
        certify(Walker(walk, "registrar"), session)


def certify(registrar: Walker, session: str) -> None:
    """Who attended enough of the session is certified in one batch."""
    page = registrar.page
    page.goto(f"/cms/batches/new/?session={session.split('/')[1]}")
    # The people serve in another office than that of the session; one of them came late.
    page.fill("[name=agency]", "MOHA")
    page.fill("[name=least]", "70")
    for button in ("main form button >> nth=-1", "button[name=act][value=start]"):
        if page.locator("[name=confirmed]").count():
            page.check("[name=confirmed]")
        follow(page.locator(button))
    registrar.wait_for("main a[href*='/files']")
    file = page.request.get(page.locator("main a[href*='/files']").first.get_attribute("href"))
    assert file.body().startswith(b"PK")
