#ifndef ZUOXI_CONF_TOKEN_H
#define ZUOXI_CONF_TOKEN_H

/* The words of a configuration file. Stricter than libconfuse's lexer: what two readers could take
 * differently is a finding here. */

#include <stdbool.h>
#include <stddef.h>

#include "zuoxi/base/str.h"
#include "zuoxi/conf/finding.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_STRING, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_EQUAL, TOKEN_COMMA };

struct tokens {
    const char *file; /* borrowed */
    struct findings *findings;
    const char *at, *end, *line_start;
    int line;
    bool is_broken; /* a string or comment was never closed */

    /* The current token. */
    enum token_kind kind;
    int token_line;
    int indent;        /* blanks before it, −1 when it is not the first on its line */
    const char *start; /* its bytes in the file */
    size_t length;
    struct str text; /* WORD and STRING: the value, escapes resolved; owned */
    bool is_bad;     /* STRING: a finding was made about it already */
};

void token_next(struct tokens *tokens);

#endif
