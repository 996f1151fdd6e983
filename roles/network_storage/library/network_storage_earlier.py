"""Reads how files and folders stand, whole, and puts them back: contents, owners, modes and access lists, POSIX and NT."""

from __future__ import annotations

import base64
import errno
import itertools
import os
import shlex
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: network_storage_earlier
short_description: Keep and put back how files and folders stand
description:
  - Reads kind, owner, mode, access lists and, of files, the contents. Given such readings, makes the host read so again.
  - Nothing that people stored is ever taken away. What was not there goes only as an empty folder or a file with our mark.
options:
  paths:
    description: Files and folders to read. Links are read as links, never followed.
    type: list
    elements: str
  earlier:
    description: Readings to put back, as an earlier call returned them.
    type: list
    elements: dict
  mark:
    description: What the first or second line of this role's files begins with. Only such a file is removed if there was none.
    type: str
    default: ""
  ours:
    description: Lines this role adds to files of others. Of every other line gained since, the run speaks, and keeps a copy.
    type: list
    elements: str
    default: []
  validate:
    description: Command that a file's earlier contents must pass before they are put back, C(%s) for a file that holds them.
    type: str
    default: ""
"""

LISTS = ("system.posix_acl_access", "system.posix_acl_default", "security.NTACL")
NO_LIST = (errno.ENODATA, errno.EOPNOTSUPP)


def reading(path: str) -> dict[str, Any]:
    """How one path stands."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return {"path": path, "kind": "absent"}
    kind = {stat.S_IFREG: "file", stat.S_IFDIR: "folder"}.get(stat.S_IFMT(found.st_mode), "other")
    if kind == "other":
        return {"path": path, "kind": kind}
    told = {"path": path, "kind": kind, "uid": found.st_uid, "gid": found.st_gid, "mode": f"{stat.S_IMODE(found.st_mode):04o}"}
    told["lists"] = {name: text for name in LISTS if (text := _list(path, name)) is not None}
    if kind == "file":
        with open(path, "rb") as file:
            told["content"] = base64.b64encode(file.read()).decode()
    return told


def _list(path: str, name: str) -> str | None:
    try:
        return base64.b64encode(os.getxattr(path, name, follow_symlinks=False)).decode()
    except OSError as error:
        if error.errno in NO_LIST:
            return None
        raise


def put_back(earlier: Iterable[Mapping[str, Any]], mark: str, *, really: bool) -> tuple[list[dict[str, Any]], list[str]]:
    """What was put back (or would be), before and after, and what stays with the reason. Deepest paths first."""
    changes: list[dict[str, Any]] = []
    left: list[str] = []
    gone: set[str] = set()
    for entry in sorted(earlier, key=lambda one: str(one["path"]), reverse=True):
        now = reading(str(entry["path"]))
        if now["kind"] == entry["kind"] == "other":
            left.append(f"{entry['path']}: it was neither file nor folder, and what it leads to was not kept")
        if now == dict(entry):
            continue
        why = _hindrance(entry, now, mark, gone)
        if why:
            left.append(f"{entry['path']}: {why}")
            continue
        changes.append({"path": entry["path"], "before": _said(now), "after": _said(entry)})
        if entry["kind"] == "absent":
            gone.add(str(entry["path"]))
        if really:
            _make(entry, now)
    return changes, left


def _hindrance(entry: Mapping[str, Any], now: Mapping[str, Any], mark: str, gone: set[str]) -> str:
    kinds = (entry["kind"], now["kind"])
    if kinds == ("absent", "folder"):
        inside = {os.path.join(str(entry["path"]), name) for name in os.listdir(str(entry["path"]))} - gone
        return "there was no such folder, and by now it holds something" if inside else ""
    if kinds == ("absent", "file"):
        return "" if _is_marked(now, mark) else "there was no such file, and the one that is there now is not this role's"
    if kinds in (("file", "file"), ("file", "absent"), ("folder", "folder")):
        return ""
    return f"it was {_kind(entry)} and is {_kind(now)} now"


def gained(earlier: Iterable[Mapping[str, Any]], mark: str, ours: Iterable[str]) -> dict[str, list[str]]:
    """By path, the lines of others that files gained since they were kept: those that go when the files are put back."""
    known, found = {line.strip() for line in ours} | {""}, {}
    for entry in earlier:
        now = reading(str(entry["path"]))
        if entry["kind"] == now["kind"] == "file" and not _is_marked(now, mark):
            before = set(_text(entry))
            found[str(entry["path"])] = [line for line in _text(now) if line not in before and line.strip() not in known]
    return {path: lines for path, lines in found.items() if lines}


def _text(entry: Mapping[str, Any]) -> list[str]:
    # Latin-1 has a character for every byte
    return base64.b64decode(entry["content"]).decode("latin-1").splitlines()


def _is_marked(now: Mapping[str, Any], mark: str) -> bool:
    # a script has its interpreter's line above the mark
    return bool(mark) and any(line.startswith(mark) for line in _text(now)[:2])


def keep_beside(path: str) -> str:
    """A copy of the file under the first free name, as `smb.conf.before-undo`: that name."""
    names = (f"{path}.before-undo" + (f"-{number}" if number > 1 else "") for number in itertools.count(1))
    copy = next(name for name in names if not os.path.lexists(name))
    shutil.copy2(path, copy)
    return copy


def refused(earlier: Iterable[Mapping[str, Any]], passes: Callable[[str], tuple[int, str, str]]) -> list[str]:
    """The files whose earlier contents do not pass the command, each with what it said."""
    found = []
    for entry in earlier:
        if entry["kind"] == "file" and reading(str(entry["path"])).get("content") != entry["content"]:
            with tempfile.NamedTemporaryFile() as scratch:
                scratch.write(base64.b64decode(entry["content"]))
                scratch.flush()
                status, _, said = passes(scratch.name)
            found += [f"{entry['path']}: {said.strip()}"] if status else []
    return found


def _kind(entry: Mapping[str, Any]) -> str:
    return {"absent": "not there", "other": "neither file nor folder"}.get(entry["kind"], f"a {entry['kind']}")


def _said(entry: Mapping[str, Any]) -> str:
    """One state for a diff, without contents: those may be anything."""
    rest = {key: entry[key] for key in ("uid", "gid", "mode", "lists") if key in entry}
    held = len(base64.b64decode(entry["content"])) if "content" in entry else None
    return "\n".join(_lines({"kind": entry["kind"], **rest, **({"bytes": held} if held is not None else {})})) + "\n"


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    for key, value in told.items():
        if isinstance(value, Mapping):
            yield from (f"{name}: {text}" for name, text in sorted(value.items()))
        else:
            yield f"{key}: {value}"


def _make(entry: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    path = str(entry["path"])
    if entry["kind"] == "absent":
        (os.rmdir if now["kind"] == "folder" else os.unlink)(path)
        return
    if entry["kind"] == "file" and entry["content"] != now.get("content"):
        _write(path, base64.b64decode(entry["content"]))
    os.chown(path, int(entry["uid"]), int(entry["gid"]))
    for name in LISTS:
        # the mode is set before the lists: it would write their mask
        if name == LISTS[0]:
            _set(path, name, None)
            os.chmod(path, int(entry["mode"], 8))
        _set(path, name, entry["lists"].get(name))


def _write(path: str, content: bytes) -> None:
    number, scratch = tempfile.mkstemp(dir=os.path.dirname(path))
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(number)
    os.replace(scratch, path)


def _set(path: str, name: str, text: str | None) -> None:
    if text is not None:
        os.setxattr(path, name, base64.b64decode(text))
        return
    try:
        os.removexattr(path, name)
    except OSError as error:
        if error.errno not in NO_LIST:
            raise


def main() -> None:
    """Read `paths`, or put `earlier` back."""
    spec = {
        "paths": {"type": "list", "elements": "str"},
        "earlier": {"type": "list", "elements": "dict"},
        "ours": {"type": "list", "elements": "str", "default": []},
        **{name: {"type": "str", "default": ""} for name in ("mark", "validate")},
    }
    module = AnsibleModule(
        spec, supports_check_mode=True, mutually_exclusive=[("paths", "earlier")], required_one_of=[("paths", "earlier")]
    )
    try:
        if module.params["paths"] is not None:
            module.exit_json(changed=False, earlier=[reading(path) for path in module.params["paths"]])
        _put_all_back(module)
    except OSError as error:
        module.fail_json(msg=f"{error.filename}: {error.strerror}. See that the file system is mounted and may be written.")


def _put_all_back(module: AnsibleModule) -> None:
    earlier, mark = module.params["earlier"], module.params["mark"]
    words = shlex.split(module.params["validate"])
    faults = refused(earlier, lambda scratch: module.run_command([w.replace("%s", scratch) for w in words])) if words else []
    if faults:
        module.fail_json(msg=f"{'. '.join(faults)}. The kept contents are not sound; nothing of this was put back.")
    going = gained(earlier, mark, module.params["ours"])
    copies = {path: keep_beside(path) for path in going if not module.check_mode}
    changes, left = put_back(earlier, mark, really=not module.check_mode)
    diff = [
        {"before_header": c["path"], "after_header": c["path"], "before": c["before"], "after": c["after"]} for c in changes
    ]
    lines = [
        f"{path}: written since, and taken out: {' | '.join(line.strip() for line in gone)}. "
        f"The file with them: {copies.get(path, f'{path}.before-undo')}"
        for path, gone in going.items()
    ]
    module.exit_json(changed=bool(changes), left=left, lines=lines, diff=diff)


if __name__ == "__main__":
    main()
