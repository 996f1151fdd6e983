"""What people decide about audits: `audit settle`, `audit gone`, `audit moved`."""

from __future__ import annotations

from typing import Annotated

import typer

from ictops.cli.auditing import read_again
from ictops.cli.speaking import TrustOption, now, opened, say
from ictops.wiring import settling
from ictops.wiring.settling import Because

ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
WhyOption = Annotated[str, typer.Option("--why", metavar="REASON", help="How it is known.")]
DeviceArgument = Annotated[str, typer.Argument(metavar="DEVICE", help="The device's id, as the review shows it.")]


def settle(
    device: DeviceArgument,
    holds: Annotated[
        str, typer.Argument(metavar="ATTRIBUTE=VALUE", help="What contradicts itself, and what holds: one told, or seen there.")
    ],
    by: ByOption,
    why: WhyOption,
    trust: TrustOption = None,
) -> None:
    """Settle a contradiction between audits. It stays settled until they say anything else.

    Example: ictops audit settle quillford-pc-1a2b3c room=14 --by "A. Example" --why "Went and looked"
    """
    ours = opened(trust, keys=False)
    school = settling.settle(ours, device, holds, Because(by=by, why=why, at=now()))
    read_again(ours, (school,))
    say(f"Settled: {device}, {holds.partition('=')[0]}. It is written down in settled.yml.")


def gone(
    devices: Annotated[list[str], typer.Argument(metavar="DEVICE...", help="Ids of devices that are not there any more.")],
    by: ByOption,
    why: WhyOption,
    trust: TrustOption = None,
) -> None:
    """Say that devices are not there any more, whatever older files tell. A younger file brings them back.

    Example: ictops audit gone quillford-laptop-1a2b3c --by "A. Example" --why "Sold, certificate 17"
    """
    ours = opened(trust, keys=False)
    read_again(ours, settling.gone(ours, devices, Because(by=by, why=why, at=now())))
    say(f"Gone: {', '.join(devices)}. It is written down in settled.yml.")


def moved(
    device: DeviceArgument,
    to: Annotated[str, typer.Argument(metavar="SCHOOL", help="The school that has it now.")],
    by: ByOption,
    why: WhyOption,
    trust: TrustOption = None,
) -> None:
    """Say that another school has a device now. It keeps its id, and its history with it.

    Example: ictops audit moved quillford-laptop-1a2b3c mothwick --by "A. Example" --why "Lent, then given"
    """
    ours = opened(trust, keys=False)
    read_again(ours, settling.moved(ours, device, to, Because(by=by, why=why, at=now())))
    say(f"Moved: {device} is at {to}. It is written down in settled.yml.")
