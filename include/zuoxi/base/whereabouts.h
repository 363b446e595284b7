#ifndef ZUOXI_BASE_WHEREABOUTS_H
#define ZUOXI_BASE_WHEREABOUTS_H

/* From where this process is used, for the audit. */

#define WHEREABOUTS_SIZE 64

/*
 * "pts/3 10.0.0.7" for who came over ssh (the client's address as sshd tells it), "tty1 desk-3" with the
 * host's name for who sits at it, "- desk-3" without a terminal (cron, a script). Never empty.
 */
void whereabouts(char out[WHEREABOUTS_SIZE]);

#endif
