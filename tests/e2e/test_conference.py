# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody is added to a call, and all talk together: a conference by the server. M43"""
from kit import atspi, ctl, main, sound
from kit.moving import Moving
from kit.watch import stays, wait_until

HERE = '201'
DESK = '301'


class Conferring(Moving):
    parts = {'display': True, 'keyring': True, 'sound': True, 'a11y': True}

    def _clean(self):
        self.fault('conference', 'none')
        self.fault('rest', 'none')
        self.conf('end', check=False)
        for exten in (HERE, DESK):
            self.post('end_conf', {'confId': exten})
        self.wait_state('none')
        super()._clean()

    def post(self, path, body):
        return self.demo.request('POST', '/api/astproxy/' + path, body, self.header)

    def conf(self, *words, check=True):
        return ctl.command(self.world, 'ctl', 'conf', *words, check=check)

    def shown(self):
        return ctl.ctl(self.world, 'conf', 'show')

    def wait_state(self, state):
        return wait_until(lambda: self.shown()['state'] == state and self.shown(),
                          'a conference that is ' + state)

    def numbers(self):
        return [one['number'] for one in self.shown()['participants']]

    def wait_numbers(self, *numbers):
        wait_until(lambda: sorted(self.numbers()) == sorted(numbers), 'with ' + ' '.join(numbers))

    def add(self, first, second, *words):
        """`first` waits, `second` is talked to."""
        call = self.talk_known(first)
        self.conf('add', second, *words)
        said = self.ended(id=call['id'])
        self.assertEqual((said['end'], said['end-text']),
                         ('local', 'The call goes on in your conference.'))
        asked = self.wait_call('active', number=second)
        self.wait_state('asked')
        return call, asked

    def together(self, first, second):
        """The user's call into the conference with both."""
        _, asked = self.add(first, second)
        self.wait_known()
        self.conf('join')
        self.ended(id=asked['id'], end='local')
        call = self.wait_call('active', name='Conference')
        self.wait_state('inside')
        self.wait_numbers(first, second, HERE)
        return call


class Conference(Conferring):
    def hears(self, *notes):
        """Each note, and neither of the two others."""
        def heard():
            samples = self.world.sound.record('spk.monitor', 0.5)
            return all((sound.strength(samples, note) > 0.2) == (note in notes)
                       for note in (520, 600)) and sound.level(samples) > -50
        wait_until(heard, 'the notes %r' % (notes,))

    def test_three_talk(self):
        self.add('202', '203')
        self.assertEqual(self.posted('/astproxy/start_conf')[1],
                         {'convid': self.known, 'addEndpointId': '202', 'ownerEndpointId': HERE})
        asked = ctl.calls(self.world)[0]
        self.assertEqual(self.shown()['asked'], asked.get('name') or asked['number'])
        self.assertEqual(self.numbers(), ['202'])
        self.wait_known()
        self.conf('join')
        self.assertEqual(self.posted('/astproxy/start_conf')[1]['addEndpointId'], '203')
        call = self.wait_call('active', name='Conference')
        self.assertEqual(self.posted('/astproxy/join_myconf')[1], {'endpointId': HERE})
        self.wait_state('inside')
        self.wait_numbers('202', '203', HERE)
        self.assertEqual([one['own'] for one in self.shown()['participants']],
                         [False, False, True])
        self.hears(520, 600)
        self.conf('mute', '203')
        self.hears(520)
        self.assertEqual([one['muted'] for one in self.shown()['participants']],
                         [False, True, False])
        self.conf('unmute', '203')
        self.hears(520, 600)
        self.conf('remove', '203')
        self.wait_numbers('202', HERE)
        self.hears(520)
        self.conf('end')
        self.assertEqual(self.posted('/astproxy/end_conf')[1], {'confId': HERE})
        self.ended(id=call['id'])
        self.assertEqual(self.wait_state('none')['participants'], [])
        ctl.wait_no_call(self.world)

    def test_in_the_window(self):
        self.talk_known('216')
        app = atspi.application('cornetta')
        atspi.click(atspi.find(app, 'Add', 'push button'))
        wait_until(lambda: self.world.run(['xdotool', 'getactivewindow', 'getwindowname'],
                                          check=False).stdout.strip() == 'Add to the Call', 'the bar')
        self.world.run(['xdotool', 'type', '--delay', '15', '215'])
        atspi.find(app, 'Add 215', 'push button')
        self.world.run(['xdotool', 'key', 'Return'])
        asked = self.wait_call('active', number='215')
        self.wait_known()
        atspi.click(atspi.find(app, 'Talk Together', 'push button'))
        self.ended(id=asked['id'])
        self.wait_call('active', name='Conference')
        self.wait_state('inside')
        atspi.find(app, 'Conference with 2 people')
        atspi.click(atspi.find(app, 'End for All', 'push button'))
        self.wait_state('none')
        atspi.gone(app, 'End for All', 'push button')

    def test_a_fourth(self):
        """Its user leaves the conference for who is added; the others talk on."""
        call = self.together('204', '205')
        self.conf('add', '206')
        self.ended(id=call['id'], end='local')
        asked = self.wait_call('active', number='206')
        self.wait_numbers('204', '205')
        self.wait_known()
        self.conf('join')
        self.ended(id=asked['id'])
        self.wait_call('active', name='Conference')
        self.wait_numbers('204', '205', '206', HERE)

    def test_who_is_called_does_not_come(self):
        """Who waits is not forgotten: their user goes back to them."""
        for first, number in (('207', '602'), ('229', '604')):
            call = self.talk_known(first)
            self.conf('add', number)
            self.ended(id=call['id'])
            self.ended(number=number)
            back = self.wait_call('active', name='Conference')
            self.wait_numbers(first, HERE)
            self.hang_up(back['id'])
            self.conf('end')
            self.wait_state('none')
            ctl.wait_no_call(self.world)

    def test_given_up(self):
        call = self.talk_known('208')
        self.conf('add', '603')
        asked = self.wait_call('ringing', number='603')
        self.assertEqual(self.conf('join', check=False).returncode, 1)
        self.hang_up(asked['id'])
        self.wait_call('active', name='Conference')
        self.wait_numbers('208', HERE)

    def test_who_waits_goes(self):
        """The call with who was called stays as it is."""
        _, asked = self.add('209', '210')
        self.party_does('209', 'hangup')
        self.wait_state('none')
        now = self.wait_call('active', id=asked['id'])
        self.assertFalse(now['held'])
        self.assertEqual(len(ctl.calls(self.world)), 1)
        self.assertIn('waits', ctl.status(self.world)['refused'])

    def test_last_one_goes(self):
        call = self.together('211', '212')
        self.party_does('211', 'hangup')
        self.wait_numbers('212', HERE)
        self.assertEqual(self.wait_call('active', id=call['id'])['name'], 'Conference')
        self.party_does('212', 'hangup')
        self.ended(id=call['id'])
        self.wait_state('none')
        ctl.wait_no_call(self.world)

    def test_user_leaves_and_comes_back(self):
        call = self.together('213', '214')
        self.hang_up(call['id'])
        self.wait_state('waiting')
        self.wait_numbers('213', '214')
        self.conf('join')
        self.wait_call('active', name='Conference')
        self.wait_state('inside')

    def test_ended_by_the_server(self):
        call = self.together('217', '218')
        self.assertEqual(self.post('end_conf', {'confId': HERE})[0], 200)
        self.ended(id=call['id'])
        self.wait_state('none')
        self.talk_known('219')  # and all is as before

    def test_untold(self):
        """No event ever comes: what is known is asked for."""
        self.fault('conference', 'untold')
        call = self.talk_known('220')
        self.conf('add', '221')
        self.ended(id=call['id'])
        asked = self.wait_call('active', number='221')
        self.wait_known()
        self.conf('join')
        self.ended(id=asked['id'])
        call = self.wait_call('active', name='Conference')
        self.wait_state('inside')
        self.wait_numbers('220', '221', HERE)
        self.post('end_conf', {'confId': HERE})
        self.ended(id=call['id'])
        self.wait_state('none')

    def test_server_in_trouble(self):
        """What does not work leaves the call as it is."""
        call = self.talk_known('222')
        self.fault('rest', '500')
        self.assertEqual(self.conf('add', '223', check=False).returncode, 1)
        self.assertEqual(self.shown()['state'], 'none')
        self.assertEqual(self.wait_call('active', id=call['id'])['number'], '222')
        self.fault('rest', 'none')
        self.conf('add', '223')
        asked = self.wait_call('active', number='223')
        self.wait_known()
        self.fault('rest', '500')
        self.assertEqual(self.conf('join', check=False).returncode, 1)
        self.assertEqual(self.shown()['state'], 'asked')
        self.wait_call('active', id=asked['id'])
        self.assertEqual(self.conf('end', check=False).returncode, 1)
        self.wait_state('none')  # what can't be seen is not shown
        self.wait_call('active', id=asked['id'])
        self.fault('rest', 'none')
        self.wait_state_of_server('222')

    def wait_state_of_server(self, *numbers):
        wait_until(lambda: sorted(self.get('/astproxy/conference/' + HERE).get('users', ())) ==
                   sorted(numbers), 'the server to say so')

    def test_lost_socket(self):
        """The end came while nobody could be told."""
        call = self.together('224', '225')
        self.fault('socket', 'cut')
        self.post('end_conf', {'confId': HERE})
        self.ended(id=call['id'])
        self.wait_state('none')

    def test_join_fails(self):
        call = self.together('226', '227')
        self.hang_up(call['id'])
        self.wait_state('waiting')
        self.fault('rest', '500')
        self.assertEqual(self.conf('join', check=False).returncode, 1)
        self.assertIn('trouble', self.wait_state('waiting'))
        self.fault('rest', 'none')
        self.conf('join')
        self.wait_call('active', name='Conference')
        self.assertNotIn('trouble', self.wait_state('inside'))

    def test_wrong(self):
        self.assertEqual(self.conf('add', '203', check=False).returncode, 1)  # no call
        self.assertEqual(self.conf('join', check=False).returncode, 1)
        self.assertEqual(self.conf('end', check=False).returncode, 1)
        self.talk_known('228')
        for number in ('112', '*72204', '899123456'):
            self.assertEqual(self.conf('add', number, check=False).returncode, 1, number)
        self.assertEqual(self.conf('mute', '228', check=False).returncode, 1)
        for words in (('jump',), ('add',), ('mute',), ('join', '1'), ('add', '203', 'x')):
            self.assertEqual(self.conf(*words, check=False).returncode, 2, words)
        stays(lambda: len(ctl.calls(self.world)) == 1 and self.shown()['state'] == 'none', 0.5,
              'the call')


class OnDesk(Conferring):
    def test_three_talk(self):
        self.dial('230', DESK)
        call = self.wait_call('active', number='230')
        known = next(iter(self.conversations(DESK)))
        self.conf('add', '231')
        self.assertEqual(self.posted('/astproxy/start_conf')[1],
                         {'convid': known, 'addEndpointId': '230', 'ownerEndpointId': DESK})
        self.ended(id=call['id'])
        asked = self.wait_call('active', number='231')
        self.conf('join')
        self.ended(id=asked['id'])
        call = self.wait_call('active', name='Conference')
        self.assertFalse(call['on-this-computer'])
        self.assertEqual(self.posted('/astproxy/join_myconf')[1], {'endpointId': DESK})
        self.wait_numbers('230', '231', DESK)
        self.conf('end')
        self.ended(id=call['id'])
        self.wait_state('none')


if __name__ == '__main__':
    main()
