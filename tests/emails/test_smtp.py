import pytest

from lettergen.errors import ServerError
from lettergen.model.sendings import Envelope, Verdict
from tests.emails.conftest import SignIn
from tests.servers.certificates import Authority
from tests.servers.faulty import DROP, HALF, STALL, faulty_smtp
from tests.servers.needs import free_port

LETTER = b"Message-ID: <ap19-7f3k.0123456789@protection.example>\r\nSubject: x\r\n\r\nHello\r\n"
TO = "naomi@alliance.example"


def envelope(*recipients: str) -> Envelope:
    return Envelope("letters@protection.example", recipients or (TO,))


def at(stage: str, what: str):
    return lambda asked, _address: what if asked == stage else None


# --- real servers ------------------------------------------------------------------------------------


def test_bytes_arrive_as_they_were_handed_over(recorder, sender_to):
    body = LETTER + b".\r\n..\r\n.leading dot\r\n\r\n"
    outcome = sender_to(recorder).send(envelope(), body)
    assert (outcome.verdict, outcome.code, outcome.enhanced) == (Verdict.ACCEPTED, 250, "2.0.0")
    assert recorder.received[0].content == body
    assert recorder.received[0].recipients == (TO,)


@pytest.mark.parametrize("text", [b".", b".\r\n", b"..\r\n.\r\n", b"bare\n.\r\n.\r\n", b"no end\r\n."])
def test_no_dot_ends_a_message_early(faulty, to_faulty, text):
    assert to_faulty.send(envelope(), text).verdict is Verdict.ACCEPTED
    # This server, as others do, takes a bare LF for a line's end too.
    assert faulty.taken[0].content == text.removesuffix(b"\r\n") + b"\r\n"


def test_commands_of_every_letter_go_together_where_the_server_allows(faulty, to_faulty):
    # Whoever waits for an answer to MAIL before DATA waits for ever.
    faulty.holds_replies = True
    for _ in range(3):
        assert to_faulty.send(envelope(), LETTER).verdict is Verdict.ACCEPTED
    assert (len(faulty.taken), faulty.connections) == (3, 1)


def test_one_session_serves_many(faulty, to_faulty):
    for _ in range(5):
        assert to_faulty.send(envelope(), LETTER).verdict is Verdict.ACCEPTED
    assert faulty.connections == 1


def test_refused_copy_does_not_stop_the_letter(recorder, sender_to):
    recorder.at_recipient["gone@alliance.example"] = "550 5.1.1 no such user"
    outcome = sender_to(recorder).send(envelope(TO, "gone@alliance.example"), LETTER)
    assert outcome.verdict is Verdict.ACCEPTED
    assert outcome.refused == (("gone@alliance.example", "550 5.1.1 no such user"),)


def test_wrong_password_names_the_server_and_the_user(recorder, sender_to):
    with pytest.raises(ServerError, match=r"localhost.*letters@protection\.example"):
        sender_to(recorder, SignIn(password="wrong")).send(envelope(), LETTER)
    assert recorder.received == []


def test_token_signs_in(recorder, sender_to):
    recorder.tokens["letters@protection.example"] = "secret-token"
    assert (
        sender_to(recorder, SignIn(token="secret-token")).send(envelope(), LETTER).verdict is Verdict.ACCEPTED
    )


def test_expired_token_is_refused(recorder, sender_to):
    recorder.tokens["letters@protection.example"] = "secret-token"
    with pytest.raises(ServerError, match="refused to sign in"):
        sender_to(recorder, SignIn(token="old-token")).send(envelope(), LETTER)


def test_refused_token_is_renewed_once(recorder, sender_to):
    recorder.tokens["letters@protection.example"] = "renewed"
    sign_in = SignIn(token="withdrawn", renewed="renewed")
    assert sender_to(recorder, sign_in).send(envelope(), LETTER).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("length", [20, 400, 5000])
def test_postfix_takes_tokens_of_any_length(postfix, dovecot, sender_to, mail_user, length):
    dovecot.tokens["t" * length] = mail_user
    sender_to(postfix, SignIn(mail_user, token="t" * length), ca_file=dovecot.ca_file).check()


def test_postfix_refuses_another_persons_token(postfix, dovecot, sender_to, new_mail_user):
    dovecot.tokens["hers"] = new_mail_user()
    sender = sender_to(postfix, SignIn(new_mail_user(), token="hers"), ca_file=dovecot.ca_file)
    with pytest.raises(ServerError, match=r"refused to sign in .*sign in anew"):
        sender.check()


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled",
            "Authenticated SMTP",
        ),
        ("535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "app password"),
        ("534 5.7.9 Application-specific password required.", "app password"),
        ("535 5.7.8 no", "LETTERGEN_SMTP_PASSWORD"),
    ],
)
def test_refused_sign_in_says_what_to_do(faulty, sender_to, words, remedy):
    faulty.features = ("AUTH PLAIN",)
    faulty.plan = at("AUTH", words)
    with pytest.raises(ServerError, match=remedy):
        sender_to(faulty, SignIn(password="x"), security="tls").check()


def test_unknown_authority_is_not_trusted(postfix, sender_to, tmp_path):
    (tmp_path / "other").mkdir()
    other = Authority(tmp_path / "other").ca_file
    with pytest.raises(ServerError, match="not to be trusted"):
        sender_to(postfix, ca_file=str(other)).send(envelope(), LETTER)


def test_certificate_for_another_host_is_not_trusted(sender_to, tmp_path):
    with faulty_smtp(tmp_path, certified="mail.example") as server:
        with pytest.raises(ServerError, match="not to be trusted"):
            sender_to(server, security="tls", auth="none").send(envelope(), LETTER)
        assert server.connections == 0


def test_server_that_is_not_there_names_host_and_port(recorder, sender_to):
    port = free_port()
    with pytest.raises(ServerError, match=rf"localhost, port {port}: cannot be reached"):
        sender_to(recorder, port=port).send(envelope(), LETTER)


def test_letter_over_the_servers_size_is_not_offered(faulty, to_faulty):
    faulty.features = ("SIZE 50",)
    outcome = to_faulty.send(envelope(), LETTER)
    assert (outcome.verdict, outcome.enhanced) == (Verdict.OUR_TROUBLE, "5.3.4")
    assert "50 at the most" in outcome.text
    assert faulty.taken == []


def test_receipts_are_asked_for_where_the_server_gives_them(faulty, to_faulty):
    to_faulty.send(envelope(TO, "a+b=c@alliance.example", "siân@green.example"), LETTER)
    mail, *recipients = faulty.said
    # What stands in xtext (RFC 3461 section 4) is + and two hexadecimal digits.
    assert {"RET=HDRS", "ENVID=ap19-7f3k.0123456789"} <= set(mail.split())
    assert recipients == [
        f"RCPT TO:<{TO}> NOTIFY=FAILURE,DELAY ORCPT=rfc822;{TO}",
        "RCPT TO:<a+b=c@alliance.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb+3Dc@alliance.example",
        "RCPT TO:<siân@green.example> NOTIFY=FAILURE,DELAY",
    ]


def test_only_what_the_server_offers_is_asked_for(faulty, to_faulty):
    faulty.features = ()
    assert to_faulty.send(envelope(), LETTER).verdict is Verdict.ACCEPTED
    assert faulty.said == ["MAIL FROM:<letters@protection.example>", f"RCPT TO:<{TO}>"]


def test_size_and_bytes_above_ascii_are_announced(faulty, to_faulty):
    to_faulty.send(envelope(), LETTER)
    to_faulty.send(envelope("siân@green.example"), LETTER)
    plain, international = (set(line.split()) for line in faulty.said if line.startswith("MAIL"))
    assert f"SIZE={len(LETTER)}" in plain
    assert {"SMTPUTF8", "BODY=8BITMIME"} <= international
    assert plain.isdisjoint({"SMTPUTF8", "BODY=8BITMIME"})


def test_address_that_is_not_ascii_asks_for_smtputf8(recorder, sender_to):
    assert sender_to(recorder).send(envelope("siân@green.example"), LETTER).verdict is Verdict.ACCEPTED
    assert recorder.received[0].recipients == ("siân@green.example",)
    assert "SMTPUTF8" in recorder.received[0].mail_options


def test_server_without_smtputf8_is_told_in_words(faulty, to_faulty):
    faulty.features = ("PIPELINING",)
    outcome = to_faulty.send(envelope("siân@green.example"), LETTER)
    assert outcome.verdict is Verdict.REFUSED
    assert "SMTPUTF8" in outcome.text
    assert to_faulty.send(envelope(), LETTER).verdict is Verdict.ACCEPTED


def test_postfix_delivers(postfix, dovecot, sender_to, mail_user):
    from tests.servers.needs import wait_for

    sign_in = SignIn(mail_user, dovecot.password)
    sender = sender_to(postfix, sign_in, ca_file=dovecot.ca_file)
    outcome = sender.send(Envelope(mail_user, (mail_user,)), LETTER)
    assert outcome.verdict is Verdict.ACCEPTED, outcome
    assert wait_for(lambda: bool(dovecot.messages(mail_user)))


# --- faults ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pipelining", [True, False])
@pytest.mark.parametrize(
    ("stage", "reply", "verdict"),
    [
        ("MAIL", "451 4.3.0 busy", Verdict.SERVER_TROUBLE),
        ("MAIL", "450 4.7.1 too many", Verdict.DEFERRED),
        ("MAIL", "550 5.7.60 not allowed to send as", Verdict.OUR_TROUBLE),
        ("MAIL", "421 4.3.2 closing", Verdict.SERVER_TROUBLE),
        ("RCPT", "450 4.2.0 greylisted", Verdict.DEFERRED),
        ("RCPT", "550 5.1.1 no such user", Verdict.REFUSED),
        ("RCPT", "550 no such user", Verdict.REFUSED),
        ("RCPT", "554 5.7.1 Relay access denied", Verdict.OUR_TROUBLE),
        ("RCPT", "530 5.7.0 sign in first", Verdict.OUR_TROUBLE),
        ("RCPT", "421 4.3.2 closing", Verdict.SERVER_TROUBLE),
        ("DATA", "451 4.7.1 later", Verdict.DEFERRED),
        ("DATA", "554 5.7.1 no", Verdict.OUR_TROUBLE),
        ("end", "451 4.6.0 later", Verdict.DEFERRED),
        ("end", "554 5.6.0 not this", Verdict.REFUSED),
        ("end", "552 5.3.4 too big", Verdict.OUR_TROUBLE),
        ("end", "452 4.3.1 disk full", Verdict.SERVER_TROUBLE),
    ],
)
def test_each_refusal_is_told_apart(faulty, to_faulty, stage, reply, verdict, pipelining):
    if not pipelining:
        faulty.features = ()
    faulty.plan = at(stage, reply)
    outcome = to_faulty.send(envelope(), LETTER)
    assert (outcome.verdict, f"{outcome.code} {outcome.text}") == (verdict, reply)
    assert faulty.taken == []
    faulty.plan = at("", "")
    assert to_faulty.send(envelope(), LETTER).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("fault", [DROP, STALL, HALF])
@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "text"])
def test_what_breaks_before_the_messages_end_is_known_not_to_be_accepted(faulty, to_faulty, stage, fault):
    faulty.plan = at(stage, fault)
    outcome = to_faulty.send(envelope(), LETTER + b"line\r\n" * 20)
    # Dropped within a small text, the client may have sent all of it already: then it cannot know.
    assert outcome.verdict is Verdict.SERVER_TROUBLE or (
        stage == "text" and outcome.verdict is Verdict.UNKNOWN
    )
    assert faulty.taken == []


@pytest.mark.parametrize("fault", [DROP, STALL, HALF])
def test_what_breaks_after_the_messages_end_is_unknown(faulty, to_faulty, fault):
    faulty.plan = at("reply", fault)
    assert to_faulty.send(envelope(), LETTER).verdict is Verdict.UNKNOWN
    assert len(faulty.taken) == 1
    faulty.plan = at("", "")
    assert to_faulty.send(envelope(), LETTER).verdict is Verdict.ACCEPTED


def test_session_that_the_server_closed_while_idle_is_opened_anew(faulty, to_faulty):
    assert to_faulty.send(envelope(), LETTER).verdict is Verdict.ACCEPTED
    drops = iter([DROP])
    faulty.plan = lambda stage, _address: next(drops, None) if stage == "MAIL" else None
    assert to_faulty.send(envelope(), LETTER).verdict is Verdict.ACCEPTED
    assert len(faulty.taken) == 2
