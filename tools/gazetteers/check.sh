#!/bin/sh
# Regenerates the derived gazetteers into a temporary directory and compares them with the shipped files, then validates
# the files of this directory's programs. usage: check.sh [WORK_DIR]
# With WORK_DIR its node_modules are used again. Exit 0: same and sound; 1: they differ or are unsound; 2: a tool is missing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$here/../../data/gazetteers" && pwd)
export PYTHONDONTWRITEBYTECODE=1

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
work=${1:-$made/work}
"$here/build.sh" "$work" "$made/out"

status=0
for file in countries.tsv given-names.tsv places.tsv; do
  if cmp -s "$made/out/$file" "$data/$file"; then
    echo "same: $file"
  else
    echo "differs: $file" >&2
    diff -u "$data/$file" "$made/out/$file" | head -n 20 >&2 || true
    status=1
  fi
done
python3 "$here/validate.py" "$data" || status=1
exit $status
