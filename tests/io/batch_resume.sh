#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh batch_resume.sh PLUME RECORDS_PROGRAM CASE: what `plume batch` leaves when it is killed or
# interrupted, and how it goes on. 77 means skipped.
set -u
. "$(dirname "$0")/batch_support.sh"

resume() {
  expect 0 "$plume" batch in.jsonl --jobs 2 -o out.jsonl --resume
  same out.jsonl
  [ ! -e out.jsonl.part ] || fail "left behind: out.jsonl.part"
}

# kill_after SECONDS FLAGS…: a batch that is killed, wherever it then is; once it is gone.
kill_after() {
  seconds=$1
  shift
  "$plume" batch in.jsonl --jobs 2 -o out.jsonl "$@" &
  process=$!
  sleep "$seconds"
  kill -9 $process 2>/dev/null
  wait $process 2>/dev/null
  process=
}

# Once surely in the middle, and at times at which it may be anywhere.
killed() {
  prepare
  start_waiting
  kill_waiting
  resume
  for seconds in 0.005 0.02 0.05 0.1 0.2 0.5; do
    rm -f out.jsonl
    kill_after $seconds
    [ ! -e out.jsonl ] || same out.jsonl
    resume
  done
}

# Killed while it resumes, then begun anew by what resumes nothing, then resumed when all is done.
resumed_twice() {
  prepare
  start_waiting
  kill_waiting
  for seconds in 0.02 0.05 0.1; do
    kill_after $seconds --resume
  done
  resume
  resume
  rm out.jsonl
  resume
}

# Lines that are there stay: one that is not looked at shows it.
resumed_kept() {
  prepare
  sed -e '2s/"line":2,/"line":0,/' -e "${half}q" whole.jsonl >out.jsonl.part
  expect 0 "$plume" batch in.jsonl --jobs 2 -o out.jsonl --resume
  sed '2s/"line":2,/"line":0,/' whole.jsonl | cmp - out.jsonl || fail "lines were not kept"
}

# A line that was torn by the end of the machine is written again.
resumed_torn() {
  prepare
  head -c 10000001 whole.jsonl >out.jsonl.part
  resume
}

refused_to_resume() {
  cp "$1" before
  shift
  expect 2 "$plume" batch "$@" -o out.jsonl --resume
  grep -q 'resume-differs' errors || fail "refused for another reason: $(cat errors)"
}

resumed_other() {
  prepare
  head -n $half whole.jsonl >out.jsonl.part
  "$make_records" $count 2 >other.jsonl
  refused_to_resume out.jsonl.part other.jsonl
  same out.jsonl.part before
  refused_to_resume out.jsonl.part in.jsonl --pue 1.5 --without-line
  same out.jsonl.part before
  head -n 10 in.jsonl >short.jsonl
  refused_to_resume out.jsonl.part short.jsonl
  same out.jsonl.part before
  [ ! -e out.jsonl ] || fail "a refused run left a result"
}

# What was whole keeps its name when it cannot be gone on with.
resumed_other_whole() {
  prepare
  cp whole.jsonl out.jsonl
  "$make_records" $count 2 >other.jsonl
  refused_to_resume out.jsonl other.jsonl
  [ -e out.jsonl ] || fail "the whole result lost its name: $(ls)"
  same out.jsonl before
}

# What is read and written by one name would be lost.
resumed_onto_input() {
  prepare
  cp in.jsonl out.jsonl
  expect 2 "$plume" batch out.jsonl -o out.jsonl --resume
  same out.jsonl in.jsonl
}

interrupted_pipe() {
  prepare
  start_waiting
  kill -INT $process
  end_waiting 130
  [ ! -e out.jsonl ] || fail "a part has the name of the whole"
  whole_lines out.jsonl.part
  grep -q 'interrupted' waiting_errors || fail "nothing is said: $(cat waiting_errors)"
  resume
}

# Nobody reads on: the batch waits in the middle of the file when the signal comes.
interrupted_file() {
  prepare
  mkfifo pipe
  env --default-signal=INT "$plume" batch in.jsonl --jobs 2 >pipe 2>waiting_errors &
  process=$!
  exec 3<pipe
  head -c 1000 <&3 >first
  kill -INT $process
  cat first - <&3 >got.jsonl
  end_waiting 130
  whole_lines got.jsonl
  [ "$(wc -l <got.jsonl)" -lt $count ] || fail "it went on to the end"
}

# Ctrl-C while it passes over what is there: no news but that it was interrupted.
interrupted_resume() {
  prepare
  for seconds in 0.01 0.02 0.04 0.08; do
    rm -f out.jsonl
    cp whole.jsonl out.jsonl.part
    timeout --preserve-status -s INT $seconds "$plume" batch in.jsonl --jobs 2 -o out.jsonl --resume 2>errors
    status=$?
    [ $status -eq 130 ] || [ $status -eq 0 ] || fail "exit code $status after $seconds s: $(cat errors)"
    resume
  done
}

"$3"
