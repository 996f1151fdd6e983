"""Run inside a host by its own Python: one line of JSON a file, folder and link, with what identifies its state.

What the words on the command line name is left out. A file's time of change (ctime) moves with every write of content, mode,
owner or attribute, and nobody can set it. A folder has its time of writing and its attributes instead: in a container the ctime
of a folder moves with the first write anywhere below it.
"""

import json
import os
import stat
import sys

left_out = set(sys.argv[1:])


def state(path: str, found: os.stat_result) -> list[object]:
    common: list[object] = [found.st_mode, found.st_uid, found.st_gid]
    if stat.S_ISDIR(found.st_mode):
        return [*common, found.st_mtime_ns, {name: os.getxattr(path, name).hex() for name in sorted(os.listxattr(path))}]
    return [*common, found.st_size, found.st_ctime_ns]


def walk(folder: str) -> None:
    for entry in os.scandir(folder):
        if entry.path not in left_out:
            print(json.dumps([entry.path, state(entry.path, entry.stat(follow_symlinks=False))]))
            if entry.is_dir(follow_symlinks=False):
                walk(entry.path)


walk("/")
