"""Shared helpers of the gazetteer generators. Python 3 standard library only."""
import json
import os
import re
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.normpath(os.path.join(HERE, "..", "..", "data", "gazetteers"))

_LIGATURES = {
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
    "ł": "l", "Ł": "L", "ı": "i", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A",
    "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N",
}


def nfc(text):
    """NFC, straight apostrophe, single spaces."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\u2018\u2019\u02bc\u02bb`´]", "'", text)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def strip_accents(text):
    text = "".join(_LIGATURES.get(c, c) for c in text)
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def fold(text):
    """Comparison key: no accents, no case, hyphen and apostrophe as space."""
    text = strip_accents(nfc(text)).lower()
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


def slug(text):
    return fold(text).replace(" ", "-")


def is_latin(text):
    return all(
        not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in text
    )


def surface(text):
    """A surface without its marks (~ weak, = exact)."""
    return text.lstrip("~=")


def prune(surfaces, name=""):
    """Drops surfaces that the matching rules make redundant: same folded text as another one of the same strength that asks
    for no more capitals ("Costa-Rica" beside "Costa Rica"; "Place Rouge" beside "place Rouge"). Exact ones (=) stay."""
    kept = []

    def covered(new, old):
        if new[:1] == "=" or old[:1] == "=" or (old[:1] == "~" and new[:1] != "~") or fold(new) != fold(old):
            return False
        words = [re.split(r"[\s'-]+", surface(text)) for text in (new, old)]
        if len(words[0]) != len(words[1]):
            return False
        return all(b[:1].islower() or a[:1] == a[:1].upper() for a, b in zip(*words))

    surfaces = [s for i, s in enumerate(surfaces) if s and s not in surfaces[:i]]
    for i, new in enumerate(surfaces):
        others = kept + surfaces[i + 1:] + ([name] if name else [])
        if not any(covered(new, old) for old in others):
            kept.append(new)
    return kept


def read_tsv(path):
    """Rows of a TSV file as dicts; comments and empty lines skipped."""
    rows, header = [], None
    with open(path, encoding="utf-8", newline="\n") as stream:
        for number, line in enumerate(stream, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
                continue
            if len(cells) > len(header):
                raise ValueError("%s:%d: %d cells, %d columns" % (path, number, len(cells), len(header)))
            rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)))))
    return rows


def write_tsv(path, comments, header, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        for comment in comments:
            stream.write("# %s\n" % comment)
        stream.write("\t".join(header) + "\n")
        for row in rows:
            cells = [str(row.get(column, "")) for column in header]
            if any("\t" in cell or "\n" in cell for cell in cells):
                raise ValueError("tab or newline in %r" % row)
            stream.write("\t".join(cells).rstrip("\t") + "\n")


def read_json(path):
    with open(path, encoding="utf-8") as stream:
        return json.load(stream)


def read_lines(path):
    """Words of a hand-written list: one a line, # comments."""
    with open(path, encoding="utf-8") as stream:
        return [line.strip() for line in stream if line.strip() and not line.startswith("#")]
