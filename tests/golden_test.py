#!/usr/bin/env python3
"""The shipped articles against their golden files. `golden_test.py BINARY ROOT --approve` writes them anew: read the diff."""
import json
import pathlib
import subprocess
import sys

binary, root = sys.argv[1], pathlib.Path(sys.argv[2])
approve = "--approve" in sys.argv
articles = sorted((root / "examples/articles").glob("*.txt"))
assert len(articles) >= 8
golden = root / "tests/golden/articles"
golden.mkdir(exist_ok=True)
faults = 0


def compare(path, text):
    global faults
    if approve:
        path.write_text(text, encoding="utf-8")
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        faults += 1
        print(f"{path.name} differs")
        old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        import difflib
        sys.stdout.writelines(line + "\n" for line in list(difflib.unified_diff(old, text.splitlines(), "golden", "now", lineterm="", n=0))[:40])


for article in articles:
    row = json.dumps({"id": article.name, "text": article.read_text(encoding="utf-8")}, ensure_ascii=False)
    out = json.loads(subprocess.run([binary, "annotate"], input=row.encode(), capture_output=True, check=True).stdout)
    text = article.read_bytes()
    lines = [f"dct {out['dct']['value']} {out['dct']['status']}"]
    # What matters, a line each; provenance (line numbers of data rows) may move.
    for kind in ("furniture", "mentions", "times", "events"):
        for item in out[kind]:
            surface = text[item["start"]:item["end"]].decode().replace("\n", "⏎")
            if kind in ("mentions", "times"):
                assert surface == item["text"].replace("\n", "⏎")
            detail = {"furniture": lambda i: i["kind"], "mentions": lambda i: f"{i['kind']} {i['id']}", "times": lambda i: f"{i['type']} {i['value']} {i.get('edtf')}",
                      "events": lambda i: f"{i['type']} {i['modality']} {i['edtf']} {i['trigger']['text']}"}[kind](item)
            lines.append(f"{kind} {item['start']}-{item['end']} | {surface[:80]} | {detail}")
    compare(golden / (article.stem + ".txt"), "\n".join(lines) + "\n")

out = subprocess.run([binary, "timeline", *[str(a.relative_to(root)) for a in articles]], cwd=root, capture_output=True, check=True).stdout.decode()
timeline = json.loads(out)
lines = [f"{e['edtf']} | {e['type']} {e['modality']} | {e['summary']} | {', '.join(sorted({s['article'].split('/')[-1][:2] for s in e['sources']}))}" for e in timeline["events"] + timeline["undated"]]
compare(golden / "timeline.txt", "\n".join(lines) + "\n")
print(f"{len(articles)} articles, {faults} differences")
sys.exit(bool(faults))
