# check.R LEDGER PROGRAM VIGNETTE: the package against the program's lists, and the vignette's code. sayso is installed.
given <- commandArgs(TRUE)
library(sayso)
con <- ledger(given[1])
program <- function(...) {
  out <- tempfile()
  stopifnot(system2(given[2], c(..., "--ledger", given[1], "--format", "csv"), stdout = out) == 0)
  read.csv(out, check.names = FALSE, na.strings = "", encoding = "UTF-8")
}
for (name in c("events", "attributions", "claims")) {
  want <- program(name)
  have <- get(name)(con)
  stopifnot(nrow(have) == nrow(want), nrow(have) > 10, setequal(have$id, want$id))
  have <- have[match(want$id, have$id), ]
  for (column in intersect(names(have), c("type", "status", "stance", "cue", "sentence", "statuses")))
    stopifnot(identical(have[[column]], want[[column]]))
}
for (name in c("content", "sentence")) {
  said <- attributions(con)
  want <- program("attributions")
  stopifnot(identical(said[[name]][match(want$id, said$id)], want[[name]]))
}
stopifnot(all(nchar(documents(con)$text) > 100), anyDuplicated(documents(con)$text) == 0)
some <- events(con, type = c("ACCUSE", "REJECT"), since = "2031-02-01", until = "2031-12-31")
want <- program("events", "--type", "ACCUSE,REJECT", "--since", "2031-02-01", "--until", "2031-12-31")
stopifnot(setequal(some$id, want$id), nrow(some) > 0, all(some$type %in% c("ACCUSE", "REJECT")))
stopifnot(nrow(events(con, type = "ACCUSE", status = "nothing")) == 0)
stopifnot(is.logical(claims(con)$reversal), any(positions(con)$reversal))
stopifnot(sum(dyads(con)$events) > 10, all(dyads(con, quad = 4)$type %in% c("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")))
stopifnot(identical(split_list(c("POL; LTU", NA)), list(c("POL", "LTU"), character())))
stopifnot(nrow(ask(con, "SELECT 1 WHERE ? = ?", 1, 1)) == 1)
refused <- tryCatch(DBI::dbExecute(con, "DELETE FROM events"), error = function(e) "refused")
stopifnot(refused == "refused")
ledger_close(con)
stopifnot(grepl("no ledger", tryCatch(ledger("/none.db"), error = conditionMessage)))
bad <- tempfile()
writeLines("no ledger at all", bad)
stopifnot(grepl("is no ledger", tryCatch(ledger(bad), error = conditionMessage)))

# the vignette: its blocks in one go, with the ledger under the name that it has there
lines <- readLines(given[3], encoding = "UTF-8")
inside <- FALSE
code <- character()
for (line in lines) {
  if (startsWith(line, "```")) inside <- line == "```{r}"
  else if (inside) code <- c(code, line)
}
folder <- tempfile()
dir.create(folder)
file.copy(given[1], file.path(folder, "news.db"))
setwd(folder)
pdf(NULL)
stopifnot(length(code) > 10)
invisible(eval(parse(text = code)))
cat("sayso for R:", length(code), "lines of the vignette run\n")
