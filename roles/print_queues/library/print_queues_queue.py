# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: print_queues_queue
short_description: Makes a queue of a Windows print server, or sets what is given of one
description:
  - Sets what it is given and compares nothing; it is called only for what differs.
  - Windows itself chooses the driver of a queue made so, its own IPP class driver; the port is made with it.
options:
  name:
    description: Name of the queue.
    type: str
    required: true
  make_from:
    description: IPP address of the printer the queue is made for. Without it and O(driver), the queue has to be there.
    type: str
  driver:
    description: Name of the driver, which has to be there, of a queue that is made again. Needs O(port), excludes O(make_from).
    type: str
  port:
    description: Name of the port, which has to be there, of a queue that is made again.
    type: str
  location:
    description: Where the queue says it stands.
    type: str
  comment:
    description: What the queue says of itself.
    type: str
  shared:
    description: Whether other machines may use the queue.
    type: bool
  share_name:
    description: Name under which they do.
    type: str
  keeps_jobs:
    description: Whether jobs stay in the queue once they are printed.
    type: bool
  permissions:
    description: Who may do what with the queue, in SDDL.
    type: str
author: ictops
"""

EXAMPLES = r"""
- name: Make a queue
  print_queues_queue:
    name: FollowMe
    make_from: ipps://print.example.org/ipp/print
"""

RETURN = r"""# """
