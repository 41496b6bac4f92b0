#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh batch.sh PLUME RECORDS_PROGRAM CASE: what `plume batch` writes when it is divided, short of room
# or not alone. 77 means skipped.
set -u
. "$(dirname "$0")/batch_support.sh"

second_writer() {
  prepare
  start_waiting
  expect 74 "$plume" batch in.jsonl -o out.jsonl
  [ -s errors ] || fail "nothing said about the other writer"
  [ ! -e out.jsonl ] || fail "the second writer wrote"
  tail -n +$((half + 1)) in.jsonl >&3
  exec 3>&-
  end_waiting 0
  same out.jsonl
}

full_disk() {
  [ -c /dev/full ] || skip "no /dev/full"
  prepare
  expect 74 "$plume" batch in.jsonl >/dev/full
  [ -s errors ] || fail "nothing said about the full disk"
  expect 74 "$plume" batch in.jsonl -o /dev/full
  expect 74 "$plume" batch in.jsonl --summary >/dev/full
}

closed_pipe() {
  prepare
  { "$plume" batch in.jsonl 2>errors; echo $? >status; } | head -n 1 >first
  case $(cat status) in
    0 | 74 | 141) ;;
    *) fail "exit code $(cat status)" ;;
  esac
  [ ! -s errors ] || fail "a closed pipe is no news: $(cat errors)"
  head -n 1 whole.jsonl | cmp - first || fail "another first line"
}

# The result has its name when it is whole, and until then what was there before has it.
whole_or_not() {
  prepare
  echo before >out.jsonl
  start_waiting
  [ "$(cat out.jsonl)" = before ] || fail "an old result is gone before the new one is whole"
  tail -n +$((half + 1)) in.jsonl >&3
  exec 3>&-
  end_waiting 0
  same out.jsonl
  [ ! -e out.jsonl.part ] || fail "left behind: out.jsonl.part"
  rm out.jsonl
  expect 2 "$plume" batch in.jsonl none.jsonl -o out.jsonl
  [ ! -e out.jsonl ] || fail "half of the input gave a whole result"
}

# Bad, blank and long records among the good ones, and a last line without an end.
make_mixed() {
  "$make_records" 20000 | awk '
    { print }
    NR % 500 == 0 { print "{\"name\": \"bad " NR "\"}" }
    NR % 700 == 0 { print "" }
    NR % 900 == 0 { print "{\"name\": \"" sprintf("%5000s", "long") "\"}\r" }' >mixed.jsonl
  cp mixed.jsonl mixed_torn.jsonl
  printf '{"name": "torn"' >>mixed_torn.jsonl
}

jobs() {
  make_mixed
  for flags in "" "--format csv" "--summary --group-by site.region" "--full"; do
    # shellcheck disable=SC2086
    expect 2 "$plume" batch mixed_torn.jsonl $flags --jobs 1 -o one
    mv errors told
    for number in 2 8; do
      # shellcheck disable=SC2086
      expect 2 "$plume" batch mixed_torn.jsonl $flags --jobs $number -o many
      same many one
      same errors told
    done
  done
}

# divide FILE FLAGS…: seven parts together are the whole; a part without a bad record ends with 0.
divide() {
  file=$1
  shift
  expect 2 "$plume" batch "$file" "$@" -o whole
  : >together
  for number in 1 2 3 4 5 6 7; do
    "$plume" batch "$file" "$@" --shard $number/7 --jobs 2 >part 2>errors
    status=$?
    [ $status -eq 2 ] || [ $status -eq 0 ] || fail "exit code $status of part $number: $(cat errors)"
    cat part >>together
  done
  same together whole
}

shards() {
  make_mixed
  for file in mixed.jsonl mixed_torn.jsonl; do
    divide $file
    divide $file --without-line
    divide $file --format csv
  done
  head -n 3 mixed.jsonl >few.jsonl
  echo '{}' >>few.jsonl
  divide few.jsonl
}

# Names with line ends and quotes: a part may begin within one.
make_table() {
  awk 'BEGIN {
    print "name,hardware.accelerator,hardware.count,hardware.hours,site.region"
    for (i = 1; i <= 20000; ++i) {
      name = i % 3 == 0 ? "\"two\nlines, " i "\"" : i % 5 == 0 ? "\"a \"\"quoted\"\" " i "\"" : "run " i
      print name ",h100-sxm," i % 64 + 1 "," (i % 11 == 0 ? "many" : i % 100 + 1) ",fr"
    }
  }' >table.csv
  head -c -1 table.csv >table_torn.csv
}

shards_table() {
  make_table
  for file in table.csv table_torn.csv; do
    divide $file
    divide $file --format csv --without-line
  done
}

need_time() {
  /usr/bin/time -f %M -o peak true 2>/dev/null || skip "no /usr/bin/time"
}

# keeps_to_memory STATUS COMMAND…
keeps_to_memory() {
  wanted=$1
  shift
  /usr/bin/time -f %M -o peak "$@" >out 2>errors
  status=$?
  [ $status -eq "$wanted" ] || fail "exit code $status instead of $wanted: $(head -n 5 errors)"
  [ "$(tail -n 1 peak)" -lt 65536 ] || fail "$(tail -n 1 peak) KiB: $*"
}

memory_many() {
  need_time
  "$make_records" $count >in.jsonl
  keeps_to_memory 0 "$plume" batch in.jsonl --jobs 2
  keeps_to_memory 0 "$plume" batch in.jsonl --jobs 2 --summary --group-by site.region
  keeps_to_memory 0 "$plume" batch in.jsonl --jobs 2 --format csv
}

# 64 MiB without a line end between two sound records.
memory_long_line() {
  need_time
  "$make_records" 2 >two.jsonl
  {
    head -n 1 two.jsonl
    printf '{"name": "'
    head -c 67108864 /dev/zero | tr '\0' x
    printf '"}\n'
    tail -n 1 two.jsonl
  } >long.jsonl
  keeps_to_memory 2 "$plume" batch long.jsonl --jobs 2
  [ "$(wc -l <out)" -eq 3 ] || fail "$(wc -l <out) lines instead of 3"
  grep -q 'record-too-long' out || fail "not refused as too long"
  { printf '['; cat long.jsonl; } >long.json
  keeps_to_memory 2 "$plume" batch long.json --jobs 2
}

progress() {
  script -qec true /dev/null >/dev/null 2>&1 </dev/null || skip "no script"
  prepare
  # Progress is told five times a second: of a batch that takes longer than that.
  for _ in 1 2 3 4; do cat in.jsonl; done >long.jsonl
  script -qec "'$plume' batch long.jsonl --jobs 1 -o long.out" /dev/null >terminal 2>&1 </dev/null
  grep -q 'records' terminal || fail "no progress on a terminal: $(cat terminal)"
  expect 0 "$plume" batch in.jsonl --jobs 2 -o out.jsonl
  [ ! -s errors ] || fail "progress where nobody looks: $(cat errors)"
}

"$3"
