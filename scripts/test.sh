#!/usr/bin/env bash
# test.sh [OPTION...]: sets the machine up for the tests, then runs them all, or those that Maven's options choose.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/tools.sh
source scripts/tools.sh

# Where actionlint is put.
PATH="$PATH:$PWD/target/tools"
have go && PATH="$PATH:$(go env GOPATH)/bin"
scripts/setup-tests.sh
exec mvn --batch-mode verify "$@"
