/* Units of measured columns. */
#ifndef CELLSIM_MEASURED_UNITS_H
#define CELLSIM_MEASURED_UNITS_H

typedef enum {
    DIMENSION_NONE, /* numbers and words without a unit */
    DIMENSION_TIME,
    DIMENSION_VOLTAGE,
    DIMENSION_CURRENT,
    DIMENSION_CHARGE,
    DIMENSION_FREQUENCY,
    DIMENSION_RESISTANCE,
    DIMENSION_ANGLE
} Dimension;

typedef enum { PER_NOTHING, PER_AREA, PER_MASS } Per;

/* How a time is written where it is no number: the unit says only that, or which of two readings is meant. */
typedef enum { CLOCK_ANY, CLOCK_MIN_SEC, CLOCK_HOUR_MIN } ClockUnit;

enum { UNIT_NAME = 24 };

typedef struct Unit {
    double factor; /* to s, V, A, C, Hz, ohm, rad; per m2 and per kg; of a resistance times m2 */
    Per per;
    int is_clock; /* values are h:min:s and the like; the factor is 1 */
    ClockUnit clock;
    char name[UNIT_NAME]; /* as it is printed */
} Unit;

/* Finds a unit of this dimension in a text such as "mA/cm²", "mA cm-2", "V vs. Ref.", "hours", "h:min:s.ms". 0: it is none. */
int unit_find(Dimension d, const char *text, Unit *out);

/* 1: what follows "vs" makes a shift of a potential: " vs. OCV", " vs initial"; it is unlike a reference electrode. */
int is_shift(const char *reference);

/* The choices, for messages: "A, mA, uA, nA; per area mA/cm2, per mass mA/g". */
const char *unit_choices(Dimension d);

#endif
