# SPDX-License-Identifier: GPL-3.0-or-later
"""What is heard at both ends of a call, from the microphone to the loudspeaker."""
import array
import json
import math
import wave

from kit import ctl, main, sound
from kit.shared import SharedCase
from kit.watch import wait_until
from kit.world import APP_ID


def hears(world, hertz, source):
    """Until the source carries this note."""
    def heard():
        samples = world.sound.record(source, 0.5)
        return sound.strength(samples, hertz) > 0.5 and sound.level(samples) > -40
    wait_until(heard, '%d Hz on %s' % (hertz, source))


def hears_ringing(world, source):
    wait_until(lambda: sound.level(world.sound.record(source, 0.5)) > -40, 'ringing')


def hears_nothing(world, source):
    wait_until(lambda: sound.level(world.sound.record(source, 0.5)) < -80, 'silence on ' + source)


class Sound(SharedCase):
    """M28, M29, M38: with a tone of 440 Hz at the microphone all the while."""

    parts = {'display': True, 'keyring': True, 'sound': True, 'notifications': True}

    def setUp(self):
        super().setUp()
        tone = self.world.sound.play(440)
        self.addCleanup(self.world.end, tone)

    def wait_heard(self, number):
        """The party hears our microphone."""
        self.wait_party(number, 'hears 440 Hz', frequency=lambda hertz: abs(hertz - 440) <= 10,
                        level=lambda level: level > -40)

    def wait_unheard(self, number):
        self.wait_party(number, 'hears nothing', level=lambda level: level <= -60)

    def test_call_out(self):
        """M28"""
        call = self.talk('202')
        self.assertFalse(call['incoming'])
        self.wait_heard('202')
        hears(self.world, 520, 'spk.monitor')
        stats = self.control('CallStats', 'u', call['id'])
        self.assertGreater(stats['tx-packets'], 0)
        self.assertGreater(stats['rx-packets'], 0)
        self.hang_up(call['id'])
        self.ended(number='202', end='local')
        self.wait_party('202', state='idle')
        hears_nothing(self.world, 'spk.monitor')

    def test_call_in(self):
        """M29"""
        call = self.ring('203')
        self.assertTrue(call['incoming'])
        self.popups.wait()
        hears_ringing(self.world, 'spk.monitor')
        self.control('Answer', 'u', 0)
        self.wait_call('active', number='203', id=call['id'])
        self.wait_heard('203')
        hears(self.world, 600, 'spk.monitor')
        self.party_does('203', 'hangup')
        self.ended(number='203', end='remote')
        hears_nothing(self.world, 'spk.monitor')

    def test_decline(self):
        """M29: the caller is told, and it is quiet."""
        self.ring('203')
        hears_ringing(self.world, 'spk.monitor')
        self.control('Decline', 'u', 0)
        self.ended(number='203', end='declined')
        self.wait_party('203', state='idle')
        hears_nothing(self.world, 'spk.monitor')
        self.popups.wait_none()
        self.assertEqual(self.popups.of('call.unanswered'), {})

    def test_hold(self):
        """M38"""
        call = self.talk('204')
        self.wait_heard('204')
        self.control('Hold', 'ub', call['id'], True)
        self.wait_call('active', held=True)
        self.wait_party('204', state='held', level=lambda level: level <= -60)
        hears_nothing(self.world, 'spk.monitor')
        self.control('Hold', 'ub', call['id'], False)
        self.wait_call('active', held=False)
        self.wait_party('204', state='up')
        self.wait_heard('204')

    def test_mute(self):
        """M38"""
        call = self.talk('205')
        self.wait_heard('205')
        self.control('Mute', 'ub', 0, True)
        self.wait_call('active', muted=True)
        self.wait_unheard('205')
        self.assertEqual(self.demo.party('205')['state'], 'up')
        self.control('Mute', 'ub', call['id'], False)
        self.wait_call('active', muted=False)
        self.wait_heard('205')

    def lose(self, percent):
        status, answer = self.demo.request('POST', '/demo/fault',
                                           {'kind': 'rtp-loss', 'value': percent})
        self.assertEqual(status, 200, answer)

    def test_hints(self):
        """M37"""
        self.dial_by_hand()  # 202 was called a moment ago: that would count as the same click
        call = self.talk('202')
        self.wait_heard('202')
        self.assertNotIn('hint', call)
        self.addCleanup(self.lose, '0')
        self.lose('100')
        self.wait_call('active', id=call['id'], hint='no-rtp')
        self.lose('0')
        self.wait_call('active', id=call['id'], hint=None)
        self.control('Mute', 'ub', 0, True)
        self.wait_call('active', id=call['id'], hint='muted')
        self.control('Mute', 'ub', 0, False)
        self.wait_call('active', id=call['id'], hint=None)
        self.world.sound.pactl('set-source-mute', 'mic', '1')
        self.addCleanup(self.world.sound.pactl, 'set-source-mute', 'mic', '0')
        said = self.wait_call('active', id=call['id'], hint='mic-silent')
        listed = self.world.run(['cornetta', 'ctl', 'calls', '--json']).stdout
        self.assertEqual(json.loads(listed)[0]['hint'], said['hint'])

    def test_party_holds(self):
        """M38"""
        self.talk('206')
        self.wait_heard('206')
        self.party_does('206', 'hold')
        self.assertFalse(self.wait_call('active', **{'held-by-peer': True})['held'])
        self.party_does('206', 'resume')
        self.wait_call('active', **{'held-by-peer': False})
        self.wait_heard('206')

    def test_silence(self):
        """M66: the ring tone stops, the call rings on; the next one is loud again."""
        call = self.ring('203')
        number, popup = self.popups.wait()
        self.assertIn('silence', popup['actions'])
        hears_ringing(self.world, 'spk.monitor')
        self.popups.press(number, 'silence')
        wait_until(lambda: 'silence' not in self.popups.wait()[1]['actions'], 'Silence to be gone')
        # What was under way fades, then as long as from one ring to the next.
        quiet = self.world.sound.record('spk.monitor', 8)[sound.RATE:]
        self.assertLess(sound.level(quiet), -80)
        self.wait_call('incoming', id=call['id'])
        self.popups.press(number, 'answer')
        self.wait_call('active', id=call['id'])
        self.hang_up(call['id'])
        self.ended(id=call['id'])
        self.ring('202')
        hears_ringing(self.world, 'spk.monitor')
        self.control('Decline', 'u', 0)
        self.ended(number='202')


class VoiceCase(SharedCase):
    """With switches that hold in a running call."""

    parts = {'display': True, 'keyring': True, 'sound': True}

    def switch(self, key, on):
        self.world.run(['gsettings', 'set', APP_ID, key, str(on).lower()])

    def wait_level(self, number, what, good):
        return self.wait_party(number, what, level=good)['level']


class Echo(VoiceCase):
    """M33: the microphone of this room hears the speaker and nothing else."""

    # Whose 520 Hz would be noise to its suppression.
    settings = {'microphone': 'room', 'noise-suppression': 'false'}

    @classmethod
    def prepare(cls):
        cls.world.sound.pactl('load-module', 'module-remap-source', 'source_name=room',
                              'master=spk.monitor', 'source_properties=device.description=room')

    def test_echo(self):
        self.switch('echo-cancellation', False)
        self.talk('202')
        hears(self.world, 520, 'spk.monitor')
        loud = self.wait_level('202', 'hears itself', lambda level: level > -25)
        self.switch('echo-cancellation', True)
        self.wait_level('202', 'hears itself no more', lambda level: level < loud - 20)
        self.switch('echo-cancellation', False)
        self.wait_level('202', 'hears itself again', lambda level: level > -25)


class Noise(VoiceCase):
    """M33"""

    def test_noise(self):
        self.addCleanup(self.world.end, self.world.sound.hiss())
        self.switch('noise-suppression', False)
        self.talk('204')
        loud = self.wait_level('204', 'hears the noise', lambda level: level > -35)
        self.switch('noise-suppression', True)
        self.wait_level('204', 'hears it 10 dB quieter', lambda level: level < loud - 10)
        self.switch('noise-suppression', False)
        self.wait_level('204', 'hears the noise again', lambda level: level > -35)


class Devices(SharedCase):
    """M31, M32: the speaker is a headset that can be unplugged, another sink rings."""

    parts = {'display': True, 'keyring': True, 'sound': True}
    settings = {'speaker': 'headset', 'ringer': 'ring'}

    @classmethod
    def prepare(cls):
        cls.headset = cls.world.sound.plug('headset')

    def test_rings_on_its_own(self):
        """M31"""
        self.ring('203')
        hears_ringing(self.world, 'ring.monitor')
        self.assertEqual(sound.level(self.world.sound.record('spk.monitor', 0.5)), -math.inf)
        self.assertEqual(sound.level(self.world.sound.record('headset.monitor', 0.5)), -math.inf)
        self.control('Decline', 'u', 0)
        hears_nothing(self.world, 'ring.monitor')

    def test_quiet_desktop(self):
        """Q23: the desktop's user wants no notifications. The call is there all the same."""
        banners = ['gsettings', 'set', 'org.gnome.desktop.notifications', 'show-banners']
        self.world.run(banners + ['false'])
        self.addCleanup(self.world.run, banners + ['true'])
        self.ring('203')
        self.wait_call('incoming', number='203')
        hears_nothing(self.world, 'ring.monitor')
        self.world.run(['gsettings', 'set', APP_ID, 'respect-do-not-disturb', 'false'])
        hears_ringing(self.world, 'ring.monitor')
        self.world.run(['gsettings', 'reset', APP_ID, 'respect-do-not-disturb'])
        hears_nothing(self.world, 'ring.monitor')
        self.world.run(banners + ['true'])
        hears_ringing(self.world, 'ring.monitor')

    def test_unplugged_in_a_call(self):
        """M32: the call goes on where there is sound, and comes back."""
        call = self.talk('202')
        hears(self.world, 520, 'headset.monitor')
        self.world.sound.unplug(self.headset)
        hears(self.world, 520, 'spk.monitor')
        self.wait_call('active', id=call['id'])
        type(self).headset = self.world.sound.plug('headset')
        hears(self.world, 520, 'headset.monitor')
        hears_nothing(self.world, 'spk.monitor')
        self.assertEqual(self.signals.named('CallEnded'), [])


class Ringtone(SharedCase):
    """M29: a file of the user's rings, where the ringer is."""

    parts = {'display': True, 'keyring': True, 'sound': True}
    settings = {'ringer': 'ring'}

    @classmethod
    def prepare(cls):
        cls.path = cls.world.folder / 'two words.wav'
        with wave.open(str(cls.path), 'wb') as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(44100)
            out.writeframes(array.array('h', (
                int(16000 * math.sin(2 * math.pi * 1320 * i / 44100))
                for i in range(2 * 44100))).tobytes())

    def choose(self, ringtone):
        self.world.run(['gsettings', 'set', APP_ID, 'ringtone', str(ringtone)])

    def decline(self):
        self.control('Decline', 'u', 0)
        self.ended(number='203')
        hears_nothing(self.world, 'ring.monitor')

    def test_file(self):
        self.choose(self.path)
        self.ring('203')
        hears(self.world, 1320, 'ring.monitor')
        self.assertEqual(sound.level(self.world.sound.record('spk.monitor', 0.5)), -math.inf)
        self.decline()
        self.choose(self.path.as_uri())
        self.ring('203')
        hears(self.world, 1320, 'ring.monitor')
        self.decline()

    def test_file_that_is_none(self):
        """It rings all the same."""
        broken = self.world.folder / 'broken.ogg'
        broken.write_bytes(self.path.read_bytes()[:40].replace(b'RIFF', b'OggS'))
        for path in (broken, self.world.folder / 'gone.wav', self.world.folder, '/dev/zero'):
            self.choose(path)
            self.ring('203')
            hears_ringing(self.world, 'ring.monitor')
            self.decline()

    def test_country(self):
        self.choose('country')
        self.ring('203')
        hears(self.world, 425, 'ring.monitor')
        self.decline()


class Remembered(SharedCase):
    """Q09: the speaker chosen last is at home, the one before that is here."""

    parts = {'display': True, 'keyring': True, 'sound': True}
    settings = {'speaker': 'at-home', 'speaker-before': "['hs', 'ring']"}

    def hears_at(self, sink):
        call = self.talk('202')
        hears(self.world, 520, sink + '.monitor')
        self.assertEqual(sound.level(self.world.sound.record('spk.monitor', 0.5)), -math.inf)
        self.hang_up(call['id'])
        self.ended(id=call['id'])

    def test_over_a_restart(self):
        self.hears_at('hs')
        self.assertEqual(self.app.quit(), 0)
        for name in ('hs', 'ring'):
            self.world.sound.unplug_named(name)
        for name in ('ring', 'hs'):
            self.world.sound.plug(name)
        self.app.program = ctl.start(self.world, '--gapplication-service')
        ctl.wait_status(self.world, state='ready', line='ready')
        self.hears_at('hs')


class Nothing(SharedCase):
    """M32: no microphone and no speaker at all."""

    parts = {'display': True, 'keyring': True, 'sound': True, 'a11y': True}

    def test_said_and_desk_phone_calls(self):
        self.assertNotIn('trouble', ctl.status(self.world))
        for name in ('mic', *sound.SINKS):
            self.world.sound.unplug_named(name)
        ctl.wait_status(self.world, trouble='No microphone and no speaker are connected to this '
                        'computer: connect them, or call with a desk phone.')
        desk = next(device['id'] for device in self.control('Devices')
                    if device['kind'] == 'desk-phone')
        self.dial('202', desk)
        self.wait_call('active', number='202')
        self.hang_up()


if __name__ == '__main__':
    main()
