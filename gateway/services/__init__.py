"""The verbs, one file per stage."""
