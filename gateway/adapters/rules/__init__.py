"""The rules of `policies/`, asked of an OPA server or evaluated in process; no answer is a no."""
