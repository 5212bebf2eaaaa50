"""Tags of the plan for templates."""
