"""Free text: what points at a person in a Swedish note is found by shape and by what is known, and masked by a tag."""
