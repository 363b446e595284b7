#include "zuoxi/desk/demo.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/session.h"
#include "zuoxi/store/bulk.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"

#define DAYS 365
/* Most calls end on the phone. */
#define ANSWERED_PERCENT 70
#define PROGRESS_STEP    2048
#define DAY_CASES        400
/* Tries to get a case that is still open (or closed) now, before it is taken as it came. */
#define FATE_TRIES 40

struct demo {
    const struct demo_options *options;
    const struct settings *settings;
    const struct profile *profile;
    struct desk desk;
    struct chance chance;
    int64_t now;
    struct household *households; /* owned */
};

/* When a case was accepted, and whether it shall still be open. */
struct moment {
    int64_t at;
    bool is_open;
};

static const struct {
    const char *badge, *name;
    enum role role;
} accounts[] = {
    {"1001", "王芳", ROLE_OPERATOR}, {"1002", "李娜", ROLE_OPERATOR}, {"1003", "陈刚", ROLE_OPERATOR},
    {"1004", "刘洋", ROLE_OPERATOR}, {"2001", "赵敏", ROLE_LEAD},     {"9001", "周涛", ROLE_ADMIN},
};

static void report(const struct demo *demo, int64_t done)
{
    if (demo->options->progress != NULL) {
        demo->options->progress(demo->options->context, done,
                                demo->options->customers + 2 * demo->options->cases);
    }
}

static enum status add_accounts(struct demo *demo, const char *hash, struct err *err)
{
    for (size_t i = 0; i < sizeof(accounts) / sizeof(accounts[0]); i++) {
        struct person person = {.role = accounts[i].role, .is_active = true};
        text_copy(person.badge, sizeof(person.badge), accounts[i].badge);
        text_copy(person.name, sizeof(person.name), accounts[i].name);
        text_copy(person.hash, sizeof(person.hash), hash);
        enum status status = people_store_add(demo->desk.store, &person, err);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

static enum status add_customers(struct demo *demo, struct err *err)
{
    struct customer *customer = mem_new(1, sizeof(*customer));
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < demo->options->customers && status == STATUS_OK; i++) {
        struct household *household = &demo->households[i];
        demo_household(&demo->chance, demo->settings, demo->profile, i, demo->now, household, customer);
        status = record_insert(demo->desk.store, &customer_fields, customer, err);
        household->id = customer->head.id;
        if (i % PROGRESS_STEP == 0) {
            report(demo, i);
        }
    }
    free(customer);
    return status;
}

/* Index into cumulative weights by a roll below their last. */
static size_t weighted(struct chance *chance, const uint32_t *cumulative, size_t count)
{
    uint32_t roll = chance_below(chance, cumulative[count - 1]);
    size_t low = 0, high = count - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (roll < cumulative[middle]) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/* Calls by hour of the day: the morning's rush, the lull at noon, the evening when people come home. */
static const uint32_t hour_weights[24] = {2,  1,  1,  1,  1,  2,  6,  14, 28, 32, 30, 24,
                                          17, 20, 26, 25, 22, 20, 21, 22, 17, 11, 6,  3};
/* Calls by month, for a trade with a season; the others simply have a busy winter too. */
static const uint32_t month_weights[12] = {15, 11, 8, 4, 3, 3, 3, 3, 4, 8, 18, 17};

static void weigh_days(const struct demo *demo, int64_t midnights[DAYS], uint32_t cumulative[DAYS])
{
    struct civil today = clock_civil(demo->now);
    uint32_t total = 0;
    for (int i = 0; i < DAYS; i++) {
        struct civil day = {.year = today.year, .month = today.month, .day = today.day - (DAYS - 1) + i};
        midnights[i] = clock_utc(day);
        struct civil at = clock_civil(midnights[i]);
        total += month_weights[at.month - 1] * (at.weekday == 0 || at.weekday == 6 ? 7 : 10);
        cumulative[i] = total;
    }
}

/* How long ago a case that is open now came in: most of them today, a few stubborn ones. */
static int64_t open_age(struct chance *chance)
{
    static const struct {
        uint32_t percent, from, to; /* seconds */
    } ages[] = {
        {50, 60, 3 * 3600}, {28, 3 * 3600, 9 * 3600}, {16, 9 * 3600, 23 * 3600}, {6, 23 * 3600, 60 * 3600}};
    uint32_t roll = chance_below(chance, 100);
    size_t i = 0;
    while (roll >= ages[i].percent) {
        roll -= ages[i++].percent;
    }
    return ages[i].from + chance_below(chance, ages[i].to - ages[i].from);
}

static int earlier(const void *left, const void *right)
{
    const struct moment *a = left, *b = right;
    if (a->at != b->at) {
        return a->at < b->at ? -1 : 1;
    }
    return (int)a->is_open - (int)b->is_open;
}

/* The times of all cases in their order, so that ids and numbers grow with them. Owned. */
static struct moment *plan_moments(struct demo *demo, int64_t open)
{
    struct moment *moments = mem_new((size_t)demo->options->cases + 1, sizeof(*moments));
    int64_t midnights[DAYS];
    uint32_t days[DAYS], hours[24], total = 0;
    weigh_days(demo, midnights, days);
    for (size_t i = 0; i < 24; i++) {
        hours[i] = total += hour_weights[i];
    }
    for (int64_t i = 0; i < demo->options->cases; i++) {
        struct moment *moment = &moments[i];
        moment->is_open = i < open;
        if (moment->is_open) {
            moment->at = demo->now - open_age(&demo->chance);
            continue;
        }
        do {
            moment->at = midnights[weighted(&demo->chance, days, DAYS)] +
                         (int64_t)weighted(&demo->chance, hours, 24) * 3600 +
                         chance_below(&demo->chance, 3600);
        } while (moment->at > demo->now - 600);
    }
    qsort(moments, (size_t)demo->options->cases, sizeof(*moments), earlier);
    return moments;
}

static void invent(struct demo *demo, const struct moment *moment, struct demo_case *made)
{
    const struct household *household = NULL;
    if (demo->options->customers > 0) {
        household = &demo->households[chance_below(&demo->chance, (uint32_t)demo->options->customers)];
    }
    /* Young ones only: an old case nobody touched would be overdue by a day. */
    bool is_young = demo->now - moment->at < 7200;
    enum demo_fate fate = moment->is_open && is_young && chance_percent(&demo->chance, 35) ? DEMO_FORGOTTEN
                          : moment->is_open                                                ? DEMO_OPEN
                          : chance_percent(&demo->chance, ANSWERED_PERCENT)                ? DEMO_ANSWERED
                                                                                           : DEMO_CLOSED;
    for (int i = 0; i < FATE_TRIES; i++) {
        demo_invent(&demo->chance, demo->settings, demo->profile, household, fate, moment->at, demo->now,
                    made);
        if (made->is_open == moment->is_open) {
            return;
        }
        /* Too young to be over already: then it was answered on the phone. */
        if (!moment->is_open) {
            fate = DEMO_ANSWERED;
        }
    }
}

/* Open cases are looked at: they have their side records. */
static enum status store_details(struct demo *demo, const struct case_record *record, struct err *err)
{
    struct details *details = mem_new(1, sizeof(*details));
    enum status status = STATUS_OK;
    demo_details(demo->profile, record, details);
    for (size_t k = 0; k < detail_kind_count && status == STATUS_OK; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        void *side = detail_record(kind, details, 0);
        if (kind->owner == DETAIL_OF_CASE && !detail_is_empty(kind, side)) {
            *field_reference(field_find(kind->fields, kind->fields->owner), side) = record->head.id;
            status = record_insert(demo->desk.store, kind->fields, side, err);
        }
    }
    free(details);
    return status;
}

static enum status store_case(struct demo *demo, struct demo_case *made, struct err *err)
{
    struct store *store = demo->desk.store;
    struct case_record *record = &made->record;
    enum status status = case_store_number(store, record->accepted_at.value, record->number, err);
    if (status == STATUS_OK) {
        status = record_insert(store, &case_record_fields, record, err);
    }
    /* A case born closed has neither legs nor a place in the queue. */
    if (status == STATUS_OK && (made->leg_count > 0 || made->is_open)) {
        status = case_store_set_legs(store, record, made->is_urgent, made->is_open, made->legs,
                                     made->leg_count, err);
    }
    for (size_t i = 0; i < made->timeline_count && status == STATUS_OK; i++) {
        made->timeline[i].case_id = record->head.id;
        status = case_store_add_timeline(store, &made->timeline[i], err);
    }
    made->contact.case_id = record->head.id;
    if (status == STATUS_OK) {
        status = record_insert(store, &contact_fields, &made->contact, err);
    }
    return status == STATUS_OK && made->is_open ? store_details(demo, record, err) : status;
}

static enum status add_cases(struct demo *demo, struct err *err)
{
    int64_t open = demo->options->open;
    if (open < 0) {
        open = 40 + demo->options->cases / 200;
    }
    if (open > demo->options->cases) {
        open = demo->options->cases;
    }
    struct moment *moments = plan_moments(demo, open);
    struct demo_case *made = mem_new(1, sizeof(*made));
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < demo->options->cases && status == STATUS_OK; i++) {
        invent(demo, &moments[i], made);
        status = store_case(demo, made, err);
        if (i % PROGRESS_STEP == 0) {
            report(demo, demo->options->customers + i);
        }
    }
    free(made);
    free(moments);
    return status;
}

/* The search index's part of the progress is the second half of the cases. */
static void report_index(void *context, int64_t done, int64_t total)
{
    const struct demo *demo = context;
    int64_t share = total == 0 ? demo->options->cases : done * demo->options->cases / total;
    report(demo, demo->options->customers + demo->options->cases + share);
}

/* A town large enough to be looked at, and not one for something particular. */
static enum status add_day(struct demo *demo, struct err *err)
{
    if (demo->options->cases < DAY_CASES || demo->options->customers == 0) {
        return STATUS_OK;
    }
    enum status status = demo_roster(&demo->desk, err);
    return status == STATUS_OK
               ? demo_day(&demo->desk, demo->profile, demo->households, demo->options->customers, err)
               : status;
}

static enum status fill(struct demo *demo, const char *hash, struct err *err)
{
    struct store *store = demo->desk.store;
    enum status status = STATUS_BUSY;
    for (int64_t waited = 0; status == STATUS_BUSY && waited < 10000; waited += 50) {
        status = bulk_begin(store, waited, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    char note[160];
    text_format(note, sizeof(note), "customers=%lld cases=%lld seed=%llu",
                (long long)demo->options->customers, (long long)demo->options->cases,
                (unsigned long long)demo->options->seed);
    status = add_accounts(demo, hash, err);
    if (status == STATUS_OK) {
        status = add_customers(demo, err);
    }
    if (status == STATUS_OK) {
        status = add_cases(demo, err);
    }
    if (status == STATUS_OK) {
        status = add_day(demo, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(&demo->desk, "demo.fill", "database", 0, NULL, NULL, NULL, note, err);
    }
    if (status == STATUS_OK) {
        status = bulk_commit(store, report_index, demo, err);
    }
    if (status != STATUS_OK) {
        store_rollback(store);
    }
    return status;
}

/* A demonstration that is there already makes way for the new one; anything else is not ours to touch. */
static enum status clear_old(const char *path, const struct clock *clock, struct err *err)
{
    struct store *store = NULL;
    struct store_options options = {.path = path, .clock = clock};
    if (access(path, F_OK) != 0 && errno == ENOENT) {
        return STATUS_OK;
    }
    enum status status = store_open(&store, &options, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (!store_is_demo(store)) {
        err_set(err, STATUS_CONFLICT, _("这个数据库不是演示数据库，不会改动它"));
        err_where(err, "%s", path);
        err_advise(err, _("请用 --database 指定另一个文件"));
        status = STATUS_CONFLICT;
    }
    store_close(&store);
    if (status == STATUS_OK) {
        store_remove(path);
    }
    return status;
}

enum status demo_fill(const struct demo_options *options, const struct settings *settings,
                      const struct profile *profile, const struct clock *clock, struct err *err)
{
    struct demo demo = {.options = options, .settings = settings, .profile = profile};
    char hash[256];
    demo.chance.state = options->seed;
    demo.now = clock_now(clock);
    enum status status = clear_old(options->path, clock, err);
    if (status == STATUS_OK) {
        status = session_hash("demo", hash, err);
    }
    if (status == STATUS_OK) {
        status = path_make_parent(options->path, err);
    }
    if (status == STATUS_OK) {
        status = store_create(options->path, profile->name, true, clock, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = desk_open(&demo.desk, options->path, settings, profile, NULL, clock, err);
    if (status == STATUS_OK) {
        text_copy(demo.desk.actor.badge, sizeof(demo.desk.actor.badge), "9001");
        demo.desk.actor.origin = "cli owner";
        demo.households = mem_new((size_t)options->customers + 1, sizeof(*demo.households));
        status = fill(&demo, hash, err);
        free(demo.households);
        desk_close(&demo.desk);
    }
    if (status == STATUS_OK) {
        report(&demo, options->customers + 2 * options->cases);
    } else {
        store_remove(options->path);
    }
    return status;
}
