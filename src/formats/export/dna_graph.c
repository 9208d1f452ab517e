/* Discourse Network Analyzer's network as GraphML: organisations on one side, concepts on the other,
 * edges for agreement (1) and disagreement (0) with the number of statements as weight; keys as its
 * own export names them. */
#include "dna.h"
#include <stdlib.h>

typedef struct edge { const char *source, *concept; int agreement; } edge;
typedef struct graph { edge *edges; uint32_t n, cap; } graph;

static void statement(sayso_export *x)
{
    graph *g = x->state;
    const sayso_attribution *said = sayso_export_said(x);
    char code[SAYSO_CODE_SIZE];
    sayso_buf concept = SAYSO_BUF_EMPTY;
    const char *source = said ? sayso_dna_source(x, said, code) : "";
    if (!*source) return;
    sayso_dna_concept_put(x, &concept);
    if (concept.failed || !sayso_grow(g->edges, g->n, g->cap)) x->failed = true;
    else {
        edge *e = &g->edges[g->n++];
        *e = (edge){ sayso_arena_dup(&x->kept, source, strlen(source)),
                     sayso_arena_dup(&x->kept, concept.at, concept.len),
                     sayso_dna_agreement(x, said) };
        if (!e->source || !e->concept) {
            x->failed = true;
            g->n--;
        }
    }
    sayso_buf_free(&concept);
}

static int by_edge(const void *a, const void *b)
{
    const edge *p = a, *q = b;
    const int source = strcmp(p->source, q->source);
    const int concept = source ? source : strcmp(p->concept, q->concept);
    return concept ? concept : p->agreement - q->agreement;
}
static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void text_put(sayso_buf *b, const char *z)
{
    for (; *z; z++) {
        const char *instead = *z == '&' ? "&amp;" : *z == '<' ? "&lt;" : *z == '>' ? "&gt;" : NULL;
        if (instead) sayso_buf_puts(b, instead);
        else if ((uint8_t)*z >= 0x20) sayso_buf_put(b, z, 1);
        else sayso_buf_put(b, " ", 1);
    }
}

/* The names of one side, each once and with how often it occurs; returns how many. */
static uint32_t nodes_put(sayso_buf *b, const char **names, uint32_t n, const char *variable,
                          uint32_t first)
{
    uint32_t k = 0;
    qsort(names, n, sizeof *names, by_name);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && strcmp(names[end], names[i]) == 0;) end++;
        sayso_buf_printf(b, "<node id=\"n%u\"><data key=\"id\">%u</data><data key=\"name\">", first + k,
                         first + k);
        text_put(b, names[i]);
        sayso_buf_printf(b, "</data><data key=\"variable\">%s</data><data key=\"frequency\">%u</data>"
                            "</node>\n", variable, end - i);
        names[k++] = names[i];
    }
    return k;
}

static uint32_t number_of(const char *const *names, uint32_t n, const char *name)
{
    const char *const *at = bsearch(&name, names, n, sizeof *names, by_name);
    return at ? (uint32_t)(at - names) : 0;
}

static void edges_put(sayso_buf *b, const graph *g, const char *const *sources, uint32_t n_sources,
                      const char *const *concepts, uint32_t n_concepts)
{
    for (uint32_t i = 0, end; i < g->n; i = end) {
        const edge *e = &g->edges[i];
        for (end = i + 1; end < g->n && by_edge(e, &g->edges[end]) == 0;) end++;
        sayso_buf_printf(b, "<edge source=\"n%u\" target=\"n%u\"><data key=\"weight\">%u.0</data>"
                            "<data key=\"agreement\">%d</data></edge>\n",
                         number_of(sources, n_sources, e->source),
                         n_sources + number_of(concepts, n_concepts, e->concept), end - i,
                         e->agreement);
    }
}

static void head(sayso_export *x)
{
    static const char *const keys[][3] = {
        { "id", "node", "string" }, { "name", "node", "string" }, { "variable", "node", "string" },
        { "frequency", "node", "int" }, { "weight", "edge", "double" }, { "agreement", "edge", "int" } };
    sayso_buf_puts(x->to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        sayso_buf_printf(x->to, "<key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
                         keys[i][0], keys[i][1], keys[i][0], keys[i][2]);
    sayso_buf_puts(x->to, "<graph edgedefault=\"undirected\" id=\"DNA\">\n");
}

static void end(sayso_export *x)
{
    graph *g = x->state;
    const char **names = calloc(2 * (size_t)g->n + 1, sizeof *names);
    if (!names) x->failed = true;
    else {
        const char **concepts = names + g->n;
        if (g->n) qsort(g->edges, g->n, sizeof *g->edges, by_edge);
        for (uint32_t i = 0; i < g->n; i++) {
            names[i] = g->edges[i].source;
            concepts[i] = g->edges[i].concept;
        }
        const uint32_t n = nodes_put(x->to, names, g->n, "organization", 0);
        const uint32_t m = nodes_put(x->to, concepts, g->n, "concept", n);
        edges_put(x->to, g, names, n, concepts, m);
    }
    sayso_buf_puts(x->to, "</graph>\n</graphml>\n");
    free(names);
    free(g->edges);
}

const sayso_export_format sayso_export_dna_graph = {
    .name = "dna-graphml", .about = "Discourse Network Analyzer's network of organisations and concepts, GraphML",
    .of = SAYSO_EXPORT_EVENTS, .state = sizeof(graph), .open = head, .record = statement, .close = end,
};
