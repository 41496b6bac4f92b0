#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Holds what a command writes against a schema:
# sh validate.sh sarif|junit|cyclonedx|spdx|boamps|own FOLDER COMMAND...
# FOLDER is where fetch_schemas.sh put the public schemas; of `own` it is a schema of
# data/schema, of `boamps` that of this folder. Exit: 77 when a schema or a validator is missing.
set -eu

skip() {
  echo "validate: skipped, $1"
  exit 77
}

fail() {
  echo "validate: $1" >&2
  exit 1
}

find_python() {
  for python in python3 /usr/bin/python3; do
    if "$python" -c 'import jsonschema' 2>/dev/null; then
      echo "$python"
      return
    fi
  done
}

# Each takes the schema and the document.
valid_json() {
  "$python" - "$1" "$2" <<'EOF'
import glob, json, os, sys, warnings
warnings.simplefilter("ignore", DeprecationWarning)
from jsonschema import RefResolver
from jsonschema.validators import validator_for

schema, document = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
base = schema.get("$id") or schema.get("id") or "file://" + os.path.abspath(sys.argv[1])
beside = [json.load(open(name, encoding="utf-8")) for name in glob.glob(os.path.join(os.path.dirname(sys.argv[1]), "*.json"))]
known = {each["$id"]: each for each in beside if "$id" in each}
validator = validator_for(schema)(schema, resolver=RefResolver(base, schema, store=known))
faults = [f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in validator.iter_errors(document)]
sys.exit("\n".join(faults) or 0)
EOF
}

valid_junit() {
  xmllint --noout --schema "$1" "$2"
}

kind=$1
folder=$2
shift 2
case $kind in
  sarif)
    schema=$folder/sarif.json
    wrong='s/"runs"/"rums"/'
    ;;
  cyclonedx)
    schema=$folder/bom-1.6.schema.json
    wrong='s/"activityEnergyCost"/"activityEnergyCots"/'
    ;;
  spdx)
    schema=$folder/spdx-3.0.1.schema.json
    wrong='s/"ai_energyUnit"/"ai_energyUnti"/'
    ;;
  boamps)
    schema=$folder
    wrong='s/"powerConsumption"/"powerConsumptoin"/'
    ;;
  own)
    schema=$folder
    wrong='s/"schema"/"shcema"/; s/"line"/"lien"/'
    ;;
  junit)
    schema=$folder/junit.xsd
    wrong='s/<testsuite /<testsuite wrong="" /'
    command -v xmllint >/dev/null || skip "there is no xmllint"
    ;;
  *) fail "no such kind: $kind" ;;
esac
valid=valid_$kind
if [ "$kind" != junit ]; then
  valid=valid_json
  python=$(find_python)
  [ -n "$python" ] || skip "there is no python3-jsonschema"
fi
[ -f "$schema" ] || skip "there is no $schema; fetch_schemas.sh fetches it"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# A check that says no has written its findings too.
"$@" >"$scratch/right" || [ $? -eq 1 ] || fail "$* failed"
[ -s "$scratch/right" ] || fail "$* wrote nothing"
"$valid" "$schema" "$scratch/right" || fail "not valid"

sed "$wrong" "$scratch/right" >"$scratch/wrong"
if "$valid" "$schema" "$scratch/wrong" >/dev/null 2>&1; then
  fail "the validator takes what is wrong"
fi
echo "validate: valid, and the validator refuses what is not"
