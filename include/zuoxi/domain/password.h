#ifndef ZUOXI_DOMAIN_PASSWORD_H
#define ZUOXI_DOMAIN_PASSWORD_H

/* Which passwords are refused. Length counts most; no classes of characters are asked for. */

#define PASSWORD_BYTES_MAX 200

enum password_fault {
    PASSWORD_FINE,
    PASSWORD_SHORT,
    PASSWORD_LONG,     /* over PASSWORD_BYTES_MAX */
    PASSWORD_UNSEEN,   /* control characters: nobody could type it again */
    PASSWORD_BADGE,    /* nothing but the badge, once or repeated */
    PASSWORD_REPEATED, /* one character, or a few over and over */
    PASSWORD_SEQUENCE, /* 12345678, hgfedcba */
    PASSWORD_COMMON,   /* among those that are tried first */
    PASSWORD_FAULTS
};

/* min: characters. */
enum password_fault password_judge(const char *password, const char *badge, int min);
/* "是最常见的密码之一", translated; '' for PASSWORD_FINE. */
const char *password_fault_text(enum password_fault fault);

#endif
