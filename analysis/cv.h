/* Cyclic voltammetry: peaks, b-values, the split of Dunn, Randles-Sevcik. Branch 0 is cathodic (falling voltage), branch
 * 1 anodic. Every convention is an argument of the call. */
#ifndef CELLSIM_CV_H
#define CELLSIM_CV_H

#include "numeric.h"
#include "series.h"

enum { CATHODIC = 0, ANODIC = 1, CV_RATES = 16 };

/* One branch of a voltammogram; the arrays are borrowed. */
typedef struct Branch {
    double rate; /* V/s, > 0 */
    int cycle;   /* at that rate, counted from 1 */
    int way;     /* CATHODIC or ANODIC */
    int n;
    const double *V, *I; /* V; A */
} Branch;

/* The branches among the segments; rates within 2 % count as one. Returns their number (at most `most`). */
int branches_of_segments(const Series *s, int segments, const Segment *segment, int most, Branch *out);

typedef struct CvPeak {
    double V, I; /* V; A, cathodic negative, from zero (no baseline is subtracted) */
    int inside;  /* 1: a maximum within the branch, refined by a parabola; 0: at its end, the largest value there */
} CvPeak;

CvPeak cv_peak(const Branch *b);

/* Both branches of one cycle at one scan rate. */
typedef struct CvRate {
    double rate; /* V/s */
    int cycle;
    Branch branch[2];
    CvPeak peak[2];
    double half_wave, separation; /* V: mean and difference of the peak potentials */
} CvRate;

typedef struct CvStudy {
    int rates;
    CvRate at[CV_RATES]; /* rising rates */
} CvStudy;

/* The study of a series: its branches, and of them one cycle at each rate (see cv_study). The series must outlive it. */
Status cv_study_of_series(const Series *s, int segments, const Segment *segment, int cycle, CvStudy *out, Error *e);

/* Takes cycle `cycle` (0: the last that is not cut short) of every scan rate that has both its branches. */
void cv_study(int branches, const Branch *branch, int cycle, CvStudy *out);

/* The voltages that all branches of a study share, each end drawn in by 50 mV or 5 % of them, whichever is less: right
 * after a vertex the current still turns round. NaN without rates. */
void cv_common_window(const CvStudy *s, double *low, double *high);

typedef enum { PEAK_MEAN, PEAK_ANODIC, PEAK_CATHODIC } PeakChoice;

/* |peak current| [A]: of one branch, or the mean of both. */
double cv_peak_current(const CvRate *r, PeakChoice peak);

/* |peak current| over |current at V| of the same branch; of both: the mean of their ratios. NaN where V is not swept. */
double cv_current_ratio(const CvRate *r, PeakChoice peak, double V);

/* i = a v^b: the line of log10 |i| against log10 v; its slope is b. */
Line cv_b_of_peaks(const CvStudy *s, PeakChoice peak);
Line cv_b_at(const CvStudy *s, int way, double V);

/* i(V) = k1 v + k2 v^1/2 at one potential of a branch (Wang, Polleux, Lim, Dunn, J. Phys. Chem. C 111 (2007) 14925):
 * slope and intercept of i / v^1/2 against v^1/2. Needs two rates. */
typedef struct DunnPoint {
    double k1; /* A s/V */
    double k2; /* A (s/V)^1/2 */
    double r2;
} DunnPoint;
DunnPoint dunn_at(const CvStudy *s, int way, double V);

/* The capacitive current k1 v of a total current i [A]; `clip`: not less than nothing and not more than i. */
double dunn_capacitive(const DunnPoint *d, double rate, double i, int clip);

/* Capacitive share at one rate: area of |k1 v| over area of |i|, both branches, from `low` to `high` [V] on `points`
 * equidistant potentials. */
double dunn_share(const CvStudy *s, int rate, double low, double high, int points, int clip);

/* i_p = 0.4463 n F A C (n F v D / R T)^1/2 of a reversible couple with planar semi-infinite diffusion (Randles 1948,
 * Sevcik 1948; at 25 C 2.69e5 n^3/2 A D^1/2 C v^1/2 with cm2 and mol/cm3). */
#define RANDLES_SEVCIK 0.4463

typedef struct RandlesSevcikChoice {
    PeakChoice peak;
    int free_intercept;   /* 0: the line goes through the origin */
    double area;          /* m2 */
    double concentration; /* mol/m3 */
    double temperature;   /* K */
    int electrons;        /* n */
} RandlesSevcikChoice;

typedef struct RandlesSevcik {
    RandlesSevcikChoice choice;
    Line line; /* |i_p| [A] against v^1/2 [(V/s)^1/2] */
    double D;  /* apparent, m2/s */
} RandlesSevcik;

RandlesSevcik randles_sevcik(const CvStudy *s, const RandlesSevcikChoice *c);

#endif
