# SPDX-License-Identifier: GPL-3.0-or-later
"""What a key in the search field costs: the store's own benchmark, quoted."""
from kit import BUILD

from .measure import QuietWorld

PROGRAM = BUILD / 'tests' / 'store' / 'bench-store'
SIZES = (2000, 100000)


def run(_runs, note, million=False):
    lines = {}
    if not PROGRAM.exists():
        return lines, '## Search\n\n`%s` is not built.' % PROGRAM.name
    with QuietWorld() as world:
        for size in SIZES + ((1000000,) if million else ()):
            note('search among %d contacts' % size)
            lines[size] = world.run([PROGRAM, str(size)], timeout=7200).stdout.splitlines()
    return lines, '## Search and mirror\n\n' + '\n\n'.join(
        '%d contacts:\n\n```\n%s\n```' % (size, '\n'.join(said)) for size, said in lines.items())
