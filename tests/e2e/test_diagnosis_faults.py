# SPDX-License-Identifier: GPL-3.0-or-later
"""M88: faults put into a world that is well make their own check fail and no other, and its
button, where it has one, mends them."""
import contextlib
import sqlite3

from kit import ctl, main
from kit.app import App
from kit.diagnosis import act, diagnose, mend, of
from kit.shared import SharedCase
from kit.watch import wait_until
from kit.world import APP_ID, WorldCase

DESK = '301'


class Hands:
    """What every fault is tried with."""

    def fails(self, group, *ids):
        """The group's checks, of which these alone fail."""
        checks = diagnose(self.world, group)
        self.assertEqual(of(checks, 'fail'), list(ids), checks)
        return checks

    def offers(self, check, action):
        self.assertEqual(check.get('action'), action, check)
        self.assertTrue(check['reason'], check)

    def is_mended(self, group, key):
        wait_until(lambda: diagnose(self.world, group)[key]['status'] == 'pass',
                   'the mending of ' + key)


class Server(SharedCase, Hands):
    """Of the account, the server and the phone on the desk."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self.phone, online=True, refuses=False)

    def fault(self, kind, value):
        status, answer = self.demo.request('POST', '/demo/fault', {'kind': kind, 'value': value})
        self.assertEqual(status, 200, answer)
        if value != 'none':
            self.addCleanup(self.fault, kind, 'none')

    def phone(self, **more):
        self.demo.request('POST', '/demo/phone', {'number': DESK, **more})

    def test_no_phone_on_a_computer(self):
        self.fault('profile', 'computer')
        checks = self.fails('webphone', 'cti.softphone.ext')
        self.offers(checks['cti.softphone.ext'], 'app.copy-for-admin::cti.softphone.ext')
        self.assertEqual(of(diagnose(self.world, 'links'), 'fail'), [])

    def test_no_phone_link(self):
        self.fault('profile', 'nethlink')
        checks = self.fails('links', 'cti.nethlink.ext')
        self.offers(checks['cti.nethlink.ext'], 'app.copy-for-admin::cti.nethlink.ext')
        self.assertEqual(of(diagnose(self.world, 'webphone'), 'fail'), [])

    def test_no_desk_phone(self):
        self.fault('profile', 'physical')
        checks = self.fails('deskphone', 'desk.assigned')
        self.offers(checks['desk.assigned'], 'app.copy-for-admin::desk.assigned')

    def test_desk_phone_is_away(self):
        self.phone(online=False)
        wait_until(lambda: diagnose(self.world, 'deskphone')['desk.registered']['status'] == 'fail',
                   'the fault')
        self.fails('deskphone', 'desk.registered')
        self.phone(online=True)
        self.is_mended('deskphone', 'desk.registered')

    def ring(self, status):
        mend(self.world, 'desk.test')
        wait_until(lambda: diagnose(self.world, 'deskphone')['desk.test']['status'] == status,
                   'the phone to be tried')
        for call in ctl.calls(self.world):
            ctl.call(self.world, 'HangUp', 'u', call['id'])
        ctl.wait_no_call(self.world)

    def test_desk_phone_does_not_ring(self):
        """Only its user hears it ring; the same button tries it again."""
        self.phone(refuses=True)
        self.ring('fail')
        checks = self.fails('deskphone', 'desk.test')
        self.offers(checks['desk.test'], 'app.mend::desk.test')
        self.phone(refuses=False)
        self.ring('pass')

    def test_news_are_cut(self):
        """What is cut is looked for again by the button."""
        self.fault('socket', 'cut')
        self.fault('socket', 'refuse')
        wait_until(lambda: diagnose(self.world, 'links')['net.server']['status'] == 'fail',
                   'the news to stop')
        checks = self.fails('connection', 'connection.websocket')
        self.assertEqual(of(checks, 'skip'), ['connection.sip', 'connection.rtp'])
        whole = self.fails('links', 'net.server')
        self.offers(whole['net.server'], 'app.retry')
        self.fault('socket', 'none')
        act(self.world, 'retry')
        self.is_mended('links', 'net.server')

    def test_no_sound_comes_back(self):
        self.fault('rtp-loss', '100')
        checks = self.fails('connection', 'connection.rtp')
        self.assertIn('UDP', checks['connection.rtp']['reason'])
        ctl.wait_no_call(self.world)


class Account(WorldCase, Hands):
    parts = {'display': True, 'keyring': True}

    def test_token_refused(self):
        """Its button signs in again."""
        app = App(self)
        app.demo.request('POST', '/demo/fault', {'kind': 'token', 'value': 'always'})
        checks = self.fails('webphone', 'auth.token')
        self.offers(checks['auth.token'], 'app.mend::auth.token')
        app.demo.request('POST', '/demo/fault', {'kind': 'token', 'value': 'none'})
        mend(self.world, 'auth.token')
        self.is_mended('webphone', 'auth.token')
        ctl.call(self.world, 'SignOut')
        ctl.wait_status(self.world, state='signed-out')
        self.fails('webphone', 'auth.token')

    def test_no_such_name(self):
        self.world.run(['gsettings', 'set', APP_ID, 'last-host', 'cti.invalid'])
        App(self, sign_in=False)
        checks = self.fails('connection', 'connection.dns')
        self.assertEqual(len(of(checks, 'skip')), 6)

    def test_exchange_is_unwell(self):
        app = App(self, demo_options=('--fault', 'sip=503'), sign_in=False)
        ctl.call(self.world, 'SignIn', 'sss', app.demo.url, 'demo', 'demo')
        ctl.wait_status(self.world, state='ready')
        checks = self.fails('connection', 'connection.sip')
        self.assertEqual(of(checks, 'skip'), ['connection.rtp'])

    def test_mirror_damaged(self):
        """Its button fetches it again; nothing of it lives only here."""
        App(self)
        wait_until(lambda: ctl.status(self.world)['contacts'] == 2000, 'the phonebook')
        mirror, = (self.world.home / '.cache/cornetta').glob('*.db')
        with contextlib.closing(sqlite3.connect(mirror, timeout=30)) as file:
            file.execute('CREATE INDEX damaged ON contact (number)')
            # It holds something else than it says: no page is where its reader believes it.
            file.execute('PRAGMA writable_schema = 1')
            file.execute("UPDATE sqlite_master SET sql = 'CREATE INDEX damaged ON contact (name)'"
                         " WHERE name = 'damaged'")
            version, = file.execute('PRAGMA schema_version').fetchone()
            file.execute('PRAGMA schema_version = %d' % (version + 1))
            file.commit()
        checks = self.fails('webphone', 'data.cache')
        self.offers(checks['data.cache'], 'app.mend::data.cache')
        mend(self.world, 'data.cache')
        self.is_mended('webphone', 'data.cache')
        wait_until(lambda: ctl.status(self.world)['contacts'] == 2000, 'the phonebook again')


class Links(WorldCase, Hands):
    parts = {'display': True, 'keyring': True}

    def setUp(self):
        super().setUp()
        App(self)

    def test_no_service(self):
        """The bus would not start it."""
        (self.world.bus.services / (APP_ID + '.service')).unlink()
        self.world.bus.call('org.freedesktop.DBus', '/org/freedesktop/DBus',
                            'org.freedesktop.DBus', 'ReloadConfig')
        self.fails('links', 'app.service')

    def test_not_registered(self):
        """The desktop's file of it names no links; the button says so in the user's own."""
        folder = self.world.home / '.local/share/applications'
        entry = folder / (APP_ID + '.desktop')
        entry.write_text(''.join(line for line in entry.read_text().splitlines(True)
                                 if not line.startswith('MimeType=')))
        (self.world.home / '.config/mimeapps.list').write_text('')
        self.world.run(['update-desktop-database', folder])
        wait_until(lambda: diagnose(self.world, 'links')['link.registered']['status'] == 'fail',
                   'the fault to be seen')
        check = diagnose(self.world, 'links')['link.registered']
        self.offers(check, 'app.mend::link.registered')
        mend(self.world, 'link.registered')
        self.is_mended('links', 'link.registered')


class Silent(WorldCase, Hands):
    """No sound server, and no card that the program may use."""
    parts = {'display': True, 'keyring': True}

    def test_permission(self):
        App(self)
        checks = self.fails('audio', 'audio.permission')
        self.offers(checks['audio.permission'], 'app.preferences')


class Loud(WorldCase, Hands):
    parts = {'display': True, 'keyring': True, 'sound': True}

    def setUp(self):
        super().setUp()
        self.app = App(self)

    def speak(self):
        tone = self.world.sound.play(440, level=0.25)
        self.addCleanup(self.world.end, tone)
        return tone

    def test_no_microphone(self):
        self.world.sound.unplug_named('mic')
        wait_until(lambda: of(diagnose(self.world, 'webphone'), 'fail'), 'the fault')
        checks = self.fails('webphone', 'audio.mic.access')
        self.offers(checks['audio.mic.access'], 'app.preferences')

    def test_dead_microphone(self):
        """Nothing at all is played to it; then somebody speaks."""
        checks = self.fails('audio', 'audio.mic.level')
        self.offers(checks['audio.mic.level'], 'app.preferences')
        self.speak()
        self.is_mended('audio', 'audio.mic.level')

    def test_headset_unplugged(self):
        self.speak()
        self.world.run(['gsettings', 'set', APP_ID, 'speaker', 'hs'])
        self.world.sound.unplug_named('hs')
        wait_until(lambda: diagnose(self.world, 'audio')['audio.devices']['status'] == 'fail',
                   'the fault')
        checks = self.fails('audio', 'audio.devices')
        self.offers(checks['audio.devices'], 'app.preferences')
        self.world.sound.plug('hs')
        self.is_mended('audio', 'audio.devices')

    def test_buttons_of_sound(self):
        """Of faults that need a driver gone mad: they do what they say, and nothing breaks."""
        self.speak()
        self.assertEqual(of(diagnose(self.world, 'audio'), 'fail'), [])
        mend(self.world, 'audio.engine')
        self.is_mended('audio', 'audio.engine')
        mend(self.world, 'audio.ns')
        wait_until(lambda: 'off' in diagnose(self.world, 'audio')['audio.ns']['reason'],
                   'the suppression to be off')
        self.assertEqual(of(diagnose(self.world, 'audio'), 'fail'), [])

    def test_all_is_well(self):
        """M87: with somebody who speaks, a browser, and a phone that was heard to ring."""
        self.speak()
        profile = self.world.home / '.mozilla/firefox/abc.default'
        profile.mkdir(parents=True)
        (profile / 'handlers.json').write_text('{"schemes": {"tel": {"action": 4}}}')
        # The server has this computer ask the phone: then the way to it is of matter.
        self.app.demo.request('POST', '/demo/phone', {'number': DESK, 'road': 'cloud'})
        ctl.call(self.world, 'SetDevice', 's', DESK)
        ctl.wait_status(self.world, device=DESK)
        ctl.call(self.world, 'Dial', 'ssa{sv}', '217', '', {})
        call = ctl.wait_call(self.world, 'active', number='217')
        ctl.call(self.world, 'HangUp', 'u', call['id'])
        ctl.wait_no_call(self.world)
        mend(self.world, 'desk.test')
        wait_until(lambda: diagnose(self.world, 'deskphone')['desk.test']['status'] == 'pass',
                   'the phone to ring')
        for call in ctl.calls(self.world):
            ctl.call(self.world, 'HangUp', 'u', call['id'])
        ctl.wait_no_call(self.world)
        checks = diagnose(self.world, code=0)
        self.assertEqual(len(checks), 23)
        self.assertEqual(len(of(checks, 'pass')), 23,
                         {key: checks[key]['reason'] for key in of(checks, 'skip')})


if __name__ == '__main__':
    main()
