#!/usr/bin/env bash
# install-maven.sh VERSION FOLDER: unpacks that Maven below FOLDER, by the Maven that is there, and prints its bin folder.
set -euo pipefail
version=$1
folder=$2

mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.9.0:unpack \
  -Dartifact="org.apache.maven:apache-maven:$version:zip:bin" -DoutputDirectory="$folder" >&2
chmod +x "$folder/apache-maven-$version/bin/mvn"
echo "$folder/apache-maven-$version/bin"
