# SPDX-License-Identifier: GPL-3.0-or-later
"""What the company shares, by a script and in the window: parked calls (M44),
speed dials (M61), queues (Q26)."""
from kit import atspi, ctl, main
from kit.app import App, use_sip_of
from kit.demo import Demo
from kit.watch import wait_until
from kit.window import Window
from kit.world import StoryCase


def park(case, who, name, by='202'):
    status, answer = case.demo.request('POST', '/demo/park', {'who': who, 'name': name, 'by': by})
    case.assertEqual(status, 200, answer)


class ByScript(StoryCase):
    parts = {'display': True, 'keyring': True}

    def start(self, user='demo', options=()):
        self.app = App(self, demo_options=('--fault', 'rate=0', *options), sign_in=False)
        self.app.sign_in(user)
        self.demo = self.app.demo

    def rows(self, *words):
        return ctl.ctl(self.world, *words)

    def order(self, *words, check=True):
        return ctl.command(self.world, 'ctl', *words, check=check)

    def test_parked(self):
        self.start()
        self.assertEqual(self.rows('parked'), [])
        park(self, '0721405516', 'Max Rossi')
        [row] = wait_until(lambda: self.rows('parked'), 'somebody parked')
        self.assertEqual((row['parking'], row['name'], row['number'], row['by']),
                         ('71', 'Max Rossi', '0721405516', 'Roberto Bianchi'))
        self.assertLessEqual(row['seconds'], 60)
        wait_until(lambda: self.rows('parked')[0]['seconds'] < row['seconds'], 'a second less')
        self.order('pick-up', '71')
        self.assertEqual(ctl.wait_call(self.world, 'incoming')['number'], '0721405516')
        wait_until(lambda: not self.rows('parked'), 'nobody parked any more')
        self.order('answer')
        ctl.wait_call(self.world, 'active')
        self.order('hangup')
        ctl.wait_no_call(self.world)
        self.assertIn('Nobody waits', self.order('pick-up', '71', check=False).stderr)

    def test_parked_too_long(self):
        """That somebody is gone is the server's to say."""
        self.start(options=('--parking', '15'))
        park(self, '0721405516', 'Max Rossi')
        wait_until(lambda: self.rows('parked'), 'somebody parked')
        wait_until(lambda: not self.rows('parked'), 'nobody parked any more')

    def test_parked_from_here(self):
        """Who talks to this computer is parked, and fetched again."""
        self.start()
        self.order('call', '214')
        ctl.wait_call(self.world, 'active')
        wait_until(lambda: self.order('park', check=False).returncode == 0, 'it to be parked')
        [row] = wait_until(lambda: self.rows('parked'), 'somebody parked')
        self.assertEqual(row['number'], '214')
        ctl.wait_no_call(self.world)
        self.order('pick-up', row['parking'])
        self.assertEqual(ctl.wait_call(self.world, 'incoming')['number'], '214')
        self.order('decline')
        ctl.wait_no_call(self.world)

    def test_plain_profile(self):
        """Sees no parking, and may fetch nobody."""
        self.start('demo3')
        park(self, '0721405516', 'Max Rossi')
        self.assertIn('may not', self.order('pick-up', '71', check=False).stderr)
        self.assertEqual(self.rows('parked'), [])
        self.assertEqual(self.rows('queues'), [])
        self.assertIn('may not', self.order('queue', 'pause', '401', check=False).stderr)


    def dials(self):
        return [(row['position'], row['name'], row['number']) for row in self.rows('speed-dials')]

    def test_speed_dials(self):
        self.start()
        first = wait_until(self.dials, 'the speed dials')
        self.assertEqual([position for position, *_ in first], list(range(1, len(first) + 1)))
        self.order('speed-dial', 'create', 'Zzz Max', '0721 405516')
        self.assertEqual(self.dials()[-1][1:], ('Zzz Max', '0721 405516'))
        new = self.rows('speed-dials')[-1]
        self.order('speed-dial', 'move', str(new['id']), '1')
        self.order('speed-dial', 'edit', str(new['id']), 'Zzz Max', '214')
        self.assertEqual(self.dials()[0], (1, 'Zzz Max', '214'))
        self.order('speed-dial', 'call', '1')
        self.assertEqual(ctl.wait_call(self.world, 'active')['number'], '214')
        self.order('hangup')
        ctl.wait_no_call(self.world)
        # The order is this computer's, and there when everything is fetched anew.
        ctl.call(self.world, 'SignOut')
        ctl.wait_status(self.world, state='signed-out')
        self.assertEqual(self.dials(), [])
        self.app.sign_in()
        wait_until(self.dials, 'the speed dials')
        self.assertEqual(self.dials()[0], (1, 'Zzz Max', '214'))
        self.order('speed-dial', 'delete', str(new['id']))
        self.assertEqual(sorted(self.dials()), sorted(first))
        for words in (('call', '99'), ('delete', str(new['id'])), ('create', 'Max', 'Max')):
            self.assertEqual(self.order('speed-dial', *words, check=False).returncode, 1, words)
        for words in (('call', 'x'), ('create', 'Max'), ('drop', '1')):
            self.assertEqual(self.order('speed-dial', *words, check=False).returncode, 2, words)

    def queue(self, number):
        return next((row for row in self.rows('queues') if row['queue'] == number), None)

    def wait_queue(self, number, **wanted):
        def as_wanted():
            now = self.queue(number)
            return now if now and wanted.items() <= now.items() else None
        return wait_until(as_wanted, 'queue %s %s' % (number, wanted))

    def test_queues(self):
        self.start()
        self.wait_queue('401', name='Sales', waiting=0, state='logged-in', fixed=True)
        self.wait_queue('402', state='logged-out', fixed=False)
        self.order('queue', 'log-in', '402')
        self.wait_queue('402', state='logged-in')
        self.order('queue', 'pause', '402', 'lunch', 'time')
        self.wait_queue('402', state='paused', reason='lunch time')
        self.assertEqual(self.demo.state()['bodies']['POST /api/astproxy/queuemember_pause'],
                         {'endpointId': '201', 'queueId': '402', 'reason': 'lunch time'})
        self.order('queue', 'go-on', '402')
        self.wait_queue('402', state='logged-in')
        self.order('queue', 'log-out', '402')
        self.wait_queue('402', state='logged-out')
        self.demo.request('POST', '/demo/queue', {'queue': '401', 'waiting': 3})
        self.wait_queue('401', waiting=3)
        self.assertIn('for good', self.order('queue', 'log-out', '401', check=False).stderr)
        self.assertIn('no such queue', self.order('queue', 'pause', '999', check=False).stderr)
        self.assertEqual(self.order('queue', 'leave', '401', check=False).returncode, 2)

    def test_star_is_a_speed_dial(self):
        self.start()
        wait_until(lambda: self.rows('colleagues', '205'), 'the colleagues')
        self.order('colleague', 'star', '205')
        star = wait_until(lambda: next((row for row in self.rows('speed-dials')
                                        if row['number'] == '205'), None), 'the star')
        self.assertTrue(star['favourite'])
        self.order('speed-dial', 'delete', str(star['id']))
        [colleague] = [row for row in self.rows('colleagues', '205') if row['extension'] == '205']
        self.assertFalse(colleague['favourite'])


class InTheWindow(StoryCase):
    parts = {'display': True, 'a11y': True, 'keyring': True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = Demo(cls.world, '--contacts=20', '--history=10', '--fault=rate=0')
        use_sip_of(cls.world, cls.demo)
        cls.program = ctl.start(cls.world)
        cls.window = Window(cls.world)
        cls.window.type_account(cls.demo.url)
        ctl.wait_status(cls.world, state='ready', line='ready', syncing=False)

    def call_and_end(self, number):
        self.assertEqual(ctl.wait_call(self.world, 'incoming')['number'], number)
        ctl.command(self.world, 'ctl', 'decline')
        ctl.wait_no_call(self.world)

    def test_1_parked(self):
        park(self, '0721405516', 'Max Rossi')
        self.window.press('ctrl+3')
        atspi.find(self.window.app, lambda text: text.endswith('seconds left'), 'label')
        self.window.click('Pick up Max Rossi')
        self.call_and_end('0721405516')
        wait_until(lambda: not self.window.find_button('Pick up Max Rossi'), 'the row to go')

    def test_2_speed_dial_by_its_key(self):
        """Alt+1 calls the first, wherever the user is."""
        ctl.command(self.world, 'ctl', 'speed-dial', 'create', 'Aaa Max', '214')
        new = next(row for row in ctl.ctl(self.world, 'speed-dials') if row['name'] == 'Aaa Max')
        ctl.command(self.world, 'ctl', 'speed-dial', 'move', str(new['id']), '1')
        self.window.press('alt+1')
        self.assertEqual(ctl.wait_call(self.world, 'active')['number'], '214')
        self.window.press('ctrl+d')
        ctl.wait_no_call(self.world)

    def test_3_speed_dial_written(self):
        self.window.press('ctrl+4')
        self.window.click('New Speed Dial')
        atspi.find(self.window.app, 'Save', 'push button')
        self.window.type('Bbb Anna')
        self.window.press('Tab')
        self.window.type('0721 405516')
        self.window.press('Return')
        wait_until(lambda: [row for row in ctl.ctl(self.world, 'speed-dials')
                            if row['name'] == 'Bbb Anna' and row['number'] == '0721 405516'],
                   'the speed dial on the server')
        self.window.read('Bbb Anna', '0721 405516', role='list item')

    def test_4_no_such_speed_dial(self):
        dials = len(ctl.ctl(self.world, 'speed-dials'))
        self.assertLess(dials, 9)
        self.window.press('alt+9')
        # A toast does not wait for a busy machine; what it said is kept.
        ctl.wait_status(self.world, refused='There is no speed dial 9.')

    def queue(self, number):
        return next((row for row in ctl.ctl(self.world, 'queues') if row['queue'] == number), {})

    def wait_queue(self, number, **wanted):
        wait_until(lambda: wanted.items() <= self.queue(number).items(), wanted)

    def test_5_a_day_in_a_queue(self):
        """Logged in, on a break for a reason, at work again, and out."""
        self.wait_queue('402', state='logged-out')
        name = self.queue('402')['name']
        self.window.press('ctrl+5')
        self.window.click('Log In, ' + name)
        self.wait_queue('402', state='logged-in')
        self.window.click('Break…, ' + name)
        atspi.find(self.window.app, 'Take a Break from %s?' % name, 'dialog')
        self.window.type('lunch')
        self.window.click_over('Take a Break')
        self.wait_queue('402', state='paused', reason='lunch')
        self.assertEqual(self.demo.state()['bodies']['POST /api/astproxy/queuemember_pause'],
                         {'endpointId': '201', 'queueId': '402', 'reason': 'lunch'})
        self.window.click('Go On, ' + name)
        self.wait_queue('402', state='logged-in')
        self.window.click('Break…, ' + name)
        self.window.click_over('Cancel')
        atspi.gone(self.window.app, 'Take a Break from %s?' % name, 'dialog')
        self.assertEqual(self.queue('402')['state'], 'logged-in')
        self.window.click('Log Out, ' + name)
        self.wait_queue('402', state='logged-out')


if __name__ == '__main__':
    main()
