"""Tell what a filled form lacks, where its entries contradict one another, and which time limits are kept."""

import re

from amhp_desktop.domain.application_dates import ApplicationFacts, date_findings
from amhp_desktop.domain.form_finding import Finding, FindingWeight
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.forms import Choice, Field, FieldKind, FormDefinition, Wording
from amhp_desktop.domain.when import show_date

_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
_RECTIFIED = "s.15(1)"


def findings(definition: FormDefinition, values: FormValues, facts: ApplicationFacts) -> tuple[Finding, ...]:
    """Return everything to be told about a filled form, gravest first, then in the order of the form.

    The findings state rules, dates and citations; none says that a form is valid or a detention lawful.
    """
    found = [
        *_edition_findings(definition, values, facts),
        *(
            finding
            for choice in definition.choices
            for finding in _choice_findings(definition, choice, values)
        ),
        *(finding for field in definition.fields for finding in _field_findings(definition, field, values)),
        *_signature_findings(definition, values),
        *date_findings(definition.application, values, facts),
    ]
    order = {key: place for place, key in enumerate(_keys_in_order(definition))}
    return tuple(sorted(found, key=lambda one: (one.weight.rank, order.get(one.key, len(order)))))


def _keys_in_order(definition: FormDefinition) -> tuple[str, ...]:
    sections = list(dict.fromkeys(field.section for field in definition.fields))
    entries: tuple[Field | Choice, ...] = (*definition.fields, *definition.choices)
    known = [entry for entry in entries if entry.section in sections]
    return tuple(entry.key for entry in sorted(known, key=lambda entry: sections.index(entry.section)))


def _edition_findings(
    definition: FormDefinition, values: FormValues, facts: ApplicationFacts
) -> tuple[Finding, ...]:
    signed_key = definition.application.signed
    day = values.day(signed_key) or facts.today
    first, last = definition.valid_from, definition.valid_to
    if day < first or (last is not None and day > last):
        use = f"from {show_date(first)}" + (f" to {show_date(last)}" if last else "")
        sentence = (
            f"This edition of Form {definition.form} is prescribed {use}; the day of use is {show_date(day)}."
        )
        return (Finding(signed_key, sentence, definition.amended_by, FindingWeight.CANNOT_BE_PUT_RIGHT),)
    if definition.wording_status is Wording.VERBATIM:
        sentence = f"Wording compared word for word, in use from {show_date(first)}."
        return (Finding("", sentence, definition.amended_by, FindingWeight.MET),)
    sentence = "The wording was not compared with the official form: it prints only as a marked draft."
    return (Finding("", sentence, definition.amended_by, FindingWeight.LOOK),)


def _choice_findings(definition: FormDefinition, choice: Choice, values: FormValues) -> tuple[Finding, ...]:
    kept = values.chosen(choice.key)
    put_right = FindingWeight.CAN_BE_PUT_RIGHT
    if definition.is_struck(choice.when, values):
        if not kept:
            return ()
        sentence = (
            f"“{choice.question}” is answered, but that part of the form is struck out: two parts contradict."
        )
        return (Finding(choice.key, sentence, _RECTIFIED, put_right),)
    if not kept and not definition.is_asked(choice.when, values):
        return ()
    if not kept:
        joint = " Nobody" if choice.question.endswith("?") else ": nobody"
        sentence = f"{choice.question}{joint} has chosen yet; it is the signatory’s own statement."
        return (Finding(choice.key, sentence, choice.citation, put_right),)
    if len(kept) > 1 and not choice.several:
        labels = " and ".join(f"“{option.label}”" for option in choice.options if option.key in kept)
        sentence = f"{labels} are both left in; one is to be struck out."
        return (Finding(choice.key, sentence, _RECTIFIED, put_right),)
    return ()


def _field_findings(definition: FormDefinition, field: Field, values: FormValues) -> tuple[Finding, ...]:
    struck = definition.is_struck(definition.guard_of(field.key), values)
    if struck:
        if not values.has(field.key):
            return ()
        sentence = f"{field.label}: the entry stands in a part that is struck out, and prints struck out."
        return (Finding(field.key, sentence, _RECTIFIED, FindingWeight.LOOK),)
    if not values.has(field.key):
        if not (field.required and definition.is_asked(definition.guard_of(field.key), values)):
            return ()
        sentence = f"{field.label}: missing."
        return (Finding(field.key, sentence, field.citation, FindingWeight.CAN_BE_PUT_RIGHT),)
    return (*_unlike_findings(definition, field, values), *_postcode_findings(field, values))


def _unlike_findings(definition: FormDefinition, field: Field, values: FormValues) -> tuple[Finding, ...]:
    if not field.unlike or _plain(values.text(field.key)) != _plain(values.text(field.unlike)):
        return ()
    other = definition.field(field.unlike)
    sentence = f"{field.label}: the same entry stands under “{other.label}”, though it should differ."
    return (Finding(field.key, sentence, field.citation, FindingWeight.CAN_BE_PUT_RIGHT),)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _postcode_findings(field: Field, values: FormValues) -> tuple[Finding, ...]:
    if field.kind is not FieldKind.ADDRESS or _POSTCODE.search(values.text(field.key)):
        return ()
    sentence = f"{field.label}: no postcode."
    return (Finding(field.key, sentence, field.citation, FindingWeight.LOOK),)


def _signature_findings(definition: FormDefinition, values: FormValues) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            field.key,
            f"{field.label}: sign and date the printed form; a missing signature cannot be put right.",
            field.citation,
            FindingWeight.LOOK,
        )
        for field in definition.fields
        if field.kind is FieldKind.SIGNATURE and not values.has(field.key)
    )
