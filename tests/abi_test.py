#!/usr/bin/env python3
"""The interface as binaries see it: exported symbols and layouts of the public types against what is stored; and that the library asks
no clock, environment or locale.  abi_test.py COMPILER ROOT LIBSTOLTENBERG.A [--update]
A change that is meant: scripts/abi writes the stored files anew; say so in CHANGELOG.md. Exit status 77: cannot be checked here."""
import lzma
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

compiler, root, archive = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
update = "--update" in sys.argv
stored = root / "tests/abi"


def run(*args, **more):
    return subprocess.run([str(a) for a in args], capture_output=True, text=True, **more)


def check(*args):
    r = run(*args)
    assert r.returncode == 0, r.stderr
    return r.stdout


def skip(why):
    print("skipped: " + why)
    sys.exit(77)


# What the library asks of the system, by the names of its undefined symbols.
wanted = {line.split()[-1] for line in check("nm", "-uC", archive).splitlines() if line.startswith(" ")}
asked = sorted(name for name in wanted if re.match(
    r"(time|clock|clock_gettime|gettimeofday|localtime(_r)?|gmtime(_r)?|mktime|strftime|getenv|secure_getenv|setlocale|uselocale|rand|random|srand|getpid)$"
    r"|std::random_device|std::chrono::_V2::(system|steady)_clock::now|icu_\d+::(Locale::(setDefault|getDefault)|TimeZone::|Calendar::)", name))
assert len(wanted) > 100 and not asked, f"the library asks for {asked}"
print(f"{len(wanted)} names asked of other libraries; no clock, environment, locale or chance among them")

if platform.system() != "Linux" or platform.machine() != "x86_64" or "clang" in check(compiler, "--version").splitlines()[0]:
    skip("the stored interface is that of GCC on x86-64 Linux")
with tempfile.TemporaryDirectory() as tmp:
    tmp = pathlib.Path(tmp)
    # The shared library as cmake/exports.map makes it, of the objects that are built already.
    check(compiler, "-shared", "-o", tmp / "lib.so", "-Wl,--whole-archive", archive, "-Wl,--no-whole-archive", f"-Wl,--version-script={root}/cmake/exports.map",
          "-Wl,--unresolved-symbols=ignore-all")
    symbols = sorted({line.split(" ", 2)[2] for line in check("nm", "-DC", "--defined-only", tmp / "lib.so").splitlines()})
    assert len(symbols) > 30 and all(re.match(r"(typeinfo( name)? for |vtable for )?stoltenberg::", s) for s in symbols), symbols
    file = stored / "symbols.txt"
    if update:
        file.write_text("\n".join(symbols) + "\n", encoding="utf-8")
    old = file.read_text(encoding="utf-8").splitlines()
    for sign, names in (("-", set(old) - set(symbols)), ("+", set(symbols) - set(old))):
        for name in sorted(names):
            print(sign, name)
    assert symbols == old, "exported symbols differ from tests/abi/symbols.txt; if that is meant: scripts/abi"
    print(f"{len(symbols)} exported symbols, as stored")

    if not shutil.which("abidw"):
        skip("layouts of types: abidw is not here (abigail-tools)")
    check(compiler, "-std=c++20", "-g", "-O0", "-fPIC", "-shared", "-fvisibility=hidden", "-fvisibility-inlines-hidden", "-I", root / "include", "-o", tmp / "surface.so",
          root / "tests/abi/surface.cpp", "-Wl,--unresolved-symbols=ignore-all")
    # Layouts of the standard library's types are in it: one stored file for a major version of the compiler.
    version = check(compiler, "-dumpversion").strip().split(".")[0]
    file = stored / f"surface-gcc{version}.abi.xml.xz"
    if update:
        xml = check("abidw", "--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--no-elf-needed", tmp / "surface.so")
        file.write_bytes(lzma.compress(xml.encode(), preset=9 | lzma.PRESET_EXTREME))
    if not file.exists():
        skip(f"layouts of types: none stored for GCC {version}")
    (tmp / "old.abi.xml").write_bytes(lzma.decompress(file.read_bytes()))
    r = run("abidiff", tmp / "old.abi.xml", tmp / "surface.so")
    print(r.stdout[:4000])
    assert r.returncode == 0, f"the layout of a public type differs from {file.relative_to(root)}; if that is meant: scripts/abi"
    print("layouts of the public types as stored")
