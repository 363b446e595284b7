#ifndef ZUOXI_CONF_FILE_H
#define ZUOXI_CONF_FILE_H

/* One configuration file, guarded and parsed. The loaders (settings, profile, calendar, phrasebook) walk it
 * with libconfuse's own functions and take lines for their findings from here. */

#include "zuoxi/base/path.h"
#include "zuoxi/conf/guard.h"

struct cfg_t; /* <confuse.h> */

struct conf_file {
    char path[PATH_SIZE];
    struct findings *findings; /* borrowed */
    struct guard guard;
    struct cfg_t *cfg; /* NULL when it could not be parsed */
};

/* Read, guard and parse. False when there is nothing to walk; findings say why. Close it in both cases. */
bool conf_file_open(struct conf_file *file, const char *path, const struct option *options,
                    struct findings *findings);
/* The same for a text in memory; path is only the name in findings. */
bool conf_file_parse(struct conf_file *file, const char *path, const char *bytes, size_t length,
                     const struct option *options, struct findings *findings);
void conf_file_close(struct conf_file *file);

/*
 * A glance at a file that will be read whole later: the text of the option called name that stands before all
 * sections, '' when there is none or the file cannot be read.
 */
void conf_glance(const char *path, const char *name, char *out, size_t size);

/* Copy a section's values and title into target by the offsets of its table; title_option may be NULL. */
void conf_fill(struct cfg_t *section, const struct option *options, const struct option *title_option,
               void *target);
/* A list of texts into an array of `most` elements of `size` bytes; what does not fit is a finding. Returns
 * how many. */
size_t conf_list(struct conf_file *file, struct cfg_t *section, const char *name, char *to, size_t size,
                 size_t most);
/* The section's title without what the guard added; out holds size bytes. */
void conf_title(struct cfg_t *section, char *out, size_t size);
/* The line a section begins at; 0 for the whole file. */
int conf_line(struct cfg_t *section);
/* An error (or warning) about an option of a section (NULL: the section itself). */
void conf_finding(struct conf_file *file, bool is_warning, struct cfg_t *section, const char *option,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
