# SPDX-License-Identifier: GPL-3.0-or-later
"""How Asterisk and the program agree about sound: codecs, encryption, and what changes in a call."""
import re

from kit import main
from kit.watch import wait_until
from office import Office


class Agreed(Office):
    """The echo comes back by the codec wanted, both ways round."""

    parts = {'display': True, 'sound': True}
    options = {'codecs': 'g722,ulaw,alaw,opus'}

    def check(self, codec):
        for incoming in (False, True):
            if incoming:
                self.server.originate('PJSIP/401', '600')
                call = self.answer(self.rung(number='600'))
            else:
                call = self.talk('600')
            player = self.world.sound.play(440)
            self.hears(440)
            self.assertEqual(self.stats()['codec'], codec)
            self.world.end(player)
            self.hang_up(call)
            self.server.wait_idle()


class Order(Agreed):
    """Asterisk's order holds: it answers by it, and our answer keeps that of its offer."""

    codecs = ('PCMA', 'PCMU', 'G722')

    def test_order(self):
        self.check('G722/16000')


class Opus(Agreed):
    options = {'codecs': 'opus,alaw'}

    def test_opus(self):
        self.check('opus/48000')


class Mulaw(Agreed):
    codecs = ('PCMU', 'PCMA')
    options = {'codecs': 'ulaw'}

    def test_ulaw(self):
        self.check('PCMU/8000')


class NothingInCommon(Office):
    codecs = ('PCMU',)
    options = {'codecs': 'gsm'}

    def test_nothing_in_common(self):
        said = self.refused('600')
        self.assertEqual(said['end'], 'failed')
        self.assertIn('codec', said['end-text'])


class Encrypted(Office):
    parts = {'display': True, 'sound': True}
    transport = 'tls'
    options = {'all': 'media_encryption = sdes'}

    def check(self):
        call = self.talk('600')
        self.world.sound.play(440)
        self.hears(440)
        self.assertTrue(self.wait_call('active', id=call['id'])['secure'])
        self.assertEqual(self.stats()['encryption'], 'SDES-SRTP')
        # Renegotiated with new keys each time.
        for hold in (True, False):
            self.control('Hold', 'ub', call['id'], hold)
            self.wait_call('active', id=call['id'], held=hold)
        self.hears(440)
        self.hang_up(call)
        self.server.originate('PJSIP/401', '607')
        call = self.answer(self.rung(number='600'))
        self.hears(900)
        self.assertTrue(self.wait_call('active', id=call['id'])['secure'])
        self.hang_up(call)

    def test_encrypted(self):
        self.check()


class Required(Encrypted):
    more = ('--sip-encryption', 'required')

    def test_encrypted(self):
        self.check()


class RequiredInVain(Office):
    transport = 'tls'
    more = ('--sip-encryption', 'required')

    def test_no_encryption_there(self):
        said = self.refused('600')
        self.assertEqual(said['end'], 'failed')
        self.assertIn('encrypt', said['end-text'])
        self.server.wait_idle()
        self.server.originate('PJSIP/401', '600')
        wait_until(lambda: 'SIP/2.0 488' in self.server.log(), 'our refusal')
        self.server.wait_idle()
        self.assertEqual(self.signals.named('CallAdded')[1:], [])


class EncryptedForThem(Office):
    """The exchange asks for encryption of telephones that have none: no call, and why."""

    options = {'all': 'media_encryption = sdes'}

    def test_encryption_there_only(self):
        said = self.refused('600')
        self.assertEqual(said['end'], 'failed')
        self.assertIn('encryption', said['end-text'])


class Changes(Office):
    """What Asterisk does with a call that goes on."""

    parts = {'display': True, 'sound': True}
    options = {'all': 'timers = always\ntimers_min_se = 90\ntimers_sess_expires = 90'}

    def invites(self):
        return len(re.findall(r'(?:Transmitting|Received) SIP request \(\d+ bytes\) \w+ \S+ --->\n'
                              r'(?:INVITE|UPDATE)', self.server.log()))

    def test_session_timer(self):
        """Both of the call's ends show each other that they are still there; nothing else changes."""
        call = self.talk('600')
        self.world.sound.play(440)
        self.hears(440)
        self.assertRegex(self.server.log(), r'\nSession-Expires: 90')
        before = self.invites()
        wait_until(lambda: self.invites() > before, 'the refresh', timeout=80)
        self.hears(440)
        self.assertFalse(self.wait_call('active', id=call['id'])['held-by-peer'])
        self.assertEqual(self.hang_up(call)['end'], 'local')


class Direct(Office):
    """The two telephones' sound goes directly as soon as they talk, and by the exchange again
    when one of them waits."""

    parts = {'display': True, 'sound': True}
    options = {'all': 'direct_media = yes\ndirect_media_glare_mitigation = none'}

    def test_direct(self):
        phone = self.phone('402', tone=900)
        self.dial('7402')
        # The INVITE that leads the sound there says whose telephone it is.
        call = self.wait_call('active', number='402')
        wait_until(lambda: 'native_rtp' in self.bridge(),
                   'the direct way')
        self.world.sound.play(440)
        self.hears(900)
        self.phone_hears(phone, 440)
        self.control('Hold', 'ub', call['id'], True)
        self.phone_hears(phone, 700)
        self.control('Hold', 'ub', call['id'], False)
        self.hears(900)
        self.phone_hears(phone, 440)
        self.hang_up(call)

    def bridge(self):
        return self.server.command('bridge show all')


if __name__ == '__main__':
    main()
