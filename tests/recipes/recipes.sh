#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh recipes.sh PLUME RECORDS CASE: the recipes of docs/how-to/run-a-batch-on-many-machines.md give
# what one run over all RECORDS gives. 77 means skipped.
set -u
plume=$(readlink -f "$1") records=$(readlink -f "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# There is another program of this name.
need_gnu_parallel() {
  parallel --version 2>/dev/null | grep -q "GNU parallel" || {
    echo "skipped: no GNU parallel" >&2
    exit 77
  }
  export PARALLEL_HOME="$scratch/parallel"
  mkdir "$PARALLEL_HOME"
}

run_once() {
  "$plume" batch "$records" -o whole.jsonl "$@"
  once=$?
  [ $once -eq 0 ] || [ $once -eq 2 ] || fail "exit code $once of the single run"
  [ -s whole.jsonl ] || fail "the single run wrote nothing"
}

same() {
  cmp "$1" whole.jsonl || fail "$1 differs from the single run"
}

# Programs that run others have exit codes of their own; all agree on what success is.
agrees() {
  if [ "$once" -eq 0 ]; then [ "$1" -eq 0 ]; else [ "$1" -ne 0 ]; fi ||
    fail "exit code $1, but $once of the single run"
}

parts() {
  seq -f part-%g.jsonl 4 | xargs cat >out.jsonl
  for part in 1 2 3 4; do
    [ -s part-$part.jsonl ] || fail "nothing in shard $part"
  done
}

recipe_parallel_pipepart() {
  need_gnu_parallel
  run_once --without-line
  parallel -q --pipepart -a "$records" --block -2 -j 2 -k --joblog joblog \
    "$plume" batch --from jsonl --without-line --jobs 1 >out.jsonl
  agrees $?
  same out.jsonl
  [ "$(wc -l <joblog)" -gt 3 ] || fail "the file was not cut: $(cat joblog)"
}

recipe_parallel_shards() {
  need_gnu_parallel
  run_once
  seq 4 | parallel -q -j 2 "$plume" batch "$records" --shard {}/4 --jobs 1 -o part-{}.jsonl
  agrees $?
  parts
  same out.jsonl
  seq 4 | parallel -q -j 2 -k "$plume" batch "$records" --shard {}/4 --jobs 1 >kept.jsonl
  same kept.jsonl
}

recipe_xargs() {
  run_once
  seq 4 | xargs -P 2 -I{} "$plume" batch "$records" --shard {}/4 --jobs 1 -o part-{}.jsonl
  agrees $?
  parts
  same out.jsonl
}

write_wrapper() {
  cat >plume-filter <<END
#!/bin/sh
"$plume" batch --from jsonl --without-line || [ \$? -eq 2 ]
END
  chmod +x plume-filter
}

# One process for each part, also for one without records, as Spark and Hadoop have it.
filter_by_parts() {
  lines=$(wc -l <"$records")
  half=$((lines / 2))
  [ $half -gt 0 ] || fail "too few records"
  { head -n $half "$records" | ./plume-filter && ./plume-filter </dev/null &&
    tail -n +$((half + 1)) "$records" | ./plume-filter; } >out.jsonl ||
    fail "the wrapper fails"
}

check_wrapper() {
  { echo nonsense; cat "$records"; } | ./plume-filter >bad.jsonl ||
    fail "the wrapper fails for a bad record"
  tail -n +2 bad.jsonl >rest.jsonl
  same rest.jsonl
  [ ! -c /dev/full ] || ! ./plume-filter <"$records" >/dev/full 2>errors ||
    fail "the wrapper hides a full disk"
}

recipe_filter() {
  run_once --without-line
  "$plume" batch --without-line <"$records" >redirected.jsonl
  agrees $?
  same redirected.jsonl
  cat "$records" | "$plume" batch - --without-line >piped.jsonl
  agrees $?
  same piped.jsonl
  write_wrapper
  filter_by_parts
  same out.jsonl
  check_wrapper
}

"recipe_$3"
