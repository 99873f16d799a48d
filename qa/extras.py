"""The check that a package of an optional extra is installed. Imports nothing."""

from __future__ import annotations

from importlib.util import find_spec

from index.errors import SettingsError


def require_package(package: str, *, needed_by: str, extra: str) -> None:
    """Raise SettingsError with the command that installs a missing package."""
    if find_spec(package) is None:
        raise SettingsError(
            found=f"{needed_by} without the package {package}",
            expected="the package to be installed",
            cure=f"pip install 'article-qa[{extra}]'",
        )
