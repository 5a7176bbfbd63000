# SPDX-License-Identifier: GPL-3.0-or-later
"""The line by the server's gateway when something is wrong with it: each has its words,
nothing is lost that need not be, and it mends itself as soon as it can."""
from kit import ctl, main, netns, sound
from kit.app import App
from kit.front import Front
from kit.janus import Janus
from kit.relay import Relay
from kit.shared import Signals
from kit.sip import Baresip, Certificates, Kamailio
from kit.watch import wait_until
from kit.world import APP_ID, WorldCase

SMALL = ('--contacts=5', '--history=5', '--operators=2')


class GatewayCase(WorldCase):
    parts = {'display': True, 'keyring': True}

    def start(self, *options, sign_in=True):
        """The program on a demo with a gateway; `url` is Janus' own unless told otherwise."""
        self.app = App(self, demo_options=(*SMALL, *options), by_sip=False, sign_in=False)
        self.demo = self.app.demo
        self.signals = Signals(self.world)
        self.addCleanup(self.signals.stop)
        if sign_in:
            self.sign_in(self.demo.url)

    def sign_in(self, url):
        self.call('SignIn', 'sss', url, 'demo', 'demo')
        self.wait(state='ready')

    def call(self, method, signature=None, *arguments):
        return ctl.call(self.world, method, signature, *arguments)

    def wait(self, **wanted):
        return ctl.wait_status(self.world, **wanted)

    def wait_reason(self, *fragments):
        """What is wrong with the line, where its user sees it."""
        def told():
            status = ctl.status(self.world)
            reason = status.get('line-reason') or ''
            good = all(fragment in reason for fragment in fragments) and status['line'] != 'ready'
            return status if good else None
        status = wait_until(told, 'a reason with %r' % (fragments,))
        self.assertEqual(status['trouble'], status['line-reason'])
        return status

    def retry(self):
        """The button of the banner."""
        self.world.bus.call(APP_ID, ctl.PATH, 'org.gtk.Actions', 'Activate',
                            _variant('(sava{sv})', ('retry', [], {})))

    def dial(self, number):
        self.call('Dial', 'ssa{sv}', number, '', {})
        return ctl.wait_call(self.world, 'active', number=number)

    def checks(self):
        done = ctl.command(self.world, 'ctl', 'diagnose', '--only', 'line', check=False).stdout
        return [line.split('\t')[:2] for line in done.splitlines()]


def _variant(signature, values):
    from gi.repository import GLib  # pylint: disable=import-outside-toplevel
    return GLib.Variant(signature, values)


@netns.needed
class Restart(GatewayCase):
    def test_killed_in_a_call(self):
        """The line comes back and calls again. The sound went with the gateway: as soon as that
        is known, the call is over, with words."""
        janus = Janus(self.world)
        self.start('--gateway', janus.url)
        self.wait(line='ready')
        call = self.dial('202')
        janus.kill()
        status = self.wait_reason('gateway')
        self.assertEqual(status['line'], 'registering')
        janus.start()
        self.wait(line='ready', trouble=None)
        ended = self.signals.wait('CallEnded', id=call['id'])
        self.assertEqual(ended['end'], 'failed')
        self.assertTrue(ended['end-text'])
        self.dial('203')
        self.demo.call('204')
        ctl.wait_call(self.world, 'incoming', number='204')

    def test_dead_for_good(self):
        """Nobody sits in a call without sound: after half a minute it is over, with words."""
        janus = Janus(self.world)
        self.start('--gateway', janus.url)
        self.wait(line='ready')
        call = self.dial('202')
        ctl.wait_call(self.world, 'active', id=call['id'], secure=True)
        janus.kill()
        ended = self.signals.wait('CallEnded', id=call['id'])
        self.assertEqual(ended['end'], 'failed')
        self.assertIn('lost', ended['end-text'])
        self.wait_reason('gateway')

    def test_quit_while_away(self):
        """Nobody waits for who is not there."""
        janus = Janus(self.world)
        self.start('--gateway', janus.url)
        self.wait(line='ready')
        self.dial('202')
        janus.kill()
        self.wait_reason('gateway')


@netns.needed
class Loss(GatewayCase):
    parts = {'display': True, 'keyring': True, 'sound': True}

    def test_hold_and_resume(self):
        """None, as the party that is held and resumed hears it."""
        janus = Janus(self.world)
        self.start('--gateway', janus.url)
        self.wait(line='ready')
        self.world.sound.play(440)
        call = self.dial('202')

        def hears(party, *, held):
            if held:
                return party['state'] == 'held' and party['level'] <= -60
            return party['state'] == 'up' and abs(party['frequency'] - 440) <= 10
        for held in (False, True, False):
            if held or call.get('held'):
                self.call('Hold', 'ub', call['id'], held)
            self.demo.wait(lambda state, held=held: hears(state['parties']['202'], held=held),
                           '202 to be held' if held else '202 to hear us')
            call = ctl.wait_call(self.world, 'active', held=held)

    def test_one_in_ten(self):
        """A tone in both directions survives it, and it is counted."""
        janus = Janus(self.world)
        relay = Relay(janus.url, netns.HERE)
        self.addCleanup(relay.close)
        self.start('--gateway', relay.url)
        self.wait(line='ready')
        self.world.sound.play(440)
        relay.lose(10)
        call = self.dial('202')
        self.demo.wait(lambda state: abs(state['parties']['202']['frequency'] - 440) <= 10,
                       '202 to hear 440 Hz')
        wait_until(lambda: sound.strength(self.world.sound.record('spk.monitor', 0.5), 520) > 0.3,
                   '520 Hz here')
        wait_until(lambda: self.call('CallStats', 'u', call['id'])['lost'] > 0, 'a loss to show')
        self.assertGreater(min(relay.passed.values()), 20)
        # What is on the way when a call ends may come or not.
        relay.cut = True
        lost, sent = relay.missing('telephone')
        wait_until(lambda: self.call('CallStats', 'u', call['id'])['expected'] >= sent,
                   'the last packet')
        self.call('HangUp', 'u', call['id'])
        self.signals.wait('CallEnded', id=call['id'])
        left = self.call('CallStats', 'u', call['id'])
        self.assertEqual((left['encryption'], left['ended']), ('DTLS-SRTP', True))
        self.assertEqual((left['lost'], left['expected']), (lost, sent))
        for side in ('telephone', 'janus'):
            self.assertGreater(relay.lost[side], 0, side)


@netns.needed
class Refused(GatewayCase):
    def test_wrong_secret(self):
        exchange = Kamailio(self.world, {'201': 'another'})
        janus = Janus(self.world)
        self.start('--gateway', janus.url, '--exchange', str(exchange.port))
        status = self.wait(line='failed')
        self.assertIn('password', status['line-reason'])
        self.assertEqual(status['trouble'], status['line-reason'])
        self.assertIn(['fail', 'line.gateway'], self.checks())
        self.assertLess(len(exchange.requests('REGISTER')), 8)

    def test_no_gateway(self):
        self.start()
        self.wait_reason('gateway')

    def test_answers_without_sense(self):
        """A captive portal, a cut answer, a proxy without Janus: until it is well again."""
        janus = Janus(self.world)
        for value in ('html', 'badjson', '502'):
            with self.subTest(value):
                self.start('--gateway', janus.url, '--fault', 'gateway=' + value)
                self.wait_reason('gateway')
                self.demo.request('POST', '/demo/fault', {'kind': 'gateway', 'value': 'none'})
                self.retry()
                self.wait(line='ready', trouble=None)
                self.assertEqual(self.app.quit(), 0)
                self.world.bus.wait_gone(APP_ID)


@netns.needed
class Certificate(GatewayCase):
    parts = {'display': True, 'keyring': True, 'sound': True}

    def test_wrong_later(self):
        """By https at an address that is not this machine's own; then another shows itself
        there: the line goes and says so, and comes back with the right one."""
        right = Certificates(self.world, netns.HERE)
        wrong = Certificates(self.world, netns.HERE, 'other')
        self.world.export('CORNETTA_CA_FILE', right.ca)
        janus = Janus(self.world)
        self.start('--gateway', janus.url, sign_in=False)
        front = Front(right, netns.HERE, int(self.demo.url.rsplit(':', 1)[1]))
        self.addCleanup(front.close)
        self.sign_in(front.url)
        self.wait(line='ready')
        self.world.sound.play(440)
        call = self.dial('202')
        self.demo.wait(lambda state: abs(state['parties']['202']['frequency'] - 440) <= 10,
                       '202 to hear 440 Hz')
        self.call('HangUp', 'u', call['id'])
        ctl.wait_no_call(self.world)
        front.use(wrong)
        status = self.wait_reason('certificate')
        self.assertEqual(status['state'], 'ready')
        front.use(right)
        self.retry()
        self.wait(line='ready', trouble=None)


@netns.needed
class Choice(GatewayCase):
    def test_falls_over_and_back(self):
        """Without the gateway by the mobile extension, as SIP telephones outside; back as soon
        as the gateway serves, and the call of the meantime goes on."""
        certificates = Certificates(self.world)
        self.world.export('CORNETTA_CA_FILE', certificates.ca)
        exchange = Kamailio(self.world, {'201': 'secret-201', '92201': 'secret-92201',
                                         '402': 'two'}, certificates, tls_port=5061)
        peer = Baresip(self.world, '402', 'two', exchange.port)
        self.addCleanup(peer.stop)
        peer.wait_registered()
        janus = Janus(self.world)
        janus.kill()
        self.start('--gateway', janus.url, '--mobile', '--exchange', str(exchange.port))
        status = self.wait(line='ready')
        self.assertEqual((status['line-kind'], status['line-label']), ('sip', '92201'))
        self.assertIn('gateway', status['line-why'])
        self.assertNotIn('trouble', status)
        self.assertIn(['pass', 'line.sip'], self.checks())
        self.assertIn(['skip', 'line.gateway'], self.checks())
        call = self.dial('402')
        janus.start()
        self.wait(line='ready', **{'line-kind': 'gateway', 'line-label': '201'})
        ctl.wait_call(self.world, 'active', id=call['id'])
        peer.command('dial', '201')
        ctl.wait_call(self.world, 'incoming', number='402')
        self.call('HangUp', 'u', call['id'])
        self.signals.wait('CallEnded', id=call['id'], end='local')
        wait_until(lambda: any(line.startswith('REGISTER') for line in exchange.requests()[-6:]),
                   'the mobile extension to leave')

    def test_by_socket(self):
        """Another gateway than the server's, which has none, by the WebSocket that it offers."""
        janus = Janus(self.world)
        self.start()
        self.wait_reason('gateway')
        self.world.run(['gsettings', 'set', APP_ID, 'gateway-url', janus.socket_url])
        self.wait(line='ready', trouble=None, **{'line-kind': 'gateway'})
        call = self.dial('202')
        ctl.wait_call(self.world, 'active', id=call['id'], secure=True)
        self.call('HangUp', 'u', call['id'])
        self.demo.call('203')
        ctl.wait_call(self.world, 'incoming', number='203')

    def test_by_wish(self):
        """The setting overrules what the account offers, while the program runs."""
        janus = Janus(self.world)
        self.start('--gateway', janus.url)
        self.wait(line='ready', **{'line-kind': 'gateway'})
        for key, value in (('sip-transport', 'udp'),
                           ('sip-proxy', '127.0.0.1:%d' % self.demo.sip['udp'])):
            self.world.run(['gsettings', 'set', APP_ID, key, value])
        self.wait(line='ready', **{'line-kind': 'sip'})
        self.world.run(['gsettings', 'set', APP_ID, 'line', 'gateway'])
        self.wait(line='ready', **{'line-kind': 'gateway'})


if __name__ == '__main__':
    main()
