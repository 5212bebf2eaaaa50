"""Declares that plans, skills and targets are of offices and never of a person."""

from people.privacy.inventory import declare_impersonal

declare_impersonal(
    "skills, plans, their targets and role profiles: of offices, not people",
    [
        *("plan.Framework.*", "plan.Skill.*", "plan.Level.*", "plan.Plan.*"),
        *("plan.Phase.*", "plan.Clause.*", "plan.Target.*", "plan.PastTarget.*"),
        *("plan.RoleProfile.*", "plan.ProfileRequirement.*", "plan.SkillRelation.*"),
    ],
)
