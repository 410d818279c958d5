"""The words of the sample letter; a paragraph ends at a blank line."""


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(one.split()) for one in text.split("\n\n"))


PARTICULARS = _paragraphs("""
{{ letter.date }}

Our reference {{ letter.reference }}

By {{ recipient.channels|join(' and by ') }}
""")

OPENING = _paragraphs("""
We write to you together, as members of the UK Civil Society Atrocity Prevention Working Group. Each of
our organisations works to lower the risk that people are killed, driven out or persecuted for who they
are. We ask you for a clear commitment to that work, in the manifesto of {{ party }} and in the campaign.

Mass atrocities take lives on a scale that no other crime does, and those who survive carry them for
generations. Yet they seldom come without warning. Exclusion, hateful speech and impunity build up in plain
sight, and at every stage something can be done. Where nothing is done, the harm does not stop at a border:
it uproots families, feeds wars and weakens the security of this country too.

In July 2019 the government set out, for the first time, a national approach that joins the departments for
development, foreign affairs and justice. It thereby looks beyond answering crises that have already broken
out. What turns such an approach into a policy is a minister who answers for it, departments that act
together, a process open to view, and the support of every party.
""")

(GOVERNMENT,) = _paragraphs("""
Yours is the party of the government that took this step. You can tell voters that you will finish what was
begun, and name the minister who will see to it.
""")

(OPPOSITION,) = _paragraphs("""
In opposition you have the means to hold ministers to that approach. You can tell voters now how you would
build on it.
""")

(HOME,) = _paragraphs("""
Prevention begins at home. The contempt that makes violence possible elsewhere is not unknown in our own
towns, and a country that faces it here is listened to abroad.
""")

(LEAD_IN,) = _paragraphs("""
We therefore ask {{ party }} for three things:
""")

REQUESTS = _paragraphs("""
a national inquiry into what this country is able, and is bound, to do to prevent mass atrocities;

a study of whether one analysis unit could serve all departments, so that warnings are read together and
reach those who can act; and

an explicit manifesto commitment to prevention, from discrimination and violent extremism to mass
atrocities, across development, communities, justice, trade, foreign policy and migration.
""")

(CLOSING,) = _paragraphs("""
Protecting people from the gravest of crimes belongs to no one party. We ask for your commitment before the
election, and for your part in keeping it afterwards, whoever then governs.
""")

(ANSWER_BY_EMAIL,) = _paragraphs("""
An answer to this email reaches all of us; please leave the reference {{ letter.reference }} in it.
""")

(ANSWER_BY_POST,) = _paragraphs("""
An answer to the address above, or by email to {{ sender.email }}, reaches all of us; please quote the
reference {{ letter.reference }}.
""")

CHASE_OPENING = _paragraphs("""
On {{ first_date|date }} the organisations named below wrote to you together. We asked {{ party }} for a clear
commitment, in the manifesto and in the campaign, to preventing mass atrocities. That letter has the reference
{{ first_reference }}. We have not had your answer yet.

These are full weeks, and a letter is easily left behind in them. What we ask has not changed, and voters who
care about it would like to know where you stand.
""")

(CHASE_LEAD_IN,) = _paragraphs("""
These were our three requests:
""")

(CHASE_CLOSING,) = _paragraphs("""
If your answer is on its way, please take our thanks for it. If a conversation would help, we shall gladly
come to see you or whoever deals with this in your office, and we can send the first letter again.
""")
