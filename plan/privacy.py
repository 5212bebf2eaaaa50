"""Declares what plans know of people: who sent or brought something, and who decided it."""

from django.utils.translation import gettext_lazy as _

from people.privacy.inventory import (
    Keeping,
    PersonalData,
    Reader,
    declare_impersonal,
    declare_personal_data,
)

declare_personal_data(
    PersonalData(
        key="capacity",
        title=_("Capacity plans that you sent or decided"),
        purpose=_("To show who stands behind the plan of an office."),
        fields=("plan.CapacityPlan.*",),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.RECORD,
    ),
    order=20,
)

declare_personal_data(
    PersonalData(
        key="plan-files",
        title=_("Files of the plan that you brought, approved or took back"),
        purpose=_("To show who stands behind a change of the plan."),
        fields=("plan.PlanProposal.*",),
        readers=(Reader.HOLDER, Reader.ADMINISTRATORS),
        kept=Keeping.RECORD,
    ),
    order=21,
)

declare_impersonal(
    "skills, plans, their targets and role profiles: of offices, not people",
    [
        *("plan.Framework.*", "plan.Skill.*", "plan.Level.*", "plan.Plan.*"),
        *(
            "plan.Phase.*",
            "plan.Clause.*",
            "plan.Target.*",
            "plan.PastTarget.*",
            "plan.PastClause.*",
        ),
        *("plan.RoleProfile.*", "plan.ProfileRequirement.*", "plan.SkillRelation.*"),
        *("plan.CapacityPriority.*", "plan.CapacityQuarter.*"),
    ],
)
