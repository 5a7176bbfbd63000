# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the tree that are ours, for the lint tests."""
import os
import subprocess

from kit import SOURCE

IGNORED = ('.git', '__pycache__')


def _walked():
    for folder, folders, names in os.walk(SOURCE):
        folders[:] = [name for name in folders
                      if name not in IGNORED and not name.startswith('_build')]
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), SOURCE)


def files(*suffixes):
    """Paths of the tracked or new files, below SOURCE, with one of the suffixes."""
    git = subprocess.run(['git', '-C', SOURCE, 'ls-files', '--cached', '--others',
                          '--exclude-standard'], capture_output=True, text=True, check=False)
    names = git.stdout.splitlines() if git.returncode == 0 else _walked()
    paths = [SOURCE / name for name in sorted(set(names))]
    return [path for path in paths if path.is_file() and not path.is_symlink()
            and (not suffixes or path.name.endswith(suffixes))
            and not _is_foreign(path.relative_to(SOURCE).as_posix())]


def _is_foreign(name):
    """The embedded stack's sources and what a real server said are not ours."""
    return ((name.startswith('subprojects/') and name.endswith(('.patch', '.gz', '.xz')))
            or name.startswith(('subprojects/re-', 'subprojects/rem-', 'subprojects/baresip-'))
            or '/exchanges/' in name or '/seeds/' in name)


def short(path):
    return path.relative_to(SOURCE).as_posix()


def c_files():
    return [path for path in files('.c', '.h') if 'subprojects' not in path.parts]
