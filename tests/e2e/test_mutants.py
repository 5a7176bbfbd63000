# SPDX-License-Identifier: GPL-3.0-or-later
"""Broken and twisted links, opened as the desktop does, with a stranger counting the calls: none
without a number that was accepted, and none that was asked about before its user said yes."""
import collections
import itertools
import json
import os
import random
import re
import subprocess
import unicodedata

from kit import SOURCE, ctl, keys, main
from kit.shared import BY_HAND, Signals
from kit.sip import Kamailio, start_on
from kit.watch import wait_until
from kit.world import APP_ID, SCHEMES, StoryCase

COUNT = 200
SEED = 20260  # another one tries others
CANONICAL = re.compile(r'[+]?[0-9*#]{1,40}')
TITLES = ('Call This Number?', 'Call Which Number?')
# How many links come before somebody answers.
BATCHES = (1, 1, 2, 3, 8)


def is_valid(link):
    try:
        link.decode()
    except UnicodeDecodeError:
        return False
    return True


def scheme_of(link):
    """Without its colon a text is a file's name."""
    scheme, colon, _ = link.partition(b':')
    return scheme.decode(errors='replace').lower() if colon else None


class Mutants(StoryCase):
    parts = {'display': True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.world.failed = True
        for scheme in ('sip', 'sips'):
            cls.world.run(['gio', 'mime', 'x-scheme-handler/' + scheme, APP_ID + '.desktop'])
        cls.server = Kamailio(cls.world, {'401': 'one'})
        cls.program = start_on(cls.world, cls.server.port, '401', 'one')
        ctl.wait_status(cls.world, state='ready', line='ready')
        cls.world.failed = False

    def setUp(self):
        self.signals = Signals(self.world)
        self.addCleanup(self.signals.stop)
        self.random = random.Random(SEED)
        self.accepted = {}  # {link: number}, of those that were read
        self.called = []    # what had to be called, in order
        self.outcomes = collections.Counter()

    # The links

    def make_links(self):
        """Those that the desktop brings here: others it knows no program for."""
        env = {**self.world.env, 'TEL_TSV': str(SOURCE / 'tests' / 'model' / 'tel.tsv')}
        out = subprocess.run([self.world.build / 'tests' / 'route' / 'print-mutants', str(SEED),
                              str(10 * COUNT)], env=env, check=True, capture_output=True).stdout
        ours = [link for link in out.split(b'\0')
                if scheme_of(link) in (*SCHEMES, 'sip', 'sips')]
        texts = [link for link in ours if is_valid(link)]
        self.assertGreaterEqual(len(texts), COUNT)
        return ours[:ours.index(texts[COUNT - 1]) + 1]

    def parse(self, links):
        """{link: what `cornetta ctl parse` says of it}"""
        links = [link for link in links if is_valid(link)]
        done = subprocess.run([ctl.program(self.world), 'ctl', 'parse', '--json', '--', *links],
                              env=self.world.env, check=False, capture_output=True)
        said = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(said), len(links))
        return dict(zip(links, said))

    # What a person does

    def dial_by_hand(self, numbers):
        """Else a link within seconds of another one would be asked about."""
        number = next(numbers)
        ctl.call(self.world, 'Dial', 'ssa{sv}', number, '', {})
        self.called.append(number)

    def answer(self, key):
        """By the keyboard, as soon as the question has it."""
        keys.wait_window(self.world, *TITLES)
        keys.press(self.world, key)
        ctl.wait_status(self.world, asking=None)

    # What the program did

    def open(self, link, said):
        """The command has ended when the link is at the program's door; it answers in turn."""
        before, asked = len(self.added()), ctl.status(self.world).get('asking')
        self.world.run(['gio', 'open', os.fsdecode(link)], check=is_valid(link))
        status = ctl.status(self.world)
        new = self.added()[before:]
        if 'number' not in (said or {}):
            self.assertEqual(status.get('asking'), asked, link)
        if not is_valid(link):
            self.assertEqual(new, [], link)
            outcome = 'not text'  # which no message of the bus can carry
        elif 'number' in said:
            outcome = self.check_accepted(link, said, status, new)
        else:
            outcome = self.check_refused(link, said, status, new)
        self.outcomes[outcome] += 1

    def check_accepted(self, link, said, status, new):
        self.accepted[link.decode()] = said['number']
        self.assertTrue(CANONICAL.fullmatch(said['number']), link)
        if not new:
            # The same number again is the same click.
            return 'asked' if 'asking' in status else 'again'
        self.assertEqual(new, [said['number']], link)
        self.assertEqual(said['kind'], 'ordinary', link)
        if scheme_of(link) in ('sip', 'sips'):
            self.assertNotIn('host', said, link)
        self.called.append(said['number'])
        return 'called'

    def check_refused(self, link, said, status, new):
        self.assertEqual(new, [], link)
        if scheme_of(link) == 'nethlink':
            return 'order'  # no number, and still known or refused by words of its own
        self.assertEqual(status.get('refused'), said['error'], link)
        shown = [c for c in link.decode() if unicodedata.category(c)[0] not in 'CMZ']
        if shown:
            self.assertIn(''.join(shown[:4]), re.sub(r'\s', '', status['refused']), link)
        return 'refused'

    def added(self):
        """Numbers of all calls so far, as the control interface told them."""
        return [values['number'] for values in self.signals.named('CallAdded')]

    # The test

    def test_mutants(self):
        links = self.make_links()
        said = self.parse(links)
        hands = itertools.cycle(BY_HAND)
        while links:
            batch = [links.pop(0) for _ in range(self.random.choice(BATCHES)) if links]
            self.dial_by_hand(hands)
            for link in batch:
                self.open(link, said.get(link))
            asking = ctl.status(self.world).get('asking')
            if asking is not None:
                self.settle(asking)
            self.check_calls()
        ctl.wait_no_call(self.world)
        self.check_calls()
        # Else nothing was tried.
        for outcome in ('called', 'asked', 'refused'):
            self.assertGreater(self.outcomes[outcome], COUNT // 20, self.outcomes)
        self.assertIsNone(self.program.poll())

    def settle(self, asking):
        """Says yes or no to the question; to several numbers, to the first."""
        if self.random.random() < 0.5:
            self.answer('Escape')
            return
        before = len(self.added())
        self.answer('Return')
        wait_until(lambda: len(self.added()) > before, 'the call')
        self.called.append(self.accepted[asking])

    def check_calls(self):
        """The stranger was asked for what had to be called, and for nothing else."""
        wanted = sorted(self.called)
        wait_until(lambda: sorted(self.invited()) == wanted or
                   len(self.invited()) > len(wanted), 'the calls of %r' % self.called[-3:])
        self.assertEqual(sorted(self.invited()), wanted)

    def invited(self):
        return [number.replace('%23', '#') for number in self.server.called().values()]


if __name__ == '__main__':
    main()
