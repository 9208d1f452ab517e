/* The tables of a reading's records, their columns as base/fields.def gives them. */
#include "into.h"

static const sayso_led_column_def documents_columns[] = {
#define TABLE_DOCUMENTS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def sentences_columns[] = {
#define TABLE_SENTENCES(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def trees_columns[] = {
#define TABLE_TREES(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def actors_columns[] = {
#define TABLE_ACTORS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def mentions_columns[] = {
#define TABLE_MENTIONS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def places_columns[] = {
#define TABLE_PLACES(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def dates_columns[] = {
#define TABLE_DATES(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def attributions_columns[] = {
#define TABLE_ATTRIBUTIONS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def contents_columns[] = {
#define TABLE_CONTENTS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def events_columns[] = {
#define TABLE_EVENTS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def participants_columns[] = {
#define TABLE_PARTICIPANTS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def numbers_columns[] = {
#define TABLE_NUMBERS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def notes_columns[] = {
#define TABLE_NOTES(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def says_columns[] = {
#define TABLE_SAYS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};

const sayso_led_table sayso_led_into[LED_N_IN] = {
    [LED_IN_DOCUMENTS] = LED_TABLE(documents, ""),
    [LED_IN_SENTENCES] = LED_TABLE(sentences, ""),
    [LED_IN_ACTORS] = LED_STORED(actors),
    [LED_IN_MENTIONS] = LED_STORED(mentions),
    [LED_IN_PLACES] = LED_STORED(places),
    [LED_IN_TREES] = LED_TABLE(trees, ""),
    [LED_IN_DATES] = LED_TABLE(dates, ""),
    [LED_IN_ATTRIBUTIONS] = LED_STORED(attributions),
    [LED_IN_CONTENTS] = LED_TABLE(contents, ""),
    [LED_IN_EVENTS] = LED_STORED(events),
    [LED_IN_PARTICIPANTS] = LED_STORED(participants),
    [LED_IN_NUMBERS] = LED_TABLE(numbers, ""),
    [LED_IN_NOTES] = LED_TABLE(notes, ""),
    [LED_IN_SAYS] = LED_STORED(says),
};
