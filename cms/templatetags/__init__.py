"""Tags of the office's own templates."""
