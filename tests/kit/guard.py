# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends what a world started when its test can't: killed, or timed out.

Run as a program with the world's mark; standard input ends with the test."""
import sys

if __name__ == '__main__':
    sys.path.insert(0, sys.path[0] + '/..')
    from kit import process
    sys.stdin.read()
    process.end_marked(sys.argv[1], patience=2)
