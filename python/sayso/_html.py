"""A reading as HTML: its text with the words of events, sources, dates and places marked. Without
script; every byte of the document is escaped."""

from html import escape

STYLE = {
    "event": "background:#ffe2b8",
    "attribution": "background:#d6e6ff",
    "actor": "border-bottom:2px solid #2b6cb0",
    "place": "border-bottom:2px solid #2f855a",
    "date": "border-bottom:2px dotted #805ad5",
}
MOST = 20000  # characters of the text that are shown


def spans(reading):
    """(start, end, kind, what a pointer shows) of whatever has words."""
    for event in reading.events:
        what = f"{event.type} {event.status}"
        for side in ("actor", "recipient"):
            codes = ", ".join(p.code or "?" for p in getattr(event, side))
            what += f"; {side} {codes}" if codes else ""
        yield event.cue.start, event.cue.end, "event", what
    for said in reading.attributions:
        what = f"{said.source.code or said.source.kind}: {said.stance}"
        yield said.cue.start, said.cue.end, "attribution", what
    for actor in reading.actors:
        for mention in actor.mentions:
            yield mention.start, mention.end, "actor", f"{actor.name} {actor.code or ''}".strip()
    for place in reading.places:
        yield place.start, place.end, "place", f"{place.name} {place.country or ''}".strip()
    for date in reading.dates:
        yield date.start, date.end, "date", date.value or ""


def open_tag(kind, what):
    return f'<span style="{STYLE[kind]}" title="{escape(what)}">'


def mark(reading):
    text = reading.text[:MOST]
    found = sorted(
        {s for s in spans(reading) if s[0] is not None and s[0] < s[1] <= len(text)},
        key=lambda s: (s[0], -s[1], s[2], s[3]),
    )
    out, at, inside = [], 0, []

    def close(until):
        nonlocal at
        while inside and inside[-1] <= until:
            out.append(escape(text[at : inside[-1]]) + "</span>")
            at = inside.pop()

    for start, end, kind, what in found:
        close(start)
        if inside and end > inside[-1]:
            continue  # crosses another one: the earlier is shown
        out.append(escape(text[at:start]) + open_tag(kind, what))
        at = start
        inside.append(end)
    close(len(text))
    out.append(escape(text[at:]) + ("…" if len(reading.text) > MOST else ""))
    key = " ".join(f'<span style="{style}">{kind}</span>' for kind, style in STYLE.items())
    return (
        f'<div style="white-space:pre-wrap;max-width:50em">{"".join(out)}</div>'
        f'<div style="font-size:smaller">{key}; {len(reading.events)} events, '
        f"{len(reading.attributions)} attributions</div>"
    )
