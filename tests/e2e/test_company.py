# SPDX-License-Identifier: GPL-3.0-or-later
"""M65: the caller's cards with numbers that call, the company's page with what is known of the call
in its address, and the user's own command, which a caller's name reaches as one argument."""
import urllib.parse

from kit import atspi, ctl, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.watch import stays, wait_until
from kit.window import Window
from kit.world import APP_ID, StoryCase

BROWSER = """[Desktop Entry]
Type=Application
Name=Browser
Exec=%s %%u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
"""
# Every argument by itself; a line for each run.
SCRIPT = """#!/bin/sh
{ for argument in "$@"; do printf '[%%s]' "$argument"; done; echo; } >> '%s'
"""


class Company(StoryCase):
    parts = {'display': True, 'a11y': True, 'keyring': True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.install_browser()
        cls.hook = cls.install_script('hook')
        cls.demo = Demo(cls.world, '--contacts=40', '--history=60', '--fault', 'rate=0')
        use_sip_of(cls.world, cls.demo)
        cls.program = ctl.start(cls.world)
        cls.window = Window(cls.world)
        cls.window.type_account(cls.demo.url)
        ctl.wait_status(cls.world, state='ready', line='ready', syncing=False)

    @classmethod
    def install_script(cls, name):
        script = cls.world.folder / name
        script.write_text(SCRIPT % (cls.world.folder / (name + '.log')))
        script.chmod(0o755)
        return script

    @classmethod
    def install_browser(cls):
        applications = cls.world.home / '.local' / 'share' / 'applications'
        script = cls.install_script('browser')
        (applications / 'browser.desktop').write_text(BROWSER % script)
        with open(cls.world.home / '.config' / 'mimeapps.list', 'a', encoding='utf-8') as file:
            file.writelines('x-scheme-handler/%s=browser.desktop\n' % scheme
                            for scheme in ('http', 'https'))

    def log(self, name):
        path = self.world.folder / (name + '.log')
        return path.read_text().splitlines() if path.exists() else []

    def set(self, key, value):
        self.world.run(['gsettings', 'set', APP_ID, key, value])

    def set_page(self, url, **more):
        """By the administrator; the program hears of it when it signs in."""
        self.demo.request('POST', '/demo/company', {'url': url, **more})
        asked = self.demo.state()['requests'].get('GET /api/user/paramurl', 0)
        ctl.command(self.world, 'ctl', 'sign-out')
        ctl.wait_status(self.world, state='signed-out')
        ctl.call(self.world, 'SignIn', 'sss', self.demo.url, 'demo', 'demo')
        ctl.wait_status(self.world, state='ready', line='ready', syncing=False)
        wait_until(lambda: self.demo.state()['requests'].get(
            'GET /api/user/paramurl', 0) > asked, 'the page')

    def customer(self):
        """Somebody of the phonebook with a number outside."""
        def found():
            return next(((each['name'] or each['company'], number)
                         for each in ctl.call(self.world, 'SearchContacts', 'su', '', 50)
                         for _kind, number in each['numbers']
                         if number.isdigit() and len(number) > 5), None)
        return wait_until(found, 'somebody like that')

    def ring(self, number):
        self.demo.call(number)
        return ctl.wait_call(self.world, 'incoming', number=number)

    def end(self):
        for each in ctl.calls(self.world):
            ctl.command(self.world, 'ctl', 'hangup', each['id'], check=False)
        ctl.wait_no_call(self.world)

    def test_1_cards(self):
        name, number = self.customer()
        self.ring(number)
        self.window.read('Customer Identity')
        cards = ctl.ctl(self.world, 'cards')
        self.assertEqual(cards[0]['title'], 'Customer Identity')
        self.assertIn(name, cards[0]['text'])
        for hidden in ('<', 'document.write', 'color'):
            self.assertNotIn(hidden, cards[0]['text'])
        self.assertTrue(any(each.lstrip('+').endswith(number) or number.endswith(each[-9:])
                            for each in cards[0]['numbers']))
        self.assertEqual(ctl.ctl(self.world, 'cards', number), cards)
        self.assertEqual(ctl.ctl(self.world, 'cards', '0000'), [])
        said = ctl.command(self.world, 'ctl', 'cards', '0721xxx', check=False)
        self.assertEqual(said.returncode, 1)
        self.end()

    def test_2_a_card_calls(self):
        _name, number = self.customer()
        self.ring(number)
        self.window.read('Customer Identity')
        ctl.command(self.world, 'ctl', 'answer')
        ctl.wait_call(self.world, 'active')
        card = atspi.find(self.window.app, 'Customer cards')
        target = wait_until(lambda: next(
            (node for node in atspi.walk(card)
             if atspi.name_of(node).startswith('Call ')
             and atspi.role_of(node) in ('push button', 'button')), None), 'a number of the card')
        digits = ''.join(filter(str.isdigit, atspi.name_of(target)))
        target.do_action(0)
        called = wait_until(lambda: next((each for each in ctl.calls(self.world)
                                          if not each['incoming']), None), 'the call')
        self.assertTrue(called['number'].endswith(digits) or digits.endswith(called['number'][-9:]))
        self.end()

    def test_3_page(self):
        self.set('open-url', 'ringing')
        self.set_page('https://crm.example/c?n=$CALLER_NUMBER&who=$CALLER_NAME&z=1')
        name, number = self.customer()
        ctl.call(self.world, 'CreateContact', 'a{ss}', {
            'name': 'Anna & Città/#1', 'workphone': '0721995511', 'type': 'private'})
        self.ring('0721995511')
        wait_until(lambda: self.log('browser'), 'the page')
        self.end()
        address = self.log('browser')[-1].strip('[]')
        self.assertEqual(address, 'https://crm.example/c?n=0721995511&who=%s&z=1'
                         % urllib.parse.quote('Anna & Città/#1', safe=''))
        self.set('open-url', 'button')
        self.ring(number)
        self.window.read("Open Caller's Page")
        stays(lambda: len(self.log('browser')) == 1, 1)
        ctl.command(self.world, 'ctl', 'open-url')
        wait_until(lambda: len(self.log('browser')) == 2, 'the page')
        query = urllib.parse.urlsplit(self.log('browser')[-1].strip('[]')).query
        asked = urllib.parse.parse_qs(query)
        self.assertEqual(asked['n'], [number])
        self.assertEqual(asked['who'], [name])
        atspi.find(self.window.app, "Open Caller's Page", 'push button').do_action(0)
        wait_until(lambda: len(self.log('browser')) == 3, 'the page')
        self.end()

    def test_4_no_page(self):
        """What is no page of the web is never opened, and for queues alone means that."""
        self.set('open-url', 'ringing')
        before = self.log('browser')
        for url, more in (('file:///etc/passwd?$CALLER_NUMBER', {}),
                          ('https://crm.example/$CALLER_NUMBER', {'only_queues': True})):
            self.set_page(url, **more)
            self.ring('0721995511')
            stays(lambda: self.log('browser') == before, 3)
            self.end()
        self.set_page('')
        said = ctl.command(self.world, 'ctl', 'open-url', check=False)
        self.assertEqual(said.returncode, 1)

    def test_5_command(self):
        touched = self.world.folder / 'touched'
        evil = ';touch %s' % touched
        ctl.call(self.world, 'CreateContact', 'a{ss}', {
            'name': evil, 'workphone': '0721995522', 'type': 'private'})
        ctl.wait_status(self.world, syncing=False)
        self.set('call-command-on', "['ringing', 'answered', 'ended']")
        self.set('call-command', "%s $EVENT $CALLER_NUMBER '$CALLER_NAME' end" % self.hook)
        self.ring('0721995522')
        wait_until(lambda: self.log('hook'), 'it to ring')
        ctl.command(self.world, 'ctl', 'answer')
        wait_until(lambda: len(self.log('hook')) == 2, 'the answer')
        self.end()
        lines = wait_until(lambda: len(self.log('hook')) == 3 and self.log('hook'), 'the end')
        self.assertEqual(lines, ['[%s][0721995522][%s][end]' % (event, evil)
                                 for event in ('ringing', 'answered', 'ended')])
        self.assertFalse(touched.exists())
        said = self.world.log('cornetta-desktop')
        self.assertNotIn(evil, said)
        self.set('call-command', '')

    def test_6_cards_of_a_past_call(self):
        """From the menu of its row, by the keyboard."""
        name, number = self.customer()
        self.ring(number)
        self.end()
        self.window.press('ctrl+2')
        row = self.window.read('Missed call, ' + name, role='list item')
        self.window.press('ctrl+f', 'Down')
        self.window.choose(row, 'shift+F10')
        self.window.choose_item('Customer Cards…')
        frame = atspi.find(self.window.app, 'Customer Cards', 'frame')
        atspi.find(frame, 'Customer Identity')
        self.window.press('Escape')
        atspi.gone(self.window.app, 'Customer Cards', 'frame')

    def test_7_others(self):
        """M62: the groups' calls and everybody's, by permission; nothing of them stays here."""
        token = self.demo.request('POST', '/api/login', {'username': 'demo', 'password': 'demo'})
        rows = self.demo.request(
            'GET', '/api/history/calls?callType=switchboard&username=demo&from=19700102&to=20991231'
            '&pageNum=1&pageSize=1000',
            headers={'Authorization': 'Bearer ' + token[1]['token']})[1]['rows']
        ctl.call(self.world, 'SignOut')
        ctl.wait_status(self.world, state='signed-out')
        ctl.call(self.world, 'SignIn', 'sss', self.demo.url, 'demo', 'demo')
        ctl.wait_status(self.world, state='ready', syncing=False)
        shown = ctl.ctl(self.world, 'history', '--of', 'everybody', '--from', '2000-01-01')
        self.assertEqual(len(shown), len(rows))
        self.assertTrue(all(each['colleague'] for each in shown))
        missed = ctl.ctl(self.world, 'history', '--of', 'everybody', '--from', '2000-01-01',
                         '--only', 'missed')
        self.assertEqual({each['direction'] for each in missed}, {'missed'})
        self.assertEqual(len(missed), sum(row['type'] == 'in' and row['disposition'] == 'NO ANSWER'
                                          for row in rows))
        self.assertTrue(ctl.ctl(self.world, 'history', '--of', 'groups', '--from', '2000-01-01'))
        said = ctl.command(self.world, 'ctl', 'history', '--of', 'cats', check=False)
        self.assertEqual(said.returncode, 1)
        ctl.call(self.world, 'SignOut')
        ctl.wait_status(self.world, state='signed-out')
        ctl.call(self.world, 'SignIn', 'sss', self.demo.url, 'demo3', 'demo')
        ctl.wait_status(self.world, state='ready', line='ready')
        said = ctl.command(self.world, 'ctl', 'history', '--of', 'everybody', check=False)
        self.assertIn('profile', said.stderr)

    def test_7_quit(self):
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)


if __name__ == '__main__':
    main()
