"""The data plane: rows, never a person's request."""
