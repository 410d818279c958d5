"""Whether somebody asks not to be written to again."""

import re

# For text in lower case: without IGNORECASE the search takes a small part of the time.
_WORDS = re.compile(
    r"(?:remove|delete|take|unsubscribe) (?:me|us|my (?:name|e-?mail|address|details)|our (?:name|e-?mail|"
    r"address|details|office)|this (?:e-?mail|address)).{0,60}(?:list|database|mailing|records|"
    r"distribution|future|contact)|"
    r"(?:please )?(?:unsubscribe|remove) (?:me|us)\b|take (?:me|us) off\b|"
    r"stop (?:e-?mailing|writing to|contacting|sending) (?:me|us)|"
    r"(?:do not|don't|never) (?:contact|e-?mail|write to|send .{0,30}to|mail) (?:me|us|this)\b|"
    r"do not (?:wish|want) to (?:receive|be contacted|hear)|(?:no longer|not) (?:wish|"
    r"want) to (?:receive|be contacted)|cease (?:all )?(?:contact|correspondence)|"
    r"(?:tynnwch|dilëwch|tynnu) (?:ni|fi|fy|ein|y cyfeiriad).{0,60}(?:rhestr|oddi)|"
    r"peidiwch â (?:chysylltu|anfon|ysgrifennu)|dad-?danysgrifi|(?:bain|scrios) (?:mé|sinn|m'ainm|"
    r"ár|mo).{0,60}(?:liosta|den|ón)|ná déan(?:aigí)? teagmháil|díliostáil|"
    r"(?:veuillez|merci de|prière de)\s*(?:nous|me|m')?\s*(?:retirer|supprimer|désinscrire|"
    r"désabonner|rayer|enlever|ôter|radier|ne plus).{0,80}|ne (?:nous|me) (?:contactez|écrivez|"
    r"envoyez) plus|désinscri(?:vez|re)|désabonn|"
    r"(?:bitte )?(?:streichen|entfernen|löschen|nehmen) sie (?:uns|mich|meine|unsere|"
    r"diese).{0,80}(?:liste|verteiler|adress|datenbank|heraus)|(?:bitte )?(?:kontaktieren|"
    r"schreiben|senden) sie (?:uns|mich|mir) (?:bitte )?(?:nicht mehr|keine)|(?:keine weiteren|"
    r"keine) (?:e-?mails|nachrichten|zusendungen)|aus (?:ihrem|dem|ihrer) (?:verteiler|liste)|"
    r"abbestellen|abmelden|"
    r"(?:por favor,? )?(?:elim[ií]n|borr|quit|retir|d[eé])\w* ?(?:nos|me|de baja|mi|"
    r"nuestr).{0,80}(?:lista|base|baja)|no (?:nos|me) (?:contact|escrib|env[ií])\w+ más|"
    r"darme de baja|darnos de baja|"
    r"(?:vi preghiamo di |prego |per favore )?(?:rimuov|cancell|elimin|toglie)\w*(?:ci|"
    r"mi)?\b.{0,60}(?:lista|elenco|indirizzo|mailing)|non (?:contattateci|scriveteci|contattatemi|"
    r"desideriamo)|disiscri|"
    r"(?:verwijder|haal|schrap) (?:ons|mij|me|dit).{0,60}(?:lijst|bestand|adres)|"
    r"neem geen contact|afmelden|uitschrijven|geen (?:verdere )?(?:e-?mails|berichten|post) meer|"
    r"(?:proszę o usunięcie|proszę usunąć|usuńcie|wypiszcie).{0,80}|"
    r"(?:proszę )?(?:nie kontaktować|nie wysyłać|nie pisać)|wypisać (?:mnie|nas)|rezygnuj|"
    r"(?:fjern|slet|slett) (?:os|oss|mig|meg|denne|vores|vår|min).{0,60}(?:liste|register|"
    r"adresse)|(?:kontakt|skriv til|send) (?:os|oss|mig|meg) ikke|ikke (?:kontakte?|"
    r"skrive til) (?:os|oss|mig|meg)|afmeld|avmeld|meld (?:os|oss|mig|meg) (?:av|af)|"
    r"(?:ta bort|stryk|avregistrera) (?:oss|mig|min|vår|denna).{0,60}|(?:kontakta|skriv) (?:oss|"
    r"mig) inte|avprenumerera|(?:poistakaa|poista) (?:meidät|minut|osoite).{0,60}|älkää (?:ottako|"
    r"lähettäkö|olko)|(?:vinsamlegast )?(?:fjarlægið|takið|eyðið) (?:okkur|mig|netfang).{0,60}|"
    r"ekki hafa samband|"
    r"(?:remov|retir|descadastr)\w*(?:-nos|-me)? (?:da|do|nos|me|meu|nosso).{0,60}(?:lista|cadastro)"
)
#: A line that says nothing else.
_LINE = re.compile(r"(?:please )?(?:unsubscribe|remove)\.?", re.IGNORECASE)


def asks_removal(text: str) -> bool:
    """Tell whether newly written text asks to be taken off our list.

    A hint for a person to decide on, not a decision: irony and quotations look the same.
    """
    # Lines are joined first: mail programs break them between any two words.
    lines = [" ".join(line.split()) for line in text[:20_000].replace("’", "'").splitlines()]
    return any(map(_LINE.fullmatch, lines)) or bool(_WORDS.search(" ".join(filter(None, lines)).lower()))
