# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: network_storage_smb_server
short_description: Sets what a Windows file server asks of its clients
description:
  - Sets what it is given and compares nothing; it is called only for what differs.
options:
  require_signing:
    description: Whether clients must sign.
    type: bool
  smb1:
    description: Whether SMB1 is spoken.
    type: bool
  oldest_dialect:
    description: Oldest dialect that is spoken. Windows Server 2025 is the first that can be told.
    type: str
    choices: ['None', SMB202, SMB210, SMB300, SMB302, SMB311]
author: ictops
"""

EXAMPLES = r"""
- name: Stop speaking SMB1
  network_storage_smb_server:
    smb1: false
"""

RETURN = r"""# """
