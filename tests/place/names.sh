#!/usr/bin/env bash
# Cells and protocols by name, from any folder: names.sh COMMAND SOURCES. Where each is looked for, in which order, and what
# is said if it is nowhere.
. "${BASH_SOURCE%/*}/begin.sh" || exit 1
command=$1 sources=$2
cd "$work"

# refused EXIT WORDS ARGUMENT...: ends with that exit code and says those words
refused() {
  local expected=$1 words=$2 status=0
  shift 2
  "$command" "$@" >out 2>err || status=$?
  [ "$status" = "$expected" ] || fail "$*: exit $status, expected $expected: $(cat err)"
  grep -qF -- "$words" err || fail "$*: no '$words' in: $(cat err)"
}

# a folder of this name holds a card of this title
place() {
  mkdir -p "$1"
  sed "s/^title = .*/title = \"$2\";/" "$sources/cells/r175_li.cfg" >"$1/r175_li.cfg"
}

title() { "$command" check "${@:-r175_li}" | sed -n '1s/^[^:]*: //p'; }

shipped=$(sed -n 's/^title = "\(.*\)";/\1/p' "$sources/cells/r175_li.cfg")

# what came along, by name with and without its ending, in every command that takes a card
[ "$(title)" = "$shipped" ] || fail "r175_li from another folder"
[ "$(title r175_li.cfg)" = "$shipped" ] || fail "r175_li.cfg from another folder"
"$command" run xu2019 -c discharge --no-figures >out || fail "run by name"
grep -q '^trust' out && [ -s results/xu2019/summary.json ] || fail "run by name leaves no results"
"$command" targets xu2019 >out && grep -q '^xu2019' out || fail "targets by name"
"$command" compare xu2019 -c discharge --with results/xu2019/discharge.bdf.csv --no-figures -o compared >out || fail "compare by name"
grep -q 'discharge' compared/xu2019/comparison.csv || fail "compare by name compares nothing"
"$command" fit xu2019 --with results/xu2019/discharge.bdf.csv --free positive.sigma_S_m=1:1000 --starts 1 -o fitted >out ||
  fail "fit by name"
[ -s fitted/xu2019_fit/xu2019_fitted.cfg ] || fail "fit by name leaves no card"

# every cell and protocol is listed once, with its title
"$command" list >all
for file in "$sources"/cells/*.cfg; do
  name=$(basename "$file" .cfg) words=$(sed -n 's/^title = "\(.*\)";/\1/p' "$file")
  [ -n "$words" ] && [ "$(grep -cE "^  $name +" all)" = 1 ] && grep -E "^  $name +" all | has -F -- "$words" || fail "list: $name"
done
for file in "$sources"/configs/*.cfg; do
  name=$(basename "$file" .cfg)
  grep -q '^steps' "$file" || continue
  words=$(sed -n 's/^title = "\(.*\)";/\1/p' "$file")
  [ -n "$words" ] && grep -E "^  $name +" all | has -F -- "$words" || fail "list: $name"
done

# the nearest place wins: user's, CELLSIM_PATH, the folder cells here, a file here
place "$HOME/.local/share/cellsim/cells" "home"
[ "$(title)" = home ] || fail "~/.local/share"
export XDG_DATA_HOME=$work/data
place "$XDG_DATA_HOME/cellsim/cells" "data"
[ "$(title)" = data ] || fail "XDG_DATA_HOME"
export CELLSIM_PATH=$work/none:$work/second
place second/cells "second"
[ "$(title)" = second ] || fail "CELLSIM_PATH"
place cells "folder"
[ "$(title)" = folder ] || fail "cells/ here"
"$command" list >all
[ "$(grep -c '^  r175_li ' all)" = 1 ] || fail "list names r175_li more than once"
grep -qE '^  r175_li +folder$' all || fail "list does not show the one that runs"
place . "here"
[ "$(title)" = here ] || fail "a file here"
[ "$(title cells/r175_li)" = folder ] || fail "a path without .cfg"

# protocols and materials of a place
mkdir -p second/configs && cp "$sources/configs/gcd.cfg" second/configs/mine.cfg
"$command" check r175_li -c mine >out || fail "a protocol of CELLSIM_PATH"
cat >second/configs/separators.cfg <<END
paper = { thickness_um = 50.0; porosity = 0.6; bruggeman = 1.5; };
END
"$command" check r175_li --set separator=paper >out || fail "a separator of CELLSIM_PATH"
"$command" check r175_li --set separator=Whatman_GFA >out || fail "a separator that CELLSIM_PATH does not have"

# nowhere: where it was looked for, and what was meant
refused 3 "there is no card 'chen202'" check chen202
grep -qF "$work/second/cells" err && grep -qF "$work/data/cellsim/cells" err || fail "places are missing in: $(cat err)"
grep -qF "hint: did you mean 'chen2020'?" err || fail "no near name in: $(cat err)"
refused 3 "there is no card 'zzzzzz'" run zzzzzz.cfg
refused 3 "nosuch/x.cfg:1: error: cannot be opened" check nosuch/x.cfg
refused 3 "there is no protocol 'zzzzzz'" check r175_li -c zzzzzz
grep -qF "$work/second/configs" err || fail "places are missing in: $(cat err)"
refused 3 "is too long" check "$(printf 'x%.0s' $(seq 900))"

# an installation that was moved: the program finds what is beside it
unset CELLSIM_PATH XDG_DATA_HOME
mkdir -p moved/bin moved/share/cellsim elsewhere/home
cp "$command" moved/bin/cellsim
cp -r "$sources/cells" "$sources/configs" moved/share/cellsim/
sed -i 's/^title = .*/title = "moved";/' moved/share/cellsim/cells/r175_li.cfg
cd elsewhere
HOME=$work/elsewhere/home ../moved/bin/cellsim check r175_li -c gcd >out && grep -q ': moved$' out || fail "a moved installation"
