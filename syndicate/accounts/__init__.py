"""What is said of a run afterwards: its account as JSON, as a page, and as figures for Prometheus.

Nothing of the site depends on anything here: clocks may be looked at.
"""
