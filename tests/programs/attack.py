"""An attacker's day: forged exports, a hostile client, wrong paths, killed builds.

    python -m tests.programs.attack FOLDER [PART ...]     parts: proofs, page, paths, kills

Works on this machine alone, in a folder of its own, with the real commands and models; takes some
minutes. Prints what was tried, how often and what did not hold; the exit status is then 1. Damaged
files and odd questions are fuzz.py's, interruptions at every write boundary crash.py's.
"""

from __future__ import annotations

import random
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.programs import attack_kills, attack_page, attack_paths, attack_proofs
from tests.support.trials import Trials

PARTS: Mapping[str, Callable[[Trials, Path, random.Random], None]] = {
    "proofs": attack_proofs.attack,
    "page": attack_page.attack,
    "paths": attack_paths.attack,
    "kills": attack_kills.attack,
}
SEED = 1


def main(root: str, *parts: str) -> int:
    trials = Trials()
    for part in parts or PARTS:
        folder, started = Path(root).resolve() / part, time.monotonic()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        PARTS[part](trials, folder, random.Random(SEED))
        print(f"{part}: {time.monotonic() - started:.0f} s", flush=True)
    print(trials.table())
    return 1 if trials.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
