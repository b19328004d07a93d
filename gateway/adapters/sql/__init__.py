"""The stores, the ledger and the unit of work on SQL."""
