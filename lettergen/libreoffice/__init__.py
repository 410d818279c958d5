"""How it looks, by LibreOffice: a Word file to PDF with the office program on this computer."""

from lettergen.libreoffice.typesetter import LibreOfficeTypesetter

__all__ = ["LibreOfficeTypesetter"]
