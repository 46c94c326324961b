#!/bin/sh
# Rooms (the folders, in report/ also those in it) need each other one way only: fails on a circle of #include lines, and
# prints it. Folders of kinds (hosts, electrolytes, figures/kinds) are parts of their room. Usage: rooms.sh SOURCE_ROOT
set -eu
cd "$1"
pairs=$(find analysis api bpx cards cli experiments fitting lab measured model report solver sweep -name '*.[ch]' -exec awk '
    function room(path, part, n) {
        n = split(path, part, "/")
        return part[1] == "report" && n > 2 ? part[1] "/" part[2] : part[1]
    }
    /^#include "/ {
        path = FILENAME
        sub(/[^\/]*$/, $2, path)
        gsub(/"/, "", path)
        while (sub(/[^\/.]+\/\.\.\//, "", path)) continue
        if (room(FILENAME) != room(path)) print room(FILENAME), room(path)
    }' {} +)
[ "$(echo "$pairs" | sort -u | wc -l)" -gt 20 ] # it did read them
echo "$pairs" | sort -u | tsort
