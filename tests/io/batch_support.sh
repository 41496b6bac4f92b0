# SPDX-License-Identifier: Apache-2.0
# What batch.sh and batch_resume.sh share; each reads it in, with its own arguments.
plume=$(readlink -f "$1") make_records=$(readlink -f "$2")
count=200000 half=100000
scratch=$(mktemp -d)
process=
trap '[ -z "$process" ] || kill -9 $process 2>/dev/null; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

skip() {
  echo "skipped: $*" >&2
  exit 77
}

expect() {
  wanted=$1
  shift
  "$@" 2>errors
  status=$?
  [ $status -eq "$wanted" ] || fail "exit code $status instead of $wanted: $* $(cat errors)"
}

# in.jsonl, and whole.jsonl, what a single undisturbed run makes of it.
prepare() {
  "$make_records" $count >in.jsonl || fail "no records"
  expect 0 "$plume" batch in.jsonl --jobs 1 -o whole.jsonl
  [ "$(wc -l <whole.jsonl)" -eq $count ] || fail "records are missing"
}

same() {
  cmp "$1" "${2:-whole.jsonl}" || fail "$1 differs"
}

# A prefix of what an undisturbed run writes, in whole lines.
whole_lines() {
  [ -s "$1" ] || fail "nothing in $1"
  [ -z "$(tail -c 1 "$1")" ] || fail "$1 ends within a line"
  head -c "$(wc -c <"$1")" whole.jsonl | cmp - "$1" || fail "$1 is no prefix of the whole"
}

# within SECONDS COMMAND…: whether it succeeds in time, tried twenty times a second.
within() {
  tries=$(($1 * 20))
  shift
  until "$@"; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || return 1
    sleep 0.05
  done
}

grown() {
  [ -e "$1" ] && [ "$(wc -c <"$1")" -gt 1000000 ]
}

# A batch that has written half of out.jsonl and waits for the rest of its input: its process
# number is in `process`, and descriptor 3 feeds it. A shell's background ignores Ctrl-C unasked.
start_waiting() {
  rm -f pipe
  mkfifo pipe
  env --default-signal=INT "$plume" batch --jobs 2 -o out.jsonl <pipe 2>waiting_errors &
  process=$!
  exec 3>pipe
  head -n $half in.jsonl >&3
  within 60 grown out.jsonl.part || fail "nothing is written"
}

# end_waiting STATUS
end_waiting() {
  wait $process
  status=$?
  process=
  exec 3>&-
  [ $status -eq "$1" ] || fail "exit code $status instead of $1: $(cat waiting_errors)"
}

kill_waiting() {
  kill -9 $process
  end_waiting 137 2>/dev/null
  [ ! -e out.jsonl ] || fail "a part has the name of the whole"
}
