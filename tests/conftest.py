"""What holds for every test: nothing of the machine it runs on decides it."""

import os

from hypothesis import HealthCheck, settings

# Programs that the tests start take these from us, and so does what is asked of servers of this machine.
for name in (
    "all_proxy", "http_proxy", "https_proxy", "no_proxy", "force_color", "clicolor_force", "no_color", "columns",
    "lines", "apertium_prefix", "argos_packages_dir", "syndicate_cache", "source_date_epoch",
):  # fmt: skip
    os.environ.pop(name, None)
    os.environ.pop(name.upper(), None)

# How quick a machine is, and what else it does meanwhile, decides none either.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
