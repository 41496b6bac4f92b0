#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every long flag of every command, as --help has it, a line each: sh flags.sh PLUME
set -eu
plume=$1
"$plume" --help | grep -q '^Commands:'
for command in $("$plume" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p') "card write"; do
  "$plume" $command --help | grep -oE -e '^ +(-[a-z],)?--[a-z-]+' | grep -oE -e '--[a-z-]+' | sed "s/^/$(echo "$command" | tr ' ' '-') /"
done
