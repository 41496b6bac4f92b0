#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh batch.sh PLUME RECORDS_PROGRAM FLOOR_PROGRAM: records a second of `plume batch` beside the floor, a program that
# does the least that any such tool must. They take turns, RUNS times (5); the table has medians. A sample is a million
# records, of a small file as many passes as that takes, start-up included. FULL=1 adds ten million records (3.2 GB in
# TMPDIR). Needs a `date` that knows %N; /usr/bin/time adds peak memory.
set -eu
[ $# -eq 3 ] || { echo "usage: batch.sh PLUME RECORDS_PROGRAM FLOOR_PROGRAM" >&2; exit 2; }
plume=$1 records=$2 floor=$3
runs=${RUNS:-5}
sample=1000000
scratch=$(mktemp -d "${TMPDIR:-/tmp}/plume-bench.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

fail() {
  [ ! -s "$scratch/errors" ] || head -n 5 "$scratch/errors" >&2
  echo "batch.sh: $*" >&2
  exit 2
}

case $(date +%N) in
  *[!0-9]* | '') fail "needs a date that knows %N" ;;
esac
gnu_time=
: >"$scratch/peak"
if /usr/bin/time -f %M true >/dev/null 2>&1; then
  gnu_time="/usr/bin/time -f %M -o $scratch/peak"
fi

# passes.sh TIMES FILE PROGRAM ARGUMENTS...
cat >"$scratch/passes.sh" <<'END'
times=$1 file=$2
shift 2
while [ "$times" -gt 0 ]; do
  "$@" <"$file" || exit
  times=$((times - 1))
done
END

# Name, jobs (0 for the floor) and records of all that is measured.
cat >"$scratch/cases" <<'END'
floor 0 1000000
plume 1 1000
plume 1 10000
plume 1 100000
plume 1 1000000
plume 2 1000000
END
if [ "${FULL:-0}" = 1 ]; then
  room=$(df -Pk "$scratch" | awk 'NR == 2 { print $4 }')
  [ "$room" -gt 4500000 ] || fail "no room for ten million records: set TMPDIR"
  printf 'plume 1 10000000\nplume 2 10000000\n' >>"$scratch/cases"
fi

# pass TIMES JOBS FILE: one case, so many times over.
pass() {
  if [ "$2" -eq 0 ]; then
    $gnu_time sh "$scratch/passes.sh" "$1" "$3" "$floor"
  else
    $gnu_time sh "$scratch/passes.sh" "$1" "$3" "$plume" batch --jobs "$2" "$3"
  fi 2>"$scratch/errors"
}

# What fails, or leaves records out, must not pass for fast.
check() {
  pass 1 "$1" "$scratch/10000" >"$scratch/out" || fail "exit code $? with --jobs $1"
  written=$(wc -l <"$scratch/out")
  [ "$written" -eq 10000 ] || fail "$written lines for 10000 records with --jobs $1"
}

# measure NAME JOBS RECORDS: appends the nanoseconds of a pass, and the peak in KiB where it is known.
measure() {
  times=$(((sample + $3 - 1) / $3))
  begin=$(date +%s%N)
  pass "$times" "$2" "$scratch/$3" >/dev/null || fail "exit code $? at $3 records with --jobs $2"
  end=$(date +%s%N)
  echo "$1 $2 $3 $(((end - begin) / times)) $(cat "$scratch/peak")" >>"$scratch/measured"
}

for count in $(awk '{ print $3 }' "$scratch/cases" | sort -nu); do
  "$records" "$count" >"$scratch/$count"
done
for jobs in 0 1 2; do
  check "$jobs"
done
sync
pass 1 0 "$scratch/1000000" >/dev/null || fail "exit code $?"
run=0
while [ "$run" -lt "$runs" ]; do
  while read -r name jobs count; do
    measure "$name" "$jobs" "$count" </dev/null
  done <"$scratch/cases"
  run=$((run + 1))
done

echo "$(getconf _NPROCESSORS_ONLN) processors, $runs runs"
sort -k1,1 -k2,2n -k3,3n -k4,4n "$scratch/measured" | awk '
  { key = $1 " " $2 " " $3 }
  key != last { keys[++cases] = last = key }
  { time[key, ++seen[key]] = $4 / 1e9; if ($5 > peak[key]) peak[key] = $5 }
  function median(key, n) {
    n = seen[key]
    return n % 2 ? time[key, (n + 1) / 2] : (time[key, n / 2] + time[key, n / 2 + 1]) / 2
  }
  function rate(key, part) { split(key, part, " "); return part[3] / median(key) }
  function ratio(what, above, below) {
    if (above in seen && below in seen) printf "%-46s %6.2f\n", what, rate(above) / rate(below)
  }
  END {
    printf "%-7s %4s %9s %12s %9s %11s %10s %9s\n",
      "program", "jobs", "records", "records/s", "of floor", "median s", "spread", "peak MiB"
    for (i = 1; i <= cases; ++i) {
      key = keys[i]
      split(key, part, " ")
      printf "%-7s %4s %9d %12.0f %9.3f %11.5f %9.1f%% %9s\n", part[1], part[2] ? part[2] : "-", part[3], rate(key),
        rate(key) / rate("floor 0 1000000"), median(key),
        100 * (time[key, seen[key]] - time[key, 1]) / median(key), peak[key] ? sprintf("%.1f", peak[key] / 1024) : "-"
    }
    ratio("two jobs to one, at a million records", "plume 2 1000000", "plume 1 1000000")
    ratio("two jobs to one, at ten million records", "plume 2 10000000", "plume 1 10000000")
    ratio("rate at a million records to that at 100,000", "plume 1 1000000", "plume 1 100000")
    ratio("rate at ten million records to that at 100,000", "plume 1 10000000", "plume 1 100000")
  }'
