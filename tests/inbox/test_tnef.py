"""Damaged winmail.dat files."""

import struct

from lettergen.inbox.tnef import unpack_tnef

_HEAD = struct.pack("<IH", 0x223E9F78, 1)  # signature and key (MS-OXTNEF 2.1.3.1)
_CONTENT = struct.pack("<BII", 2, 0x0006800F, 4) + b"data" + b"\0\0"  # an attachment's content


def test_content_of_an_attachment_that_never_began_is_damage():
    assert unpack_tnef(_HEAD + _CONTENT + b"\0" * 20) is None


def test_what_is_no_winmail_file_at_all_is_damage():
    assert unpack_tnef(b"") is None
    assert unpack_tnef(b"PK\3\4 something else") is None
