"""`make bench`: what the server costs, as ratios within one run; exit 1 while an aim of quality.md is missed.

python -m tests.bench                     all of it, twelve minutes at the most on a quiet machine
python -m tests.bench requests growth     some of it: requests, growth, workers, start, imports
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import growth, imports, requests, start, workers

BENCHES = {
    "requests": requests.run,
    "growth": growth.run,
    "workers": workers.run,
    "start": start.run,
    "imports": imports.run,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("benches", nargs="*", metavar="bench", help=f"of {', '.join(BENCHES)}; none: all")
    parser.add_argument("--contacts", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=1_000_000, help="contacts of the grown account")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=300, help="of each operation in each round")
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--only", default="bare,textbook,halfhour", help="of the servers that `requests` compares")
    chosen = parser.parse_args()
    strange = set(chosen.benches) - set(BENCHES)
    if strange:
        parser.error(f"there is no bench {', '.join(sorted(strange))}")
    met = True
    for name in chosen.benches or BENCHES:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="halfhour-bench-", ignore_cleanup_errors=True) as folder:
            Path(folder).chmod(0o755)
            met &= BENCHES[name](Path(folder), chosen)
        print(f"({name}: {time.monotonic() - begun:.0f} s)", flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())
