#!/usr/bin/env bash
# The words of the command: words.sh COMMAND SOURCES. Help that leads on, examples that are calls, snippets that are read, a
# manual page without warnings, and completions of bash, zsh and fish that offer what there is.
. "${BASH_SOURCE%/*}/begin.sh" || exit 1
command=$1 sources=$2
cd "$work"
mkdir bin && ln -s "$command" bin/cellsim # so that /proc/self/exe is still the command
PATH=$work/bin:$PATH

cellsim --help >overview
cellsim help >again && cmp overview again
mapfile -t options < <(grep -oE '^  (-., |    )--[a-z0-9-]+' overview | grep -oE -- '--[a-z0-9-]+')
mapfile -t commands < <(sed -n '/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p' overview)
mapfile -t topics < <(sed -n '/Topics of help/,/^$/s/^  \([a-z-]*\) .*/\1/p' overview)
[ "${#options[@]}" -ge 30 ] && [ "${#commands[@]}" -ge 10 ] && [ "${#topics[@]}" -ge 10 ] || fail "the overview"

# --- help: every command and topic, in lines that fit, with examples that are calls ---
for word in "${commands[@]}" "${topics[@]}"; do
  cellsim help "$word" >page || fail "help $word"
  grep -q "^cellsim $word\|^$word - " page || fail "help $word is of something else"
  ! grep -nE '^.{116}' page || fail "help $word: a long line"
  ! grep -n ' $' page || fail "help $word: blanks at the end of a line"
  cat page >>pages
done
for word in "${commands[@]}"; do
  [ "$word" = version ] || [ "$word" = help ] || { cellsim "$word" --help >page && cmp page <(cellsim help "$word"); }
done
status=0
cellsim help stesp 2>err || status=$?
[ "$status" = 2 ] && grep -qF "did you mean 'steps'?" err || fail "help stesp: $(cat err)"

# Calls on cells that do not exist are refused for that, not for their options.
grep -hoE '^  (CELLSIM_PATH=[^ ]* )?cellsim .*' pages overview | sed -E 's/ +#.*//; s/\|.*//; s/CELLSIM_PATH=[^ ]* //; s/&&.*//' |
  sed -E 's/\b(r175_li|p25_li|chen2020|xu2019)\b/nosuch/g' | sort -u >calls
[ "$(wc -l <calls)" -ge 30 ] || fail "few examples"
while read -r call; do
  rm -f ./*.cfg
  status=0
  eval "set -- $call"
  [ "$*" = "cellsim targets" ] || "$@" >out 2>err </dev/null || status=$?
  case $status in 0 | 3 | 5) ;; *) fail "the example '$call': exit $status: $(cat err)" ;; esac
  ! grep -q 'has no effect' err || fail "the example '$call': $(cat err)"
done <calls
rm -f ./*.cfg

# What is shown of a protocol, a step and a target is read.
cellsim help protocols | sed -n '/^  title/,/^  );/p' >shown.cfg
cellsim check r175_li -c shown.cfg --rate C/5 >out || fail "the protocol of help protocols"
{ echo 'steps = ('; cellsim help steps | grep '^  { do'; echo ');'; } >step.cfg
cellsim check r175_li -c step.cfg >out || fail "the step of help steps"
cellsim new shown_target >out
cellsim help targets | sed -n '/^  targets = (/,/^  );/p' >>shown_target.cfg
cellsim check shown_target --json | has '"mine"' || fail "the target of help targets"
for step in $(cellsim help steps | sed -n 's/^  \([a-z_]*\)  .*/\1/p' | grep -v '^do$'); do
  grep -q "^| \`$step\` |" "$sources/docs/cards.md" || [ "$step" = eis ] || fail "help steps: there is no step $step"
done

# --- the manual page ---
cellsim help man >cellsim.1
for word in "${options[@]}"; do grep -qF -- "${word//-/\\-}" cellsim.1 || fail "man: no $word"; done
for word in "${commands[@]}" "${topics[@]}"; do grep -q "^.SS ${word//-/.*}" cellsim.1 || fail "man: no $word"; done
if command -v mandoc >/dev/null; then
  mandoc -T lint -W warning cellsim.1 || fail "man: mandoc"
  mandoc -T utf8 cellsim.1 | has "cellsim run r175_li" || fail "man: no examples"
else echo "skipped: there is no mandoc"; fi

# --- bash ---
cellsim help bash >completion.bash
. ./completion.bash
# offers WORD...: what is offered for the last of them
offers() {
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
  _cellsim
  printf '%s\n' "${COMPREPLY[@]}"
}
# same WORDS WORD...
same() {
  local expected=$1
  shift
  [ "$(offers "$@" | sort | paste -sd ' ')" = "$expected" ] || fail "bash offers '$(offers "$@" | paste -sd ' ')' for '$*', not '$expected'"
}
same "compare" cellsim com
same "fit" cellsim fi
same "chen2020" cellsim run ch
same "r175_li r175_na r175_na_full" cellsim run --config gcd r175
same "gcd gcd_01 gitt gitt_cycles" cellsim run r175_li --config g
same "gcd gcd_01" cellsim run r175_li -c gcd
same "gcd gcd_01" cellsim run r175_li --config = gc
same "--config" cellsim run --co
same "--no-figures" cellsim analyze --no
same "" cellsim check --no
same "gitt" cellsim analyze x.csv --as g
same "full half sodium" cellsim new my_cell --kind ""
same "half" cellsim new my_cell --kind h
same "comma" cellsim analyze --decimal c
same "steps" cellsim help st
touch mine.cfg mine.csv && mkdir minefield
same "mine.cfg minefield/" cellsim run mine
same "minefield" cellsim run --out mine
for word in "${options[@]}"; do
  found=0
  for name in "${commands[@]}"; do offers cellsim "$name" "$word" | has -x -- "$word" && found=1; done
  [ "$found" = 1 ] || fail "bash never offers $word"
done
for file in "$sources"/cells/*.cfg; do same "$(cd "$sources/cells" && ls | sed -n 's/\.cfg$//p' | grep "^$(basename "$file" .cfg)" | sort | paste -sd ' ')" cellsim check "$(basename "$file" .cfg)"; done

# --- zsh ---
cellsim help zsh >_cellsim
for word in "${options[@]}"; do grep -qE -- "$word(=|\[|\}|')" _cellsim || fail "zsh: no $word"; done
for word in "${commands[@]}"; do grep -q "^    '$word:" _cellsim || fail "zsh: no $word"; done
if command -v zsh >/dev/null; then
  zsh -n _cellsim || fail "zsh: it is not zsh"
  zsh -f "$sources/tests/place/complete.zsh" "$work" 'cellsim run r175_l' >out || fail "zsh cannot complete"
  grep -qF 'cellsim run r175_li' out || fail "zsh: no cell: $(cat -v out)"
  zsh -f "$sources/tests/place/complete.zsh" "$work" 'cellsim run r175_li --config rate_c' >out
  grep -qF -- '--config rate_capability' out || fail "zsh: no protocol: $(cat -v out)"
  zsh -f "$sources/tests/place/complete.zsh" "$work" 'cellsim fit --star' >out
  grep -qF -- '--starts' out || fail "zsh: no option: $(cat -v out)"
else echo "skipped: there is no zsh"; fi

# --- fish ---
cellsim help fish >cellsim.fish
for word in "${options[@]}"; do grep -q -- " -l ${word#--} " cellsim.fish || fail "fish: no $word"; done
if command -v fish >/dev/null; then
  # fished LINE WORD: among what is offered at its end
  fished() { fish --no-config -c "source cellsim.fish; complete -C '$1'" | cut -f1 | has -x -- "$2" || fail "fish: no $2 for '$1'"; }
  fished 'cellsim com' compare
  fished 'cellsim run r175_l' r175_li
  fished 'cellsim run r175_li --config gc' gcd
  fished 'cellsim run r175_li --conf' --config
  fished 'cellsim analyze --as gi' gitt
  fished 'cellsim help st' steps
  ! fish --no-config -c "source cellsim.fish; complete -C 'cellsim check --no'" | has no-figures || fail "fish: an option of others"
else echo "skipped: there is no fish"; fi
