"""HTML to the text a person sees, with quotations marked as plain text marks them."""

import re

from lxml import etree

from lettergen.inbox.quotes.plain import QUOTE_BELOW

#: Characters of HTML that are read, and of text that is made of them.
HTML_LIMIT = 700_000

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACED = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre"])
_HIDDEN = frozenset(
    ["head", "style", "script", "title", "meta", "link", "noscript", "template", "object", "iframe", "svg"]
)
# Elements whose content is quoted, by class or id as mail programs write them.
_QUOTE_CLASSES = re.compile(
    r"(?:^|\s)(?:yahoo_quoted|protonmail_quote|tutanota_quote|gmail_quote_container|zmail_extra|"
    r"moz-forward-container"
    r"|gmail_extra_quote|mailru-blockquote|freebirdFormviewer|skiff_quote|"
    r"ms-outlook-mobile-reference-message)(?:\s|$)"
)
# Elements above or around a message quoted whole; nothing of the writer's comes after.
_BELOW_IDS = re.compile(
    r"(?:x_)*(?:divRplyFwdMsg|appendonsend|stopSpelling|OLK_SRC_BODY_SECTION|"
    r"mail-editor-reference-message-container"
    r"|reply-intro|isReplyContent|ymail_android_signature_quote|orig_msg|isForwardContent|zwchr|"
    r"oriMsgHtmlSeperator|origbody)",
)
_BELOW_CLASSES = re.compile(
    r"(?:^|\s)(?:OutlookMessageHeader|WordSection1_quote|ydp\w{1,16}yahoo_quoted|"
    r"gmail_quote_attribution_forward)(?:\s|$)"
)
# The line Outlook draws above the header block of what it quotes.
_BELOW_STYLE = re.compile(
    r"border(?:-top)?:\s*(?:none;\s*border-top:\s*)?solid\s*(?:windowtext|#(?:b5c4df|e1e1e1|"
    r"cccccc|c4c4c4)|rgb\(181,\s*196,\s*223\)|rgb\(225,\s*225,\s*225\))\s*1\.0pt",
    re.IGNORECASE,
)
_MEANT_INLINE = frozenset(["br", "li", "pre", "td", "th", "hr", "img"])
_SPACES = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)


def html_text(markup: str) -> str:
    """Give an HTML message as text.

    Quotations are marked by ``> `` and a line `QUOTE_BELOW` stands where all that follows is quoted.
    Links give their words and, where those look like another address, their target too.
    """
    root = _parse(markup[:HTML_LIMIT])
    return _Writer().write(root) if root is not None else ""


def _parse(markup: str) -> etree._Element | None:
    # A declaration of an encoding makes lxml refuse text that is decoded already.
    markup = re.sub(r"^\s*<\?xml[^>]{0,200}>", "", markup).replace("\0", "")
    if not markup.strip():
        return None
    try:
        parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
        root: etree._Element | None = etree.fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root


class _Writer:
    """Walks a tree and writes lines; the depth of quotation goes before each line."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = 0
        self.pre = 0
        self.hidden = 0
        self.spaced = False

    def write(self, root: etree._Element) -> str:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                self._open(element, element.tag.lower())
            else:
                self._close(element, element.tag.lower())
        self._break()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip("\n")

    def _open(self, element: etree._Element, tag: str) -> None:
        if self.hidden or tag in _HIDDEN or _is_invisible(element):
            self.hidden += 1
            return
        if tag in _BLOCKS:
            self._break()
            self._space(tag)
        if _is_below(element, tag):
            self._break()
            self.lines.append(QUOTE_BELOW)
        if _is_quote(element, tag):
            self.depth += 1
        if tag in _MEANT_INLINE:
            self._open_inline(element, tag)
        self._text(element.text)

    def _open_inline(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._break(force=True)
        elif tag == "li":
            self.line.append("- ")
        elif tag == "pre":
            self.pre += 1
        elif tag in {"td", "th"} and self.line:
            self.line.append(" ")
        elif tag == "hr" and not element.get("id"):
            self.line = ["_" * 32]
            self._break()
        elif tag == "img" and (element.get("alt") or "").strip() and "emoji" in (element.get("class") or ""):
            self._text(element.get("alt"))

    def _close(self, element: etree._Element, tag: str) -> None:
        if self.hidden:
            self.hidden -= 1
        else:
            if tag == "a":
                self._text(_shown_target(element))
            if tag in _BLOCKS:
                self._break()
            # The empty line that follows a quotation is no part of it.
            if _is_quote(element, tag):
                self.depth -= 1
            if tag in _BLOCKS:
                self._space(tag)
            if tag == "pre":
                self.pre -= 1
        if not self.hidden:
            self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if not text or self.hidden:
            return
        if self.pre:
            first, *rest = text.split("\n")
            self.line.append(first)
            for line in rest:
                self._break(force=True)
                self.line.append(line)
            return
        text = _SPACES.sub(" ", text)
        self.line.append(text.lstrip(" ") if not self.line or self.line[-1].endswith(" ") else text)

    def _break(self, *, force: bool = False) -> None:
        joined = "".join(self.line)
        content = joined.rstrip() if self.pre else joined.strip(" ")
        self.line = []
        if content.strip("\u00a0 \u200b"):
            self.lines.append(self._marked(content))
            self.spaced = False
        elif force or content:
            self._blank()

    def _space(self, tag: str) -> None:
        if tag in _SPACED and self.lines and not self.spaced:
            self._blank()
            self.spaced = True

    def _blank(self) -> None:
        # A line break that ends a line of text is no empty line.
        self.lines.append(self._marked(""))

    def _marked(self, content: str) -> str:
        return (">" * min(self.depth, 20) + " " + content).rstrip() if self.depth else content.rstrip()


def _is_invisible(element: etree._Element) -> bool:
    style = element.get("style")
    return bool(style and _INVISIBLE.search(style))


def _is_quote(element: etree._Element, tag: str) -> bool:
    return tag == "blockquote" or (tag == "div" and bool(_QUOTE_CLASSES.search(element.get("class") or "")))


def _is_below(element: etree._Element, tag: str) -> bool:
    # Most elements have no attributes, and there may be a hundred thousand of them.
    if not element.keys():
        return False
    return bool(
        _BELOW_IDS.fullmatch(element.get("id") or "")
        or _BELOW_CLASSES.search(element.get("class") or "")
        or (tag == "div" and _BELOW_STYLE.search(element.get("style") or ""))
    )


_ADDRESS_LIKE = re.compile(
    r"(?:https?://|www\.)[^\s/]+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|uk|eu|de|fr|gov|[a-z]{2})\b",
    re.IGNORECASE,
)


def _shown_target(element: etree._Element) -> str:
    """Give a link's real target where its words pretend to be another one; else nothing."""
    target = (element.get("href") or "").strip()
    words = "".join(str(one) for one in element.itertext())[:300].strip()
    shown = _ADDRESS_LIKE.match(words)
    if not shown or not target.lower().startswith(("http:", "https:")):
        return ""
    host = re.sub(r"^https?://", "", shown[0].lower()).removeprefix("www.")
    real = (
        re.sub(r"^https?://(?:[^/@]*@)?", "", target.lower()).split("/")[0].split("?")[0].removeprefix("www.")
    )
    return "" if real.split(":")[0] == host else f" [{target[:200]}]"
