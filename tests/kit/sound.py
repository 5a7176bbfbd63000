# SPDX-License-Identifier: GPL-3.0-or-later
"""A sound server with null sinks; playing a tone into one, listening to another."""
import array
import math
import re
import random
import shutil
import subprocess

from .watch import wait_until

RATE = 8000
SINKS = ('spk', 'ring', 'hs', 'voice')


class Sound:
    """Sinks spk, ring and hs with their monitors, and a microphone `mic` that hears
    what is played into the sink `voice`. PulseAudio, or PipeWire where that is."""

    def __init__(self, world, server=None):
        self.world = world
        self.server = server or ('pulseaudio' if shutil.which('pulseaudio') else 'pipewire')
        self.socket = world.runtime / 'pulse' / 'native'
        world.export('PULSE_SERVER', 'unix:%s' % self.socket)
        if self.server == 'pulseaudio':
            world.spawn('pulseaudio', ['pulseaudio', '-n', '--daemonize=no', '--use-pid-file=no',
                                       '--exit-idle-time=-1', '--disable-shm=yes',
                                       '-L', 'module-native-protocol-unix'])
        else:
            world.spawn('pipewire', ['pipewire'])
            wait_until((world.runtime / 'pipewire-0').exists, 'PipeWire')
            for program in ('wireplumber', 'pipewire-pulse'):
                world.spawn(program, [program])
        wait_until(self._is_up, 'the sound server')
        for name in SINKS:
            self.plug(name)
        self.pactl('load-module', 'module-remap-source', 'master=voice.monitor',
                   'source_name=mic', 'source_properties=device.description=mic')
        wait_until(lambda: 'mic' in self.names('sources'), 'the microphone')
        # PipeWire's session manager may have seen them and take no wishes yet.
        for wish in (('set-default-sink', 'spk'), ('set-default-source', 'mic')):
            wait_until(lambda wish=wish: self.try_pactl(*wish), ' '.join(wish))

    def _is_up(self):
        return self.socket.exists() and self.try_pactl('info')

    def try_pactl(self, *words):
        return subprocess.run(['pactl', *words], env=self.world.env, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, timeout=10, check=False).returncode == 0

    def pactl(self, *words):
        return subprocess.run(['pactl', *words], env=self.world.env, check=True, text=True,
                              timeout=10, stdout=subprocess.PIPE).stdout

    def names(self, kind):
        """Names of the `sinks` or `sources`."""
        lines = self.pactl('list', 'short', kind).splitlines()
        return [line.split('\t')[1] for line in lines]

    def plug(self, name):
        """A headset named so is plugged in; returns what `unplug` wants."""
        module = self.pactl('load-module', 'module-null-sink', 'sink_name=' + name,
                            'sink_properties=device.description=' + name).strip()
        wait_until(lambda: name in self.names('sinks'), 'sink ' + name)
        return module

    def unplug(self, module):
        self.pactl('unload-module', module)

    def unplug_named(self, name):
        """One of those that were here from the beginning."""
        modules = self.pactl('list', 'short', 'modules').splitlines()
        for module in modules:
            if re.search(r'\b(sink|source)_name=%s( |$)' % name, module):
                self.unplug(module.split('\t')[0])

    def play(self, hertz, sink='voice', level=0.5):
        """An endless tone into a sink; end the returned process with `process.end`."""
        return self._play('tone-%d' % hertz, sink, (
            int(level * 32767 * math.sin(2 * math.pi * hertz * i / RATE)) for i in range(RATE)))

    def hiss(self, sink='voice', level=0.05):
        """Endless noise, the same in every test."""
        chance = random.Random(33)
        return self._play('noise', sink, (int(level * 32767 * chance.uniform(-1, 1))
                                          for _ in range(RATE)))

    def _play(self, name, sink, second):
        path = self.world.folder / (name + '.raw')
        if not path.exists():
            samples = array.array('h', second)
            # Ten minutes are longer than any test's watchdog; the file is sparse in nothing.
            with open(path, 'wb') as out:
                for _ in range(600):
                    samples.tofile(out)
        player = self.world.spawn('tone', [
            'pacat', '--playback', '--raw', '--device=' + sink, '--rate=%d' % RATE,
            '--channels=1', '--format=s16le', '--latency-msec=50', path])
        wait_until(lambda: self.pactl('list', 'short', 'sink-inputs'), 'the sound to play')
        return player

    def record(self, source='spk.monitor', seconds=1.0):
        """What a source hears for so long, as 16-bit samples."""
        recorder = self.world.spawn('record', [
            'parec', '--raw', '--device=' + source, '--rate=%d' % RATE, '--channels=1',
            '--format=s16le', '--latency-msec=50'], stdout=subprocess.PIPE)
        samples = array.array('h')
        samples.frombytes(recorder.stdout.read(2 * int(seconds * RATE)))
        self.world.end(recorder)
        return samples


def level(samples):
    """dB below full scale of the root mean square; -inf is silence."""
    if not samples:
        return -math.inf
    power = sum(value * value for value in samples) / len(samples)
    return 10 * math.log10(power / 32768 ** 2) if power else -math.inf


def strength(samples, hertz):
    """Goertzel: the share of the samples' power, 0 to 1, that is at this frequency."""
    coefficient = 2 * math.cos(2 * math.pi * hertz / RATE)
    before = last = 0.0
    for value in samples:
        before, last = last, value + coefficient * last - before
    power = before * before + last * last - coefficient * before * last
    total = sum(value * value for value in samples)
    return 2 * power / (total * len(samples)) if total else 0.0


def steady(samples, hertz):
    """The share of the tenths of a second, 0 to 1, that are this tone and nothing else. Where
    the sound jumps once, as when the machine was busy for a moment, that costs one of them."""
    tenth = RATE // 10
    tenths = [samples[at:at + tenth] for at in range(0, len(samples) - tenth + 1, tenth)]
    return sum(strength(part, hertz) > 0.9 for part in tenths) / len(tenths)


def dominant(samples, step=20, highest=3400):
    """The strongest frequency in Hz, or 0 in silence."""
    if level(samples) < -70:
        return 0
    window = samples[:RATE // 4]
    return max(range(100, highest, step), key=lambda hertz: strength(window, hertz))
