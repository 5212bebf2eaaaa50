"""Certificate designs: drafts, images, validation on sample sheets, previews, publication."""
