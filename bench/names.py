#!/usr/bin/env python3
"""A table of made-up names in the format of docs/data-format.md: bench/names.py ALIASES > names.tsv.

The same bytes every time. Of ten rows six are people, two organisations, two places; words are syllables, as long and as often
repeated as those of real names. ALIASES counts every surface: names, aliases, acronyms, surnames.
"""
import sys

MASK = 2**64 - 1
state = 20220210


def below(n):  # xorshift64*, as in bench/corpus.cpp
    global state
    state ^= state >> 12
    state ^= (state << 25) & MASK
    state ^= state >> 27
    return ((state * 0x2545F4914F6CDD1D & MASK) >> 33) % n


ONSETS = "b c ch d f g gr h j k l m n p pr qu r s st t tr v vl z".split()
VOWELS = "a e i o u é ou ai an on ie eu".split()
ENDS = ["", "", "", "l", "n", "r", "s", "t", "x", "nd", "rt", "ck"]


def word(syllables):
    return "".join(ONSETS[below(len(ONSETS))] + VOWELS[below(len(VOWELS))] for _ in range(syllables)) + ENDS[below(len(ENDS))]


def words(count, longest):
    return sorted({word(1 + below(longest)).capitalize() for _ in range(count)})


given, family, towns, trades = words(4000, 2), words(60000, 3), words(30000, 3), [word(2) for _ in range(400)]


def pick(values):  # the first are met more often, as in life
    return values[min(below(len(values)), below(len(values)), below(len(values)))]


def rows(aliases):
    made = number = 0
    while made < aliases:
        number += 1
        kind = below(10)
        if kind < 6:
            name, last = f"{pick(given)} {pick(family)}", ""
            last = name.split(" ", 1)[1]
            others = [f"{name.split()[0][0]}. {last}"] if below(3) == 0 else []
            row = (f"person/bench-{number}", name, "|".join(others), "", last, "FR", "", "5")
            made += 2 + len(others)
        elif kind < 8:
            trade, town, maker = trades[below(len(trades))], pick(towns), pick(family)
            name = f"{trade.capitalize()} {maker} de {town}"
            others = [f"{maker} {town}", f"{trade.capitalize()} {maker}"][: below(3)]
            acronym = "".join(w[0] for w in (trade, maker, town)).upper() + word(1)[0].upper()
            row = (f"org/bench-{number}", name, "|".join(others), acronym, "", "FR", "company", "5")
            made += 2 + len(others)
        else:
            name = f"{pick(towns)}-{pick(towns)}" if below(2) else f"{pick(towns)}-sur-{pick(towns)}"
            row = (f"place/bench-{number}", name, name.replace("-", " ", 1) if below(4) == 0 else "", "", "", "FR", "city", "900")
            made += 1 + (row[2] != "")
        yield row


if __name__ == "__main__":
    out = sys.stdout
    out.write("# Made by bench/names.py: no name of anybody.\nid\tname\taliases\tacronyms\tsurname\tcountry\ttype\tweight\n")
    for row in rows(int(sys.argv[1])):
        out.write("\t".join(row) + "\n")
