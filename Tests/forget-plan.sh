#!/usr/bin/env bash
# Lets the next build in a folder plan anew: packages may share the modules there, but a plan is one package's.
#
#   bash Tests/forget-plan.sh .build
set -euo pipefail
rm -f "$1"/{debug,release}.yaml "$1"/*/{debug,release}/description.json
