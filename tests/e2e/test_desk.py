# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls on the desk phone, carried out by the server: M49, M50, M53, M55."""
from kit import ctl, main
from kit.app import App
from kit.shared import SharedCase
from kit.watch import stays, wait_until
from kit.world import WorldCase

DESK = '301'
HERE = 'this-computer'


def posted(demo, path):
    """(how often a route was called, its last body)."""
    state = demo.state()
    key = 'POST /api' + path
    return state['requests'].get(key, 0), state['bodies'].get(key)


class Desk(SharedCase):
    def setUp(self):
        super().setUp()
        self.choose(DESK)

    def choose(self, device):
        self.control('SetDevice', 's', device)
        ctl.wait_status(self.world, device=device)

    def devices(self):
        return {device['id']: device for device in self.control('Devices')}

    def emit(self, *event):
        status, answer = self.demo.request('POST', '/demo/event', list(event))
        self.assertEqual(status, 200, answer)

    def wait_posted(self, path, **wanted):
        def holds():
            body = posted(self.demo, path)[1] or {}
            return body if all(body.get(key) == value for key, value in wanted.items()) else None
        return wait_until(holds, 'POST %s with %r' % (path, wanted))

    def wait_picked_up(self, number):
        wait_until(lambda: any(call['device'] == DESK and call['called'] == number and
                               call['pickedUp'] for call in self.demo.state()['desk']),
                   'the desk phone to call ' + number)

    def desk_digits(self, number):
        return next(call['digits'] for call in reversed(self.demo.state()['desk'])
                    if call['called'] == number)

    def talk_there(self, number):
        self.dial(number)
        return self.wait_call('active', number=number)

    def test_devices(self):
        """M49"""
        found = self.devices()
        self.assertEqual(set(found), {HERE, DESK})
        self.assertEqual((found[HERE]['kind'], found[HERE]['online'], found[HERE]['chosen']),
                         ('this-computer', True, False))
        self.assertEqual((found[DESK]['kind'], found[DESK]['online'], found[DESK]['chosen']),
                         ('desk-phone', True, True))
        self.assertTrue(found[DESK]['name'])

    def test_choosing_tells_the_server(self):
        """M49: once each, and this computer by its own extension."""
        self.wait_posted('/user/default_device', id=DESK)
        before = posted(self.demo, '/user/default_device')[0]
        self.choose(HERE)
        self.wait_posted('/user/default_device', id='201')
        self.assertEqual(posted(self.demo, '/user/default_device')[0], before + 1)
        self.assertTrue(self.devices()[HERE]['chosen'])

    def test_chosen_elsewhere(self):
        """M49: followed, and not told back."""
        self.wait_posted('/user/default_device', id=DESK)
        before = posted(self.demo, '/user/default_device')[0]
        self.emit('updateDefaultDevice', '201')
        ctl.wait_status(self.world, device=HERE)
        self.emit('updateDefaultDevice', DESK)
        ctl.wait_status(self.world, device=DESK)
        self.assertEqual(posted(self.demo, '/user/default_device')[0], before)

    def test_unknown_device_elsewhere(self):
        for event in (('updateDefaultDevice', '999'), ('updateDefaultDevice', 7),
                      ('updateDefaultDevice',), ('updateDefaultDevice', {'id': '201'})):
            self.emit(*event)
        self.emit('updateDefaultDevice', '201')
        ctl.wait_status(self.world, device=HERE)

    def test_unplugged_phone(self):
        """M49: shown as offline; a click asks before it calls from somewhere else."""
        self.addCleanup(self.phone_is, 'online', True)
        self.phone_is('offline', False)
        self.world.run(['gio', 'open', 'tel:210'])
        ctl.wait_status(self.world, asking='tel:210')
        self.assertEqual(ctl.calls(self.world), [])
        self.assertEqual(self.app.invites('210'), 0)

    def phone_is(self, status, online):
        self.emit('extenUpdate', {'exten': DESK, 'name': 'Alice Rossi', 'username': 'demo',
                                  'status': status, 'conversations': {}})
        wait_until(lambda: self.devices()[DESK]['online'] == online, 'the phone to be ' + status)

    def test_link(self):
        """M50: the phone rings, is picked up, and 202 is called."""
        self.world.run(['gio', 'open', 'tel:202'])
        call = wait_until(lambda: next(iter(ctl.calls(self.world)), None), 'the call')
        self.assertEqual((call['number'], call['on-this-computer'], call['incoming']),
                         ('202', False, False))
        self.assertEqual(call['place'], self.devices()[DESK]['name'])
        self.wait_posted('/astproxy/call', number='202', endpointId=DESK)
        self.wait_picked_up('202')
        self.wait_call('active', id=call['id'])
        self.assertEqual(self.signals.wait('CallChanged', id=call['id'])['place'], call['place'])
        self.assertEqual(self.app.invites('202'), 0)
        self.hang_up(call['id'])
        self.assertEqual(self.ended(id=call['id'])['end'], 'local')
        self.wait_posted('/astproxy/hangup', endpointId=DESK)

    def test_plus(self):
        """M50: what the server's REST interface takes for it."""
        self.dial('+39 0721 405516')
        self.wait_posted('/astproxy/call', number='00390721405516', endpointId=DESK)
        self.wait_picked_up('00390721405516')
        self.wait_call('active', number='+390721405516')

    def test_this_computer_asked_for(self):
        """The device of the request goes before the chosen one."""
        before = posted(self.demo, '/astproxy/call')[0]
        self.dial('211', HERE)
        self.assertTrue(self.wait_call('active', number='211')['on-this-computer'])
        self.assertEqual(posted(self.demo, '/astproxy/call')[0], before)

    def test_hung_up_before_it_is_picked_up(self):
        """The request fails by that; that is no failure of the call."""
        self.dial('202')
        call = wait_until(lambda: next(iter(ctl.calls(self.world)), None), 'the call')
        self.hang_up(call['id'])
        said = self.ended(id=call['id'])
        self.assertEqual((said['end'], said.get('end-text')), ('local', None))

    def test_hung_up_while_it_rings(self):
        self.dial('603')
        call = self.wait_call('ringing', number='603')
        self.hang_up(call['id'])
        self.assertEqual(self.ended(id=call['id'])['end'], 'local')

    def test_busy(self):
        self.dial('602')
        self.assertEqual(self.ended(number='602')['end'], 'busy')

    def test_keys_of_the_phone(self):
        """M53"""
        call = self.talk_there('212')
        self.control('Hold', 'ub', call['id'], True)
        self.wait_call('active', held=True)
        self.control('Hold', 'ub', call['id'], False)
        self.wait_call('active', held=False)
        self.assertEqual(posted(self.demo, '/astproxy/toggle_hold')[0], 2)
        self.control('Mute', 'ub', call['id'], True)
        self.wait_call('active', muted=True)
        self.control('Mute', 'ub', call['id'], False)
        self.wait_call('active', muted=False)
        self.control('SendDigits', 'us', call['id'], '12#*')
        wait_until(lambda: self.desk_digits('212') == '12#*', 'the digits')


class Quit(WorldCase):
    """M55"""

    parts = {'display': True, 'keyring': True}

    def choose(self, device):
        ctl.call(self.world, 'SetDevice', 's', device)
        ctl.wait_status(self.world, device=device)

    def start_again(self, app):
        app.program = ctl.start(self.world, '--gapplication-service')
        ctl.wait_status(self.world, state='ready', line='ready')

    def wait_default(self, app, *wanted):
        wait_until(lambda: posted(app.demo, '/user/default_device') == wanted,
                   'the server to know %r' % (wanted,))

    def test_leaves_the_desk_phone(self):
        app = App(self)
        self.choose(DESK)
        self.wait_default(app, 1, {'id': DESK})
        self.assertEqual(app.quit(), 0)
        stays(lambda: posted(app.demo, '/user/default_device')[0] == 1, 1, 'the choice')
        self.start_again(app)
        ctl.wait_status(self.world, device=DESK)
        self.assertEqual(posted(app.demo, '/user/default_device')[0], 1)

    def test_gives_way_to_the_web_phone(self):
        """This computer was it all the time: the browser's phone is; and takes its place again."""
        app = App(self)
        self.assertEqual(app.quit(), 0)
        self.assertEqual(posted(app.demo, '/user/default_device'), (1, {'id': '91201'}))
        self.start_again(app)
        self.wait_default(app, 2, {'id': '201'})
        ctl.wait_status(self.world, device=HERE)

    def test_gives_way_to_what_was_before(self):
        app = App(self)
        self.choose(DESK)
        self.choose(HERE)
        self.wait_default(app, 2, {'id': '201'})
        self.assertEqual(app.quit(), 0)
        self.assertEqual(posted(app.demo, '/user/default_device'), (3, {'id': DESK}))
        self.start_again(app)
        self.wait_default(app, 4, {'id': '201'})
        ctl.wait_status(self.world, device=HERE)

    def test_somebody_chose_meanwhile(self):
        """What was given back and chosen anew is left alone."""
        app = App(self)
        self.assertEqual(app.quit(), 0)
        token = app.demo.request('POST', '/api/login',
                                 {'username': 'demo', 'password': 'demo'})[1]['token']
        app.demo.request('POST', '/api/user/default_device', {'id': DESK},
                         {'Authorization': 'Bearer ' + token})
        self.start_again(app)
        ctl.wait_status(self.world, device=DESK)
        stays(lambda: posted(app.demo, '/user/default_device')[0] == 2, 1, 'the choice')

    def test_server_that_does_not_answer(self):
        """It keeps the program for two seconds, no longer."""
        app = App(self)
        status, answer = app.demo.request('POST', '/demo/fault',
                                          {'kind': 'rest', 'value': 'slow=60000'})
        self.assertEqual(status, 200, answer)
        self.assertEqual(app.quit(), 0)


if __name__ == '__main__':
    main()
