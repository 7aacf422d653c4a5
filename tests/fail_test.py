#!/usr/bin/env python3
"""tests/fail: the control must compile, every case must not, and the compiler must say why. fail_test.py COMPILER ROOT"""
import concurrent.futures
import pathlib
import re
import subprocess
import sys

compiler, root = sys.argv[1], pathlib.Path(sys.argv[2])
source = root / "tests/fail/api.cpp"
cases = {int(n): re.compile(words.strip()) for n, words in re.findall(r"// case (\d+): (.*)", source.read_text(encoding="utf-8"))}
assert len(cases) >= 12


def compile(case):
    return subprocess.run([compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Werror", "-DSTOLTENBERG_STATIC", f"-DCASE={case}", "-I", root / "include", "-I", root / "lib",
                           source], capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin"})


with concurrent.futures.ThreadPoolExecutor(2) as pool:
    control, *results = pool.map(compile, [0, *cases])
assert control.returncode == 0, control.stderr
for (case, words), result in zip(cases.items(), results):
    errors = "\n".join(line for line in result.stderr.splitlines() if "error:" in line or "note:" in line)
    assert result.returncode != 0, f"case {case} compiles"
    assert words.search(errors), f"case {case} fails for another reason:\n{result.stderr}"
print(f"{len(cases)} cases do not compile, the control does")
