#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh check.sh PLUME ROOT CASE: what `plume check` does with files and services. 77 means skipped.
set -u
plume=$(readlink -f "$1") root=$(readlink -f "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY GITHUB_OUTPUT
mkdir .git # settings are looked for no further up

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# gives CODE WORDS…: the exit code of a command
gives() {
  wanted=$1
  shift
  "$@" >"$scratch/stdout" 2>"$scratch/stderr"
  got=$?
  [ $got -eq "$wanted" ] || fail "exit code $got, not $wanted, of: $* ($(cat "$scratch/stderr"))"
}

says() {
  grep -q -- "$2" "$1" || fail "$1 does not say '$2': $(cat "$1")"
}

run() {
  printf '{"model": {"parameters": "%s"}, "training": {"tokens": "%s"},
 "hardware": {"accelerator": "h100-sxm", "count": 8}, "site": {"region": "fr", "year": 2024}}\n' "$2" "$3" >"$1"
}

case_ledger() {
  run a.json 7B 1B
  run b.json 1B 20B
  gives 0 "$plume" check a.json b.json --baseline ledger.jsonl --update-baseline
  [ "$(wc -l <ledger.jsonl)" -eq 2 ] || fail "not a line a file"
  gives 0 "$plume" check a.json b.json --baseline ledger.jsonl --max-increase 0%
  cp ledger.jsonl before.jsonl
  run b.json 1B 40B
  gives 1 "$plume" check a.json b.json --baseline ledger.jsonl --max-increase 10%
  says "$scratch/stdout" "tokens x2"
  gives 0 "$plume" check b.json --baseline ledger.jsonl --max-increase 150%
  cmp ledger.jsonl before.jsonl || fail "the ledger changed unasked"
  gives 0 "$plume" check b.json --baseline ledger.jsonl --update-baseline
  [ "$(grep -c '"a.json"' ledger.jsonl)" -eq 1 ] || fail "the line of a file that was not checked is gone"
  gives 0 "$plume" check a.json b.json --baseline ledger.jsonl --max-increase 0%
  gives 0 "$plume" check a.json b.json --baseline ledger.jsonl --update-baseline
  cp ledger.jsonl again.jsonl
  gives 0 "$plume" check b.json a.json --baseline ledger.jsonl --update-baseline
  cmp ledger.jsonl again.jsonl || fail "the ledger depends on the order of the files"
}

case_new_run() {
  run a.json 7B 1B
  gives 0 "$plume" check a.json --baseline ledger.jsonl --update-baseline
  run b.json 1B 20B
  gives 2 "$plume" check a.json b.json --baseline ledger.jsonl --max-increase 10%
  says "$scratch/stdout" "no-budget"
  gives 0 "$plume" check a.json b.json --baseline ledger.jsonl --max-increase 10% --max-emissions 1t
  gives 2 "$plume" check a.json --baseline absent.jsonl --max-increase 10%
  gives 2 "$plume" check b.json --baseline ledger.jsonl --max-increase 10%
  says "$scratch/stderr" "the baseline holds none of them"
}

case_update_alone() {
  run a.json 7B 1B
  : >ledger.jsonl
  gives 2 "$plume" check a.json --baseline ledger.jsonl --max-increase 10%
  gives 0 "$plume" check a.json --baseline ledger.jsonl --update-baseline --write json=out.json
  says "$scratch/stdout" "^passed: 1 run, 1 without a limit"
  says out.json '"outcome": "passed"'
  if grep -q no-budget "$scratch/stdout"; then fail "a budget is missed although none is needed"; fi
}

case_ledger_elsewhere() {
  mkdir -p configs base sub
  run configs/a.json 7B 1B
  printf 'baseline: base/ledger.jsonl\nmax-increase: 5%%\nbudgets:\n- files: configs/*\n  max-emissions: 1 t\n' >.plume.yaml
  gives 0 "$plume" check --update-baseline
  cp base/ledger.jsonl before.jsonl
  run configs/a.json 7B 2B
  gives 1 "$plume" check
  cd sub || exit 1
  gives 1 "$plume" check
  gives 1 "$plume" check "$scratch/configs/a.json" --baseline ../before.jsonl
  gives 0 "$plume" check --update-baseline
  [ "$(wc -l <../base/ledger.jsonl)" -eq 1 ] || fail "the ledger holds the file twice"
}

case_same_file() {
  run a.json 7B 1B
  gives 0 "$plume" check a.json ./a.json "$scratch/a.json" --max-emissions 1t
  says "$scratch/stdout" "^passed: 1 run,"
  gives 2 "$plume" check "" --max-emissions 1t
}

case_patterns() {
  mkdir -p configs/deep sub
  run configs/a.json 7B 1B
  run configs/deep/b.json 7B 1B
  ln -s configs linked
  for pattern in 'configs/**/*.json' './configs/**' "$scratch/configs/**/*.json" 'sub/../configs/**' 'linked/**'; do
    gives 0 "$plume" check "$pattern" --max-emissions 1t
    says "$scratch/stdout" "^passed: 2 runs,"
  done
  gives 2 "$plume" check 'absent/*.json' --max-emissions 1t
  cd sub || exit 1
  gives 0 "$plume" check '../configs/*.json' --max-emissions 1t
  says "$scratch/stdout" " ../configs/a.json "
}

case_own_files() {
  run a.json 7B 1B
  cp a.json before.json
  gives 2 "$plume" check a.json --max-emissions 1t -o a.json
  gives 2 "$plume" check a.json --max-emissions 1t --write json=./a.json
  gives 2 "$plume" check a.json --max-emissions 1t --write json=out --write csv=./out
  gives 2 "$plume" check a.json --max-emissions 1t --write json=-
  gives 2 "$plume" check a.json --baseline ledger.jsonl --update-baseline --write json=ledger.jsonl
  gives 0 "$plume" check a.json --max-emissions 1t --write json=/dev/null --write csv=/dev/null
  cmp a.json before.json || fail "the checked file was written"
}

case_show() {
  run a.json 7B 1B
  for other in "--write json=out.json" "--update-baseline --baseline ledger.jsonl" "--format sarif"; do
    # shellcheck disable=SC2086 # several words
    gives 2 "$plume" check a.json --show $other
  done
  gives 0 "$plume" check a.json --show --json
  cp "$scratch/stdout" shown.json
  gives 0 "$plume" estimate shown.json
}

case_names() {
  run "::stop-commands::x.json" 7B 1B
  gives 1 "$plume" check ::*.json --max-emissions 1g
  if grep -q "^[[:space:]]*::" "$scratch/stdout"; then fail "a file's name is a command to GitHub"; fi
}

case_report_as_baseline() {
  run a.json 7B 1B
  gives 0 "$plume" estimate a.json --name tuned --json -o report.json
  gives 0 "$plume" check a.json --name tuned --baseline report.json --max-increase 0%
  gives 1 "$plume" check a.json --name tuned --region pl --baseline report.json --max-increase 10%
  says "$scratch/stdout" "carbon intensity x"
  cp report.json before.json
  gives 2 "$plume" check a.json --name other --baseline report.json --update-baseline
  cmp report.json before.json || fail "the report of another run is lost"
  gives 0 "$plume" check a.json --name tuned --baseline report.json --update-baseline
  says report.json "plume.ledger/1"
}

case_copies() {
  run a.json 7B 1B
  gives 1 "$plume" check a.json --max-emissions 1g --write json=out.json --write sarif=out.sarif --write markdown=out.md
  says out.json '"plume.check/1"'
  says out.sarif '"2.1.0"'
  says out.md "OVER"
  says "$scratch/stdout" "OVER"
  gives 74 "$plume" check a.json --max-emissions 1t --write json=absent/out.json
  gives 2 "$plume" check a.json --max-emissions 1t --write jsn=out
}

case_github() {
  run a.json 7B 1B
  export GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY="$scratch/summary.md"
  echo "before" >summary.md
  gives 1 "$plume" check a.json --max-emissions 1g
  says "$scratch/stdout" "^::error file=a.json,line="
  says summary.md "before"
  says summary.md "OVER"
  gives 1 "$plume" check a.json --max-emissions 1g --ci none
  if grep -q "^::" "$scratch/stdout"; then fail "annotations although --ci none"; fi
}

case_many() {
  mkdir configs
  for i in $(seq 500); do run "configs/$i.json" 1B "${i}M"; done
  gives 0 "$plume" check 'configs/*.json' --max-emissions 1t
  says "$scratch/stdout" "500 runs"
  echo "{" >configs/bad.json
  gives 2 "$plume" check configs/*.json --max-emissions 1t
  [ "$(grep -c error: "$scratch/stderr")" -eq 1 ] || fail "one bad file is not one error"
  says "$scratch/stdout" "500 within"
}

case_action() {
  run a.json 7B 1B
  export FILES="**/*.json" MAX_EMISSIONS="1 g" MAX_ENERGY="" BASELINE="" MAX_INCREASE="" FAIL_ON="" ARGUMENTS="--ci none"
  export SARIF=out.sarif COMMENT=out.md GITHUB_OUTPUT="$scratch/output"
  gives 1 sh "$root/.github/actions/check/check.sh" "$plume"
  says output "outcome=1"
  says out.sarif "over-budget"
  export MAX_EMISSIONS="1 t"
  gives 0 sh "$root/.github/actions/check/check.sh" "$plume"
}

case_pre_commit() {
  for program in pre-commit git; do
    command -v $program >/dev/null || {
      echo "skipped: no $program" >&2
      exit 77
    }
  done
  rmdir .git
  mkdir hooks bin
  cp "$root/.pre-commit-hooks.yaml" hooks/
  ln -s "$plume" bin/plume
  export PATH="$scratch/bin:$PATH" HOME="$scratch" GIT_CONFIG_NOSYSTEM=1 PRE_COMMIT_HOME="$scratch/cache"
  git config --global user.name test
  git config --global user.email test@example.org
  git config --global init.defaultBranch main
  git config --global protocol.file.allow always
  (cd hooks && git init -q && git add -A && git commit -qm hooks)
  mkdir repository && cd repository && git init -q
  run configs.json 7B 1B
  cat >.pre-commit-config.yaml <<CONFIG
repos:
  - repo: file://$scratch/hooks
    rev: $(cd ../hooks && git rev-parse HEAD)
    hooks:
      - id: plume-check
        files: ^configs
        args: [--max-emissions, 1 t]
CONFIG
  git add -A
  gives 0 pre-commit run plume-check
  sed -i 's/1 t\]/1 g]/' .pre-commit-config.yaml
  git add -A
  gives 1 pre-commit run plume-check
  says "$scratch/stdout" "OVER"
}

case_own_gate() {
  cp -r "$root/docs/examples/." .
  gives 0 "$plume" check
  says "$scratch/stdout" "WITHIN"
}

"case_$3"
