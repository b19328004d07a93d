"""What the persons' register tells of a person, and how it is named while it lies beside a note to be masked."""

FACTS = ("given_name", "family_name", "street", "postcode", "city", "phone", "email")
"""Beside the numbers."""

FACT, NUMBERS = "__fact_", "__numbers"
"""No described column can bear such a name."""

DRAWING_KEY = ("inner_note_sample", "outer_note_sample")
"""The key frame's columns by which notes are drawn."""

SURROGATE_KEY = ("inner_surrogate", "outer_surrogate")
"""The key frame's columns of which surrogates are made."""
