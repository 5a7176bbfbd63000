# SPDX-License-Identifier: GPL-3.0-or-later
"""A call goes elsewhere: transferred, parked. M39, M44"""
from gi.repository import GLib
from kit import ctl, main, netns
from kit.janus import Janus
from kit.moving import Moving
from kit.shared import SharedCase
from kit.watch import wait_until

DESK = '301'


class Both:
    """Whichever line the call is on, the server's routes name its conversation by the newest id."""

    def test_transfer(self):
        before, _ = self.posted('/astproxy/blindtransfer')
        call = self.talk_known('202')
        self.transfer('204')
        said = self.ended(id=call['id'])
        self.assertEqual((said['end'], said['end-text']), ('local', 'The call was transferred.'))
        count, body = self.posted('/astproxy/blindtransfer')
        self.assertEqual(count, before + 1)
        self.assertEqual(body, {'convid': self.known, 'endpointId': '201', 'to': '204'})
        self.wait_together('202', '204')
        self.assertIsNone(self.demo.party('202')['transferredTo'])  # by one road alone
        self.assertEqual(self.conversations('201'), {})

    def test_park(self):
        call = self.talk_known('214')
        ctl.command(self.world, 'ctl', 'park')
        said = self.ended(id=call['id'])
        self.assertEqual((said['end'], said['end-text']), ('local', 'The call was parked.'))
        self.assertEqual(self.posted('/astproxy/park')[1],
                         {'convid': self.known, 'endpointId': '201', 'applicantId': '201',
                          'applicantType': 'extension'})
        parked = [lot for lot in self.get('/astproxy/parkings').values() if lot['parkedCaller']]
        self.assertIn(('214', '201'), [(lot['parkedCaller']['num'], lot['parkedCaller']['parkeeNum'])
                                       for lot in parked])


class Moves(Both, Moving):
    def test_transfer_of_theirs(self):
        call = self.ring('205')
        self.control('Answer', 'u', call['id'])
        self.wait_call('active', id=call['id'])
        self.wait_known()
        self.transfer('+39 0721 405516', str(call['id']))
        self.ended(id=call['id'], end='local')
        self.assertEqual(self.posted('/astproxy/blindtransfer')[1]['to'], '00390721405516')

    def test_two_calls(self):
        """Which of two the server is told of is seen by the number."""
        first = self.talk('211')
        second = self.talk('212')
        wait_until(lambda: sum(one['connected'] for one in self.conversations('201').values()) == 2,
                   'two conversations')
        wanted = next(key for key, one in self.conversations('201').items()
                      if one['counterpartNum'] == '211')
        self.transfer('204', str(first['id']))
        self.ended(id=first['id'], end='local')
        self.assertEqual(self.posted('/astproxy/blindtransfer')[1]['convid'], wanted)
        self.wait_call('active', id=second['id'])

    def test_two_calls_alike(self):
        """Nothing tells them apart at the server: the line's own REFER does."""
        before, _ = self.posted('/astproxy/blindtransfer')
        for _ in range(2):
            call = self.ring('213')
            self.control('Answer', 'u', call['id'])
            self.wait_call('active', id=call['id'])
        wait_until(lambda: sum(one['connected'] for one in self.conversations('201').values()) == 2,
                   'two conversations')
        self.transfer('204', str(call['id']))
        self.wait_party('213', transferredTo='204')
        self.ended(id=call['id'], end='local')
        self.assertEqual(self.posted('/astproxy/blindtransfer')[0], before)
        with self.assertRaisesRegex(GLib.Error, 'no such call'):
            self.control('Park', 'u', call['id'])

    def test_refused_by_the_server(self):
        """The call goes on, its user reads why, and the other road is not tried."""
        call = self.talk_known('215')
        self.addCleanup(self.fault, 'rest', 'none')
        self.fault('rest', '500')
        for words in (('transfer', '204'), ('park',)):
            done = ctl.command(self.world, 'ctl', *words, check=False)
            self.assertEqual(done.returncode, 1, words)
            self.assertTrue(done.stderr.startswith('cornetta: '), done.stderr)
        self.assertIsNone(self.demo.party('215')['transferredTo'])
        self.fault('rest', 'none')
        self.party_does('215', 'hangup')
        self.assertEqual(self.ended(id=call['id'])['end'], 'remote')

    def test_wrong(self):
        self.assertEqual(self.transfer('204', check=False).returncode, 1)  # no call
        self.talk_known('216')
        for number in ('112', '*72204', '899123456'):
            done = self.transfer(number, check=False)
            self.assertEqual(done.returncode, 1, number)
            self.assertIn('ordinary number', done.stderr)
        self.assertEqual(self.transfer('nobody', check=False).returncode, 2)

    def test_too_early(self):
        self.dial('603')
        call = self.wait_call('ringing', number='603')
        for method, arguments in (('Transfer', ('204', False)), ('Park', ())):
            with self.assertRaisesRegex(GLib.Error, 'Nobody is talked with'):
                self.control(method, 'u' + 'sb'[:len(arguments)], call['id'], *arguments)

    def test_on_the_desk_phone(self):
        self.dial('220', DESK)
        call = self.wait_call('active', number='220')
        ctl.command(self.world, 'ctl', 'park')
        self.assertEqual(self.ended(id=call['id'])['end-text'], 'The call was parked.')
        self.assertEqual(self.posted('/astproxy/park')[1]['applicantId'], DESK)


@netns.needed
class ByGateway(Both, Moving):
    by_sip = False

    @classmethod
    def prepare(cls):
        cls.demo_options = (*SharedCase.demo_options, '--gateway', Janus(cls.world).url)

    def setUp(self):
        super().setUp()
        ctl.wait_status(self.world, line='ready', line_kind='gateway')


if __name__ == '__main__':
    main()
