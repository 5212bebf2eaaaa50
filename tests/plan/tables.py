"""A table of one good target."""

TARGETS = (
    "plan,phase,clause,agency,skill,level,headcount,due_on,baseline,baseline_on,source,is_sample\n"
)
GOOD = "MEGP2030,1,2.1,GAD,DC3-4.2,2,740,2026-12-31,40,2025-01-01,sample,yes\n"
