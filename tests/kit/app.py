# SPDX-License-Identifier: GPL-3.0-or-later
"""The program signed in to a demo server of its own."""
from . import ctl
from .demo import Demo
from .world import APP_ID


def use_sip_of(world, demo):
    """The demo speaks SIP over UDP on a port of its own, which no profile tells."""
    for key, value in (('sip-proxy', '127.0.0.1:%d' % demo.sip['udp']), ('sip-transport', 'udp')):
        world.run(['gsettings', 'set', APP_ID, key, value])


class App:
    """`demo` and `program`, ready to call; quits cleanly at the end of the test."""

    def __init__(self, test, *words, demo_options=(), sign_in=True, by_sip=True):
        self.world = test.world
        self.demo = Demo(self.world, *demo_options)
        if by_sip:
            use_sip_of(self.world, self.demo)
        self.program = ctl.start(self.world, *(words or ('--gapplication-service',)))
        test.addCleanup(self._check_end, test)
        if sign_in:
            self.sign_in()

    def sign_in(self, user='demo', password=None):
        password = password or self.demo.users[0]['password']
        ctl.call(self.world, 'SignIn', 'sss', self.demo.url, user, password)
        ctl.wait_status(self.world, state='ready', line='ready')

    def quit(self):
        code = ctl.quit_program(self.world, self.program)
        self.program = None
        return code

    def invites(self, number):
        """How often a party was called."""
        return (self.demo.party(number) or {}).get('calls', 0)

    def _check_end(self, test):
        if self.program is not None:
            test.assertEqual(self.quit(), 0, self.world.log('cornetta-desktop')[-3000:])
