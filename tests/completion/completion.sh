#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a shell proposes for the command line of plume: sh completion.sh PLUME bash|zsh|fish
set -eu
plume=$1 shell=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$plume" completion "$shell" >"$work/script"

# Every long flag of a command stands in the script of any shell.
sh "$(dirname "$0")/flags.sh" "$plume" >"$work/flags"
grep -q "^estimate --region$" "$work/flags"
while read -r command flag; do
  case $shell in fish) wanted="-l ${flag#--}" ;; *) wanted=$flag ;; esac
  grep -q -e "$wanted[^a-z-]" "$work/script" || { echo "$shell: $command $flag is missing"; exit 1; }
done <"$work/flags"

command -v "$shell" >/dev/null || { echo "not run: there is no $shell"; exit 0; }
[ "$shell" != zsh ] || zsh -f -c 'zmodload zsh/zpty && zpty here true' 2>/dev/null || { echo "not run: no pseudo-terminal"; exit 0; }
mkdir "$work/bin" "$work/here"
ln -s "$(realpath "$plume")" "$work/bin/plume"
PATH=$work/bin:$PATH
export PATH
cd "$work/here"
touch run.json "two words.json"

cat >"$work/ask.bash" <<'END'
source "$1"
COMP_LINE=$2 COMP_POINT=${#2}
_plume
printf '%s\n' "${COMPREPLY[@]}"
END
# The whole screen of a session in which the line was typed and Tab pressed.
cat >"$work/ask.zsh" <<'END'
zmodload zsh/zpty
setopt extended_glob
zpty asked env PS1= zsh -f -i
zpty -w asked "unsetopt zle_bracketed_paste; LISTMAX=0; autoload -U compinit; compinit -u -D; source $1; print rea''dy"
zpty -r asked seen '*ready*'
zpty -w -n asked "$2"$'\t\t'
sleep $3
zpty -w -n asked $'\C-a\C-k'"print do''ne"$'\n'
zpty -r asked seen '*done*'
print -r -- ${seen//$'\e'\[[0-9;?]#[a-zA-Z]/ }
END
ask() { # LINE SECONDS-TO-WAIT
  case $shell in
    bash) bash "$work/ask.bash" "$work/script" "$1" ;;
    fish) HOME=$work fish -N -c "source $work/script; complete -C '$1'" | cut -f1 ;;
    zsh) timeout 60 zsh -f "$work/ask.zsh" "$work/script" "$1" "$2" | tr ' \r' '\n\n' ;;
  esac
}

# proposes LINE WORD…: each word is among what is proposed. In bash, words of a word with a colon begin behind it.
proposes() {
  line=$1
  shift
  for wait in 0.3 2 8; do
    ask "$line" "$wait" >"$work/answer"
    missing=
    for word in "$@"; do
      grep -qxF -e "$word" "$work/answer" || missing="$missing $word"
    done
    [ -n "$missing" ] || return 0
  done
  echo "$shell: \`$line\` does not propose$missing, but:"
  cat "$work/answer"
  exit 1
}
nothing() {
  ask "$1" 0 >"$work/answer"
  ! grep -q '[a-z]' "$work/answer" || { echo "$shell: \`$1\` proposes:"; cat "$work/answer"; exit 1; }
}

proposes 'plume est' estimate
proposes 'plume c' check card compare completion
proposes 'plume estimate --form' --format
proposes 'plume estimate --format ' text json csv markdown
proposes 'plume estimate --accelerator h100-s' h100-sxm
proposes 'plume estimate --region azure:sweden' "$([ "$shell" = bash ] && echo swedencentral || echo azure:swedencentral)"
proposes 'plume card w' write
proposes 'plume card write --as ' cyclonedx spdx
proposes 'plume data s' show search sources
proposes 'plume estimate ru' run.json
[ "$shell" = zsh ] || {
  proposes 'plume estimate --format=j' "$([ "$shell" = fish ] && echo --format=json || echo json)"
  proposes 'plume estimate ' run.json 'two words.json'
  nothing 'plume estimate --hours '
  nothing 'plume nonsense --'
}
[ "$shell" != bash ] || proposes 'plume compare run.json --accelerator a100-sxm-80gb,h100-s' a100-sxm-80gb,h100-sxm
