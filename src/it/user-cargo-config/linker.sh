#!/bin/sh
echo linked >> "$(dirname "$0")/linker-was-here.txt"
exec cc "$@"
