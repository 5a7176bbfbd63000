# SPDX-License-Identifier: GPL-3.0-or-later
"""M30: the codecs that its user chose, in calls with Debian's baresip."""
from kit import ctl, main
from kit.shared import Signals
from kit.sip import Baresip, Kamailio, start_on
from kit.watch import wait_until
from kit.world import WorldCase

USERS = {'401': 'one', '402': 'two', '403': 'three'}


class Codecs(WorldCase):
    parts = {'display': True}

    def setUp(self):
        super().setUp()
        self.server = Kamailio(self.world, USERS)
        self.program = start_on(self.world, self.server.port, '401', 'one')
        self.signals = Signals(self.world)
        ctl.wait_status(self.world, line='ready')

    def peer(self, codec, account='', user='402'):
        peer = Baresip(self.world, user, USERS[user], self.server.port, codec=codec, account=account)
        peer.wait_registered()
        return peer

    def choose(self, *names):
        self.world.run(['cornetta', 'ctl', 'codecs', *names])
        shown = self.world.run(['cornetta', 'ctl', 'codecs']).stdout.split()
        self.assertEqual(shown, list(names))

    def talk(self, number='402'):
        """A call with sound; returns its codec."""
        ctl.call(self.world, 'Dial', 'ssa{sv}', number, '', {})
        call = ctl.wait_call(self.world, 'active', number=number)

        def stats():
            found = ctl.call(self.world, 'CallStats', 'u', call['id'])
            return found if found['tx-packets'] > 10 and found['rx-packets'] > 10 else None
        codec = wait_until(stats, 'sound both ways')['codec']
        ctl.call(self.world, 'HangUp', 'u', call['id'])
        self.signals.wait('CallEnded', id=call['id'])
        return codec

    def quit(self):
        self.assertEqual(ctl.quit_program(self.world, self.program), 0,
                         self.world.log('cornetta-desktop')[-3000:])

    def test_opus(self):
        self.peer('opus')
        self.assertTrue(self.talk().lower().startswith('opus/48000'))
        self.quit()

    def test_what_the_other_side_has(self):
        self.peer('g711', account=';audio_codecs=PCMA')
        self.assertEqual(self.talk(), 'PCMA/8000')
        self.quit()

    def test_order(self):
        # The same number twice at once would be one call.
        for user in ('402', '403'):
            self.peer('g711', user=user)
        for number, names in (('402', ['opus', 'PCMA', 'PCMU']), ('403', ['opus', 'PCMU', 'PCMA']),
                              ('402', ['PCMA']), ('403', ['PCMU'])):
            self.choose(*names)
            first = next(name for name in names if name != 'opus')
            self.assertEqual(self.talk(number), first + '/8000')
        self.quit()

    def test_refused(self):
        before = self.world.run(['cornetta', 'ctl', 'codecs']).stdout
        self.assertEqual(before.split(), ['opus', 'G722', 'PCMA', 'PCMU'])
        done = self.world.run(['cornetta', 'ctl', 'codecs', 'opus', 'mp3'], check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn('mp3', done.stderr)
        self.assertEqual(self.world.run(['cornetta', 'ctl', 'codecs']).stdout, before)
        self.choose('G722', 'opus')
        self.quit()


if __name__ == '__main__':
    main()
