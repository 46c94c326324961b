# Sourced by the tests of this folder: a scratch folder that goes with them, nothing of the user's around it, and two words.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work/home LC_ALL=C
unset CELLSIM_PATH XDG_DATA_HOME

fail() { echo "FAILED: $*"; exit 1; }

# grep -q leaves the pipe early, which pipefail takes for a failure of what writes to it
has() { [ "$(grep -c "$@")" -gt 0 ]; }
