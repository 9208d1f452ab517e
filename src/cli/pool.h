/* pool: documents read by several threads, handed on in the order in which they came. */
#ifndef SAYSO_CLI_POOL_H
#define SAYSO_CLI_POOL_H

#include "cli.h"

typedef struct cli_job {
    sayso_item     item;      /* the document, or what was wrong with it */
    sayso_reading *reading;   /* NULL where item.status or error.code is set */
    sayso_error    error;
    bool           stored;    /* the ledger has it: not read */
    char           key[SAYSO_KEY_SIZE]; /* of a stored one */
    sayso_buf      json;      /* the reading as JSON, where asked */
} cli_job;

typedef struct cli_pool_options {
    sayso_input        *input;   /* borrowed; used by the calling thread only */
    const sayso_engine *engine;  /* borrowed */
    unsigned            jobs;    /* threads; 1 reads in the calling thread */
    bool                json;    /* make job.json too */
    sayso_ledger       *ledger;  /* what it has already is not read; used by the calling thread
                                    only. NULL: none */
} cli_pool_options;

/* Calls `done` in the calling thread for each document, in input order, with any number of threads;
 * false from it ends the run. After an interrupt no further document is begun; those at hand are
 * finished and handed on. The job and all in it is the pool's. False, with err filled, where the
 * pool could not be set up. */
bool cli_pool_run(const cli_pool_options *options, bool (*done)(void *user, cli_job *job),
                  void *user, sayso_error *err);

#endif
