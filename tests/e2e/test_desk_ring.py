# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that come in on the desk phone, alone or together with this computer: M53."""
from kit import ctl, main
from kit.shared import SharedCase
from kit.watch import stays, wait_until

DESK = '301'
HERE = 'this-computer'


class DeskRing(SharedCase):
    parts = {'display': True, 'keyring': True, 'notifications': True}

    def setUp(self):
        super().setUp()
        self.choose(DESK)

    def choose(self, device):
        self.control('SetDevice', 's', device)
        ctl.wait_status(self.world, device=device)

    def phone(self, **more):
        status, answer = self.demo.request('POST', '/demo/phone', {'number': DESK, **more})
        self.assertEqual(status, 200, answer)

    def ring_phone(self, caller, **more):
        self.phone(action='ring', **{'from': caller}, **more)
        return self.wait_call('incoming', number=caller)

    def ring_both(self, caller):
        """Both ring, and for longer than it takes to tell, the list shows one call."""
        call = self.ring_phone(caller, also='201')
        wait_until(lambda: 'PJSIP/%s' % DESK in str(self.extension()), 'the phone to ring')
        stays(lambda: len(ctl.calls(self.world)) == 1, 2, 'one call')
        self.assertEqual(len(self.signals.named('CallAdded')), 1)
        return call

    def phone_status(self):
        return self.extension_told()['status']

    def extension(self):
        return self.extension_told()['conversations']

    def extension_told(self):
        status, answer = self.demo.request('POST', '/api/login',
                                           {'username': 'demo', 'password': 'demo'})
        self.assertEqual(status, 200)
        return self.demo.request('GET', '/api/astproxy/extension/' + DESK, headers={
            'Authorization': 'Bearer ' + answer['token']})[1]

    def wait_phone_quiet(self):
        wait_until(lambda: not self.extension(), 'the phone to be quiet')

    def requests(self, path):
        return self.demo.state()['requests'].get('POST /api' + path, 0)

    def test_phone_alone(self):
        call = self.ring_phone('204')
        self.assertFalse(call['on-this-computer'])
        number, shown = self.popups.wait()
        self.assertIn(call['place'], shown['body'])
        self.popups.press(number, 'answer')
        self.assertFalse(self.wait_call('active', number='204')['on-this-computer'])
        self.popups.wait_none()
        self.hang_up(call['id'])
        self.wait_phone_quiet()
        self.assertFalse(self.popups.of('call.unanswered'))

    def test_answer_means_the_chosen_phone(self):
        call = self.ring_both('203')
        before = self.requests('/astproxy/answer')
        self.control('Answer', 'u', call['id'])
        self.assertFalse(self.wait_call('active', number='203')['on-this-computer'])
        self.assertEqual(self.requests('/astproxy/answer'), before + 1)
        self.assertEqual(self.ended(id=call['id'])['end'], 'elsewhere')
        self.wait_party('203', state='idle')  # it no longer rings here
        self.assertEqual(len(ctl.calls(self.world)), 1)
        self.popups.wait_none()
        self.assertFalse(self.popups.of('call.unanswered'))

    def also_at(self, place):
        wait_until(lambda: ctl.calls(self.world)[0].get('also-at') == place, 'also at %s' % place)

    def answer_there(self):
        done = ctl.command(self.world, 'ctl', 'answer', '--other-phone', check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def on_the_phone(self, call, caller):
        """It goes on there; here it stopped to ring, and nobody missed it."""
        self.assertFalse(self.wait_call('active', number=caller)['on-this-computer'])
        self.assertEqual(self.ended(id=call['id'])['end'], 'elsewhere')
        self.wait_party(caller, state='idle')
        self.assertEqual(len(ctl.calls(self.world)), 1)
        self.popups.wait_none()
        self.assertFalse(self.popups.of('call.unanswered'))

    def test_answer_there(self):
        """Q16: calls are made here, and this one is answered at the desk phone."""
        self.choose(HERE)
        call = self.ring_both('211')
        before = self.requests('/astproxy/answer')
        place = next(device['name'] for device in ctl.ctl(self.world, 'devices')
                     if device['id'] == DESK)
        self.also_at(place)
        self.answer_there()
        self.on_the_phone(call, '211')
        self.assertEqual(self.requests('/astproxy/answer'), before + 1)
        self.assertEqual(self.demo.state()['bodies']['POST /api/astproxy/answer']['endpointId'],
                         DESK)

    def test_answer_there_by_the_notification(self):
        self.choose(HERE)
        call = self.ring_both('212')
        number, shown = self.popups.wait()
        wait_until(lambda: 'answer-there' in self.popups.wait()[1]['actions'], 'the choice')
        self.popups.press(number, 'answer-there')
        self.on_the_phone(call, '212')

    def test_answer_here_all_the_same(self):
        """Calls are made at the desk phone, and this one is answered here."""
        call = self.ring_both('213')
        self.also_at(call['place'])
        before = self.requests('/astproxy/answer')
        self.answer_there()
        self.assertTrue(self.wait_call('active', number='213')['on-this-computer'])
        self.wait_phone_quiet()
        self.assertEqual(self.requests('/astproxy/answer'), before)
        self.assertNotIn('also-at', ctl.calls(self.world)[0])

    def test_phone_that_does_not_answer(self):
        """It says why, and the call rings on."""
        self.choose(HERE)
        call = self.ring_both('214')
        self.addCleanup(self.demo.request, 'POST', '/demo/fault', {'kind': 'rest', 'value': 'none'})
        self.demo.request('POST', '/demo/fault', {'kind': 'rest', 'value': '500'})
        self.answer_there()
        wait_until(lambda: ctl.status(self.world).get('refused'), 'a reason')
        self.demo.request('POST', '/demo/fault', {'kind': 'rest', 'value': 'none'})
        self.assertEqual(self.wait_call('incoming', number='214')['id'], call['id'])
        self.control('Answer', 'u', call['id'])
        self.assertTrue(self.wait_call('active', number='214')['on-this-computer'])

    def test_nowhere_else(self):
        call = self.ring('217')
        done = ctl.command(self.world, 'ctl', 'answer', '--other-phone', check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn('no other phone', done.stderr)
        self.wait_call('incoming', id=call['id'])

    def test_picked_up_at_the_phone(self):
        call = self.ring_both('206')
        self.phone(action='answer')
        active = self.wait_call('active', number='206')
        self.assertFalse(active['on-this-computer'])
        self.assertEqual(self.ended(id=call['id'])['end'], 'elsewhere')
        self.assertEqual(len(ctl.calls(self.world)), 1)
        self.assertFalse(self.popups.of('call.unanswered'))
        self.hang_up(active['id'])
        self.wait_phone_quiet()

    def test_answered_here(self):
        self.choose(HERE)
        call = self.ring_both('207')
        self.control('Answer', 'u', call['id'])
        self.assertTrue(self.wait_call('active', number='207')['on-this-computer'])
        self.wait_phone_quiet()
        stays(lambda: len(ctl.calls(self.world)) == 1, 1, 'one call')

    def test_declined(self):
        call = self.ring_both('208')
        self.control('Decline', 'u', call['id'])
        ctl.wait_no_call(self.world)
        self.wait_phone_quiet()
        self.assertEqual(self.ended(id=call['id'])['end'], 'declined')
        self.assertFalse(self.popups.of('call.unanswered'))

    def both(self, talked, held):
        self.wait_call('active', id=talked['id'], held=False)
        self.wait_call('active', id=held['id'], held=True)
        self.assertEqual(len(ctl.calls(self.world)), 2)

    def wait_phone_held(self, held):
        """As the server sees the desk phone."""
        wait_until(lambda: self.phone_status() == ('onhold' if held else 'busy'),
                   'the phone to %s' % ('hold' if held else 'go on'))

    def test_answered_here_while_the_phone_is_talked_at(self):
        """M42, at two phones: who is at the other one waits."""
        self.ring_phone('221')
        self.control('Answer', 'u', 0)
        there = self.wait_call('active', number='221')
        self.choose(HERE)
        here = self.ring('222')
        self.control('Answer', 'u', here['id'])
        self.both(here, there)
        self.wait_phone_held(True)
        self.wait_party('222', state='up')
        self.control('Hold', 'ub', there['id'], False)
        self.both(there, here)
        self.wait_phone_held(False)
        self.wait_party('222', state='held')
        self.hang_up(there['id'])
        self.ended(id=there['id'])
        self.assertTrue(ctl.calls(self.world)[0]['held'])

    def test_answered_at_the_phone_while_this_computer_is_talked_at(self):
        self.choose(HERE)
        here = self.talk('202')
        self.ring_phone('223')
        there = self.wait_call('incoming', number='223')
        self.control('Answer', 'u', there['id'])
        self.both(there, here)
        self.wait_party('202', state='held')
        self.wait_phone_held(False)

    def test_picked_up_at_the_phone_while_this_computer_is_talked_at(self):
        """It rang at both, and its user took the other one's handset."""
        self.choose(HERE)
        here = self.talk('203')
        self.ring_phone('224', also='201')
        stays(lambda: len(ctl.calls(self.world)) == 2, 2, 'one call of both phones')
        self.phone(action='answer')
        there = self.wait_call('active', number='224', **{'on-this-computer': False})
        self.both(there, here)
        self.wait_party('203', state='held')

    def test_queue(self):
        """Q13: the exchange calls the member, and the server tells for whom it was."""
        self.choose(HERE)
        call = self.ring('226')
        self.assertNotIn('called', call)
        self.assertEqual(self.demo.request('POST', '/demo/event', ['extenUpdate', {
            'exten': '201', 'status': 'ringing', 'conversations': {'x': {
                'id': 'x>y', 'linkedId': '1.1', 'uniqueId': '1.2', 'direction': 'in',
                'connected': False, 'throughQueue': True, 'queueId': '401',
                'counterpartNum': '226'}}}])[0], 200)
        self.assertEqual(self.wait_call('incoming', id=call['id'], called='401')['number'], '226')
        wait_until(lambda: '401 was called' in self.popups.wait()[1]['body'], 'the queue')

    def test_missed_once(self):
        self.ring_both('209')
        self.party_does('209', 'hangup')
        ctl.wait_no_call(self.world)
        self.wait_phone_quiet()
        _, shown = self.popups.wait('call.unanswered')
        self.assertNotIn('2 missed', shown['summary'])
        # Here it may have stopped first, while the phone rang on; missed it is once.
        ends = [said['end'] for said in self.signals.named('CallEnded')]
        self.assertEqual(ends[-1], 'missed')
        self.assertIn(ends[:-1], ([], ['elsewhere']))


if __name__ == '__main__':
    main()
