"""Text of people in Burmese and English: spelling, syllables, names, phones, languages."""
