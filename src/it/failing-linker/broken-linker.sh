#!/bin/sh
echo "this linker is out of order" >&2
exit 1
