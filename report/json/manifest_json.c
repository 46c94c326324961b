#include "manifest_json.h"

#include "../json_build.h"
#include "../names.h"

#include <stdio.h>
#include <time.h>

static json_t *hex(unsigned long long x)
{
    char text[NUMBER_SIZE];
    snprintf(text, sizeof text, "%016llx", x);
    return json_string(text);
}

json_t *manifest_file(const ListedFile *f)
{
    json_t *o = json_object();
    json_put(&o, "name", text_json(f->name));
    json_put(&o, "bytes", json_integer((json_int_t)f->bytes));
    json_put(&o, "hash", hex(f->hash));
    return o;
}

/* ISO 8601, UTC. */
static json_t *date_json(long long date)
{
    char text[NUMBER_SIZE];
    struct tm utc;
    const time_t t = (time_t)date;
    if (!gmtime_r(&t, &utc) || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) return json_null();
    return json_string(text);
}

static void put_call(json_t **whole, const Call *call)
{
    json_t *overrides = json_array();
    for (int k = 0; call && k < call->overrides; k++) {
        json_t *o = json_object();
        json_put(&o, "key", text_json(call->override[k].path));
        json_put(&o, "value", text_json(call->override[k].value));
        json_append(&overrides, o);
    }
    json_put(whole, "command", call && call->command ? text_json(call->command) : json_null());
    json_put(whole, "tag", call && call->tag ? text_json(call->tag) : json_null());
    json_put(whole, "overrides", overrides);
}

static json_t *card_json_of(const Card *card)
{
    json_t *o = json_object();
    json_put(&o, "name", text_json(card_name(card)));
    json_put(&o, "title", text_json(card_title(card) ? card_title(card) : ""));
    json_put(&o, "fingerprint", hex(card_fingerprint(card)));
    json_put(&o, "values", card_values_json(card));
    return o;
}

static json_t *run_json(const Report *r, int k)
{
    const Run *run = &r->run[k];
    char stem[STEM_SIZE];
    json_t *o = json_object();
    run_stem(r->run, k, r->runs, stem);
    json_put(&o, "cell", text_json(run->cell));
    json_put(&o, "protocol", text_json(run->protocol));
    json_put(&o, "title", text_json(run->title));
    json_put(&o, "stem", text_json(stem));
    json_put(&o, "loading_mg_cm2", run->loading > 0 ? number_json(run->loading * MG_CM2_PER_KG_M2) : json_null());
    json_put(&o, "varies", *run->varies ? text_json(run->varies) : json_null());
    json_put(&o, "value", *run->varies ? number_json(run->varied) : json_null());
    return o;
}

void manifest_print(const json_t *manifest, Text *out)
{
    json_print(manifest, JSON_INDENT(2) | JSON_REAL_PRECISION(12), out);
    text_add(out, "\n");
}

void manifest_text(const Report *r, long long date, int files, const ListedFile *file, Text *out)
{
    json_t *whole = json_object(), *runs = json_array(), *cards = json_array(), *list = json_array();
    const Card *last = NULL;
    if (r->runs == 0 && r->card) json_append(&cards, card_json_of(r->card)); /* a fit */
    for (int k = 0; k < r->runs; k++) {
        const Card *card = report_card(r, k);
        if (card && card != last) json_append(&cards, card_json_of(card));
        last = card;
        json_append(&runs, run_json(r, k));
    }
    for (int k = 0; k < files; k++) json_append(&list, manifest_file(&file[k]));
    json_put(&whole, "cellsim", json_string(CELLSIM_VERSION));
    json_put(&whole, "date", date_json(date));
    put_call(&whole, r->call);
    json_put(&whole, "cards", cards);
    json_put(&whole, "runs", runs);
    json_put(&whole, "hash", json_string("model/hash.h, 64 bits: tells whether a file was changed, no proof against forgery"));
    json_put(&whole, "files", list);
    manifest_print(whole, out);
    json_decref(whole);
}
