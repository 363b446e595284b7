/*
 * No guard: included by domain/<record>.c inside its array of struct field, with RECORD naming the struct and
 * RECORD_DEF the .def file: the second reading of the same lines that declared the members (record_fields.h).
 */
#define FIELD_MEMBER(member) .offset = offsetof(RECORD, member), .size = sizeof(((RECORD *)0)->member)
#define TEXT(member, most, ...)                                                                              \
    {.name = #member, .kind = FIELD_TEXT, FIELD_MEMBER(member), .max = (most), __VA_ARGS__},
#define LONG(member, most, ...)                                                                              \
    {.name = #member, .kind = FIELD_LONG, FIELD_MEMBER(member), .max = (most), __VA_ARGS__},
#define CODE(member, choice, ...)                                                                            \
    {.name = #member, .kind = FIELD_CODE, FIELD_MEMBER(member), .set = (choice), __VA_ARGS__},
#define FLAG(member, ...) {.name = #member, .kind = FIELD_FLAG, FIELD_MEMBER(member), __VA_ARGS__},
#define COUNT(member, most, ...)                                                                             \
    {.name = #member, .kind = FIELD_COUNT, FIELD_MEMBER(member), .high = (most), __VA_ARGS__},
#define TIME(member, ...) {.name = #member, .kind = FIELD_TIME, FIELD_MEMBER(member), __VA_ARGS__},
#define DATE(member, ...) {.name = #member, .kind = FIELD_DATE, FIELD_MEMBER(member), __VA_ARGS__},
#define MONEY(member, most, ...)                                                                             \
    {.name = #member, .kind = FIELD_MONEY, FIELD_MEMBER(member), .high = (most), __VA_ARGS__},
#define REF(member, ...) {.name = #member, .kind = FIELD_REF, FIELD_MEMBER(member), __VA_ARGS__},
#include RECORD_DEF
#undef TEXT
#undef LONG
#undef CODE
#undef FLAG
#undef COUNT
#undef TIME
#undef DATE
#undef MONEY
#undef REF
#undef FIELD_MEMBER
