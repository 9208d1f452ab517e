# A ledger of sayso is one SQLite file; docs/schema.md of sayso describes its tables and views.

# Opens a ledger for reading. A file that is none, or is of a sayso before the views, is an error.
ledger <- function(path) {
  if (!file.exists(path)) stop("there is no ledger ", path)
  con <- DBI::dbConnect(RSQLite::SQLite(), path, flags = RSQLite::SQLITE_RO)
  known <- tryCatch(DBI::dbListTables(con), error = function(e) character())
  if (!"list_events" %in% known) {
    DBI::dbDisconnect(con)
    stop(path, " is no ledger, or of an older sayso: `sayso events --ledger ", path, "` brings it up to date")
  }
  con
}

ledger_close <- function(con) invisible(DBI::dbDisconnect(con))

# Any SELECT; values for its ? are given behind it.
ask <- function(con, sql, ...) DBI::dbGetQuery(con, sql, params = if (...length()) list(...))

# Where conditions: NULL asks nothing, several values are any of them.
conditions <- function(given) {
  given <- given[!vapply(given, is.null, logical(1))]
  words <- vapply(names(given), function(n) {
    if (n == "since") "coalesce(last_day, document_date) >= ?"
    else if (n == "until") "coalesce(first_day, document_date) <= ?"
    else sprintf("%s IN (%s)", n, paste(rep("?", length(given[[n]])), collapse = ", "))
  }, character(1))
  list(sql = if (length(words)) paste("WHERE", paste(words, collapse = " AND ")) else "",
       values = as.list(unlist(lapply(given, as.character), use.names = FALSE)))
}

# Texts of documents, as raw bytes; they are packed as zlib does, and SQLite by itself cannot unpack them.
texts <- function(con, documents) {
  rows <- DBI::dbGetQuery(con, "SELECT document, packed FROM documents")
  rows <- rows[rows$document %in% documents, ]
  stats::setNames(lapply(rows$packed, memDecompress, type = "gzip"), rows$document)
}

# The bytes [start, end) of the documents' texts; to the end where that is NA.
slices <- function(con, rows) {
  all <- texts(con, unique(rows$document))
  cut <- function(document, start, end) {
    text <- all[[as.character(document)]]
    rawToChar(text[seq_len((if (is.na(end)) length(text) else end) - start) + start])
  }
  out <- vapply(seq_len(nrow(rows)), function(i) cut(rows$document[i], rows$start[i], rows$end[i]), character(1))
  Encoding(out) <- "UTF-8"
  out
}

# What of each record, by its id, is cut out of texts: id, document, start, end.
spans <- list(
  event = "SELECT d.key || '-e' || e.number AS id, s.document, s.start, s.\"end\" FROM events e JOIN documents d USING (document)
    JOIN sentences s ON s.document = e.document AND s.number = e.sentence",
  said = "SELECT d.key || '-a' || a.number AS id, s.document, s.start, s.\"end\" FROM attributions a JOIN documents d USING (document)
    JOIN sentences s ON s.document = a.document AND s.number = a.sentence",
  content = "SELECT d.key || '-a' || a.number AS id, a.document, c.start, c.\"end\" FROM attributions a JOIN documents d USING (document)
    JOIN contents c USING (attribution) ORDER BY a.attribution, c.start",
  document = "SELECT key AS id, document, 0 AS start, NULL AS \"end\" FROM documents")

# Of the records with these ids; several parts of one with " \u2026 " between them.
cut_out <- function(con, what, ids) {
  rows <- DBI::dbGetQuery(con, spans[[what]])
  rows <- rows[rows$id %in% ids, ]
  if (nrow(rows) == 0) return(rep(NA_character_, length(ids)))
  parts <- tapply(slices(con, rows), factor(rows$id, unique(rows$id)), paste, collapse = " \u2026 ")
  unname(as.character(parts[as.character(ids)]))
}

# A view; what is cut out of texts is given as name = spans.
view <- function(con, name, order, ..., cut = character()) {
  where <- conditions(list(...))
  fields <- DBI::dbGetQuery(con, sprintf("SELECT name FROM pragma_table_info('%s')", name))$name
  rows <- DBI::dbGetQuery(con, sprintf("SELECT %s FROM %s %s ORDER BY %s", paste(setdiff(fields, names(cut)), collapse = ", "),
                                       name, where$sql, order),
                          params = if (length(where$values)) where$values)
  ids <- if (name == "list_documents") rows$key else rows$id
  for (column in names(cut)) rows[[column]] <- cut_out(con, cut[[column]], ids)
  rows[fields]
}

# Reports of events. type, status: any of several; since, until: days.
events <- function(con, type = NULL, status = NULL, since = NULL, until = NULL)
  view(con, "list_events", "document_date, id", type = type, status = status, since = since, until = until,
       cut = c(sentence = "event"))

attributions <- function(con, stance = NULL, kind = NULL)
  view(con, "list_attributions", "document_date, id", stance = stance, kind = kind,
       cut = c(content = "content", sentence = "said"))

claims <- function(con, type = NULL) {
  rows <- view(con, "list_claims", "date, id", type = type)
  rows$reversal <- as.logical(rows$reversal)
  rows
}

# The stances of each source towards each claim, in order of time.
positions <- function(con, claim = NULL, type = NULL) {
  rows <- view(con, "list_stances", "claim, source, number", claim = claim, type = type)
  rows$reversal <- as.logical(rows$reversal)
  rows
}

documents <- function(con) view(con, "list_documents", "date, key", cut = c(text = "document"))
participants <- function(con, side = NULL) view(con, "list_participants", "event, side, number", side = side)
numbers <- function(con, kind = NULL) view(con, "list_numbers", "event, kind", kind = kind)

# Reports by who acts on whom and month: countries of the first actor and recipient.
dyads <- function(con, quad = NULL) {
  rows <- ask(con, paste(
    "SELECT substr(coalesce(e.date, e.document_date), 1, 7) AS month, a.country AS actor, r.country AS recipient,",
    "e.type, count(*) AS events FROM list_events e",
    "JOIN list_participants a ON a.event = e.id AND a.side = 'actor' AND a.country <> ''",
    "JOIN list_participants r ON r.event = e.id AND r.side = 'recipient' AND r.country <> ''",
    "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"))
  quads <- c(AGREE = 1, CONSULT = 1, SUPPORT = 1, CONCEDE = 1, COOPERATE = 2, AID = 2, RETREAT = 2, REQUEST = 3,
             ACCUSE = 3, REJECT = 3, THREATEN = 3, PROTEST = 4, SANCTION = 4, MOBILIZE = 4, COERCE = 4, ASSAULT = 4)
  rows$quad <- unname(quads[rows$type])
  if (is.null(quad)) rows else rows[rows$quad %in% quad, , drop = FALSE]
}

# "POL; LTU" as c("POL", "LTU"), of each element.
split_list <- function(x) strsplit(ifelse(is.na(x), "", x), "; ", fixed = TRUE)
