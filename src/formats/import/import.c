/* The import as a whole: file after file, then what needed all of them, then the knowledge file. */
#include "import_inside.h"
#include <stdlib.h>

static bool stopped(const import *im) { return im->o->stop && *im->o->stop; }

static const struct {
    const char *source;
    void (*read)(import *im);
} kinds[SAYSO_N_IMPORT_KINDS] = {
    [SAYSO_IMPORT_FTM] = { "ftm", sayso_import_ftm },
    [SAYSO_IMPORT_GEONAMES] = { "geonames", sayso_import_geonames },
    [SAYSO_IMPORT_ALTERNATES] = { "geonames", sayso_import_alternates },
    [SAYSO_IMPORT_CSV] = { "csv", sayso_import_csv },
    [SAYSO_IMPORT_ACTORS] = { "cameo", sayso_import_actors },
};

static void file_import(import *im, const char *path)
{
    sayso_error err;
    if (sayso_import_open(im, path, &err)) {
        sayso_import_bad(im, 0, "%s", err.msg);
        return;
    }
    const sayso_import_kind kind = im->o->kind != SAYSO_IMPORT_GUESS ? im->o->kind
                                                                     : sayso_import_guess(im);
    if (kind == SAYSO_IMPORT_GUESS)
        sayso_import_bad(
            im, 0, "no list that is known; name its kind with --input (" SAYSO_IMPORT_NAMES ")");
    else {
        im->index = (uint16_t)sayso_kno_build_file(&im->b, path, kinds[kind].source);
        kinds[kind].read(im);
    }
    sayso_import_close(im);
}

/* ---- offices --------------------------------------------------------------------------------- */

static int office_order(const void *a, const void *b)
{
    const import_office *x = a, *y = b;
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static bool same_office(const kno_office *a, const kno_office *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* Offices without dates say nothing where others have some. */
static void offices_end(import *im)
{
    if (im->n_offices) qsort(im->offices, im->n_offices, sizeof *im->offices, office_order);
    for (uint32_t i = 0, end; i < im->n_offices; i = end) {
        bool dated = false;
        for (end = i; end < im->n_offices && im->offices[end].entity == im->offices[i].entity;
             end++)
            dated |= !im->offices[end].loose;
        for (uint32_t k = i; k < end; k++) {
            bool known = dated && im->offices[k].loose;
            for (uint32_t j = i; j < k && !known && k - i < 64; j++)
                known = same_office(&im->offices[j].o, &im->offices[k].o);
            if (!known) sayso_kno_build_office(&im->b, im->offices[k].entity, im->offices[k].o);
        }
    }
}

static void import_free(import *im)
{
    void *const heap[] = { im->entity_of.at, im->place_of.at, im->position_of.at, im->admin1_of.at,
                           im->positions,    im->occupancies, im->offices };
    for (size_t i = 0; i < sizeof heap / sizeof *heap; i++) free(heap[i]);
    sayso_buf_free(&im->chunk);
    sayso_kno_build_free(&im->b);
}

static uint32_t english_of(const sayso_lexicon *lx)
{
    for (uint32_t i = 0; i < sayso_lexicon_languages(lx); i++)
        /* the lists' titles and names of countries are English */
        if (strcmp(sayso_lexicon_code(lx, i), "en") == 0) return i;
    return UINT32_MAX;
}

sayso_status sayso_import(const sayso_import_options *o, sayso_import_counts *counts,
                          sayso_error *err)
{
    sayso_import_counts unused;
    import im = { .o = o, .counts = counts ? counts : &unused, .english = english_of(o->lexicon) };
    *im.counts = (sayso_import_counts){ 0 };
    sayso_import_countries(&im);
    for (size_t i = 0; i < o->n_paths && !im.failed && !stopped(&im); i++)
        file_import(&im, o->paths[i]);
    if (!im.failed) {
        sayso_import_ftm_end(&im);
        sayso_import_geonames_end(&im);
        offices_end(&im);
    }
    im.b.failed |= im.failed;
    im.counts->entities = im.b.n_entities;
    im.counts->places = im.b.n_places;
    im.counts->names = im.b.n_names;
    sayso_status st = stopped(&im) ? sayso_fail(err, SAYSO_CANCELLED, o->out, SAYSO_NOWHERE,
                                                "stopped; nothing was written")
                                   : SAYSO_OK;
    if (!st && !o->out) st = im.b.failed ? sayso_no_memory(err) : sayso_ok(err);
    else if (!st) st = sayso_kno_build_save(&im.b, o->out, err);
    import_free(&im);
    return st;
}
