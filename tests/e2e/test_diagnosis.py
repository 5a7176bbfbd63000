# SPDX-License-Identifier: GPL-3.0-or-later
"""M26, M87, M88, M89, Q35: what works and what does not, and what is passed on about it."""
import json
import re
import stat
from pathlib import Path

from kit import atspi, ctl, main
from kit.app import App
from kit.demo import Demo
from kit.diagnosis import STEPS, diagnose, mend, of
from kit.watch import wait_until
from kit.window import Window
from kit.world import APP_ID, WorldCase


class Case(WorldCase):
    def setUp(self):
        super().setUp()
        self.app = App(self)
        for scheme in ('tel', 'callto', 'nethlink'):
            self.world.run(['cornetta', 'ctl', 'handler', '--set', scheme])


class Healthy(Case):
    parts = {'display': True, 'keyring': True, 'sound': True}

    def test_all(self):
        """With somebody who speaks."""
        tone = self.world.sound.play(440, level=0.25)
        self.addCleanup(self.world.end, tone)
        checks = diagnose(self.world, code=0)
        self.assertEqual(len(checks), 23)
        self.assertEqual(of(checks, 'fail'), [])
        for check in checks.values():
            self.assertIn(check['status'], ('pass', 'skip'))
            self.assertTrue(check['reason'], check)
        for key in ('auth.token', 'audio.mic.access', 'data.cache', 'link.default', 'app.service',
                    'net.server', 'desk.assigned', 'audio.mic.level', 'audio.engine'):
            self.assertEqual(checks[key]['status'], 'pass', checks[key])
        self.assertEqual([step['id'] for step in checks['net.server']['steps']], STEPS)
        groups = [check['group'] for check in checks.values()]
        self.assertEqual([groups.count(group) for group in
                          ('webphone', 'links', 'deskphone', 'audio')], [5, 5, 7, 6])

    def test_connection(self):
        checks = diagnose(self.world, 'connection', code=0)
        self.assertEqual(list(checks), STEPS)
        self.assertEqual(of(checks, 'pass'), STEPS, checks)
        ctl.wait_no_call(self.world)

    def test_muted(self):
        """Its button unmutes it."""
        self.world.sound.pactl('set-source-mute', '@DEFAULT_SOURCE@', '1')
        checks = diagnose(self.world, 'audio', code=1)
        self.assertEqual(of(checks, 'fail'), ['audio.mic.muted'])
        self.assertEqual(checks['audio.mic.muted']['action'], 'app.mend::audio.mic.muted')
        mend(self.world, 'audio.mic.muted')
        wait_until(lambda: 'no' in self.world.sound.pactl('get-source-mute', '@DEFAULT_SOURCE@'),
                   'the microphone to be on')
        checks = diagnose(self.world, 'audio')
        self.assertEqual(checks['audio.mic.muted']['status'], 'pass')


class Desktop(Case):
    parts = {'display': True, 'keyring': True}

    def test_handler_taken(self):
        other = self.world.home / '.local/share/applications/other.desktop'
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_text('[Desktop Entry]\nType=Application\nName=Another Phone\nExec=true %u\n'
                         'MimeType=x-scheme-handler/tel;\n')
        self.world.run(['xdg-mime', 'default', 'other.desktop', 'x-scheme-handler/tel'],
                       check=False)
        self.world.run(['gio', 'mime', 'x-scheme-handler/tel', 'other.desktop'])
        wait_until(lambda: diagnose(self.world, 'links')['link.default']['status'] == 'fail',
                   'the fault to be seen')
        checks = diagnose(self.world, 'links', code=1)
        self.assertEqual(of(checks, 'fail'), ['link.default'])
        self.assertIn('Another Phone', checks['link.default']['reason'])
        mend(self.world, 'link.default')
        wait_until(lambda: diagnose(self.world, 'links')['link.default']['status'] == 'pass',
                   'the mending')

    def test_browser(self):
        profile = self.world.home / '.mozilla/firefox/abc.default'
        profile.mkdir(parents=True)
        handlers = profile / 'handlers.json'
        handlers.write_text('{"schemes": {"tel": {"action": 4}}}')
        self.assertEqual(diagnose(self.world, 'webphone')['link.browsers']['status'], 'pass')
        handlers.write_text('{"schemes": {"tel": {"action": 2, "handlers": [{"name": "A Page", '
                            '"uriTemplate": "https://calls.example.org/?q=%s"}]}}}')
        check = diagnose(self.world, 'webphone')['link.browsers']
        self.assertEqual(check['status'], 'fail')
        self.assertIn('A Page', check['reason'])

    def test_unknown_group(self):
        done = ctl.command(self.world, 'ctl', 'diagnose', '--only', 'nothing', check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn('connection', done.stderr)

    def test_server_down(self):
        """TCP alone fails; what stands on it is not tried."""
        self.app.demo.stop()
        checks = diagnose(self.world, 'connection', code=1)
        self.assertEqual(of(checks, 'pass'), STEPS[:1])
        self.assertEqual(of(checks, 'fail'), STEPS[1:2])
        self.assertEqual(of(checks, 'skip'), STEPS[2:])
        self.assertIn('refuses', checks['connection.tcp']['reason'])
        self.assertIn('TCP', checks['connection.tls']['reason'])
        whole = diagnose(self.world, 'links', code=1)
        self.assertEqual(of(whole, 'fail'), ['net.server'])

    def test_server_unwell(self):
        self.app.demo.request('POST', '/demo/fault', {'kind': 'rest', 'value': '500'})
        checks = diagnose(self.world, 'connection', code=1)
        self.assertEqual(of(checks, 'fail'), ['connection.rest'])

    def test_log_level(self):
        """Q35: without a restart."""
        self.assertEqual(ctl.command(self.world, 'ctl', 'log-level').stdout.strip(), 'default')
        ctl.command(self.world, 'ctl', 'log-level', 'error')
        before = len(self.world.log('cornetta-desktop'))
        ctl.command(self.world, 'ctl', 'diagnose', '--only', 'connection', check=False)
        self.assertNotIn('cti: GET', self.world.log('cornetta-desktop')[before:])
        ctl.command(self.world, 'ctl', 'log-level', 'debug')
        ctl.command(self.world, 'ctl', 'diagnose', '--only', 'connection', check=False)
        wait_until(lambda: 'cti: GET' in self.world.log('cornetta-desktop')[before:], 'a line')
        wrong = ctl.command(self.world, 'ctl', 'log-level', 'loud', check=False)
        self.assertEqual(wrong.returncode, 1)
        self.assertIn('debug', wrong.stderr)

    def plant(self):
        """What nobody else may read, wherever it may come from; returns it."""
        ctl.command(self.world, 'ctl', 'log-level', 'debug')
        self.world.run(['gsettings', 'set', APP_ID, 'call-command',
                        'curl https://hook.example.org/?token=plantedCommand1 -u me:plantedUser2'])
        host = 'http://admin:plantedWeb3@127.0.0.1:9/servlet?number=1&token=plantedUrl4'
        self.app.demo.request('POST', '/demo/event', ['actionNethLink', host, 'call'])
        self.app.demo.request('POST', '/demo/event', ['plantedEvent', {
            'password': 'plantedNews5', 'secret': 'plantedNews6', 'cookie': 'sid=plantedNews7',
            'Authorization': 'Bearer plantedNews8', 'digits': '84627'}])
        link = 'tel:0721405516;postd=84627?token=plantedLink9'
        ctl.command(self.world, link, check=False)
        ctl.command(self.world, 'ctl', 'dial', 'tel:1?password=plantedDial10', check=False)
        return ['planted%s' % what for what in (
            'Command1', 'User2', 'Web3', 'Url4', 'News5', 'News6', 'News7', 'News8', 'Link9',
            'Dial10')] + ['84627']

    def speak_and_type(self):
        """A call to a number, on whose keypad a code is typed."""
        ctl.call(self.world, 'Dial', 'ssa{sv}', '0721405516', '', {})
        call = ctl.wait_call(self.world, 'active', number='0721405516')
        ctl.call(self.world, 'SendDigits', 'us', call['id'], '73519')
        wait_until(lambda: '73519' in json.dumps(self.app.demo.state()), 'the digits')
        ctl.call(self.world, 'HangUp', 'u', call['id'])
        ctl.wait_no_call(self.world)

    def test_trace(self):
        """M89: a whole session of known secrets, none of which is in the file."""
        password = self.app.demo.users[0]['password']
        self.speak_and_type()
        planted = self.plant()
        path = self.world.folder / 'trace.txt'

        def keep():
            ctl.command(self.world, 'ctl', 'trace', str(path))
            return 'plantedEvent' in path.read_text()
        wait_until(keep, 'the trace of the last event')
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        text = path.read_text()
        for part in ('SIP ladder', 'Requests (REST)', 'News (WebSocket)', 'Diagnosis', 'Log',
                     'Settings', 'GTK:', 'System:'):
            self.assertIn(part, text)
        self.assertRegex(text, r'-> UDP INVITE sip:x+16@')
        self.assertRegex(text, r'<- UDP SIP/2.0 200')
        self.assertRegex(text, r'GET /user/me 200, \d+ ms')
        known = ['73519', 'eyJ', *planted, *self.secrets(password)]
        for secret in ('0721405516', *known):
            self.assertNotIn(secret, text)
        for line in text.splitlines():
            if re.search(r'(?i)authorization\s*[:=]', line):
                self.assertRegex(line, r'\*\*\*$')
        whole = self.world.folder / 'whole.txt'
        ctl.command(self.world, 'ctl', 'trace', str(whole), '--numbers')
        self.assertIn('0721405516', whole.read_text())
        for secret in known:
            self.assertNotIn(secret, whole.read_text())

    def secrets(self, password):
        """As the server gives them out, those that are no word of their own."""
        status, answer = self.app.demo.request('POST', '/api/login', {
            'username': 'demo', 'password': password})
        token = answer['token']
        status, profile = self.app.demo.request('GET', '/api/user/me', headers={
            'Authorization': 'Bearer ' + token})
        self.assertEqual(status, 200)
        found = [each['secret'] for each in profile['endpoints']['extension']
                 if each.get('secret')]
        self.assertTrue(found)
        return [token, *found]


class BeforeSignIn(WorldCase):
    """M26: the button of the sign-in form; Q37: help before there is any account."""
    parts = {'display': True, 'keyring': True, 'a11y': True}

    def test_steps(self):
        demo = Demo(self.world, '--fault', 'rest=html')
        program = ctl.start(self.world)
        self.addCleanup(ctl.quit_program, self.world, program)
        window = Window(self.world)
        window.press('F1')
        window.read('Cornetta Help')
        window.press('Escape')
        atspi.gone(window.app, 'Cornetta Help')
        window.type_account(demo.url, password='')
        window.click('Test Connection')
        window.read('The first step with trouble is the one to mend.')
        window.read('Trouble: Something answers there (200), but it is not NethVoice CTI.')
        demo.request('POST', '/demo/fault', {'kind': 'rest', 'value': 'none'})
        window.click('Run Again')
        window.read('The server is there: sign in.')
        window.read('OK: NethVoice CTI answers, and asks for a sign-in.')
        window.read('OK: The server can tell at once what happens.')
        window.read('Skipped: The server tells of telephony after the sign-in.')
        demo.request('POST', '/demo/fault', {'kind': 'socket', 'value': 'refuse'})
        window.click('Run Again')
        window.read('The first step with trouble is the one to mend.')
        window.read('OK: NethVoice CTI answers, and asks for a sign-in.')
        window.read('Skipped: Not tried, because of this: It sends news (WebSocket).')
        demo.stop()
        window.click('Run Again')
        window.read('Trouble: ', 'refuses')
        self.assertEqual(ctl.status(self.world)['state'], 'signed-out')


class Certificate(WorldCase):
    parts = {'display': True, 'keyring': True}

    def test_distrusted(self):
        """The server gets another certificate while somebody is signed in: TLS alone fails."""
        demo = Demo(self.world, '--tls')
        trusted = self.world.folder / 'ca.pem'  # the demo's own goes with it
        trusted.write_bytes(Path(demo.ready['ca']).read_bytes())
        self.world.export('CORNETTA_CA_FILE', trusted)
        program = ctl.start(self.world, '--gapplication-service')
        self.addCleanup(ctl.quit_program, self.world, program)
        ctl.call(self.world, 'SignIn', 'sss', demo.url, 'demo', demo.users[0]['password'])
        ctl.wait_status(self.world, state='ready')
        port = demo.url.rsplit(':', 1)[1].strip('/')
        demo.stop()
        Demo(self.world, '--tls', '--port', port, name='impostor')
        checks = diagnose(self.world, 'connection', code=1)
        self.assertEqual(of(checks, 'pass'), STEPS[:2])
        self.assertEqual(of(checks, 'fail'), ['connection.tls'])
        self.assertIn('certificate', checks['connection.tls']['reason'])


if __name__ == '__main__':
    main()
