#!/bin/sh
# The command on a processor that has nothing beyond x86-64: plain_processor.sh CELLSIM SOURCE_ROOT
# An instruction it lacks ends the run. Needs qemu-user; skipped, aloud, where there is none.
set -e
if ! command -v qemu-x86_64; then
  echo 'skipped: there is no qemu-x86_64 (Debian: qemu-user)'
  exit 77
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cell() { qemu-x86_64 -cpu qemu64 "$@"; }

cell "$1" check "$2/cells/chen2020.cfg" >"$out/check"
cell "$1" run "$2/cells/r175_li.cfg" --config gcd --config eis --library "$2/configs" --no-figures --out "$out"
cell "$1" run "$2/cells/lco_graphite.cfg" --config discharge --rate 1C --library "$2/configs" --no-figures --out "$out"
cell "$1" analyze "$2/tests/analysis/data/cycles_neware.csv" --mass-mg 100 --no-figures --out "$out"
