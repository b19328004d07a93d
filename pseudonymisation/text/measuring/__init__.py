"""How well the text step masks: annotated notes of several forms are read, and what was masked is held against them."""
