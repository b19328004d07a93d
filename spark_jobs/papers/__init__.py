"""
The papers that both planes share: plain data, canonical form, signatures, trust.

The gateway may import this package of `spark_jobs` and no other.
"""
