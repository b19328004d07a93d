"""What the runner can be ordered to do."""
