"""A cohort definition as data: who is asked for, written so that a machine and a steward read the same."""
