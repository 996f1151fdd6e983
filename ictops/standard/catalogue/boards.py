"""Measures a classroom PC: the probe that reads its USB devices, drivers and software sources, and what its answer says."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from ictops.estate import Value
from ictops.standard.catalogue import boards_evidence as evidence
from ictops.standard.catalogue.known_boards import KNOWN, MAKERS
from ictops.standard.catalogue.seal import opened, quoted, sealed
from ictops.standard.control import CannotTell, Probe, Settings

NAME = "whiteboards"

STEPS = """\
devices=$(timeout 12 udevadm info --export-db 2>/dev/null </dev/null); status=$?
labelled devices "$(printf '%s\\n' "$devices" | awk -v RS= -v known=@known@ -v makers=@makers@ \
  -v plain=@plain@ -v shipped=@shipped@ '
  { seen++; usb = device = vendor = model = product = hub = looks = ""
    for (i = 1; i <= split($0, row, "\\n"); i++) {
      if (row[i] == "E: SUBSYSTEM=usb") usb = 1
      if (row[i] == "E: DEVTYPE=usb_device") device = 1
      if (row[i] ~ /^E: ID_VENDOR_ID=/) vendor = substr(row[i], 17)
      if (row[i] ~ /^E: ID_MODEL_ID=/) model = substr(row[i], 16)
      if (row[i] ~ /^E: PRODUCT=/) product = substr(row[i], 12)
      if (row[i] ~ /^E: TYPE=9\\//) hub = 1
      if (row[i] ~ /^E: ID_MODEL/ &&
        tolower(row[i]) ~ /white.?board|interactive|touch.?(panel|display)|smart.?board|active.?panel/) looks = 1
    }
    split(product, id, "/")
    if (vendor == "") vendor = substr("0000" id[1], length(id[1]) + 1)
    if (model == "") model = substr("0000" id[2], length(id[2]) + 1)
    if (!usb || !device) next
    print "usb", vendor ":" model
    if (index(known, " " vendor ":" model " ")) next
    else if (index(plain, " " vendor ":" model " ")) next
    else if (index(shipped, " " vendor ":" model " ")) maybe[vendor ":" model]
    else if (!hub && (looks || index(makers, " " vendor " "))) maybe[vendor ":" model] }
  END { for (strange in maybe) print "maybe", strange; print "seen", seen + 0 }')" $status
step kernel ls /sys/bus/usb/devices
step packages dpkg-query -W -f '${db:Status-Want} ${db:Status-Status} ${Package} ${Version}\\n' -- dpkg @packages@
no_passwords() { sed 's,//[^/@]*@,//,'; }
number=0
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
  [ -e "$file" ] || continue
  number=$((number + 1)); text=$(cat -- "$file"); status=$?
  case $file in *.sources) kind=stanzas;; *) kind=lines;; esac
  labelled $kind$number "$(printf '%s\\n' "$text" | no_passwords)" $status
  for key in $(printf '%s\\n' "$text" | tr ',]' '  ' | grep -oiE 'signed-by *[=:] */[^ ]+' | sed 's/^[^/]*//'); do
    [ -r "$key" ] || continue
    printf 'key: %s %s\\n' "$(tr -d '[:space:]' <"$key" | sha256sum | cut -c 1-64)" "$key"
    printf 'key: %s %s\\n' "$(sha256sum <"$key" | cut -c 1-64)" "$key"
  done
done
labelled sources "$number" 0
labelled trusted @trusted@ 0
labelled catalogue @catalogue@ 0
labelled screens "$(for one in /sys/class/drm/*/edid; do
  [ -r "$one" ] && od -An -v -tx1 "$one" | tr -d ' \\n' && echo; done)" 0
early_rules() {
  names=/; set --
  for file in /etc/udev/rules.d/*.rules /run/udev/rules.d/*.rules /usr/local/lib/udev/rules.d/*.rules \\
    /usr/lib/udev/rules.d/*.rules; do
    case $names in */"${file##*/}"/*) continue;; esac
    names=$names${file##*/}/; [ -f "$file" ] && [ -r "$file" ] && set -- "$@" "$file"
  done
  [ $# -eq 0 ] || awk '{ name = FILENAME; sub(/.*\\//, "", name) } name < "73-seat-late.rules"' "$@"
}
labelled access "$(early_rules 2>/dev/null | sed -n \
  's/^[^#]*idVendor}=="\\([0-9a-f]*\\)".*idProduct}=="\\([0-9a-f]*\\)".*TAG *+* *= *"uaccess".*/\\1:\\2/p' | sort -u)" 0
step rivals dpkg-query -W -f '${db:Status-Want} ${db:Status-Status} ${Package} ${Version}\\n' -- dpkg @rivals@
step units systemctl show -p Id,LoadState,UnitFileState,ActiveState -- -.mount @units@
labelled files "$(for one in @files@; do [ -e "$one" ] && printf '%s\\n' "$one"; done)" 0
due() {
  if [ -e /run/reboot-required ]; then waiting=$(sort -u /run/reboot-required.pkgs 2>/dev/null | grep .)
    printf '%s\\n' "${waiting:-unnamed}"; return 0; fi
  for hook in unattended-upgrades reboot-notifier update-notifier; do
    [ -x "/etc/kernel/postinst.d/$hook" ] && return 0
  done
  for image in /boot/vmlinu* /boot/kernel*.img; do [ -e "$image" ] && return 3; done
  ! timeout 12 dpkg-query -W -f '${db:Status-Status}\\n' 'linux-image-*' 2>/dev/null </dev/null | grep -qx installed || return 3
}
text=$(due); status=$?
labelled restart "$text" $status
"""


def _command(settings: Settings) -> str:
    entries = settings.get("whiteboards_catalogue", ())
    packages = sorted({entry["package"] for entry in entries if entry.get("package")})
    known = [entry["usb"] for entry in entries if re.fullmatch(evidence.USB, entry["usb"])]
    told = {"packages": quoted(*packages)}
    told["trusted"] = quoted("\n".join(fingerprints(settings.get("whiteboards_repository_key", ""))))
    told["catalogue"] = quoted("\n".join(map(evidence.as_line, entries)))
    told |= {word: quoted(*evidence.named(entries, name)) for word, name in evidence.LISTS.items()}
    told |= {"known": _spaced(known), "makers": _spaced([*(usb[:4] for usb in known), *MAKERS])}
    told["plain"] = _spaced(usb for usb, driver in KNOWN.items() if driver == "no")
    told["shipped"] = _spaced(usb for usb, driver in KNOWN.items() if driver != "no")
    return sealed(NAME, re.sub(rf"@({'|'.join(told)})@", lambda name: told[name[1]], STEPS))


def _spaced(words: Iterable[str]) -> str:
    return quoted(f" {' '.join(sorted(words))} ")


PROBE = Probe(id=NAME, command=_command)


def fingerprints(armoured: str) -> tuple[str, ...]:
    """The hashes a file holding this key may have: as armoured text without any white space, and as plain bytes."""
    squeezed = re.sub(r"\s", "", armoured)
    body = re.search(r"\n\s*\n(.*?)(?:\n\s*=[^\n]{4}\s*)?\n\s*-----END", armoured, re.DOTALL)
    found = [hashlib.sha256(squeezed.encode()).hexdigest()]
    if body:
        with suppress(binascii.Error):
            found.append(hashlib.sha256(base64.b64decode(re.sub(r"\s", "", body[1]), validate=True)).hexdigest())
    return tuple(found)


def boards(output: str) -> Value:
    """Every USB device as `vendor:product`; when none is in the catalogue, the board that a screen or driver shows, and which.

    CannotTell when udev knows of no device at all, but the kernel does; and when nothing shows a board of the catalogue, but a
    device may be a whiteboard: of a maker whose boards are in it, or called a board. The role whiteboards reports the same.
    """
    answer = opened(NAME, output)
    attached = evidence.attached(answer)
    shown = evidence.boards(answer, attached)
    if (strange := unknown(output)) and not shown | evidence.plugged_in(answer, attached):
        raise CannotTell(f"USB device {', '.join(strange)} may be a whiteboard, but the catalogue does not know it")
    return tuple(sorted(attached | shown))


def unknown(output: str) -> tuple[str, ...]:
    """USB devices that may be boards and are in no catalogue."""
    lines = evidence.devices(opened(NAME, output))
    return tuple(sorted(line.removeprefix("maybe ") for line in lines if re.fullmatch(f"maybe {evidence.USB}", line)))


def _packages(output: str) -> Iterator[tuple[str, str, str]]:
    """Wanted state, name and version of each catalogued package that is installed."""
    rows = [line.split(" ") for line in opened(NAME, output).of("packages", allowed=("0", "1"))]
    if not any(row[1:3] == ["installed", "dpkg"] for row in rows):
        raise CannotTell("the package database did not even list its own tool")
    yield from ((row[0], row[2], row[3]) for row in rows if len(row) == 4 and row[1] == "installed" and row[2] != "dpkg")


def drivers(output: str) -> Value:
    """Each catalogued package that is installed, with its version: `ictops-whiteboard-driver 1.1`."""
    return tuple(sorted(f"{name} {version}" for _, name, version in _packages(output)))


def held(output: str) -> Value:
    """The catalogued packages that are held at their version."""
    return tuple(sorted(name for wanted, name, _ in _packages(output) if wanted == "hold"))


def sources(output: str) -> Value:
    """Each software source in use with how it is checked: `http://… signed` when only by the standard's own key.

    CannotTell on a machine without the package database whose sources these are.
    """
    answer = opened(NAME, output)
    trusted = set(answer.of("trusted"))
    ours = {path for digest, _, path in (line.partition(" ") for line in answer.lines.get("key", ())) if digest in trusted}
    answer.of("sources")
    answer.of("packages", allowed=("0", "1"))
    files = [(kind, answer.of(kind + number)) for kind, number in answer.numbered("lines", "stanzas")]
    found = (entry for kind, lines in files for entry in (_one_line if kind == "lines" else _stanzas)(lines))
    return tuple(sorted({f"{uri.rstrip('/')}/ {_checked(options, ours, trusted)}" for uri, options in found}))


type Options = dict[str, str]


def _one_line(lines: Iterable[str]) -> Iterator[tuple[str, Options]]:
    for line in lines:
        if match := re.match(r"\s*deb\s+(?:\[([^]]*)\]\s*)?(\S+)", line):
            options = (word.partition("=") for word in (match[1] or "").split())
            yield match[2], {name.lower(): value for name, _, value in options}


def _stanzas(lines: Iterable[str]) -> Iterator[tuple[str, Options]]:
    text = "\n".join(line for line in lines if not line.startswith("#"))
    for stanza in re.split(r"\n\s*\n", text):
        fields = re.findall(r"^(\S+?):(.*(?:\n[ \t].*)*)", stanza, re.MULTILINE)
        options = {name.lower(): value.strip() for name, value in fields}
        if "deb" in options.get("types", "").split() and options.get("enabled", "yes").lower() not in ("no", "false", "0"):
            yield from ((uri, options) for uri in options.get("uris", "").split())


def _checked(options: Options, ours: set[str], trusted: set[str]) -> str:
    signed_by = options.get("signed-by", "")
    if options.get("trusted", "no").lower() in ("yes", "true", "1"):
        return "unchecked"
    if "BEGIN PGP" in signed_by:
        return "signed" if trusted & set(fingerprints(re.sub(r"(?m)^ *\.?", "", signed_by))) else "signed by another key"
    if not signed_by:
        return "signed by any key the machine trusts"
    return "signed" if signed_by in ours else "signed by another key"
