# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyboard: where it is, and pressing keys there as a person would."""
from .watch import TimedOut, wait_until


def _titles(world):
    return [world.run(['xdotool', which, 'getwindowname'], check=False).stdout.strip()
            for which in ('getactivewindow', 'getwindowfocus')]


def window(world):
    """The title of the window that has the keyboard. The window manager names its active window a
    moment before that has the keys too; until both say the same it is nobody's."""
    active, focused = _titles(world)
    return active if active == focused else ''


def wait_window(world, *titles):
    """Until one of these windows has it."""
    try:
        wait_until(lambda: window(world) in titles, '%r to have the keyboard' % (titles,))
    except TimedOut as error:
        raise TimedOut('%s; active and with the keys: %r' % (error, _titles(world))) from error


def press(world, *keys):
    world.run(['xdotool', 'key', '--clearmodifiers', *keys])
