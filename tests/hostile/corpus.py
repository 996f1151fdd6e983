"""What a careless or hostile supplier may write in a cell, combined into as many strings as wanted.

`{mark}` stands for a file that appears when the string is executed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path

EXECUTES = (
    "{{ lookup('pipe', 'touch {mark}') }}",
    "{{lookup('pipe','touch {mark}')}}",
    '{{ lookup("ansible.builtin.pipe", "touch {mark}") }}',
    "{{ query('pipe', 'touch {mark}') }}",
    "{{ q('pipe', 'touch {mark}') | first }}",
    "{{ lookup('p' ~ 'ipe', 'touch ' ~ '{mark}') }}",
    "{{ lookup('lines', 'touch {mark}') }}",
    "{{ 'touch {mark}' | map('upper') and lookup('pipe', 'touch {mark}') }}",
    "{% if lookup('pipe', 'touch {mark}') %}yes{% endif %}",
    "{%- set a = lookup('pipe', 'touch {mark}') -%}{{ a }}",
    "{% for a in query('pipe', 'touch {mark}') %}{{ a }}{% endfor %}",
    "{# a comment #}{{ lookup('pipe', 'touch {mark}') }}",
    "{{ undefined_name | default(lookup('pipe', 'touch {mark}')) }}",
    "{% raw %}{{ x }}{% endraw %}{{ lookup('pipe', 'touch {mark}') }}",
    "{{ lookup('ansible.builtin.password', '{mark}') }}",
    "{{ lookup('password', '{mark} length=4') }}",
)
"""With no mark of ours, Ansible's templar executes each of these: that is the control."""

ONLY_TEXT = (
    "{{ 7 * 7 }}",
    "{{ inventory_hostname }}",
    "{{ print_queues_location }}",
    "{{ hostvars }}",
    "{{ lookup('file', '/etc/passwd') }}",
    "{{ lookup('env', 'HOME') }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{",
    "}}",
    "{% endif %}",
    "{% include '/etc/passwd' %}",
    "{# never closed",
    "#jinja2: variable_start_string:'[['",
    "[[ lookup('pipe', 'id') ]]",
    "!unsafe x",
    "!vault |",
    "$ANSIBLE_VAULT;1.1;AES256",
    "!!python/object/apply:os.system ['touch {mark}']",
    "&anchor *anchor",
    "<<: *default",
    '{"__ansible_unsafe": "x"}',
    '{"__ansible_vault": "x"}',
    "- a\n- b",
    "a: b",
    "# comment",
    "---",
    "...",
    "|",
    ">-",
    '=cmd|"/C calc"!A0',
    "+1+1",
    "@SUM(1)",
    "\uff1d1+1",
    '=HYPERLINK("http://x.test")',
    "-oProxyCommand=touch {mark}",
    "--limit=all",
    "@/etc/passwd",
    "../../etc/passwd",
    "/etc/shadow",
    "C:\\Windows\\system32",
    "\\\\server\\share",
    "CON",
    "file:///etc/passwd",
    "`touch {mark}`",
    "$(touch {mark})",
    "; touch {mark} #",
    "| touch {mark}",
    "'; touch {mark}; '",
    "%C %h %n",
    "<script>alert(1)</script>",
    "\x1b[2J\x1b]0;title\x07",
    "\u202egnp.exe",
    "zero\u200bwidth\ufeff",
    "nul\x00byte",
    "line\nfeed\r\nreturn\rtab\t",
    "\u2028\u2029\x85\x0b\x0c",
    "caf\u00e9 cafe\u0301",
    "\U0001f5a8 \U000e0041",
    "00123456",
    "1E5",
    "1.10",
    "0x1F",
    "0o17",
    "1_000",
    "10:20:30:40:50:59",
    "2024-02-30",
    ".inf",
    ".nan",
    "NO",
    "yes",
    "on",
    "null",
    "None",
    "~",
    "True",
    "all",
    "pc[1:9]",
    "!x",
    " leading and trailing ",
    "",
    '"',
    "'",
    "\\",
    "\\u0041\\x41\\n",
    "long " * 1000,
)

AROUND = (
    "{0}",
    " {0} ",
    "Room 12 {0}",
    "{0}\n",
    "\n{0}",
    "{0}{0}",
    '"{0}"',
    "'{0}'",
    "\u202e{0}",
    "\u200b{0}\u200b",
    "\x1b[31m{0}\x1b[0m",
    "={0}",
    "-o{0}",
    "../{0}",
    "!unsafe {0}",
    "# {0}",
    "{0} {{ 1 }}",
    "\x00{0}",
    "\\{0}",
    "%{0}%",
)


@dataclass(frozen=True, slots=True)
class Attack:
    text: str
    executes: bool
    mark: Path


def attacks(wanted: int, marks: Path) -> Iterator[Attack]:
    """So many different strings, one in six of them with something that executes, each with a file of its own."""
    seen: set[str] = set()
    for round_, (core, around) in ((round_, pair) for round_ in count() for pair in product((*EXECUTES, *ONLY_TEXT), AROUND)):
        if len(seen) == wanted:
            return
        mark = marks / str(len(seen))
        text = around.replace("{0}", core).replace("{mark}", str(mark)) + f" {round_}" * (round_ > 0)
        if text not in seen:
            seen.add(text)
            yield Attack(text=text, executes=core in EXECUTES, mark=mark)
