# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening, scrolling and searching a pane by the size of its book, beside a bare list view."""
import json
import statistics

from kit import BUILD

from .measure import QuietWorld, spread, table

PROGRAM = BUILD / 'tests' / 'ui' / 'panes'
SIZES = (1000, 100000)
MILLION = 1000000
PANES = (('phonebook', 'contacts'), ('history', 'history'))
READING = (
    'A window of 480 by 800 pixels with the pane, over a mirror of its own: from its making to its '
    'rows drawn; 60 steps of the bar from one end to the other; a query of three letters, or of '
    'one digit, to its rows drawn. Wall-clock milliseconds, of a display that draws 60 times a '
    'second: a step takes 17 at least. The floor is a GtkListView of as many texts with an image '
    'and two labels to a row, all in memory; "x floor" is of the processor\'s time.')


class Panes:
    def __init__(self, world):
        self.world = world
        self.values = {}

    def run(self, *words):
        said = self.world.run([PROGRAM, *map(str, words)], timeout=7200).stdout
        return json.loads(said) if said else None

    def book(self, rows):
        return self.world.folder / ('book-%d.db' % rows)

    def turn(self, rows):
        """Pane and floor one after the other, so that their ratio holds."""
        for label, words in [(name, (word, self.book(rows))) for name, word in PANES] + [
                ('floor: GtkListView', ('floor', rows))]:
            self.values.setdefault((rows, label), []).append(self.run(*words))

    def rows(self):
        for (rows, label), values in self.values.items():
            floor = self.values[rows, 'floor: GtkListView']

            def part(name, values=values):
                return spread([value[name]['ms'] for value in values]) if name in values[0] else ''

            def ratio(name, values=values, floor=floor):
                return '%.2f' % statistics.median(
                    one[name]['cpu'] / other[name]['cpu'] for one, other in zip(values, floor))
            yield ['{:,}'.format(rows), label, part('open'), ratio('open'), part('scroll'),
                   ratio('scroll'), part('search'), str(values[0]['open']['bound']),
                   spread([value['own'] / 1024 for value in values])]


def run(runs, note, million=False):
    with QuietWorld(display=True) as world:
        world.export('GTK_A11Y', 'none')
        panes = Panes(world)
        sizes = SIZES + ((MILLION,) if million else ())
        for rows in sizes:
            note('a mirror of %d contacts and calls' % rows)
            panes.run('--fill', panes.book(rows), rows)
        for number in range(runs):
            note('panes, run %d of %d' % (number + 1, runs))
            for rows in sizes:
                panes.turn(rows)
    return {'%s of %d' % (label, rows): value for (rows, label), value in panes.values.items()}, (
        '## Panes by the size of the book\n\n%s\n\n%s' % (READING, table(
            ['rows', 'what', 'open ms', 'x floor', 'scroll ms', 'x floor', 'search ms',
             'rows filled', 'own MiB'], list(panes.rows()))))
