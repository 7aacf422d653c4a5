#!/usr/bin/env python3
"""The command line: exit codes, messages, options, order, offsets, bad input."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

binary, root = sys.argv[1], pathlib.Path(sys.argv[2])


def run(*args, data=b"", env=None):
    return subprocess.run([binary, *args], input=data, capture_output=True, env=env)


def row(id, text, **more):
    return (json.dumps({"id": id, "text": text, **more}, ensure_ascii=False) + "\n").encode()


for args in (["--help"], ["annotate", "--help"], ["timeline", "--help"], ["gazetteer", "--help"], ["gazetteer", "compile", "--help"], ["--version"], ["annotate", "--version"]):
    r = run(*args)
    assert r.returncode == 0 and r.stdout and not r.stderr, (args, r)
for args in ([], ["frobnicate"], ["annotate", "--offsets", "furlong"], ["timeline"], ["gazetteer"], ["gazetteer", "compile", "x.tsv"], ["gazetteer", "check", "/nonexistent.tsv"], ["timeline", "--from", "tomorrow", "x"], ["annotate", "--data", "/nonexistent"],
             ["annotate", "--gazetteer", "/nonexistent.tsv"], ["annotate", "--language", "xx"]):
    r = run(*args)
    assert r.returncode == 2 and r.stderr and not r.stdout, (args, r)

text = "L’OTAN a reçu lundi à Kiev 🇺🇦 le président polonais Andrzej Duda, jeudi 10 février 2022."
for unit, measure in (("utf8", lambda s: len(s.encode())), ("code-point", len), ("utf16", lambda s: len(s.encode("utf-16-le")) // 2)):
    o = json.loads(run("annotate", "--offsets", unit, data=row("a", text, published="2022-02-12")).stdout)
    assert o["mentions"] and o["times"] and o["dct"]["value"] == "2022-02-12" and o["dct"]["status"] == "given"
    for item in o["mentions"] + o["times"] + o["roles"]:
        begin = next(i for i in range(len(text) + 1) if measure(text[:i]) == item["start"])
        end = next(i for i in range(len(text) + 1) if measure(text[:i]) == item["end"])
        assert text[begin:end] == item["text"], (unit, item)

# A bad line is answered in its place, the rest is processed, the status is 1.
lines = [row("a", "Il pleut."), b"{nonsense\n", row("b", "Il neige.", published="hier"), b'{"id": "c"}\n', b'["list"]\n', row("d", "Il vente.")]
r = run("annotate", data=b"".join(lines))
out = [json.loads(x) for x in r.stdout.splitlines()]
assert r.returncode == 1 and [o["id"] for o in out] == ["a", None, "b", "c", None, "d"], out
assert ["error" in o for o in out] == [False, True, True, True, True, False]
assert [o["line"] for o in out if "error" in o] == [2, 3, 4, 5]
assert b"line 2" in r.stderr

# A key twice: the last counts. Many keys are read, not searched from each.
o = json.loads(run("annotate", data=b'{"id": "x", "text": "Il pleut.", "id": "y", "text": "Il neige lundi."}').stdout)
assert o["id"] == "y" and len(o["times"]) == 1, o
r = run("annotate", data=("{" + ",".join(f'"k{i}":{i}' for i in range(100000)) + ',"text":"lundi"}').encode())
assert r.returncode == 0 and json.loads(r.stdout)["times"]

# HTML is no text, and is told so.
r = run("annotate", data=row("h", "<!DOCTYPE html><html><body><p>Lundi</p></body></html>") + row("t", "Si a < b, lundi."))
out = [json.loads(x) for x in r.stdout.splitlines()]
assert r.returncode == 1 and "HTML" in out[0]["error"] and "error" not in out[1], out

# Any text: empty, invalid UTF-8, NUL, CRLF, no final line feed; deep nesting and lone surrogates are errors or answers, never a crash.
for raw in (row("e", ""), b'{"id":"e","text":"caf\xe9 \xff lundi"}\n', b'{"id":"e","text":"a\\u0000b lundi"}', row("e", "Lundi\r\nmardi"), b"\r\n", b"",
            b"[" * 100000 + b"\n", b'{"id":"e","text":"\\ud800"}\n'):
    r = run("annotate", data=raw)
    assert r.returncode in (0, 1), (raw[:40], r)
    for line in r.stdout.splitlines():
        json.loads(line)

# Threads keep the order and the bytes; so do locale, zone and a second run.
many = b"".join(row(str(i), f"Le président français Emmanuel Macron a reçu mardi {i % 28 + 1} mars 2022 Olaf Scholz à Paris.") for i in range(200))
one = run("annotate", data=many).stdout
assert one.count(b"\n") == 200
assert run("annotate", "--threads", "4", data=many).stdout == one
assert run("annotate", data=many, env={**os.environ, "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"}).stdout == one

with tempfile.TemporaryDirectory() as tmp:
    tmp = pathlib.Path(tmp)
    (tmp / "user.tsv").write_text("id\tname\taliases\norg/zorblax\tZorblax\tGroupe Zorblax\n", encoding="utf-8")
    o = json.loads(run("annotate", "--gazetteer", str(tmp / "user.tsv"), data=row("g", "Le patron de Zorblax a démissionné.")).stdout)
    assert [(m["text"], m["id"]) for m in o["mentions"]] == [("Zorblax", "org/zorblax")], o["mentions"]
    assert str(tmp / "user.tsv") + ":2" in o["mentions"][0]["why"]
    (tmp / "bad.tsv").write_text("id\tname\norg/x\tX\ttoo many\n", encoding="utf-8")
    r = run("annotate", "--gazetteer", str(tmp / "bad.tsv"))
    assert r.returncode == 2 and b"bad.tsv:2" in r.stderr, r

    # Compiled once: the same answers, from two processes that have the file open at once; a damaged file is an error of resources.
    stg = tmp / "user.stg"
    r = run("gazetteer", "compile", str(tmp / "user.tsv"), "-o", str(stg))
    assert r.returncode == 0 and not r.stdout and not r.stderr and stg.exists(), r
    assert not (tmp / "user.stg.new").exists()
    line = row("g", "Le patron de Zorblax a démissionné.")
    want = run("annotate", "--gazetteer", str(tmp / "user.tsv"), data=line).stdout
    pair = [subprocess.Popen([binary, "annotate", "--gazetteer", str(stg)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)]
    for process in pair:
        process.stdin.write(line)
        process.stdin.flush()
    for process in pair:
        assert process.communicate()[0] == want and process.returncode == 0
    assert run("gazetteer", "check", str(stg), str(tmp / "user.tsv")).returncode == 0
    # A table may come through a pipe, which can be read once only.
    assert run("gazetteer", "check", "/dev/stdin", data=(tmp / "user.tsv").read_bytes()).returncode == 0
    r = run("gazetteer", "check", "/dev/stdin", data=b"id\tname\nzorblax\tZorblax\n")
    assert r.returncode == 2 and b"/dev/stdin:2" in r.stderr, r
    r = run("gazetteer", "check", str(stg), str(tmp / "bad.tsv"), str(tmp / "missing.tsv"))
    assert r.returncode == 2 and b"bad.tsv:2" in r.stderr and b"missing.tsv" in r.stderr, r
    r = run("annotate", "--gazetteer", str(stg), "--gazetteer", str(tmp / "user.tsv"), data=line)
    assert r.returncode == 2 and b"stands alone" in r.stderr and not r.stdout, r
    content = stg.read_bytes()
    for damaged, why in ((content[:1000], b"damaged"), (content[:-1], b"long"), (content[:20] + b"x" + content[21:], b"damaged"), (b"\x7fELF", b"column")):
        (tmp / "damaged.stg").write_bytes(damaged)
        r = run("annotate", "--gazetteer", str(tmp / "damaged.stg"), data=line)
        assert r.returncode == 2 and b"damaged.stg" in r.stderr and why in r.stderr and not r.stdout, r
    (tmp / "damaged.stg").write_bytes(content[:-100000] + b"x" * 100000)
    r = run("gazetteer", "check", str(tmp / "damaged.stg"))
    assert r.returncode == 2 and b"tables are damaged" in r.stderr, r

    # Timelines: unreadable, empty and HTML files are reported, the rest is processed.
    (tmp / "empty.txt").write_text("")
    (tmp / "page.html").write_text("<html><body><p>Lundi</p></body></html>")
    article = root / "examples/articles"
    files = [str(p) for p in sorted(article.glob("*.txt"))]
    r = run("timeline", str(tmp / "missing.txt"), str(tmp / "empty.txt"), str(tmp / "page.html"), *files)
    assert r.returncode == 1 and all(x in r.stderr for x in (b"missing.txt", b"empty.txt", b"page.html")), r.stderr
    whole = run("timeline", *files)
    assert whole.returncode == 0 and not whole.stderr
    assert json.loads(r.stdout)["events"] == json.loads(whole.stdout)["events"]
    # The order of files does not matter; shards merge to the same bytes.
    assert run("timeline", *reversed(files)).stdout == whole.stdout
    assert run("timeline", "--threads", "3", *files).stdout == whole.stdout
    (tmp / "s1.json").write_bytes(run("timeline", *files[:4]).stdout)
    (tmp / "s2.json").write_bytes(run("timeline", *files[4:]).stdout)
    assert run("timeline", str(tmp / "s2.json"), str(tmp / "s1.json")).stdout == whole.stdout
    # Shards may overlap: an article counts once, its names too.
    (tmp / "s3.json").write_bytes(run("timeline", *files[2:]).stdout)
    assert run("timeline", str(tmp / "s1.json"), str(tmp / "s3.json"), *files[:1]).stdout == whole.stdout
    # An article counts once; Latin-1 is found out.
    assert run("timeline", *files, files[0]).stdout == whole.stdout
    (tmp / "latin.txt").write_bytes("Publié le 24/02/2022\n\nLe président français a reçu lundi le chancelier allemand à Paris, où les ministres européens étaient réunis.".encode("latin-1"))
    o = json.loads(run("timeline", str(tmp / "latin.txt")).stdout)
    assert o["articles"][0]["dct"]["value"] == "2022-02-24" and "reçu" in json.dumps(o, ensure_ascii=False)
    assert run("timeline", "--format", "text", *files).stdout.decode()
print("command line: all well")
