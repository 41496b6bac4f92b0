#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh slurm.sh PLUME RECORDS: an array job of four shards in a Slurm of its own, on loopback and in a
# scratch folder, against one run over all RECORDS. 77 means skipped.
set -u

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

skip() {
  echo "skipped: $*" >&2
  exit 77
}

# A Slurm that this test runs under, or that its user has set up, must not be spoken to.
forget_other_slurms() {
  names=$(env | sed -n 's/^\([A-Z]*_[A-Za-z0-9_]*\)=.*/\1/p')
  for name in $(echo "$names" | grep -E '^(SLURM|SBATCH|SINFO|SQUEUE|SCANCEL)_'); do
    unset "$name"
  done
}

check_tools() {
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  for tool in slurmctld slurmd sbatch sinfo squeue scancel munged; do
    command -v $tool >/dev/null || skip "no $tool"
  done
  [ "$(id -u)" -eq 0 ] || skip "only root may start slurmd for others"
}

start() {
  log=$scratch/$1.log
  shift
  "$@" >"$log" 2>&1 &
  daemons="$! $daemons"
}

alive() {
  for process in $daemons; do
    kill -0 "$process" 2>/dev/null || return 1
  done
}

# within SECONDS COMMAND…: whether it succeeds in time, tried five times a second.
within() {
  tries=$(($1 * 5))
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || return 1
    sleep 0.2
  done
}

stop_daemons() {
  # shellcheck disable=SC2086
  [ -z "$daemons" ] || kill $daemons 2>/dev/null
  within 5 all_gone || for process in $daemons; do kill -9 "$process" 2>/dev/null; done
  for process in $daemons; do wait "$process" 2>/dev/null; done
  daemons=
}

all_gone() {
  for process in $daemons; do
    ! kill -0 "$process" 2>/dev/null || return 1
  done
}

no_jobs() {
  jobs=$(timeout 5 squeue --noheader --states=all --format=%T) &&
    ! echo "$jobs" | grep -qE 'PENDING|RUNNING|COMPLETING|CONFIGURING'
}

clean_up() {
  trap '' INT TERM
  [ -z "$submission" ] || kill "$submission" 2>/dev/null
  if [ "$ready" = yes ]; then
    timeout 5 scancel --user=root >/dev/null 2>&1
    within 10 no_jobs
  fi
  stop_daemons
  rm -rf "$scratch"
}

show_logs() {
  for log in "$scratch"/*.log; do
    [ ! -s "$log" ] || { echo "--- ${log##*/}"; tail -n 60 "$log"; } >&2
  done
}

port_is_taken() {
  grep -qi ":$(printf %04X "$1") [0-9A-F]*:0000 0A" /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# Below the ports that the kernel gives to clients.
free_port() {
  while :; do
    port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
    port_is_taken "$port" || break
  done
  echo "$port"
}

write_configuration() {
  cat >"$scratch/slurm.conf" <<END
ClusterName=plume
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$scratch/munge.socket
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd.pid
MailProg=/bin/true
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SlurmdParameters=config_overrides
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 Port=$(free_port) CPUs=4 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=5 State=UP
END
  echo "CgroupPlugin=$1" >"$scratch/cgroup.conf"
}

answers() {
  alive && [ "$(timeout 5 sinfo --noheader --format=%T)" = idle ]
}

idle() {
  answers || ! alive
}

start_slurm() {
  rm -rf "$scratch/state" "$scratch/spool"
  mkdir "$scratch/state" "$scratch/spool"
  write_configuration "$1"
  start munged munged --foreground --force --socket="$scratch/munge.socket" \
    --key-file="$scratch/munge.key" --pid-file="$scratch/munged.pid" \
    --log-file="$scratch/munged.messages.log" --seed-file="$scratch/munged.seed"
  within 10 test -S "$scratch/munge.socket"
  start slurmctld slurmctld -D -f "$scratch/slurm.conf"
  start slurmd slurmd -D -f "$scratch/slurm.conf"
  within 20 idle && answers
}

# No control group is used, but slurmd wants a plugin for them that can be loaded: which one can
# depends on its version and on the machine. Anybody may take a port between its choice and its
# use; each attempt chooses others.
ensure_slurm() {
  (umask 077 && dd if=/dev/urandom of="$scratch/munge.key" bs=128 count=1 2>/dev/null)
  for plugin in cgroup/v1 disabled autodetect; do
    start_slurm $plugin && ready=yes && return
    show_logs
    stop_daemons
  done
  fail "the node is not idle"
}

write_job() {
  cat >"$scratch/job.sh" <<'END'
#!/bin/sh
#SBATCH --array=1-4
#SBATCH --cpus-per-task=1
plume=$1 records=$2
shard=$SLURM_ARRAY_TASK_ID/4
"$plume" batch "$records" --shard "$shard" --summary -o "summary-$SLURM_ARRAY_TASK_ID.json"
"$plume" batch "$records" --shard "$shard" --jobs "$SLURM_CPUS_PER_TASK" \
  -o "part-$SLURM_ARRAY_TASK_ID.jsonl"
END
}

# In the background, because a shell that waits for a command of its own hears no signal.
run_array() {
  timeout 60 sbatch --wait --chdir="$scratch" --output="$scratch/task-%a.log" \
    "$scratch/job.sh" "$plume" "$records" >"$scratch/sbatch.log" 2>&1 &
  submission=$!
  wait $submission
  status=$?
  submission=
}

run_once() {
  "$plume" batch "$records" -o "$scratch/whole.jsonl"
  expected=$?
  [ $expected -eq 0 ] || [ $expected -eq 2 ] || fail "exit code $expected of the single run"
  [ -s "$scratch/whole.jsonl" ] || fail "the single run wrote nothing"
  "$plume" batch "$records" --summary -o "$scratch/whole.json"
}

compare() {
  cd "$scratch" || exit 1
  [ $status -eq $expected ] || fail "exit code $status of sbatch instead of $expected"
  for task in 1 2 3 4; do
    [ -s part-$task.jsonl ] || fail "nothing in shard $task"
  done
  cat part-1.jsonl part-2.jsonl part-3.jsonl part-4.jsonl | cmp - whole.jsonl ||
    fail "the four shards together differ from the single run"
  "$plume" batch --merge-summaries summary-1.json summary-2.json summary-3.json summary-4.json \
    -o merged.json
  merged=$?
  [ $merged -eq $expected ] || fail "exit code $merged of the merger instead of $expected"
  cmp merged.json whole.json || {
    diff merged.json whole.json >&2
    fail "the merged summaries differ from that of the single run"
  }
}

check_tools
forget_other_slurms
plume=$(readlink -f "$1") records=$(readlink -f "$2") host=$(uname -n) host=${host%%.*}
scratch=$(mktemp -d) daemons='' submission='' ready=no
trap 'status=$?; [ $status -eq 0 ] || show_logs; clean_up; exit $status' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
chmod 711 "$scratch"
export SLURM_CONF="$scratch/slurm.conf"

run_once
ensure_slurm
write_job
run_array
compare
