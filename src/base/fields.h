/* fields: what records are made of, as data: one walk over a record's fields serves every format
 * and every store. The table is fields.def; sayso.h says what a sayso_field and a sayso_record
 * are. */
#ifndef SAYSO_FIELDS_H
#define SAYSO_FIELDS_H

#include "base/base.h"

/* Of a reading. */
extern const sayso_record sayso_rec_span, sayso_rec_sentence, sayso_rec_mention, sayso_rec_actor,
    sayso_rec_place, sayso_rec_date, sayso_rec_participant, sayso_rec_number, sayso_rec_event_cue,
    sayso_rec_event,
    sayso_rec_attribution_source, sayso_rec_attribution_cue, sayso_rec_attribution, sayso_rec_note,
    sayso_rec_reading;
/* Of the ledger's lists. */
extern const sayso_record sayso_rec_event_row, sayso_rec_attribution_row, sayso_rec_claim_row,
    sayso_rec_stance_row, sayso_rec_position_row, sayso_rec_version_row, sayso_rec_story_row,
    sayso_rec_document_row, sayso_rec_number_row,
    sayso_rec_dispute_row, sayso_rec_reversal_row, sayso_rec_search_row, sayso_rec_count_row,
    sayso_rec_dyad_row, sayso_rec_place_row, sayso_rec_total_row;

/* Where a field's value lies; of a list the count lies behind its pointer. */
static inline const void *sayso_field_at(const sayso_field *f, const void *record)
{
    return (const char *)record + f->at;
}
static inline uint32_t sayso_field_count(const sayso_field *f, const void *record)
{
    return *(const uint32_t *)(const void *)((const char *)record + f->at + sizeof(void *));
}
static inline const char *sayso_field_text(const sayso_field *f, const void *record)
{
    return *(const char *const *)sayso_field_at(f, record);
}
/* The name that an enumeration's value stands for; NULL where the kind is none. */
const char *sayso_field_name(const sayso_field *f, const void *record);
/* The value as a number: of whole numbers of any kind, false where it is unknown or no number. */
bool sayso_field_whole(const sayso_field *f, const void *record, int64_t *out);

#endif
