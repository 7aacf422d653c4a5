#!/usr/bin/env python3
"""Every face read back by readers of Python's standard library: faces_test.py BINARY ROOT.

The table of hostile texts (hostile.json) goes through every face as title, quote, summary, name, id and path, and has to come out as text."""
import csv
import fcntl
import html.parser
import io
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import xml.etree.ElementTree as ET

binary, root = sys.argv[1], pathlib.Path(sys.argv[2])
hostile = json.loads((root / "tests/faces/hostile.json").read_text(encoding="utf-8"))
articles = sorted((root / "examples/articles").glob("*.txt"))
checked = 0


def run(*args, data=None):
    r = subprocess.run([binary, *args], input=data, capture_output=True)
    assert r.returncode == 0, (args, r.stderr.decode()[:600])
    return r.stdout


def check(condition, *what):
    global checked
    checked += 1
    assert condition, what


def clean(text):
    """What a writer may make of a text: control characters and non-characters become U+FFFD."""
    return "".join("\ufffd" if (ord(c) < 32 and c not in "\t\n\r") or 0x7f <= ord(c) <= 0x9f or ord(c) & 0xfffe == 0xfffe or 0xfdd0 <= ord(c) <= 0xfdef else c for c in text)


class Page(html.parser.HTMLParser):
    """Text by element, and every tag with its attributes."""
    VOID = {"meta", "input", "br", "img", "link", "hr"}

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.tags, self.stack, self.texts, self.elements = [], [], [], []
        self.opened = []
        self.feed(source)
        self.close()
        assert not self.stack, ("not closed", self.stack[-5:])

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))
        if tag not in self.VOID:
            self.stack.append(tag)
            self.opened.append([tag, dict(attrs).get("class"), ""])

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_endtag(self, tag):
        assert self.stack and self.stack[-1] == tag, ("crossed", self.stack[-5:], tag, self.getpos())
        self.stack.pop()
        tag, class_, text = self.opened.pop()
        self.elements.append((tag, class_, text))
        if self.opened and not (tag == "span" and (class_ or "").startswith("tag ")):
            self.opened[-1][2] += text

    def handle_data(self, data):
        self.texts.append((self.stack[-1] if self.stack else "", data))
        if self.opened:
            self.opened[-1][2] += data

    def whole(self, tag, class_=None):
        """The whole text of each such element, without the little tags the document page puts behind a mark."""
        return [text for t, c, text in self.elements if t == tag and (class_ is None or c == class_)]

    def bdi(self):
        return [t for tag, t in self.texts if tag == "bdi"]

    def audit(self, scripts):
        seen = set()
        for tag, attrs in self.tags:
            check(tag != "img" and tag != "b" and tag != "iframe", tag)
            for name, value in attrs:
                check(not name.startswith("on"), tag, name)
                check(name not in ("src", "srcset", "action", "style"), tag, name)
                check(name != "href" or value.startswith("#"), value)
                if name == "id":
                    check(value not in seen, "id twice", value)
                    seen.add(value)
        check(sum(tag == "script" for tag, _ in self.tags) == scripts)


def timeline_of(cases):
    """A timeline document in which everything that comes from an article is hostile: for each text a dated entry and one without a date."""
    articles, entities, dated, undated = [], [], [], []
    for i, case in enumerate(cases):
        text = case["text"]

        def source(n, day):
            interval = {"from": f"{day}T00:00", "until": None} if day else None
            return {"article": f"{text}{i}-{n}", "start": 0, "end": 9, "quote": text + " quote", "time": text, "trigger": text, "edtf": day, "interval": interval, "granularity": "day",
                    "status": "resolved" if day else "unresolved", "type": "DEATH", "mode": text, "modality": "planned" if n else "occurred", "summary": text + (" summary" if day else " undated"),
                    "participants": [{"id": f"person/?{text}{i}", "role": "actor"}], "place": f"place/?{text}{i}", "order": n}
        articles += [{"id": f"{text}{i}-{n}", "title": text + " title", "path": text + " path", "digest": f"{2 * i + n:x}", "dct": {"value": "2022-03-20", "status": "given"},
                      "mentions": {f"person/?{text}{i}": 2, f"place/?{text}{i}": 1}} for n in range(2)]
        entities += [{"id": f"person/?{text}{i}", "kind": "person", "name": text + " name", "mentions": 3}, {"id": f"place/?{text}{i}", "kind": "place", "name": text, "mentions": 1}]
        dated.append({"sources": [source(0, f"20{10 + i % 80}-03-10")]})
        undated.append({"sources": [source(1, None)]})
    return {"schema": "stoltenberg.timeline/1", "articles": articles, "entities": entities, "events": dated, "undated": undated, "hidden": []}


def unfold(data):
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        check(len(line) <= 75, "longer than 75 octets", line)
        line.decode("utf-8")  # no character is cut
    lines = data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    out = []
    for line in lines:
        name, _, value = line.partition(":")
        out.append((name, re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)))
    return out


def check_timeml(data, text, id_):
    tree = ET.fromstring(data)
    check(tree.tag == "TimeML" and [c.tag for c in tree][:2] == ["DOCID", "DCT"])
    xml_text = clean(text)
    check("".join(tree.find("TEXT").itertext()) == xml_text, "the text is the text", text[:60])
    check((tree.find("DOCID").text or "") == clean(id_))
    ids = [v for e in tree.iter() for k, v in e.attrib.items() if k in ("tid", "eid", "eiid", "lid")]
    check(len(ids) == len(set(ids)))
    for e in tree.iter():
        for k, v in e.attrib.items():
            if k in ("eventID", "eventInstanceID", "relatedToTime", "anchorTimeID", "beginPoint", "endPoint"):
                check(v in ids, e.tag, k, v)
        if e.tag in ("TIMEX3", "EVENT"):
            check(len(e) == 0 and e.text, "holds text alone")
        if e.tag == "TIMEX3":
            check(e.get("type") in ("DATE", "TIME", "DURATION", "SET") and e.get("value"))
    dct = tree.find("DCT/TIMEX3")
    check(dct is not None and dct.get("functionInDocument") == "CREATION_TIME")
    return tree


# ---- the shipped articles
files = [str(a) for a in articles]
rows = [json.dumps({"id": a.name, "text": a.read_text(encoding="utf-8")}, ensure_ascii=False) for a in articles]
timeline = json.loads(run("timeline", *files))
entries = timeline["events"] + timeline["undated"]
for lang in ("fr", "en"):
    page = Page(run("timeline", "--format", "html", "--lang", lang, *files).decode())
    page.audit(1)
    check(sum(dict(a).get("class", "").startswith("e ") for t, a in page.tags if t == "li") == len(entries))
    text = " ".join(t for _, t in page.texts)
    for e in entries:
        check(e["summary"] in text)
    check("{{" not in re.sub(r"<script>.*</script>", "", run("timeline", "--format", "html", "--lang", lang, *files).decode(), flags=re.S))
    check(not re.search(r"\b(timeline|document|modality|kind|date|layer|furniture)\.[a-z-]+\b", " ".join(t for tag, t in page.texts if tag not in ("script", "style", "bdi", "td"))), "a label is missing")
    chronicle = run("timeline", "--format", "text", "--lang", lang, *files).decode()
    check("\x1b" not in chronicle and all(len(line) <= 80 or " " not in line.strip() for line in chronicle.splitlines()))
    for e in entries:
        check(re.sub(r"\s+", " ", e["summary"]) in re.sub(r"\s+", " ", chronicle))
slides = json.loads(run("timeline", "--format", "timelinejs", *files))
check(all("year" in s["start_date"] and s["display_date"] for s in slides["events"]) and len({s["unique_id"] for s in slides["events"]}) == len(slides["events"]))
check(len(slides["events"]) + slides["title"]["text"]["text"].count("<li>") == len(entries))
table = list(csv.DictReader(io.StringIO(run("timeline", "--format", "csv", *files).decode(), newline="")))
check([r["id"] for r in table] == [e["id"] for e in entries] and [r["edtf"] for r in table] == [e["edtf"] or "" for e in entries])
check(run("timeline", "--format", "csv", "--bom", *files) == b"\xef\xbb\xbf" + run("timeline", "--format", "csv", *files))
calendar = unfold(run("timeline", "--format", "ical", *files))
check([v for k, v in calendar if k == "UID"] == [e["id"].replace("/", "-") + "@stoltenberg" for e in entries])
check(sum(k == "STATUS" and v == "TENTATIVE" for k, v in calendar) >= sum(e["modality"] == "planned" for e in timeline["events"]) - 2)
Page(run("annotate", "--format", "html", data="\n".join(rows).encode()).decode()).audit(0)
with tempfile.TemporaryDirectory() as tmp:
    run("annotate", "--format", "timeml", "--split", tmp, data="\n".join(rows).encode())
    written = sorted(pathlib.Path(tmp).iterdir())
    check([p.name for p in written] == [f"{n + 1:06}.tml" for n in range(len(articles))])
    for path, article in zip(written, articles):
        check_timeml(path.read_bytes(), article.read_text(encoding="utf-8"), article.name)
pages = [json.loads(line) for line in run("annotate", "--format", "webannotation", data="\n".join(rows).encode()).decode().splitlines()]
for page, article in zip(pages, articles):
    text = article.read_text(encoding="utf-8")
    check(page["type"] == "AnnotationPage" and page["items"] and len({i["id"] for i in page["items"]}) == len(page["items"]))
    for item in page["items"]:
        position, quote = item["target"]["selector"]
        check(text[position["start"]:position["end"]] == quote["exact"])
        check(text[:position["start"]].endswith(quote["prefix"]) and text[position["end"]:].startswith(quote["suffix"]))
r = subprocess.run([binary, "annotate", "--format", "timeml"], input="\n".join(rows).encode(), capture_output=True)
check(r.returncode == 1 and b"--split" in r.stderr)

# ---- hostile texts
with tempfile.TemporaryDirectory() as tmp:
    path = pathlib.Path(tmp) / "shard.json"
    path.write_text(json.dumps(timeline_of(hostile)), encoding="utf-8")
    title = "".join(c["text"] for c in hostile).replace("\0", "")[:4000]
    squeeze = lambda t: re.sub(r"\s+", " ", t).strip()
    page = Page(run("timeline", "--format", "html", "--title", title, str(path)).decode())
    page.audit(1)
    shown = {squeeze(t) for t in page.bdi()} | {squeeze(t) for t in page.whole("bdi")}
    chronicle = run("timeline", "--format", "text", str(path)).decode()
    check(not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", chronicle))
    slides = json.loads(run("timeline", "--format", "timelinejs", str(path)))
    for s in slides["events"] + [slides["title"]]:
        for value in (s["text"]["headline"], s["text"]["text"], s.get("group", ""), s.get("display_date", "")):
            p = Page(value)
            check({t for t, _ in p.tags} <= {"p", "ul", "li", "blockquote"} and not any(a for _, a in p.tags), value)
    headlines = {squeeze(html.unescape(s["text"]["headline"])) for s in slides["events"]}
    table = list(csv.DictReader(io.StringIO(run("timeline", "--format", "csv", str(path)).decode(), newline="")))
    check(len(table) == 2 * len(hostile))
    for row in table:
        for cell in row.values():
            check(not cell.lstrip(" ") or cell.lstrip(" ")[0] not in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20" or re.fullmatch(r"-?\d+", cell), cell)
    calendar = unfold(run("timeline", "--format", "ical", "--title", title, str(path)))
    check([v for k, v in calendar if k == "BEGIN"] == ["VCALENDAR"] + ["VEVENT"] * len(hostile) + ["VJOURNAL"] * len(hostile))
    check([v for k, v in calendar if k == "END"].count("VCALENDAR") == 1)
    summaries = [v for k, v in calendar if k == "SUMMARY"]
    lines = []
    for case in hostile:
        text, want = case["text"], clean(case["text"])
        for suffix in (" quote", " summary", " undated", " title", " path", " name"):
            check(squeeze(want + suffix) in shown, case["name"], suffix)
        check(squeeze(want + " summary") in headlines, case["name"])
        for column, value in (("summary", want + " summary"), ("actors", want + " name")):
            check(any(row[column] in (value, "'" + value) for row in table), case["name"], column)
        broken = want.replace("\r\n", "\n").replace("\r", "\n")
        check(any(s.endswith(broken + " summary") for s in summaries), case["name"])
        check(re.sub(r"\s+", "", re.sub("[\u202a-\u202e\u2066-\u2069]", lambda m: f"<U+{ord(m[0]):04X}>", want + " summary")) in re.sub(r"\s+", "", chronicle), case["name"])
        lines.append({"id": text, "title": text, "text": f"Paris, 24 févr. 2022 - Emmanuel Macron a rencontré lundi {text} à Bruxelles.\n\n{text} a rencontré Olaf Scholz mardi.", "published": "2022-02-24"})
    data = "\n".join(map(json.dumps, lines)).encode()
    page = Page(run("annotate", "--format", "html", "--title", title, data=data).decode())
    page.audit(0)
    texts = [squeeze(t) for t in page.whole("div", "text")]
    check(len(texts) == len(lines))
    for case, text, line in zip(hostile, texts, lines):
        check(text == squeeze(clean(line["text"])), case["name"], text)
    out = pathlib.Path(tmp) / "split"
    run("annotate", "--format", "timeml", "--split", str(out), data=data)
    check(sorted(p.name for p in out.iterdir()) == [f"{n + 1:06}.tml" for n in range(len(lines))])
    for n, line in enumerate(lines):
        check_timeml((out / f"{n + 1:06}.tml").read_bytes(), line["text"], line["id"])
    for line, note in zip(lines, run("annotate", "--format", "webannotation", data=data).decode().rstrip("\n").split("\n")):
        for item in json.loads(note)["items"]:
            position, quote = item["target"]["selector"]
            check(line["text"][position["start"]:position["end"]] == quote["exact"], line["id"])


# ---- a terminal: width, colour, progress
def on_terminal(args, env=None, columns=50, data=(), error=False):
    """What the program writes to a terminal that is its standard output, or its standard error."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    p = subprocess.Popen([binary, *args], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL if error else slave, stderr=slave if error else subprocess.PIPE,
                         env={k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"} | (env or {}))
    os.close(slave)

    def feed():
        for chunk in data:
            p.stdin.write(chunk)
            p.stdin.flush()
            time.sleep(1.0)
        p.stdin.close()
    feeder = threading.Thread(target=feed)
    feeder.start()
    out = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        out += chunk
    feeder.join()
    p.wait()
    os.close(master)
    return out.decode()


slow = ["\n".join(rows).encode() + b"\n"] * 5  # a busy machine starts late
try:
    for descriptor in os.openpty():
        os.close(descriptor)
    terminals = True
except OSError:  # a bare root without /dev/pts
    terminals = False
    print("no pseudo-terminal here: the checks on a terminal are left out")
if terminals:
    text = on_terminal(["timeline", "--format", "text", *files])
    check("\x1b[" in text)
    for line in re.sub("\x1b\\[[0-9;]*m", "", text).splitlines():
        check(len(line) <= 50 or max(map(len, line.split())) > 40, line)
    check("\x1b" not in on_terminal(["timeline", "--format", "text", *files], {"NO_COLOR": "1"}))
    check("\x1b" in on_terminal(["timeline", "--format", "text", *files], {"NO_COLOR": ""}))
    check("\x1b" not in on_terminal(["timeline", "--format", "text", *files], {"TERM": "dumb"}))
    progress = on_terminal(["annotate"], data=slow, error=True)
    check(re.search(r"\d+ articles, \d+\.\d MB/s", progress), progress)
    check(on_terminal(["annotate", "--quiet"], data=slow, error=True) == "")
r = subprocess.run([binary, "annotate"], input=slow[0], capture_output=True)
check(r.stderr == b"")
print(f"faces: {len(hostile)} hostile texts, {checked} checks, all well")
