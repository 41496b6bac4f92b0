#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check.sh PLUME: runs `plume check` with what the action was given, in variables.
set -u
plume=$1

set -f # patterns are for plume, which knows `**`
set -- $FILES
[ -z "$MAX_EMISSIONS" ] || set -- "$@" --max-emissions "$MAX_EMISSIONS"
[ -z "$MAX_ENERGY" ] || set -- "$@" --max-energy "$MAX_ENERGY"
[ -z "$BASELINE" ] || set -- "$@" --baseline "$BASELINE"
[ -z "$MAX_INCREASE" ] || set -- "$@" --max-increase "$MAX_INCREASE"
[ -z "$FAIL_ON" ] || set -- "$@" --fail-on "$FAIL_ON"
[ -z "$SARIF" ] || set -- "$@" --write "sarif=$SARIF"
[ -z "$COMMENT" ] || set -- "$@" --write "markdown=$COMMENT"
"$plume" check "$@" $ARGUMENTS
outcome=$?
echo "outcome=$outcome" >>"${GITHUB_OUTPUT:-/dev/null}"
exit $outcome
