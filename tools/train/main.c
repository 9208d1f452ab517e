/* sayso-train: makes a language's model from treebanks, and parses with it. */
#include "syntax/syntax.h"
#include "text/text.h"
#include "train/heads.h"
#include "train/lemma.h"
#include "train/running.h"
#include "train/syntax.h"
#include "train/text.h"
#include <stdio.h>
#include <stdlib.h>

static const char help[] =
    "sayso-train COMMAND …: makes and tries language models\n"
    "\n"
    "  language --out MODEL --train FILE… [--tagged FILE…] [--raw FILE] [--names FILE] [--dev FILE] [--pack DIR]\n"
    "           [--silver FILE] [--swapped FILE] [--vectors FILE] [--lexicon FILE] [--network MODEL] [--about TEXT]\n"
    "           [--epochs N] [--teachers N] [--teacher-epochs N]\n"
    "      Trains on CoNLL-U with trees (--train) and with tags only (--tagged); scores --dev after each epoch.\n"
    "      With --pack, a language pack's folder, also the splitter of tokens and sentences. What has no trees (--tagged,\n"
    "      --raw: running text, a paragraph a line) is parsed by a few networks for the last one to learn from. Running\n"
    "      text also tells the splitter where no sentence ends.\n"
    "      --names: JSON lines of documents whose names are marked, {\"text\", \"entities\": [{\"start\", \"end\", \"label\"}]}, in\n"
    "      code points, labels PER, ORG and LOC; with it the model finds names.\n"
    "      --silver: CoNLL-U whose trees other parsers made; it counts less than --train. --vectors: lines of a word and 128\n"
    "      numbers, which the rows of forms start from; 14,000 words that no text has get a row too (tools/train/vectors_data.py).\n"
    "      --swapped: as --tagged, with words that are not its own (tools/train/swap_words.py): the splitter does not see it.\n"
    "      --lexicon: lines of a lemma, its UPOS and forms, with tabs (tools/train/lexicon_data.py): lemmas that are known.\n"
    "      With --network, only the lemmas are trained, and with --pack the splitter; all else is MODEL's (which may be --out).\n"
    "      --about is a line that the model tells of itself (`sayso languages`).\n"
    "  ident --out FILE --languages TABLE CODE=FILE,FILE… CODE=FILE…\n"
    "      Trains the language identifier, on CoNLL-U, running text (.txt) and tables whose rows begin with a word (.tsv).\n"
    "  heads --out FILE --data DIR [--dev GOLD.jsonl] [--discourse GOLD.jsonl] GOLD.jsonl…\n"
    "      Trains what judges events and attributions on gold readings with their texts (docs/corpus.md); DIR holds the models\n"
    "      and word lists that read them. Of --discourse, whose readings mark all mentions, only who is who is learned\n"
    "      (tools/corpus/discourse.py).\n"
    "  parse MODEL FILE\n"
    "      Parses FILE to CoNLL-U on standard output: text, or CoNLL-U whose tokens are kept (a name in .conllu).\n"
    "  text FILE\n"
    "      The running text of CoNLL-U on standard output, a blank line between paragraphs.\n"
    "\n"
    "Example: sayso-train language --out models/uk.sayso --pack languages/uk --train uk/train.conllu --dev uk/dev.conllu\n";

enum { MOST_FILES = 16, USAGE = 2, MODEL = 3 };

typedef struct settings {
    const char *out, *pack, *dev, *raw, *names, *network, *about, *silver, *vectors, *swapped,
        *lexicon;
    const char *train[MOST_FILES]; /* with trees first, then tagged ones */
    uint32_t    n_train, n_tagged;
    uint32_t    epochs;         /* 0: the trainer's own */
    int         teachers, teacher_epochs; /* -1: the trainer's own */
} settings;

static int complain(const sayso_error *err)
{
    if (err->at == SAYSO_NOWHERE)
        fprintf(stderr, "sayso-train: %s: %s\n",
                err->name[0] ? err->name : sayso_status_name(err->code), err->msg);
    else
        fprintf(stderr, "sayso-train: %s:%llu: %s\n", err->name, (unsigned long long)err->at,
                err->msg);
    return err->code == SAYSO_BAD_MODEL || err->code == SAYSO_BAD_DATA ? MODEL : USAGE;
}

static int usage(const char *what)
{
    fprintf(stderr, "sayso-train: %s; see sayso-train --help\n", what);
    return USAGE;
}

static int finish(sayso_file_writer *w, const char *kind, const char *path, sayso_status st,
                  sayso_error *err)
{
    sayso_buf bytes = SAYSO_BUF_EMPTY;
    if (!st) st = sayso_file_finish(w, kind, &bytes, err);
    if (!st) st = sayso_file_write(path, bytes.at, bytes.len, err);
    sayso_buf_free(&bytes);
    sayso_file_writer_free(w);
    return st ? complain(err) : 0;
}

/* ---- language ---- */

static int settings_read(settings *s, int argc, char **argv)
{
    *s = (settings){ .teachers = -1, .teacher_epochs = -1 };
    const char *option = NULL;
    for (int i = 0; i < argc; i++) {
        if (argv[i][0] == '-' && argv[i][1] == '-') {
            option = argv[i] + 2;
            continue;
        }
        if (!option) return usage("an option must come first");
        if (strcmp(option, "out") == 0) s->out = argv[i];
        else if (strcmp(option, "pack") == 0) s->pack = argv[i];
        else if (strcmp(option, "dev") == 0) s->dev = argv[i];
        else if (strcmp(option, "raw") == 0) s->raw = argv[i];
        else if (strcmp(option, "names") == 0) s->names = argv[i];
        else if (strcmp(option, "network") == 0) s->network = argv[i];
        else if (strcmp(option, "silver") == 0) s->silver = argv[i];
        else if (strcmp(option, "vectors") == 0) s->vectors = argv[i];
        else if (strcmp(option, "swapped") == 0) s->swapped = argv[i];
        else if (strcmp(option, "lexicon") == 0) s->lexicon = argv[i];
        else if (strcmp(option, "about") == 0) s->about = argv[i];
        else if (strcmp(option, "teachers") == 0) s->teachers = (int)strtol(argv[i], NULL, 10);
        else if (strcmp(option, "teacher-epochs") == 0)
            s->teacher_epochs = (int)strtol(argv[i], NULL, 10);
        else if (strcmp(option, "epochs") == 0) s->epochs = (uint32_t)strtoul(argv[i], NULL, 10);
        else if (strcmp(option, "train") == 0 && s->n_train + s->n_tagged < MOST_FILES &&
                 !s->n_tagged)
            s->train[s->n_train++] = argv[i];
        else if (strcmp(option, "tagged") == 0 && s->n_train + s->n_tagged < MOST_FILES)
            s->train[s->n_train + s->n_tagged++] = argv[i];
        else return usage("an unknown option, too many files, or --tagged before --train");
    }
    if ((s->raw || s->names) && !s->pack)
        return usage("--raw and --names need --pack, whose splitter reads them");
    return s->out && s->n_train ? 0 : usage("--out and --train are needed");
}

static syntax_options options_of(const settings *s)
{
    syntax_options o = syntax_options_default();
    if (s->epochs) o.fit.epochs = s->epochs;
    if (s->teachers >= 0) o.teachers = (uint32_t)s->teachers;
    if (s->teacher_epochs > 0) o.teacher_epochs = (uint32_t)s->teacher_epochs;
    o.vectors = s->vectors;
    return o;
}

/* Adds what lemmas do not make, nor the splitter where that is trained: the sections of a model
 * trained before. */
static void network_copy(const sayso_file *model, bool splitter, sayso_file_writer *w)
{
    const char *name;
    for (uint32_t i = 0; (name = sayso_file_section_name(model, i)); i++) {
        size_t len;
        const void *bytes = sayso_file_section(model, name, &len);
        if ((splitter || strncmp(name, "tok.", 4) != 0) && strncmp(name, "lem.", 4) != 0 &&
            strcmp(name, "about") != 0)
            sayso_file_put(w, name, bytes, len);
    }
}

/* Lemmas for the tags of a network trained before, which may know fewer features. */
static sayso_status network_keep(const settings *s, treebank *banks, const syntax_data *data,
                                 sayso_file_writer *w, sayso_error *err)
{
    sayso_file model = { 0 };
    sayso_status st = sayso_file_open(&model, s->network, "model", err);
    if (!st) network_copy(&model, !s->pack, w);
    for (uint32_t i = 0; !st && i < data->n_banks; i++) st = treebank_limit(&banks[i], &model, err);
    sayso_file_close(&model);
    return st ? st : train_lemmas(data->banks, data->n_banks, data->words, w, err);
}

static sayso_status language_train(const settings *s, sayso_file_writer *w, sayso_error *err)
{
    treebank banks[MOST_FILES + 1] = { 0 }, dev = { 0 }, raw = { 0 }, named = { 0 },
             silver = { 0 };
    lexicon words = LEXICON_EMPTY;
    const treebank *list[MOST_FILES + 1];
    const uint32_t real = s->n_train + s->n_tagged, n = real + (s->swapped != NULL);
    const syntax_options o = options_of(s);
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < n; i++) {
        st = treebank_read(&banks[i], i < real ? s->train[i] : s->swapped, err);
        list[i] = &banks[i];
    }
    if (!st && s->dev) st = treebank_read(&dev, s->dev, err);
    if (!st && s->silver && !s->network) st = treebank_read(&silver, s->silver, err);
    if (!st && s->lexicon) st = lexicon_read(&words, s->lexicon, err);
    if (!st && s->pack) st = sayso_train_text(s->train, real, s->raw, s->pack, w, err);
    if (!st && s->raw && !s->network) st = running_read(&raw, s->raw, w, err);
    if (!st && s->names && !s->network) st = named_read(&named, s->names, w, err);
    const syntax_data data = { list, n, s->silver ? &silver : NULL, s->raw ? &raw : NULL,
                               s->names ? &named : NULL, s->dev ? &dev : NULL,
                               s->lexicon ? &words : NULL };
    if (!st) st = s->network ? network_keep(s, banks, &data, w, err)
                             : train_syntax(&data, &o, w, err);
    for (uint32_t i = 0; i < n; i++) treebank_free(&banks[i]);
    treebank_free(&dev);
    treebank_free(&raw);
    treebank_free(&named);
    treebank_free(&silver);
    lexicon_free(&words);
    return st;
}

static int run_language(int argc, char **argv)
{
    settings s;
    sayso_error err;
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    const int rc = settings_read(&s, argc, argv);
    if (rc) return rc;
    const sayso_status st = language_train(&s, &w, &err);
    if (s.about) sayso_file_put(&w, "about", s.about, strlen(s.about) + 1);
    return finish(&w, "model", s.out, st, &err);
}

/* ---- ident ---- */

/* CODE=FILE,FILE… in place: commas and = become ends. */
static bool source_read(char *arg, sayso_ident_source *out, const char **paths)
{
    char *at = strchr(arg, '=');
    if (!at || !at[1]) return false;
    *at++ = 0;
    *out = (sayso_ident_source){ arg, paths, 0 };
    while (at && out->n < MOST_FILES) {
        char *comma = strchr(at, ',');
        if (comma) *comma++ = 0;
        paths[out->n++] = at;
        at = comma;
    }
    return !at;
}

static int run_ident(int argc, char **argv)
{
    static const char *paths[MOST_FILES][MOST_FILES];
    sayso_ident_source sources[MOST_FILES];
    sayso_error err;
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    const int n = argc - 4;
    if (argc < 5 || strcmp(argv[0], "--out") != 0 || strcmp(argv[2], "--languages") != 0 ||
        n > MOST_FILES)
        return usage("ident needs --out FILE --languages TABLE CODE=FILE");
    for (int i = 0; i < n; i++)
        if (!source_read(argv[4 + i], &sources[i], paths[i]))
            return usage("a source is CODE=FILE,FILE");
    const sayso_status st = sayso_train_ident(sources, (size_t)n, argv[3], &w, &err);
    return finish(&w, "ident", argv[1], st, &err);
}

/* ---- parse ---- */

static bool ends(const char *z, const char *end)
{
    const size_t n = strlen(z), m = strlen(end);
    return n >= m && strcmp(z + n - m, end) == 0;
}

static sayso_status text_of(const sayso_file *model, const char *path, const sayso_map *map,
                            sayso_arena *arena, sayso_text **text, sayso_error *err)
{
    sayso_textkit *kit = NULL;
    const char *code = "und";
    if (ends(path, ".conllu"))
        return sayso_conllu_read((const char *)map->at, map->len, arena, text, err);
    sayso_status st = sayso_textkit_new(&kit, &model, &code, 1, NULL, err);
    if (!st)
        st = sayso_text_split(kit, (const char *)map->at, (uint32_t)map->len, 0, arena, NULL, text,
                              err);
    sayso_textkit_free(kit);
    return st;
}

static sayso_status text_parse(const sayso_file *model, sayso_text *text, sayso_arena *arena,
                               sayso_error *err)
{
    sayso_syntax *m = NULL;
    sayso_syntax_ws *ws = NULL;
    sayso_status st = sayso_syntax_open(&m, model, err);
    if (!st) st = sayso_syntax_ws_new(&ws, err);
    for (uint32_t i = 0; !st && i < text->n_sents; i++)
        st = sayso_syntax_parse(m, ws, text->words + text->sents[i].first_word,
                                text->sents[i].n_words, arena, err);
    if (!st) { /* printed here: relations are the model's */
        sayso_buf out = SAYSO_BUF_EMPTY;
        sayso_conllu_put(&out, text, NULL);
        if (fwrite(out.at ? out.at : "", 1, out.len, stdout) != out.len)
            st = sayso_fail(err, SAYSO_IO, "stdout", SAYSO_NOWHERE,
                            "cannot write; is the disk full?");
        sayso_buf_free(&out);
    }
    sayso_syntax_ws_free(ws);
    sayso_syntax_close(m);
    return st;
}

static int run_parse(const char *model_path, const char *path)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_map map = SAYSO_MAP_NONE;
    sayso_file model = { 0 };
    sayso_text *text = NULL;
    sayso_error err;
    sayso_status st = sayso_file_open(&model, model_path, "model", &err);
    if (!st) st = sayso_map_open(&map, path, &err);
    if (!st) st = text_of(&model, path, &map, &arena, &text, &err);
    if (!st) st = text_parse(&model, text, &arena, &err);
    sayso_arena_free(&arena);
    sayso_map_close(&map);
    sayso_file_close(&model);
    return st ? complain(&err) : 0;
}

/* ---- text ---- */

static int run_text(const char *path)
{
    treebank t;
    sayso_error err;
    sayso_status st = treebank_read(&t, path, &err);
    if (!st && fwrite(t.text->bytes, 1, t.text->len, stdout) != t.text->len)
        st = sayso_fail(&err, SAYSO_IO, "stdout", SAYSO_NOWHERE, "cannot write; is the disk full?");
    treebank_free(&t);
    return st ? complain(&err) : 0;
}

/* ---- heads ---- */

static int run_heads(int argc, char **argv)
{
    const char *out = NULL, *files[MOST_FILES];
    heads_data d = { .files = files };
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--out") == 0 && i + 1 < argc) out = argv[++i];
        else if (strcmp(argv[i], "--data") == 0 && i + 1 < argc) d.data_dir = argv[++i];
        else if (strcmp(argv[i], "--dev") == 0 && i + 1 < argc) d.dev = argv[++i];
        else if (strcmp(argv[i], "--discourse") == 0 && i + 1 < argc) d.discourse = argv[++i];
        else if (d.n_files < MOST_FILES) files[d.n_files++] = argv[i];
    }
    if (!out || !d.data_dir || !d.n_files) return usage("heads needs --out, --data and gold readings");
    sayso_error err;
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    return finish(&w, "heads", out, heads_train(&d, &w, &err), &err);
}

int main(int argc, char **argv)
{
    int rc;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) rc = fputs(help, stdout) < 0;
    else if (argc > 2 && strcmp(argv[1], "language") == 0) rc = run_language(argc - 2, argv + 2);
    else if (argc > 2 && strcmp(argv[1], "ident") == 0) rc = run_ident(argc - 2, argv + 2);
    else if (argc > 2 && strcmp(argv[1], "heads") == 0) rc = run_heads(argc - 2, argv + 2);
    else if (argc == 4 && strcmp(argv[1], "parse") == 0) rc = run_parse(argv[2], argv[3]);
    else if (argc == 3 && strcmp(argv[1], "text") == 0) rc = run_text(argv[2]);
    else return usage("which command? language, ident, heads, parse or text");
    if (fclose(stdout) != 0 && !rc) rc = USAGE;
    return rc;
}
