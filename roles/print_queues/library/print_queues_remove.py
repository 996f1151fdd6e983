# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: print_queues_remove
short_description: Takes a queue of a Windows print server away, unless it holds a job
description:
  - Compares nothing; it is called only for queues that may go. Driver and port stay.
options:
  name:
    description: Name of the queue.
    type: str
    required: true
author: ictops
"""

EXAMPLES = r"""
- name: Take a closed queue away
  print_queues_remove:
    name: Desk R1
"""

RETURN = r"""# """
