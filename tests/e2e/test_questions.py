# SPDX-License-Identifier: GPL-3.0-or-later
"""What a link may not do without its user: M10, M12, M13, M14, Q02, Q14."""
from kit import atspi, ctl, keys, main
from kit.app import App
from kit.shared import SharedCase
from kit.watch import stays, wait_until
from kit.window import Window
from kit.world import WorldCase

DESK = '301'
TITLE = 'Call This Number?'
# What Enter does, by what is asked.
BUTTONS = {TITLE: 'Call', 'Transfer the Call?': 'Transfer', 'Listen to a Call?': 'Listen',
           'Intrude into a Call?': 'Intrude'}


class Hands:
    """Opens links, and answers what is asked by keys alone."""

    window = None  # one for each process: the accessibility bus is the first world's

    def wait_front(self, title):
        """Until the window of this title has the keyboard."""
        keys.wait_window(self.world, title)

    def open(self, link):
        self.world.run(['gio', 'open', link])

    def wait_asked(self, link, title=TITLE):
        ctl.wait_status(self.world, asking=link)
        self.wait_front(title)
        if self.window is not None:
            self.has_focus(BUTTONS[title])

    def has_focus(self, name):
        """Of several buttons of that name one has the keyboard."""
        wait_until(lambda: any(atspi.name_of(node) == name and
                               atspi.has_state(node, atspi.Atspi.StateType.FOCUSED)
                               for node in atspi.walk(self.window.app)), name + ' focused')

    def press(self, *keys):
        for key in keys:
            self.world.run(['xdotool', 'key', '--clearmodifiers', key])

    def wait_answered(self):
        wait_until(lambda: 'asking' not in ctl.status(self.world), 'the question to go')

    def invites(self, number):
        return self.app.invites(number)

    def requests(self, path):
        return self.demo.state()['requests'].get('POST /api' + path, 0)

    def body(self, path):
        return self.demo.state()['bodies'].get('POST /api' + path)


class Questions(SharedCase, Hands):
    parts = {'display': True, 'a11y': True, 'keyring': True}
    settings = {'country': 'IT'}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ctl.command(cls.world)  # its window, as after a click on its icon
        cls.window = Window(cls.world)

    def setUp(self):
        super().setUp()
        # No link of one test is the second of another's.
        self.dial_by_hand()
        self.addCleanup(self.forget)

    def forget(self):
        if 'asking' in ctl.status(self.world):
            self.press('Escape')
            self.wait_answered()
        self.world.run(['gsettings', 'reset', 'org.cornetta.Cornetta', 'link-rules'])
        self.world.run(['gsettings', 'reset', 'org.cornetta.Cornetta', 'ask-before-calling'])

    def policy(self, *words):
        ctl.command(self.world, 'ctl', 'policy', *words)

    def test_ask(self):
        """M12"""
        self.policy('set', 'tel', 'ask')
        before = self.invites('202')
        self.open('tel:202')
        self.wait_asked('tel:202')
        stays(lambda: not ctl.calls(self.world), 1, 'no call')
        self.press('Return')
        self.wait_call('active', number='202')
        self.assertEqual(self.invites('202'), before + 1)
        self.wait_answered()

    def test_leave(self):
        self.policy('set', 'all', 'ask')
        self.open('callto://203')
        self.wait_asked('callto://203')
        self.press('Escape')
        self.wait_answered()
        stays(lambda: not ctl.calls(self.world), 1, 'no call')
        self.assertEqual(ctl.ctl(self.world, 'policy', 'show')[0]['act'], 'ask')

    def test_choose_the_desk_phone(self):
        """M12: by the keyboard alone"""
        self.policy('set', 'tel', 'ask')
        self.open('tel:202')
        self.wait_asked('tel:202')
        self.press('Down', 'Return')
        wait_until(lambda: (self.body('/astproxy/call') or {}).get('endpointId') == DESK, 'the POST')
        self.assertEqual(self.body('/astproxy/call')['number'], '202')
        self.wait_call('active', number='202')

    def test_internal_numbers(self):
        """M12"""
        self.policy('set', 'tel', 'ask')
        self.policy('set', 'all', 'dial', '--class', 'internal')
        self.open('tel:203')
        self.wait_call('active', number='203')
        self.hang_up()
        ctl.wait_no_call(self.world)
        self.dial_by_hand()
        self.open('tel:0721405516')
        self.wait_asked('tel:0721405516')
        self.window.read('Always do this for external numbers', role='check box')
        self.assertEqual(self.invites('0721405516'), 0)

    def test_danger_is_asked_whatever_the_rules_say(self):
        """M13"""
        self.policy('set', 'all', 'dial')
        self.policy('set', 'tel', 'dial')
        self.open('tel:**21*0039899123#')
        self.wait_asked('tel:**21*0039899123#')
        self.window.read('others may get your calls')
        stays(lambda: not ctl.calls(self.world), 1, 'no call')
        self.press('Return')
        self.signals.wait('CallAdded', number='**21*0039899123#')
        refused = ctl.command(self.world, 'ctl', 'policy', 'set', 'all', 'dial', '--class',
                              'premium', check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn('always asked about', refused.stderr)

    def sheet(self, *fragments):
        """The question that says these words, apart from the main window with its own buttons."""
        def says(node):
            return any(all(fragment in text for fragment in fragments)
                       for text in atspi.texts(node))
        return wait_until(lambda: next((node for node in atspi.windows(self.window.app)
                                        if says(node)), None), 'a window with %r' % (fragments,))

    def choose(self, sheet, name):
        """As with the mouse."""
        atspi.click(atspi.find(sheet, name, 'push button'))
        self.wait_answered()

    def test_danger_and_the_mouse(self):
        """M13: it says why; No dials nothing, Yes dials that number once, and neither is kept."""
        self.policy('set', 'all', 'dial')
        for link, number, words in (
                ('tel:899123456', '899123456', 'premium-rate number: the call may cost a lot'),
                ('callto:+881 612 345 678', '+881612345678', 'satellite number: the call may cost'),
                ('tel:%2A%2A21%2A204%23', '**21*204#', 'changes where your calls go')):
            with self.subTest(link=link):
                self.open(link)
                self.wait_asked(link)
                sheet = self.sheet(words)
                self.assertIsNone(atspi.find_now(sheet, lambda name: 'Always' in name, 'check box'))
                stays(lambda: not ctl.calls(self.world), 1, 'no call')
                self.choose(sheet, 'Cancel')
                self.assertEqual(self.invites(number), 0)
                self.dial_by_hand()
                self.open(link)
                self.wait_asked(link)
                self.choose(self.sheet(words), 'Call')
                wait_until(lambda: self.invites(number) == 1, 'the INVITE to ' + number)
                self.dial_by_hand()

    def test_emergency(self):
        """M13"""
        self.policy('set', 'all', 'dial')
        before = self.invites('112')
        self.open('tel:112')
        self.wait_asked('tel:112')
        self.assertEqual(self.invites('112'), before)
        self.press('Return')
        wait_until(lambda: self.invites('112') == before + 1, 'the INVITE to 112')

    def test_emergency_typed(self):
        """M13"""
        before = self.invites('112')
        self.window.search('112')
        self.window.press('Return')
        wait_until(lambda: self.invites('112') == before + 1, 'the INVITE to 112')
        self.assertNotIn('asking', ctl.status(self.world))

    def test_second_link(self):
        """Q02"""
        before = self.invites('203')
        self.open('tel:202')
        self.open('tel:203')
        self.wait_asked('tel:203')
        self.wait_call('active', number='202')
        self.assertEqual(self.invites('203'), before)
        self.press('Return')
        wait_until(lambda: self.invites('203') == before + 1, 'the INVITE to 203')

    def test_two_numbers_to_choose_from(self):
        """Q02: the question is open already"""
        before = self.invites('203')
        self.open('tel:*43')
        self.wait_asked('tel:*43')
        self.open('tel:203')
        self.window.read('Call Which Number?')
        self.press('Down', 'Return')
        self.wait_call('active', number='203')
        self.assertEqual(self.invites('203'), before + 1)
        self.assertEqual(self.invites('*43'), 0)

    def test_transfer_without_a_call(self):
        """M14"""
        before = self.demo.state()['requests']
        self.open('nethlink://transfer?to=203')
        wait_until(lambda: 'There is no call' in ctl.status(self.world).get('refused', ''), 'words')
        after = self.demo.state()['requests']
        self.assertEqual([path for path in after if path.startswith('POST') and
                          after[path] != before.get(path)], [])

    def test_transfer(self):
        """M14: by the server, which knows the call"""
        before = self.requests('/astproxy/blindtransfer')
        self.talk('202')
        self.open('nethlink://transfer?to=203')
        self.wait_asked('nethlink://transfer?to=203', 'Transfer the Call?')
        stays(lambda: self.requests('/astproxy/blindtransfer') == before, 1, 'no transfer')
        self.press('Return')
        self.assertEqual(self.ended(number='202')['end-text'], 'The call was transferred.')
        self.assertEqual(self.requests('/astproxy/blindtransfer'), before + 1)
        self.assertEqual(self.body('/astproxy/blindtransfer')['endpointId'], '201')
        self.assertEqual(self.body('/astproxy/blindtransfer')['to'], '203')

    def test_transfer_on_the_desk_phone(self):
        """M14"""
        self.dial('202', DESK)
        self.wait_call('active', number='202')
        self.open('nethlink://transfer?to=203')
        self.wait_asked('nethlink://transfer?to=203', 'Transfer the Call?')
        before = self.requests('/astproxy/blindtransfer')
        self.press('Return')
        wait_until(lambda: self.requests('/astproxy/blindtransfer') == before + 1, 'the POST')
        self.assertEqual(self.body('/astproxy/blindtransfer')['to'], '203')
        self.assertEqual(self.body('/astproxy/blindtransfer')['endpointId'], DESK)

    def test_listen(self):
        """M14: the phone rings, and who picks it up listens"""
        self.talk('202')
        for act, title, path in (('listen', 'Listen to a Call?', '/astproxy/start_spy'),
                                 ('intrude', 'Intrude into a Call?', '/astproxy/intrude')):
            self.open('nethlink://%s?to=202' % act)
            self.wait_asked('nethlink://%s?to=202' % act, title)
            self.assertEqual(self.requests(path), 0)
            self.press('Return')
            wait_until(lambda path=path: self.requests(path) == 1, 'the POST')
            body = self.body(path)
            self.assertEqual((body['endpointId'], body['destId']), ('202', '201'))
            self.assertTrue(body['convid'])
            self.hang_up(self.wait_call('incoming', number='202')['id'])

    def test_tones_are_offered(self):
        """Q14"""
        self.open('tel:203;ext=204')
        self.wait_call('active', number='203')
        send = self.window.button('Send 204')
        stays(lambda: not self.demo.party('203')['digits'], 1, 'no tone')
        atspi.click(send)
        self.wait_party('203', 'to get the tones', digits='204')
        wait_until(lambda: self.window.find_button('Send 204') is None, 'the button to go')

    def test_tones_are_not_wanted(self):
        """Q14"""
        self.open('tel:203,,5#')
        self.wait_call('active', number='203')
        self.window.button('Send 5#')
        self.window.click("Don't Send")
        wait_until(lambda: self.window.find_button('Send 5#') is None, 'the button to go')
        self.assertNotIn('5#', self.demo.party('203')['digits'])


class SignedOut(WorldCase, Hands):
    parts = {'display': True, 'keyring': True}

    def setUp(self):
        super().setUp()
        self.app = App(self, '--gapplication-service', sign_in=False)
        self.demo = self.app.demo

    def test_kept_and_asked(self):
        """M10"""
        self.open('tel:202')
        ctl.wait_status(self.world, waiting='tel:202')
        self.app.sign_in()
        self.wait_asked('tel:202')
        stays(lambda: not ctl.calls(self.world), 1, 'no call')
        self.press('Return')
        ctl.wait_call(self.world, 'active', number='202')
        self.assertEqual((len(ctl.calls(self.world)), self.invites('202')), (1, 1))

    def test_two_to_choose_from(self):
        """Q02"""
        self.open('tel:202')
        self.open('tel:203')
        self.wait_front('Call Which Number?')
        self.press('Down', 'Return')
        ctl.wait_status(self.world, waiting='tel:203')
        self.app.sign_in()
        self.wait_asked('tel:203')
        self.press('Return')
        ctl.wait_call(self.world, 'active', number='203')
        self.assertEqual((self.invites('202'), self.invites('203')), (0, 1))

    def test_emergency(self):
        """M13: at once, whoever asks"""
        self.open('tel:112')
        wait_until(lambda: 'another phone' in ctl.status(self.world).get('refused', ''), 'words')
        self.assertNotIn('waiting', ctl.status(self.world))

    def test_without_permission(self):
        """M14"""
        self.app.sign_in('demo3', 'demo')
        self.open('nethlink://listen?to=202')
        wait_until(lambda: 'may not listen' in ctl.status(self.world).get('refused', ''), 'words')
        self.assertEqual(self.requests('/astproxy/start_spy'), 0)


if __name__ == '__main__':
    main()
