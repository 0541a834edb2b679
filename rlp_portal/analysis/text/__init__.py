"""A text as people read it: paragraphs, sentences, quotations found again. Pure functions on code points."""
