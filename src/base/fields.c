/* What each record is made of, from fields.def. */
#include "fields.h"

#define FIELD(record, member, of, said, says, ...)                                                 \
    { .name = said,                                                                                \
      .kind = SAYSO_FIELD_##of,                                                                    \
      .at = offsetof(record, member),                                                              \
      .about = says,                                                                               \
      __VA_ARGS__ },
#define RECORD(called, type, fields)                                                               \
    const sayso_record sayso_rec_##called = { #called, fields, sizeof fields / sizeof *fields,     \
                                              sizeof(type) };

static const sayso_field span_fields[] = {
#define SPAN(declared, ...) FIELD(sayso_span, __VA_ARGS__)
#include "fields.def"
};
RECORD(span, sayso_span, span_fields)

static const sayso_field sentence_fields[] = {
#define SENTENCE(declared, ...) FIELD(sayso_sentence, __VA_ARGS__)
#include "fields.def"
};
RECORD(sentence, sayso_sentence, sentence_fields)

static const sayso_field mention_fields[] = {
#define MENTION(declared, ...) FIELD(sayso_actor_mention, __VA_ARGS__)
#include "fields.def"
};
RECORD(mention, sayso_actor_mention, mention_fields)

static const sayso_field actor_fields[] = {
#define ACTOR(declared, ...) FIELD(sayso_actor, __VA_ARGS__)
#include "fields.def"
};
RECORD(actor, sayso_actor, actor_fields)

static const sayso_field place_fields[] = {
#define PLACE(declared, ...) FIELD(sayso_place, __VA_ARGS__)
#include "fields.def"
};
RECORD(place, sayso_place, place_fields)

static const sayso_field date_fields[] = {
#define DATE(declared, ...) FIELD(sayso_date, __VA_ARGS__)
#include "fields.def"
};
RECORD(date, sayso_date, date_fields)

static const sayso_field participant_fields[] = {
#define PARTICIPANT(declared, ...) FIELD(sayso_participant, __VA_ARGS__)
#include "fields.def"
};
RECORD(participant, sayso_participant, participant_fields)

static const sayso_field number_fields[] = {
#define FIGURE(declared, ...) FIELD(sayso_number, __VA_ARGS__)
#include "fields.def"
};
RECORD(number, sayso_number, number_fields)

static const sayso_field event_cue_fields[] = {
#define EVENT_CUE(declared, ...) FIELD(sayso_event, __VA_ARGS__)
#include "fields.def"
};
RECORD(event_cue, sayso_event, event_cue_fields)

static const sayso_field event_fields[] = {
#define EVENT(declared, ...) FIELD(sayso_event, __VA_ARGS__)
#include "fields.def"
};
RECORD(event, sayso_event, event_fields)

static const sayso_field attribution_source_fields[] = {
#define ATTRIBUTION_SOURCE(declared, ...) FIELD(sayso_attribution, __VA_ARGS__)
#include "fields.def"
};
RECORD(attribution_source, sayso_attribution, attribution_source_fields)

static const sayso_field attribution_cue_fields[] = {
#define ATTRIBUTION_CUE(declared, ...) FIELD(sayso_attribution, __VA_ARGS__)
#include "fields.def"
};
RECORD(attribution_cue, sayso_attribution, attribution_cue_fields)

static const sayso_field attribution_fields[] = {
#define ATTRIBUTION(declared, ...) FIELD(sayso_attribution, __VA_ARGS__)
#include "fields.def"
};
RECORD(attribution, sayso_attribution, attribution_fields)

static const sayso_field note_fields[] = {
#define NOTE(declared, ...) FIELD(sayso_note, __VA_ARGS__)
#include "fields.def"
};
RECORD(note, sayso_note, note_fields)

static const sayso_field reading_fields[] = {
#define READING(declared, ...) FIELD(sayso_reading, __VA_ARGS__)
#include "fields.def"
};
RECORD(reading, sayso_reading, reading_fields)

const sayso_record *sayso_reading_record(void) { return &sayso_rec_reading; }

/* ---- rows: the SQL of a value is the ledger's affair, its expression in a reading that of
 * src/formats ---- */

static const sayso_field event_row_fields[] = {
#define EVENT_ROW(declared, member, of, said, says, sql, made, ...) \
    FIELD(sayso_event_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(event_row, sayso_event_row, event_row_fields)

static const sayso_field attribution_row_fields[] = {
#define ATTRIBUTION_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_attribution_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(attribution_row, sayso_attribution_row, attribution_row_fields)

static const sayso_field claim_row_fields[] = {
#define CLAIM_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_claim_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(claim_row, sayso_claim_row, claim_row_fields)

static const sayso_field version_row_fields[] = {
#define VERSION_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_version_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(version_row, sayso_version_row, version_row_fields)

static const sayso_field story_row_fields[] = {
#define STORY_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_story_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(story_row, sayso_story_row, story_row_fields)

static const sayso_field stance_row_fields[] = {
#define STANCE_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_stance_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(stance_row, sayso_stance_row, stance_row_fields)

static const sayso_field position_row_fields[] = {
#define POSITION_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_position_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(position_row, sayso_position_row, position_row_fields)

static const sayso_field document_row_fields[] = {
#define DOCUMENT_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_document_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(document_row, sayso_document_row, document_row_fields)

static const sayso_field number_row_fields[] = {
#define NUMBER_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_number_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(number_row, sayso_number_row, number_row_fields)

static const sayso_field dispute_row_fields[] = {
#define DISPUTE_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_dispute_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(dispute_row, sayso_dispute_row, dispute_row_fields)

static const sayso_field reversal_row_fields[] = {
#define REVERSAL_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_reversal_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(reversal_row, sayso_reversal_row, reversal_row_fields)

static const sayso_field search_row_fields[] = {
#define SEARCH_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_search_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(search_row, sayso_search_row, search_row_fields)

static const sayso_field count_row_fields[] = {
#define COUNT_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_count_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(count_row, sayso_count_row, count_row_fields)

static const sayso_field dyad_row_fields[] = {
#define DYAD_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_dyad_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(dyad_row, sayso_dyad_row, dyad_row_fields)

static const sayso_field place_row_fields[] = {
#define PLACE_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_place_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(place_row, sayso_place_row, place_row_fields)

static const sayso_field total_row_fields[] = {
#define TOTAL_ROW(declared, member, of, said, says, sql, ...) \
    FIELD(sayso_total_row, member, of, said, says, __VA_ARGS__)
#include "fields.def"
};
RECORD(total_row, sayso_total_row, total_row_fields)

/* ---- values ---- */

const char *sayso_field_name(const sayso_field *f, const void *record)
{
    const void *at = sayso_field_at(f, record);
    switch (f->kind) {
    case SAYSO_FIELD_TYPE: return sayso_type_name(*(const sayso_type *)at);
    case SAYSO_FIELD_STATUS: return sayso_event_status_name(*(const sayso_event_status *)at);
    case SAYSO_FIELD_STANCE: return sayso_stance_name(*(const sayso_stance *)at);
    case SAYSO_FIELD_PRECISION: return sayso_precision_name(*(const sayso_precision *)at);
    default: return NULL;
    }
}

bool sayso_field_whole(const sayso_field *f, const void *record, int64_t *out)
{
    const void *at = sayso_field_at(f, record);
    switch (f->kind) {
    case SAYSO_FIELD_COUNT: *out = *(const uint32_t *)at; return true;
    case SAYSO_FIELD_TOTAL: *out = (int64_t)*(const uint64_t *)at; return true;
    case SAYSO_FIELD_QUAD: *out = sayso_type_quad(*(const sayso_type *)at); return true;
    case SAYSO_FIELD_INDEX: *out = *(const int32_t *)at; return *out >= 0;
    case SAYSO_FIELD_OFFSET: *out = *(const uint32_t *)at; return *out != SAYSO_NO_OFFSET;
    default: return false;
    }
}
