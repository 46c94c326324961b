#include "import.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* "1.1.0", 0.4 */
static int read_version(const json_t *value, char out[16])
{
    if (json_is_number(value))
        snprintf(out, 16, "%d.%d", (int)fmin(fabs(json_number_value(value)), 99),
                 (int)lround(10 * fmod(fabs(json_number_value(value)), 1)));
    else snprintf(out, 16, "%s", json_is_string(value) ? json_string_value(value) : "");
    static const char *const known[] = {"0.1", "0.2", "0.3", "0.4", "0.5", "1.0", "1.1"};
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (!strncmp(out, known[k], 3) &&
            (!out[3] || (out[3] == '.' && out[4] && !out[4 + strspn(out + 4, "0123456789")])))
            return 1;
    return 0;
}

/* A text for the card: no control characters, at most `most` bytes, cut between characters. */
static void put_text(Text *out, const char *key, const char *before, const char *text, size_t most)
{
    char clean[200];
    size_t n = 0;
    for (; *text && n < most; text++)
        clean[n++] = (unsigned char)*text < ' ' || *text == '"' || *text == '\\' ? ' ' : *text;
    while (*text && n && ((unsigned char)clean[n - 1] & 0xC0) == 0x80) n--;
    if (*text && n && (unsigned char)clean[n - 1] >= 0xC0) n--;
    clean[n] = '\0';
    text_addf(out, "%s = \"%s%s\";\n", key, before, clean);
}

static Status read_header(Import *in)
{
    BpxSection s;
    Status status = bpx_section(&in->b, NULL, "Header", 0, &s);
    json_t *title = NULL;
    if (!status && !read_version(bpx_value(&s, "BPX"), in->version))
        status = bpx_error(&s, "BPX", "this version is not known here",
                           "known are 0.1 to 0.5, 1.0 and 1.1, as in \"BPX\": \"1.0.0\"");
    if (!status) title = bpx_value(&s, "Title");
    if (!status && title && !json_is_string(title))
        status = bpx_error(&s, "Title", "it is not a text", "\"Title\": \"my cell\"");
    snprintf(in->title, sizeof in->title, "%s", title ? json_string_value(title) : in->name);
    bpx_value(&s, "Description"), bpx_value(&s, "References"),
        bpx_value(&s, "Model"); /* stay in the file, which the card names */
    return bpx_section_end(&s, status);
}

/* State of BPX 1; what version 0 says in other sections stands there already. */
static Status read_state(Import *in)
{
    BpxSection state, start = {0}, around = {0}, wear = {0};
    in->soc = 1;
    Status s = bpx_section(&in->b, NULL, "State", 1, &state);
    if (!s) s = bpx_section(&in->b, &state, "Initial conditions", 1, &start);
    if (!s) s = bpx_optional(&start, "Initial state-of-charge", &in->soc, NULL);
    if (!s && !(in->soc >= 0 && in->soc <= 1))
        s = bpx_error(&start, "Initial state-of-charge", "it is not between 0 and 1",
                      "1: charged to the upper cut-off");
    if (!s) s = bpx_optional(&start, "Initial temperature [K]", &in->T_initial, NULL);
    if (!s) s = bpx_optional(&start, "Initial electrolyte concentration [mol.m-3]", &in->c0, NULL);
    if (start.object) s = bpx_section_end(&start, s);
    if (!s) s = bpx_section(&in->b, &state, "Thermal environment", 1, &around);
    if (!s) s = bpx_optional(&around, "Ambient temperature [K]", &in->T_ambient, NULL);
    if (around.object) s = bpx_section_end(&around, s);
    if (!s) s = bpx_section(&in->b, &state, "Degradation", 1, &wear);
    if (wear.object) s = bpx_section_end(&wear, s);
    return state.object ? bpx_section_end(&state, s) : s;
}

/* The cell is isothermal, at the temperature around it. */
static Status choose_temperature(Import *in, BpxSection *cell)
{
    const double around = isnan(in->T_ambient) ? in->T_initial : in->T_ambient;
    in->T = isnan(around) ? in->T_reference : around;
    if (isnan(in->T_reference) && isnan(in->T))
        return in->T = in->T_reference = 298.15,
               bpx_note(cell, "Reference temperature [K]", "not given: 298.15 K is taken");
    if (isnan(in->T_reference)) {
        in->T_reference = 298.15;
        if (in->T != 298.15) return bpx_note(cell, "Reference temperature [K]", "not given: 298.15 K is taken");
    }
    if (!isnan(in->T_initial) && in->T_initial != in->T)
        return bpx_note(cell, "Initial temperature [K]", "not taken: cells are isothermal, at the ambient temperature");
    return CELLSIM_OK;
}

static Status read_cell(Import *in, BpxSection *parameters, Text *out)
{
    BpxSection s;
    double area = NAN, pairs = 1, low = NAN, high = NAN, capacity = NAN;
    Status status = bpx_section(&in->b, parameters, "Cell", 0, &s);
    if (!status) status = bpx_number(&s, "Electrode area [m2]", &area);
    if (!status)
        status = bpx_optional(&s, "Number of electrode pairs connected in parallel to make a cell", &pairs, NULL);
    if (!status) status = bpx_number(&s, "Lower voltage cut-off [V]", &low);
    if (!status) status = bpx_number(&s, "Upper voltage cut-off [V]", &high);
    if (!status) status = bpx_number(&s, "Nominal cell capacity [A.h]", &capacity);
    if (!status) status = bpx_optional(&s, "Reference temperature [K]", &in->T_reference, NULL);
    if (!status) status = bpx_optional(&s, "Ambient temperature [K]", &in->T_ambient, NULL);
    if (!status) status = bpx_optional(&s, "Initial temperature [K]", &in->T_initial, NULL);
    if (!status) status = choose_temperature(in, &s);
    bpx_put(out, "temperature_K", in->T);
    text_add(out, "\narea_m2 = \"");
    bpx_digits(out, area), text_add(out, "*"), bpx_digits(out, pairs);
    text_add(out, "\"; # of an electrode pair, times pairs in parallel\n");
    bpx_put(out, "one_C_A", capacity);
    text_add(out, "\nwindow = { ");
    bpx_put(out, "lower_V", low), bpx_put(out, "upper_V", high);
    text_add(out, "};\n");
    return bpx_section_end(&s, status);
}

static Status read_electrolyte(Import *in, BpxSection *parameters, Text *out)
{
    BpxSection s;
    const BpxLaw kappa = {.key = "Conductivity [S.m-1]", .as = "kappa_S_m", .of_c = 1, .scale = 1},
                 D = {.key = "Diffusivity [m2.s-1]", .as = "D_m2_s", .of_c = 1, .scale = 1};
    double t_plus = NAN;
    int has_kappa = 0, has_D = 0;
    Status status = bpx_section(&in->b, parameters, "Electrolyte", 0, &s);
    if (!status) status = bpx_optional(&s, "Initial concentration [mol.m-3]", &in->c0, NULL);
    if (!status && isnan(in->c0)) {
        in->c0 = 1000;
        status = bpx_note(&s, "Initial electrolyte concentration [mol.m-3]", "not given: 1000 mol/m3 are taken");
    }
    if (!status) status = bpx_number(&s, "Cation transference number", &t_plus);
    text_add(out, "electrolyte = {\n  ");
    bpx_put(out, "c0_mol_m3", in->c0), bpx_put(out, "t_plus", t_plus);
    text_add(out, "thermodynamic_factor = 1.0;\n  ");
    if (!status) status = bpx_law(&s, &kappa, out, &has_kappa);
    if (!status) status = bpx_law(&s, &D, out, &has_D);
    if (!status && !has_kappa)
        status = bpx_error(&s, NULL, "Conductivity [S.m-1] is missing", "a number, a formula in x or a table");
    if (!status && !has_D)
        status = bpx_error(&s, NULL, "Diffusivity [m2.s-1] is missing", "a number, a formula in x or a table");
    if (!status)
        status = import_activation(
            in, &s, 2,
            (const char *[]){"Conductivity activation energy [J.mol-1]", "Diffusivity activation energy [J.mol-1]"},
            (const char *[]){"kappa_Ea_kJ_mol", "D_Ea_kJ_mol"}, 0, out);
    import_source(in, out);
    text_add(out, "};\n");
    return bpx_section_end(&s, status);
}

static Status read_separator(Import *in, BpxSection *parameters, Text *out)
{
    BpxSection s;
    Status status = bpx_section(&in->b, parameters, "Separator", 0, &s);
    text_add(out, "separator = { ");
    if (!status) status = import_contact(&s, out);
    import_source(in, out);
    text_add(out, "};\n");
    return bpx_section_end(&s, status);
}

static Status read_parameters(Import *in, Text *out)
{
    BpxSection s, own = {0};
    Status status = bpx_section(&in->b, NULL, "Parameterisation", 0, &s);
    if (!status) status = read_cell(in, &s, out);
    if (!status) status = read_electrolyte(in, &s, out);
    if (!status) status = read_separator(in, &s, out);
    if (!status) status = import_electrode(in, &s, "Negative electrode", "negative", 1, out);
    if (!status) status = import_electrode(in, &s, "Positive electrode", "positive", 0, out);
    if (!status) status = bpx_section(&in->b, &s, "User-defined", 1, &own);
    if (own.object) status = bpx_section_end(&own, status);
    return bpx_section_end(&s, status);
}

/* The card reads as a cell; what is wrong with it is wrong with the file. */
static Status check_card(Import *in, const char *text)
{
    Card *card = NULL;
    CellSpec spec;
    Error fault;
    error_clear(&fault);
    Status s = card_parse("imported.cfg", text, NULL, 0, NULL, &card, &fault);
    if (!s) s = card_cell(card, NAN, &spec, &fault);
    if (!s) cell_spec_free(&spec);
    card_free(card);
    if (!s) return CELLSIM_OK;
    error_set(in->b.e, s, in->b.file, 0, "no cell can be made of it: %.400s", fault.text);
    error_hint(in->b.e, "%.400s", fault.hint);
    return s;
}

static void write_card(const Import *in, const Text *body, Text *card)
{
    text_addf(card, "# A cell from a file of Battery Parameter eXchange (BPX %s).\n", in->version);
    for (int k = 0; k < in->b.notes->count; k++) text_addf(card, "# note: %s\n", in->b.notes->entry[k].text);
    put_text(card, "name", "", in->name, 60);
    put_text(card, "title", "", in->title, 90);
    text_add(card, body->data ? body->data : "");
    text_add(
        card,
        "mesh = { scheme = \"spectral\"; radial = 8; }; # BPX says nothing of it\nexperiments = [\"discharge\"];\n");
}

static Status note_rest(Import *in)
{
    static const char *const read[] = {"Header", "Parameterisation", "State"};
    BpxSection whole = {.b = &in->b, .name = "file", .object = in->b.root, .left = json_copy(in->b.root)};
    if (!whole.left) return error_memory(in->b.e);
    for (int k = 0; k < 3; k++) json_object_del(whole.left, read[k]);
    return bpx_section_end(&whole, CELLSIM_OK);
}

Status bpx_import(const char *file, const char *name, Text *card, Warnings *notes, Error *e)
{
    Import in = {.b = {.file = file, .notes = notes, .e = e},
                 .name = name,
                 .T_ambient = NAN,
                 .T_initial = NAN,
                 .T_reference = NAN,
                 .c0 = NAN};
    Text body = {0};
    Status s = bpx_open(&in.b);
    if (!s && !json_is_object(in.b.root)) {
        error_set(e, CELLSIM_BAD_CARD, file, 1, "this is no BPX file: it is not an object { … }");
        s = error_hint(e, "it begins with { \"Header\": { \"BPX\": \"1.0.0\"");
    }
    if (!s) s = read_header(&in);
    if (!s) s = read_state(&in);
    if (!s) s = read_parameters(&in, &body);
    if (!s) s = note_rest(&in);
    if (!s) write_card(&in, &body, card), s = text_status(card, e);
    if (!s) s = check_card(&in, card->data);
    text_free(&body);
    bpx_close(&in.b);
    return s;
}
