#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# ledger.sh COMMAND...: the first line of the ledger that a check writes.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$@" --baseline "$scratch/ledger.jsonl" --update-baseline >/dev/null || [ $? -eq 1 ]
head -n 1 "$scratch/ledger.jsonl"
