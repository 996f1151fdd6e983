# GNU General Public License v3.0+ (see LICENSE)
"""Documentation of a PowerShell module; the module itself stands beside it."""

DOCUMENTATION = r"""
module: whiteboards_read
short_description: Reads what is plugged into a Windows PC, which monitors it has, and what is installed
description:
  - Reads only. Which of it is a whiteboard, and what that needs, is decided on the control machine.
options:
  services:
    description: Services that are looked for.
    type: list
    elements: str
    default: []
  tasks:
    description: Scheduled tasks that are looked for.
    type: list
    elements: str
    default: []
author: ictops
"""

EXAMPLES = r"""
- name: Read the PC
  whiteboards_read:
  register: __whiteboards_read
"""

RETURN = r"""
devices:
  description: USB devices that are plugged in, with Windows' own identifier of each.
  type: list
  elements: dict
  returned: always
monitors:
  description: Monitors by their maker's three letters and their name, as their EDID says.
  type: list
  elements: dict
  returned: always
products:
  description: Installed products with identifier, name, publisher and version.
  type: list
  elements: dict
  returned: always
services:
  description: Those of the services that are there, with how they start.
  type: list
  elements: dict
  returned: always
tasks:
  description: Those of the scheduled tasks that are there, with whether they are enabled.
  type: list
  elements: dict
  returned: always
"""
