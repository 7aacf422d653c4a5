#!/usr/bin/env python3
"""given-names.tsv: first names of @faker-js/faker's Latin-script locales, merged.

usage: given_names.py NAMES_RAW OUTPUT [DATA_DIR]
NAMES_RAW is the output of dump-names.mjs. DATA_DIR holds given-names-hand.tsv and countries.tsv; names there are left out here.
"""
import collections
import os
import re
import sys

import gazlib
from gazlib import fold, nfc

LOCALES = """fr fr_BE fr_CH fr_CA fr_LU fr_SN en en_AU en_GB en_GH en_NG en_ZA de de_AT de_CH es es_MX it pt_BR pt_PT nl nl_BE
pl cs_CZ sk sl_SI ro ro_MD hu sv nb_NO da fi tr af_ZA az hr sr_RS_latin lv id_ID uz_UZ_latin yo_NG zu_ZA ku_kmr_latin
en_IN""".split()
SHORT = {"jo", "ed", "bo", "ty", "ib"}


def main():
    raw, output = sys.argv[1:3]
    data = sys.argv[3] if len(sys.argv) > 3 else gazlib.DATA
    words = {fold(line) for line in gazlib.read_lines(os.path.join(gazlib.HERE, "given-names-words.txt"))}
    drop = {fold(line) for line in gazlib.read_lines(os.path.join(gazlib.HERE, "given-names-drop.txt"))}
    hand = {fold(row["name"]) for row in gazlib.read_tsv(os.path.join(data, "given-names-hand.tsv"))}
    for row in gazlib.read_tsv(os.path.join(data, "countries.tsv")):
        words.update(fold(part) for part in [row["name"]] + row["aliases"].split("|") if part[:1] != "~")
    variants = collections.defaultdict(dict)  # folded -> spelling -> rank of its first locale
    genders = collections.defaultdict(set)
    for row in gazlib.read_tsv(raw):
        if row["locale"] not in LOCALES:
            continue
        name = nfc(row["name"])
        key = fold(name)
        letters = [c for c in name if c.isalpha()]
        if key in drop or key in hand or not gazlib.is_latin(name) or not re.fullmatch(r"[^\W\d_]+(?:[-' ][^\W\d_]+)*", name):
            continue
        if len(letters) < 3 and key not in SHORT or name != name[0].upper() + name[1:] or name.isupper():
            continue
        rank = LOCALES.index(row["locale"])
        variants[key][name] = min(rank, variants[key].get(name, rank))
        if row["gender"] != "generic":
            genders[key].add(row["gender"][0])
    rows = []
    for key in sorted(variants):
        # The spelling of the first locale that has the name (French ones lead), the one with accents among equals.
        accented = [n for n in variants[key] if n != gazlib.strip_accents(n)]
        name = min(accented or variants[key], key=lambda n: (variants[key][n], n))
        gender = genders[key]
        rows.append({
            "name": name, "gender": {"f": "f", "m": "m"}.get("".join(sorted(gender)), ""),
            "flags": "word" if key in words else "",
        })
    gazlib.write_tsv(output, [
        "Given names of the Latin-script locales of @faker-js/faker 10.6.0 (MIT), merged regardless of case and accents.",
        "Flag word: hand-written list. Made by tools/gazetteers/given_names.py; do not edit.",
    ], ["name", "gender", "flags"], rows)


if __name__ == "__main__":
    main()
