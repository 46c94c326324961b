/* A file of every format, with known answers. */
#include "../../analysis/eis_fit.h"
#include "../../measured/format.h"
#include "../../report/run_analysis.h"
#include "read_text.h"
#include "samples.h"

static const MeasuredCell unknown = {NAN, NAN, NAN, NAN, NAN};

static Analysis analysed(const Measured *m, Run *run)
{
    Analysis a;
    REQUIRE(measured_run(m, "sample", &unknown, run, NULL) == CELLSIM_OK);
    const AnalysisChoice c = run_analysis_choice(run);
    REQUIRE(run_analysis(run, &c, &a, NULL) == CELLSIM_OK);
    return a;
}

/* 1 mAh each way, in two cycles; where there is an instrument's capacity, it agrees. */
static void check_cycles(const FileSample *s, const Measured *m)
{
    Run run;
    Analysis a = analysed(m, &run);
    CHECK(m->kind == MEASURED_CYCLING && m->rows == SAMPLE_ROWS && m->skipped == 0);
    if (a.rows != 2) fprintf(stderr, "%s: %d cycles\n", s->name, a.rows);
    REQUIRE(a.rows == 2);
    for (int k = 0; k < 2; k++) {
        CHECK_NEAR(a.row[k].charge, 3.6, 3.6e-6);
        CHECK_NEAR(a.row[k].discharge, 3.6, 3.6e-6);
    }
    CHECK(isnan(m->capacity_off) || fabs(m->capacity_off) < 1e-5);
    analysis_free(&a);
    run_free(&run);
}

static void check_spectrum(const FileSample *s, const Measured *m)
{
    EisFit fit;
    if (m->spectra != 1) fprintf(stderr, "%s: %d spectra\n", s->name, m->spectra);
    REQUIRE(m->kind == MEASURED_EIS && m->spectra == 1);
    const Spectrum *z = &m->spectrum[0];
    CHECK(z->points == 61 && m->skipped == 0);
    CHECK_NEAR(z->point[0].f, 1e5, 1);
    CHECK_NEAR(z->point[30].re, 10 + 100 / (1 + 0.39478418), 2e-3);
    CHECK_NEAR(z->point[30].im, -100 * 0.62831853 / (1 + 0.39478418), 2e-3);
    REQUIRE(eis_fit(z->points, z->point, &fit, NULL) == CELLSIM_OK);
    CHECK_NEAR(fit.R_ohm, 10, 0.01);
    CHECK_NEAR(fit.arc[0].R, 100, 0.1);
    CHECK_NEAR(fit.arc[0].tau, 1e-3, 2e-6);
}

static void check_scans(const FileSample *s, const Measured *m)
{
    Run run;
    Analysis a = analysed(m, &run);
    if (m->kind != MEASURED_CV || a.cv.rates != 1)
        fprintf(stderr, "%s: kind %d, %d rates\n", s->name, m->kind, a.cv.rates);
    REQUIRE(m->kind == MEASURED_CV && a.cv.rates == 1);
    CHECK_NEAR(a.cv.at[0].rate, 0.01, 1e-5);
    CHECK(a.cv.at[0].cycle == 2);
    CHECK_NEAR(a.cv.at[0].peak[ANODIC].V, 0.35, 1e-4);
    CHECK_NEAR(a.cv.at[0].peak[ANODIC].I, 2.1e-4, 1e-8);
    CHECK_NEAR(a.cv.at[0].peak[CATHODIC].V, 0.25, 1e-4);
    CHECK_NEAR(a.cv.at[0].peak[CATHODIC].I, -2.1e-4, 1e-8);
    analysis_free(&a);
    run_free(&run);
}

static void check_sample(const FileSample *s)
{
    static void (*const check[])(const FileSample *, const Measured *) = {check_cycles, check_spectrum, check_scans};
    Text text = {0};
    s->write(&text);
    REQUIRE(!text.failed && text.data);
    Measured m = read_text(text.data);
    if (strcmp(m.format, s->format) != 0) fprintf(stderr, "%s: read as %s\n", s->name, m.format);
    CHECK(!strcmp(m.format, s->format));
    check[s->kind](s, &m);
    measured_free(&m);
    text_free(&text);
}

static void test_every_format(void)
{
    const FileSample *s;
    for (int n = cycle_samples(&s); n > 0; n--) check_sample(s++);
    for (int n = other_samples(&s); n > 0; n--) check_sample(s++);
}

/* What is not text is named, with the program that converts it. */
static void test_binary_files(void)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *words, *hint;
    } cases[] = {{"BIO-LOGIC MODULAR FILE\x1a                 ", 40, "BioLogic .mpr", "galvani"},
                 {"NEWARE\0\0\1\2\3", 11, "Neware .nda", "NewareNDA"},
                 {"\0\1\0\0Standard Jet DB\0\1\0", 22, "Arbin .res", "mdb-export"},
                 {"PK\3\4\24\0\6\0", 8, ".xlsx", "soffice"},
                 {"\1\2\3\4\5\6\16\17\20\21\22\23\1\2\3\4\5\6\16\17", 20, "binary file of no known kind", "export"}};
    const MeasuredChoice c = measured_defaults();
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        Measured m;
        Error e;
        CHECK(read_bytes_as(cases[k].bytes, cases[k].n, &c, &m, &e) == CELLSIM_BAD_CARD);
        CHECK(strstr(e.text, cases[k].words) && strstr(e.hint, cases[k].hint));
    }
}

static int has_sample(const char *format)
{
    const FileSample *s;
    for (int n = cycle_samples(&s); n > 0; n--, s++)
        if (!strcmp(s->format, format)) return 1;
    for (int n = other_samples(&s); n > 0; n--, s++)
        if (!strcmp(s->format, format)) return 1;
    return 0;
}

/* Every row of the table has marks, a sample, and the first word of its name in the documentation. */
static void test_the_table(void)
{
    static char document[1 << 16];
    const Format *f;
    FILE *file = fopen(SOURCE_ROOT "/docs/measured.md", "r");
    REQUIRE(file != NULL);
    document[fread(document, 1, sizeof document - 1, file)] = '\0';
    fclose(file);
    for (int n = formats_all(&f); n > 0; n--, f++) {
        char word[32];
        snprintf(word, sizeof word, "%.*s", (int)strcspn(f->name, " "), f->name);
        if (!has_sample(f->name) || !strstr(document, word))
            fprintf(stderr, "%s: not tested or not documented\n", f->name);
        CHECK(f->marks && has_sample(f->name) && strstr(document, word));
    }
}

TEST_MAIN("measured/formats", TEST(test_every_format), TEST(test_binary_files), TEST(test_the_table))
