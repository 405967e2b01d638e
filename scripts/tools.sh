# shellcheck shell=bash
# What the scripts ask of a machine, and how to say what to install on it. Sourced, not run.

have() { command -v "$1" >/dev/null 2>&1; }

# A rustup installed a minute ago is not on PATH before the next login.
have cargo || PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

# at_least FOUND WANTED: compares dotted versions; what follows the numbers (-rc-5, +6) does not count.
at_least() {
  local found wanted part
  IFS=. read -ra found <<<"${1%%[!0-9.]*}"
  IFS=. read -ra wanted <<<"$2"
  for part in "${!wanted[@]}"; do
    ((${found[part]:-0} > wanted[part])) && return 0
    ((${found[part]:-0} < wanted[part])) && return 1
  done
  return 0
}

jdk_version() { java_tool javac -version 2>&1 | awk '$1 == "javac" { print $2 }'; }

maven_version() { mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9A-Za-z.-]*\).*/\1/p'; }

# Maven runs on JAVA_HOME where it is set, whatever PATH says.
java_tool() {
  local tool=$1
  shift
  if [[ -n ${JAVA_HOME:-} ]]; then
    "$JAVA_HOME/bin/$tool" "$@"
  else
    "$tool" "$@"
  fi
}

# The client that installs zig where no other linker serves a target.
have_python_client() {
  have uv || { have python3 && python3 -m pip --version >/dev/null 2>&1; }
}

# install_hint WHAT: the command that installs it on this system.
install_hint() {
  local what=$1 system=other
  if have apt-get; then
    system=apt
  elif have dnf; then
    system=dnf
  elif [[ $(uname -s) == Darwin ]]; then
    system=brew
  elif have winget; then
    system=winget
  fi
  case $system:$what in
    apt:jdk) echo "sudo apt-get install openjdk-17-jdk-headless   (or a later one)" ;;
    apt:maven) echo "sudo apt-get install maven" ;;
    apt:python) echo "sudo apt-get install python3 python3-pip" ;;
    apt:cc) echo "sudo apt-get install gcc libc6-dev" ;;
    dnf:jdk) echo "sudo dnf install java-21-openjdk-devel" ;;
    dnf:maven) echo "sudo dnf install maven" ;;
    dnf:python) echo "sudo dnf install python3 python3-pip" ;;
    dnf:cc) echo "sudo dnf install gcc glibc-devel" ;;
    brew:jdk) echo "brew install openjdk@21, and follow what it prints about PATH" ;;
    brew:maven) echo "brew install maven" ;;
    brew:python) echo "brew install python" ;;
    brew:cc) echo "xcode-select --install" ;;
    winget:jdk) echo "winget install EclipseAdoptium.Temurin.21.JDK" ;;
    winget:python) echo "winget install Python.Python.3.13" ;;
    *:jdk) echo "a JDK, 17 or later: https://adoptium.net" ;;
    *:maven) echo "Maven 3.8.7 or later: https://maven.apache.org/install.html" ;;
    *:python) echo "python3 with pip (https://www.python.org), or uv (https://docs.astral.sh/uv)" ;;
    *:cc) echo "a C compiler named cc: rustc links build scripts and macros with it" ;;
    *:rustup) echo "rustup with a stable toolchain: https://rustup.rs" ;;
  esac
}

# missing_basics: one line, "what: how to install it", for each thing that a build of the plugin and a crate needs.
missing_basics() {
  local version
  version=$(jdk_version)
  at_least "${version:-0}" 17 || echo "JDK 17 or later (found: ${version:-none}): $(install_hint jdk)"
  version=$(maven_version)
  at_least "${version:-0}" 3.8.7 || echo "Maven 3.8.7 or later (found: ${version:-none}): $(install_hint maven)"
  { have rustup && cargo --version >/dev/null 2>&1; } || echo "rustup and cargo: $(install_hint rustup)"
  have_python_client || echo "python3 with pip, or uv: $(install_hint python)"
  [[ $(uname -s) == MINGW* || $(uname -s) == MSYS* ]] || have cc || echo "cc: $(install_hint cc)"
}

# require_basics: ends the script when something is missing.
require_basics() {
  local missing
  missing=$(missing_basics)
  if [[ -n $missing ]]; then
    {
      echo "This machine lacks:"
      while IFS= read -r line; do echo "  - $line"; done <<<"$missing"
    } >&2
    exit 1
  fi
}
