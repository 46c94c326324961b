/* Private to cards/: tables of laws, from a list in the card or from a file, and what is done to them. */
#ifndef CELLSIM_LAW_TABLE_H
#define CELLSIM_LAW_TABLE_H

#include "law.h"

/* Room for n points in l->x, y, slope. */
Status law_table_room(Reader *r, int n, Law *l);

/* A list of points (x, y). */
Status law_table_list(Reader *r, const Node *list, Law *l);

/* 1: the text names a file rather than a formula: "ocp.csv", or "ocp.csv#heading". */
int law_table_is_file(const char *text);

/* The table in a file, whose path begins beside the file of the node. */
Status law_table_file(Reader *r, const Value *v, LawVariable variable, Law *l);

/* Points in the order of rising x, one for each; what was done goes to l->change and l->note. */
Status law_table_tidy(Reader *r, const Node *at, Law *l);

/* Makes a potential fall (E-ocp-1), or refuses it. */
Status law_table_fall(Reader *r, const Node *at, Law *l);

#endif
