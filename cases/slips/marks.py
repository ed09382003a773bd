"""The QR and bars of a slip: one pixel a module, one bit a pixel, quick to make and to embed."""

import struct
import zlib
from collections.abc import Sequence
from typing import Any

import zxingcpp

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
TENTH_MAY_BE_LOST = "M"  # folded paper and a stamp across the corner


def qr_png(text: str) -> bytes:
    """A black-and-white PNG of the QR with its quiet zone of four modules."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=TENTH_MAY_BE_LOST)
    # zxing-cpp's stub does not say that its image is a buffer.
    image: Any = code.to_image(scale=1, add_quiet_zones=True)
    height, width = image.shape
    pixels = memoryview(image).tobytes()
    return _png([pixels[row * width : (row + 1) * width] for row in range(height)])


def bars_png(text: str) -> bytes:
    """Code 128, one pixel a module and one row high: the page stretches it to bars."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    image: Any = code.to_image(scale=1, add_quiet_zones=True)
    width = image.shape[1]
    pixels = memoryview(image).tobytes()
    return _png([pixels[:width]])


def _png(rows: Sequence[bytes]) -> bytes:
    """PNG of one bit a pixel; in `rows` 0 is black, anything else white."""
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 1, 0, 0, 0, 0)
    unfiltered = b"".join(b"\x00" + _packed(row) for row in rows)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(unfiltered, 9)), (b"IEND", b""))
    return PNG_SIGNATURE + b"".join(_chunk(kind, body) for kind, body in chunks)


def _packed(row: bytes) -> bytes:
    bits = "".join("1" if pixel else "0" for pixel in row)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
