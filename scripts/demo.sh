#!/usr/bin/env bash
# Builds the plugin, then examples/myapp with it, shows what came out and runs the binary of this machine.
# Needs no root and no system package: where no cross linker is installed, the plugin brings zig.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/tools.sh
source scripts/tools.sh

say() { printf '\n== %s\n' "$1"; }

sha256_check() {
  if have sha256sum; then sha256sum --check --quiet "$1"; else shasum -a 256 --check --quiet "$1"; fi
}

# The classifier that design and README give to this machine; empty where the demo builds nothing for it.
host_classifier() {
  case $(uname -s):$(uname -m) in
    Linux:x86_64) echo linux-amd64 ;;
    Linux:aarch64) echo linux-arm64 ;;
    Darwin:*) echo darwin-universal ;;
    MINGW*:x86_64 | MSYS*:x86_64) echo windows-amd64 ;;
  esac
}

require_basics

# Installed into the ordinary local repository: the example then resolves the plugin as any project would, also when
# you run it yourself afterwards, and nothing is downloaded a second time.
say "the plugin: mvn -DskipTests install"
mvn --batch-mode --quiet -DskipTests -Dspotless.check.skip install

say "the example: mvn package, in examples/myapp"
(cd examples/myapp && mvn --batch-mode package)

say "examples/myapp/target/rust-cross/dist"
cd examples/myapp/target/rust-cross/dist
sha256_check SHA256SUMS
printf '%-44s %10s  %s\n' archive bytes sha256
while read -r hash name; do
  printf '%-44s %10d  %s\n' "$name" "$(wc -c <"$name")" "$hash"
done <SHA256SUMS

classifier=$(host_classifier)
if [[ -n $classifier ]]; then
  say "the binary of this machine, from the archive $classifier"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  case $classifier in
    windows-*) unzip -q ./*-"$classifier".zip -d "$work" ;;
    *) tar -xzf ./*-"$classifier".tar.gz -C "$work" ;;
  esac
  binary=$(find "$work" -type f \( -name myapp -o -name myapp.exe \))
  "$binary" platform
  "$binary" config-dir
  "$binary" open --dry-run https://example.com
fi
