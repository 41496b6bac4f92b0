#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh io.sh PLUME MANIFEST CASE: what plume does when its input or output fails. 77 means skipped.
set -u
plume=$1 manifest=$2
scratch=$(mktemp -d)
trap 'chmod 700 "$scratch"; rm -rf "$scratch"' EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

expect() {
  wanted=$1
  shift
  "$@" 2>"$scratch/stderr"
  status=$?
  [ $status -eq "$wanted" ] || fail "exit code $status instead of $wanted: $* $(cat "$scratch/stderr")"
}

full_disk() {
  [ -c /dev/full ] || exit 77
  expect 74 "$plume" estimate "$manifest" >/dev/full
  expect 74 "$plume" --help >/dev/full
  [ -s "$scratch/stderr" ] || fail "nothing said about the full disk"
}

closed_pipe() {
  { "$plume" estimate "$manifest" 2>"$scratch/stderr"; echo $? >"$scratch/status"; } | head -n 0
  status=$(cat "$scratch/status")
  case $status in
    0 | 74 | 141) ;;
    *) fail "exit code $status" ;;
  esac
  ! grep -q . "$scratch/stderr" || fail "a closed pipe is no news: $(cat "$scratch/stderr")"
}

output_file() {
  expect 0 "$plume" estimate "$manifest" --json -o "$scratch/report.json"
  "$plume" estimate "$manifest" --json | cmp - "$scratch/report.json" || fail "-o writes something else"
  [ "$(ls "$scratch")" = "report.json
stderr" ] || fail "left behind: $(ls "$scratch")"
}

no_folder() {
  expect 74 "$plume" estimate "$manifest" -o "$scratch/none/report.json"
  [ ! -e "$scratch/none" ] || fail "made a folder unasked"
}

unwritable_folder() {
  if [ "$(id -u)" -eq 0 ]; then
    [ -d /proc/self ] || exit 77
    expect 74 "$plume" estimate "$manifest" -o /proc/report.json
    return
  fi
  mkdir "$scratch/folder"
  chmod 500 "$scratch/folder"
  expect 74 "$plume" estimate "$manifest" -o "$scratch/folder/report.json"
  [ -z "$(ls "$scratch/folder")" ] || fail "left behind: $(ls "$scratch/folder")"
}

missing_input() {
  expect 2 "$plume" estimate "$scratch/none.json"
  expect 2 "$plume" estimate "$scratch"
  expect 2 "$plume" --no-such-flag
}

interrupted() {
  mkfifo "$scratch/pipe"
  expect 130 timeout --preserve-status -s INT 0.3 "$plume" estimate - <>"$scratch/pipe"
}

"$3"
