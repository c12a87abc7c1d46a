"""What holds for every test."""

from hypothesis import HealthCheck, settings

# How quick a machine is, and what else it does meanwhile, decides no test.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
