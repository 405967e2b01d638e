#!/usr/bin/env bash
# Sets the machine up for the tests, then runs all of them.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/tools.sh
source scripts/tools.sh

# Where actionlint is put.
PATH="$PATH:$PWD/target/tools"
have go && PATH="$PATH:$(go env GOPATH)/bin"
scripts/setup-tests.sh
exec mvn --batch-mode verify
