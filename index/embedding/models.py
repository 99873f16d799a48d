"""The location of a model on this machine: a folder, or a name in the local Hugging Face cache.

Never uses a network. Knows nothing of what the model does.
"""

from __future__ import annotations

from pathlib import Path

from index.errors import ModelError


def locate_model(name: str, *, what: str, variable: str) -> Path:
    """The folder of a model; ``what`` and ``variable`` name its role and its setting in the error.

    Raises ModelError if it is not on this machine.
    """
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
