#!/usr/bin/env python3
"""The laws of the house, read off the sources: floors, one room per package, public headers, no French in C++."""
import json
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
FLOOR = {"base": 0, "text": 1, "data": 1, "match": 2, "clause": 3, "entity": 4, "time": 4, "article": 5, "event": 5, ".": 6, "timeline": 7, "io": 8}
PACKAGE = {"unicode/": "text", "re2/": "match", "date/": "time", "nlohmann/": "io"}
faults, checked = [], 0


def strip_comments(code):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", code, flags=re.S)


for path in sorted((root / "lib").rglob("*.[ch]pp")):
    rel = path.relative_to(root / "lib")
    room = rel.parts[0] if len(rel.parts) > 1 else "."
    code = path.read_text(encoding="utf-8")
    for line, text in enumerate(code.splitlines(), 1):
        m = re.match(r'\s*#\s*include\s+[<"]([^>"]+)[>"]', text)
        if not m:
            continue
        checked += 1
        target = m[1]
        for prefix, home in PACKAGE.items():
            if target.startswith(prefix) and room != home:
                faults.append(f"{rel}:{line}: {target} belongs to lib/{home} alone")
        head = target.split("/")[0]
        if target.startswith("stoltenberg/"):
            continue
        other = head if "/" in target and head in FLOOR else "." if (root / "lib" / target).is_file() else None
        if other and other != room and FLOOR[other] >= FLOOR[room]:
            faults.append(f"{rel}:{line}: floor {FLOOR[room]} ({room}) includes floor {FLOOR[other]} ({target})")

for path in sorted((root / "include").rglob("*.hpp")):
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        m = re.match(r'\s*#\s*include\s+[<"]([^>"]+)[>"]', text)
        if m:
            checked += 1
            if "/" in m[1] and not m[1].startswith("stoltenberg/"):
                faults.append(f"{path.relative_to(root)}:{line}: public headers include the standard library only: {m[1]}")

# French words that would betray a rule in C++: months, weekdays and function words inside string literals.
FRENCH = re.compile(r"\b(janvier|fevrier|février|mars|avril|juin|juillet|aout|août|septembre|octobre|novembre|decembre|décembre|lundi|mardi|mercredi|"
                    r"jeudi|vendredi|samedi|dimanche|hier|demain|aujourd|semaine|mois|annee|année|jour|jours|le|la|les|des|du|une|dans|avec|pour|sur|"
                    r"monsieur|madame|ministre|président|president|publié|publie|lire|aussi|avant|après|apres|depuis|selon|ne|pas|que|qui|dont|et|est|sont|"
                    r"ete|avoir|etre|ou|en)\b", re.I)
for base in ("lib", "include"):
    for path in sorted((root / base).rglob("*.[ch]pp")):
        code = strip_comments(path.read_text(encoding="utf-8"))
        for literal in re.findall(r'"((?:[^"\\\n]|\\.)*)"', re.sub(r"#\s*include[^\n]*", "", code)):
            checked += 1
            if re.search(r"[àâçéèêëîïôûùœ]", literal, re.I) or (FRENCH.search(literal) and not re.search(r"[a-z]+: | is |no |the ", literal)):
                faults.append(f"{path.relative_to(root)}: French in a literal: {literal!r}")

# Supply: what derived data is made of is pinned to one version each.
for path in (root / "tools/gazetteers/package.json", root / "tests/faces/package.json"):
    pinned = json.loads(path.read_text(encoding="utf-8"))
    for name, version in {**pinned.get("dependencies", {}), **pinned.get("devDependencies", {})}.items():
        checked += 1
        if not re.fullmatch(r"\d+\.\d+\.\d+", version):
            faults.append(f"{path.relative_to(root)}: {name} {version} is not pinned")

for fault in faults:
    print(fault)
print(f"{checked} places checked, {len(faults)} faults")
sys.exit(bool(faults) or checked == 0)
