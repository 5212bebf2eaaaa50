"""An order that a package asks for is kept, and what counts for the whole is what it says."""

import pytest

from courses.packages.archive import PackageArchive
from courses.packages.formats import describe_package
from courses.packages.refusals import PackageRefused
from tests.courses.package_files import PAGE, pack

pytestmark = pytest.mark.any_database

_SPACES = """xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
 xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
 xmlns:imsss="http://www.imsglobal.org/xsd/imsss" """
_UNCOUNTED = """<imsss:rollupRules rollupObjectiveSatisfied="false"
 rollupProgressCompletion="false" objectiveMeasureWeight="0"/>"""


def write_item(name, rules="", below=""):
    linked = "" if below else f'identifierref="r{name}"'
    rules = f"<imsss:sequencing>{rules}</imsss:sequencing>"
    return f'<item identifier="{name}" {linked}><title>{name}</title>{below}{rules}</item>'


def write_told(name):
    """What others may know of the part of the name."""
    return f"""<imsss:objectives><imsss:primaryObjective objectiveID="own"/></imsss:objectives>
<adlseq:objectives><adlseq:objective objectiveID="own"><adlseq:mapInfo
 targetObjectiveID="of-{name}" writeCompletionStatus="true"/></adlseq:objective>
</adlseq:objectives>"""


def after(name, action="disabled", condition="completed", operator="not"):
    """The rule that closes an item until the part of the name is done."""
    return f"""<imsss:sequencingRules><imsss:preConditionRule>
<imsss:ruleConditions conditionCombination="any"><imsss:ruleCondition referencedObjective="first"
 operator="{operator}" condition="{condition}"/></imsss:ruleConditions>
<imsss:ruleAction action="{action}"/></imsss:preConditionRule></imsss:sequencingRules>
<imsss:objectives><imsss:objective objectiveID="first"><imsss:mapInfo
 targetObjectiveID="of-{name}" readSatisfiedStatus="true"/></imsss:objective></imsss:objectives>"""


def describe(*items, shared=""):
    names = "abc"
    resources = "".join(
        f'<resource identifier="r{name}" adlcp:scormType="sco" href="{name}.html"/>'
        for name in names
    )
    text = (
        f'<manifest {_SPACES}><organizations default="o"><organization identifier="o">'
        f"{''.join(items)}</organization></organizations><resources>{resources}</resources>"
        f"{shared}</manifest>"
    )
    pages = {f"{name}.html": PAGE for name in names}
    found = describe_package(PackageArchive(pack({"imsmanifest.xml": text} | pages)))
    kept = ("needs", "is_uncounted", "weight", "is_closed", "objectives")
    facts = {part["id"]: {k: part[k] for k in kept if k in part} for part in found.parts}
    return facts, [kind for kind, _detail in found.warnings]


def test_a_part_waits_for_those_its_rule_names_even_through_what_holds_them():
    for action in ("disabled", "hiddenFromChoice"):
        facts, warnings = describe(
            write_item("top", write_told("top"), write_item("a") + write_item("b")),
            write_item("c", after("top", action)),
        )
        told = {"needs": ["a", "b"], "objectives": ["first"]}
        assert (facts["c"], warnings) == (told, [])


@pytest.mark.parametrize(
    "rules",
    [
        after("a", "skip"),
        after("a", condition="attemptLimitExceeded"),
        after("a", operator="noOp"),
        after("c"),  # for which it would wait for ever
        after("nobody"),
        after("a").replace('referencedObjective="first"', ""),
    ],
)
def test_what_else_a_rule_says_is_told_and_closes_nothing(rules):
    facts, warnings = describe(
        write_item("a", write_told("a")), write_item("b", rules), write_item("c", write_told("c"))
    )
    assert facts["b"] == {"objectives": ["first"]}
    assert warnings == ["rules", "objectives"]


def test_what_does_not_count_is_read_where_it_stands_and_where_it_is_shared():
    shared = (
        f'<imsss:sequencingCollection><imsss:sequencing ID="s">{_UNCOUNTED}</imsss:sequencing>'
        "</imsss:sequencingCollection>"
    )
    test = '<imsss:rollupRules objectiveMeasureWeight="0.5"/>'
    facts, warnings = describe(
        write_item("top", _UNCOUNTED, write_item("a")),
        write_item("b").replace("<imsss:sequencing>", '<imsss:sequencing IDRef="s">'),
        write_item("c", test),
        shared=shared,
    )
    nothing = {"is_uncounted": True, "weight": 0}
    assert facts == {"a": nothing, "b": nothing, "c": {"weight": 0.5}}
    assert warnings == []


def test_a_part_is_told_the_objectives_of_its_manifest_and_those_of_no_other():
    rules = """<imsss:objectives><imsss:primaryObjective objectiveID="main"/><imsss:objective
 objectiveID="rules"/><imsss:objective/><imsss:objective objectiveID="main"/></imsss:objectives>"""
    facts, warnings = describe(write_item("top", rules, write_item("a") + write_item("b", rules)))
    assert facts == {"a": {}, "b": {"objectives": ["main", "rules"]}}
    assert warnings == []


def test_many_layers_that_wait_for_the_same_name_it_once():
    inner = write_item("c", after("a"))
    for number in range(9):
        inner = write_item(f"layer{number}", after("a"), inner)
    facts, _warnings = describe(write_item("a", write_told("a")), inner)
    assert facts["c"]["needs"] == ["a"]


def test_more_items_than_anybody_opens_are_refused_before_they_are_compared():
    with pytest.raises(PackageRefused):
        describe(*(f'<item identifier="layer{number}"/>' for number in range(501)))
