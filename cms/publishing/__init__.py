"""Pushes published pages down into `courses`, and takes unpublished ones out."""
