#!/usr/bin/env python3
"""The trust table: inputs tried per fuzz target, property and oracle; seconds a byte at 1x, 10x and 100x of every hostile text; peak
memory of each hostile case. Run by scripts/trust; takes some minutes, is no part of ctest (its figures are CPU times).
  trust.py TOOL UNIT_TESTS FUZZ_REPLAY CORPUS [only WORD]"""
import json
import mmap
import os
import resource
import subprocess
import sys
import tempfile
import time

tool, tests, replay, corpus = sys.argv[1:5]
only = sys.argv[6] if len(sys.argv) > 6 else ""
BASE = 20_000  # characters of the 1x text
MEMORY = 16 << 30  # what a case may take at most
faults = 0


def word(i):
    i += 1000
    out = ""
    while i:
        out += chr(97 + i % 26)
        i //= 26
    return out


def fill(piece, n):
    return (piece * (n // len(piece) + 1))[:n]


def count(make, n):
    out, size, i = [], 0, 0
    while size < n:
        out.append(make(i))
        size += len(out[-1])
        i += 1
    return "".join(out)[:n]


PROSE = "Le président a reçu lundi, à Paris, le chancelier, qui venait de Berlin pour parler.\n\n"
REPEATED = {
    "prose on one line": "Le président français Emmanuel Macron a reçu mardi 8 février 2022 Olaf Scholz à Paris, selon l’OTAN. ",
    "prose in paragraphs": "Le président français Emmanuel Macron a reçu mardi 8 février 2022 Olaf Scholz à Paris, selon l’OTAN.\n\n",
    "line feeds": "\n", "CR LF": "\r\n", "spaces": " ", "no-break spaces": "\u00a0", "blank lines with spaces": " \n", "form feeds": "\f",
    "weekdays": "lundi ", "weekdays, a line each": "lundi\n", "dates": "10 février 2022 ", "dates, a line each": "10 février 2022\n",
    "slashed figures": "10/02/", "dotted figures": "10.02.", "figures": "12 ", "digits": "1", "years": "9999 0000 12345 ", "ranges of years": "2014-2022, ",
    "du 1 au 2 au 3": "du 1 au 2 au 3 ", "le 1er, le 2 et le 3": "le 1er, le 2 et le 3 mars et ", "deux jours avant": "deux jours avant ",
    "dans la nuit de lundi à": "dans la nuit de lundi à ", "numbers in words": "deux cent mille vingt-et-un ", "il y a": "il y a 3 jours, ",
    "anaphora": "le même jour, la veille, le lendemain, ", "one letter": "a", "one accented letter": "é", "combining marks": "\u0301", "letters with ten marks": "e" + "\u0301" * 10,
    "zero-width joiners": "\u200d", "right to left": "\u202eabc\u202c ", "Hebrew": "שלום ", "Chinese": "中", "long compatibility forms": "\ufdfa", "flags": "\U0001F1FA\U0001F1E6",
    "NUL": "\0", "invalid bytes": "\udcff", "overlong bytes": "\udcc0\udcaf", "dots": ".", "quotes": '"', "guillemets": "«", "brackets": "(", "commas": ",", "apostrophes": "’",
    "elisions": "l’", "hyphens": "-", "hyphenated": "a-", "initials": "J. K. ", "abbreviations": "M. ", "capitals": "A B C ", "all capitals": "LA RUSSIE ATTAQUE ",
    "names": "Jean Dupont ", "surnames": "Macron Poutine Zelensky ", "acronyms": "ONU (OTAN) ", "offices": "le président du ministre de la ", "que": "que ", "de": "de ",
    "events in one sentence": "la Russie a attaqué l’Ukraine lundi et ", "events": "La Russie a attaqué l’Ukraine lundi. ", "plans and denials": "Il n’aurait pas dit qu’il viendra le lendemain. ",
    "menu bars": "Accueil | ", "breadcrumbs": "Accueil > ", "lists of headlines": "Accueil\nPolitique\nUkraine : Zelensky reçu lundi à Paris\n",
    "headings of lists": "Lire aussi :\n" + PROSE, "publication lines": "Publié le 10/02/2022 à 10h30\n", "copyrights": "© 2022\n", "datelines": "PARIS, 10 février (Reuters) - ",
    "notices": "Cet article a été publié par la rédaction de la ville et de la région, sur le site de notre partenaire de la presse.\n\n", "addresses": "http://a/",
}
HOSTILE = {name: (lambda n, piece=piece: fill(piece, n)) for name, piece in REPEATED.items()} | {
    "people of one given name": lambda n: count(lambda i: f"Jean D{word(i)} a dit. Jean a dit. ", n),
    "people of one surname": lambda n: count(lambda i: f"{word(i).title()} Durand a dit. Durand a dit. ", n),
    "misspelt names": lambda n: count(lambda i: f"le président français Emmanuel M{word(i)} a dit. ", n),
    "acronyms introduced": lambda n: count(lambda i: f"Organisation D{word(i)} (O{word(i).upper()}), ", n),
    "what was told before": lambda n: fill("L’Allemagne a fait de même mardi. La Russie a expulsé lundi deux diplomates, et l’Italie en a fait autant. ", n),
    "one acronym of many": lambda n: count(lambda i: f"Groupe D{word(i)} (ONU), ", n),
    "words, each once": lambda n: count(lambda i: word(i) + " ", n),
    "names, each once": lambda n: count(lambda i: word(i).title() + ". ", n),
    "events of unknown names": lambda n: count(lambda i: f"{word(i).title()} a attaqué {word(i * 3).title()} lundi. ", n),
    "headings, each once": lambda n: count(lambda i: f"À lire aussi\n{word(i)} titre de {word(i + 1)}\n", n),
    "notices behind the text": lambda n: PROSE * 2 + fill(REPEATED["notices"], n),
    "a month for a date": lambda n: "date 2022-11 " + fill("Lundi, la Russie attaque. ", n),
    "a year for a date": lambda n: "© 2022\n\n" + fill("Le président a reçu lundi le chancelier à Berlin.\n", n),
    "stamps that disagree": lambda n: count(lambda i: f"Publié le {i % 28 + 1} mars {1990 + i % 40}\n", n),
}


def line(text, **more):
    row = json.dumps({"id": "a", "text": text, **more}, ensure_ascii=False)
    return row.encode("utf-8", "surrogateescape") + b"\n"


def measured(args, data=None, path=None, env=None):
    """CPU seconds, pages touched first, peak memory in MB, status, last words."""
    with tempfile.TemporaryFile() as given:
        if data is not None:
            given.write(data)
            given.seek(0)
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.dup2(given.fileno() if path is None else os.open(path, os.O_RDONLY), 0)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(write, 2)
            os.closerange(3, 64)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            os.execve(args[0], args, env or os.environ)
        os.close(write)
        words = b""
        while chunk := os.read(read, 65536):
            words = (words + chunk)[-400:]
        os.close(read)
        _, status, usage = os.wait4(pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_minflt, usage.ru_maxrss // 1024, os.waitstatus_to_exitcode(status), words.decode(errors="replace").strip().splitlines()[-1:]


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def first_touch():
    """CPU seconds that this machine takes to hand out a page of memory: from 0.2 µs to 16 µs on virtual ones."""
    pages = 4000
    with mmap.mmap(-1, pages * mmap.PAGESIZE) as memory:
        spent = []
        for _ in range(2):  # the second walk finds the pages there
            began = cpu()
            for at in range(0, len(memory), mmap.PAGESIZE):
                memory[at] = 1
            spent.append(cpu() - began)
    return max(spent[0] - spent[1], 0) / pages


def heading(text):
    print(f"\n== {text}", flush=True)


if not only:
    heading("fuzz targets: stored corpus and mutations")
    sys.stdout.flush()
    faults += subprocess.run([replay, corpus, "20000"]).returncode != 0
    heading("properties and oracles")
    out = subprocess.run([tests, "[trust]"], capture_output=True, text=True)
    print("\n".join(x[7:] for x in out.stdout.splitlines() if x.startswith("trust: ")), flush=True)
    faults += out.returncode != 0

heading(f"hostile texts of {BASE // 1000} k, {BASE // 100} k and {BASE // 500000} M characters: the same bytes as 100 texts, as 10 and as one; CPU seconds less the start")
# Own: less the first touch of each page of memory, measured beside each run. A text of megabytes needs new pages, a hundred small ones use the same again,
# and some machines charge the page to the program's seconds, others to the kernel's. What still looks dearer is measured again with memory in hand.


def seconds(data):
    """CPU seconds, the same without first touches, and the rest of what was measured."""
    before = first_touch()
    total, faults, *rest = measured([tool, "annotate"], data)
    return total, max(total - faults * min(before, first_touch()), 0), *rest


def again(text, times):
    """CPU seconds of what has been seen before, by a program that keeps its memory: half of what three times cost more than once."""
    env = os.environ | {"GLIBC_TUNABLES": "glibc.malloc.trim_threshold=40000000000:glibc.malloc.mmap_threshold=4000000000"}
    once, thrice = (min(measured([tool, "annotate"], text * times * n, env=env)[0] for _ in range(2)) for n in (1, 3))
    return (thrice - once) / 2


starts = [seconds(b"\n") for _ in range(5)]
start, own_start = min(s[0] for s in starts), min(s[1] for s in starts)
print(f"{'':28}{'1x':>8}{'10x':>8}{'100x':>8}{'ratio':>7}{'own':>7}{'MB/s':>8}{'peak MB':>9}")
worst = 0
for name, make in HOSTILE.items():
    if only not in name:
        continue
    total, own = [], []
    for times in (1, 10, 100):
        text = line(make(BASE * times))
        runs = [seconds(text * (100 // times))]
        if runs[0][0] < 1:  # short ones twice: the better counts
            runs.append(seconds(text * (100 // times)))
        total.append(max(min(r[0] for r in runs) - start, 1e-9))
        own.append(max(min(r[1] for r in runs) - own_start, 1e-9))
        _, _, peak, status, words = runs[0]
        size = len(text) * (100 // times)
    # Below a few hundredths of a second there is nothing to compare.
    ratio, own_ratio = total[2] / max(total[0], 0.05), own[2] / max(own[0], 0.05)
    if own_ratio > 1.5:
        text = line(make(BASE * 100))
        own_ratio = min(own_ratio, again(text, 1) / max(again(line(make(BASE)), 100), 0.05))
    refused = name.endswith(" bytes")  # no UTF-8, no JSON
    bad = status != refused or own_ratio > 1.5
    faults += bad
    worst = max(worst, own_ratio)
    print(f"{name:28}{total[0]:8.2f}{total[1]:8.2f}{total[2]:8.2f}{ratio:7.2f}{own_ratio:7.2f}{size / 1e6 / total[2]:8.1f}{peak:9}{'  <- ' + str((status, words)) if bad else ''}", flush=True)
print(f"worst ratio of own seconds a byte, 100x to 1x: {worst:.2f}")

heading("hostile inputs as a whole: outcome, CPU seconds, peak memory")


def case(name, args, want, data=None, path=None):
    global faults
    if only and only not in name and only != "whole":
        return
    cpu, _, peak, status, words = measured([tool, *args], data, path)
    faults += status not in want
    print(f"{name:44}{'exit ' + str(status):>8}{cpu:8.1f} s{peak:7} MB  {' '.join(words)[:110]}{'' if status in want else '  <- FAILED'}", flush=True)


million = 1_000_000
with tempfile.TemporaryDirectory() as tmp:
    def file(name, make):
        path = os.path.join(tmp, name)
        if only in name or only == "whole":
            with open(path, "w", encoding="utf-8", errors="surrogateescape") as f:
                make(f)
        return path

    case("100 MB of prose on one line", ["annotate"], (0,), line(fill(REPEATED["prose on one line"], 97 * million)))
    case("100 MB of one letter", ["annotate"], (0,), line("a" * 100 * million))
    case("10 million line feeds", ["annotate"], (0,), line("\n" * 10 * million))
    case("1 million weekdays", ["annotate"], (0,), line("lundi " * million))
    case("10 million blank lines of input", ["annotate"], (0,), b"\n" * 10 * million)
    case("a line of 1.1 GiB", ["annotate"], (1,), path=file("a line of 1.1 GiB", lambda f: [f.write("a" * million) for _ in range(1181)]))
    case("JSON nested 10 million deep", ["annotate"], (1,), b"[" * 10 * million + b"\n")
    case("JSON nested 10 million deep, as a value", ["annotate"], (1,), b'{"text":"a","x":' + b'{"x":' * 2 * million + b"\n")
    case("JSON with a key twice", ["annotate"], (0,), b'{"id":"a","id":"b","text":"x","text":"lundi"}\n')
    case("JSON with 1 million keys", ["annotate"], (0,), ("{" + ",".join(f'"{word(i)}":{i}' for i in range(million)) + ',"text":"lundi"}\n').encode())
    case("lone surrogates", ["annotate"], (0, 1), b'{"text":"\\ud800 \\udc00 \\ud83c lundi"}\n')
    case("invalid UTF-8 in JSON", ["annotate"], (0, 1), b'{"text":"caf\xe9 \xff \xc0\xaf \xed\xa0\x80 lundi"}\n')
    for published in ("0000-00-00", "9999-12-31", "10000-01-01", "-0001-01-01", "2022-02-30", "hier", "2022-02-10T99:99", "2022" * 100000):
        case(f"published {published[:24]}", ["annotate"], (0, 1), line("Il est venu lundi, il y a 3000 ans, en 9999, dans 99999 ans.", published=published))
    case("years 0 to 12000", ["annotate"], (0,), line(" ".join(f"le 3 mars {y}, en {y}, il y a {y} ans," for y in range(12000)), published="2022-02-10"))
    header = "id\tname\taliases\n"
    case("gazetteer: 1 million names", ["annotate", "--gazetteer", file("gazetteer: 1 million names", lambda f: [f.write(header), f.writelines(f"org/{word(i)}\t{word(i).title()} Corp\t\n" for i in range(million))])], (0,), line("lundi"))
    case("gazetteer: 10 million aliases", ["annotate", "--gazetteer", file("gazetteer: 10 million aliases", lambda f: [f.write(header), f.writelines(f"org/{word(i)}\t{word(i).title()} Corp\t" + "|".join(f"{word(i)} {word(k)} groupe" for k in range(10)) + "\n" for i in range(million))])], (0,), line("lundi"))
    case("gazetteer: an alias of 1 MB", ["annotate", "--gazetteer", file("gazetteer: an alias of 1 MB", lambda f: f.write(header + "org/x\tXyz\t" + "mot " * 250000 + "\n"))], (2,), b"")
    case("gazetteer: an alias of 1 kB, text full of it", ["annotate", "--gazetteer", file("gazetteer: an alias of 1 kB, text full of it", lambda f: f.write(header + "org/x\tXyz\t" + "mot " * 249 + "\n"))], (0,), line("mot " * 250000 + "Xyz"))
    case("gazetteer: 1 MB without a tab", ["annotate", "--gazetteer", file("gazetteer: 1 MB without a tab", lambda f: f.write(header + "x" * million))], (2,), b"")
    case("gazetteer: invalid UTF-8", ["annotate", "--gazetteer", file("gazetteer: invalid UTF-8", lambda f: f.write(header + "org/x\t\udcff\t\n"))], (2,), b"")
    case("timeline: 1 million events of one day", ["timeline", file("timeline: 1 million events of one day.jsonl", lambda f: [f.write(json.dumps({"id": str(i), "published": "2022-02-10", "text": "La Russie a attaqué l’Ukraine lundi. " * 10}) + "\n") for i in range(100000)])], (0,))
    case("timeline: 100 MB that is none", ["timeline", file("timeline: 100 MB that is none.json", lambda f: f.write('{"schema": "stoltenberg.timeline/1", "x": [' + "1," * 50 * million))], (1,))

    # A stream: memory after the first of it and after all of it.
    gigabytes = float(os.environ.get("STOLTENBERG_TRUST_GB", "0.2"))
    if only in "stream":
        heading(f"a stream of {gigabytes} GB through annotate --threads 2 (STOLTENBERG_TRUST_GB sets the size)")
        row = line(REPEATED["prose in paragraphs"] * 300)
        began = time.time()
        with subprocess.Popen([tool, "annotate", "--threads", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as p:
            import threading
            drained = [0]

            def drain():
                while chunk := p.stdout.read(1 << 20):
                    drained[0] += len(chunk)

            reader = threading.Thread(target=drain)
            reader.start()
            sent, early, step = 0, 0, 1
            while sent < gigabytes * 1e9:
                p.stdin.write(row)
                sent += len(row)
                if sent > step * gigabytes * 1e8:
                    with open(f"/proc/{p.pid}/status") as f:
                        rss = next(int(x.split()[1]) for x in f if x.startswith("VmHWM")) // 1024
                    early = early or rss
                    print(f"  {sent / 1e9:6.2f} GB in, {drained[0] / 1e9:6.2f} GB out, peak {rss} MB, {time.time() - began:.0f} s", flush=True)
                    step += 1
            p.stdin.close()
            reader.join()
            status = p.wait()
        faults += status != 0 or rss > early * 1.1 + 10
        print(f"  exit {status}; peak at a tenth {early} MB, at the end {rss} MB")

print(f"\nfaults: {faults}")
sys.exit(faults != 0)
