"""The budgets, measured on real processes: `python -m bench` or `make bench`. Never part of the tests."""
