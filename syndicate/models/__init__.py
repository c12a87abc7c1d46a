"""Model packages of the Argos engine: what is installed, what there is, installing safely, removing."""

from syndicate.models.archive import Limits
from syndicate.models.index import AVAILABLE_FROM, Available, find_available, read_index
from syndicate.models.install import install_file, install_pair, remove
from syndicate.models.offer import package_for

__all__ = [
    "AVAILABLE_FROM",
    "Available",
    "Limits",
    "find_available",
    "install_file",
    "install_pair",
    "package_for",
    "read_index",
    "remove",
]
