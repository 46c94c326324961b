/* Times as instruments write them: numbers, clocks, dates. */
#include "fields.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS = 3 };

static const TimeField none = {TIME_NONE, NAN, DATE_UNKNOWN, 0, 0, 0};

static int all_digits(const char *s, size_t n)
{
    return n > 0 && strspn(s, "0123456789") >= n;
}

/* A part of a clock: digits, the last one with a fraction. */
static double clock_part(const char *s, size_t n, char decimal, int *fraction)
{
    char text[32];
    if (n == 0 || n >= sizeof text || s[0] < '0' || s[0] > '9') return NAN;
    memcpy(text, s, n);
    text[n] = '\0';
    if (fraction) *fraction = !all_digits(text, n);
    else if (!all_digits(text, n)) return NAN;
    const double x = field_number(text, strchr(text, '.') ? '.' : decimal);
    return x;
}

/* "02:03:250": what follows the third colon are three digits, ms. */
static int are_milliseconds(const char *s)
{
    return all_digits(s, 3) && s[3] == '\0';
}

/* "1:02:03.5", "02:03.5", "1:02:03:250" */
static TimeField clock_time(const char *s, char decimal)
{
    double part[PARTS];
    TimeField t = none;
    int n = 0;
    for (;; n++) {
        const size_t length = strcspn(s, ":");
        const int ms = n == PARTS - 1 && s[length] == ':' && are_milliseconds(s + length + 1);
        const int last = s[length] == '\0' || ms;
        if (n == PARTS) return none;
        part[n] = clock_part(s, length, decimal, last ? &t.fraction : NULL);
        if (isnan(part[n]) || (n > 0 && part[n] >= (last ? 61 : 60))) return none;
        if (ms) part[n] += 1e-3 * strtod(s + length + 1, NULL);
        if (last) break;
        s += length + 1;
    }
    if (n == 0) return none;
    t.shape = n == 1 ? TIME_PAIR : TIME_CLOCK;
    t.value = n == 1 ? 60 * part[0] + part[1] : 3600 * part[0] + 60 * part[1] + part[2];
    return t;
}

/* "2d 1:00:00", "2-01:00:00", "2.01:00:00" */
static TimeField days_and_clock(const char *s, char decimal)
{
    const size_t days = strspn(s, "0123456789"), gap = strspn(s + days, " d-.");
    if (days == 0 || days > 6 || gap == 0 || !strchr("0123456789", s[days + gap]) || !s[days + gap]) return none;
    TimeField t = clock_time(s + days + gap, decimal);
    if (t.shape != TIME_CLOCK || t.value >= 86401) return none;
    t.value += 86400 * strtod(s, NULL);
    return t;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar. */
static double days_from_civil(int y, int m, int d)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    const int leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0, last = y - 1;
    const int leaps = last / 4 - last / 100 + last / 400 - (1969 / 4 - 1969 / 100 + 1969 / 400);
    return 365.0 * (y - 1970) + leaps + before[m - 1] + (m > 2 && leap) + d - 1;
}

static int month_of(const char *s)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    char low[4] = "";
    for (int k = 0; k < 3; k++) low[k] = (char)(s[k] | 32);
    for (int k = 0; k < 12; k++)
        if (!strncmp(names + 3 * k, low, 3)) return k + 1;
    return 0;
}

/* Year, month and day of three numbers, two of them in an order that may have to be told; 0: no date. */
static int arrange(const int a[3], size_t first_digits, DateOrder order, TimeField *t, int ymd[3])
{
    const int year_first = first_digits == 4;
    const int month_first = order == DATE_MONTH_FIRST || (order == DATE_UNKNOWN && a[1] > 12);
    if (!year_first && a[0] > 12) t->only = DATE_DAY_FIRST;
    if (!year_first && a[1] > 12) t->only = DATE_MONTH_FIRST;
    t->unclear = !year_first && order == DATE_UNKNOWN && a[0] <= 12 && a[1] <= 12 && a[0] != a[1];
    ymd[0] = year_first ? a[0] : a[2];
    ymd[1] = year_first ? a[1] : month_first ? a[0] : a[1];
    ymd[2] = year_first ? a[2] : month_first ? a[1] : a[0];
    t->short_year = ymd[0] < 100;
    if (t->short_year) ymd[0] += ymd[0] < 70 ? 2000 : 1900;
    return ymd[0] >= 1970 && ymd[0] < 2200 && ymd[1] >= 1 && ymd[1] <= 12 && ymd[2] >= 1 && ymd[2] <= 31;
}

/* "2024-03-01", "01/02/2020", "1.2.20", "23-Nov-23"; *rest: what comes after it. */
static int date_part(const char *s, DateOrder order, TimeField *t, int ymd[3], const char **rest)
{
    int a[3] = {0, 0, 0};
    const size_t first = strspn(s, "0123456789");
    int named = 0;
    for (int k = 0; k < 3; k++) {
        const size_t n = strspn(s, "0123456789");
        if (k == 1 && n == 0 && strlen(s) > 4 && (named = month_of(s)) != 0) {
            a[1] = named;
            s += strcspn(s, "-/. ");
        } else {
            if (n == 0 || n > 4) return 0;
            a[k] = atoi(s);
            s += n;
        }
        if (k < 2 && !(*s && strchr("-/. ", *s))) return 0;
        s += k < 2;
    }
    *rest = s;
    return arrange(a, first, named ? DATE_DAY_FIRST : order, t, ymd);
}

/* " PM", " am", " p. m."; *rest: what comes after it. */
static double with_half_of_day(double t, const char *s, const char **rest)
{
    s += strspn(s, " ");
    const int half = (*s | 32) == 'p' ? 1 : (*s | 32) == 'a' ? -1 : 0;
    *rest = s;
    const char *m = half ? s + 1 + strspn(s + 1, ". ") : s;
    if (!half || (*m | 32) != 'm') return t;
    *rest = m + 1 + (m[1] == '.');
    return half > 0 && t < 43200 ? t + 43200 : half < 0 && t >= 43200 ? t - 43200 : t;
}

/* "+02:00", "-0530", "+01": s that a local time is ahead of UTC; else 0. */
static double zone(const char *s)
{
    s += strspn(s, " ");
    if ((*s != '+' && *s != '-') || !all_digits(s + 1, 2)) return 0;
    const char *minutes = s + 3 + (s[3] == ':');
    const double h = 10 * (s[1] - '0') + s[2] - '0';
    const double min = all_digits(minutes, 2) ? 10 * (minutes[0] - '0') + minutes[1] - '0' : 0;
    return (*s == '-' ? -60 : 60) * (60 * h + min);
}

/* " 14:30:00.5 PM", "T14:30Z", "T14:30+02:00" or nothing: s after midnight, UTC if it says its zone. */
static double time_of_day(const char *s, char decimal)
{
    char text[40];
    s += strspn(s, " T,");
    if (!*s) return 0;
    const size_t n = strspn(s, "0123456789:.,");
    if (n == 0 || n >= sizeof text) return NAN;
    memcpy(text, s, n);
    text[n] = '\0';
    TimeField t = clock_time(text, decimal);
    if (t.shape == TIME_PAIR) t.value *= 60;
    const char *after;
    t.value = with_half_of_day(t.value, s + n, &after);
    return t.value - zone(after);
}

/* "01:02:03 PM" */
static TimeField half_day_clock(const char *s, char decimal)
{
    char text[40];
    const char *rest;
    const size_t n = strspn(s, "0123456789:.,");
    if (n == 0 || n >= sizeof text || !s[n]) return none;
    memcpy(text, s, n);
    text[n] = '\0';
    TimeField t = clock_time(text, decimal);
    if (t.shape != TIME_CLOCK || t.value >= 46800) return none;
    t.value = with_half_of_day(t.value, s + n, &rest);
    return rest == s + n + strspn(s + n, " ") || *rest ? none : t;
}

static TimeField date_time(const char *s, char decimal, DateOrder order)
{
    TimeField t = none;
    int ymd[3];
    if (!date_part(s, order, &t, ymd, &s)) return none;
    t.value = 86400 * days_from_civil(ymd[0], ymd[1], ymd[2]) + time_of_day(s, decimal);
    t.shape = isnan(t.value) ? TIME_NONE : TIME_DATE;
    return t;
}

TimeField field_time(const char *s, char decimal, DateOrder order)
{
    TimeField t = none;
    s += strspn(s, " ");
    if (!strpbrk(s, ":/")) {
        t.value = field_number(s, decimal);
        t.shape = isnan(t.value) ? TIME_NONE : TIME_NUMBER;
        return t.shape || strlen(s) < 8 ? t : date_time(s, decimal, order);
    }
    t = clock_time(s, decimal);
    if (t.shape == TIME_NONE) t = days_and_clock(s, decimal);
    if (t.shape == TIME_NONE) t = half_day_clock(s, decimal);
    return t.shape == TIME_NONE ? date_time(s, decimal, order) : t;
}
