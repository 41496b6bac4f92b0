# SPDX-License-Identifier: Apache-2.0
# Sourced by run and test: installs what is missing, builds a profile. Chatter goes to standard error.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
packages="g++ cmake ninja-build libcli11-dev nlohmann-json3-dev libfmt-dev libspdlog-dev libsimdjson-dev libyaml-cpp-dev libtomlplusplus-dev zlib1g-dev libzstd-dev"

announce() {
  echo "+ $*" >&2
  "$@" >&2
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then announce "$@"; else announce sudo "$@"; fi
}

install_missing() {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "No apt here: a C++20 compiler and CMake 3.25 must be installed; pinned libraries are downloaded." >&2
    return
  fi
  missing=
  for package in "$@"; do
    case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
      "install ok installed") ;;
      *) missing="$missing $package" ;;
    esac
  done
  [ -n "$missing" ] || return 0
  as_root apt-get update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $missing
}

build() {
  if command -v ninja >/dev/null; then export CMAKE_GENERATOR="${CMAKE_GENERATOR:-Ninja}"; fi
  if [ ! -e "$root/build/$1/build.ninja" ] && [ ! -e "$root/build/$1/Makefile" ]; then
    announce cmake -C "$root/.cmake/profiles/$1.cmake" -S "$root" -B "$root/build/$1"
  fi
  announce cmake --build "$root/build/$1" --parallel "$(getconf _NPROCESSORS_ONLN)"
}
