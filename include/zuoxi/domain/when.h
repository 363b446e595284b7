#ifndef ZUOXI_DOMAIN_WHEN_H
#define ZUOXI_DOMAIN_WHEN_H

/*
 * A moment as people say it: "15:00", "+30m", "半小时后", "明天9点", "下午三点半", "下周一上午", "11-23
 * 9:30". Pure: relative to the `now` that is given, in the process's zone.
 */

#include <stdbool.h>
#include <stdint.h>

/*
 * UTC seconds. A clock time without a day is today's, and "3点" that is past means the afternoon's; a day
 * without a time is 09:00, 上午 09:00, 下午 14:00, 晚上 19:00; "周三" is the next one from today on. False
 * for what is no time; whether a past one will do is the caller's matter.
 */
bool when_parse(const char *text, int64_t now, int64_t *utc);

#endif
