# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's own command line: `cornetta` and `cornetta ctl`."""
import json
import subprocess

from .watch import wait_until
from .world import APP_ID

PATH = '/org/cornetta/Cornetta'
CONTROL = APP_ID + '.Control'


def program(world):
    """The path of the command `cornetta`."""
    return world.build / 'src' / 'ctl' / 'cornetta'


def command(world, *words, check=True, **options):
    """Runs `cornetta WORDS`."""
    return world.run([program(world), *words], check=check, **options)


def ctl(world, *words):
    """Runs `cornetta ctl WORDS --json` and returns what it said."""
    out = command(world, 'ctl', *words, '--json').stdout
    return json.loads(out) if out.strip() else None


def call(world, method, signature=None, *arguments):
    """A method of the control interface, without starting the program."""
    from gi.repository import GLib  # pylint: disable=import-outside-toplevel
    variant = GLib.Variant('(%s)' % signature, arguments) if signature else None
    return world.bus.call(APP_ID, PATH, CONTROL, method, variant)


def status(world):
    return call(world, 'Status')


def calls(world):
    return call(world, 'Calls')


def start(world, *words, env=None, wait=True):
    """Starts the program itself and waits until it has its name on the bus."""
    started = world.spawn('cornetta-desktop', [world.build / 'cornetta-desktop', *words],
                          env=env)
    if wait:
        wait_until(lambda: world.bus.has(APP_ID) or started.poll() is not None, 'the program')
        if started.poll() is not None:
            raise AssertionError('the program ended: ' + world.log('cornetta-desktop')[-2000:])
    return started


def quit_program(world, started):
    """Quits as its user would; the exit code says whether it was clean."""
    world.bus.gdbus(APP_ID, PATH, CONTROL + '.Quit')
    try:
        return started.wait(30)
    except subprocess.TimeoutExpired:
        return None


def wait_status(world, **wanted):
    """Until Status shows all of these (underscores stand for dashes)."""
    names = {name.replace('_', '-'): value for name, value in wanted.items()}

    def matches():
        now = status(world)
        return now if all(now.get(name) == value for name, value in names.items()) else None
    return wait_until(matches, 'status %r' % names)


def wait_call(world, state, **wanted):
    """Until there is a call in this state; returns it."""
    def found():
        for entry in calls(world):
            if entry.get('state') == state and all(entry.get(k) == v for k, v in wanted.items()):
                return entry
        return None
    return wait_until(found, 'a call in state ' + state)


def wait_no_call(world):
    wait_until(lambda: not calls(world), 'no call')
