#!/usr/bin/env bash
# Strangers' projects against a real install in a temporary prefix, which is moved once to see that nothing remembers it.
#   run.sh BUILD-DIR [PROJECT…]    installs that build; projects: find_package pkg_config readme cookbook exports
#   run.sh SOURCE-DIR [PROJECT…]   builds static and shared first (Release), runs all of them on both, and add_subdirectory
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
[ $# -ge 1 ] || { sed -n 's/^# \{0,1\}//p' "${BASH_SOURCE[0]}" | head -3; exit 2; }
given="$(cd "$1" && pwd)"
shift
work="$(mktemp -d "${TMPDIR:-/tmp}/stoltenberg-consumer.XXXXXX")"
trap 'rm -rf "$work"' EXIT
python="${PYTHON:-python3}"
generator=(); command -v ninja >/dev/null && generator=(-G Ninja)
launcher=(); command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)

quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; echo "failed: $*" >&2; return 1; }; }
cached() { sed -n "s/^$2:[A-Z]*=//p" "$1/CMakeCache.txt" | head -1; }

build_project() { # SOURCE NAME [ARGUMENT…]
    quietly cmake -S "$1" -B "$work/$2" "${generator[@]}" "${launcher[@]}" -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_BUILD_TYPE=Debug "${@:3}"
    quietly cmake --build "$work/$2"
}

find_package() {
    build_project "$here/find_package" find_package -DCMAKE_PREFIX_PATH="$prefix"
    "$work/find_package/consumer"
}

pkg_config() {
    local path flags
    path="$(dirname "$(find "$prefix" -name stoltenberg.pc)")"
    flags="$(PKG_CONFIG_PATH="$path" pkg-config --cflags --libs stoltenberg)"
    case "$flags" in *"$prefix"*) ;; *) echo "not the moved prefix: $flags" >&2; return 1 ;; esac
    # shellcheck disable=SC2086
    quietly "$cxx" -std=c++20 "$here/main.cpp" -o "$work/by_pkg_config" $flags
    LD_LIBRARY_PATH="$(dirname "$path")" "$work/by_pkg_config"
}

# The ten lines of README.md, copied out and built.
readme() {
    mkdir -p "$work/readme_source"
    "$python" "$here/docs.py" block "$source/README.md" cmake >"$work/readme_source/CMakeLists.txt"
    "$python" "$here/docs.py" block "$source/README.md" cpp >"$work/readme_source/main.cpp"
    build_project "$work/readme_source" readme -DCMAKE_PREFIX_PATH="$prefix"
    "$work/readme/newsroom" | tee "$work/readme.out"
    grep -q "country/PL" "$work/readme.out" && grep -q "org/otan" "$work/readme.out" && grep -q "2022-02-07" "$work/readme.out"
}

# Every C++ block and command of docs/cookbook.md, compiled, run, compared with the output printed under it.
# `update_cookbook` writes what is printed into the file instead.
update_cookbook() { cookbook update; }
cookbook() { # [compare|update]
    mkdir -p "$work/cookbook_source"
    "$python" "$here/docs.py" program "$source/docs/cookbook.md" >"$work/cookbook_source/main.cpp"
    sed 's/newsroom/cookbook/g' >"$work/cookbook_source/CMakeLists.txt" < <("$python" "$here/docs.py" block "$source/README.md" cmake)
    build_project "$work/cookbook_source" cookbook -DCMAKE_PREFIX_PATH="$prefix"
    (cd "$source" && "$python" "$here/docs.py" "${1:-compare}" "$source/docs/cookbook.md" "$work/cookbook/cookbook" "$prefix/bin")
}

# What a shared library lets out: our own names and nothing else. The installed files hold no path of this machine.
exports() {
    local library
    library="$(find "$prefix" -name 'libstoltenberg.so.*' -type f)"
    if [ -n "$library" ]; then
        local foreign
        foreign="$(nm -DC --defined-only "$library" | sed 's/^[0-9a-f]* . //' |
            grep -vE '^(typeinfo( name)? for |vtable for )?stoltenberg::' || true)"
        [ -z "$foreign" ] || { echo "exported, and not ours:"; echo "$foreign" | head; return 1; }
        echo "$(nm -DC --defined-only "$library" | wc -l) symbols, all ours"
    fi
    ! grep -rlE "$work|$source/" "$prefix/include" "$(dirname "$(find "$prefix" -name stoltenberg.pc)")" "$prefix"/lib*/cmake 2>/dev/null || return 1
    if [ "$build_type" != Debug ] && grep -rlF "$source/lib/" "$prefix"/lib*; then echo "a build path in a library" >&2; return 1; fi
    echo "no build path in headers, CMake and pkg-config files and libraries"
    "$prefix/bin/stoltenberg" --version
}

add_subdirectory() {
    build_project "$here/add_subdirectory" add_subdirectory -DSTOLTENBERG_SOURCE="$source" -DBUILD_SHARED_LIBS="$shared"
    "$work/add_subdirectory/consumer"
}

install_build() { # BUILD
    rm -rf "$work/first" "$work/moved"
    quietly cmake --install "$1" --prefix "$work/first"
    mv "$work/first" "$work/moved"
    prefix="$work/moved"
    # A build for /usr has no run path: there the linker's own directories serve. Elsewhere the tool must find the library by itself.
    if [ "$(cached "$1" CMAKE_INSTALL_PREFIX)" = /usr ]; then
        LD_LIBRARY_PATH="$(dirname "$(find "$prefix" -name 'libstoltenberg.so.?' | head -1)")"
        export LD_LIBRARY_PATH
    fi
}

run() {
    for project in "$@"; do
        echo "== $project"
        "$project"
        rm -rf "${work:?}/$project"
    done
}

if [ -f "$given/CMakeCache.txt" ]; then
    source="$(cached "$given" CMAKE_HOME_DIRECTORY)"
    cxx="$(cached "$given" CMAKE_CXX_COMPILER)"
    shared="$(cached "$given" BUILD_SHARED_LIBS)"
    build_type="$(cached "$given" CMAKE_BUILD_TYPE)"
    install_build "$given"
    if [ $# -gt 0 ]; then run "$@"; else run find_package pkg_config readme cookbook exports; fi
else
    source="$given"
    cxx="${CXX:-c++}"
    build_type=Release
    for shared in OFF ON; do
        echo "== BUILD_SHARED_LIBS=$shared"
        quietly cmake -S "$source" -B "$work/build" "${generator[@]}" "${launcher[@]}" -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_BUILD_TYPE=Release \
            -DBUILD_SHARED_LIBS="$shared" -DSTOLTENBERG_BUILD_TESTS=OFF -DSTOLTENBERG_BUILD_EXAMPLES=OFF
        quietly cmake --build "$work/build"
        install_build "$work/build"
        if [ $# -gt 0 ]; then run "$@"; else run find_package pkg_config readme cookbook exports add_subdirectory; fi
        rm -rf "$work/build"
    done
fi
