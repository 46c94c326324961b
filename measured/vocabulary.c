#include "vocabulary.h"

#include <string.h>

enum { MOST_NAMES = 40 };

/* Plain names, best first. */
static const char *const names[COLUMN_KINDS][MOST_NAMES] = {
    [COLUMN_TIME] = {"testtime",        "totaltime", "cumulativetime", "elapsedtime", "runtime",      "test",
                     "programduration", "progtime",  "programtime",    "time",        "relativetime", "总时间",
                     "测试时间",        "累计时间",  "时间",           "gesamtzeit",  "messzeit",     "prüfzeit",
                     "testzeit",        "laufzeit",  "zeit",           "temps",       "tempstotal",   "tempsécoulé",
                     "correctedtime",   "時間",      "시간",           "tiempo",      "tempo",        "t",
                     "unixtime"},
    [COLUMN_STEP_TIME] = {"steptime", "stepduration", "statetime", "step", "相对时间", "步时间", "工步时间", "步骤时间",
                          "schrittzeit", "tstep"},
    [COLUMN_DATE] = {"datetime", "dateandtime", "dpttime", "timestamp", "realtime", "systemtime", "absolutetime",
                     "datetimeisostring", "绝对时间", "系统时间", "日期时间", "日期", "zeitstempel", "datum", "date"},
    [COLUMN_VOLTAGE] = {"voltage",
                        "cellvoltage",
                        "ecell",
                        "ewe",
                        "eweece",
                        "ewec",
                        "potential",
                        "we1potential",
                        "cellpotential",
                        "volt",
                        "volts",
                        "电压",
                        "电池电压",
                        "zellspannung",
                        "klemmenspannung",
                        "spannung",
                        "tension",
                        "tensión",
                        "tensione",
                        "電圧",
                        "전압",
                        "batteryvoltage",
                        "vcell",
                        "ucell",
                        "terminalvoltage",
                        "potentialapplied",
                        "workingelectrode",
                        "vol",
                        "u",
                        "v",
                        "e"},
    [COLUMN_CURRENT] = {"current",
                        "cellcurrent",
                        "i",
                        "im",
                        "cur",
                        "we1current",
                        "amps",
                        "amp",
                        "电流",
                        "zellstrom",
                        "strom",
                        "stromstärke",
                        "courant",
                        "corriente",
                        "corrente",
                        "電流",
                        "전류",
                        "batterycurrent",
                        "icell",
                        "currentdensity",
                        "specificcurrent",
                        "stromdichte",
                        "j",
                        "a"},
    [COLUMN_CYCLE] = {"cyclecount", "cyclenumber", "cycleindex",    "cycleid",  "cyclec",   "cycle",
                      "cyc",        "cycno",       "cycleno",       "cyclenr",  "cyccount", "循环号",
                      "循环序号",   "循环序数",    "循环",          "循环次数", "zyklus",   "zyklusnummer",
                      "zyklusnr",   "zykluszahl",  "numérodecycle", "サイクル", "scan"},
    [COLUMN_STEP] = {"stepcount", "stepnumber", "stepindex", "stepid", "ns", "step", "stepno", "stepnr",
                     "steprecordindex", "工步号", "工步序号", "步次", "工步", "步骤号", "schritt", "schrittnummer",
                     "schrittnr"},
    [COLUMN_STATE] = {"steptype", "stepname", "stepstate", "工步类型", "工步名称", "步骤类型", "步骤名称", "工步状态",
                      "状态", "workmode", "工作模式", "schritttyp", "status", "state", "zustand", "md", "command",
                      "befehl", "mode"},
    [COLUMN_CHARGE] = {"capacity",
                       "cap",
                       "stepcapacity",
                       "stepnetcapacity",
                       "stepcumulativecapacity",
                       "netcapacity",
                       "amphr",
                       "qqo",
                       "qchargedischarge",
                       "cumulativecapacity",
                       "容量",
                       "kapazität",
                       "capacité",
                       "ah",
                       "ahaccu",
                       "speccap",
                       "specificcapacity",
                       "gravimetriccapacity",
                       "比容量",
                       "spezifischekapazität",
                       "arealcapacity"},
    [COLUMN_CHARGE_IN] = {"chargecapacity", "chgcap", "chgcapacity", "stepchargingcapacity", "cyclechargingcapacity",
                          "schedulechargingcapacity", "chargingcapacity", "qcharge", "充电容量", "ladekapazität",
                          "ahcha"},
    [COLUMN_CHARGE_OUT] = {"dischargecapacity", "dchgcap", "dchgcapacity", "dischgcap", "stepdischargingcapacity",
                           "cycledischargingcapacity", "scheduledischargingcapacity", "dischargingcapacity",
                           "qdischarge", "放电容量", "entladekapazität", "ahdch"},
    [COLUMN_FREQUENCY] = {"frequency", "freq", "f", "frequenz", "fréquence", "频率", "频率f", "周波数"},
    [COLUMN_Z_REAL] = {"rez", "z'", "zre", "zreal", "realz", "realimpedance", "zr", "rezre", "realpart", "zreel", "z'a",
                       "impedancereal", "real", "re", "z1"},
    [COLUMN_Z_IMAGINARY] = {"imz", "z''", "zim", "zimag", "zimg", "imagz", "imaginaryimpedance", "zi", "imaginarypart",
                            "z''b", "impedanceimag", "impedanceimaginary", "imag", "im", "z2"},
    [COLUMN_Z_MODULUS] = {"|z|", "zmod", "absoluteimpedance", "modulus", "z"},
    [COLUMN_CELL] = {"cell", "cellid", "cellname", "cellnumber", "cellno", "cellnr", "batteryid", "barcode", "channel",
                     "channelid", "channelname", "channelnumber", "channelno", "通道", "通道号"},
    [COLUMN_Z_PHASE] = {"phasez", "phase", "zphz", "phaseangle", "theta", "phasenwinkel"},
};

/* Names that say their unit. */
static const char *const with_unit[][2] = {{"amps", "A"},   {"amp", "A"},   {"volts", "V"},   {"volt", "V"},
                                           {"amphr", "Ah"}, {"ah", "Ah"},   {"ahaccu", "Ah"}, {"ahcha", "Ah"},
                                           {"ahdch", "Ah"}, {"z'a", "ohm"}, {"z''b", "ohm"},  {"unixtime", "s"}};

static const struct {
    const char *name;
    Dimension dimension;
} kinds[COLUMN_KINDS] = {
    [COLUMN_TIME] = {"time", DIMENSION_TIME},
    [COLUMN_STEP_TIME] = {"step time", DIMENSION_TIME},
    [COLUMN_DATE] = {"date", DIMENSION_NONE},
    [COLUMN_VOLTAGE] = {"voltage", DIMENSION_VOLTAGE},
    [COLUMN_CURRENT] = {"current", DIMENSION_CURRENT},
    [COLUMN_CYCLE] = {"cycle", DIMENSION_NONE},
    [COLUMN_STEP] = {"step", DIMENSION_NONE},
    [COLUMN_STATE] = {"step name", DIMENSION_NONE},
    [COLUMN_CHARGE] = {"capacity", DIMENSION_CHARGE},
    [COLUMN_CHARGE_IN] = {"charge capacity", DIMENSION_CHARGE},
    [COLUMN_CHARGE_OUT] = {"discharge capacity", DIMENSION_CHARGE},
    [COLUMN_FREQUENCY] = {"frequency", DIMENSION_FREQUENCY},
    [COLUMN_Z_REAL] = {"real impedance", DIMENSION_RESISTANCE},
    [COLUMN_Z_IMAGINARY] = {"imaginary impedance", DIMENSION_RESISTANCE},
    [COLUMN_Z_MODULUS] = {"modulus", DIMENSION_RESISTANCE},
    [COLUMN_Z_PHASE] = {"phase", DIMENSION_ANGLE},
    [COLUMN_CELL] = {"cell", DIMENSION_NONE},
};

const char *column_name(ColumnKind k)
{
    return kinds[k].name;
}

Dimension column_dimension(ColumnKind k)
{
    return kinds[k].dimension;
}

int name_rank(ColumnKind kind, const char *plain, const char **unit)
{
    *unit = NULL;
    for (int k = 0; k < MOST_NAMES && names[kind][k]; k++) {
        if (strcmp(plain, names[kind][k]) != 0) continue;
        for (size_t j = 0; j < sizeof with_unit / sizeof *with_unit; j++)
            if (!strcmp(plain, with_unit[j][0])) *unit = with_unit[j][1];
        return k;
    }
    return -1;
}

/* --- plain names ------------------------------------------------------------------------------------------------- */

/* Characters of many bytes that are not letters; what stands for them here. */
static const char *const marks[][2] = {{"′", "'"}, {"″", "''"}, {"’", "'"},       {"−", "-"},          {"–", "-"},
                                       {"°", ""},  {"·", ""},   {"\xC2\xA0", ""}, {"（", "("},         {"）", ")"},
                                       {"：", ""}, {"²", "2"},  {"＃", ""},       {"\xEF\xBB\xBF", ""}};

static const char *mark_here(const char *p, size_t *length)
{
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        *length = strlen(marks[k][0]);
        if (!strncmp(p, marks[k][0], *length)) return marks[k][1];
    }
    return NULL;
}

static void put(char *out, size_t *n, char c)
{
    if (*n + 3 < NAME_SIZE) out[(*n)++] = c;
}

/* "Ä" -> "ä": the second byte of a Latin capital in UTF-8. */
static char lower(char before, char c)
{
    const unsigned char u = (unsigned char)c;
    if (c >= 'A' && c <= 'Z') return (char)(c | 32);
    return (unsigned char)before == 0xC3 && u >= 0x80 && u < 0x9F ? (char)(u + 0x20) : c;
}

static int is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' || c == '|';
}

/* One byte of a name. */
static void put_plain(char *out, size_t *n, char c, int *negative)
{
    if (c == '-' && *n == 0) *negative = 1;
    else if (c == '"') {
        put(out, n, '\'');
        put(out, n, '\'');
    } else if (is_plain(c) || (unsigned char)c >= 0x80) put(out, n, lower(*n ? out[*n - 1] : 0, c));
}

void name_plain(const char *p, const char *end, char out[NAME_SIZE], int *negative)
{
    size_t n = 0, length;
    *negative = 0;
    while (p < end) {
        const char *mark = (unsigned char)*p >= 0x80 ? mark_here(p, &length) : NULL;
        for (const char *c = mark; c && *c; c++) put_plain(out, &n, *c, negative);
        if (!mark) put_plain(out, &n, *p, negative);
        p += mark ? length : 1;
    }
    out[n] = '\0';
}

/* --- steps ------------------------------------------------------------------------------------------------------- */

static int holds(const char *text, const char *const *word)
{
    for (; *word; word++)
        if (strstr(text, *word)) return 1;
    return 0;
}

static int begins(const char *text, const char *const *word)
{
    for (; *word; word++)
        if (!strncmp(text, *word, strlen(*word))) return 1;
    return 0;
}

int state_of_word(const char *word)
{
    static const char *const rests[] = {"rest", "ocv",  "ocp",  "open", "paus", "ruhe",  "idle",
                                        "wait", "静置", "搁置", "休止", "静止", "repos", NULL};
    static const char *const discharges[] = {"dchg", "dchrg",    "dischg", "discha",  "dischrg", "entlad", "放电",
                                             "放電", "décharge", "방전",   "dcharge", "dis_",    NULL};
    static const char *const charges[] = {"chg", "charg", "chrg", "laden", "ladung", "充电", "充電", "충전", NULL};
    char plain[NAME_SIZE];
    int negative;
    name_plain(word, word + strlen(word), plain, &negative);
    if (!plain[0]) return STATE_UNKNOWN;
    if (!plain[1]) return plain[0] == 'c' ? 1 : plain[0] == 'd' ? -1 : strchr("rpso", plain[0]) ? 0 : STATE_UNKNOWN;
    if (begins(plain, rests)) return 0;
    if (holds(plain, discharges) || !strcmp(plain, "dis") || !strcmp(plain, "dch")) return -1;
    return holds(plain, charges) || !strcmp(plain, "cha") ? 1 : STATE_UNKNOWN;
}
