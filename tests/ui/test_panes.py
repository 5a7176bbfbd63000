# SPDX-License-Identifier: GPL-3.0-or-later
"""A pane does as much work, and takes as much memory, for 20,000 rows as for 1,000: rows
filled, updates and kilobytes are counted, never time."""
import json
import subprocess
import tempfile
import unittest

from kit import BUILD, main

PROGRAM = str(BUILD / 'tests' / 'ui' / 'panes')
SMALL, LARGE = 1000, 20000


def panes(*words):
    """The program's one line, or nothing."""
    said = subprocess.run([PROGRAM, *map(str, words)], stdout=subprocess.PIPE, text=True,
                          timeout=280, check=True).stdout
    return json.loads(said) if said else None


class Panes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.books = {rows: '%s/%d.db' % (cls.folder.name, rows) for rows in (SMALL, LARGE)}
        for rows, path in cls.books.items():
            panes('--fill', path, rows)

    def compare(self, what):
        small, large = (panes(what, self.books[rows]) for rows in (SMALL, LARGE))
        self.assertEqual((small['rows'], large['rows']), (SMALL, LARGE))
        # As many rows as a screen shows, not the two hundred that a list view would fill; and each
        # page that comes in is one update.
        self.assertGreater(large['open']['bound'], 0)
        self.assertLess(large['open']['bound'], 100)
        self.assertLessEqual(large['open']['updates'], small['open']['updates'] + 3)
        for part in ('scroll', 'search'):
            with self.subTest(part):
                self.assertLess(large[part]['bound'], 60000)
                self.assertLess(large[part]['updates'], 400)
        # Four megabytes hold no 19,000 more rows of a name, a company and numbers as objects.
        self.assertLess(large['own'], small['own'] + 4096, (small, large))

    def test_phonebook(self):
        self.compare('contacts')

    def test_history(self):
        self.compare('history')


if __name__ == '__main__':
    main()
