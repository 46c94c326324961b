/* A configuration file as a tree of values that know their line: what the rest of the card reader works on. */
#ifndef CELLSIM_NODE_H
#define CELLSIM_NODE_H

#include "../model/status.h"

#include <stdint.h>

typedef enum { NODE_GROUP, NODE_LIST, NODE_NUMBER, NODE_BOOL, NODE_TEXT } NodeType;

/* Where a word or a value stands in its file; line 0: unknown. */
typedef struct Span {
    int line, column, width; /* 1-based; bytes, on its first line */
} Span;

typedef struct Node {
    NodeType type;
    char *name;    /* owned; NULL in lists and at the root */
    double number; /* NODE_NUMBER, NODE_BOOL (0 or 1) */
    char *text;    /* owned; NODE_TEXT */
    int children;
    struct Node **child; /* owned; NODE_GROUP, NODE_LIST */
    const char *file;    /* of the Document */
    int line;            /* 0: from --set */
    Span key, value;     /* its name and, of a scalar, its value; of others the opening bracket */
    int replaced;        /* 1: --set put it in the place of a value of the card */
} Node;

/* A parsed file. */
typedef struct Document {
    char file[256];
    Node *root;           /* owned, NODE_GROUP */
    uint64_t fingerprint; /* hash of the text */
} Document;

/* New node with a copy of `name` (may be NULL); NULL if memory ran out. */
Node *node_create(NodeType type, const char *name, const char *file, int line);

/* Appends `child`, taking it over. Returns 0, or 1 (child freed) if memory ran out. */
int node_append(Node *parent, Node *child);
void node_free(Node *n);

/* A copy of the tree; NULL if memory ran out. */
Node *node_copy(const Node *n);

/* Child of a group by name; NULL if there is none, or `group` is NULL or not a group. */
const Node *node_find(const Node *group, const char *name);
const char *node_type_name(const Node *n);

/* CELLSIM_BAD_CARD at the node's file and line (n may be NULL: no place). */
Status node_error(Error *e, const Node *n, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Makes an error about the node one about its name. */
Status node_blame_key(Error *e, const Node *n);

/* Where the text is that a message about the node means: its value, of groups and lists their name. */
Span node_span(const Node *n);

/* Puts the node's file and line into an error that has none yet; returns e's status. */
Status node_locate(Error *e, const Node *n, Status status);

/* The one of `names` that is nearest to `word` if a slip of the keyboard could explain it, else NULL. */
const char *did_you_mean(const char *word, int count, const char *const *names);

#endif
