# SPDX-License-Identifier: GPL-3.0-or-later
"""Desk phones that this computer asks itself, and what follows when they do not ring: M51, M52,
M54."""
import http.server
import json
import threading

from kit import atspi, ctl, main
from kit.shared import SharedCase
from kit.watch import stays, wait_until
from kit.window import Window

DESK = '301'


class Web:
    """A telephone's web interface that notes what it is asked; at an address of its own."""

    def __init__(self, test, status=200, location=None):
        web = self
        self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                web.asked.append((self.path, self.headers.get('Authorization')))
                self.send_response(status)
                if location:
                    self.send_header('Location', location)
                self.send_header('Content-Length', '0')
                self.end_headers()

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.9', 0), Handler)
        self.host = '127.0.0.9:%d' % self.server.server_port
        thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        thread.start()
        test.addCleanup(thread.join)
        test.addCleanup(self.server.server_close)
        test.addCleanup(self.server.shutdown)

    def wait(self, number=1):
        wait_until(lambda: len(self.asked) >= number, 'the phone to be asked')


class DeskLan(SharedCase):
    parts = {'display': True, 'keyring': True, 'a11y': True}

    def setUp(self):
        super().setUp()
        self.phone(road='manual', web='', ip='127.0.0.1', online=True, refuses=False,
                   always_cloud=False)
        wait_until(lambda: self.device()['online'] and not self.device()['away'], 'the phone')
        self.control('SetDevice', 's', DESK)
        ctl.wait_status(self.world, device=DESK)

    def phone(self, **more):
        status, answer = self.demo.request('POST', '/demo/phone', {'number': DESK, **more})
        self.assertEqual(status, 200, answer)

    def emit(self, *event):
        self.demo.request('POST', '/demo/event', list(event))

    def requests(self, path):
        return self.demo.state()['requests'].get(path, 0)

    def posts(self):
        return self.requests('POST /api/astproxy/call')

    def log(self):
        return self.world.log('cornetta-desktop')

    def wait_log(self, text, number):
        wait_until(lambda: self.log().count(text) >= number, '%r in the log' % text)

    def wait_stuck(self, number):
        return wait_until(lambda: next(
            (call for call in self.signals.named('CallChanged') + self.signals.named('CallEnded')
             if call['number'] == number and call['stuck']), None), 'the offer')

    # M51

    def test_url_of_the_own_phone(self):
        web = Web(self)
        self.phone(ip='127.0.0.9')
        self.wait_ip()
        self.emit('actionNethLink', 'http://admin:s3cret@%s/call?n=203' % web.host, 'call')
        web.wait()
        self.assertEqual(web.asked, [('/call?n=203', 'Basic YWRtaW46czNjcmV0')])
        self.assertNotIn('s3cret', self.log())
        self.assertNotIn('czNjcmV0', self.log())

    def wait_ip(self):
        """The news of the address is coalesced with others: the next one is told after it."""
        self.emit('userMainPresenceUpdate', {'mainPresence': {'username': 'demo', 'status': 'dnd'}})
        ctl.wait_status(self.world, presence='dnd')
        self.emit('userMainPresenceUpdate',
                  {'mainPresence': {'username': 'demo', 'status': 'online'}})
        ctl.wait_status(self.world, presence='online')

    def test_strangers(self):
        """Unknown, public, by name, by another protocol: refused and noted, nothing is asked."""
        web = Web(self)
        port = web.host.rpartition(':')[2]
        refused = self.log().count('was refused')
        for url in ('http://127.0.0.9:%s/call', 'http://localhost:%s/call', 'ftp://127.0.0.1:%s/',
                    'http://192.0.2.1:%s/call', 'http://10.77.77.77:%s/call'):
            self.emit('actionNethLink', url % port, 'call')
        self.wait_log('was refused', refused + 5)
        stays(lambda: not web.asked, 1, 'nothing asked')

    def test_redirect(self):
        elsewhere = Web(self)
        web = Web(self, status=302, location='http://%s/elsewhere' % elsewhere.host)
        self.phone(ip='127.0.0.9')
        self.wait_ip()
        self.emit('actionNethLink', 'http://%s/key' % web.host, 'hold')
        web.wait()
        stays(lambda: not elsewhere.asked and len(web.asked) == 1, 1, 'one request')

    # M52

    def test_cloud_phone(self):
        """The whole road: click, URL, the phone calls, 202 rings."""
        self.phone(road='cloud')
        before = self.posts()
        self.world.run(['gio', 'open', 'tel:202'])
        call = self.wait_call('active', number='202')
        self.assertFalse(call['on-this-computer'])
        self.assertFalse(call['stuck'])
        self.assertEqual(self.posts(), before + 1)
        self.assertEqual(self.requests('GET /phone/%s/servlet' % DESK), 1)
        self.control('Hold', 'ub', call['id'], True)
        self.wait_call('active', held=True)
        self.control('SendDigits', 'us', call['id'], '1#')
        wait_until(lambda: self.demo.state()['desk'][-1]['digits'] == '1#', 'the digits')
        self.hang_up(call['id'])

    def test_phone_down(self):
        """Its web interface is closed: the server is asked again, and rings it by itself."""
        self.phone(road='cloud', web='http://127.0.0.1:1')
        before = self.posts()
        self.dial('212')
        call = self.wait_call('active', number='212')
        self.assertFalse(call['on-this-computer'])
        self.assertEqual(self.posts(), before + 2)
        self.hang_up(call['id'])

    def test_offer_of_a_cloud_phone(self):
        self.phone(road='cloud', web='http://127.0.0.1:1', always_cloud=True)
        self.dial('213')
        self.take_offer('213', 'not reachable from this network')

    def test_offer_of_a_phone_that_fails(self):
        """The server believed that it was there."""
        self.phone(refuses=True)
        self.dial('214')
        self.take_offer('214', 'originate failed')

    # M54

    def device(self):
        return next(each for each in self.control('Devices') if each['id'] == DESK)

    def diagnose(self, check=True):
        out = ctl.command(self.world, 'ctl', 'diagnose', '--only', 'deskphone', '--json',
                          check=check).stdout
        answer = json.loads(out)
        return answer, {each['id']: each['status'] for each in answer['checks']}

    def learn_the_road(self):
        """The server has this computer ask the phone: from then on it is known to be needed."""
        self.phone(road='cloud')
        self.dial('217')
        self.hang_up(self.wait_call('active', number='217')['id'])
        ctl.wait_no_call(self.world)
        self.choose_again()

    def choose_again(self):
        for device in ('this-computer', DESK):
            self.control('SetDevice', 's', device)
            ctl.wait_status(self.world, device=device)

    def wait_detail(self, text):
        wait_until(lambda: text in self.device().get('detail', ''), text)

    def test_way_is_known(self):
        self.learn_the_road()
        self.wait_detail('called over this network')
        answer, checks = self.diagnose()
        self.assertTrue(answer['reachable'])
        self.assertLess(answer['ms'], 1000)
        self.assertTrue(answer['reason'])
        self.assertEqual(checks.pop('desk.test'), 'skip')
        self.assertEqual(set(checks.values()), {'pass'})
        self.assertFalse(self.device()['away'])

    def test_no_way(self):
        """Known before the call: in the chooser, in the sheet, and the server is asked nothing."""
        self.learn_the_road()
        self.phone(ip='fd00::1')
        self.wait_detail('Not reachable from this network')
        self.assertTrue(self.device()['away'])
        answer, checks = self.diagnose(check=False)
        self.assertFalse(answer['reachable'])
        # No road, or nobody at its end: as the network of this machine has it.
        self.assertIn([key for key, status in checks.items() if status == 'fail'],
                      (['desk.route'], ['desk.ping']))
        self.assertRegex(answer['reason'],
                         'not reachable from this network|does not answer this computer')
        before = self.posts()
        self.world.run(['gio', 'open', 'tel:218'])
        ctl.wait_status(self.world, asking='tel:218')
        window = Window(self.world)
        window.read('not reachable from this network. Call from this computer?')
        window.read('Not reachable from this network', role='label')
        sheet = atspi.find(window.app, 'Call This Number?')
        atspi.click(atspi.find(sheet, 'Call', 'push button'))
        self.assertTrue(self.wait_call('active', number='218')['on-this-computer'])
        self.assertEqual((self.posts(), self.app.invites('218')), (before, 1))

    def test_no_way_is_needed(self):
        """A phone that the server calls needs to be registered alone."""
        answer, checks = self.diagnose()
        # Another test may have had the server ask for a way.
        self.assertIn(checks['desk.route'], ('skip', 'pass'))
        self.assertEqual(checks['desk.registered'], 'pass')
        self.phone(online=False)
        wait_until(lambda: not self.device()['online'], 'the phone to be away')
        answer, checks = self.diagnose(check=False)
        self.assertEqual(checks['desk.registered'], 'fail')
        self.assertIsInstance(answer['reachable'], bool)
        wrong = ctl.command(self.world, 'ctl', 'diagnose', '--only', 'nothing', check=False)
        self.assertEqual(wrong.returncode, 1)
        self.assertIn('deskphone', wrong.stderr)

    def take_offer(self, number, reason):
        """By the button in the window: then, and not before, the number is called from here."""
        call = self.wait_stuck(number)
        self.assertIn(reason, self.ended(id=call['id'])['end-text'])
        self.assertEqual(self.app.invites(number), 0)
        window = Window(self.world)
        window.read(reason)
        window.click('Call from this computer')
        self.assertTrue(self.wait_call('active', number=number)['on-this-computer'])
        self.assertEqual(self.app.invites(number), 1)

    def test_offer_by_the_command_line(self):
        self.phone(refuses=True)
        self.dial('215')
        call = self.wait_stuck('215')
        ctl.command(self.world, 'ctl', 'here', call['id'])
        self.assertTrue(self.wait_call('active', number='215')['on-this-computer'])
        self.assertNotEqual(ctl.command(self.world, 'ctl', 'here', check=False).returncode, 0)

    def test_unplugged_phone(self):
        """Known to be away: the question comes at once, and nothing is asked of the server."""
        self.phone(online=False)
        wait_until(lambda: not next(device for device in self.control('Devices')
                                    if device['id'] == DESK)['online'], 'the phone to be away')
        before = self.posts()
        self.world.run(['gio', 'open', 'tel:216'])
        ctl.wait_status(self.world, asking='tel:216')
        window = Window(self.world)
        window.read('Call from this computer?')
        sheet = atspi.find(window.app, 'Call This Number?')
        atspi.click(atspi.find(sheet, 'Call', 'push button'))
        self.assertTrue(self.wait_call('active', number='216')['on-this-computer'])
        self.assertEqual((self.posts(), self.app.invites('216')), (before, 1))


if __name__ == '__main__':
    main()
