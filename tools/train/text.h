/* text.c: learns from CoNLL-U how a language's text is split into tokens, words and sentences, and
 * how languages are told apart. Deterministic: the same input gives the same bytes. */
#ifndef SAYSO_TRAIN_TEXT_H
#define SAYSO_TRAIN_TEXT_H

#include "model/file.h"

/* Learns from the n files, in the manner of their surface (MWT ranges, SpaceAfter=No, # newpar, #
 * newdoc), and from tokens.tsv in `pack_dir`; running text at raw_path, a paragraph a line, says
 * where sentences do not end (NULL: none). Appends the "tok…" sections of a language's model file
 * to `out`. SAYSO_BAD_DATA with the line. */
sayso_status sayso_train_text(const char *const *conllu_paths, size_t n, const char *raw_path,
                              const char *pack_dir, sayso_file_writer *out, sayso_error *err);

/* One language that can be read, for the identifier. */
typedef struct sayso_ident_source {
    const char *code;
    const char *const *paths;
    size_t n;
} sayso_ident_source;

/* Learns to tell the n languages apart and compiles languages_tsv (languages that are only named);
 * appends the sections of a file of kind "ident". */
sayso_status sayso_train_ident(const sayso_ident_source *languages, size_t n,
                               const char *languages_tsv, sayso_file_writer *out, sayso_error *err);

#endif
