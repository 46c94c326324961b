/* Rows that are written as a run goes, the folder they go to, and the checkpoint beside them. */
#include "../../report/checkpoint.h"
#include "../../report/files.h"
#include "../../report/tables/csv.h"
#include "../../report/tables/csv_analysis.h"
#include "../../report/tables/mpt.h"
#include "../../report/tables/stream.h"
#include "../test.h"
#include "fixture.h"

#include <fcntl.h>
#include <sys/stat.h>

static const unsigned long long PLENTY = 1000000000;

static Run a_run(void)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    fixture_cc(&r, -2.0, 100.0, 2.0, 1.0, 1, 1, 40);
    fixture_cc(&r, 1.0, 90.0, 1.5, 2.5, 1, 1, 30);
    fixture_cc(&r, -2.0, 95.0, 2.0, 1.0, 2, 2, 20);
    r.kinds = 1 << STEP_CC;
    return r;
}

/* Hands records from..to-1 of a run to a stream, as a run under way would. */
static Status feed(RunStream *stream, const Run *r, int from, int to, Error *e)
{
    const RunSink sink = stream_sink(stream);
    Status s = CELLSIM_OK;
    for (int k = from; k < to && !s; k++) {
        const StepRecord *rec = &r->record[k];
        for (int j = 0; j < rec->samples && !s; j++)
            s = sink.sample(sink.context, r, rec, &r->sample[rec->first_sample + j], e);
        if (!s) s = sink.step(sink.context, r, rec, e);
    }
    return s;
}

static int same_as(const char *dir, const char *name, const Text *expected)
{
    Text t = {0};
    char *path = path_join(dir, name);
    const int same = file_read(path, 1 << 20, &t, NULL) == CELLSIM_OK && t.length == expected->length &&
                     !memcmp(t.data, expected->data, t.length);
    free(path);
    text_free(&t);
    return same;
}

static void check_tables(const char *dir, const Run *r)
{
    Text t = {0};
    csv_bdf(r, &t);
    CHECK(same_as(dir, "x.bdf.csv", &t));
    text_free(&t);
    csv_capacity(r, &t);
    CHECK(same_as(dir, "x_mAh_g.csv", &t));
    text_free(&t);
    csv_steps(r, &t);
    CHECK(same_as(dir, "x_steps.csv", &t));
    text_free(&t);
    mpt_series(r, &t);
    CHECK(same_as(dir, "x.mpt", &t));
    text_free(&t);
}

static int names_like(const char *dir, const char *part)
{
    int n = 0;
    DIR *d = opendir(dir);
    for (struct dirent *entry = d ? readdir(d) : NULL; entry; entry = readdir(d)) n += strstr(entry->d_name, part) != NULL;
    if (d) closedir(d);
    return n;
}

static void test_rows_are_those_of_a_run_in_memory(void)
{
    static const Publish how[] = {PUBLISH_MOVE, PUBLISH_LINK, PUBLISH_COPY};
    for (int k = 0; k < 3; k++) {
        char *dir = fixture_directory();
        Run r = a_run();
        Folder f;
        RunStream *s = NULL;
        REQUIRE(folder_open(dir, 0, &f, NULL) == CELLSIM_OK && stream_create(&f, 0, 1, PLENTY, &s, NULL) == CELLSIM_OK);
        CHECK(feed(s, &r, 0, 3, NULL) == CELLSIM_OK);
        CHECK(names_like(dir, "x.bdf.csv") == 0); /* not before it is whole */
        CHECK(stream_stage(s, &r, "x", how[k], NULL) == CELLSIM_OK && files_publish(dir, NULL) == CELLSIM_OK);
        check_tables(dir, &r);
        CHECK((names_like(dir, ".part") > 0) == (how[k] != PUBLISH_MOVE));
        stream_free(s);
        folder_clean(&f);
        CHECK(names_like(dir, ".cellsim.") == 0);
        check_tables(dir, &r);
        folder_close(&f);
        run_free(&r);
        fixture_remove(dir);
    }
}

/* After two of three steps the process dies; rows that came after the state was saved are dropped. */
static void test_a_stream_is_taken_up_again(void)
{
    char *dir = fixture_directory();
    Run r = a_run();
    Folder f;
    RunStream *s = NULL;
    Archive saved = {0};
    REQUIRE(folder_open(dir, 0, &f, NULL) == CELLSIM_OK && stream_create(&f, 3, 1, PLENTY, &s, NULL) == CELLSIM_OK);
    CHECK(feed(s, &r, 0, 2, NULL) == CELLSIM_OK && stream_sync(s, NULL) == CELLSIM_OK);
    stream_archive(s, &saved);
    CHECK(feed(s, &r, 2, 3, NULL) == CELLSIM_OK && stream_sync(s, NULL) == CELLSIM_OK);
    stream_free(s);
    REQUIRE(stream_create(&f, 3, 1, PLENTY, &s, NULL) == CELLSIM_OK);
    Archive again = archive_of(saved.data, saved.length);
    stream_archive(s, &again);
    CHECK(!again.failed && again.at == again.length);
    CHECK(feed(s, &r, 2, 3, NULL) == CELLSIM_OK && stream_stage(s, &r, "x", PUBLISH_MOVE, NULL) == CELLSIM_OK);
    CHECK(files_publish(dir, NULL) == CELLSIM_OK);
    check_tables(dir, &r);
    stream_free(s);
    REQUIRE(stream_create(&f, 3, 1, PLENTY, &s, NULL) == CELLSIM_OK); /* the hidden files are gone now */
    again = archive_of(saved.data, saved.length);
    stream_archive(s, &again);
    CHECK(again.failed);
    stream_free(s);
    archive_free(&saved);
    folder_close(&f);
    run_free(&r);
    fixture_remove(dir);
}

static void test_limit_on_output(void)
{
    char *dir = fixture_directory();
    Run r = a_run();
    Folder f;
    RunStream *s = NULL;
    Error e;
    REQUIRE(folder_open(dir, 0, &f, NULL) == CELLSIM_OK && stream_create(&f, 0, 0, 2500, &s, NULL) == CELLSIM_OK);
    CHECK(feed(s, &r, 0, 3, &e) == CELLSIM_IO);
    CHECK(strstr(e.text, "limit on output") && strstr(e.hint, "--max-output"));
    const RunSink sink = stream_sink(s);
    CHECK(sink.expect(sink.context, 1e9, &e) == CELLSIM_IO);
    CHECK(stream_stage(s, &r, "x", PUBLISH_MOVE, NULL) == CELLSIM_OK && files_publish(dir, NULL) == CELLSIM_OK); /* what came before is whole */
    Text t = {0};
    char *path = path_join(dir, "x.bdf.csv");
    REQUIRE(file_read(path, 1 << 20, &t, NULL) == CELLSIM_OK);
    CHECK(t.length > 500 && t.length < 2600 && t.data[t.length - 1] == '\n');
    text_free(&t);
    free(path);
    stream_free(s);
    folder_close(&f);
    run_free(&r);
    fixture_remove(dir);
}

/* --- the folder ------------------------------------------------------------------------------------------------------ */

static void leave(const char *dir, const char *name)
{
    char *path = path_join(dir, name);
    const int fd = open(path, O_WRONLY | O_CREAT, 0600);
    CHECK(fd >= 0);
    close(fd);
    free(path);
}

static void test_leftovers_go_and_nothing_else(void)
{
    static const char *const dead[] = {".cellsim.gcd.bdf.csv.77.0.tmp", ".cellsim.gcd.77.tmp.svg", ".cellsim.gcd.77.tmp.png"};
    static const char *const resumable[] = {".cellsim.0.bdf.csv.part", ".cellsim.checkpoint"};
    static const char *const user[] = {".cellsim", "cellsim.tmp", ".gcd.tmp", "a.part", ".cellsim.notes", ".cellsim.checkpoint2"};
    char *dir = fixture_directory();
    Folder f;
    for (int k = 0; k < 3; k++) leave(dir, dead[k]);
    for (int k = 0; k < 2; k++) leave(dir, resumable[k]);
    for (int k = 0; k < 6; k++) leave(dir, user[k]);
    REQUIRE(folder_open(dir, 1, &f, NULL) == CELLSIM_OK);
    CHECK(fixture_entries(dir) == 8); /* to be resumed */
    folder_close(&f);
    REQUIRE(folder_open(dir, 0, &f, NULL) == CELLSIM_OK);
    CHECK(fixture_entries(dir) == 6);
    folder_close(&f);
    for (int k = 0; k < 6; k++) CHECK(names_like(dir, user[k]) >= 1);
    fixture_remove(dir);
}

static void test_one_owner(void)
{
    char *dir = fixture_directory();
    Folder f, other;
    Error e;
    REQUIRE(folder_open(dir, 0, &f, NULL) == CELLSIM_OK);
    leave(dir, ".cellsim.0.bdf.csv.part");
    CHECK(folder_open(dir, 0, &other, &e) == CELLSIM_IO && strstr(e.text, "another run"));
    CHECK(fixture_entries(dir) == 1); /* it belongs to the one that runs */
    folder_clean(&f);
    folder_close(&f);
    CHECK(folder_open(dir, 0, &other, &e) == CELLSIM_OK);
    folder_close(&other);
    fixture_remove(dir);
}

static void test_a_folder_for_nothing_goes(void)
{
    char *dir = fixture_directory(), *inside = path_join(dir, "cell");
    struct stat s;
    Folder f;
    REQUIRE(folder_open(inside, 0, &f, NULL) == CELLSIM_OK);
    CHECK(stat(inside, &s) == 0);
    folder_close(&f);
    CHECK(stat(inside, &s) != 0);
    REQUIRE(folder_open(dir, 0, &f, NULL) == CELLSIM_OK); /* one that was there stays */
    folder_close(&f);
    CHECK(stat(dir, &s) == 0);
    free(inside);
    fixture_remove(dir);
}

/* --- the checkpoint -------------------------------------------------------------------------------------------------- */

static Status read_checkpoint(const Folder *f, uint64_t inputs, int *found, size_t *length, Error *e)
{
    Text bytes = {0};
    Archive state = {0};
    const Status s = checkpoint_read(f, inputs, &bytes, &state, found, e);
    *length = state.length;
    text_free(&bytes);
    return s;
}

static void test_a_checkpoint_is_whole_and_its_own_or_refused(void)
{
    char *dir = fixture_directory(), *path = path_join(dir, FOLDER_CHECKPOINT), content[] = "the state of a run";
    Folder f;
    Error e;
    Archive state = {0};
    Text file = {0};
    int found;
    size_t length;
    REQUIRE(folder_open(dir, 0, &f, NULL) == CELLSIM_OK);
    CHECK(read_checkpoint(&f, 7, &found, &length, &e) == CELLSIM_OK && !found);
    archive_bytes(&state, content, sizeof content);
    CHECK(checkpoint_write(&f, 7, &state, NULL) == CELLSIM_OK);
    CHECK(read_checkpoint(&f, 7, &found, &length, &e) == CELLSIM_OK && found && length == sizeof content);
    CHECK(read_checkpoint(&f, 8, &found, &length, &e) == CELLSIM_USAGE && strstr(e.text, "another card"));
    REQUIRE(file_read(path, 1 << 16, &file, NULL) == CELLSIM_OK);
    for (size_t k = 0; k < file.length; k++) { /* every byte counts */
        Text damaged = {0};
        text_bytes(&damaged, file.data, file.length);
        damaged.data[k] ^= 1;
        CHECK(file_write(dir, FOLDER_CHECKPOINT, &damaged, NULL) == CELLSIM_OK);
        CHECK(read_checkpoint(&f, 7, &found, &length, &e) == CELLSIM_USAGE && !found);
        damaged.length = k; /* and every length */
        CHECK(file_write(dir, FOLDER_CHECKPOINT, &damaged, NULL) == CELLSIM_OK);
        CHECK(read_checkpoint(&f, 7, &found, &length, &e) == CELLSIM_USAGE && !found);
        text_free(&damaged);
    }
    archive_free(&state);
    text_free(&file);
    folder_clean(&f);
    folder_close(&f);
    free(path);
    fixture_remove(dir);
}

TEST_MAIN("report/stream", TEST(test_rows_are_those_of_a_run_in_memory), TEST(test_a_stream_is_taken_up_again),
          TEST(test_limit_on_output), TEST(test_leftovers_go_and_nothing_else), TEST(test_one_owner),
          TEST(test_a_folder_for_nothing_goes), TEST(test_a_checkpoint_is_whole_and_its_own_or_refused))
