# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured by the same means beside Cornetta: the floor and other softphones.

Each peer that is installed starts with a home of its own; twinkle, which shows nothing but a
wizard without one, has an account, the others have none."""
import shutil

from kit import sip

from .measure import FLOORS

TWINKLE = '''user_name=bench
user_domain=127.0.0.1:%(port)d
user_display=
auth_name=bench
auth_pass=secret
registrar=127.0.0.1:%(port)d
register_at_startup=yes
'''


class Missing(Exception):
    """A peer that can't be measured here, and why."""


class Program:
    """A row: what to run, how it draws. `command` is None when it is not installed."""

    def __init__(self, label, command, renderer='default'):
        self.label = label
        self.command = command
        self.renderer = renderer

    def check(self):
        if not self.command:
            raise Missing('not installed')


def floors():
    return [Program('floor: libadwaita window, %s' % renderer, [FLOORS / 'floor-window'], renderer)
            for renderer in ('cairo, GL off', 'cairo', 'default')]


def twinkle(world, port):
    folder = world.home / '.twinkle'
    folder.mkdir(exist_ok=True)
    (folder / 'bench.cfg').write_text(TWINKLE % {'port': port})
    return ['twinkle', '--force', '-f', 'bench', '--sip-port', sip.free_port()]


def peers(world, port):
    """`port`: where the SIP sink listens."""
    commands = {'gnome-calls': ['gnome-calls', '--provider', 'sip'],
                'twinkle': twinkle(world, port), 'linphone': ['linphone']}
    return [Program(name, command if shutil.which(name) else None)
            for name, command in commands.items()]
