#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh measure.sh PLUME FAKE_NVML CASE: `plume measure` on a machine that is made up: a tree of files in the place of
# /sys and a library in the place of NVML. 77 means skipped.
set -u
plume=$(realpath "$1")
PLUME_NVML=$(realpath "$2")
tests=$(realpath "$(dirname "$0")")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
PLUME_SYSFS=$folder/sys
FAKE_NVML=$folder/boards
export PLUME_NVML PLUME_SYSFS FAKE_NVML
unset CUDA_VISIBLE_DEVICES
power=$PLUME_SYSFS/class/powercap

fail() {
  echo "FAILED: $*"
  [ ! -s errors ] || cat errors
  [ ! -s log.csv ] || cat log.csv
  exit 1
}

skip() {
  echo "skipped: $*"
  exit 77
}

# board NUMBER WHAT-IT-CAN-DO: a line of the library's file.
board() {
  echo "GPU-0000000$1-aaaa,NVIDIA H100 80GB HBM3,$2,$((300 + $1))"
}

prepare() {
  sh "$tests/make_sysfs.sh" "$PLUME_SYSFS"
  { board 1 energy; board 2 power; } >boards
}

# measure FLAGS… -- COMMAND…: the log goes to log.csv, the report away from the command's output.
measure() {
  rm -f log.csv
  "$plume" measure --interval 0.1s --log log.csv --region fr --json -o report.json "$@" 2>errors
}

# expect STATUS FLAGS… -- COMMAND…
expect() {
  wanted=$1
  shift
  measure "$@" >output
  status=$?
  [ $status -eq "$wanted" ] || fail "exit code $status, not $wanted: $*"
}

# The readings of a device, one a line.
readings() {
  grep -v '^#' log.csv | awk -F, -v device="$1" '$2 == device { print $6 }'
}

has_note() {
  [ "$(grep -c "^# note $1:" log.csv)" -eq 1 ] || fail "the note $1 does not stand once in the log"
}

exit_codes() {
  prepare
  expect 0 -- true
  expect 42 -- sh -c 'exit 42'
  expect 127 -- plume-has-no-such-command
  [ -s errors ] || fail "nothing said about the missing command"
  echo text >not-executable
  expect 126 -- ./not-executable
  # shellcheck disable=SC2016
  expect 137 -- sh -c 'kill -9 $$'
  expect 2 --interval 90s -- touch started
  expect 2 --extrapolate '(' -- touch started
  expect 2 --devices GPU-ffffffff -- touch started
  [ ! -e started ] || fail "started all the same"
}

# until_there FILE: waits for a file, ten seconds at most.
until_there() {
  for _ in $(seq 200); do
    [ ! -e "$1" ] || return 0
    sleep 0.05
  done
  fail "$1 never came"
}

# A signal to plume alone reaches the command, and once.
signals() {
  prepare
  env --default-signal=INT true 2>errors || skip "env cannot set signals"
  for signal in INT TERM HUP QUIT USR1 USR2; do
    rm -f ready got
    # What runs behind an & ignores INT and QUIT, if nobody sees to it.
    env --default-signal=INT,QUIT "$plume" measure --region fr -o report -- sh -c "
      trap 'echo x >>got; sleep 0.3; exit 9' $signal
      : >ready
      for i in \$(seq 100); do sleep 0.1; done" >output 2>errors &
    process=$!
    until_there ready
    kill -s $signal $process
    wait $process
    status=$?
    [ $status -eq 9 ] || fail "exit code $status after $signal"
    [ "$(cat got)" = x ] || fail "$signal came not once: $(cat got)"
  done
}

# Stopped and going on again, the command with it. Needs a group of its own that is no orphan.
stopped() {
  prepare
  command -v python3 >/dev/null || skip "no Python"
  python3 - "$plume" <<'EOF' || fail "not stopped, or not going on"
import os, signal, subprocess, sys, time

def states(process):
    with open(f"/proc/{process.pid}/task/{process.pid}/children") as children:
        pids = [process.pid, *map(int, children.read().split())]
    return [open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] for pid in pids]

def wait_for(process, stopped):
    for _ in range(100):
        now = states(process)
        if len(now) == 2 and all((state in "tT") == stopped for state in now):
            return True
        time.sleep(0.05)
    return False

command = [sys.argv[1], "measure", "--region", "fr", "-o", "report", "--", "sleep", "2"]
process = subprocess.Popen(command, preexec_fn=os.setpgrp)
ok = wait_for(process, False)
time.sleep(0.3)
process.send_signal(signal.SIGTSTP)
ok = wait_for(process, True) and ok
process.send_signal(signal.SIGCONT)
ok = wait_for(process, False) and ok
sys.exit(0 if process.wait() == 0 and ok else 1)
EOF
}

# Ctrl-C at a terminal reaches the command once: from the terminal, and not from plume, too.
terminal() {
  prepare
  command -v python3 >/dev/null || skip "no Python"
  python3 - "$plume" <<'EOF' || fail "Ctrl-C came not once"
import os, pty, sys, time

script = "trap 'echo x >>got; sleep 0.3; exit 9' INT; : >ready; for i in $(seq 100); do sleep 0.1; done"
process, terminal = pty.fork()
if process == 0:
    os.execv(sys.argv[1], [sys.argv[1], "measure", "--region", "fr", "-o", "report", "--", "sh", "-c", script])
for _ in range(200):
    if os.path.exists("ready"):
        break
    time.sleep(0.05)
os.write(terminal, b"\x03")
try:
    while os.read(terminal, 4096):
        pass
except OSError:
    pass
status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
sys.exit(0 if status == 9 and open("got").read() == "x\n" else 1)
EOF
}

# Counters of processors begin anew while the command runs: 2000 uJ before it, 4000 behind.
wrap() {
  prepare
  expect 0 -- sh -c "sleep 0.3
    echo 4000 >new && mv new '$power/intel-rapl:0/energy_uj'
    echo 4000 >new && mv new '$power/intel-rapl:a/energy_uj'
    sleep 0.2"
  for package in 0 1; do
    [ "$(readings package-$package | head -n 1)" = 262143.32685 ] || fail "another first reading"
    [ "$(readings package-$package | tail -n 1)" = 0.004 ] || fail "another last reading"
  done
  [ "$(grep -c ',package-0,.*,262143.32885,$' log.csv)" -ge 4 ] || fail "few readings, or no range"
  ! grep -q ',core,\|,psys,' log.csv || fail "a zone that lies within others, or is not asked for"
  "$plume" profile log.csv --region fr --json >report.json 2>errors || fail "the log cannot be read"
}

# A folder in the place of a file: what cannot be read is told of, and the rest is measured.
unreadable() {
  prepare
  for zone in intel-rapl:0 intel-rapl:a; do
    rm "$power/$zone/energy_uj"
    mkdir "$power/$zone/energy_uj"
  done
  expect 0 -- sleep 0.3
  has_note sensor-unreadable
  [ -n "$(readings dram-0)" ] || fail "the memory is not measured"
  [ -z "$(readings package-0)" ] || fail "what cannot be read has readings"
}

permission() {
  prepare
  chmod 0400 "$power"/*/energy_uj
  if [ "$(id -u)" -eq 0 ]; then
    command -v setpriv >/dev/null || skip "root may read everything"
    chmod 0777 . && chmod 0644 boards
    as_nobody="setpriv --reuid 65534 --regid 65534 --clear-groups"
    $as_nobody "$plume" --version >/dev/null 2>&1 || skip "nobody may run plume here"
  else
    chmod 0000 "$power"/*/energy_uj
    as_nobody=
  fi
  $as_nobody "$plume" measure --interval 0.1s --log log.csv --region fr -o report -- sleep 0.3 >output 2>errors ||
    fail "exit code $?"
  has_note sensor-permission
  [ -z "$(readings package-0)" ] || fail "what may not be read has readings"
  [ -n "$(readings GPU-00000001-aaaa)" ] || fail "the accelerators are not measured"
}

# A device falls off in mid-run: told of once, the others go on.
lost() {
  prepare
  expect 6 -- sh -c "sleep 0.35
    { echo 'GPU-00000001-aaaa,NVIDIA H100 80GB HBM3,lost,0'; sed 1d boards; } >new && mv new boards
    rm -r '$power/intel-rapl:a'
    sleep 0.35; exit 6"
  [ "$(grep -c '^# note sensor-lost:' log.csv)" -eq 2 ] || fail "not two devices told of, once each"
  first=$(readings GPU-00000001-aaaa | wc -l)
  second=$(readings GPU-00000002-aaaa | wc -l)
  [ "$first" -lt "$second" ] || fail "read on after the loss"
  [ "$(readings package-1 | wc -l)" -lt "$(readings package-0 | wc -l)" ] || fail "read on after the loss"
  [ -z "$(readings GPU-00000001-aaaa | tail -n 1)" ] || fail "a value of a lost device"
}

# No value now is a reading without a value, never 0; what is not supported is no meter.
no_value() {
  prepare
  board 3 nothing >>boards
  expect 0 -- sh -c "sleep 0.25
    cp boards well
    sed 's/power/unwell/' boards >new && mv new boards
    sleep 0.25
    mv well boards
    sleep 0.25"
  has_note no-power-reading
  [ -z "$(readings GPU-00000003-aaaa)" ] || fail "readings of a board that has none"
  readings GPU-00000002-aaaa | grep -q '^$' || fail "no reading without a value"
  [ "$(readings GPU-00000002-aaaa | tail -n 1)" = 302 ] || fail "not well again"
  ! readings GPU-00000002-aaaa | grep -qx 0 || fail "0 in the place of no value"
}

# What the command writes arrives byte by byte, with a pattern and without.
output() {
  prepare
  head -c 3000000 /dev/urandom >bytes
  for flag in -q --extrapolate=x; do
    measure $flag -- sh -c 'cat bytes; exit 4' >output
    [ $? -eq 4 ] || fail "another exit code with $flag"
    cmp bytes output || fail "other bytes with $flag"
  done
  # A reader that is slow, and one that goes away.
  measure --extrapolate x -- cat bytes | { sleep 1.5; cat; } >output
  cmp bytes output || fail "other bytes for a slow reader"
  [ "$(measure --extrapolate x -- yes | head -n 1)" = y ] || fail "another first line"
  # One place for both streams keeps the order of lines.
  # shellcheck disable=SC2016
  "$plume" measure --region fr -o report --extrapolate x -- sh -c 'for i in 1 2 3 4; do echo $i; echo $i >&2; done' \
    >output 2>&1
  printf '1\n1\n2\n2\n3\n3\n4\n4\n' >wanted
  head -n 8 output | cmp - wanted || fail "another order"
}

steps() {
  prepare
  # shellcheck disable=SC2016
  expect 0 --extrapolate 'step (\d+)/\d+' --steps-total 1000 -- sh -c '
    for i in 10 20 30 40; do sleep 0.15; echo "epoch 0 step $i/1000 loss 0.5"; done'
  [ "$(grep -c '^# mark,train,.*,10$' log.csv)" -eq 4 ] || fail "not four marks of ten steps"
  [ "$(wc -l <output)" -eq 4 ] || fail "lines of output are missing"
}

devices() {
  prepare
  expect 0 --devices GPU-00000002,dram-1 -- sleep 0.2
  [ "$(grep -c '^# device,' log.csv)" -eq 2 ] || fail "not two devices"
  expect 0 --devices psys,1 -- sleep 0.2
  grep -q ',psys,node,' log.csv || fail "psys is asked for, and not measured"
  CUDA_VISIBLE_DEVICES=GPU-00000002-aaaa
  export CUDA_VISIBLE_DEVICES
  expect 0 -- sleep 0.2
  [ -z "$(readings GPU-00000001-aaaa)" ] || fail "a board that the command does not see"
  [ -n "$(readings GPU-00000002-aaaa)" ] || fail "no readings of the board that the command sees"
  CUDA_VISIBLE_DEVICES=1
  expect 0 -- sleep 0.2
  has_note devices-by-number
}

no_sensor() {
  PLUME_SYSFS=$folder/none PLUME_NVML=libplume-has-no-such-thing.so \
    "$plume" measure --log log.csv --accelerator h100-sxm --region fr --json -o report.json -- sleep 0.3 \
    >output 2>errors || fail "exit code $?"
  has_note no-sensor
  grep -q '"no-sensor"' report.json || fail "the report does not say that nothing was measured"
}

full_log() {
  [ -c /dev/full ] || skip "no /dev/full"
  prepare
  "$plume" measure --interval 0.1s --log /dev/full --region fr -o report -- sh -c 'sleep 0.3; : >ended; exit 5' \
    >output 2>errors
  status=$?
  [ $status -eq 74 ] || [ -e ended ] || fail "the command did not end, exit code $status"
}

"$3"
