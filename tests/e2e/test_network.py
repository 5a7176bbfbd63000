# SPDX-License-Identifier: GPL-3.0-or-later
"""The network changes under a running call: the whole program, at the near end of cables of the
test's own. M76"""
import re
import subprocess
import sys

from kit import SOURCE, ctl, main, netns, sound
from kit.app import App
from kit.janus import Janus
from kit.shared import Signals
from kit.sip import start_on
from kit.watch import wait_until
from kit.world import APP_ID, WorldCase

sys.path.insert(0, str(SOURCE / 'tests' / 'phone'))
from phonekit import Rtp, Stranger, loudness  # noqa: E402  pylint: disable=wrong-import-position

HOME, VPN = 1, 2
OURS, THEIRS = 440, 1000  # Hz
MOVED = '10.99.5.1'


def contacts(register):
    """{address: seconds} of a REGISTER."""
    return {address: int(seconds) for address, seconds in
            (re.search(r'@([\d.]+):\d+.*;expires=(\d+)', contact).groups()
             for contact in register.all('Contact'))}


class Moved(WorldCase):
    parts = {'display': True, 'sound': True}

    def hears(self, hertz):
        """The one at the computer does; None: nothing."""
        def heard():
            samples = self.world.sound.record(seconds=0.3)
            if hertz is None:
                return sound.level(samples) < -60
            return sound.level(samples) > -40 and sound.strength(samples, hertz) > 0.9
        wait_until(heard, 'a tone of %s Hz in the loudspeaker' % hertz)

    def quit(self, program):
        self.assertEqual(ctl.quit_program(self.world, program), 0,
                         self.world.log('cornetta-desktop')[-3000:])


@netns.needed
class BySip(Moved):
    """The server and whoever is talked with are another machine."""

    def setUp(self):
        super().setUp()
        self.far = netns.Far(self)
        self.home, self.vpn = self.far.lay('home', HOME), self.far.lay('vpn', VPN)
        self.far.plug('home', HOME)
        self.server = Stranger(self, self.far.host, self.far)
        self.rtp = Rtp(self, hz=THEIRS, host=self.far.host, far=self.far)
        # A tone that goes on and on is noise.
        self.world.run(['gsettings', 'set', APP_ID, 'noise-suppression', 'false'])
        self.program = start_on(self.world, self.server.port, '401', 'secret', host=self.far.host)
        ctl.wait_status(self.world, line='ready')
        self.world.sound.play(OURS)

    def talk(self):
        ctl.call(self.world, 'Dial', 'ssa{sv}', '600', '', {})
        self.invite = self.server.wait('INVITE')
        self.assertIn('c=IN IP4 %s\r\n' % self.home, self.invite.body)
        self.take(self.invite)
        call = ctl.wait_call(self.world, 'active', number='600')
        self.sound_both_ways()
        return call['id']

    def take(self, invite):
        self.server.follow(invite, self.rtp)
        self.server.answer(invite, 200, 'OK', sdp=self.server.sdp(self.rtp))
        self.server.wait('ACK')

    def sound_both_ways(self):
        """Of what is said from now on."""
        with self.rtp.changed:
            self.rtp.heard.clear()
        self.rtp.wait(lambda rtp: len(rtp.heard) >= 4000 and
                      loudness(rtp.heard[-2000:], OURS, 8000) > 0.05, 'our tone')
        self.hears(THEIRS)

    def test_call_goes_on(self):
        """One REGISTER that takes the old address back and one re-INVITE, both from the new one,
        and the tone is back."""
        call = self.talk()
        before = len(self.server.registers)
        self.far.plug('vpn', VPN)
        self.far.pull('home')
        again = self.server.wait('INVITE')
        self.assertEqual(again.get('Call-ID'), self.invite.get('Call-ID'))
        self.assertIn('c=IN IP4 %s\r\n' % self.vpn, again.body)
        self.assertIn('a=sendrecv', again.body)
        self.assertIn('@%s:' % self.vpn, again.get('Contact'))
        self.assertEqual(again.source[0], self.vpn)
        self.take(again)
        self.sound_both_ways()
        ctl.wait_status(self.world, line='ready')
        self.assertEqual([one['id'] for one in ctl.calls(self.world)], [call])
        self.assertFalse(ctl.wait_call(self.world, 'active', id=call)['held'])
        self.assertEqual(ctl.ctl(self.world, 'status')['line'], 'ready')
        # A link that has come up late may be one more reason to ask whether all is well.
        moved, *more = map(contacts, self.server.registers[before:])
        self.assertEqual(moved, {self.home: 0, self.vpn: 120})
        self.assertLess(len(more), 2)
        self.assertTrue(all(one == {self.vpn: 120} for one in more), more)
        self.assertTrue(self.server.inbox.empty(), 'a second re-INVITE')
        ctl.call(self.world, 'HangUp', 'u', call)
        self.assertEqual(self.server.wait('BYE').source[0], self.vpn)
        self.quit(self.program)

    def test_without_any_for_a_while(self):
        """The line says so, the call is not given up, and both are back with the next network."""
        call = self.talk()
        self.far.pull('home')
        ctl.wait_status(self.world, line='registering')
        self.hears(None)
        self.far.plug('vpn', VPN)
        self.take(self.server.wait('INVITE'))
        self.sound_both_ways()
        ctl.wait_status(self.world, line='ready')
        self.assertIn({self.home: 0, self.vpn: 120}, map(contacts, self.server.registers))
        ctl.wait_call(self.world, 'active', id=call)
        ctl.call(self.world, 'HangUp', 'u', call)
        self.server.wait('BYE')
        self.quit(self.program)


@netns.needed
class ByGateway(Moved):
    """What is said to the gateway goes by loopback, the sound by the network that is gone."""

    parts = {'display': True, 'sound': True, 'keyring': True}

    @staticmethod
    def ip(*words):
        subprocess.run(['ip', *words, 'dev', 'near'], check=True, capture_output=True, timeout=10)

    def move(self):
        self.ip('addr', 'add', MOVED + '/24')
        self.ip('addr', 'del', netns.HERE + '/24')
        self.addCleanup(self.ip, 'addr', 'del', MOVED + '/24')
        self.addCleanup(self.ip, 'addr', 'add', netns.HERE + '/24')

    def test_call_and_line(self):
        """The call goes on or ends with words; the line is back, and calls from where it is."""
        app = App(self, demo_options=('--contacts=5', '--history=5', '--operators=2', '--gateway',
                                      Janus(self.world).url), by_sip=False)
        ctl.wait_status(self.world, line='ready', line_kind='gateway')
        signals = Signals(self.world)
        self.addCleanup(signals.stop)
        ctl.call(self.world, 'Dial', 'ssa{sv}', '202', '', {})
        call = ctl.wait_call(self.world, 'active', number='202', secure=True)
        self.hears(520)
        self.move()
        ended = signals.wait('CallEnded', id=call['id'])
        self.assertEqual(ended['end'], 'failed')
        self.assertTrue(ended['end-text'])
        ctl.wait_status(self.world, line='ready', trouble=None)
        ctl.call(self.world, 'Dial', 'ssa{sv}', '203', '', {})
        ctl.wait_call(self.world, 'active', number='203', secure=True)
        self.hears(600)


if __name__ == '__main__':
    main()
