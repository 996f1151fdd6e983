# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: print_queues_defaults
short_description: Sets how a queue of a Windows print server prints a job that does not ask
description:
  - Sets what it is given and compares nothing; it is called only for what differs.
options:
  name:
    description: Name of the queue.
    type: str
    required: true
  sides:
    description: Sides of the paper.
    type: str
    required: true
    choices: [OneSided, TwoSidedLongEdge, TwoSidedShortEdge]
  colour:
    description: Whether in colour.
    type: bool
    required: true
author: ictops
"""

EXAMPLES = r"""
- name: Print on both sides, in black and white
  print_queues_defaults:
    name: FollowMe
    sides: TwoSidedLongEdge
    colour: false
"""

RETURN = r"""# """
