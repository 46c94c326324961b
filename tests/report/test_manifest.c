#include "../../report/files.h"
#include "../../report/json/manifest.h"
#include "../test.h"
#include "fixture.h"

#include <fcntl.h>

static void put(const char *dir, const char *name, const char *content)
{
    Text t = {0};
    text_add(&t, content);
    if (file_write_last(dir, name, &t, NULL)) abort();
}

static int there(const char *dir, const char *name)
{
    char *path = path_join(dir, name);
    const int yes = path && !access(path, F_OK);
    free(path);
    return yes;
}

static json_t *read_json(const char *dir)
{
    Text t = {0};
    char *path = path_join(dir, MANIFEST);
    if (!path || file_read(path, 1 << 20, &t, NULL)) abort();
    json_t *whole = json_loadb(t.data, t.length, 0, NULL);
    text_free(&t);
    free(path);
    return whole;
}

/* Names of the listed files, each followed by a space. */
static int lists(const char *dir, const char *expected)
{
    char names[400] = "";
    size_t k;
    json_t *whole = read_json(dir), *file;
    json_array_foreach(json_object_get(whole, "files"), k, file)
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s ", json_string_value(json_object_get(file, "name")));
    json_decref(whole);
    if (strcmp(names, expected) != 0) fprintf(stderr, "listed: %s, expected %s\n", names, expected);
    return !strcmp(names, expected);
}

/* A call that writes these files; returns how many earlier ones it kept. */
static int call(const char *dir, const char *const *file, const char *content)
{
    Manifest m;
    const Override changed = {"positive.porosity", "0.4"};
    const Call c = {"cellsim run x.cfg", "a", 1, &changed};
    Run r = fixture_run("gcd", "gcd", 0.1);
    CHECK(manifest_begin(dir, &m, NULL) == CELLSIM_OK);
    for (int k = 0; file[k]; k++) put(dir, file[k], content);
    CHECK(manifest_end(&m, &(Report){.call = &c, .runs = 1, .run = &r}, 86400, NULL) == CELLSIM_OK);
    const int kept = m.kept;
    manifest_free(&m);
    return kept;
}

/* What a call does not write any more goes, unless somebody changed it; what was never listed is nobody's business. */
static void test_leftovers_go(void)
{
    char *dir = fixture_directory();
    put(dir, "notes.txt", "mine");
    CHECK(call(dir, (const char *const[]){"a.csv", "b.csv", "c.csv", NULL}, "1") == 0);
    CHECK(lists(dir, "a.csv b.csv c.csv "));
    put(dir, "c.csv", "2");
    CHECK(call(dir, (const char *const[]){"a.csv", NULL}, "1") == 1);
    CHECK(there(dir, "a.csv") && !there(dir, "b.csv") && there(dir, "c.csv") && there(dir, "notes.txt"));
    CHECK(lists(dir, "a.csv ")); /* what was kept is no longer of the call */
    CHECK(call(dir, (const char *const[]){"d.csv", NULL}, "1") == 0 && there(dir, "c.csv") && !there(dir, "a.csv"));
    fixture_remove(dir);
}

/* A call that is resumed after it had published everything publishes nothing anew: the hidden files are still those. */
static void test_published_before(void)
{
    char *dir = fixture_directory();
    call(dir, (const char *const[]){"a.csv", "b.csv", "c.csv", NULL}, "1");
    char *file = path_join(dir, "a.csv"), *part = path_join(dir, ".cellsim.a.part");
    REQUIRE(file && part && !link(file, part));
    CHECK(call(dir, (const char *const[]){"b.csv", NULL}, "1") == 0);
    CHECK(there(dir, "a.csv") && lists(dir, "a.csv b.csv "));
    free(file);
    free(part);
    fixture_remove(dir);
}

static void test_what_it_says(void)
{
    char *dir = fixture_directory();
    call(dir, (const char *const[]){"a.csv", NULL}, "12345678");
    json_t *whole = read_json(dir), *file = json_array_get(json_object_get(whole, "files"), 0);
    CHECK(!strcmp(json_string_value(json_object_get(whole, "cellsim")), CELLSIM_VERSION));
    CHECK(!strcmp(json_string_value(json_object_get(whole, "date")), "1970-01-02T00:00:00Z"));
    CHECK(!strcmp(json_string_value(json_object_get(whole, "command")), "cellsim run x.cfg"));
    CHECK(!strcmp(json_string_value(json_object_get(whole, "tag")), "a"));
    const json_t *changed = json_array_get(json_object_get(whole, "overrides"), 0);
    CHECK(!strcmp(json_string_value(json_object_get(changed, "key")), "positive.porosity"));
    CHECK(json_integer_value(json_object_get(file, "bytes")) == 8);
    CHECK(strlen(json_string_value(json_object_get(file, "hash"))) == 16);
    json_decref(whole);
    fixture_remove(dir);
}

/* A damaged or foreign run.json never removes anything, nor anything outside the folder. */
static void test_damaged_manifests(void)
{
    static const char *const damaged[] = {
        "", "{", "[]", "{\"cellsim\": 1, \"files\": 3}", "{\"files\": [{\"name\": \"keep.csv\", \"bytes\": 1, \"hash\": \"0\"}]}",
        "{\"cellsim\": \"0\", \"files\": [{\"name\": \"../keep.csv\", \"bytes\": 1, \"hash\": \"0\"}, {}, 7, {\"name\": \"run.json\"}]}",
        "{\"cellsim\": \"0\", \"files\": [{\"name\": \".hidden\", \"bytes\": 4, \"hash\": \"0\"}, {\"name\": \"keep.csv\", \"bytes\": -1, \"hash\": \"zz\"}]}"};
    char *dir = fixture_directory();
    for (size_t k = 0; k < sizeof damaged / sizeof *damaged; k++) {
        put(dir, "keep.csv", "1");
        put(dir, ".hidden", "mine");
        put(dir, MANIFEST, damaged[k]);
        call(dir, (const char *const[]){"a.csv", NULL}, "1");
        CHECK(there(dir, "keep.csv") && there(dir, ".hidden") && lists(dir, "a.csv "));
    }
    fixture_remove(dir);
}

/* Drawings that came later belong to the call as well; the user's own files do not. */
static void test_drawn_again(void)
{
    char *dir = fixture_directory();
    call(dir, (const char *const[]){"gcd.gp", "gcd.svg", NULL}, "1");
    put(dir, "gcd.svg", "drawn anew");
    put(dir, "gcd.pdf", "drawn");
    put(dir, "photo.png", "mine");
    CHECK(manifest_renew(dir, NULL) == CELLSIM_OK && lists(dir, "gcd.gp gcd.pdf gcd.svg "));
    CHECK(call(dir, (const char *const[]){"a.csv", NULL}, "1") == 0);
    CHECK(!there(dir, "gcd.pdf") && !there(dir, "gcd.svg") && there(dir, "photo.png"));
    fixture_remove(dir);
    dir = fixture_directory();
    CHECK(manifest_renew(dir, NULL) == CELLSIM_OK && !there(dir, MANIFEST));
    fixture_remove(dir);
}

static void test_hash_tells_files_apart(void)
{
    char *dir = fixture_directory();
    ListedFile a, b;
    put(dir, "a", "some bytes");
    put(dir, "b", "some bytez");
    const int at = open(dir, O_RDONLY | O_DIRECTORY);
    CHECK(manifest_measure(at, "a", &a) && manifest_measure(at, "b", &b) && a.bytes == b.bytes && a.hash != b.hash);
    put(dir, "b", "some bytes");
    CHECK(manifest_measure(at, "b", &b) && a.hash == b.hash);
    CHECK(!manifest_measure(at, "none", &a) && !manifest_measure(at, ".", &a));
    close(at);
    fixture_remove(dir);
}

TEST_MAIN("report manifest", TEST(test_leftovers_go), TEST(test_published_before), TEST(test_what_it_says), TEST(test_damaged_manifests),
          TEST(test_drawn_again), TEST(test_hash_tells_files_apart))
