"""Where a model lies on this machine: a folder, or a name in the local Hugging Face cache.

Never asks a network. Knows nothing of what the model does.
"""

from __future__ import annotations

from pathlib import Path

from index.errors import ModelError


def locate_model(name: str, *, what: str, variable: str) -> Path:
    """Find a model's folder. Raises ModelError, which names the setting's variable."""
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError) as error:
        raise ModelError(
            found=f"{what} {name!r} is not on this machine",
            expected="a model folder, or a name in the local Hugging Face cache",
            cure=f"fetch it once with network (hf download {name})"
            f" or unset {variable} to use the packaged one",
        ) from error
