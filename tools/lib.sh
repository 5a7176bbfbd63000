# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the programs in tools/ share: where the tree is, numbered steps, errors.

# shellcheck disable=SC2034  # read by the scripts that source this file
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
STEP=0
STEPS=${STEPS:-0}

# A numbered step; stands out on a terminal, plain in a log.
step() {
  STEP=$((STEP + 1))
  local of=""
  [ "$STEPS" -gt 0 ] && of="/$STEPS"
  if [ -t 1 ]; then
    printf '\033[1m[%d%s] %s\033[0m\n' "$STEP" "$of" "$*"
  else
    printf '[%d%s] %s\n' "$STEP" "$of" "$*"
  fi
}

say() {
  printf '      %s\n' "$*"
}

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# The comment under the SPDX line of a script is its --help.
usage() {
  awk 'NR > 2 && !/^#/ { exit } NR > 2 { sub(/^# ?/, ""); print }' "$0"
}
