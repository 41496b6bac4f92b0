#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh startup.sh PLUME MANIFEST: plume's start-up beside two empty programs, one linked with exactly the shared
# libraries that plume loads, one plain. Needs hyperfine and a C++ compiler; valgrind adds instruction counts.
set -eu
plume=$1 manifest=$2
runs=${RUNS:-1000}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

libraries=$(ldd "$plume" | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p')
echo 'int main() {}' >"$scratch/empty.cpp"
${CXX:-c++} -O2 "$scratch/empty.cpp" -o "$scratch/plain"
${CXX:-c++} -O2 "$scratch/empty.cpp" -Wl,--no-as-needed $libraries -o "$scratch/linked"

hyperfine -N --warmup 100 --runs "$runs" --export-csv "$scratch/times.csv" \
  "$scratch/plain" "$scratch/linked" "$plume --version" "$plume estimate $manifest" \
  "$plume estimate --flops 1e21 --accelerator v100-sxm2-32gb --region us" >/dev/null

awk -F, '
  NR == 1 { next }
  NR == 2 { plain = $4 }
  NR == 3 { linked = $4 }
  { command = $1; sub(/.*\//, "", command)
    printf "%-20s %.3f ms median  %.3f ms least  %.2f x plain  %.2f x linked\n", substr(command, 1, 20), $4 * 1e3, $7 * 1e3, $4 / plain, $4 / linked }
' "$scratch/times.csv"

if command -v valgrind >/dev/null; then
  for command in "$scratch/linked" "$plume estimate $manifest"; do
    valgrind --tool=callgrind --callgrind-out-file="$scratch/callgrind" $command 2>&1 >/dev/null |
      sed -n "s|.*Collected : \([0-9]*\).*|\1 instructions: $(basename "${command%% *}")|p"
  done
fi
