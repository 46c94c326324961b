#include "../../report/files.h"
#include "../test.h"
#include "fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

static Text content_of(const char *s)
{
    Text t = {0};
    text_add(&t, s);
    return t;
}

static int file_holds(const char *dir, const char *name, const char *expected)
{
    Text t = {0};
    char *path = path_join(dir, name);
    const int same = file_read(path, 1 << 20, &t, NULL) == CELLSIM_OK && t.data && !strcmp(t.data, expected);
    free(path);
    text_free(&t);
    return same;
}

static void test_write_replaces_and_leaves_one_file(void)
{
    char *dir = fixture_directory();
    Text first = content_of("first\n"), second = content_of("second\n");
    CHECK(file_write(dir, "a.csv", &first, NULL) == CELLSIM_OK);
    CHECK(file_holds(dir, "a.csv", "first\n"));
    CHECK(file_write(dir, "a.csv", &second, NULL) == CELLSIM_OK);
    CHECK(file_holds(dir, "a.csv", "second\n"));
    CHECK(fixture_entries(dir) == 1);
    text_free(&first);
    text_free(&second);
    fixture_remove(dir);
}

/* The child has a file size limit in place of a full disk: write() fails half way. */
static int write_with_limit(const char *dir, const char *name)
{
    Text big = {0};
    Error e;
    for (int k = 0; k < 20000; k++) text_add(&big, "0123456789");
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){50000, 50000});
    const Status s = file_write(dir, name, &big, &e);
    text_free(&big);
    return s == CELLSIM_IO && strstr(e.text, name) && strstr(e.text, "File too large") ? 0 : 1;
}

static int child_says_ok(int (*test)(const char *dir, const char *name), const char *dir, const char *name)
{
    int status = 1;
    const pid_t pid = fork();
    if (pid == 0) _exit(test(dir, name));
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void test_failed_write_leaves_the_old_file_only(void)
{
    char *dir = fixture_directory();
    Text old = content_of("old\n");
    CHECK(child_says_ok(write_with_limit, dir, "new.csv"));
    CHECK(fixture_entries(dir) == 0);
    CHECK(file_write(dir, "a.csv", &old, NULL) == CELLSIM_OK);
    CHECK(child_says_ok(write_with_limit, dir, "a.csv"));
    CHECK(file_holds(dir, "a.csv", "old\n"));
    CHECK(fixture_entries(dir) == 1);
    text_free(&old);
    fixture_remove(dir);
}

static int write_as_nobody(const char *dir, const char *name)
{
    Text t = content_of("x");
    Error e;
    if (geteuid() == 0 && setuid(65534)) return 2;
    const Status s = file_write(dir, name, &t, &e);
    text_free(&t);
    return s == CELLSIM_IO && strstr(e.text, "Permission denied") && strstr(e.text, dir) ? 0 : 1;
}

static void test_permission_denied_is_said(void)
{
    char *dir = fixture_directory();
    chmod(dir, 0555);
    CHECK(child_says_ok(write_as_nobody, dir, "a.csv"));
    CHECK(fixture_entries(dir) == 0);
    chmod(dir, 0755);
    fixture_remove(dir);
}

static void test_target_that_is_a_directory(void)
{
    char *dir = fixture_directory(), *inner = path_join(dir, "a.csv");
    Text t = content_of("x");
    Error e;
    CHECK(directory_create(inner, NULL) == CELLSIM_OK);
    CHECK(file_write(dir, "a.csv", &t, &e) == CELLSIM_IO);
    CHECK(strstr(e.text, "a.csv") != NULL);
    CHECK(fixture_entries(dir) == 1);
    text_free(&t);
    free(inner);
    fixture_remove(dir);
}

static void test_link_is_replaced_not_followed(void)
{
    char *dir = fixture_directory(), *link = path_join(dir, "a.csv"), *victim = path_join(dir, "victim");
    Text t = content_of("new"), precious = content_of("precious");
    CHECK(file_write(dir, "victim", &precious, NULL) == CELLSIM_OK);
    CHECK(symlink(victim, link) == 0);
    CHECK(file_write(dir, "a.csv", &t, NULL) == CELLSIM_OK);
    CHECK(file_holds(dir, "victim", "precious"));
    CHECK(file_holds(dir, "a.csv", "new"));
    text_free(&t);
    text_free(&precious);
    free(link);
    free(victim);
    fixture_remove(dir);
}

static void test_directories_with_parents(void)
{
    char *dir = fixture_directory(), *a = path_join(dir, "a"), *deep = path_join(a, "b//c/");
    char *ab = path_join(a, "b"), *abc = path_join(a, "b/c");
    struct stat s;
    CHECK(directory_create(deep, NULL) == CELLSIM_OK);
    CHECK(stat(abc, &s) == 0 && S_ISDIR(s.st_mode));
    CHECK(directory_create(deep, NULL) == CELLSIM_OK);
    rmdir(abc);
    rmdir(ab);
    free(a);
    free(ab);
    free(abc);
    free(deep);
    fixture_remove(dir);
}

static void test_file_in_the_way_of_a_directory(void)
{
    char *dir = fixture_directory(), *file = path_join(dir, "file"), *below = path_join(file, "x");
    Text t = content_of("x");
    Error e;
    CHECK(file_write(dir, "file", &t, NULL) == CELLSIM_OK);
    CHECK(directory_create(file, &e) == CELLSIM_IO);
    CHECK(strstr(e.text, "not a directory") != NULL);
    CHECK(directory_create(below, &e) == CELLSIM_IO);
    CHECK(directory_create("", &e) == CELLSIM_IO);
    CHECK(file_write(file, "y", &t, &e) == CELLSIM_IO);
    text_free(&t);
    free(file);
    free(below);
    fixture_remove(dir);
}

static void test_publish_gives_the_name_or_cleans_up(void)
{
    char *dir = fixture_directory(), *blocked = path_join(dir, "blocked");
    Text t = content_of("drawn");
    Error e;
    CHECK(file_write(dir, ".x.tmp", &t, NULL) == CELLSIM_OK);
    CHECK(file_stage_as(dir, ".x.tmp", "x.svg", NULL) == CELLSIM_OK);
    CHECK(!file_holds(dir, "x.svg", "drawn"));
    CHECK(files_publish(dir, NULL) == CELLSIM_OK);
    CHECK(file_holds(dir, "x.svg", "drawn"));
    CHECK(directory_create(blocked, NULL) == CELLSIM_OK);
    CHECK(file_write(dir, ".x.tmp", &t, NULL) == CELLSIM_OK);
    CHECK(file_stage_as(dir, ".x.tmp", "blocked", NULL) == CELLSIM_OK);
    CHECK(files_publish(dir, &e) == CELLSIM_IO);
    CHECK(fixture_entries(dir) == 2);
    text_free(&t);
    free(blocked);
    fixture_remove(dir);
}

/* Several at once: what fails takes none of the others with it, and what other processes stage is left alone. */
static void test_all_that_is_staged_is_published(void)
{
    char *dir = fixture_directory(), *blocked = path_join(dir, "07.csv"), name[16];
    Error e;
    CHECK(directory_create(blocked, NULL) == CELLSIM_OK);
    for (int k = 0; k < 40; k++) {
        Text t = content_of("row");
        snprintf(name, sizeof name, "%02d.csv", k);
        CHECK(file_stage(dir, name, &t, NULL) == CELLSIM_OK && t.length == 0);
        CHECK(k == 7 || !file_holds(dir, name, "row"));
    }
    Text t = content_of("other");
    CHECK(file_write(dir, ".cellsim.x.csv.1.0.tmp", &t, NULL) == CELLSIM_OK);
    CHECK(files_publish(dir, &e) == CELLSIM_IO);
    CHECK(strstr(e.text, "07.csv") != NULL);
    for (int k = 0; k < 40; k++) {
        snprintf(name, sizeof name, "%02d.csv", k);
        CHECK(k == 7 || file_holds(dir, name, "row"));
    }
    CHECK(fixture_entries(dir) == 41 && file_holds(dir, ".cellsim.x.csv.1.0.tmp", "other"));
    CHECK(files_publish(dir, NULL) == CELLSIM_OK); /* nothing is left to be done */
    text_free(&t);
    free(blocked);
    fixture_remove(dir);
}

static void test_read_refuses_what_is_no_file_or_too_large(void)
{
    char *dir = fixture_directory(), *path = path_join(dir, "a");
    Text t = content_of("12345"), out = {0};
    Error e;
    CHECK(file_write(dir, "a", &t, NULL) == CELLSIM_OK);
    CHECK(file_read(path, 4, &out, &e) == CELLSIM_IO);
    CHECK(file_read(path, 5, &out, &e) == CELLSIM_OK);
    CHECK(file_read(dir, 5, &out, &e) == CELLSIM_IO);
    CHECK(file_read("/nonexistent/x", 5, &out, &e) == CELLSIM_IO);
    text_free(&t);
    text_free(&out);
    free(path);
    fixture_remove(dir);
}

TEST_MAIN("report files", TEST(test_write_replaces_and_leaves_one_file),
          TEST(test_failed_write_leaves_the_old_file_only), TEST(test_permission_denied_is_said),
          TEST(test_target_that_is_a_directory), TEST(test_link_is_replaced_not_followed),
          TEST(test_directories_with_parents), TEST(test_file_in_the_way_of_a_directory),
          TEST(test_publish_gives_the_name_or_cleans_up),
          TEST(test_all_that_is_staged_is_published), TEST(test_read_refuses_what_is_no_file_or_too_large))
