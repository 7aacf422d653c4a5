#!/usr/bin/env python3
"""Checks countries.tsv, places*.tsv and given-names*.tsv. usage: validate.py [DATA_DIR]"""
import os
import re
import sys
import unicodedata

import gazlib

COLUMNS = {
    "countries.tsv": "id name official aliases acronyms ms fs mp fp nouns prefix capital continent flags".split(),
    "places-hand.tsv": "id name aliases country type weight metonym flags".split(),
    "places.tsv": "id name aliases country type weight metonym flags".split(),
    "given-names-hand.tsv": "name gender flags".split(),
    "given-names.tsv": "name gender flags".split(),
}
TYPES = set("city capital region sea river continent mountain island strait department site".split())
FLAGS = {"", "word", "extend", "off", "historic"}


def main():
    data = sys.argv[1] if len(sys.argv) > 1 else gazlib.DATA
    problems, ids, tables = [], {}, {}
    for file, columns in COLUMNS.items():
        path = os.path.join(data, file)
        with open(path, encoding="utf-8", newline="") as stream:
            text = stream.read()
        if "\r" in text or text.startswith("\ufeff") or text != unicodedata.normalize("NFC", text) or not text.endswith("\n"):
            problems.append("%s: CR, BOM, not NFC or no newline at the end" % file)
        header = next(line for line in text.split("\n") if line and not line.startswith("#")).split("\t")
        if header != columns:
            problems.append("%s: columns %s" % (file, header))
        tables[file] = gazlib.read_tsv(path)
        for row in tables[file]:
            where = "%s: %s" % (file, row.get("id") or row["name"])
            for column, cell in row.items():
                if cell != cell.strip() or re.search(r"\| | \||\|\||^\||\|$|  ", cell):
                    problems.append("%s: list or space in %s: %r" % (where, column, cell))
            if not set(row["flags"].split("|")) <= FLAGS:
                problems.append("%s: flags %s" % (where, row["flags"]))
            if "id" in row:
                if not re.fullmatch(r"country/[A-Z]{2}|place/[a-z0-9]+(-[a-z0-9]+)*", row["id"]):
                    problems.append("%s: id" % where)
                if row["id"] in ids:
                    problems.append("%s: id stands in %s too" % (where, ids[row["id"]]))
                ids[row["id"]] = file
            if not row["name"]:
                problems.append("%s: no name" % where)
    codes = {row["id"][8:] for row in tables["countries.tsv"]}
    for row in tables["countries.tsv"]:
        lengths = [len(row[column].split("|")) for column in ("ms", "fs", "mp", "fp")]
        if any(bool(row[column]) != bool(row["ms"]) for column in ("fs", "mp", "fp")) or min(lengths) < 1:
            problems.append("%s: demonym forms" % row["id"])
        for column in ("ms", "fs", "mp", "fp", "prefix"):
            if row[column] != row[column].lower():
                problems.append("%s: %s is not lower case" % (row["id"], column))
        for form in (row["mp"] + "|" + row["fp"]).split("|"):
            if form and form[-1] not in "sxz" and form not in ("burkinabè", "lao", "basotho", "ni-vanuatu"):
                problems.append("%s: plural %s" % (row["id"], form))
        for column in ("capital", "continent"):
            if row[column] and row[column] not in ids:
                problems.append("%s: %s %s does not exist" % (row["id"], column, row[column]))
    for file in ("places-hand.tsv", "places.tsv"):
        for row in tables[file]:
            if row["type"] not in TYPES:
                problems.append("%s: type %s" % (row["id"], row["type"]))
            if not row["weight"].isdigit():
                problems.append("%s: weight %s" % (row["id"], row["weight"]))
            if row["metonym"] and row["metonym"] not in ids:
                problems.append("%s: metonym %s does not exist" % (row["id"], row["metonym"]))
            if row["country"] and not set(row["country"].split("|")) <= codes:
                problems.append("%s: country %s" % (row["id"], row["country"]))
    names = set()
    for file in ("given-names-hand.tsv", "given-names.tsv"):
        for row in tables[file]:
            if row["gender"] not in ("", "m", "f"):
                problems.append("%s: %s: gender" % (file, row["name"]))
            key = gazlib.fold(row["name"])
            if key in names:
                problems.append("%s: %s stands twice" % (file, row["name"]))
            names.add(key)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(", ".join("%s %d rows" % (file, len(rows)) for file, rows in tables.items()))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
