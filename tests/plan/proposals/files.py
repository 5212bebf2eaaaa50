"""Files of the plan for tests, and who brings and approves them."""

from plan.proposals import bring_file
from tests.plan.tables import GOOD, TARGETS

FRAMEWORK = "code,title_en,title_my\n1,Area,နယ်ပယ်\n1.1,Skill,ကျွမ်းကျင်မှု\n1.2,Other,အခြား\n"
NAMES = {"code": "NEW", "names": {"en": "New", "my": "အသစ်"}}
PLAN = (
    "kind,code,name_en,starts_on,ends_on,source\n"
    "plan,NEXT,Next plan,,,\n"
    "phase,1,First,2031-01-01,2033-12-31,\n"
    "clause,1.1,Everybody learns,,,\n"
)


def bring_targets(by, headcount=740, **more):
    text = TARGETS + GOOD.replace("740", str(headcount))
    return bring_text(by, text, "targets", **more)


def bring_text(by, text, kind, **options):
    return bring_file(text.encode(), kind=kind, file_name=f"{kind}.csv", by=by, options=options)
