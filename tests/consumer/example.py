#!/usr/bin/env python3
"""example.py [--stdin FILE] [--status N] PROGRAM [ARGUMENT…] [--expect FRAGMENT]…: runs it, looks for the fragments."""
import subprocess
import sys

stdin, status, command, expected = None, 0, [], []
arguments = iter(sys.argv[1:])
for argument in arguments:
    if argument == "--stdin":
        stdin = open(next(arguments), "rb")
    elif argument == "--status":
        status = int(next(arguments))
    elif argument == "--expect":
        expected.append(next(arguments).replace("\\t", "\t"))
    else:
        command.append(argument)

run = subprocess.run(command, stdin=stdin or subprocess.DEVNULL, capture_output=True)
output = (run.stdout + run.stderr).decode("utf-8", "replace")
faults = [f"no {fragment!r} in the output" for fragment in expected if fragment not in output]
if run.returncode != status:
    faults.append(f"exit status {run.returncode}, not {status}")
if faults:
    print(output)
for fault in faults:
    print(fault)
sys.exit(bool(faults))
