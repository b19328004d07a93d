"""A synthetic region: invented residents, their care at three providers, and two registers, drawn from a seed."""
