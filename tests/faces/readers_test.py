#!/usr/bin/env python3
"""Debian's python3-icalendar and xmllint over what the tool writes: readers_test.py BINARY ROOT."""
import json
import pathlib
import subprocess
import sys
import tempfile

import icalendar

binary, root = sys.argv[1], pathlib.Path(sys.argv[2])
articles = sorted((root / "examples/articles").glob("*.txt"))
calendar = icalendar.Calendar.from_ical(subprocess.run([binary, "timeline", "--format", "ical", *map(str, articles)], capture_output=True, check=True).stdout)
timeline = json.loads(subprocess.run([binary, "timeline", *map(str, articles)], capture_output=True, check=True).stdout)
events = {str(e["UID"]): e for e in calendar.walk("VEVENT")}
placed = 0
for entry in timeline["events"]:
    e = events.get(entry["id"].replace("/", "-") + "@stoltenberg")
    if e is None:
        continue
    placed += 1
    assert str(e["SUMMARY"]).endswith(entry["summary"]), (e["SUMMARY"], entry["summary"])
    assert e["DTEND"].dt > e["DTSTART"].dt
    if entry["interval"] and entry["interval"]["from"] and "T00:00" in entry["interval"]["from"]:
        assert e["DTSTART"].dt.isoformat() == entry["interval"]["from"][:10], entry
        if entry["interval"]["until"] and "T00:00" in entry["interval"]["until"]:
            assert e["DTEND"].dt.isoformat() == entry["interval"]["until"][:10], entry
assert placed == len(events) and placed >= len(timeline["events"]) - 3
journals = len(calendar.walk("VJOURNAL"))
assert placed + journals == len(timeline["events"]) + len(timeline["undated"])
with tempfile.TemporaryDirectory() as tmp:
    rows = "\n".join(json.dumps({"id": a.name, "text": a.read_text(encoding="utf-8")}) for a in articles)
    subprocess.run([binary, "annotate", "--format", "timeml", "--split", tmp], input=rows.encode(), check=True)
    files = sorted(map(str, pathlib.Path(tmp).glob("*.tml")))
    subprocess.run(["xmllint", "--noout", "--dtdvalid", str(root / "tests/faces/timeml.dtd"), *files], check=True)
print(f"icalendar {icalendar.__version__}: {placed} events, {journals} journal entries; xmllint: {len(files)} TimeML documents valid")
