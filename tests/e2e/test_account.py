# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in and staying so: the second factor, what an administrator has not
switched on, and what is said of it in the window and to scripts."""
import os
import pathlib
import signal
import subprocess

from kit import ctl, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.watch import stays, wait_until
from kit.window import Window
from kit.world import APP_ID, StoryCase

OK, FAILED, LOCKED, CODE_NEEDED, NO_PHONE_LINK = 0, 1, 3, 4, 5


class Account(StoryCase):
    parts = {'display': True, 'a11y': True, 'keyring': True}

    def setUp(self):
        self.demo = Demo(self.world, '--contacts=10', '--history=10')
        self.addCleanup(self.demo.stop)
        self.program = None
        self.addCleanup(self.end)

    def end(self):
        if self.program is not None:
            code = ctl.quit_program(self.world, self.program)
            self.program = None
            self.assertEqual(code, 0, self.world.log('cornetta-desktop')[-3000:])
        self.world.run(['gsettings', 'reset-recursively', APP_ID])
        for mirror in self.mirrors():
            mirror.unlink()

    def start(self, *words):
        self.program = ctl.start(self.world, *(words or ('--gapplication-service',)))

    def ctl(self, *words, stdin=''):
        """(exit code, what was said to its user)"""
        done = subprocess.run([ctl.program(self.world), 'ctl', *words], input=stdin, text=True,
                              env=self.world.env, capture_output=True, timeout=120, check=False)
        return done.returncode, done.stderr

    def sign_in(self, user='demo', command='sign-in'):
        return self.ctl(command, self.demo.url, user, stdin='demo\n')

    def fault(self, kind, value):
        status, answer = self.demo.request('POST', '/demo/fault', {'kind': kind, 'value': value})
        self.assertEqual(status, 200, answer)

    def count(self, request):
        return self.demo.state()['requests'].get(request, 0)

    def test_second_factor(self):
        """A wrong code leaves nothing behind, and the right one signs in."""
        self.start()
        code, said = self.sign_in('demo2')
        self.assertEqual(code, CODE_NEEDED, said)
        self.assertIn('cornetta ctl code', said)
        self.assertEqual(ctl.status(self.world)['state'], 'needs-otp')
        for wrong in ('000000\n', '000000\n'):
            code, said = self.ctl('code', stdin=wrong)
            self.assertEqual(code, CODE_NEEDED, said)
            self.assertIn('wrong or too old', said)
        self.assertEqual(self.count('GET /api/user/me'), 0)
        code, said = self.ctl('code', stdin='123456\n')
        self.assertEqual(code, OK, said)
        self.assertEqual(ctl.status(self.world)['state'], 'ready')
        code, said = self.ctl('code', stdin='123456\n')
        self.assertEqual(code, FAILED, said)

    def test_second_factor_recovery(self):
        recovery = '222222'  # one that the demo has
        self.start()
        self.assertEqual(self.sign_in('demo2')[0], CODE_NEEDED)
        self.assertEqual(self.ctl('code', stdin=recovery + '\n')[0], OK)
        ctl.call(self.world, 'SignOut')
        self.assertEqual(self.sign_in('demo2')[0], CODE_NEEDED)
        self.assertEqual(self.ctl('code', stdin=recovery + '\n')[0], CODE_NEEDED)

    def test_second_factor_window(self):
        self.program = ctl.start(self.world)
        window = Window(self.world)
        window.type_account(self.demo.url, 'demo2')
        ctl.wait_status(self.world, state='needs-otp')
        window.read('one of your recovery codes')
        window.type('987654')
        window.press('Return')
        window.alert('wrong or too old')
        window.press('ctrl+a')
        window.type('123456')
        window.press('Return')
        ctl.wait_status(self.world, state='ready')

    def test_phone_link_missing(self):
        self.fault('profile', 'nethlink')
        self.program = ctl.start(self.world)
        code, said = self.sign_in(command='login')
        self.assertEqual(code, NO_PHONE_LINK, said)
        for words in ('Phone Link', 'Administration → Configuration → Users', 'demo on 127.0.0.1'):
            self.assertIn(words, said)
        self.assertIn('Phone Link', ctl.wait_status(self.world, state='ready')['trouble'])
        window = Window(self.world)
        window.read('so this computer is no phone')
        self.world.run(['gapplication', 'action', APP_ID, 'ask-administrator'])  # its button's
        window.read('please enable “Phone Link” for my account demo')

    def test_phone_link_later(self):
        self.fault('profile', 'nethlink')
        self.start()
        self.assertEqual(self.sign_in()[0], NO_PHONE_LINK)
        self.fault('profile', 'none')
        ctl.call(self.world, 'SignOut')
        self.assertEqual(self.sign_in()[0], OK)
        self.assertNotIn('ask-administrator', ctl.status(self.world))

    # --- Tokens. ---

    def test_token_renewed(self):
        """One sign-in more for one that has expired, and nobody is asked."""
        self.start()
        self.assertEqual(self.sign_in()[0], OK)
        wait_until(lambda: ctl.status(self.world)['contacts'] > 0, 'the phonebook')
        self.assertEqual(self.count('POST /api/login'), 1)
        heard = self.demo.state()['bodies']['POST /api/user/nethlink']
        self.assertEqual((heard['os_type'], heard['username']), ('Linux', 'demo'))
        self.fault('token', 'expired')
        self.world.run([ctl.program(self.world), 'ctl', 'presence', 'dnd'])
        self.assertEqual(self.count('POST /api/login'), 2)
        self.assertEqual(self.demo.state()['bodies']['POST /api/user/presence'], {'status': 'dnd'})
        self.assertEqual(ctl.status(self.world)['state'], 'ready')

    def test_token_expired_at_start(self):
        self.start()
        self.assertEqual(self.sign_in()[0], OK)
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)
        self.fault('token', 'expired')
        self.start()
        ctl.wait_status(self.world, state='ready', host=self.demo.url)
        wait_until(lambda: self.count('POST /api/login') == 2, 'the second sign-in')
        wait_until(lambda: self.count('POST /api/user/nethlink') == 2, 'the announcement')

    def test_quit_at_once(self):
        """What the keyring has not taken yet is waited for: the next start needs it."""
        keyring = int(self.world.run(['pgrep', '-f', 'control-directory=%s' % self.world.runtime])
                      .stdout.split()[0])
        self.start()
        os.kill(keyring, signal.SIGSTOP)
        self.addCleanup(os.kill, keyring, signal.SIGCONT)
        self.assertEqual(self.sign_in()[0], OK)
        ctl.call(self.world, 'Quit')
        stays(lambda: self.program.poll() is None, 1, 'the program')
        os.kill(keyring, signal.SIGCONT)
        self.assertEqual(self.program.wait(60), 0)
        self.start()
        ctl.wait_status(self.world, state='ready', host=self.demo.url)

    def test_token_never_good(self):
        """A server that refuses what it has just given is not asked for more and more."""
        self.start()
        self.assertEqual(self.sign_in()[0], OK)
        self.fault('token', 'always')
        self.ctl('presence', 'dnd')
        self.ctl('presence', 'online')
        self.assertLessEqual(self.count('POST /api/login'), 2)
        self.fault('socket', 'cut')
        ctl.wait_status(self.world, state='signed-out')
        self.assertIn('Sign in again', ctl.status(self.world)['sign-in-error'])
        self.assertLessEqual(self.count('POST /api/login'), 2)

    def test_sign_out_revokes(self):
        before = self.secrets()
        self.start()
        self.assertEqual(self.sign_in()[0], OK)
        wait_until(lambda: ctl.status(self.world)['contacts'] > 0, 'the phonebook')
        self.assertEqual(len(self.mirrors()), 1)
        wait_until(lambda: self.secrets() >= before + 2, 'password and token to be kept')
        self.assertEqual(self.ctl('logout')[0], OK)
        wait_until(lambda: self.count('POST /api/logout') == 1, 'the end of the token')
        self.assertEqual(self.count('DELETE /api/tokens/persistent/:audience'), 1)
        wait_until(lambda: not self.mirrors(), 'the mirror to go')
        wait_until(lambda: self.secrets() == before, 'the secrets to go')

    def test_sign_out_keeps(self):
        self.world.run(['gsettings', 'set', APP_ID, 'keep-data', 'true'])
        self.start()
        self.assertEqual(self.sign_in()[0], OK)
        wait_until(lambda: ctl.status(self.world)['contacts'] > 0, 'the phonebook')
        self.ctl('logout')
        wait_until(lambda: self.count('POST /api/logout') == 1, 'the end of the token')
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)
        self.program = None
        self.assertEqual(len(self.mirrors()), 1)

    def test_sign_out_at_once(self):
        """Nothing stays of an account whose mirror was not open yet, and who comes back while it
        goes has a whole one."""
        self.start()
        for _ in range(5):
            self.assertEqual(self.sign_in()[0], OK)
            ctl.call(self.world, 'SignOut')
            self.assertEqual(ctl.status(self.world)['state'], 'signed-out')
        self.assertEqual(self.sign_in()[0], OK)
        wait_until(lambda: ctl.status(self.world)['contacts'] > 0, 'the phonebook')
        self.assertEqual(len(self.mirrors()), 1)
        ctl.call(self.world, 'SignOut')
        self.assertEqual(self.sign_in()[0], OK)
        ctl.call(self.world, 'SignOut')
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)
        self.program = None
        self.assertEqual(self.mirrors(), [])

    def mirrors(self):
        folder = pathlib.Path(self.world.env['XDG_CACHE_HOME']) / 'cornetta'
        return sorted(folder.glob('*.db'))

    def secrets(self):
        """The keyring's items."""
        return self.world.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets',
                               '--object-path', '/org/freedesktop/secrets/aliases/default',
                               '--method', 'org.freedesktop.DBus.Properties.Get',
                               'org.freedesktop.Secret.Collection', 'Items']).stdout.count('/collection/')

    # --- Several accounts. ---

    def test_accounts(self):
        """Two are added, changed between without a password, and one is forgotten."""
        before = self.secrets()
        use_sip_of(self.world, self.demo)
        self.start()
        self.assertEqual(self.sign_in()[0], OK)
        first = ctl.wait_status(self.world, state='ready', line='ready')['extension']
        self.assertEqual(self.sign_in('demo3')[0], OK)
        second = ctl.wait_status(self.world, state='ready', line='ready')['extension']
        self.assertNotEqual(first, second)
        wait_until(lambda: self.secrets() == before + 4, 'the secrets of both')
        wait_until(lambda: len(self.lines()) == 1, 'the first line to be gone')
        second_line = self.lines()
        self.assertEqual(self.accounts(), [('demo3', True), ('demo', False)])
        logins = self.count('POST /api/login')
        self.assertEqual(self.ctl('account', 'use', self.demo.url, 'demo')[0], OK)
        ctl.wait_status(self.world, state='ready', line='ready', user='demo', extension=first)
        wait_until(lambda: self.lines() not in ([], second_line), 'the line to change')
        self.assertEqual(self.count('POST /api/login'), logins)
        wait_until(lambda: len(self.mirrors()) == 2, 'a mirror of each')
        self.assertEqual(self.ctl('account', 'forget', self.demo.url, 'demo3')[0], OK)
        self.assertEqual(self.accounts(), [('demo', True)])
        wait_until(lambda: self.secrets() == before + 2, 'its secrets to go')
        self.assertEqual(len(self.mirrors()), 1)
        code, said = self.ctl('account', 'use', self.demo.url, 'demo3')
        self.assertEqual(code, FAILED)
        self.assertIn('Sign in with it first', said)
        ctl.call(self.world, 'SignOut')
        self.assertEqual(self.accounts(), [])

    def accounts(self):
        return [(each['user'], each['used']) for each in ctl.call(self.world, 'Accounts')]

    def lines(self):
        """Whose lines are registered."""
        return sorted(each['user'] for each in self.demo.state()['registrations'])

    # --- What an organisation has set. ---

    def write_policy(self, text):
        path = self.world.home / 'policy.conf'
        path.write_text(text)
        return {'CORNETTA_POLICY': str(path)}

    def test_locked_host(self):
        """No other server by a script, a kept account or the window, whose row says why."""
        env = self.write_policy('[account]\nhost=%s/\nhost-locked=true\n' % self.demo.url)
        other = Demo(self.world, '--contacts=1', '--history=1', name='other')
        self.addCleanup(other.stop)
        self.program = ctl.start(self.world, env=env)
        window = Window(self.world)
        window.read('Set by Your Organisation')
        self.assertEqual(ctl.status(self.world)['set-host'], self.demo.url)
        code, said = self.ctl('sign-in', other.url, 'demo', stdin='demo\n')
        self.assertEqual(code, LOCKED)
        self.assertIn('Your organisation has set the server', said)
        self.assertEqual(other.state()['requests'].get('POST /api/login', 0), 0)
        self.assertEqual(ctl.status(self.world)['state'], 'signed-out')
        self.world.run(['gsettings', 'set', APP_ID, 'accounts', "[('%s', 'demo')]" % other.url])
        self.assertEqual(self.ctl('account', 'use', other.url, 'demo')[0], FAILED)
        window.type('demo')
        window.press('Return')
        window.type('demo')
        window.press('Return')
        ctl.wait_status(self.world, state='ready', host=self.demo.url)

    def test_locked_later(self):
        """An account of another server is not restored, and a file in disorder is told of."""
        before = self.secrets()
        self.start()
        self.assertEqual(self.sign_in()[0], OK)
        for text, fragment in (('[account]\nhost=cti.example.org\nhost-locked=true\n', None),
                               ('[account]\nhost=http://cti.example.org\n', 'cannot be read'),
                               ('nonsense', 'cannot be read'),
                               ('[account]\nhost=x\nhost-locked=perhaps\n', 'cannot be read'),
                               ('#' * 70000, 'cannot be read')):
            with self.subTest(text[:40].replace('\n', ' ')):
                wait_until(lambda: self.secrets() >= before + 2, 'password and token to be kept')
                self.assertEqual(ctl.quit_program(self.world, self.program), 0)
                self.program = ctl.start(self.world, '--gapplication-service',
                                         env=self.write_policy(text))
                if fragment is None:
                    self.assertEqual(ctl.status(self.world)['state'], 'signed-out')
                    self.assertEqual(ctl.status(self.world)['set-host'], 'cti.example.org')
                    self.assertEqual(self.sign_in()[0], LOCKED)
                else:
                    wait_until(lambda: ctl.status(self.world)['state'] == 'ready', 'the account')
                    ctl.call(self.world, 'SignOut')
                    wait_until(lambda: self.secrets() == before, 'the secrets to go')
                    self.assertIn(fragment, ctl.status(self.world)['sign-in-error'])
                    self.assertEqual(self.sign_in()[0], OK)

    # --- Another program of the same user's. ---

    def test_taken_over(self):
        self.start()
        self.assertEqual(self.sign_in()[0], OK)
        wait_until(lambda: self.demo.state()['sockets']['signedIn'], 'the socket')
        self.demo.request('POST', '/demo/event', ['takeOver'])
        said = ctl.wait_status(self.world, state='elsewhere')
        self.assertIn('another program', said['trouble'])
        wait_until(lambda: not self.demo.state()['sockets']['connected'], 'the socket to close')
        ctl.call(self.world, 'Diagnose', 's', '')
        self.assertEqual(self.demo.state()['sockets']['connected'], 0)
        self.assertEqual(self.count('POST /api/login'), 1)
        self.assertEqual(self.ctl('use-here')[0], OK)
        ctl.wait_status(self.world, state='ready')
        wait_until(lambda: self.demo.state()['sockets']['signedIn'], 'the socket again')
        self.assertEqual(self.count('POST /api/login'), 1)


if __name__ == '__main__':
    main()
