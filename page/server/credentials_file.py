"""The credentials file: reading its logins, and adding one.

Owns what the file may contain, and that it is never where it would be read as an article. Knows
nothing of how a password is checked.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from index import backend
from index.errors import ArticleQAError, SettingsError, not_written
from index.files import atomic
from index.files.bounded import read_bounded
from index.nesting import is_seed_path
from page.server.credentials import Credentials, hash_password
from qa.settings import Settings

MIN_PASSWORD = 8
MAX_BYTES = 10_000_000  # some 70,000 logins


def load_credentials(settings: Settings, file: str | None) -> Credentials | None:
    """The logins of a file, or else of QA_CREDENTIALS; None where there are none of either.

    Raises SettingsError.
    """
    if file is not None:
        require_outside(Path(file), settings)
        return read_credentials(Path(file))
    if settings.credentials is not None:
        return Credentials.from_lines(settings.credentials.split(), origin="QA_CREDENTIALS")
    return None


def read_credentials(path: Path) -> Credentials:
    """The logins of a file. Raises SettingsError."""
    try:
        lines = read_bounded(path, MAX_BYTES, pipe=True).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            found=f"credentials {str(path)!r} cannot be read ({error})",
            expected="a file of logins",
            cure="create it: qa serve --credentials FILE --add NAME",
        ) from error
    return Credentials.from_lines(lines, origin=f"credentials {str(path)!r}")


def add_login(path: Path, name: str, password: str) -> None:
    """Write a login into the file; it replaces one of the same name. Raises SettingsError."""
    if ":" in name or not name or name != name.strip() or not name.isprintable():
        raise SettingsError(
            found=f"the name {name!r}",
            expected="printable characters, no colon, no space at either end",
            cure="choose another",
        )
    if len(password) < MIN_PASSWORD:
        raise SettingsError(
            found=f"a password of {len(password)} characters",
            expected=f"{MIN_PASSWORD} or more",
            cure="choose a longer one",
        )
    kept = [line for line in _lines(path) if line.partition(":")[0].strip() != name]
    text = "".join(f"{line}\n" for line in [*kept, f"{name}:{hash_password(password)}"])
    try:
        atomic.replace(path, text.encode())
    except OSError as error:
        cure = "correct that, or name another file"
        raise not_written(SettingsError, f"credentials {str(path)!r}", error, cure=cure) from error


def require_outside(path: Path, settings: Settings) -> None:
    """Raise SettingsError for a file in a seeds folder, where it would be read as an article."""
    folders = [settings.seeds]
    with suppress(ArticleQAError):  # no index yet, or an unreadable one
        if isinstance(settings.location, Path):
            folders.append(backend.read_manifest(settings.location).seeds)
    for seeds in map(Path, folders):
        if is_seed_path(path, seeds):
            raise SettingsError(
                found=f"credentials {str(path)!r} are in the seeds folder {str(seeds)!r}",
                expected="a file outside of it",
                cure="move the file, or name another",
            )


def _lines(path: Path) -> list[str]:
    """The lines of a file that a login is added to, none for a new or empty one.

    Raises SettingsError for a file of anything else.
    """
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        return []
    if not path.is_file():
        raise _invalid_file(f"credentials {str(path)!r} are not a regular file")
    try:
        read_credentials(path)
    except SettingsError as error:
        raise _invalid_file(error.found) from error
    return path.read_text(encoding="utf-8").splitlines()


def _invalid_file(found: str) -> SettingsError:
    return SettingsError(
        found=found,
        expected="a file of logins only, or a new file",
        cure="name another: qa serve --credentials FILE --add NAME",
    )
