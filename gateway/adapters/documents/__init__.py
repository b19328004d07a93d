"""Documents that somebody hands in, looked at in a process of their own."""
