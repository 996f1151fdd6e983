# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: network_storage_access
short_description: Gives a folder of a Windows file server its whole access list at once
description:
  - Puts the list in place in one step, so that the folder is at no moment more open than before or after.
  - Sets what it is given and compares nothing; it is called only for what differs.
options:
  path:
    description: The folder. It has to be there.
    type: str
    required: true
  sddl:
    description: The access list, in SDDL. Owner and audit list stay as they are.
    type: str
    required: true
author: ictops
"""

EXAMPLES = r"""
- name: Give a folder to the system and to administrators
  network_storage_access:
    path: 'D:\Shares\Office$'
    sddl: 'D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
"""

RETURN = r"""# """
