# SPDX-License-Identifier: GPL-3.0-or-later
"""M72: the user chooses what colleagues see them as, by a script and in the window; the server
keeps and tells it; calls are forwarded only after a question; the account's permissions hold."""
from kit import ctl, keys, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.window import Window
from kit.world import StoryCase


class Presence(StoryCase):
    parts = {'display': True, 'a11y': True, 'keyring': True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = Demo(cls.world, '--contacts=10', '--history=6', '--fault', 'rate=0')
        use_sip_of(cls.world, cls.demo)
        cls.program = ctl.start(cls.world)
        cls.window = Window(cls.world)
        cls.window.type_account(cls.demo.url)
        ctl.wait_status(cls.world, state='ready', line='ready', syncing=False)

    def presence(self, *words, check=True):
        return ctl.command(self.world, 'ctl', 'presence', *words, check=check)

    def posted(self):
        return self.demo.state()['bodies'].get('POST /api/user/presence')

    def test_1_by_script(self):
        ctl.wait_status(self.world, presence_chosen='online')
        self.presence('dnd')
        self.assertEqual(self.posted(), {'status': 'dnd'})
        ctl.wait_status(self.world, presence_chosen='dnd', presence='dnd')
        self.presence('forward', '0721 405516')
        self.assertEqual(self.posted(), {'status': 'callforward', 'to': '0721405516'})
        now = ctl.wait_status(self.world, presence_chosen='callforward')
        self.assertEqual(now['forwarded-to'], '0721405516')
        self.presence('online')
        self.assertNotIn('forwarded-to', ctl.wait_status(self.world, presence_chosen='online'))

    def test_2_wrong(self):
        before = self.posted()
        for words, code in ((('asleep',), 2), (('forward',), 2), (('dnd', '202'), 2),
                            (('forward', 'nobody'), 1)):
            self.assertEqual(self.presence(*words, check=False).returncode, code, words)
        self.assertEqual(self.posted(), before)

    def test_2_while_busy_or_away(self):
        """Q24: where calls go then; forwarding may cost and so is asked about in the window."""
        for when in ('busy', 'unavailable'):
            key, path = 'presence_on_' + when, 'POST /api/user/presence_on' + when
            ctl.wait_status(self.world, **{key: 'online'})
            self.presence('voicemail', '--when', when)
            self.assertEqual(self.demo.state()['bodies'][path], {'status': 'voicemail'})
            ctl.wait_status(self.world, **{key: 'voicemail'}, presence_chosen='online')
            self.presence('forward', '202', '--when', when)
            self.assertEqual(self.demo.state()['bodies'][path], {'status': 'callforward', 'to': '202'})
            ctl.wait_status(self.world, **{key: 'callforward'})
            self.demo.request('POST', '/demo/event', ['userPresenceUpdate', {
                'presence_on' + when: {'username': 'demo', 'status': 'online'}}])
            ctl.wait_status(self.world, **{key: 'online'})
        for words, code in ((('dnd', '--when', 'busy'), 1), (('online', '--when', 'asleep'), 2)):
            self.assertEqual(self.presence(*words, check=False).returncode, code, words)

    def test_3_told_by_the_server(self):
        """Chosen anywhere else, as on the web page."""
        for status in ('voicemail', 'online'):
            self.demo.request('POST', '/demo/event', ['userPresenceUpdate', {
                'presence': {'username': 'demo', 'status': status}}])
            ctl.wait_status(self.world, presence_chosen=status)
        self.demo.request('POST', '/demo/event', ['userPresenceUpdate', {
            'presence': {'username': 'carla', 'status': 'dnd'}}])
        self.demo.request('POST', '/demo/event', ['userPresenceUpdate', {'presence': 7}])
        self.assertEqual(ctl.status(self.world)['presence-chosen'], 'online')

    def action(self, name):
        self.world.run(['gapplication', 'action', 'org.cornetta.Cornetta', name])

    def test_4_forwarding_is_asked(self):
        before = self.posted()
        self.action('ask-cellphone')
        keys.wait_window(self.world, 'Forward Calls to Your Mobile?')
        keys.press(self.world, 'Escape')
        keys.wait_window(self.world, 'Cornetta')
        self.assertEqual(self.posted(), before)
        self.action('ask-cellphone')
        keys.wait_window(self.world, 'Forward Calls to Your Mobile?')
        keys.press(self.world, 'alt+f')
        ctl.wait_status(self.world, presence_chosen='cellphone')
        self.action('ask-forward')
        keys.wait_window(self.world, 'Forward Calls to Which Number?')
        keys.press(self.world, '2', '0', '2', 'Return')
        ctl.wait_status(self.world, presence_chosen='callforward', forwarded_to='202')
        self.action('presence-online')
        ctl.wait_status(self.world, presence_chosen='online')

    def test_5_forwarding_while_busy_is_asked(self):
        path = 'POST /api/user/presence_onbusy'
        before = self.demo.state()['bodies'].get(path)
        self.action('ask-busy-forward')
        self.window.read('Forward Calls to Which Number While You Are Busy?')
        self.assertEqual(self.demo.state()['bodies'].get(path), before)
        self.world.run(['xdotool', 'type', '--delay', '15', '--', '203'])
        self.world.run(['xdotool', 'key', 'Return'])
        ctl.wait_status(self.world, presence_on_busy='callforward', presence_chosen='online')
        self.assertEqual(self.demo.state()['bodies'][path], {'status': 'callforward', 'to': '203'})

    def test_5_plain_profile(self):
        ctl.call(self.world, 'SignOut')
        ctl.wait_status(self.world, state='signed-out')
        ctl.call(self.world, 'SignIn', 'sss', self.demo.url, 'demo3', 'demo')
        ctl.wait_status(self.world, state='ready', line='ready')
        self.presence('dnd')
        ctl.wait_status(self.world, presence_chosen='dnd')
        for words in (('voicemail',), ('cellphone',), ('forward', '202')):
            self.assertIn('may not', self.presence(*words, check=False).stderr)

    def test_6_quit(self):
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)


if __name__ == '__main__':
    main()
