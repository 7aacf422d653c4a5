#!/usr/bin/env python3
"""Crises of several articles each against the timeline that a reader made of them. `crises_test.py BINARY ROOT [-v]`

A gold row names its sources by words of their clauses. It is right when one entry of its kind holds all of them, on its day and in its
modality; split when several hold them; apart from that each entry that stands on no row is stray, and what is denied must stand nowhere.
The figures below may only rise."""
import csv
import json
import pathlib
import subprocess
import sys

binary, root = sys.argv[1], pathlib.Path(sys.argv[2])
verbose = "-v" in sys.argv
LEAST_RIGHT, MOST_SPLIT, MOST_STRAY, MOST_DENIED = 94, 2, 2, 0


def rows(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


folder = root / "tests/golden/timeline"
published = {r["file"]: r["published"] for r in rows(folder / "published.tsv")}
texts = {name: (folder / f"{name}.txt").read_text(encoding="utf-8") for name in published}
gold = rows(folder / "gold.tsv")
for g in gold:
    g["at"] = []
    for source in g["sources"].split("|"):
        name, words = source.split(":", 1)
        assert texts[name].count(words) == 1, source
        at = texts[name].index(words)
        g["at"].append((name, at, at + len(words), source))

right = split = denied = stray = 0
for crisis in sorted({g["crisis"] for g in gold}):
    names = [n for n in published if n.startswith(crisis)]
    lines = "".join(json.dumps({"id": n, "text": texts[n]} | ({"published": published[n]} if published[n] != "-" else {}), ensure_ascii=False) + "\n" for n in names)
    out = json.loads(subprocess.run([binary, "timeline", "--offsets", "code-point", "-"], input=lines.encode(), capture_output=True, check=True).stdout)
    entries = out["events"] + out["undated"]

    def on(entry, at):
        return any(s["article"] == at[0] and s["start"] < at[2] and at[1] < s["end"] for s in entry["sources"])

    told = set()
    for g in (g for g in gold if g["crisis"] == crisis):
        of_kind = [i for i, e in enumerate(entries) if e["type"] in g["type"].split("|") and any(on(e, at) for at in g["at"])]
        if g["modality"] == "no":
            if of_kind:
                denied += 1
                if verbose:
                    print("denied  ", g["sources"], "->", [entries[i]["summary"][:60] for i in of_kind])
            told.update(of_kind)
            continue
        if g["modality"] == "may":
            told.update(of_kind)
            continue
        days = [None if d == "-" else d for d in g["edtf"].split("|")]
        whole = [i for i in of_kind if all(on(entries[i], at) for at in g["at"]) and entries[i]["edtf"] in days
                 and entries[i]["modality"] in g["modality"].split("|")]
        told.update(of_kind)
        if whole:
            right += 1
            if len(of_kind) > 1 and verbose:
                print("besides ", g["sources"], "->", [(entries[i]["edtf"], entries[i]["summary"][:50]) for i in of_kind if i not in whole])
            continue
        pieces = [i for i in of_kind if entries[i]["edtf"] in days]
        missing = [at[3] for at in g["at"] if not any(on(entries[i], at) for i in of_kind)]
        if len(of_kind) > 1:
            split += 1
        if verbose:
            print("split   " if len(of_kind) > 1 else "missed  ", g["edtf"], g["type"], g["sources"], "missing", missing, "->",
                  [(entries[i]["edtf"], entries[i]["type"], entries[i]["modality"], entries[i]["summary"][:50]) for i in of_kind])
    for i, e in enumerate(entries):
        if i not in told:
            stray += 1
            if verbose:
                print("stray   ", e["edtf"], e["type"], e["modality"], e["summary"][:90], [s["article"] for s in e["sources"]])

must = sum(g["modality"] not in ("no", "may") for g in gold)
nowhere = sum(g["modality"] == "no" for g in gold)
print(f"{len(texts)} articles, right {right}/{must}, split {split}, stray {stray}, denied as fact {denied}/{nowhere}")
sys.exit(right < LEAST_RIGHT or split > MOST_SPLIT or stray > MOST_STRAY or denied > MOST_DENIED)
