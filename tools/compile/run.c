/* The order of the work: what other tables refer to is read before them. */
#include "compile/compile.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

static int str_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The folders that hold a language.tsv, by name, so that the order does not depend on the disk. */
static sayso_status languages_find(compile *c, sayso_error *err)
{
    const char *dir = c->options->languages_dir;
    DIR *d = opendir(dir);
    if (!d)
        return sayso_fail(err, SAYSO_NOT_FOUND, dir, SAYSO_NOWHERE, "cannot open the folder: %s",
                          strerror(errno));
    str_list codes = { 0 };
    for (const struct dirent *e; (e = readdir(d)) != NULL;) {
        sayso_map map;
        if (e->d_name[0] == '.') continue;
        if (sayso_map_open(&map, compile_printf(c, "%s/%s/language.tsv", dir, e->d_name), NULL))
            continue;
        sayso_map_close(&map);
        compile_push(c, &codes, compile_dup(c, e->d_name, strlen(e->d_name)));
    }
    closedir(d);
    if (codes.n) qsort(codes.at, codes.n, sizeof *codes.at, str_order);
    for (uint32_t i = 0; i < codes.n && i < LEX_MOST_LANGUAGES; i++) {
        language *l = COMPILE_ADD(c, c->langs, c->n_langs, c->cap_langs);
        if (!l) break;
        l->code = codes.at[i];
        l->dir = compile_printf(c, "%s/%s", dir, codes.at[i]);
        l->index = i;
    }
    free(codes.at);
    if (c->n_langs) return SAYSO_OK;
    return sayso_fail(err, SAYSO_NOT_FOUND, dir, SAYSO_NOWHERE,
                      "no folder in it has a language.tsv; see docs/languages.md");
}

static void tables_read(compile *c)
{
    compile_cameo(c);
    compile_sense_kinds(c);
    compile_naming(c);
    compile_countries(c);
    compile_role_codes(c);
    for (uint32_t i = 0; i < c->n_langs; i++) {
        language *l = &c->langs[i];
        compile_language_head(c, l);
        compile_endings(c, l);
        compile_classes(c, l);
        compile_dates(c, l);
        compile_numbers(c, l);
        compile_events(c, l);
        compile_cues(c, l);
        compile_senses(c, l);
        compile_chances(c, l);
    }
    compile_iso(c);
    for (uint32_t i = 0; i < c->n_langs; i++) {
        compile_country_words(c, &c->langs[i]);
        compile_roles(c, &c->langs[i]);
    }
    compile_people(c);
    compile_organisations(c);
    compile_media(c);
    compile_places(c);
    compile_divisions(c);
}

static void compile_free(compile *c)
{
    for (uint32_t i = 0; i < c->n_langs; i++) {
        language *l = &c->langs[i];
        for (uint32_t k = 0; k < l->n_classes; k++) free(l->classes[k].words.at);
        free(l->classes);
        free(l->endings);
        free(l->skips.at);
        free(l->contracted.at);
        free(l->expanded.at);
    }
    void *const heap[] = { c->langs,
                           c->rules,
                           c->slots,
                           c->conds,
                           c->strlists.at,
                           c->events,
                           c->cues,
                           c->items,
                           c->runs.at,
                           c->entities,
                           c->offices,
                           c->names,
                           c->nameparts.at,
                           c->parts,
                           c->part_index,
                           c->cameo,
                           c->senses,
                           c->roles,
                           c->keys,
                           c->countries,
                           c->surname_first.at,
                           c->latin.at,
                           c->division_types.at,
                           c->division_nots.at,
                           c->particles.at,
                           c->fathers.at,
                           c->common.at,
                           c->pool_index,
                           c->slot_runs.at,
                           c->cond_runs.at,
                           c->word_runs.at };
    for (size_t i = 0; i < sizeof heap / sizeof *heap; i++) free(heap[i]);
    sayso_buf_free(&c->pool);
    sayso_arena_free(&c->arena);
}

sayso_status compile_run(const compile_options *options, compile_result *out, sayso_error *err)
{
    compile c = { .options = options, .result = out };
    *out = (compile_result){ 0 };
    sayso_status st = languages_find(&c, err);
    if (!st) {
        tables_read(&c);
        st = compile_write(&c, err);
    }
    compile_free(&c);
    if (st) compile_result_free(out);
    return st ? st : sayso_ok(err);
}

void compile_result_free(compile_result *r)
{
    sayso_buf_free(&r->file);
    sayso_buf_free(&r->mistakes);
    sayso_buf_free(&r->files);
    sayso_buf_free(&r->summary);
    r->n_mistakes = 0;
}
