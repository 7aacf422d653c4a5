#!/usr/bin/env python3
"""The small example prints what the tool prints."""
import pathlib
import subprocess
import sys

example, tool, root = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
files = [str(p) for p in sorted((root / "examples/articles").glob("*.txt"))]
a = subprocess.run([example, *files], capture_output=True, check=True).stdout
b = subprocess.run([tool, "timeline", *files], capture_output=True, check=True).stdout
assert a and a == b, "crisis_timeline and stoltenberg timeline differ"
assert subprocess.run([example], capture_output=True).returncode == 2
assert subprocess.run([example, "/nonexistent"], capture_output=True).returncode == 1
assert len((root / "examples/crisis_timeline.cpp").read_text().splitlines()) < 60
