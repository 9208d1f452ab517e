/* What uPlot asks a browser for as soon as it is loaded, the zone of its clock and how numbers are written, takes that 10 ms to begin
 * with, and is the same here for all: build.py gives it this instead of Intl. */
import { number } from "./dom.js";

export const saysoIntl = {
  DateTimeFormat: class { resolvedOptions() { return { timeZone: "UTC" }; } },
  NumberFormat: class { format(n) { return number(n); } },
};
