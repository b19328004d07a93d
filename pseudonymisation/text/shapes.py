"""
The letters of which the shapes of numbers are written.

Each shape repeats within bounds and nothing repeats inside a repetition, so that the time of a search grows with the
text and not with its malice.
"""

DASH = "[-+‐‑‒–—―−]"
GAP = rf"(?:\s{{0,3}}{DASH}\s{{0,3}}|[^\S\n]{{1,3}})"
LETTER = r"[^\W\d_]"
NO_DIGIT_BEFORE = r"(?<!\d)"
NO_DIGIT_AFTER = r"(?!\d)"
NOTHING_AFTER = r"(?![^\W_])"
