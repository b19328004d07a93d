"""Frame in, frame out: each step of the flow, in small named steps."""
