"""Takes the NT access list off a folder: Samba then goes by the file system's own."""

from __future__ import annotations

import errno
import os

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: network_storage_nt_list
short_description: Take the NT access list off a folder
description:
  - Removes the stored list (C(security.NTACL)) of one folder; what is in the folder keeps its own.
  - A folder without such a list is left as it is.
options:
  path:
    description: The folder. A link is not followed.
    type: path
    required: true
"""

NAME = "security.NTACL"
NO_LIST = (errno.ENODATA, errno.EOPNOTSUPP)


def stored(path: str) -> bool:
    """Whether the folder carries an NT access list."""
    try:
        os.getxattr(path, NAME, follow_symlinks=False)
    except OSError as error:
        if error.errno in NO_LIST:
            return False
        raise
    return True


def main() -> None:
    """Take the list off, or say that it would be."""
    module = AnsibleModule({"path": {"type": "path", "required": True}}, supports_check_mode=True)
    path = module.params["path"]
    try:
        there = stored(path)
        if there and not module.check_mode:
            os.removexattr(path, NAME, follow_symlinks=False)
    except OSError as error:
        module.fail_json(msg=f"{path}: {error.strerror}. See that the file system is mounted and may be written.")
    module.exit_json(changed=there)


if __name__ == "__main__":
    main()
