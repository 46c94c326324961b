/* libcellsim: everything the command does, for programs.
 *
 *   Card *card;   card_read("cells/r175_li.cfg", NULL, 0, NULL, &card, &error);
 *   CellSpec cell; card_cell(card, NAN, &cell, &error);
 *   Protocol p;   protocol_read("discharge", NULL, card, "1C", &p, &error);
 *   Run run;      run_protocol(&cell, &p, cell.electrode[POSITIVE].mass_loading, &options, &run, &error);
 *
 * Every function returns a Status and fills an Error; nothing prints, exits, or keeps global state, so that threads
 * may run cells side by side. A lower level is there too: model.h and simulation.h take a cell step by step. */
#ifndef CELLSIM_H
#define CELLSIM_H

#include "../cards/card.h"
#include "../cards/warnings.h"
#include "../experiments/run.h"
#include "../report/report.h"
#include "../solver/simulation.h"

#endif
