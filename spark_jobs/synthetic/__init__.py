"""A synthetic region: invented residents, their care at three providers, and three registers, drawn from a seed."""
