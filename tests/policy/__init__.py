"""The rules, asked from Python: the same questions as the specification, and every fact in a wrong shape."""
