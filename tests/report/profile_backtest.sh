#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The whole road of a prediction, from a log to the report: sh profile_backtest.sh PLUME
# Made trainings of 3000 s, with a cold start, AR(1) noise, an evaluation every 100 s, and a sensor
# that is off by an error of its own, 3 % in the mean of squares. The logs hold the first 330 s; what
# the report predicts is held against what the training then took.
set -eu
plume=$1
runs=200
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# make SEED: the log on standard output, the energy of the whole run, in kWh, in $work/truth.
make() {
  awk -v seed="$1" -v truth="$work/truth" '
    function normal() { return sqrt(-2 * log(1 - rand())) * cos(6.283185307 * rand()) }
    BEGIN {
      srand(seed); seconds = 3000; shown = 330; begin = 1772874000
      gain = 1 + 0.03 * normal(); noise = 0; joules = 0
      print "# plume-log/1"
      print "# device,GPU-0,node-1,NVIDIA A100-SXM4-80GB,0.1"
      print "time_s,device,scope,sensor,kind,value,unit,range,span_s"
      for (t = 0; t <= seconds; ++t) {
        noise = 0.8 * noise + 6 * normal()
        evaluates = t % 100 >= 90
        watts = (evaluates ? 250 : 380) - 200 * exp(-t / 6) + noise
        joules += t > 0 ? (watts + before) / 2 : 0
        before = watts
        if (t <= shown) printf "%d,GPU-0,board,nvml.power,power,%.3f,W,,\n", begin + t, watts * gain
      }
      for (t = 0; t < shown; t += 10)
        printf "# mark,%s,%d,%d,%d\n", t % 100 == 90 ? "evaluation" : "train", begin + t, begin + t + 10, t % 100 == 90 ? 1 : 20
      print joules / 3.6e6 > truth
    }'
}

# The three numbers of `predicted_kwh`.
predicted() {
  "$plume" profile "$1" --steps-total 5400 --evaluations 30 --region fr --year 2024 --json |
    awk '/"predicted_kwh"/ { on = 1; next } on && /[0-9]/ { gsub(/[^0-9.e-]/, "", $2); printf "%s ", $2 } on && /}/ { exit }'
}

for seed in $(seq 1 "$runs"); do
  make "$seed" > "$work/log.csv"
  echo "$(predicted "$work/log.csv") $(cat "$work/truth")"
done > "$work/results"

awk -v runs="$runs" '
  NF != 4 { print "no prediction: " $0; bad = 1; exit 1 }
  { error = $1 / $4 - 1; sum += error; size += error < 0 ? -error : error; width += ($3 - $2) / 2 / $1; covered += $2 <= $4 && $4 <= $3 }
  END {
    if (bad) exit 1
    printf "%d runs: error %.2f %%, of size %.2f %%, half-width %.1f %%, %d within\n", NR, 100 * sum / NR, 100 * size / NR, 100 * width / NR, covered
    exit !(NR == runs && sum / NR < 0.015 && sum / NR > -0.015 && size / NR < 0.035 && width / NR < 0.1 && covered >= 0.85 * NR && covered <= 0.97 * NR)
  }' "$work/results"
