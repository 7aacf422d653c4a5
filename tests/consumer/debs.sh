#!/usr/bin/env bash
# Installs the three .deb files of a package build, builds strangers' programs against them, removes them again. Needs root.
#   cmake --workflow --preset package && tests/consumer/debs.sh build/package
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
build="$(cd "${1:?usage: debs.sh BUILD-DIR}" && pwd)"
work="$(mktemp -d)"
names="$(for deb in "$build"/*.deb; do dpkg-deb -f "$deb" Package; done)"
# shellcheck disable=SC2086,SC2064
trap "dpkg --purge $(echo $names) >/dev/null 2>&1 || true; rm -rf '$work'" EXIT
for deb in "$build"/*.deb; do
    echo "$(dpkg-deb -f "$deb" Package) $(dpkg-deb -f "$deb" Version): $(dpkg-deb -f "$deb" Depends)"
done
DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$build"/*.deb >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
stoltenberg --version
cmake -S "$here/find_package" -B "$work/build" >"$work/log" && cmake --build "$work/build" >>"$work/log" || { cat "$work/log"; exit 1; }
"$work/build/consumer"
# shellcheck disable=SC2046
"${CXX:-c++}" -std=c++20 "$here/main.cpp" -o "$work/by_pkg_config" $(pkg-config --cflags --libs stoltenberg)
"$work/by_pkg_config" >/dev/null
ldd "$work/by_pkg_config" | grep libstoltenberg
echo "packages installed, two programs built and run, packages removed"
