# A ledger of sayso is one SQLite file; docs/ledger.md of sayso describes its tables and views.

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

view <- function(con, name, order, ...) {
  where <- conditions(list(...))
  DBI::dbGetQuery(con, sprintf("SELECT * FROM %s %s ORDER BY %s", name, where$sql, order),
                  params = if (length(where$values)) where$values)
}

# Reports of events. type, status: any of several; since, until: days.
events <- function(con, type = NULL, status = NULL, since = NULL, until = NULL)
  view(con, "list_events", "document_date, id", type = type, status = status, since = since, until = until)

attributions <- function(con, stance = NULL, kind = NULL)
  view(con, "list_attributions", "document_date, id", stance = stance, kind = kind)

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

documents <- function(con) view(con, "list_documents", "date, key")
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
