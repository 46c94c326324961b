#include "words.h"

const CommandWords command_words[COMMAND_VERSION + 1] = {
    [COMMAND_RUN] = {"run", "CARD...", "cells",
                     "run the experiments that the card names; figures and tables in results/<cell>/",
                     "CARD is a file, or the name of a cell: cellsim list shows those there are. Results\n"
                     "are tables, figures, summary.json and one page with all of it, report.html. At its\n"
                     "end every run says how far its numbers can be trusted (cellsim help trust).\n",
                     "cellsim run r175_li                                  # all that its card names\n"
                     "cellsim run chen2020 --config discharge --rate C/2   # one protocol, at a rate\n"
                     "cellsim run r175_li --config thin_thick --set separator=Whatman_GFA\n"
                     "cellsim run r175_li p25_li --config rate_capability --out both\n"
                     "cellsim run my_cell.cfg --accuracy 0.1mV             # mesh and time steps as needed\n"},
    [COMMAND_CHECK] = {"check", "CARD...", "cells", "would it run? shows every value with where it comes from",
                       "Reads the card and its protocols as run would, and builds the cell, without running\n"
                       "it. Every value is shown with its kind (reported, literature, fitted, assumed) and its\n"
                       "source; a value that nothing uses is marked.\n",
                       "cellsim check my_cell.cfg\n"
                       "cellsim check chen2020 --json\n"},
    [COMMAND_LIST] = {"list", "", "", "the cells and protocols there are, with their titles", "",
                      "cellsim list\n"
                      "cellsim list --json        # with their files\n"},
    [COMMAND_ANALYZE] = {"analyze", "FILE...", "files",
                         "the same analyses on measured data (text of cyclers and potentiostats)",
                         "Capacities and dQ/dV of cycles, peaks and capacitive shares of voltammograms,\n"
                         "diffusivities of titrations, arcs of spectra. It first says what it took of the file;\n"
                         "what it cannot know is refused (cellsim help measured).\n",
                         "cellsim analyze cycling.csv --mass-mg 2.3\n"
                         "cellsim analyze cv_0.2.mpt cv_0.4.mpt cv_0.8.mpt --join --area-cm2 1.131 --mass-mg 11.3\n"
                         "cellsim analyze export.txt --unit current=mA         # a heading without its unit\n"},
    [COMMAND_COMPARE] = {"compare", "CARD... --with FILE", "cells",
                         "run, with measured curves over the simulated ones and how far they are",
                         "As run, with what was measured dashed over it, and comparison.csv: a row for every\n"
                         "charge, discharge, sweep and spectrum. With --as-measured the cell is driven by what\n"
                         "was measured instead of a protocol.\n",
                         "cellsim compare r175_li --config gcd --with measured.csv --mass-mg 1.13\n"
                         "cellsim compare r175_li --as-measured --with measured.csv --mass-mg 1.13\n"},
    [COMMAND_TARGETS] = {"targets", "[CARD...]", "cells", "every published number of the cells against the simulation",
                         "Runs the protocols that the targets of a card name, and prints what was published\n"
                         "beside what is simulated, and whether a value was fitted to it. Without cards: those\n"
                         "that cellsim list shows. A target in a card:\n"
                         "\n"
                         "  targets = (\n"
                         "    { id = \"mine\"; quantity = \"discharge_capacity\"; unit = \"mAh/g\"; value = 160.0;\n"
                         "      tolerance_percent = 3.0; protocol = \"gcd\"; cycle = 3; how = \"cell 7\"; }\n"
                         "  );\n"
                         "\n"
                         "A target that is missed is no error: the exit code is 0, and ok is false in --json.\n",
                         "cellsim targets\n"
                         "cellsim targets xu2019 chen2020\n"},
    [COMMAND_FIT] = {"fit", "CARD (--with FILE... | --targets) --free PATH...", "cells files",
                     "numbers of a card from measured data",
                     "PATH is that of --set, and cellsim check CARD shows all of them. The result is the\n"
                     "fitted card, 95 % intervals, and what the data cannot tell (cellsim help fitting).\n",
                     "cellsim fit xu2019 --with rate_C5.csv rate_1C.csv --free 'positive.phases[0].D_m2_s' --free "
                     "positive.porosity\n"
                     "cellsim fit my_cell.cfg --targets --free positive.sigma_S_m=0.01:10\n"},
    [COMMAND_OCP] = {"ocp", "FILE...", "files",
                     "an equilibrium curve for cards from slow charges and discharges, or from titrations",
                     "The mean of both directions, falling, with its hysteresis. The table is what a card\n"
                     "takes: U_table_V = \"ocp.csv\".\n",
                     "cellsim ocp C50_charge.mpt C50_discharge.mpt --x 0.02:0.98\n"},
    [COMMAND_PLOT] = {"plot", "DIR...", "files",
                      "the figures of a folder of results again, from its scripts as they stand",
                      "A script that was edited is what is drawn; those that a run leaves undrawn (voltage and\n"
                      "current over time) are drawn, too. Scripts are programs: plot folders that you trust.\n",
                      "cellsim plot results/r175_li --style journal --pdf\n"},
    [COMMAND_SWEEP] = {"sweep", "CARD --vary PATH=low:high... | FILE.db", "cells files",
                       "a card at many values of its numbers, into one file",
                       "Designs go to results/<cell>_sweep/sweep.db, a file of SQLite, as they come. Killed or\n"
                       "stopped, the same command goes on there. Tables (designs.csv, sensitivity.csv,\n"
                       "pareto.csv) and figures are made at the end, and by cellsim sweep FILE.db.\n"
                       "A design that cannot be built or solved is a row that says why. Under mpirun the\n"
                       "processes share the designs, and the first one has the file.\n",
                       "cellsim sweep r175_li --vary positive.loading_mg_cm2=1:20:10 --config gcd --answer discharge_capacity@3\n"
                       "cellsim sweep r175_li --vary positive.porosity=0.3:0.6 --sample lhs --count 9 -c cv --answer b_value\n"
                       "mpirun -n 64 cellsim sweep r175_li --vary positive.porosity=0.3:0.6:1000 -c cv --answer b_value\n"
                       "cellsim sweep results/r175_li_sweep/sweep.db       # its tables and figures again\n"},
    [COMMAND_NEW] = {"new", "NAME", "", "a card to begin with, that runs as it is: NAME.cfg",
                     "Every value has a comment that says what it is and where to get your own. None\n"
                     "of the numbers is of your cell: all are marked as assumed, and cellsim check shows\n"
                     "which still are. A file that is there is never replaced.\n",
                     "cellsim new my_cell                  # LiFePO4 against lithium\n"
                     "cellsim new my_full --kind full      # LiFePO4 against graphite\n"
                     "cellsim new my_na --kind sodium      # hard carbon against sodium\n"},
    [COMMAND_IMPORT] = {"import", "bpx FILE", "files", "a card from a file of Battery Parameter eXchange: NAME.cfg",
                        "Reads BPX 0.1 to 0.5, 1.0 and 1.1 (JSON) with the parameters of a DFN. What the file says\n"
                        "and a card does not is listed, and stands in the card as remarks. The card is named by\n"
                        "--out, else by the file; a file that is there is never replaced.\n",
                        "cellsim import bpx my_cell.json\n"
                        "cellsim import bpx my_cell.json --out cells/my_cell.cfg\n"},
    [COMMAND_EXPORT] = {"export", "bpx CARD", "cells",
                        "a full cell as Battery Parameter eXchange (BPX 1.0) for other simulators",
                        "All values are at the card's temperature. What the card says and BPX cannot is listed;\n"
                        "a cell that it has no words for (a foil, dilute ions) is refused.\n",
                        "cellsim export bpx chen2020\n"
                        "cellsim export bpx my_cell.cfg --out my_cell.json --set temperature_C=10\n"},
    [COMMAND_LAB] = {"lab", "[CARD...]", "cells",
                     "a page on this machine with sliders: curves, losses and profiles follow while they move",
                     "Open the address that it prints in a browser. Sliders for loading, porosity, separator,\n"
                     "rate, diffusivity, conductivity, temperature; two cells side by side; a link holds what\n"
                     "was moved; curves as CSV, SVG and PNG, the card as text. Without cards: those that\n"
                     "cellsim list shows. Nothing is written, and nobody but this machine is answered unless\n"
                     "--listen says so: with 0.0.0.0 whoever reaches this machine may look, and compute.\n"
                     "Ctrl-C ends it.\n",
                     "cellsim lab r175_li chen2020\n"
                     "cellsim lab r175_li --listen 0.0.0.0 --port 8080   # for a class, from one laptop\n"},
    [COMMAND_HELP] = {"help", "[TOPIC]", "topics", "this text, or that of a command or topic",
                      "cellsim COMMAND --help is the same as cellsim help COMMAND. Four topics are for\n"
                      "programs: man (the manual page), bash, zsh and fish (completions).\n",
                      "cellsim help steps\n"
                      "cellsim help run\n"},
    [COMMAND_VERSION] = {"version", "", "", "the version", "", ""},
};
