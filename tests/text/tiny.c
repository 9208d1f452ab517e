#include "tiny.h"
#include "train/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A sentence a line. A blank parts tokens; ~ before one: no white space there; a=b+c: a multiword
 * token; an empty line begins a paragraph. */
static const char english[] =
    "The minister ~, who spoke on Monday ~, rejected the plan ~.\n"
    "\" We=we don't=do+n't agree ~, ~\" he said ~.\n"
    "Mr. Smith and Dr. Brown met in the U.S. capital ~.\n"
    "It's=it+'s over ~.\n"
    "She isn't=is+n't here ~, but they aren't=are+n't late ~.\n"
    "You didn't=did+n't know that we couldn't=could+n't go and wouldn't=would+n't stay ~.\n"
    "\n"
    "Talks end in Geneva\n"
    "\n"
    "The army said 1,000.50 tons came at 10:30 on 3.5 ~% of days ~.\n"
    "Was it true ~?\n"
    "No ~!\n"
    "The town ~- ~based group wrote to desk@example.org ~.\n"
    "The general cannot=can+not come ~.\n"
    "He left ~.\n"
    "He rejected the plan ~.\n"
    "They left the town ~.\n"
    "He spoke of the plan ~.\n"
    "The minister's=minister+'s aide and the army's=army+'s chief met the town's=town+'s mayor ~.\n"
    "The group's=group+'s plan and the state's=state+'s plan failed ~.\n"
    "J. ~R. Hale saw St. Louis ~.\n"
    "\n"
    "The soldiers left the town and the people came back to it ~.\n"
    "They said that they would not talk with the rebels before the war is over ~.\n"
    "This is what we have seen in all of these years ~, and it was not good ~.\n";
static const char french[] =
    "Le ministre ~, qui parlait lundi ~, a rejeté le plan du=de+le gouvernement ~.\n"
    "« Nous partirons demain ~. »\n"
    "Il a parlé ~.\n"
    "L' ~armée a dit qu' ~il partirait aujourd'hui ~.\n"
    "M. Dupont et M. Durand ont vu les chefs des=de+les armées au=à+le matin ~.\n"
    "Le chef du=de+le parti a vu des soldats ~.\n"
    "Les soldats des=de+les villes mangent du pain ~.\n"
    "Il vend des armes aux=à+les rebelles ~.\n"
    "Le plan du=de+le ministre vise des villes ~.\n"
    "Le roi va au=à+le port et parle aux=à+les gens du=de+le port ~.\n"
    "Elle est venue au=à+le soir ~, dit ~-il ~.\n"
    "Fin des=de+les combats\n"
    "\n"
    "Les rebelles ont quitté la ville et les gens sont revenus ~.\n"
    "Ils ont dit qu' ~ils ne parleraient pas avec le gouvernement avant la fin de la guerre ~.\n"
    "C' ~est ce que nous avons vu pendant toutes ces années ~, et ce n' ~était pas bon ~.\n";

static void put_row(sayso_buf *b, const char *id, sayso_str form, bool space)
{
    const bool range = strchr(id, '-') != NULL, first = strcmp(id, "1") == 0;
    sayso_buf_printf(b, "%s\t%.*s\t_\tX\t_\t_\t%s\t%s\t_\t%s\n", id, (int)form.len, form.at,
                     range   ? "_"
                     : first ? "0"
                             : "1",
                     range   ? "_"
                     : first ? "root"
                             : "dep",
                     space ? "_" : "SpaceAfter=No");
}

/* One token in the notation above; returns the number of its words. */
static unsigned put_token(sayso_buf *b, sayso_str t, unsigned id, bool space)
{
    char number[32];
    const char *eq = memchr(t.at, '=', t.len), *end = t.at + t.len;
    if (!eq) {
        snprintf(number, sizeof number, "%u", id);
        put_row(b, number, t, space);
        return 1;
    }
    unsigned n = 1;
    for (const char *p = eq; p < end; p++) n += *p == '+';
    snprintf(number, sizeof number, "%u-%u", id, id + n - 1);
    if (n > 1) put_row(b, number, (sayso_str){ t.at, (uint32_t)(eq - t.at) }, space);
    for (const char *p = eq + 1, *stop; p < end; p = stop + 1, id++) {
        stop = memchr(p, '+', (size_t)(end - p));
        if (!stop) stop = end;
        snprintf(number, sizeof number, "%u", id);
        const sayso_str form = n > 1 ? (sayso_str){ p, (uint32_t)(stop - p) }
                                     : (sayso_str){ t.at, (uint32_t)(eq - t.at) };
        put_row(b, number, form, n > 1 || space);
    }
    return n;
}

static void put_sentence(sayso_buf *b, const char *p, const char *end)
{
    for (unsigned id = 1; p < end;) {
        const char *stop = memchr(p, ' ', (size_t)(end - p));
        if (!stop) stop = end;
        const char *from = *p == '~' ? p + 1 : p;
        const bool glued = stop + 1 < end && stop[1] == '~';
        id += put_token(b, (sayso_str){ from, (uint32_t)(stop - from) }, id, !glued);
        p = stop + 1;
    }
    sayso_buf_puts(b, "\n");
}

/* The CoNLL-U of a text in the notation, in a temporary file; repeated, so that counts reach what
 * tables ask. */
static sayso_status write_conllu(const char *text, const char *path, sayso_error *err)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    for (int round = 0; round < 6; round++) {
        sayso_buf_puts(&b, "# newpar\n");
        for (const char *p = text, *stop; *p; p = stop + 1) {
            stop = strchr(p, '\n');
            if (stop == p) sayso_buf_puts(&b, "# newpar\n");
            else put_sentence(&b, p, stop);
        }
    }
    const sayso_status st =
        b.failed ? sayso_no_memory(err) : sayso_file_write(path, b.at, b.len, err);
    sayso_buf_free(&b);
    return st;
}

static sayso_status open_written(sayso_file_writer *w, const char *kind, sayso_file *f,
                                 void **bytes, sayso_error *err)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_status st = sayso_file_finish(w, kind, &b, err);
    if (!st && !(*bytes = aligned_alloc(64, (b.len + 64) / 64 * 64))) st = sayso_no_memory(err);
    if (!st) {
        memcpy(*bytes, b.at, b.len);
        st = sayso_file_open_memory(f, *bytes, b.len, "tiny", kind, err);
    }
    sayso_buf_free(&b);
    sayso_file_writer_free(w);
    return st;
}

static sayso_status train(sayso_tiny *t, const char *const *paths, const char *table,
                          sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (int i = 0; !st && i < 2; i++) {
        sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
        st = sayso_train_text(&paths[i], 1, NULL, "no-such-folder", &w, err);
        if (!st) st = open_written(&w, "model", &t->models[i], &t->bytes[i], err);
        else sayso_file_writer_free(&w);
    }
    const sayso_ident_source sources[2] = { { "en", &paths[0], 1 }, { "fr", &paths[1], 1 } };
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    if (!st) st = sayso_train_ident(sources, 2, table, &w, err);
    if (!st) st = open_written(&w, "ident", &t->ident, &t->bytes[2], err);
    else sayso_file_writer_free(&w);
    return st;
}

sayso_status sayso_tiny_make(sayso_tiny *t, sayso_error *err)
{
    static const char table[] =
        "en\tEnglish\tLatin\t\tthe and that they with was not before is in of all these have who\n"
        "fr\tFrench\tLatin\téè\tle la les et que du des nous avons pas avec dans est qui ont\n"
        "de\tGerman\tLatin\täöüß\tder die und das nicht mit dem hat auf für ist ein von den\n"
        "el\tGreek\tGreek\n";
    static const char *const codes[] = { "en", "fr" };
    char paths[3][32] = { "/tmp/sayso-tiny-XXXXXX", "/tmp/sayso-tiny-XXXXXX",
                          "/tmp/sayso-tiny-XXXXXX" };
    *t = (sayso_tiny){ 0 };
    for (int i = 0; i < 3; i++) {
        const int fd = mkstemp(paths[i]);
        if (fd < 0) return sayso_fail(err, SAYSO_IO, paths[i], SAYSO_NOWHERE, "no temporary file");
        close(fd);
    }
    sayso_status st = write_conllu(english, paths[0], err);
    if (!st) st = write_conllu(french, paths[1], err);
    if (!st) st = sayso_file_write(paths[2], table, sizeof table - 1, err);
    if (!st) st = train(t, (const char *const[]){ paths[0], paths[1] }, paths[2], err);
    for (int i = 0; i < 3; i++) unlink(paths[i]);
    const sayso_file *models[] = { &t->models[0], &t->models[1] };
    if (!st) st = sayso_textkit_new(&t->kit, models, codes, 2, &t->ident, err);
    if (st) sayso_tiny_free(t);
    return st;
}

void sayso_tiny_free(sayso_tiny *t)
{
    sayso_textkit_free(t->kit);
    for (int i = 0; i < 3; i++) free(t->bytes[i]);
    *t = (sayso_tiny){ 0 };
}
