#ifndef ZUOXI_DESK_PROMPT_DRAFT_H
#define ZUOXI_DESK_PROMPT_DRAFT_H

/* One line that a person is asked for and that will be saved: what it is for, and the line. */

#include <stdint.h>

#include "zuoxi/store/request.h"

#define PROMPT_TEXT_MAX 500 /* characters */

struct prompt_draft {
    char request[REQUEST_ID_SIZE]; /* of the save: however often that is tried, it happens once */
    int64_t opened_at;             /* UTC */
    char action[32];               /* which prompt: "promise.done" */
    int64_t id;                    /* of the record it is about */
    int64_t page;                  /* of the record whose page it stood on, where that is another one */
    int64_t version;               /* of the record as the person saw it; 0: it does not matter */
    char key[64], who[24];         /* further names of the record, where an id is not enough */
    char about[400];               /* the record in words, for the person */
    char text[4 * PROMPT_TEXT_MAX + 1];
};

#endif
