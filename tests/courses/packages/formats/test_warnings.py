"""What will not play as it was meant is told when a package is brought, and nothing else is."""

import json

import pytest

from courses.packages.archive import PackageArchive
from courses.packages.formats import describe_package, describe_warnings
from tests.courses.package_files import (
    H5P,
    LIBRARY,
    MANIFEST_2004,
    PAGE,
    SCORM_12,
    SCORM_2004,
    pack,
)

_SEQUENCING = """<imsss:sequencing>
<imsss:controlMode choice="false" flow="true" forwardOnly="true"/>
<imsss:sequencingRules><imsss:preConditionRule/></imsss:sequencingRules>
<imsss:limitConditions attemptLimit="1"/><imsss:randomizationControls/>
<imsss:rollupRules><imsss:rollupRule/></imsss:rollupRules></imsss:sequencing>"""
_CARD = {"H5P.Card-1.0/card.js": "H5P.Card = function () {};"}


def describe(files):
    return describe_package(PackageArchive(pack(files)))


def kinds(files):
    return [kind for kind, _detail in describe(files).warnings]


def with_manifest(old, new):
    return SCORM_2004 | {"imsmanifest.xml": MANIFEST_2004.replace(old, new)}


def test_rules_that_are_not_carried_out_are_told_and_closed_parts_known():
    assert kinds(SCORM_2004) == []
    asked = describe(with_manifest("<title>Course</title>", f"<title>Course</title>{_SEQUENCING}"))
    told = [kind for kind, _detail in asked.warnings]
    assert told == ["rules", "rollup", "limits", "random", "forward"]
    assert [part.get("is_closed") for part in asked.parts] == [True]
    assert len(describe_warnings(asked.warnings)) == 5
    shared = with_manifest(
        "<title>Course</title>", '<title>Course</title><imsss:sequencing IDRef="s"/>'
    )
    collection = (
        '<imsss:sequencingCollection><imsss:sequencing ID="s"><imsss:controlMode choice="false"/>'
        "</imsss:sequencing></imsss:sequencingCollection></manifest>"
    )
    shared["imsmanifest.xml"] = shared["imsmanifest.xml"].replace("</manifest>", collection)
    assert [part.get("is_closed") for part in describe(shared).parts] == [True]


def test_a_threshold_of_completion_is_read_and_prerequisites_of_1_2_are_told():
    threshold = '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.5"/>'
    (part,) = describe(
        with_manifest("<title>Part</title>", f"<title>Part</title>{threshold}")
    ).parts
    assert part["completion"] == 50
    own = '<imsss:sequencing><imsss:deliveryControls completionSetByContent="true"/>'
    (part,) = describe(with_manifest("<imsss:sequencing>", own)).parts
    assert part["by_content"]
    asked = SCORM_12["imsmanifest.xml"].replace(
        "<adlcp:masteryscore>",
        "<adlcp:prerequisites>two</adlcp:prerequisites><adlcp:masteryscore>",
    )
    assert kinds(SCORM_12 | {"imsmanifest.xml": asked, "index.html": PAGE}) == ["rules"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (_CARD, []),
        ({}, [("h5p_class", "H5P.Card")]),
        (
            _CARD | {"content/content.json": json.dumps(
                {"parts": [{"library": "H5P.Lost 1.4", "params": {}}, {"library": "no name"}]}
            )},
            [("h5p_part", "H5P.Lost 1.4")],
        ),
        (
            _CARD | {"content/content.json": json.dumps(
                {"files": [{"path": "https://films.example.org/a"}, {"path": "films/b.mp4"}]}
            )},
            [("h5p_outside", "films.example.org")],
        ),
        # A program that is cut where it is read in pieces.
        ({"H5P.Card-1.0/card.js": " " * (256 * 1024 - 2) + "Card"}, []),
    ],
)  # fmt: skip
def test_an_exercise_that_would_stay_empty_is_told(files, told):
    assert LIBRARY["machineName"] == "H5P.Card"
    assert [tuple(one) for one in describe(H5P | files).warnings] == told
