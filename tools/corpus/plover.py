"""The codebook's closed lists (docs/codebook.md): types with their modes, statuses, stances, kinds,
roles."""

MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict ban arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict ban censor curfew martial-law arrest deport withhold misinformation "
    "cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives "
    "suicide-attack aerial drone heavy-weapons crowd-control unconventional",
}
MODES = {t: frozenset(m.split()) for t, m in MODES.items()}
SYMMETRIC = {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ASSAULT"}
STATUSES = ("actual", "future", "possible", "hypothetical", "denied")
STANCES = ("assert", "confirm", "admit", "deny", "doubt")
SOURCE_KINDS = ("actor", "institution", "medium", "unnamed", "document")
ACTOR_KINDS = ("person", "country", "organisation", "group", "role")
ROLES = frozenset(
    "GOV LEG JUD MIL COP SPY PTY OPP REB SEP INS UAF CRM BUS MNC LAB MED EDU REL AGR ENV HLH DEV "
    "HRI NGO IGO CVL REF ELI".split()
)
# CAMEO's regions and the codes of international bodies begin otherwise than countries do.
REGIONS = frozenset(
    "AFR ASA BLK CRB CAU CFR CAS CEU EIN EAF EEU EUR LAM MEA MDT NAF NMR PGS SCN SAM SAS SEA SAF "
    "WAF WST".split()
)
