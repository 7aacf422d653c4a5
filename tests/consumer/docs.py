#!/usr/bin/env python3
"""The code in the documents is real.

docs.py block FILE LANGUAGE            the first block of a language
docs.py program FILE                   one C++ program of all cpp blocks of FILE; `program N` runs block N
docs.py compare FILE PROGRAM BIN       runs every cpp and sh block that has a text block under it, compares
docs.py version VCPKG VERSION          vcpkg.json and CHANGELOG.md name the version
docs.py update FILE PROGRAM BIN        the same, and writes what was printed into FILE
"""
import os
import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)


def blocks(path):
    return list(BLOCK.finditer(pathlib.Path(path).read_text(encoding="utf-8")))


def program(path):
    includes, recipes = ["#include <cstdlib>", "#include <iostream>"], []
    for block in blocks(path):
        if block[1] != "cpp":
            continue
        body = []
        for line in block[2].splitlines():
            (includes if line.startswith("#include") else body).append(line)
        recipes.append("\n".join("    " + line if line else "" for line in body))
    print("\n".join(dict.fromkeys(includes)))
    for n, recipe in enumerate(recipes):
        print(f"\nstatic void recipe_{n}() {{\n{recipe}\n}}")
    print("\nint main(int argc, char** argv) {\n    switch (argc > 1 ? std::atoi(argv[1]) : -1) {")
    for n in range(len(recipes)):
        print(f"    case {n}: recipe_{n}(); return 0;")
    print("    default: return 2;\n    }\n}")


def compare(path, executable, bin_dir, update):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    environment = dict(os.environ, PATH=bin_dir + os.pathsep + os.environ["PATH"])
    found, faults, recipe, out, position = blocks(path), 0, 0, [], 0
    for block, after in zip(found, found[1:] + [None]):
        command = None
        if block[1] == "cpp":
            command = [executable, str(recipe)]
            recipe += 1
        elif block[1] == "sh":
            command = ["bash", "-euo", "pipefail", "-c", block[2]]
        if command is None or after is None or after[1] != "text" or text[block.end():after.start()].strip():
            if block[1] == "cpp" and subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode != 0:
                faults += 1
                print(f"recipe {recipe - 1} fails")
            continue
        run = subprocess.run(command, env=environment, capture_output=True)
        got = (run.stdout + run.stderr).decode("utf-8")
        if run.returncode != 0:
            faults += 1
            got = after[2]
            print(f"{path}: status {run.returncode}: {block[2]}{run.stderr.decode('utf-8', 'replace')}")
        elif got != after[2] and not update:
            faults += 1
            line = text[:block.start()].count("\n") + 1
            print(f"{path}:{line}: prints something else:\n--- written\n{after[2]}--- printed\n{got}")
        out.append(text[position:after.start(2)] + got)
        position = after.end(2)
    if update:
        pathlib.Path(path).write_text("".join(out) + text[position:], encoding="utf-8")
    print(f"{path}: {len(found)} blocks, {len(out)} outputs, {faults} faults")
    return bool(faults) or not out


mode, path = sys.argv[1], sys.argv[2]
if mode == "block":
    print(next(b[2] for b in blocks(path) if b[1] == sys.argv[3]), end="")
elif mode == "version":  # one place says the version; those that must repeat it agree
    text = pathlib.Path(path).read_text(encoding="utf-8")
    changes = pathlib.Path(path).with_name("CHANGELOG.md").read_text(encoding="utf-8")
    good = f'"version-semver": "{sys.argv[3]}"' in text and f"\n## {sys.argv[3]}" in changes
    print("same" if good else f"{path} or CHANGELOG.md does not say {sys.argv[3]}")
    sys.exit(not good)
elif mode == "program":
    program(path)
else:
    sys.exit(compare(path, sys.argv[3], sys.argv[4], mode == "update"))
