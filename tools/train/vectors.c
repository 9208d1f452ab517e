/* Reads word vectors into the rows of forms. */
#include "train/vectors.h"
#include <stdio.h>
#include <stdlib.h>

static uint64_t form_hash(const char *form, size_t len)
{
    uint64_t hashes[SAYSO_MOST_FEATURES];
    const sayso_word w = { .form = { form, (uint32_t)len }, .mwt_len = 1 };
    (void)sayso_features_of(&w, 0, hashes);
    return hashes[0]; /* the form's stands first */
}

/* Exactly D numbers up to the line's end. */
static bool numbers_read(const char *at, float *row, uint32_t D)
{
    for (uint32_t d = 0; d < D; d++) {
        char *stop;
        row[d] = strtof(at, &stop);
        if (stop == at) return false;
        at = stop;
    }
    return at[strspn(at, " \r\n")] == 0;
}

static bool line_read(const char *line, const row_keys *k, float *rows, uint32_t D)
{
    const size_t len = strcspn(line, " ");
    if (!len || !line[len]) return false;
    const uint32_t row = row_of(k, form_hash(line, len));
    return row == NO_ROW || numbers_read(line + len, rows + (size_t)row * D, D);
}

sayso_status vectors_rows(const char *path, row_keys *k, uint32_t most, sayso_error *err)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    bool ok = true;
    if (!f) return sayso_fail(err, SAYSO_NOT_FOUND, path, SAYSO_NOWHERE, "cannot be read");
    for (const uint32_t stop = k->n_rows + most;
         ok && k->n_rows < stop && getline(&line, &room, f) >= 0;)
        ok = row_add(k, form_hash(line, strcspn(line, " ")));
    free(line);
    fclose(f);
    return ok ? sayso_ok(err) : sayso_no_memory(err);
}

sayso_status vectors_start(const char *path, const row_keys *k, float *rows, uint32_t D,
                           sayso_error *err)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    uint64_t n = 0;
    if (!f) return sayso_fail(err, SAYSO_NOT_FOUND, path, SAYSO_NOWHERE, "cannot be read");
    sayso_status st = SAYSO_OK;
    while (!st && getline(&line, &room, f) >= 0) {
        n++;
        if (!line_read(line, k, rows, D))
            st = sayso_fail(err, SAYSO_BAD_DATA, path, n, "not a word and %u numbers", D);
    }
    free(line);
    fclose(f);
    return st;
}
