#!/usr/bin/env bash
# An installation: install.sh COMMAND SOURCES BUILD. Complete under DESTDIR, and whole wherever it is moved to: names,
# protocols, cards to begin with, the library for other programs.
. "${BASH_SOURCE%/*}/begin.sh" || exit 1
sources=$2 build=$3

option() {
  python3 -c 'import json, sys; print(next(o["value"] for o in json.load(open(sys.argv[1])) if o["name"] == sys.argv[2]))' \
    "$build/meson-info/intro-buildoptions.json" "$1"
}
prefix=$(option prefix) bin=$(option bindir) lib=$(option libdir) data=$(option datadir) man=$(option mandir)
for folder in "$bin" "$lib" "$data" "$man"; do
  case $folder in /*) echo "skipped: $folder lies outside of the prefix"; exit 77 ;; esac
done

DESTDIR=$work/staged meson install --no-rebuild -C "$build" >"$work/log" 2>&1 || fail "meson install: $(tail -5 "$work/log")"
[ "$(ls "$work/staged")" = "$(cut -d/ -f2 <<<"$prefix")" ] || fail "files outside of the prefix: $(ls "$work/staged")"
mv "$work/staged$prefix" "$work/moved"
cd "$work/moved"
for file in "$bin/cellsim" "$data/doc/cellsim/"{README.md,CHANGELOG.md,LICENSE,docs/cards.md,docs/guide/README.md,examples/discharge.c} "$man/man1/cellsim.1" \
  "$data/bash-completion/completions/cellsim" "$data/zsh/site-functions/_cellsim" "$data/fish/vendor_completions.d/cellsim.fish" \
  "$lib/pkgconfig/cellsim.pc"; do
  [ -s "$file" ] || fail "$file is not installed"
done
for folder in cells configs templates; do diff -r "$sources/$folder" "$data/cellsim/$folder" || fail "$folder"; done
diff -r -x make_figures "$sources/docs" "$data/doc/cellsim/docs" || fail "docs"
for module in "$build"/cli/cellsim_*.so; do
  [ ! -e "$module" ] || [ -s "$lib/cellsim/${module##*/}" ] || fail "no ${module##*/}"
done
if [ "$(option default_library)" != static ]; then [ -s "$lib/libcellsim.so" ] || fail "no shared library"; fi
if [ "$(option default_library)" != shared ]; then [ -s "$lib/libcellsim.a" ] || fail "no static library"; fi

# From a folder that has nothing, by the program's own place; nothing is written beside it.
find . | sort >"$work/before"
mkdir "$work/empty" && cd "$work/empty"
cellsim=$work/moved/$bin/cellsim
"$cellsim" list >out && grep -q '^  chen2020 ' out && grep -q '^  gcd ' out || fail "list"
"$cellsim" run chen2020 -c discharge --no-figures -q && [ -s results/chen2020/summary.json ] || fail "run by name"
"$cellsim" new mine >out && "$cellsim" check mine >out || fail "new"
(cd "$work/moved" && find . | sort) | cmp - "$work/before" || fail "files beside the program"

# Modules are loaded by what needs them: nothing else pays for MPI and HTTP. The lab has its own from the installation; one that
# cannot be loaded is refused with the reason.
if LD_TRACE_LOADED_OBJECTS=1 "$cellsim" | has -e libmpi -e libmicrohttpd; then fail "every command loads MPI or HTTP"; fi
if [ -e "$build/cli/cellsim_web.so" ] && ! { "$cellsim" lab --listen nowhere 2>&1 || true; } | has 'without Chart.js'; then
  "$cellsim" lab r175_li --port 0 >url 2>said &
  lab=$!
  for _ in {1..200}; do [ -s url ] || sleep 0.05; done
  kill "$lab" && wait "$lab" && grep -q '^http://127\.0\.0\.1:' url || fail "the lab: $(cat said)"
  : >"$work/moved/$bin/cellsim_web.so"
  status=0
  timeout 20 "$cellsim" lab r175_li --port 0 >url 2>said || status=$?
  [ "$status" = 2 ] && grep -q 'cellsim_web.so: file too short' said && grep -q 'hint: install libmicrohttpd' said ||
    fail "a module that is none: exit $status, $(cat said)"
  rm "$work/moved/$bin/cellsim_web.so"
fi

# The library in the program of another; sanitizers would have to be linked, too.
if [ "$(option b_sanitize)" = none ]; then
  export PKG_CONFIG_PATH=$work/moved/$lib/pkgconfig
  flags=$(pkg-config --define-variable="prefix=$work/moved" --cflags --libs $([ "$(option default_library)" != static ] || echo --static) cellsim)
  cc "$work/moved/$data/doc/cellsim/examples/discharge.c" $flags -o discharge || fail "the example cannot be linked"
  LD_LIBRARY_PATH=$work/moved/$lib CELLSIM_PATH=$work/moved/$data/cellsim \
    ./discharge "$work/moved/$data/cellsim/cells/r175_li.cfg" 1C >out || fail "the example: exit $?"
  grep -q '^r175_li at 1C: 282\.[0-9] mAh/g' out || fail "the example: $(head -1 out)"
fi
