# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in to what is wrong: the form says what, and can be used again."""
from kit import atspi, ctl, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.watch import wait_until
from kit.window import Window
from kit.world import StoryCase


class BadServer(StoryCase):
    """One screen; for each test a program and a server of its own."""

    parts = {'display': True, 'a11y': True, 'keyring': True}

    def setUp(self):
        self.demo = Demo(self.world, '--contacts=10', '--history=10')
        self.addCleanup(self.demo.stop)
        use_sip_of(self.world, self.demo)
        self.start()

    def start(self, **options):
        self.program = ctl.start(self.world, **options)
        self.addCleanup(self.end)
        self.window = Window(self.world)

    def end(self):
        """Signed out, so that the next test starts with the form."""
        if self.program.poll() is None:
            ctl.call(self.world, 'SignOut')
            self.assertEqual(ctl.quit_program(self.world, self.program), 0,
                             self.world.log('cornetta-desktop')[-3000:])
        else:
            self.assertEqual(self.program.returncode, 0,
                             self.world.log('cornetta-desktop')[-3000:])
        for key in ('last-host', 'last-user'):
            self.world.run(['gsettings', 'reset', 'org.cornetta.Cornetta', key])

    def refuses(self, *words, host=None, user='demo', password='demo'):
        """Typed into the form, and these words come under it."""
        self.window.type_account(host or self.demo.url, user, password)
        self.window.alert(*words)
        self.assertEqual(ctl.status(self.world)['state'], 'signed-out')

    def fault(self, kind, value):
        status, answer = self.demo.request('POST', '/demo/fault', {'kind': kind, 'value': value})
        self.assertEqual(status, 200, answer)

    def recovers(self):
        """The form still has what was typed: once the server is well, Enter does it."""
        self.window.press('Return')
        ctl.wait_status(self.world, state='ready', line='ready')
        self.window.no_alert()

    def test_wrong_password(self):
        self.refuses('Wrong user name or password', password='hunter2')
        self.window.press('ctrl+a')
        self.window.type('demo')
        self.recovers()

    def test_unknown_host(self):
        self.refuses('nowhere.invalid', 'was not found', host='nowhere.invalid')

    def test_nobody_listens(self):
        self.refuses('127.0.0.1', 'does not accept connections', host='http://127.0.0.1:1')

    def test_not_a_host(self):
        self.refuses('is not the name of a server', host='what is this')

    def test_unencrypted(self):
        self.refuses('unencrypted http', host='http://192.0.2.1')

    def bad_answer(self, value, *words):
        self.fault('rest', value)
        self.refuses(*words)
        self.fault('rest', 'none')
        self.recovers()

    def test_html_instead_of_json(self):
        self.bad_answer('html', '127.0.0.1', 'cannot be read')

    def test_half_a_json(self):
        self.bad_answer('badjson', '127.0.0.1', 'cannot be read')

    def test_20_megabytes(self):
        self.bad_answer('huge', '127.0.0.1', 'sent more than expected')

    def test_wrong_types(self):
        self.bad_answer('wrongtypes', '127.0.0.1', 'cannot be read')

    def test_error_500(self):
        self.bad_answer('500', '127.0.0.1')

    def test_cut_in_the_middle(self):
        self.bad_answer('cut', '127.0.0.1', 'broke')

    def test_certificate(self):
        """Nobody vouches for it: refused. Its user vouches for it: accepted."""
        secure = Demo(self.world, '--tls', '--contacts=10', name='secure')
        self.addCleanup(secure.stop)
        self.refuses('The certificate of', 'is not trusted', host=secure.url)
        self.end()
        use_sip_of(self.world, secure)
        self.start(env={'CORNETTA_CA_FILE': secure.ready['ca']})
        self.window.type_account(secure.url)
        ctl.wait_status(self.world, state='ready', line='ready')
        self.window.no_alert()

    def test_server_goes_and_comes_back(self):
        self.window.type_account(self.demo.url)
        ctl.wait_status(self.world, state='ready', line='ready')
        wait_until(lambda: ctl.status(self.world)['contacts'] > 0, 'the phonebook')
        everybody = [each['name'] for each in ctl.call(self.world, 'SearchContacts', 'su', '', 50)]
        port, sip = self.demo.url.rsplit(':', 1)[1], self.demo.sip['udp']
        self.demo.stop()
        self.window.alert('127.0.0.1')
        self.assertEqual(ctl.status(self.world)['state'], 'ready')
        self.assertIn(everybody[0], self.window.words(), 'the phonebook stays in sight')
        again = Demo(self.world, '--port', port, '--sip-port', sip, '--contacts=10', name='again')
        self.addCleanup(again.stop)
        wait_until(self.try_again, 'the program to try, by itself or as it is told to')
        ctl.wait_status(self.world, state='ready', line='ready')
        # A banner that rolled up keeps its words, so the status tells.
        wait_until(lambda: not ctl.status(self.world).get('trouble'), 'no trouble')

    def try_again(self):
        """It tries by itself every few seconds, and may be quicker than the click."""
        if not ctl.status(self.world).get('trouble'):
            return True
        button = self.window.find_button('Try again')
        if button is not None:
            atspi.click(button)
        return button is not None


if __name__ == '__main__':
    main()
