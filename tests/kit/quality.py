# SPDX-License-Identifier: GPL-3.0-or-later
"""A call whose sound goes by a network that loses, delays and repeats packets, each one counted
on the way. The other party is Debian's baresip behind Kamailio."""
from . import ctl
from .relay import SipRelay
from .shared import Signals
from .sip import HOST, Baresip, Kamailio, start_on
from .watch import wait_until
from .world import WorldCase

USERS = {'401': 'one', '402': 'two'}
ENOUGH = 600  # packets: 12 s, so that reports have been sent both ways


class Call(WorldCase):
    """A call to 402 whose sound goes by `relay`."""

    parts = {'display': True}
    codec = 'g711'
    plays = None
    tone = 925  # Hz: half a wave is left over in 20 ms, so that nothing fits by chance

    def setUp(self):
        super().setUp()
        self.server = Kamailio(self.world, USERS)
        self.relay = SipRelay(self.server.port, HOST)
        self.addCleanup(self.relay.close)
        start_on(self.world, self.relay.port, '401', 'one')
        self.signals = Signals(self.world)
        self.addCleanup(self.signals.stop)
        ctl.wait_status(self.world, line='ready')
        self.peer = Baresip(self.world, '402', 'two', self.server.port, tone=self.tone, codec=self.codec,
                            plays=self.plays and self.plays())
        self.peer.wait_registered()

    def talk(self):
        ctl.call(self.world, 'Dial', 'ssa{sv}', '402', '', {})
        return ctl.wait_call(self.world, 'active', number='402')

    def stats(self, call=0):
        return ctl.call(self.world, 'CallStats', 'u', call)

    def wait_stats(self, what, matches):
        return wait_until(lambda: stats if matches(stats := self.stats()) else None, what)

    def wait_enough(self):
        return self.wait_stats('enough packets and reports', lambda stats: (
            stats['expected'] >= ENOUGH and 'rtt' in stats))

    def hang_up(self, call):
        """Returns what is left of the call."""
        ctl.call(self.world, 'HangUp', 'u', call['id'])
        self.signals.wait('CallEnded', id=call['id'])
        self.peer.wait_event('CALL_CLOSED')
        return self.stats(call['id'])
