#!/usr/bin/env python3
"""countries.tsv: CLDR names (Unicode-3.0) and i18n-nationality demonyms (MIT), completed by countries-hand.tsv.

usage: countries.py NODE_MODULES OUTPUT
An empty `name` in countries-hand.tsv means CLDR's French name, an empty `demonyms` means i18n-nationality's masculine
singular. A demonym is either a masculine singular (the other forms follow by rule) or four forms separated by `/`.
"""
import os
import sys

import gazlib

HEADER = "id name official aliases acronyms ms fs mp fp nouns prefix capital continent flags".split()
CONTINENTS = {
    "eu": "place/europe", "as": "place/asie", "af": "place/afrique", "am": "place/amerique",
    "oc": "place/oceanie", "an": "place/antarctique", "": "",
}
FEMININE = {"grec": "grecque", "turc": "turque"}


def feminine(ms):
    if ms in FEMININE:
        return FEMININE[ms]
    if ms.endswith("e"):
        return ms
    if ms.endswith("en") or ms.endswith("on"):
        return ms + "ne"
    return ms + "e"


def plural(form):
    return form if form[-1] in "sxz" else form + "s"


def forms(spec):
    if "/" in spec:
        cells = spec.split("/")
        if len(cells) != 4:
            raise ValueError("four forms expected: %r" % spec)
        return cells
    fs = feminine(spec)
    return [spec, fs, plural(spec), plural(fs)]


def unique(values):
    seen = []
    for value in values:
        if value and value not in seen:
            seen.append(value)
    return seen


def main():
    modules, output = sys.argv[1:]
    names = gazlib.read_json(os.path.join(modules, "cldr-localenames-full/main/fr/territories.json"))
    names = names["main"]["fr"]["localeDisplayNames"]["territories"]
    demonyms = gazlib.read_json(os.path.join(modules, "i18n-nationality/langs/fr.json"))["nationalities"]
    rows = []
    for hand in gazlib.read_tsv(os.path.join(gazlib.HERE, "countries-hand.tsv")):
        code = hand["code"]
        name = hand["name"] or gazlib.nfc(names[code])
        specs = hand["demonyms"].split("|") if hand["demonyms"] else []
        if not specs and hand["demonyms"] != "-" and code in demonyms:
            derived = gazlib.nfc(demonyms[code])
            # Entries that are a country name or carry an explanation are no demonym.
            if " " not in derived and "(" not in derived and derived != name:
                specs = [derived.lower()]
        specs = [spec for spec in specs if spec != "-"]
        quads = [forms(spec) for spec in specs]
        cells = ["|".join(unique(column)) for column in zip(*quads)] or ["", "", "", ""]
        official = [value for value in hand["official"].split("|") if value]
        extra = official[1:]  # further long names are aliases
        aliases = gazlib.prune(extra + hand["aliases"].split("|"), name)
        aliases = [alias for alias in aliases if alias not in (name, official[:1] and official[0])]
        rows.append({
            "id": "country/" + code, "name": name, "official": official[0] if official else "",
            "aliases": "|".join(aliases), "acronyms": hand["acronyms"], "ms": cells[0], "fs": cells[1],
            "mp": cells[2], "fp": cells[3], "nouns": hand["nouns"], "prefix": hand["prefix"],
            "capital": "place/" + hand["capital"] if hand["capital"] else "",
            "continent": CONTINENTS[hand["continent"]], "flags": hand["flags"],
        })
    gazlib.write_tsv(output, [
        "Countries and territories. Names: Unicode CLDR 48.2.0 (Unicode-3.0); demonyms: i18n-nationality 1.4.0 (MIT);",
        "long names, aliases, acronyms, combining forms and corrections: by hand (tools/gazetteers/countries-hand.tsv, CC0-1.0).",
        "Made by tools/gazetteers/countries.py; do not edit.",
    ], HEADER, rows)


if __name__ == "__main__":
    main()
