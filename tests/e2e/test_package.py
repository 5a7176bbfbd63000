# SPDX-License-Identifier: GPL-3.0-or-later
"""A release of the last commit: its tarball, the Debian package made of it with no network,
and what that leaves on a machine: M100."""
import functools
import os
import pathlib
import re
import stat
import subprocess
import tempfile
import unittest

from kit import SOURCE, ctl, main
from kit.app import App
from kit.world import APP_ID, SCHEMES, WorldCase

OURS = APP_ID + '.desktop'
BEFORE = 'org.example.Before.desktop'
LARGEST = 3 << 20
# Everything that is installed is below one of these.
PLACES = ('usr/bin/cornetta', 'usr/libexec/cornetta/', 'usr/share/applications/' + OURS,
          'usr/share/bash-completion/completions/cornetta', 'usr/share/doc/cornetta/',
          'usr/share/dbus-1/services/' + APP_ID, 'usr/share/gnome-shell/search-providers/' + APP_ID,
          'usr/share/help/', 'usr/share/glib-2.0/schemas/' + APP_ID,
          'usr/share/icons/hicolor/', 'usr/share/lintian/overrides/cornetta',
          'usr/share/locale/', 'usr/share/man/man1/cornetta.1.gz',
          'usr/share/metainfo/' + APP_ID)
# A network without anybody in it; whoever is nobody's root stays who they are.
UP = 'ip link set lo up; exec '
ALONE = (['unshare', '--net', 'sh', '-c', UP + '"$@"', 'alone'] if os.geteuid() == 0 else
         ['unshare', '--net', '--map-root-user', 'sh', '-c', UP + 'unshare --user --map-user=%d '
          '--map-group=%d "$@"' % (os.geteuid(), os.getegid()), 'alone'])
DESKTOP = '''[Desktop Entry]
Type=Application
Name=Before
Exec=true %u
MimeType=''' + ''.join('x-scheme-handler/%s;' % scheme for scheme in SCHEMES) + '\n'


def run(*words, timeout=60, check=True, **env):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          timeout=timeout, check=False, stdin=subprocess.DEVNULL,
                          env={**os.environ, **env})
    if check and done.returncode:
        raise AssertionError('%s: %s' % (words, (done.stdout + done.stderr)[-4000:]))
    return done.stdout


class Release:
    """Made once for all tests, in a folder that goes with the program."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix='cornetta-release-')
        self.folder = pathlib.Path(self._folder.name)

    @functools.cached_property
    def tarball(self):
        run(SOURCE / 'tools/dist', self.folder, timeout=900)
        return next(self.folder.glob('cornetta-*.tar.xz'))

    @functools.cached_property
    def package(self):
        """Its tests ran, and lintian had nothing to say."""
        return self.build('first')

    def build(self, name, **env):
        into = self.folder / name
        said = run(*ALONE, SOURCE / 'tools/package', '--into', into, self.tarball, timeout=3000,
                   **env)
        assert 'lintian: no errors, no warnings' in said, said
        return next(into.glob('cornetta_*.deb'))

    @functools.cached_property
    def root(self):
        """As dpkg would unpack it."""
        root = self.folder / 'root'
        run('dpkg-deb', '-x', self.package, root)
        return root


    @functools.cached_property
    def laid_out(self):
        """Its files where a build folder has them, which is what the kit knows."""
        build, share = self.folder / 'build', self.root / 'usr/share'
        programs = self.root / 'usr/libexec/cornetta'
        places = {'cornetta-desktop': programs, 'src/demo/cornetta-demo': programs,
                  'src/numbering/cornetta-numbers.so': programs,
                  'src/phone/cornetta-voice.so': programs, 'src/cti/cornetta-html.so': programs,
                  'src/ctl/cornetta': self.root / 'usr/bin',
                  'data/share/applications/' + OURS: share / 'applications',
                  'data/%s.gschema.xml' % APP_ID: share / 'glib-2.0/schemas'}
        for name, folder in places.items():
            path = build / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(folder / path.name)
            assert path.exists(), path
        run('glib-compile-schemas', build / 'data')
        return build

    @property
    def version(self):
        return self.tarball.name[len('cornetta-'):-len('.tar.xz')]


RELEASE = Release()


def need_git(case):
    if not (SOURCE / '.git').exists():
        case.skipTest('no git checkout: nothing to release')


def is_elf(path):
    with path.open('rb') as file:
        return file.read(4) == b'\x7fELF'


class Tarball(unittest.TestCase):
    def setUp(self):
        need_git(self)

    def test_same_again(self):
        """From the same commit, at another time, by somebody with other habits."""
        again = RELEASE.folder / 'again'
        run('sh', '-c', 'umask 077; exec "$0" "$1"', SOURCE / 'tools/dist', again, timeout=900,
            TZ='Asia/Tokyo')
        self.assertEqual((again / RELEASE.tarball.name).read_bytes(), RELEASE.tarball.read_bytes())

    def test_sources(self):
        """The stack's are in it with their licences, and nothing of it that nobody compiles."""
        names = set(run('tar', '-tf', RELEASE.tarball).splitlines())
        top = RELEASE.tarball.name.removesuffix('.tar.xz')
        folders = {name.split('/')[2] for name in names
                   if re.match(top + r'/subprojects/[a-z]+-[\d.]+/', name)}
        self.assertEqual(len(folders), 3, folders)
        for folder in folders:
            place = '%s/subprojects/%s/' % (top, folder)
            self.assertTrue({place + 'meson.build', place + 'docs/COPYING'} <= names, folder)
            self.assertFalse({name for name in names if name.startswith(place + 'share')})
        for name in ('COPYING', 'NEWS', 'SECURITY.md', 'debian/control', 'debian/copyright'):
            self.assertIn('%s/%s' % (top, name), names)


class Again(unittest.TestCase):
    def setUp(self):
        need_git(self)

    def test_same_package(self):
        """Built in another folder, at another time."""
        again = RELEASE.build('second', TZ='Asia/Tokyo', DEB_BUILD_OPTIONS='nocheck')
        self.assertEqual(again.read_bytes(), RELEASE.package.read_bytes())


class Package(WorldCase):
    def setUp(self):
        need_git(self)
        self.root = RELEASE.root
        self.parts = {'display': True, 'keyring': True, 'build': RELEASE.laid_out}
        super().setUp()

    def test_size(self):
        self.assertLess(RELEASE.package.stat().st_size, LARGEST)

    def test_places(self):
        """Nothing but what it says, no configuration, no scripts that run as root."""
        files = [path for path in self.root.rglob('*') if not path.is_dir()]
        for path in files:
            self.assertTrue(str(path.relative_to(self.root)).startswith(PLACES), path)
            self.assertFalse(path.stat().st_mode & (stat.S_ISUID | stat.S_ISGID | stat.S_IWOTH))
        control = self.world.folder / 'control'
        run('dpkg-deb', '-e', RELEASE.package, control)
        self.assertEqual(sorted(os.listdir(control)), ['control', 'md5sums'])

    def test_hardened(self):
        """Addresses that can't be told before, and tables that can't be written after the start."""
        for path in filter(is_elf, self.root.rglob('cornetta*')):
            with self.subTest(path=path.name):
                said = run('readelf', '--wide', '-h', '-d', '-l', path)
                self.assertRegex(said, r'Type: +DYN')
                self.assertIn('BIND_NOW', said)
                self.assertIn('GNU_RELRO', said)
                self.assertNotIn(str(pathlib.Path.home()), said)

    def test_runs(self):
        """The packaged programs with each other: sign in, register, call."""
        said = ctl.command(self.world, '--version').stdout.split()
        self.assertEqual(said, ['cornetta', RELEASE.version])
        app = App(self)
        self.assertEqual(os.readlink('/proc/%d/exe' % app.program.pid),
                         str(RELEASE.root / 'usr/libexec/cornetta/cornetta-desktop'))
        ctl.call(self.world, 'Dial', 'ssa{sv}', '600', '', {})
        call = ctl.wait_call(self.world, 'active', number='600')
        self.assertEqual(app.invites('600'), 1)
        ctl.call(self.world, 'HangUp', 'u', call['id'])
        ctl.wait_no_call(self.world)


class Machine(WorldCase):
    """dpkg puts it on a machine and takes it away; the machine is a folder, which it can be as the
    package runs no scripts."""

    parts = {'bus': False}

    def setUp(self):
        need_git(self)
        RELEASE.package  # pylint: disable=pointless-statement
        super().setUp()
        self.root = self.world.folder / 'machine'
        for folder in ('info', 'updates'):
            (self.root / 'var/lib/dpkg' / folder).mkdir(parents=True)
        (self.root / 'var/lib/dpkg/status').touch()
        self.share = self.root / 'usr/share'
        self.world.export('XDG_DATA_DIRS', self.share)
        self.world.export('CORNETTA_LIBEXECDIR', self.root / 'usr/libexec/cornetta')
        # Whose program isn't found is no handler to GIO.
        self.world.export('PATH', '%s:%s' % (self.root / 'usr/bin', os.environ['PATH']))
        (self.world.home / '.local/share/applications' / OURS).unlink(missing_ok=True)
        self.list = self.world.home / '.config/mimeapps.list'
        self.list.write_text('[Default Applications]\nx-scheme-handler/tel=%s\n' % BEFORE)
        applications = self.share / 'applications'
        applications.mkdir(parents=True)
        (applications / BEFORE).write_text(DESKTOP)
        self.trigger()

    def trigger(self):
        """What desktop-file-utils does on a whole machine after each installation."""
        run('update-desktop-database', self.share / 'applications')

    def dpkg(self, *words):
        run('fakeroot', 'dpkg', '--root=%s' % self.root, '--log=/dev/null', '--force-not-root',
            '--force-depends', '--force-bad-path', *words)
        self.trigger()

    def files(self):
        return {str(path.relative_to(self.root)) for path in self.root.rglob('*')
                if 'var/lib/dpkg' not in str(path) and path.name != 'mimeinfo.cache'}

    def default(self):
        return self.world.run(['xdg-mime', 'query', 'default', 'x-scheme-handler/tel'],
                              env={'XDG_CURRENT_DESKTOP': 'X'}).stdout.strip()

    def handler(self, word):
        self.world.run([self.root / 'usr/bin/cornetta', 'ctl', 'handler', word])

    def test_leaves_no_trace(self):
        """Also when it was the default until then, and nobody gave that back."""
        before = self.files()
        self.assertEqual(self.default(), BEFORE)
        self.dpkg('--install', RELEASE.package)
        self.assertEqual(self.default(), BEFORE, 'taken by the installation')
        self.handler('--set')
        self.assertEqual(self.default(), OURS)
        self.dpkg('--purge', 'cornetta')
        self.assertEqual(self.files(), before)
        self.assertEqual(self.default(), BEFORE)

    def test_given_back(self):
        listed = self.list.read_text()
        self.dpkg('--install', RELEASE.package)
        self.handler('--set')
        self.handler('--unset')
        self.assertEqual((self.default(), self.list.read_text()), (BEFORE, listed))
        self.dpkg('--purge', 'cornetta')
        self.assertEqual(self.default(), BEFORE)


if __name__ == '__main__':
    main()
