#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh startup.sh PLUME MANIFEST: plume's start-up beside three empty programs: a plain one, one linked with exactly
# the shared libraries that plume loads, and that one again with <iostream>, which CLI11 and yaml-cpp bring in. Needs hyperfine and a C++ compiler; valgrind adds instruction counts.
set -eu
plume=$1 manifest=$2
runs=${RUNS:-1000}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

libraries=$(ldd "$plume" | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p')
echo 'int main() {}' >"$scratch/empty.cpp"
${CXX:-c++} -O2 "$scratch/empty.cpp" -o "$scratch/plain"
${CXX:-c++} -O2 "$scratch/empty.cpp" -Wl,--no-as-needed -nodefaultlibs $libraries -o "$scratch/linked"
printf '#include <iostream>\nint main() {}\n' >"$scratch/streams.cpp"
${CXX:-c++} -O2 "$scratch/streams.cpp" -o "$scratch/streams" -Wl,--no-as-needed -nodefaultlibs $libraries

hyperfine -N --warmup 100 --runs "$runs" --export-csv "$scratch/times.csv" \
  --command-name plain "$scratch/plain" --command-name linked "$scratch/linked" \
  --command-name streams "$scratch/streams" \
  --command-name version "$plume --version" --command-name manifest "$plume estimate $manifest" \
  --command-name flags "$plume estimate --flops 1e21 --accelerator v100-sxm2-32gb --region us" >/dev/null 2>&1

sed 1d "$scratch/times.csv" | awk -F, '
  { command[NR] = $1; median[NR] = $4; least[NR] = $7 }
  END {
    for (i = 1; i <= NR; ++i)
      printf "%-8s  median %.3f ms (%.2f x plain, %.2f x linked, %.2f x streams)  least %.3f ms (%.2f, %.2f, %.2f)\n",
        command[i], median[i] * 1e3, median[i] / median[1], median[i] / median[2], median[i] / median[3],
        least[i] * 1e3, least[i] / least[1], least[i] / least[2], least[i] / least[3]
  }'

if command -v valgrind >/dev/null; then
  for command in "$scratch/linked" "$plume estimate $manifest"; do
    valgrind --tool=callgrind --callgrind-out-file="$scratch/callgrind" $command 2>&1 >/dev/null |
      sed -n "s|.*Collected : \([0-9]*\).*|\1 instructions: $(basename "${command%% *}")|p"
  done
fi
