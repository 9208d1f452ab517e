/* JSON lines: a record an object, an object a line. */
#include "out.h"

static void jsonl_record(sayso_out *o, const void *record, const void *inner)
{
    (void)inner;
    sayso_json_record(o->to, o->record, record, (uint32_t)(o->n - 1));
    sayso_buf_put(o->to, "\n", 1);
}

const sayso_out_format sayso_out_jsonl = { .name = "jsonl",
                                           .readings = true,
                                           .record = jsonl_record };
