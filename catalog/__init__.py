"""What exists, how sensitive it is, and how a question about it is written."""
