/* No guard: included by domain/<record>.h inside its struct, with RECORD_DEF naming the .def file. */
#define TEXT(name, max, ...)   char name[4 * (max) + 1];
#define LONG(name, max, ...)   char name[4 * (max) + 1];
#define CODE(name, set, ...)   char name[FIELD_CODE_SIZE];
#define FLAG(name, ...)        bool name;
#define COUNT(name, high, ...) struct optional name;
#define TIME(name, ...)        struct optional name;
#define DATE(name, ...)        struct optional name;
#define MONEY(name, high, ...) struct optional name;
#define REF(name, ...)         int64_t name;
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
