/* Any bytes as a file, through all that a file goes through: unpacking, encodings, the format that
 * its bytes or its name tell, PDF with its child process too. Each document is whole or says what
 * is wrong and what to do. The first byte chooses the ending of the name. */
#include "formats/in/in.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_ITEMS = 1000 };

static void insist(bool ok, const char *what)
{
    if (ok) return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static const char *file_write(char *path, size_t room, const uint8_t *data, size_t size)
{
    static const char *const endings[] = { "",     ".txt", ".html", ".jsonl", ".csv", ".tsv",
                                           ".rss", ".eml", ".warc", ".pdf",   ".gz",  ".zip" };
    const char *folder = getenv("TMPDIR");
    snprintf(path, room, "%s/sayso-fuzz-%d%s", folder ? folder : "/tmp", (int)getpid(),
             endings[data[0] % (sizeof endings / sizeof *endings)]);
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    insist(fd >= 0 && write(fd, data + 1, size - 1) == (ssize_t)(size - 1), "no file");
    close(fd);
    return path;
}

static void item_check(const sayso_item *item)
{
    insist(item->file != NULL, "an item of no file");
    if (item->status)
        insist(item->message[0] && strchr(item->message, ';'), "an error that does not help");
    else {
        insist(item->document.text && item->document.id, "a document without text or name");
        insist(item->document.text_len <= 1 << 20, "a document above the limit");
        insist(!item->document.date || sayso_date_whole(item->document.date),
               "a date that is none");
    }
    for (uint32_t i = 0; i < item->n_notes; i++)
        insist(item->notes[i].kind && item->notes[i].text, "a note that says nothing");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[256];
    if (size < 1) return 0;
    const char *const paths[] = { file_write(path, sizeof path, data, size) };
    const sayso_input_options o = { .size = sizeof o,
                                    .paths = paths,
                                    .n_paths = 1,
                                    .max_document_bytes = 1 << 20 };
    sayso_input *in;
    sayso_item item;
    size_t n = 0;
    insist(sayso_input_open(&in, &o, NULL) == SAYSO_OK, "no input");
    while (n < MOST_ITEMS && sayso_input_next(in, &item)) {
        item_check(&item);
        sayso_item_clear(&item);
        n++;
    }
    insist(n, "a file of which nothing is said");
    sayso_input_close(in);
    unlink(path);
    return 0;
}
