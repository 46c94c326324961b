/* Private to model/: the chain of elements and nodes along x, and its unknowns. */
#ifndef CELLSIM_CHAIN_H
#define CELLSIM_CHAIN_H

#include "model.h"

/* 1: the region holds active phases. */
int is_electrode(const CellSpec *spec, RegionId r);

/* Allocates and lays out elements and nodes of m->spec, and numbers the nodes' unknowns from 0 on; m->outer := how many
 * there are; `like` as of model_create_like. Freed with the model. */
Status chain_create(Model *m, const Model *like, Error *e);

/* Enters the nodes' unknowns in the state table. */
void chain_declare(Model *m);

#endif
