/* The C interface in one page: reads a file given as argument and prints who says and does what.
 *
 *     cc example.c $(pkg-config --cflags --libs sayso) -o example && ./example report.txt */
#include <sayso.h>
#include <stdio.h>
#include <stdlib.h>

static char *file_read(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *bytes = NULL;
    if (f && fseek(f, 0, SEEK_END) == 0) {
        const long n = ftell(f);
        rewind(f);
        bytes = n >= 0 ? malloc((size_t)n + 1) : NULL;
        *len = bytes ? fread(bytes, 1, (size_t)n, f) : 0;
    }
    if (f) fclose(f);
    return bytes;
}

static void side_print(const sayso_participant *p, uint32_t n)
{
    if (!n) printf("-");
    for (uint32_t i = 0; i < n; i++) {
        char code[SAYSO_CODE_SIZE];
        printf("%s%s", i ? "+" : "", *sayso_code_text(p[i].code, code) ? code : p[i].text);
    }
}

static void reading_print(const sayso_reading *r)
{
    for (uint32_t i = 0; i < r->n_events; i++) {
        const sayso_event *e = &r->events[i];
        printf("%s (%s) ", sayso_type_name(e->type), sayso_event_status_name(e->status));
        side_print(e->actor, e->n_actor);
        printf(" -> ");
        side_print(e->recipient, e->n_recipient);
        printf("  \"%s\" at byte %u\n", e->cue_text, e->cue.start);
    }
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        const sayso_attribution *a = &r->attributions[i];
        printf("%s %ss \"%.*s\"\n", a->source.text ? a->source.text : "somebody", sayso_stance_name(a->stance),
               (int)(a->content[0].end - a->content[0].start), r->text + a->content[0].start);
    }
}

int main(int argc, char **argv)
{
    sayso_error err;
    sayso_engine *engine = NULL;
    sayso_reader *reader = NULL;
    sayso_reading *reading = NULL;
    size_t len = 0;
    char *text = argc > 1 ? file_read(argv[1], &len) : NULL;
    int rc = 2;
    if (!text) {
        fprintf(stderr, "usage: example FILE\n");
        return rc;
    }
    const sayso_document document = { .size = sizeof document, .id = argv[1], .date = "2031-01-15", .text = text, .text_len = len };
    if (sayso_engine_open(&engine, NULL, &err) == SAYSO_OK && sayso_reader_new(&reader, engine, &err) == SAYSO_OK &&
        sayso_read(reader, &document, &reading, &err) == SAYSO_OK) {
        reading_print(reading);
        rc = 0;
    } else {
        fprintf(stderr, "example: %s: %s\n", err.name, err.msg);
    }
    sayso_reading_free(reading);
    sayso_reader_free(reader);
    sayso_engine_close(engine);
    free(text);
    return rc;
}
