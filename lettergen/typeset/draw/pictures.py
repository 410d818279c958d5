"""Pictures as image objects (ISO 32000-1 section 8.9), made once for each content.

JPEG data goes in as it is where PDF/A allows it; everything else is unpacked, reduced to grey or RGB
with eight bits and compressed without loss. Transparency becomes a soft mask.
"""

import hashlib
import io
import warnings
import zlib
from dataclasses import dataclass

from PIL import Image as Pillow
from PIL import ImageCms

from lettergen.typeset.draw.objects import PdfFile, reference

_JPEG_QUALITY = 95
_DRAWABLE = {"PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP", "MPO", "PPM", "ICO", "PCX", "TGA"}
#: Larger pictures are not unpacked: 200 million pixels are 600 MB.
_MOST_PIXELS = 200_000_000


@dataclass(frozen=True, slots=True)
class Raster:
    """An image object's dictionary entries and data, and its soft mask.

    `size` is in pixels. `name` is what content streams call it.
    """

    name: str
    size: tuple[int, int]
    entries: bytes
    data: bytes
    mask: "Raster | None" = None

    def add(self, file: PdfFile) -> int:
        """Write the object and its mask; gives the object number."""
        mask = b"" if self.mask is None else b"/SMask %b" % reference(self.mask.add(file))
        return file.add_stream(self.entries + mask, self.data)


def read_raster(data: bytes) -> Raster | None:
    """Give a picture as an image object, or None if it is no picture that can be unpacked."""
    name = "I" + hashlib.sha256(data).hexdigest()[:16]
    try:
        with warnings.catch_warnings():
            # Odd files make Pillow warn; what matters is whether it can read them.
            warnings.simplefilter("ignore")
            with Pillow.open(io.BytesIO(data)) as picture:
                return _raster(name, data, picture)
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError, MemoryError, EOFError):
        return None
    except (IndexError, KeyError, TypeError, zlib.error, OverflowError, AttributeError, NotImplementedError):
        # Pillow's readers meet a damaged file with whatever they trip over.
        return None


def _raster(name: str, data: bytes, picture: Pillow.Image) -> Raster | None:
    if picture.format not in _DRAWABLE or picture.width * picture.height > _MOST_PIXELS:
        return None
    if picture.format in {"JPEG", "MPO"} and picture.mode in {"L", "RGB"}:
        picture.load()
        return _jpeg(name, data, picture)
    if picture.mode == "CMYK":
        return _from_cmyk(name, picture)
    return _unpacked(name, picture)


def _jpeg(name: str, data: bytes, picture: Pillow.Image) -> Raster:
    space = b"DeviceGray" if picture.mode == "L" else b"DeviceRGB"
    return Raster(name, picture.size, _entries(picture.size, space, b"DCTDecode"), data)


def _from_cmyk(name: str, picture: Pillow.Image) -> Raster:
    """Give a CMYK picture in RGB: beside an sRGB output intent PDF/A allows none (ISO 19005-2 6.2.4.3)."""
    packed = io.BytesIO()
    _to_rgb(picture).save(packed, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    return Raster(name, picture.size, _entries(picture.size, b"DeviceRGB", b"DCTDecode"), packed.getvalue())


def _to_rgb(picture: Pillow.Image) -> Pillow.Image:
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _unpacked(name: str, picture: Pillow.Image) -> Raster:
    if picture.mode == "1":
        packed = zlib.compress(picture.tobytes())
        return Raster(name, picture.size, _entries(picture.size, b"DeviceGray", b"FlateDecode", 1), packed)
    if picture.mode in {"I", "I;16", "I;16B", "F"}:
        # Sixteen bits of grey; Pillow's own conversion would cut instead of scaling.
        picture = picture.point(lambda value: value / 256).convert("L")
    mask = None
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        alpha = picture.getchannel("A")
        if alpha.getextrema() != (255, 255):
            mask = _flate(name, alpha)
        picture = picture.convert("RGB")
    if picture.mode not in {"L", "RGB"}:
        picture = picture.convert("RGB")
    return _flate(name, picture, mask)


def _flate(name: str, picture: Pillow.Image, mask: Raster | None = None) -> Raster:
    space = b"DeviceGray" if picture.mode == "L" else b"DeviceRGB"
    entries = _entries(picture.size, space, b"FlateDecode")
    return Raster(name, picture.size, entries, zlib.compress(picture.tobytes()), mask)


def _entries(size: tuple[int, int], space: bytes, decoding: bytes, bits: int = 8) -> bytes:
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%b/BitsPerComponent %d/Filter/%b" % (
        *size,
        space,
        bits,
        decoding,
    )
