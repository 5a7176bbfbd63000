# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody is asked before a call is transferred: swap, complete, cancel. M40"""
from kit import ctl, main, netns
from kit.janus import Janus
from kit.moving import Moving
from kit.shared import SharedCase
from kit.watch import stays, wait_until

DESK = '301'
TRANSFERRED = ('local', 'The call was transferred.')


def shown(call):
    return call.get('name') or call['number']


class Consulting(Moving):
    def ask(self, number, *words):
        self.transfer(number, '--consult', *words)

    def run_ctl(self, *words, check=True):
        return ctl.command(self.world, 'ctl', *words, check=check)

    def calls(self):
        return {call['number']: call for call in ctl.ctl(self.world, 'calls')}

    def consult(self, first, asked):
        """(who waits, who is talked to)"""
        self.talk(first)
        self.ask(asked)
        self.wait_call('active', number=asked)
        self.wait_call('active', number=first, held=True)
        return self.calls()[first], self.calls()[asked]


class Both:
    """By either line: two calls of this computer's."""

    def test_complete(self):
        waits, asked = self.consult('206', '207')
        self.assertEqual((waits['waiting'], asked['waiting']),
                         (shown(asked), shown(waits)))
        self.wait_party('206', state='held')
        self.wait_party('207', state='up', rtpOut=lambda packets: packets > 0)
        self.run_ctl('complete')
        for call in (waits, asked):
            said = self.ended(id=call['id'])
            self.assertEqual((said['end'], said['end-text']), TRANSFERRED)
        self.wait_together('206', '207')
        self.assertEqual(self.demo.party('206')['transferredTo'], '207')
        self.assertEqual(self.posted('/astproxy/atxfer')[0], 0)
        ctl.wait_no_call(self.world)

    def test_swap(self):
        waits, asked = self.consult('208', '202')
        for held, talked in ((asked, waits), (waits, asked)):
            self.run_ctl('swap')
            self.wait_call('active', id=held['id'], held=True)
            self.wait_call('active', id=talked['id'], held=False)
            self.wait_party(held['number'], state='held')
            self.wait_party(talked['number'], state='up')
        self.run_ctl('swap')
        self.wait_call('active', id=waits['id'], held=False)
        self.wait_call('active', id=asked['id'], held=True)
        self.run_ctl('complete')  # from the other side of it
        self.ended(id=asked['id'])
        self.wait_together('202', '208')

    def test_cancel(self):
        waits, asked = self.consult('210', '205')
        self.run_ctl('cancel')
        self.assertEqual(self.ended(id=asked['id'])['end'], 'local')
        back = self.wait_call('active', id=waits['id'], held=False)
        self.assertNotIn('waiting', back)
        self.wait_party('210', state='up')
        self.wait_party('205', state='idle')

    def test_asked_hangs_up(self):
        """It was not their user's wish that somebody waits: they come back."""
        waits, asked = self.consult('212', '206')
        self.party_does('206', 'hangup')
        self.assertEqual(self.ended(id=asked['id'])['end'], 'remote')
        self.wait_call('active', id=waits['id'], held=False)
        self.wait_party('212', state='up')

    def test_asked_is_busy(self):
        call = self.talk('214')
        self.ask('602')
        self.assertEqual(self.ended(number='602')['end'], 'busy')
        self.wait_call('active', id=call['id'], held=False)
        said = ctl.status(self.world)['refused']
        self.assertIn('The line is busy.', said)

    def test_who_waits_hangs_up(self):
        waits, asked = self.consult('215', '207')
        self.party_does('215', 'hangup')
        self.ended(id=waits['id'], end='remote')
        stays(lambda: 'waiting' not in self.calls()['207'] and not self.calls()['207']['held'],
              0.5, 'the other call')
        self.assertEqual(self.run_ctl('complete', check=False).returncode, 1)
        self.assertEqual(self.wait_call('active', id=asked['id'])['number'], '207')

    def test_refused(self):
        """All is as it was, and it is said why."""
        waits, asked = self.consult('209', '203')
        self.addCleanup(self.fault, 'sip', 'none')
        self.fault('sip', 'notransfer')
        self.run_ctl('complete')
        wait_until(lambda: ctl.status(self.world).get('refused') ==
                   'The transfer did not work. The line is busy.', 'the reason')
        calls = self.calls()
        self.assertEqual((calls['209']['held'], calls['203']['held']), (True, False))
        self.assertEqual(calls['203']['waiting'], shown(waits))
        self.fault('sip', 'none')
        self.run_ctl('complete')
        self.ended(id=asked['id'])
        self.wait_together('203', '209')

    def test_complete_while_it_rings(self):
        """Nobody is there whose place could be taken: who waits is sent there."""
        call = self.talk_known('216')
        self.ask('603')
        asked = self.wait_call('ringing', number='603')
        self.run_ctl('complete')
        self.assertEqual(self.ended(id=asked['id'])['end'], 'local')
        said = self.ended(id=call['id'])
        self.assertEqual((said['end'], said['end-text']), TRANSFERRED)

    def test_two_calls(self):
        """Neither was made for the other: they can be put together all the same."""
        first = self.ring('211')
        self.control('Answer', 'u', first['id'])
        self.wait_call('active', id=first['id'])
        second = self.talk('205')
        self.wait_call('active', id=first['id'], held=True)
        self.run_ctl('swap', str(second['id']))
        self.wait_call('active', id=second['id'], held=True)
        self.run_ctl('complete')
        self.ended(id=first['id'], end='local')
        self.ended(id=second['id'], end='local')
        self.wait_together('205', '211')


class BySip(Both, Consulting):
    def test_ask_somebody_wrong(self):
        self.talk('217')
        for number in ('112', '*72204', '899123456'):
            done = self.transfer(number, '--consult', check=False)
            self.assertEqual(done.returncode, 1, number)
            self.assertIn('ordinary number', done.stderr)
        self.assertEqual(len(self.calls()), 1)

    def test_ask_twice(self):
        self.consult('218', '206')
        done = self.transfer('207', '--consult', check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn('already', done.stderr)

    def test_nobody_waits(self):
        for words in (('swap',), ('complete',), ('cancel',)):
            self.assertEqual(self.run_ctl(*words, check=False).returncode, 1, words)
        self.talk('219')
        for words in (('swap',), ('complete',), ('cancel',)):
            self.assertEqual(self.run_ctl(*words, check=False).returncode, 1, words)
        self.wait_call('active', number='219', held=False)


class OnDesk(Consulting):
    """The desk phone has one call, and the server lets the first one wait."""

    def setUp(self):
        super().setUp()
        self.demo.request('POST', '/demo/phone', {'number': DESK, 'agent': 'Yealink SIP-T46U'})

    def consult(self, first, asked):
        self.dial(first, DESK)
        call = self.wait_call('active', number=first)
        known = next(iter(self.conversations(DESK)))
        self.ask(asked)
        self.assertEqual(self.posted('/astproxy/atxfer')[1],
                         {'convid': known, 'endpointId': DESK, 'to': asked})
        now = self.wait_call('active', number=asked, waiting=shown(call))
        self.assertEqual((now['id'], now['held']), (call['id'], False))
        self.assertIn('Local/%s@from-internal' % asked, next(iter(self.conversations(DESK))))
        return call, now

    def test_complete(self):
        call, _ = self.consult('203', '202')
        before, _ = self.posted('/astproxy/hangup')
        self.run_ctl('complete')
        said = self.ended(id=call['id'])
        self.assertEqual((said['end'], said['end-text']), TRANSFERRED)
        self.assertEqual(self.posted('/astproxy/hangup')[0], before + 1)
        self.wait_together('203', '202')

    def test_swap(self):
        call, asked = self.consult('204', '205')
        self.run_ctl('swap')
        self.wait_call('active', id=call['id'], number='204', waiting=shown(asked))
        self.run_ctl('swap')
        self.wait_call('active', id=call['id'], number='205', waiting=shown(call))
        self.run_ctl('swap')
        self.wait_call('active', id=call['id'], number='204')
        self.run_ctl('complete')
        self.ended(id=call['id'])
        self.wait_together('205', '204')

    def test_cancel(self):
        for first, swapped in (('206', False), ('207', True)):
            call, _ = self.consult(first, '202')
            if swapped:
                self.run_ctl('swap')
                self.wait_call('active', id=call['id'], number=first)
            self.run_ctl('cancel')
            wait_until(lambda number=first: 'waiting' not in self.calls().get(
                number, {'waiting': ''}), 'nobody to wait')
            self.assertEqual(shown(self.calls()[first]), shown(call))
            self.hang_up(call['id'])
            ctl.wait_no_call(self.world)

    def test_asked_hangs_up(self):
        call, _ = self.consult('208', '209')
        status, answer = self.demo.request('POST', '/demo/phone',
                                           {'number': DESK, 'action': 'return'})
        self.assertEqual(status, 200, answer)
        back = self.wait_call('active', number='208')
        self.assertEqual((back['id'], back.get('waiting')), (call['id'], None))

    def test_phone_without_keys(self):
        """What the server can't press on this phone its user can."""
        call, asked = self.consult('210', '211')
        self.demo.request('POST', '/demo/phone', {'number': DESK, 'refuses': True})
        self.addCleanup(self.demo.request, 'POST', '/demo/phone',
                        {'number': DESK, 'refuses': False})
        self.run_ctl('swap')
        wait_until(lambda: ctl.status(self.world).get('refused'), 'a reason')
        self.assertEqual(self.calls()['211']['waiting'], shown(call))
        self.demo.request('POST', '/demo/phone', {'number': DESK, 'refuses': False})
        self.run_ctl('swap')
        self.wait_call('active', number='210', waiting=shown(asked))


@netns.needed
class ByGateway(Both, Consulting):
    by_sip = False

    @classmethod
    def prepare(cls):
        cls.demo_options = (*SharedCase.demo_options, '--gateway', Janus(cls.world).url)

    def setUp(self):
        super().setUp()
        ctl.wait_status(self.world, line='ready', line_kind='gateway')


if __name__ == '__main__':
    main()
