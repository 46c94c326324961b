#include "options.h"

static const char overview[] =
    "cellsim - from a material card to the figures a battery lab draws\n"
    "\n"
    "  cellsim run CARD...      run the experiments the card names; figures and tables in results/<cell>/\n"
    "  cellsim check CARD...    read a card and show every value with where it comes from\n"
    "  cellsim targets [CARD...]  every published number of the cells (default: those in cells/) against the "
    "simulation\n"
    "  cellsim analyze FILE...  the same analyses on measured data (Battery Data Format, BioLogic .mpt, Neware CSV)\n"
    "  cellsim compare CARD... --with FILE   run, with measured curves over the simulated ones\n"
    "  cellsim list             the cells and protocols that come with cellsim\n"
    "\n"
    "Options of run\n"
    "  -c, --config NAME|FILE   run this protocol instead of the card's own (repeat for several):\n"
    "                           gcd, rate_capability, cv, thin_thick, discharge, ... or your own file\n"
    "  -r, --rate RATE          the rate of protocols that leave it open: C/5, 2C, \"85 mA/g\", \"1 mA/cm2\"\n"
    "  -s, --set PATH=VALUE     change one value of the card for this run (repeat for several)\n"
    "  -o, --out DIR            where results go (default: results)\n"
    "      --json               print one JSON object (the content of summary.json) and nothing else\n"
    "  -q, --quiet              print nothing but errors\n"
    "      --no-figures         data only\n"
    "      --mpt                also EC-Lab text files (.mpt), for programs that read BioLogic data\n"
    "      --tolerance X        accuracy of the time integration, relative (default 3e-5)\n"
    "      --linear-solver K    condensed (default) or full: the same result, to check one against the other\n"
    "      --library DIR        where protocols and materials are looked up, after the card's own folder (default:\n"
    "                           ../configs from there, the installed ones, ./configs)\n"
    "Options for measured data (analyze, compare)\n"
    "      --area-cm2 X  --mass-mg X             of the electrode and its active material (default: 1 cm2, unknown)\n"
    "      --density-g-cm3 X  --radius-um X      of the active material and its particles, for GITT\n"
    "      --concentration-mol-cm3 X             of its sites, for Randles-Sevcik\n"
    "      --join               the files are parts of one measurement, such as one scan rate each\n"
    "  -h, --help               this text            -V, --version   the version\n"
    "\n"
    "Examples\n"
    "  cellsim run cells/r175_li.cfg\n"
    "  cellsim run cells/chen2020.cfg --config discharge --rate C/2\n"
    "  cellsim run cells/r175_li.cfg --config thin_thick --set separator=Whatman_GFA\n"
    "  cellsim analyze cv_0.2.mpt cv_0.4.mpt cv_0.8.mpt --join --area-cm2 1.131 --mass-mg 11.3\n"
    "  cellsim run cells/r175_li.cfg cells/p25_li.cfg --config rate_capability --out compare\n"
    "\n"
    "Exit codes: 0 done, 1 ended early by physics, 2 usage, 3 bad card, 4 solver failure, 5 input or output\n"
    "docs/cards.md describes every key of a card.\n";

const char *options_help(Command command)
{
    (void)command;
    return overview;
}
