"""Windows metafiles, EMF (MS-EMF) and WMF (MS-WMF), as page items.

They are recorded calls of Windows' drawing functions; what letterheads and charts in Word files are
made of is played again. One that calls for more is left to the box that stands for it.
"""

import struct
from dataclasses import replace

from lettergen.typeset.draw.metafiles import emf, wmf
from lettergen.typeset.draw.metafiles.device import Device, UnsupportedError
from lettergen.typeset.fonts import FontBook
from lettergen.typeset.pages import Clip, EndClip, Image, Item

_PLAYERS = (emf, wmf)


def play(image: Image, fonts: FontBook) -> tuple[Item, ...] | None:
    """Give the items that draw a metafile within its picture's box.

    Returns:
        None if it is no metafile, is damaged or turned, draws nothing, or calls for something that
        is not played.
    """
    player = next((one for one in _PLAYERS if one.recognises(image.data)), None)
    if player is None or image.rotation:
        return None
    device = Device(_uncropped(image), fonts)
    try:
        player.play(image.data, device)
    except (UnsupportedError, struct.error, ValueError, IndexError, OverflowError, ZeroDivisionError):
        return None
    if not device.items:
        return None
    return (Clip(image.x, image.y, image.width, image.height), *device.items, EndClip())


def _uncropped(image: Image) -> Image:
    """Give the box that the whole picture would fill, of which the image's box shows a part."""
    left, top, right, bottom = image.crop
    if not any(image.crop) or left + right >= 1 or top + bottom >= 1:
        return image
    width, height = image.width / (1 - left - right), image.height / (1 - top - bottom)
    return replace(image, x=image.x - left * width, y=image.y - top * height, width=width, height=height)
