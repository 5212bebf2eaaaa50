"""Builds the alignments of a credential to the frameworks of its skills and to the plan."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from certification.facts.snapshot import Facts
from people.text.languages import in_language

_Node = dict[str, Any]


def build_alignments(facts: Facts) -> list[_Node]:
    """Return one alignment for each skill, then one for each target it counts toward."""
    url = facts["issuer"]["url"]
    return [
        *(_align_skill(skill, url) for skill in facts["skills"]),
        *(_align_target(target, url) for target in facts["targets"]),
    ]


def _align_skill(skill: _Node, url: str) -> _Node:
    """Return the alignment to a skill: the framework's own address, else the catalogue's."""
    level = in_language(skill["level_names"], "en") or str(skill["level"])
    catalogue = f"{url}/en/courses/?skill={skill['code']}&level={skill['level']}"
    return {
        "type": ["Alignment"],
        "targetType": "CFItem",
        "targetName": f"{in_language(skill['names'], 'en')}: {level}",
        "targetFramework": in_language(skill["framework"], "en"),
        # Our codes begin with the framework's; verifiers know the framework's own code.
        "targetCode": skill["code"].removeprefix(f"{skill['framework_code']}-"),
        "targetUrl": skill["url"] or catalogue,
    }


def _align_target(target: _Node, url: str) -> _Node:
    """Return the alignment to a clause of the plan; a sample figure is called a sample."""
    sample = " (sample figure)" if target["is_sample"] else ""
    plan = in_language(target["plan"], "en")
    code = [target["plan_code"], str(target["phase_number"]), target["clause_code"]]
    return {
        "type": ["Alignment"],
        # Open Badges lists no type for plans and asks extensions to begin with "ext:".
        "targetType": "ext:PlanTarget",
        "targetName": in_language(target["clause"], "en"),
        "targetDescription": _describe_target_node(target) + sample,
        "targetFramework": f"{plan}, {in_language(target['phase'], 'en')}",
        "targetCode": "/".join(code),
        "targetUrl": _plan_page_url(url, target["plan_code"], target["clause_code"]),
    }


def _describe_target_node(target: _Node) -> str:
    agency = in_language(target["agency"]["names"], "en") if target["agency"] else ""
    who = f"{agency}: {target['headcount']} people" if agency else f"{target['headcount']} people"
    return f"{who} with {target['skill']} at level {target['level']} by {target['due_on']}"


def _plan_page_url(url: str, plan: str, clause: str) -> str:
    """Return the address of the clause on the public page of the plan."""
    return f"{url}/en/plan/{quote(plan, safe='')}/#clause-{quote(clause, safe='')}"
