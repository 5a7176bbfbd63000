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

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -- "$@"; fi
}

# Ends the program unless as_root will work; what is said then begins with $1.
need_root() {
  [ "$(id -u)" = 0 ] && return
  command -v sudo >/dev/null || die "$1, and there is no sudo"
  sudo -n true 2>/dev/null && return
  if [ ! -t 0 ] || ! sudo -v; then
    die "$1, and sudo did not let us"
  fi
}

# The comment under the SPDX line of a script is its --help.
usage() {
  awk 'NR > 2 && !/^#/ { exit } NR > 2 { sub(/^# ?/, ""); print }' "$0"
}
