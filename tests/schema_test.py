#!/usr/bin/env python3
"""Real output of both commands against the JSON Schemas in docs/schema, and the schemas against wrong documents."""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

binary, root = sys.argv[1], pathlib.Path(sys.argv[2])
schemas = {name: json.loads((root / "docs/schema" / f"{name}.schema.json").read_text(encoding="utf-8")) for name in ("annotation", "timeline")}
for schema in schemas.values():
    jsonschema.Draft7Validator.check_schema(schema)
check = {name: jsonschema.Draft7Validator(schema) for name, schema in schemas.items()}

articles = sorted((root / "examples/articles").glob("*.txt")) + sorted((root / "tests/golden/pages").glob("*.txt"))
assert len(articles) > 10
count = 0
rows = "".join(json.dumps({"id": p.name, "text": p.read_bytes().decode("utf-8")}, ensure_ascii=False) + "\n" for p in articles)
for options in ([], ["--offsets", "utf16"], ["--offsets", "code-point", "--plain"]):
    out = subprocess.run([binary, "annotate", *options], input=rows.encode(), capture_output=True, check=True).stdout.decode()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["id"] for line in lines] == [p.name for p in articles]
    for line in lines:
        check["annotation"].validate(line)
        count += 1
bad = subprocess.run([binary, "annotate"], input=b'{"id": "x"}\nnonsense\n', capture_output=True)
assert bad.returncode == 1
for line in bad.stdout.decode().splitlines():
    check["annotation"].validate(json.loads(line))
    assert "error" in json.loads(line)

with tempfile.TemporaryDirectory() as tmp:
    for options in ([], ["--all"], ["--top", "3"]):
        out = subprocess.run([binary, "timeline", *options, *map(str, articles)], capture_output=True, check=True).stdout
        document = json.loads(out)
        check["timeline"].validate(document)
        assert document["events"], "no events on the timeline"
        # A timeline written is a timeline read: the same bytes come out again.
        path = pathlib.Path(tmp) / "t.json"
        path.write_bytes(out)
        again = subprocess.run([binary, "timeline", *options, str(path)], capture_output=True, check=True).stdout
        assert again == out, "a timeline read back differs"
        count += 1

# The schemas refuse what they should.
for name, wrong in (("annotation", {"id": "a"}), ("timeline", {"schema": "other"}), ("annotation", {**lines[0], "dct": {"value": 5, "status": "given"}})):
    try:
        check[name].validate(wrong)
    except jsonschema.ValidationError:
        continue
    raise AssertionError(f"{name} accepts {wrong}")
print(f"{count} documents valid")
