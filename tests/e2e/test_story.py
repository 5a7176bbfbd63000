# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user does on the first day, in order, with eyes, ears and hands:
signs in, calls a contact, holds, dials into a menu, finds the call again, clicks
a link, calls from the desk phone, answers, declines and calls back what was
missed. Each test goes on where the one before it ended."""
from kit import ctl, main, sound
from kit.app import use_sip_of
from kit.demo import Demo
from kit.watch import wait_until
from kit.window import Window
from kit.world import APP_ID, StoryCase

VOICE = 1000  # Hz that the user speaks
NOTE = {'202': 520, '203': 600}  # and that these colleagues hum


class Story(StoryCase):
    parts = {'display': True, 'a11y': True, 'sound': True, 'keyring': True, 'notifications': True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # A small company, so that looking through the window takes no time.
        cls.demo = Demo(cls.world, '--contacts=40', '--history=20')
        use_sip_of(cls.world, cls.demo)
        cls.world.sound.play(VOICE)
        cls.program = ctl.start(cls.world)
        cls.window = Window(cls.world)

    # What a user perceives

    def hear(self, hertz, source='spk.monitor'):
        def heard():
            return sound.strength(self.world.sound.record(source, 0.5), hertz) > 0.5
        wait_until(heard, '%d Hz from the loudspeaker' % hertz)

    def hear_ringing(self):
        wait_until(lambda: sound.level(self.world.sound.record('spk.monitor', 0.5)) > -40,
                   'the ring tone')

    def hear_nothing(self):
        """For longer than the pause between two rings would be noise of any kind."""
        wait_until(lambda: sound.level(self.world.sound.record('spk.monitor', 5)) < -60, 'silence')

    def party_hears(self, number, hertz):
        def heard():
            return abs((self.demo.party(number) or {}).get('frequency', 0) - hertz) <= 20
        wait_until(heard, '%s to hear %d Hz' % (number, hertz))

    def party_is(self, number, state):
        wait_until(lambda: (self.demo.party(number) or {}).get('state') == state,
                   '%s to be %s' % (number, state))

    def buttons_of(self, notification):
        return notification['actions'][0::2]

    def notification(self, *buttons, after=0):
        """The id of the first one shown after so many, with these buttons."""
        def shown():
            number = 0
            for count, each in enumerate(self.world.notifications.shown()):
                number += each['replaces'] == 0
                if count >= after and set(buttons) <= set(self.buttons_of(each)):
                    return each['replaces'] or number
            return None
        return wait_until(shown, 'a notification with %s' % (buttons,))

    def hang_up(self):
        self.window.click('Hang Up')
        ctl.wait_no_call(self.world)

    # The story

    def test_01_sign_in_by_typing(self):
        self.window.type_account(self.demo.url)
        self.window.read('201 Ready')
        self.assertEqual(ctl.status(self.world)['user'], 'demo')
        wait_until(lambda: ctl.status(self.world)['contacts'] >= 40, 'the phonebook')
        wait_until(lambda: ctl.status(self.world)['history'] > 0, 'the history')

    def test_02_find_a_contact_and_call(self):
        everybody = ctl.call(self.world, 'SearchContacts', 'su', '', 100)
        names = [contact['name'] for contact in everybody]
        cls = type(self)
        cls.friend = next(contact for contact in everybody if len(contact['numbers']) == 1
                          and contact['name'].isascii() and names.count(contact['name']) == 1)
        self.window.search(self.friend['name'])
        others = [name for name in names if name[:3] != self.friend['name'][:3]]
        wait_until(lambda: others[0] not in self.window.words(), 'the others to go')
        self.window.click('Call ' + self.friend['name'])
        call = ctl.wait_call(self.world, 'active')
        cls.number = call['number']
        self.assertEqual(call['name'], self.friend['name'])
        self.assertEqual(self.demo.party(self.number)['calls'], 1)

    def test_03_talk(self):
        self.party_hears(self.number, VOICE)
        wait_until(lambda: sound.level(self.world.sound.record('spk.monitor', 0.5)) > -40, 'a voice')
        heard = sound.dominant(self.world.sound.record('spk.monitor', 1.0))
        self.assertGreaterEqual(heard, 680)
        self.assertNotAlmostEqual(heard, VOICE, delta=20, msg='an echo of our own voice')

    def test_04_hold_and_resume(self):
        self.window.click('Hold')
        self.party_is(self.number, 'held')
        ctl.wait_call(self.world, 'active', held=True)
        wait_until(lambda: self.window.is_pressed('Hold'), 'the button to stay down')
        self.hear_nothing()
        self.window.click('Hold')
        self.party_is(self.number, 'up')
        ctl.wait_call(self.world, 'active', held=False)
        self.party_hears(self.number, VOICE)

    def test_05_keypad(self):
        self.window.click('Keypad')
        for key in ('1', '2', 'Hash', 'Star'):
            self.window.click(key)
        wait_until(lambda: self.demo.party(self.number)['digits'] == '12#*', 'the digits')
        self.window.read('12#*')

    def test_06_hang_up_and_find_in_history(self):
        self.hang_up()
        self.party_is(self.number, 'idle')
        self.window.press('ctrl+f', 'ctrl+a', 'BackSpace', 'ctrl+2')
        self.window.read('Outgoing call', self.friend['name'])

    def test_07_cold_link(self):
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)
        self.world.bus.wait_gone(APP_ID)
        wait_until(lambda: not self.demo.state()['registrations'], 'the line to be given up')
        self.world.run(['gio', 'open', 'tel:202'])
        ctl.wait_call(self.world, 'active', number='202')
        type(self).window = Window(self.world)
        self.hear(NOTE['202'])
        self.party_hears('202', VOICE)
        self.assertEqual(self.demo.party('202')['calls'], 1)
        self.hang_up()

    def choose_device(self, name):
        self.window.click(lambda text: text.startswith('201 Ready'))
        self.window.choose(name)

    def test_08_desk_phone(self):
        desk = next(device for device in ctl.call(self.world, 'Devices')
                    if device['kind'] == 'desk-phone')
        self.choose_device(desk['name'])
        ctl.wait_status(self.world, device=desk['id'])
        self.window.search('203')
        self.window.press('Return')
        call = ctl.wait_call(self.world, 'active', number='203')
        self.assertFalse(call['on-this-computer'])
        self.assertEqual(call['place'], desk['name'])
        rang = self.demo.state()['desk'][-1]
        self.assertEqual((rang['device'], rang['rang'], rang['pickedUp'], rang['called']),
                         (desk['id'], True, True, '203'))
        self.hang_up()
        self.choose_device('This computer')
        ctl.wait_status(self.world, device='this-computer')

    def test_09_answer_in_the_notification(self):
        self.demo.call('202')
        number = self.notification('answer', 'decline', 'silence')
        self.hear_ringing()
        self.world.notifications.act(number, 'answer')
        ctl.wait_call(self.world, 'active', number='202', incoming=True)
        self.hear(NOTE['202'])
        self.party_hears('202', VOICE)
        wait_until(lambda: number in self.world.notifications.closed(), 'the notification to go')
        self.hang_up()

    def test_10_decline_in_the_notification(self):
        before = len(self.world.notifications.shown())
        self.demo.call('203')
        number = self.notification('answer', 'decline', after=before)
        self.world.notifications.act(number, 'decline')
        ctl.wait_no_call(self.world)
        self.party_is('203', 'idle')
        self.assertNotIn('call-back', [key for each in self.world.notifications.shown()
                                       for key in self.buttons_of(each)])

    def test_11_silence_then_call_back_what_was_missed(self):
        before = len(self.world.notifications.shown())
        self.demo.call('203')
        number = self.notification('silence', after=before)
        self.hear_ringing()
        self.world.notifications.act(number, 'silence')
        self.hear_nothing()
        ctl.wait_call(self.world, 'incoming', number='203')
        self.demo.request('POST', '/demo/party', {'number': '203', 'action': 'hangup'})
        ctl.wait_no_call(self.world)
        missed = self.notification('call-back', after=before)
        self.world.notifications.act(missed, 'call-back')
        ctl.wait_call(self.world, 'active', number='203', incoming=False)
        self.hear(NOTE['203'])
        self.hang_up()

    def test_12_quit(self):
        ctl.call(self.world, 'Quit')
        self.world.bus.wait_gone(APP_ID)
        wait_until(lambda: not self.demo.state()['registrations'], 'the line to be given up')


if __name__ == '__main__':
    main()
