/* Opening models and data: where they lie, and one of each, shared by all readers. */
#include "engine/engine.h"
#include "events/judge.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PATH_CAP = 4096 };

sayso_options sayso_options_default(void)
{
    return (sayso_options){ .size = sizeof(sayso_options), .max_document_bytes = 32u << 20 };
}

/* ---- where the data lie ---- */

static bool holds_data(const char *dir)
{
    char path[PATH_CAP];
    const int n = snprintf(path, sizeof path, "%s/lexicon.sayso", dir);
    return n > 0 && n < (int)sizeof path && access(path, R_OK) == 0;
}

/* Asked for, named by the environment, beside the program (build tree), below its prefix, where
 * it was installed. */
static sayso_status data_dir_find(const sayso_options *o, char *dir, sayso_error *err)
{
    const char *named = o->data_dir ? o->data_dir : getenv("SAYSO_DATA");
    if (named) {
        if (snprintf(dir, PATH_CAP, "%s", named) < PATH_CAP && holds_data(dir)) return SAYSO_OK;
        return sayso_fail(
            err, SAYSO_NOT_FOUND, named, SAYSO_NOWHERE,
            "no lexicon.sayso there; name the folder that `sayso` was installed with");
    }
    char exe[PATH_CAP - 64];
    const ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (n > 0) {
        exe[n] = 0;
        char *slash = strrchr(exe, '/');
        if (slash) *slash = 0;
        static const char *const beside[] = { "data", "../data", "../../data", "../share/sayso" };
        for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
            snprintf(dir, PATH_CAP, "%s/%s", exe, beside[i]);
            if (holds_data(dir)) return SAYSO_OK;
        }
    }
    snprintf(dir, PATH_CAP, "%s", SAYSO_DATADIR);
    if (holds_data(dir)) return SAYSO_OK;
    return sayso_fail(err, SAYSO_NOT_FOUND, SAYSO_DATADIR, SAYSO_NOWHERE,
                      "no lexicon.sayso; install sayso or set SAYSO_DATA to its data folder");
}

/* ---- opening ---- */

static sayso_status language_open(sayso_engine *e, const char *dir, uint32_t lex, sayso_error *err)
{
    char path[PATH_CAP];
    const char *code = sayso_lexicon_code(e->lexicon, lex);
    if (snprintf(path, sizeof path, "%s/%s.sayso", dir, code) >= (int)sizeof path)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, dir, SAYSO_NOWHERE, "the path is too long");
    sayso_status st = sayso_file_open(&e->models[e->n], path, "model", err);
    if (st == SAYSO_NOT_FOUND) return SAYSO_OK; /* a pack without a model is not read */
    if (st) return st;
    const uint32_t i = e->n++; /* closed from here on by sayso_engine_close */
    if ((st = sayso_syntax_open(&e->syntax[i], &e->models[i], err))) return st;
    size_t len;
    const char *about = sayso_file_section(&e->models[i], "about", &len);
    e->lex_of[i] = (uint16_t)lex;
    e->finds_names[i] = sayso_syntax_finds_names(e->syntax[i]);
    e->languages[i] = (sayso_language){
        .code = code, .name = sayso_lexicon_name(e->lexicon, lex),
        .model = about && len && !about[len - 1] ? about : "",
        .n_events = sayso_lexicon_n_events(e->lexicon, lex),
        .n_cues = sayso_lexicon_n_cues(e->lexicon, lex),
    };
    return SAYSO_OK;
}

static sayso_status parts_open(sayso_engine *e, const char *dir, sayso_error *err)
{
    char path[PATH_CAP + 32];
    snprintf(path, sizeof path, "%s/lexicon.sayso", dir);
    sayso_status st = sayso_lexicon_open(&e->lexicon, path, err);
    for (uint32_t i = 0;
         !st && i < sayso_lexicon_languages(e->lexicon) && e->n < SAYSO_MOST_LANGUAGES; i++)
        st = language_open(e, dir, i, err);
    if (st) return st;
    if (!e->n)
        return sayso_fail(err, SAYSO_NOT_FOUND, dir, SAYSO_NOWHERE,
                          "no language's model there; train or install one");
    snprintf(path, sizeof path, "%s/gazetteer.sayso", dir);
    st = sayso_gazetteer_open(&e->gazetteer, path, err);
    if (st && st != SAYSO_NOT_FOUND) return st;
    if (e->options.knowledge &&
        (st = sayso_knowledge_open(&e->knowledge, e->options.knowledge, err)))
        return st;
    if (e->gazetteer && e->knowledge) sayso_gazetteer_with(e->gazetteer, e->knowledge);
    snprintf(path, sizeof path, "%s/heads.sayso", dir);
    st = sayso_judge_open(&e->judge, path, err);
    if (st && st != SAYSO_NOT_FOUND) return st;
    if (!st) e->referee = (sayso_referee){ sayso_reference_choose, &e->judge->reference };
    snprintf(path, sizeof path, "%s/ident.sayso", dir);
    st = sayso_file_open(&e->ident, path, "ident", err);
    if (st && st != SAYSO_NOT_FOUND) return st;
    const sayso_file *files[SAYSO_MOST_LANGUAGES];
    for (uint32_t i = 0; i < e->n; i++) {
        files[i] = &e->models[i];
        e->codes[i] = e->languages[i].code;
    }
    return sayso_textkit_new(&e->kit, files, e->codes, e->n, e->ident.map.at ? &e->ident : NULL,
                             err);
}

sayso_status sayso_engine_open(sayso_engine **out, const sayso_options *options, sayso_error *err)
{
    char dir[PATH_CAP];
    *out = NULL;
    sayso_engine *e = calloc(1, sizeof *e);
    if (!e) return sayso_no_memory(err);
    const sayso_options defaults = sayso_options_default();
    sayso_status st = sayso_sized(&e->options, sizeof e->options, sizeof e->options,
                                  options ? options : &defaults, "sayso_options", err);
    if (!e->options.max_document_bytes) e->options.max_document_bytes = defaults.max_document_bytes;
    if (!st) st = data_dir_find(&e->options, dir, err);
    if (!st) st = parts_open(e, dir, err);
    if (st) {
        sayso_engine_close(e);
        return st;
    }
    *out = e;
    return sayso_ok(err);
}

void sayso_engine_close(sayso_engine *e)
{
    if (!e) return;
    sayso_textkit_free(e->kit);
    for (uint32_t i = 0; i < e->n; i++) {
        sayso_syntax_close(e->syntax[i]);
        sayso_file_close(&e->models[i]);
    }
    sayso_file_close(&e->ident);
    sayso_judge_close(e->judge);
    sayso_gazetteer_close(e->gazetteer);
    sayso_knowledge_close(e->knowledge);
    sayso_lexicon_close(e->lexicon);
    free(e);
}

const sayso_language *sayso_engine_languages(const sayso_engine *e, size_t *n)
{
    *n = e->n;
    return e->languages;
}

/* Does the tag ("en-GB", "EN", "uk_UA") name the language, whatever it says of script and country
 * behind it? */
static bool names_language(const char *tag, const char *code)
{
    for (; *code; tag++, code++)
        if ((*tag >= 'A' && *tag <= 'Z' ? *tag | 0x20 : *tag) != *code) return false;
    return !*tag || *tag == '-' || *tag == '_';
}

uint16_t sayso_engine_language(const sayso_engine *e, const char *tag)
{
    for (uint32_t i = 0; i < e->n; i++)
        if (names_language(tag, e->languages[i].code)) return (uint16_t)i;
    return SAYSO_NO_LANGUAGE;
}
