# SPDX-License-Identifier: GPL-3.0-or-later
"""Hundreds of calls one after the other: the program ends them as small as it began.

SOAK_CALLS makes it longer or shorter. With CORNETTA_BUILD naming a build with ASan,
the program's log ends with what leaked."""
import itertools
import os
import pathlib
import re
import sys

from kit import ctl, main
from kit.shared import SharedCase
from kit.watch import wait_until
from kit.window import Window

DESK = '301'
WARM_UP = 50
CALLS = int(os.environ.get('SOAK_CALLS', '500'))
GROWTH = 5 * 1024  # KiB


class Use:
    """What a process holds of the machine at one moment."""

    def __init__(self, pid):
        folder = pathlib.Path('/proc/%d' % pid)
        kinds = dict(re.findall(r'^(\w+): +(\d+) kB', (folder / 'smaps_rollup').read_text(), re.M))
        self.pss = int(kinds['Pss'])
        # Of its files' pages it has the more the fewer others have them open, and the kernel
        # drops them as it likes: what can leak is what the program wrote itself.
        self.own = sum(int(kinds[kind]) for kind in ('Pss_Anon', 'Pss_Shmem', 'SwapPss'))
        self.files = len(list((folder / 'fd').iterdir()))
        names = [(task / 'comm').read_text() for task in (folder / 'task').iterdir()]
        # GLib's pool keeps a thread as long as it likes.
        self.threads = sum(not name.startswith('pool-') for name in names)

    def __str__(self):
        return '%d KiB of its own (PSS %d), %d files, %d threads' % (
            self.own, self.pss, self.files, self.threads)


class Soak(SharedCase):
    parts = {'display': True, 'keyring': True, 'notifications': True, 'sound': True, 'a11y': True}

    @classmethod
    def prepare(cls):
        cls.people = itertools.cycle(str(number) for number in range(210, 260))

    def test_calls(self):
        """M03: the window is open, and each caller makes a notification and rings."""
        ctl.command(self.world)
        Window(self.world).read('201 Ready')
        self.make_calls(WARM_UP)
        before = self.rest('after %d calls' % WARM_UP)
        self.make_calls(CALLS)
        after = self.rest('after %d more' % CALLS)
        self.assertLessEqual(after.own - before.own, GROWTH)
        # Fewer when a connection to the server was left to idle before, and is no more.
        self.assertLessEqual(after.files, before.files)
        self.assertLessEqual(after.threads, before.threads)

    def make_calls(self, count):
        """One round of what a day brings, over and over; each call is ended and told of."""
        day = [self.call_out, self.call_in, self.hold_ours, self.miss_one, self.call_quick,
               self.call_in, self.hold_theirs, self.find_busy, self.call_out, self.call_there]
        for number, make in zip(range(count), itertools.cycle(day)):
            self.signals.seen.clear()
            make()
            self.assertEqual(len(self.signals.named('CallEnded')), 1)
            if number % 50 == 49:
                self.say('call %d: %s' % (number + 1, Use(self.app.program.pid)))

    def rest(self, when):
        """What is in use when the last call's sound has been put away."""
        ctl.wait_no_call(self.world)
        self.popups.dismiss_all()
        wait_until(lambda: not self.world.sound.pactl('list', 'short', 'sink-inputs'), 'silence')
        use = Use(self.app.program.pid)
        self.say('%s: %s' % (when, use))
        return use

    @staticmethod
    def say(text):
        print('# ' + text, file=sys.stderr, flush=True)

    # The calls

    def end_here(self, call):
        self.hang_up(call['id'])
        self.ended(id=call['id'], end='local')

    def end_there(self, call):
        self.party_does(call['number'], 'hangup')
        self.ended(id=call['id'], end='remote')

    def call_out(self):
        self.end_here(self.talk(next(self.people)))

    def call_quick(self):
        self.end_here(self.talk('600'))

    def call_in(self):
        call = self.ring(next(self.people))
        self.control('Answer', 'u', call['id'])
        self.end_there(self.wait_call('active', id=call['id']))

    def miss_one(self):
        self.demo.call(next(self.people), cancel_after_ms=100)
        self.ended(end='missed')

    def find_busy(self):
        self.dial('602')
        self.ended(number='602', end='busy')

    def hold_ours(self):
        call = self.talk(next(self.people))
        for hold in (True, False):
            self.control('Hold', 'ub', call['id'], hold)
            self.wait_call('active', id=call['id'], held=hold)
        self.end_there(call)

    def hold_theirs(self):
        call = self.ring(next(self.people))
        self.control('Answer', 'u', call['id'])
        self.wait_call('active', id=call['id'])
        for action, hold in (('hold', True), ('resume', False)):
            self.party_does(call['number'], action)
            self.wait_call('active', id=call['id'], **{'held-by-peer': hold})
        self.end_here(call)

    def call_there(self):
        self.dial(next(self.people), DESK)
        self.end_here(wait_until(lambda: next(iter(ctl.calls(self.world)), None), 'the desk call'))


if __name__ == '__main__':
    main()
