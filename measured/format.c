#include "format.h"

#include <string.h>

static const OwnName maccor[] = {{"current", COLUMN_CURRENT, "A"},  {"voltage", COLUMN_VOLTAGE, "V"},
                                 {"capacity", COLUMN_CHARGE, "Ah"}, {"md", COLUMN_STATE, NULL},
                                 {"state", COLUMN_STATE, NULL},     {NULL, 0, NULL}};

/* The tables of Arbin's database, and what is exported from them. */
static const OwnName arbin[] = {{"testtime", COLUMN_TIME, "s"},
                                {"steptime", COLUMN_STEP_TIME, "s"},
                                {"current", COLUMN_CURRENT, "A"},
                                {"voltage", COLUMN_VOLTAGE, "V"},
                                {"chargecapacity", COLUMN_CHARGE_IN, "Ah"},
                                {"dischargecapacity", COLUMN_CHARGE_OUT, "Ah"},
                                {NULL, 0, NULL}};

static const OwnName basytec[] = {
    {"line", COLUMN_STEP, NULL}, {"command", COLUMN_STATE, NULL}, {"state", COLUMN_STATE, NULL}, {NULL, 0, NULL}};

static const OwnName gamry[] = {{"t", COLUMN_TIME, NULL},
                                {"time", COLUMN_TIME, NULL},
                                {"vf", COLUMN_VOLTAGE, NULL},
                                {"im", COLUMN_CURRENT, NULL},
                                {"freq", COLUMN_FREQUENCY, NULL},
                                {"zreal", COLUMN_Z_REAL, NULL},
                                {"zimag", COLUMN_Z_IMAGINARY, NULL},
                                {"cycle", COLUMN_CYCLE, NULL},
                                {NULL, 0, NULL}};

static const OwnName zplot[] = {{"freqhz", COLUMN_FREQUENCY, "Hz"},
                                {"z'a", COLUMN_Z_REAL, "ohm"},
                                {"z''b", COLUMN_Z_IMAGINARY, "ohm"},
                                {NULL, 0, NULL}};

static const OwnName versastudio[] = {{"zreal", COLUMN_Z_REAL, "ohm"},
                                      {"zimag", COLUMN_Z_IMAGINARY, "ohm"},
                                      {"segment", COLUMN_STEP, NULL},
                                      {NULL, 0, NULL}};

static const OwnName powersuite[] = {{"frequency", COLUMN_FREQUENCY, "Hz"},
                                     {"zre", COLUMN_Z_REAL, "ohm"},
                                     {"zimg", COLUMN_Z_IMAGINARY, "ohm"},
                                     {NULL, 0, NULL}};

/* Battery Data Format, machine-readable: units in words (ohm and Ah are known anyway). */
static const OwnName bdf[] = {{"testtimesecond", COLUMN_TIME, "s"},       {"steptimesecond", COLUMN_STEP_TIME, "s"},
                              {"unixtimesecond", COLUMN_TIME, "s"},       {"testtimemillisecond", COLUMN_TIME, "ms"},
                              {"voltagevolt", COLUMN_VOLTAGE, "V"},       {"currentampere", COLUMN_CURRENT, "A"},
                              {"frequencyhertz", COLUMN_FREQUENCY, "Hz"}, {NULL, 0, NULL}};

const Format format_plain = {.name = "columns named by headings"};

/* The more special first: an export may hold words of another. */
static const Format formats[] = {
    {.name = "EC-Lab text (BioLogic)",
     .marks =
         "EC-Lab ASCII FILE|BT-Lab ASCII FILE|BT-LAB ASCII FILE|Ewe/V&<I>/mA|Ecell/V&I/mA|freq/Hz&Re(Z)/Ohm|Ewe/V&Ns",
     .sign = SIGN_CHARGE_POSITIVE},
    {.name = "Battery Data Format",
     .marks = "Test Time / &Voltage / |test_time_second&voltage_volt|Frequency / Hz&Real Impedance / ",
     .own = bdf,
     .sign = SIGN_CHARGE_POSITIVE},
    {.name = "Gamry .DTA", .marks = "EXPLAIN&TABLE", .own = gamry},
    {.name = "VersaStudio .par", .marks = "<Application>&VersaStudio|Definition=Segment", .own = versastudio},
    {.name = "Parstat text", .marks = "Zre (ohms)&Frequency (Hz)|Elapsed Time (s)&Potential (V)"},
    {.name = "PowerSuite text", .marks = "Frequency&Zre&Zimg", .own = powersuite},
    {.name = "ZPlot .z",
     .marks = "ZPLOT2 ASCII|ZPlotW|ZPLOTW|Z60W Data File|End Comments|Z'(a)&Z''(b)",
     .own = zplot,
     .columns = "freqhz ampl bias time z'a z''b"},
    {.name = "CH Instruments text",
     .marks =
         "Potential/V, Current/A|Potential/V,Current/A|Instrument Model:  CHI|Instrument Model: CHI|Freq/Hz, Z'/ohm",
     .scan_rate = "Scan Rate (V/s) ="},
    {.name = "Autolab (Nova) text", .marks = "WE(1).Current|WE(1).Potential|Potential applied (V)|Z' (Ω)&-Z'' (Ω)"},
    {.name = "Novonix", .marks = "[End Summary]|Novonix|Run Time (h)&Potential (V)", .sign = SIGN_CHARGE_POSITIVE},
    {.name = "PEC", .marks = "TestRegime|Total Time (Seconds)&Voltage (mV)", .sign = SIGN_CHARGE_POSITIVE},
    {.name = "BaSyTec", .marks = "Basytec|BaSyTec|~Time[", .own = basytec, .sign = SIGN_CHARGE_POSITIVE},
    {.name = "Landt CSV", .marks = "channel_index&step_name|LANDT|LANHE", .sign = SIGN_CHARGE_POSITIVE},
    {.name = "Maccor text",
     .marks = "DPT Time|DPt Time|DPt-Time|Cycle C&TestTime|Cyc#&Amps|Cyc#&TestTime",
     .own = maccor,
     .time_of_stamps = 1},
    {.name = "Neware",
     .marks = "DataPoint&Step Type|Chg. Cap.(|DChg. Cap.(|Record "
              "ID&Step|工步类型|工步号&电压|工步序号&电压|记录序号|数据序号"},
    {.name = "Arbin",
     .marks = "Test_Time&Step_Index|Data Point&Test Time (s)|Data_Point&Test_Time",
     .own = arbin,
     .sign = SIGN_CHARGE_POSITIVE},
    {.name = "Digatron", .marks = "AhAccu|Program Duration", .sign = SIGN_CHARGE_POSITIVE},
    {.name = "PyBaMM", .marks = "Time [s]&Discharge capacity [A.h]", .sign = SIGN_DISCHARGE_POSITIVE},
};

int formats_all(const Format **out)
{
    *out = formats;
    return (int)(sizeof formats / sizeof *formats);
}

/* 1: `text` holds the n bytes at `what`. */
static int contains(const char *text, const char *what, size_t n)
{
    for (const char *p = text; (p = strchr(p, *what)) != NULL; p++)
        if (!strncmp(p, what, n)) return 1;
    return 0;
}

/* "a&b|c" */
static int is_marked(const char *text, const char *marks)
{
    int all = 1;
    for (const char *p = marks;; p++) {
        const size_t n = strcspn(p, "&|");
        all = all && contains(text, p, n);
        p += n;
        if (*p == '&') continue;
        if (all) return 1;
        if (!*p) return 0;
        all = 1;
    }
}

const Format *format_find(const char *text)
{
    for (size_t k = 0; k < sizeof formats / sizeof *formats; k++)
        if (is_marked(text, formats[k].marks)) return &formats[k];
    return &format_plain;
}
