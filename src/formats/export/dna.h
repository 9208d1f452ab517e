/* dna: what Discourse Network Analyzer's two formats have in common. */
#ifndef SAYSO_EXPORT_DNA_H
#define SAYSO_EXPORT_DNA_H

#include "export.h"

/* What is said, as a concept on which sources agree or not: "BLR ASSAULT heavy-weapons UKR". */
static inline void sayso_dna_concept_put(const sayso_export *x, sayso_buf *b)
{
    char code[SAYSO_CODE_SIZE];
    const sayso_event *e = x->e;
    for (uint32_t i = 0; i < e->n_actor; i++)
        sayso_buf_printf(b, "%s%s", i ? "," : "", sayso_code_text(e->actor[i].code, code));
    sayso_buf_printf(b, "%s%s", b->len ? " " : "", sayso_type_name(e->type));
    if (e->mode) sayso_buf_printf(b, " %s", e->mode);
    for (uint32_t i = 0; i < e->n_recipient; i++)
        sayso_buf_printf(b, "%s%s", i ? "," : " ", sayso_code_text(e->recipient[i].code, code));
}

/* Who says so: the code, else the name, else the words. */
static inline const char *sayso_dna_source(const sayso_export *x, const sayso_attribution *said,
                                           char code[SAYSO_CODE_SIZE])
{
    return *sayso_code_text(said->source.code, code) ? code : sayso_export_name(x, &said->source);
}

/* 1 who says that it was so, 0 who denies or doubts it. */
static inline int sayso_dna_agreement(const sayso_export *x, const sayso_attribution *said)
{
    const bool yes = said->stance != SAYSO_DENY && said->stance != SAYSO_DOUBT;
    /* "said that no shells were fired": the event is denied, and so is the claim */
    return yes && x->e->status != SAYSO_DENIED;
}

#endif
