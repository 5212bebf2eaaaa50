"""What rich text has of our own: languages of phrases, words of the glossary, what is pasted."""

from cms.rich_text.languages import LANGUAGE_FEATURE, is_phrase_language
from cms.rich_text.terms import link_terms

__all__ = ["LANGUAGE_FEATURE", "is_phrase_language", "link_terms"]
