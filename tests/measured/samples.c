#include "samples.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void sample_add(Text *out, const char *format, ...)
{
    char line[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    text_add(out, line);
}

SampleRow sample_row(int k)
{
    const int step = k / 61, way = step % 2 ? -1 : 1;
    const double x = k % 61 / 60.0;
    return (SampleRow){
        k + 1,      step / 2 + 1, step + 1, way, 3600 * (step + x), 3600 * x, way > 0 ? 2.5 + x : 3.5 - x,
        way * 1e-3, 1e-3 * x};
}

#define ROWS(out, row, ...)                                                                                            \
    for (int k_ = 0; k_ < SAMPLE_ROWS; k_++) {                                                                         \
        const SampleRow row = sample_row(k_);                                                                          \
        sample_add(out, __VA_ARGS__);                                                                                  \
    }

/* What only charges, or only discharges, have passed. */
static double in(const SampleRow *r)
{
    return r->way > 0 ? r->Q : 0;
}

static double out_of(const SampleRow *r)
{
    return r->way < 0 ? r->Q : 0;
}

/* "1:02:03", with days before it */
static const char *clock_text(double t, int style)
{
    static char text[4][32];
    static int next;
    char *s = text[next++ % 4];
    const int n = (int)(t + 0.5);
    static const char *const format[] = {"%02d:%02d:%02d", "%d:%02d:%02d.000", "  0d %02d:%02d:%02d.00"};
    snprintf(s, 32, format[style], n / 3600, n / 60 % 60, n % 60);
    return s;
}

/* The 1st of March 2024, from 10 o'clock. */
static const char *stamp(double t, const char *date)
{
    static char text[4][48];
    static int next;
    char *s = text[next++ % 4];
    snprintf(s, 48, "%s %s", date, clock_text(t + 36000, 0));
    return s;
}

/* --- cycles ------------------------------------------------------------------------------------------------------ */

static void bdf(Text *o)
{
    text_add(o,
             "Test Time / s,Voltage / V,Current / A,Unix Time / s,Cycle Count / 1,Step Count / 1,Net Capacity / Ah\n");
    ROWS(o, r, "%g,%.4f,%g,%.0f,%d,%d,%.8f\n", r.t, r.V, r.I, 1.7e9 + r.t, r.cycle, r.step,
         r.way > 0 ? r.Q : 1e-3 - r.Q);
}

static void bdf_machine(Text *o)
{
    text_add(o,
             "unix_time_second,test_time_second,voltage_volt,current_ampere,cycle_count,step_count,net_capacity_ah\n");
    ROWS(o, r, "%.0f,%g,%.4f,%g,%d,%d,%.8f\n", 1.7e9 + r.t, r.t, r.V, r.I, r.cycle, r.step,
         r.way > 0 ? r.Q : 1e-3 - r.Q);
}

static void eclab(Text *o)
{
    text_add(o,
             "EC-Lab ASCII FILE\r\nNb header lines : 8\r\n\r\nGalvanostatic Cycling with Potential Limitation\r\n\r\n"
             "Electrode surface area : 1.000 cm\xb2\r\n\r\n"
             "mode\tox/red\terror\tNs\ttime/s\tcontrol/V/mA\tEwe/V\tdq/mA.h\t(Q-Qo)/mA.h\t<I>/mA\tcycle number\t\r\n");
    ROWS(o, r, "1\t%d\t0\t%d\t%.15E\t%.7E\t%.7E\t0\t%.15E\t%.7E\t%.7E\r\n", r.way > 0, r.step % 2, r.t, 1e3 * r.I, r.V,
         1e3 * (r.way > 0 ? r.Q : 1e-3 - r.Q), 1e3 * r.I, (double)r.cycle);
}

/* Absolute time, a decimal comma. */
static void eclab_absolute(Text *o)
{
    text_add(o, "BT-Lab ASCII FILE\r\nNb header lines : 4\r\n\r\nmode\tNs\ttime/s\tEcell/V\tI/mA\tcycle number\r\n");
    for (int k = 0; k < SAMPLE_ROWS; k++) {
        const SampleRow r = sample_row(k);
        sample_add(o, "1\t%d\t%s.000\t%d,%04d\t%d,0000\t%d\r\n", r.step, stamp(r.t, "03/01/2024"), (int)r.V,
                   (int)(1e4 * (r.V - (int)r.V) + 0.5), r.way, r.cycle);
    }
}

static void neware(Text *o)
{
    text_add(o, "DataPoint,Cycle Index,Step Index,Step Type,Time,Cumulative Time,Current(A),Voltage(V),Capacity(Ah),"
                "Spec. Cap.(mAh/g),Chg. Cap.(Ah),DChg. Cap.(Ah),Energy(Wh),Date,Power(W)\n");
    ROWS(o, r, "%d,%d,%d,%s,%s,%s,%.8f,%.4f,%.8f,0.00,%.8f,%.8f,0,%s,0\n", r.number, r.cycle, r.step,
         r.way > 0 ? "CC Chg" : "CC DChg", clock_text(r.step_time, 0), clock_text(r.t, 0), fabs(r.I), r.V, r.Q, in(&r),
         out_of(&r), stamp(r.t, "2024-03-01"));
}

/* Cycle, step and record; the first step of a cycle on the line of the cycle. */
static void neware_nested(Text *o)
{
    text_add(o, "Cycle Index,Chg. Cap.(Ah),DChg. Cap.(Ah),Chg.-DChg. Eff(%),Chg. Time,DChg. Time\n"
                ",Step Index,Step Number,Step Type,Step Time,Capacity(Ah),Onset Volt.(V),End Voltage(V)\n"
                ",,DataPoint,Time,Total Time,Current(A),Voltage(V),Capacity(Ah),Energy(Wh)\n");
    for (int k = 0; k < SAMPLE_ROWS; k++) {
        const SampleRow r = sample_row(k), before = sample_row(k ? k - 1 : 0);
        const char *word = r.way > 0 ? "CC Chg" : "CC DChg";
        if (k == 0 || r.cycle != before.cycle)
            sample_add(o, "%d,0.001,0.001,100.00,01:00:00,01:00:00,%d,%d,%s,01:00:00,0.001,2.5,3.5\n", r.cycle, r.step,
                       r.step, word);
        else if (r.step != before.step) sample_add(o, ",%d,%d,%s,01:00:00,0.001,3.5,2.5\n", r.step, r.step, word);
        sample_add(o, ",,%d,%s,%s,%.5f,%.4f,%.7f,0\n", r.number, clock_text(r.step_time, 0), clock_text(r.t, 0),
                   fabs(r.I), r.V, r.Q);
    }
}

static void neware_chinese(Text *o)
{
    text_add(o, "记录序号,循环号,工步号,工步类型,时间(h:min:s.ms),电流(mA),电压(V),容量(mAh)\n");
    ROWS(o, r, "%d,%d,%d,%s,%s,%.4f,%.4f,%.5f\n", r.number, r.cycle, r.step, r.way > 0 ? "恒流充电" : "恒流放电",
         clock_text(r.step_time, 1), 1e3 * fabs(r.I), r.V, 1e3 * r.Q);
}

static void landt(Text *o)
{
    text_add(
        o, "cell model:,,,\nNominal capacity used to define the C rate:Ah,,,\nchannel_index,cycle_index,step_index,"
           "date_time_iso_string,test_time_s,step_time_s,current_A,voltage_V,discharge_capacity_Ah,charge_capacity_Ah,"
           "Pressure_Psi,temperature_1_C,step_name\n");
    ROWS(o, r, "%d,%d,%d,%s,%.3f,%.3f,%.6f,%.4f,%.8f,%.8f,0,25,%s\n", r.number, r.cycle, r.step,
         stamp(r.t, "03/01/2024"), r.t, r.step_time, r.I, r.V, out_of(&r), in(&r), r.way > 0 ? "C_CC" : "D_CC");
}

static void arbin(Text *o)
{
    text_add(o, "Data Point,Date Time,Test Time (s),Step Time (s),Cycle Index,Step Index,Current (A),Voltage (V),"
                "Charge Capacity (Ah),Discharge Capacity (Ah),mAh/g,ACR (Ohm),Internal Resistance (Ohm)\n");
    ROWS(o, r, "%d,\t%s.000,%g,%g,%d,%d,%g,%.4f,%.8f,%.8f,,,0\n", r.number, stamp(r.t, "03/01/2024"), r.t, r.step_time,
         r.cycle, r.step, r.I, r.V, in(&r), out_of(&r));
}

/* Without units: those of Arbin's database. */
static void arbin_old(Text *o)
{
    text_add(o, "Data_Point,Test_Time,Step_Time,DateTime,Step_Index,Cycle_Index,Current,Voltage,Charge_Capacity,"
                "Discharge_Capacity\n");
    ROWS(o, r, "%d,%g,%g,%.6f,%d,%d,%g,%.4f,%.8f,%.8f\n", r.number, r.t, r.step_time, 45352 + r.t / 86400, r.step,
         r.cycle, r.I, r.V, in(&r), out_of(&r));
}

/* Minutes, which only the time stamps tell; C and D. */
static void maccor(Text *o)
{
    text_add(o, "Name:\tdemo\nStarted\t03/01/2024 10:00:00\n\nRec\tCycle P\tCycle C\tStep\tTestTime\tStepTime\tCap. "
                "[Ah]\tEner. [Wh]\t"
                "Current [A]\tVoltage [V]\tMd\tES\tDPT Time\n\n");
    ROWS(o, r, "%d\t0\t%d\t%d\t%.6f\t%.6f\t%.8f\t0\t%.8f\t%.4f\t%c\t1\t%s\n", r.number, r.cycle, r.step, r.t / 60,
         r.step_time / 60, r.Q, fabs(r.I), r.V, r.way > 0 ? 'C' : 'D', stamp(r.t, "03/01/2024"));
}

static void maccor_clock(Text *o)
{
    text_add(o, "Today's Date:\t14 December "
                "2020\nRec#\tCyc#\tStep\tTestTime\tStepTime\tAmp-hr\tWatt-hr\tAmps\tVolts\tState\tES\tDPt Time\n");
    ROWS(o, r, "%d\t%d\t%d\t%s\t%s\t%.8f\t0\t%.5f\t%.5f\t%c\t1\t%s\n", r.number, r.cycle, r.step, clock_text(r.t, 2),
         clock_text(r.step_time, 2), r.Q, fabs(r.I), r.V, r.way > 0 ? 'C' : 'D', stamp(r.t, "03/01/2024"));
}

static void basytec(Text *o)
{
    text_add(o, "~Resultfile from Basytec Battery Test System\n~Start of Test: 19.06.2023 17:56:53\n~\n"
                "~Time[h]\tDataSet\tt-Step[h]\tLine\tCommand\tU[V]\tI[A]\tAh[Ah]\tT1[\xb0"
                "C]\tCyc-Count\tState\n");
    ROWS(o, r, "%.9f\t%d\t%.9f\t%d\t%s\t%.4f\t%.5f\t%.8f\t25\t%d\t1\n", r.t / 3600, r.number, r.step_time / 3600,
         r.step, r.way > 0 ? "Charge" : "Discharge", r.V, r.I, r.way > 0 ? r.Q : 1e-3 - r.Q, r.cycle);
}

static void novonix(Text *o)
{
    text_add(o,
             "[Summary]\nNovonix UHPC data file\nMass (g): 1.000\n[End Summary]\n[Protocol]\n"
             "{\"Steps\":\"Voltage (V), Current (A), step time\"}\n[End Protocol]\n[Data]\n"
             "Date and Time,Cycle Number,Step Type,Run Time (h),Step Time (h),Current (A),Potential (V),Capacity (Ah),"
             "Temperature (\xc2\xb0"
             "C),Step Number\n");
    ROWS(o, r, "%s,%d,%d,%.9f,%.9f,%.7f,%.6f,%.9f,24.6,%d\n", stamp(r.t, "2024-03-01"), r.cycle, r.way > 0 ? 1 : 2,
         r.t / 3600, r.step_time / 3600, r.I, r.V, r.way > 0 ? r.Q : 1e-3 - r.Q, r.step);
}

static void pec(Text *o)
{
    text_add(o, "Request Year:,2019\nTestRegime Name:,dQdV C/25\n#RESULTS CHECK\nReqYear,Test,CellNr\n2019,187,1\n#END "
                "RESULTS CHECK\n"
                "Test,Cell,Step,Cycle,Total Time (Seconds),Step Time (Seconds),Real Time,Voltage (mV),Current (mA),"
                "Charge Capacity (mAh),Discharge Capacity (mAh),Charge Capacity (mWh),ReasonCode\n");
    ROWS(o, r, "187,1,%d,%d,%g,%g,%s,%.3f,%.4f,%.6f,%.6f,0,30\n", r.step, r.cycle, r.t, r.step_time,
         stamp(r.t, "03/01/2024"), 1e3 * r.V, 1e3 * r.I, 1e3 * in(&r), 1e3 * out_of(&r));
}

static void pybamm(Text *o)
{
    text_add(o, "Time [s],Current [A],Voltage [V],Discharge capacity [A.h],Cycle,Step\n");
    ROWS(o, r, "%g,%g,%.4f,%.9f,%d,%d\n", r.t, -r.I, r.V, r.way > 0 ? -r.Q : r.Q - 1e-3, r.cycle - 1, r.step);
}

/* A row of units below the headings. */
static void digatron(Text *o)
{
    text_add(o, "Battery;demo\nStart Time;3/1/2024 10:00:00 AM\n\n"
                "Step;Status;Prog Time;Step Time;Cycle;Procedure;Voltage;Current;AhAccu;WhAccu;Temp1\n"
                ";;;;;;[V];[A];[Ah];[Wh];[\xC2\xB0"
                "C]\n");
    ROWS(o, r, "%d;%s;%s;%s;%d;demo;%.4f;%g;%.8f;0;25\n", r.step, r.way > 0 ? "CHA" : "DCH", clock_text(r.t, 0),
         clock_text(r.step_time, 0), r.cycle, r.V, r.I, r.way > 0 ? r.Q : 1e-3 - r.Q);
}

static void german(Text *o)
{
    text_add(o, "Zeit [s];Spannung [V];Strom [mA]\n");
    ROWS(o, r, "%d;%d,%04d;%d\n", (int)(r.t + 0.5), (int)r.V, (int)(1e4 * (r.V - (int)r.V) + 0.5), r.way);
}

static const FileSample samples[] = {
    {"BDF", "Battery Data Format", SAMPLE_CYCLES, bdf},
    {"BDF, machine-readable", "Battery Data Format", SAMPLE_CYCLES, bdf_machine},
    {"EC-Lab", "EC-Lab text (BioLogic)", SAMPLE_CYCLES, eclab},
    {"EC-Lab, absolute time", "EC-Lab text (BioLogic)", SAMPLE_CYCLES, eclab_absolute},
    {"Neware", "Neware", SAMPLE_CYCLES, neware},
    {"Neware, nested", "Neware", SAMPLE_CYCLES, neware_nested},
    {"Neware, Chinese", "Neware", SAMPLE_CYCLES, neware_chinese},
    {"Landt", "Landt CSV", SAMPLE_CYCLES, landt},
    {"Arbin", "Arbin", SAMPLE_CYCLES, arbin},
    {"Arbin without units", "Arbin", SAMPLE_CYCLES, arbin_old},
    {"Maccor, minutes", "Maccor text", SAMPLE_CYCLES, maccor},
    {"Maccor, clocks", "Maccor text", SAMPLE_CYCLES, maccor_clock},
    {"BaSyTec", "BaSyTec", SAMPLE_CYCLES, basytec},
    {"Novonix", "Novonix", SAMPLE_CYCLES, novonix},
    {"PEC", "PEC", SAMPLE_CYCLES, pec},
    {"Digatron", "Digatron", SAMPLE_CYCLES, digatron},
    {"PyBaMM", "PyBaMM", SAMPLE_CYCLES, pybamm},
    {"German", "columns named by headings", SAMPLE_CYCLES, german},
};

int cycle_samples(const FileSample **out)
{
    *out = samples;
    return (int)(sizeof samples / sizeof *samples);
}
