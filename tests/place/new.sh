#!/usr/bin/env bash
# Cards to begin with: new.sh COMMAND SOURCES. Each kind runs as it is, with exit 0 and nothing that needs a look; its
# values say that they are assumed; its remarks are true; what is there is not replaced.
. "${BASH_SOURCE%/*}/begin.sh" || exit 1
command=$1 sources=$2
cd "$work"

kinds=$(cd "$sources/templates" && ls ./*.cfg | sed 's/^\.\/\(.*\)\.cfg$/\1/')
[ "$(wc -w <<<"$kinds")" -ge 3 ] || fail "kinds"
for kind in $kinds; do
  card=my_$kind.cfg
  "$command" new "my_$kind" --kind "$kind" >out || fail "new --kind $kind"
  [ "$(diff "$sources/templates/$kind.cfg" "$card" | grep -c '^>')" = 1 ] && grep -qx "name = \"my_$kind\";" "$card" || fail "$kind: its name"
  "$command" run "$card" --no-figures >out 2>err || fail "run $card: exit $?"
  [ ! -s err ] && ! grep -qiE 'HIGH|warning|not possible|early|note' out || fail "run $card: $(cat out err)"
  [ "$(grep -cE ' +ok$' out)" = 2 ] || fail "run $card: $(cat out)"
  # where numbers come from: all say it, but names of library entries
  "$command" check "$card" >out
  ! grep -E '  unstated  ' out | grep -vE '^  (separator|foil|electrolyte\.material) ' || fail "$kind: a value does not say its kind"
  grep -qE 'loading_mg_cm2 .* assumed ' out || fail "$kind: a loading is not assumed"
  ! grep -q 'no effect' out || fail "$kind: a value without effect"
  # the targets in remarks
  sed '/^# targets = (/,$s/^# \?//' "$card" >with_targets.cfg
  "$command" run with_targets.cfg --no-figures --config gcd -o with >out || fail "$kind: its targets"
  grep -q '^mine .* mAh/g' out || fail "$kind: its target is not answered: $(cat out)"
  [ "$kind" = full ] && continue
  # the table of ocp takes the place of its curve
  awk '/^      (sites|U_table_V) =/ && !done { print "      U_table_V = \"ocp.csv\";"; skip = done = 1 } skip { if (/;$/) skip = 0; next } { print }' \
    "$card" >measured.cfg
  "$command" run "$card" --config discharge --rate C/20 --no-figures -o slow -q
  "$command" ocp "slow/my_$kind/discharge.bdf.csv" -q --no-figures -o ocp >out 2>err && cp ocp/*/ocp.csv . || fail "$kind: ocp: $(cat err)"
  rm -r ocp
  "$command" check measured.cfg >out || fail "$kind: U_table_V = \"ocp.csv\""
done

# nothing is replaced, also no link that leads nowhere; nothing is left of what is refused
status=0
echo mine >mine.cfg
"$command" new mine 2>err || status=$?
[ "$status" = 2 ] && [ "$(cat mine.cfg)" = mine ] && grep -q 'there already' err || fail "a file was replaced"
ln -s nowhere link.cfg
! "$command" new link 2>err && [ -L link.cfg ] && [ ! -e nowhere ] || fail "a link was replaced"
for name in a/b .. '' -- 'a b' "$(printf 'x%.0s' $(seq 70))"; do
  status=0
  "$command" new "$name" >out 2>err || status=$?
  [ "$status" = 2 ] || fail "new '$name': exit $status"
done
status=0
"$command" new other --kind hafl 2>err || status=$?
[ "$status" = 2 ] && grep -qF "did you mean 'half'?" err && [ ! -e other.cfg ] || fail "--kind hafl: $(cat err)"
mkdir closed && cd closed
if [ "$(id -u)" != 0 ]; then
  chmod a-w . && status=0
  "$command" new other 2>err || status=$?
  [ "$status" = 5 ] || fail "a folder that cannot be written: exit $status"
fi
