"""The coherence machine for long: 50,000 edits (EDITS), each followed by a look at a sample of
pages. Prints the share of looks at which a worker served what Django renders: 1, or it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EDITS = os.environ.get("EDITS", "50000")
ROOT = Path(__file__).parent.parent


def main() -> None:
    test = "tests/journeys/test_coherence.py"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", test],
        cwd=ROOT,
        env={**os.environ, "COHERENCE_STEPS": EDITS},
        check=False,
    )
    if run.returncode:
        sys.exit("a worker served a page that Django would not have rendered")
    print(f"{EDITS} edits, every look right: ratio 1.00")


if __name__ == "__main__":
    main()
