#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manual page has every flag of every command, and troff has nothing to say of it: sh manual.sh PLUME
set -eu
plume=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$plume" man >"$work/plume.1"
sed 's/\\-/-/g' "$work/plume.1" >"$work/words"

sh "$(dirname "$0")/flags.sh" "$plume" >"$work/flags"
grep -q "^estimate --region$" "$work/flags"
while read -r command flag; do
  grep -q -e "$flag[^a-z-]" "$work/words" || { echo "$command $flag is missing"; exit 1; }
done <"$work/flags"

command -v groff >/dev/null || { echo "not formatted: there is no groff"; exit 0; }
groff -man -Tutf8 -ww "$work/plume.1" >"$work/page" 2>"$work/said"
[ ! -s "$work/said" ] || { cat "$work/said"; exit 1; }
grep -q 'GPU\|accelerator' "$work/page"
