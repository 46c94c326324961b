#include "samples.h"

#include <math.h>

enum { POINTS = 61, SCAN_ROWS = 2001 };

/* --- spectra ----------------------------------------------------------------------------------------------------- */

static void impedance(int k, double *f, double *re, double *im)
{
    *f = pow(10, 5 - 0.1 * k);
    const double x = 6.283185307179586 * *f * 1e-3;
    *re = 10 + 100 / (1 + x * x);
    *im = -100 * x / (1 + x * x);
}

#define SPECTRUM(out, ...)                                                                                             \
    for (int k_ = 0; k_ < POINTS; k_++) {                                                                              \
        double f, re, im;                                                                                              \
        impedance(k_, &f, &re, &im);                                                                                   \
        sample_add(out, __VA_ARGS__);                                                                                  \
    }

static void eclab_peis(Text *o)
{
    text_add(o, "EC-Lab ASCII FILE\nNb header lines : "
                "4\n\nfreq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\t|Z|/Ohm\tPhase(Z)/deg\ttime/s\t<Ewe>/V\t<I>/mA\tcycle number\n");
    SPECTRUM(o, "%.6E\t%.6E\t%.6E\t%.6E\t%.6E\t%d\t1.8E+000\t2E-04\t1.0\n", f, re, -im, hypot(re, im),
             atan2(im, re) * 57.29577951, k_);
}

static void gamry_eis(Text *o)
{
    text_add(o, "EXPLAIN\nTAG\tEISPOT\nOCVCURVE\tTABLE\t2\n\tPt\tT\tVf\tVm\n\t#\ts\tV vs. "
                "Ref.\tV\n\t0\t0.2\t1.8\t1.8\n\t1\t0.5\t1.8\t1.8\n"
                "ZCURVE\tTABLE\n\tPt\tTime\tFreq\tZreal\tZimag\tZsig\tZmod\tZphz\tIdc\tVdc\n\t#"
                "\ts\tHz\tohm\tohm\tV\tohm\t\xb0\tA\tV\n");
    SPECTRUM(o, "\t%d\t%d\t%.6E\t%.6E\t%.6E\t1\t%.6E\t%.4f\t1E-6\t1.8\n", k_, k_, f, re, im, hypot(re, im),
             atan2(im, re) * 57.29577951);
    text_add(o, "EXPERIMENTABORTED\tTOGGLE\tT\tExperiment Aborted\n");
}

static void chi_eis(Text *o)
{
    text_add(o, "Feb. 20, 2020   15:55:08\nA.C. Impedance\nInstrument Model:  CHI660E\n\nInit E (V) = 0\n\nFreq/Hz, "
                "Z'/ohm, Z\"/ohm, Z/ohm, Phase/deg\n\n");
    SPECTRUM(o, "%.6e, %.6e, %.6e, %.6e, %.2f\n", f, re, im, hypot(re, im), atan2(im, re) * 57.29577951);
}

/* No line of headings after the comments. */
static void zplot(Text *o)
{
    text_add(o, "ZPLOT2 ASCII\n  Experiment Type:            Sweep Frequency, Control Voltage\n  Date:      "
                "10-12-2018\n  vs Freq-Initial:   300000\nEnd Comments\n");
    SPECTRUM(o, "%.6E\t1.0000E-02\t0.0000E+00\t%.6E\t%.6E\t%.6E\t0.0000E+00\t0\t3\n", f, (double)k_, re, im);
}

static void zplot_old(Text *o)
{
    text_add(o, "\"ZPlotW Data File: Version 3.2c\"\n\"Frequency\"\n0,3,0,1,300000,0.005\n79\n\"  Freq(Hz)    Ampl     "
                "Bias   Time(Sec)   Z'(a)    Z''(b)    GD   Err   Range\"\n");
    SPECTRUM(o, "%.6E, 1.0000E-02, 0.0000E+00, %.6E, %.6E, %.6E, 0.0000E+00, 0, 5\n", f, (double)k_, re, im);
}

static void autolab(Text *o)
{
    text_add(o, "Index;Frequency (Hz);Z' (Ω);-Z'' (Ω);Z (Ω);-Phase (°);Time (s)\n");
    SPECTRUM(o, "%d;%.6g;%.7g;%.7g;%.7g;%.4g;%d\n", k_, f, re, -im, hypot(re, im), -atan2(im, re) * 57.29577951, k_);
}

/* Rows without a frequency come before. */
static void parstat(Text *o)
{
    text_add(o, "Potential (V)\tCurrent (A)\tElapsed Time (s)\tFrequency (Hz)\tZre (ohms)\tZim (ohms)\t|Vac| (V)\n");
    for (int k = 0; k < 50; k++) sample_add(o, "3.49\t-0.15\t%d\t0\t0\t0\t0\n", 10 * k);
    SPECTRUM(o, "3.5\t0.02\t%d\t%.8g\t%.8g\t%.8g\t0.005\n", 1000 + k_, f, re, im);
}

static void versastudio(Text *o)
{
    text_add(o, "<Application>\nName=VersaStudio\n</Application>\n<Segment1>\nType=2\nDefinition=Segment #, Point #, "
                "E(V), I(A), Elapsed Time(s), "
                "Current Range, Frequency(Hz), E Real, E Imag, Z Real, Z Imag, E2(V)\n");
    SPECTRUM(o, "0,%d,1.8,-3E-06,%d,5,%.8g,-0.0036,-0.0179,%.8g,%.8g,0\n", k_, k_, f, re, im);
    text_add(o, "</Segment1>\n");
}

static void powersuite(Text *o)
{
    text_add(o, "Frequency\t Zre\t Zimg\r\r\n");
    SPECTRUM(o, "%.8g\t %.8g\t %.8g\r\r\n", f, re, im);
}

static void bare(Text *o)
{
    SPECTRUM(o, "%.8e,%.8e,%.8e\n", f, re, im);
}

/* --- voltammograms ----------------------------------------------------------------------------------------------- */

typedef struct ScanRow {
    double t, V, I;
    int scan;
} ScanRow;

/* From -0.2 to 0.8 V and back in steps of 2 mV. */
static ScanRow scan_row(int k)
{
    const int phase = k % 1000, up = phase < 500;
    const double V = up ? -0.2 + 0.002 * phase : 0.8 - 0.002 * (phase - 500), z = (V - (up ? 0.35 : 0.25)) / 0.05;
    return (ScanRow){0.2 * k, V, (up ? 1 : -1) * (1e-5 + 2e-4 * exp(-z * z)), k / 1000 + 1};
}

#define SCANS(out, row, first, ...)                                                                                    \
    for (int k_ = first; k_ < SCAN_ROWS; k_++) {                                                                       \
        const ScanRow row = scan_row(k_);                                                                              \
        sample_add(out, __VA_ARGS__);                                                                                  \
    }

static void chi_cv(Text *o)
{
    text_add(o, "Nov. 1, 2024\nCyclic Voltammetry\nScan Rate (V/s) = 0.01\n\nPotential/V, Current/A\n\n");
    SCANS(o, r, 0, "%.3f, %.4e\n", r.V, r.I);
}

/* A table per scan. */
static void gamry_cv(Text *o)
{
    text_add(o, "EXPLAIN\nTAG\tCV\nSCANRATE\tQUANT\t1.0E+001\tScan Rate (mV/s)\n");
    for (int k = 0; k < SCAN_ROWS; k++) {
        const ScanRow r = scan_row(k);
        if (k % 1000 == 0)
            sample_add(o, "CURVE%d\tTABLE\t1000\n\tPt\tT\tVf\tIm\tVu\tSig\n\t#\ts\tV vs. Ref.\tA\tV\tV\n", r.scan);
        sample_add(o, "\t%d\t%.1f\t%.5f\t%.6E\t0\t0\n", k, r.t, r.V, r.I);
    }
}

static void eclab_cv(Text *o)
{
    text_add(o, "EC-Lab ASCII FILE\nNb header lines : 4\n\nmode\ttime/s\tcontrol/V\tEwe/V\t<I>/mA\tcycle number\n");
    SCANS(o, r, 0, "2\t%.9E\t%.7E\t%.7E\t%.7E\t%.7E\n", r.t, r.V, r.V, 1e3 * r.I, (double)r.scan);
}

static void autolab_cv(Text *o)
{
    text_add(o, "Potential applied (V);Time (s);WE(1).Current (A);WE(1).Potential (V);Scan;Index\n");
    SCANS(o, r, 0, "%g;%g;%.8g;%g;%d;%d\n", r.V, r.t, r.I, r.V, r.scan, k_);
}

static const FileSample samples[] = {
    {"EC-Lab PEIS", "EC-Lab text (BioLogic)", SAMPLE_SPECTRUM, eclab_peis},
    {"Gamry EIS", "Gamry .DTA", SAMPLE_SPECTRUM, gamry_eis},
    {"CHI EIS", "CH Instruments text", SAMPLE_SPECTRUM, chi_eis},
    {"ZPlot", "ZPlot .z", SAMPLE_SPECTRUM, zplot},
    {"ZPlot, old", "ZPlot .z", SAMPLE_SPECTRUM, zplot_old},
    {"Autolab", "Autolab (Nova) text", SAMPLE_SPECTRUM, autolab},
    {"Parstat", "Parstat text", SAMPLE_SPECTRUM, parstat},
    {"VersaStudio", "VersaStudio .par", SAMPLE_SPECTRUM, versastudio},
    {"PowerSuite", "PowerSuite text", SAMPLE_SPECTRUM, powersuite},
    {"three columns", "columns named by headings", SAMPLE_SPECTRUM, bare},
    {"CHI CV", "CH Instruments text", SAMPLE_SCANS, chi_cv},
    {"Gamry CV", "Gamry .DTA", SAMPLE_SCANS, gamry_cv},
    {"EC-Lab CV", "EC-Lab text (BioLogic)", SAMPLE_SCANS, eclab_cv},
    {"Autolab CV", "Autolab (Nova) text", SAMPLE_SCANS, autolab_cv},
};

int other_samples(const FileSample **out)
{
    *out = samples;
    return (int)(sizeof samples / sizeof *samples);
}
