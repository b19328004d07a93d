"""The language of the field: pure values and what they may become."""
