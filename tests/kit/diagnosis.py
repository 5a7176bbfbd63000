# SPDX-License-Identifier: GPL-3.0-or-later
"""What works and what does not, as the command line tells it."""
import json

from . import ctl
from .world import APP_ID

STEPS = ['connection.' + step for step in ('dns', 'tcp', 'tls', 'rest', 'websocket', 'sip', 'rtp')]


def diagnose(world, only=None, code=None):
    """The answer's checks by their ids, in their order."""
    words = ['--only', only] if only else []
    done = ctl.command(world, 'ctl', 'diagnose', *words, '--json', check=False)
    assert done.stdout, done.stderr
    if code is not None:
        assert done.returncode == code, (done.returncode, done.stdout)
    return {check['id']: check for check in json.loads(done.stdout)['checks']}


def of(checks, status):
    return [key for key, check in checks.items() if check['status'] == status]


def act(world, action, *target):
    """An action of the program; `target` is a GVariant, where it takes one."""
    from gi.repository import GLib  # pylint: disable=import-outside-toplevel
    world.bus.call(APP_ID, ctl.PATH, 'org.gtk.Actions', 'Activate',
                   GLib.Variant('(sava{sv})', (action, list(target), {})))


def mend(world, check):
    """As the check's button does."""
    from gi.repository import GLib  # pylint: disable=import-outside-toplevel
    act(world, 'mend', GLib.Variant('s', check))
