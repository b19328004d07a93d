"""One router per stage, with its models on the wire beside it."""
