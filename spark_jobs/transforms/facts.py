"""What the persons' register tells of a person, and the names under which it lies beside a note while that is masked."""

FACTS = ("given_name", "family_name", "street", "postcode", "city", "phone", "email")
"""Beside the numbers."""

FACT, NUMBERS = "__fact_", "__numbers"
"""No described column can bear such a name."""
