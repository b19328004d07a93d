"""What whoever watches over the house is shown: lines, numbers, spans. Never a value of a record, never a name."""
