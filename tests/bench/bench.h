#ifndef ZUOXI_TESTS_BENCH_H
#define ZUOXI_TESTS_BENCH_H

/* What the benchmark programs share: timing, percentiles, the table's lines, and invented cases. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "zuoxi/base/str.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/leg.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/bulk.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/cluster_store.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/request.h"
#include "zuoxi/store/store.h"

#define BENCH_NOW 1795536000 /* 2026-11-25 00:00 in Shanghai */

/* End the program with the words of a failed call. */
#define bench_ok(call)                                                                                       \
    do {                                                                                                     \
        struct err err = {.status = STATUS_OK};                                                              \
        if ((call) != STATUS_OK) {                                                                           \
            fprintf(stderr, "%s: %s: %s\n", #call, err.where, err.what);                                     \
            exit(1);                                                                                         \
        }                                                                                                    \
    } while (0)

static inline double bench_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* Of this process alone: on a shared machine the difference to the wall is the neighbours. */
static inline double bench_cpu_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* Seconds of a child, user and system. */
static inline double bench_cpu_of(const struct rusage *usage)
{
    return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
           (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

static inline int bench_compare(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* Sorts the samples; the value below which `percent` of them lie. */
static inline double bench_percentile(double *samples, size_t count, double percent)
{
    qsort(samples, count, sizeof(*samples), bench_compare);
    size_t at = (size_t)((double)(count - 1) * percent / 100.0);
    return samples[at];
}

/* One line of the table: goal | measured | ratio | pass or short. */
static inline void bench_line(const char *goal, const char *measured, const char *ratio, int passes)
{
    printf("%-42s | %-58s | %-16s | %s\n", goal, measured, ratio, passes ? "pass" : "short");
    fflush(stdout);
}

static inline int bench_is_quick(void)
{
    const char *quick = getenv("BENCH_QUICK");
    return quick != NULL && strcmp(quick, "0") != 0 && quick[0] != '\0';
}

static inline unsigned bench_random(uint64_t *state, unsigned below)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(*state >> 33) % below;
}

/* Common things come often: the smaller of two random numbers. */
static inline unsigned bench_skewed(uint64_t *state, unsigned below)
{
    unsigned first = bench_random(state, below), second = bench_random(state, below);
    return first < second ? first : second;
}

static const char *const bench_words[] = {
    "暖气", "不热", "家里", "温度",   "只有",   "十六度", "漏水",     "管道",   "阀门",   "请",
    "尽快", "派人", "上门", "检修",   "用户",   "反映",   "楼道",     "单元",   "整栋楼", "都",
    "没有", "供热", "已经", "两天",   "老人",   "孩子",   "身体",     "不好",   "缴费",   "发票",
    "咨询", "报停", "恢复", "供暖",   "温控",   "面板",   "失灵",     "地暖",   "分水器", "滴水",
    "邻居", "家",   "也是", "一样",   "昨天",   "晚上",   "今天",     "早上",   "开始",   "多次",
    "来电", "催促", "师傅", "态度",   "很好",   "表扬",   "投诉",     "收费",   "不合理", "要求",
    "退费", "测温", "记录", "不达标", "换热站", "压力",   "偏低",     "循环泵", "噪音",   "较大",
    "影响", "休息", "阳台", "卧室",   "客厅",   "卫生间", "暖气片",   "上半截", "下半截", "冰凉",
    "放气", "之后", "仍然", "处理",   "结果",   "回复",   "希望",     "今天内", "解决",   "联系",
    "电话", "无人", "接听", "约定",   "下午",   "三点",   "入户",     "更换",   "过滤网", "清洗",
    "堵塞", "完毕", "正常", "二十度", "满意",   "建议",   "加强",     "巡检",   "小区",   "改造",
    "施工", "断管", "抢修", "停热",   "通知",   "何时",   "恢复供热", "跑水",   "地下室", "进水",
    "电梯", "危险"};
#define BENCH_WORDS (sizeof(bench_words) / sizeof(bench_words[0]))

/* Some forty characters as an operator writes them. */
static inline void bench_text(uint64_t *seed, unsigned phrases, char *out, size_t size)
{
    size_t used = 0;
    for (unsigned i = 0; i < phrases && used + 40 < size; i++) {
        const char *mark = i + 1 == phrases ? "。" : bench_random(seed, 4) == 0 ? "，" : "";
        int put =
            snprintf(out + used, size - used, "%s%s", bench_words[bench_skewed(seed, BENCH_WORDS)], mark);
        used += (size_t)put;
    }
}

static inline void bench_case(uint64_t *seed, int64_t accepted, struct case_record *record)
{
    static const char *const names[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴"};
    memset(record, 0, sizeof(*record));
    snprintf(record->type, sizeof(record->type), "repair");
    snprintf(record->category, sizeof(record->category), "no_heat.single");
    snprintf(record->grade, sizeof(record->grade), "%u", 1 + bench_random(seed, 3));
    snprintf(record->state, sizeof(record->state), "accepted");
    snprintf(record->name, sizeof(record->name), "%s%s", names[bench_random(seed, 10)],
             bench_words[bench_random(seed, BENCH_WORDS)]);
    snprintf(record->phone, sizeof(record->phone), "1380000%04u", bench_random(seed, 10000));
    snprintf(record->address, sizeof(record->address), "%s%s小区%u号楼%u单元%u室",
             bench_words[bench_random(seed, 30)], bench_words[bench_random(seed, 30)],
             1 + bench_random(seed, 40), 1 + bench_random(seed, 6), 101 + bench_random(seed, 3000));
    snprintf(record->station, sizeof(record->station), "%u号换热站", 1 + bench_random(seed, 60));
    bench_text(seed, 12 + bench_random(seed, 8), record->content, sizeof(record->content));
    bench_text(seed, 4, record->result, sizeof(record->result));
    snprintf(record->owner, sizeof(record->owner), "10%02u", bench_random(seed, 40));
    record->accepted_at = (struct optional){accepted, true};
}

/* Three legs, the last of them open. */
static inline void bench_legs(const struct case_record *record, int is_open, struct leg legs[3])
{
    static const char *const ids[] = {"dispatch", "take", "handle"};
    for (int i = 0; i < 3; i++) {
        int64_t start = record->accepted_at.value;
        legs[i] = (struct leg){.sequence = i + 1,
                               .within = {2, DURATION_HOURS},
                               .start = start,
                               .due = start + 7200,
                               .warning = start + 5400,
                               .critical = start + 6480,
                               .met = i == 2 && is_open ? 0 : start + 600};
        snprintf(legs[i].id, sizeof(legs[i].id), "%s", ids[i]);
    }
}

/* One save as a desk makes it: number, case, legs, timeline, audit, request; in its own transaction. */
/* What a save does to find clusters, as desk/cluster.c does it. */
static inline enum status bench_cluster(struct store *store, const struct case_record *record,
                                        struct err *err)
{
    enum { MOST = 128 };
    static struct recent_case rows[MOST];
    char building[AREA_NAME_SIZE];
    const char *const places[] = {building, record->station};
    struct recent_case recent = {.case_id = record->head.id, .at = record->accepted_at.value};
    struct area_place place;
    enum status status = STATUS_OK;
    size_t count;
    area_place_address(&place, record->address, record->station);
    area_place_building(&place, building, sizeof(building));
    for (int i = 0; i < 2 && status == STATUS_OK; i++) {
        status = cluster_store_remember(store, places[i], record->category, &recent, err);
        text_copy(recent.building, sizeof(recent.building), building);
        if (status == STATUS_OK) {
            status = cluster_store_recent(store, places[i], record->category, recent.at - 3600, rows, MOST,
                                          &count, err);
        }
    }
    return status;
}

static inline enum status bench_save(struct store *store, struct case_record *record, struct err *err)
{
    struct leg legs[3];
    char request[REQUEST_ID_SIZE];
    int64_t waited = 0;
    enum status status;
    request_make(request);
    bench_legs(record, 1, legs);
    double started = bench_us();
    while ((status = store_begin(store, waited, err)) == STATUS_BUSY) {
        waited = (int64_t)((bench_us() - started) / 1000);
    }
    struct audit_entry entry = {.badge = "1001",
                                .origin = "console",
                                .action = "case.open",
                                .object = "case",
                                .table = &case_record_fields,
                                .after = record};
    if (status == STATUS_OK) {
        status = case_store_number(store, record->accepted_at.value, record->number, err);
    }
    if (status == STATUS_OK) {
        status = record_insert(store, &case_record_fields, record, err);
    }
    if (status == STATUS_OK) {
        status = case_store_set_legs(store, record, false, true, legs, 3, err);
    }
    entry.object_id = record->head.id;
    if (status == STATUS_OK) {
        status = audit_write(store, &entry, err);
    }
    if (status == STATUS_OK) {
        status = request_done(store, request, record->head.id, err);
    }
    if (status == STATUS_OK) {
        status = bench_cluster(store, record, err);
    }
    if (status == STATUS_OK) {
        return store_commit(store, err);
    }
    store_rollback(store);
    return status;
}

static inline struct store *bench_open(const char *path)
{
    struct store *store = NULL;
    struct store_options options = {.path = path, .clock = &clock_system, .badge = "1001"};
    bench_ok(store_open(&store, &options, &err));
    return store;
}

static inline void bench_create(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".lock"};
    char name[512];
    for (size_t i = 0; i < 4; i++) {
        snprintf(name, sizeof(name), "%s%s", path, endings[i]);
        unlink(name);
    }
    clock_set_zone("Asia/Shanghai");
    bench_ok(store_create(path, "heating", true, &clock_system, &err));
}

/* Fill a new database with cases, `open` of them open, in one bulk load; seconds it took. */
static inline double bench_fill(const char *path, long cases, long open)
{
    uint64_t seed = 20261125;
    double started = bench_us();
    struct case_record *record = calloc(1, sizeof(*record));
    struct leg legs[3];
    bench_create(path);
    struct store *store = bench_open(path);
    bench_ok(bulk_begin(store, 0, &err));
    for (long i = 0; i < cases; i++) {
        int is_open = i >= cases - open;
        bench_case(&seed, BENCH_NOW - (cases - i) * 60, record);
        bench_legs(record, is_open, legs);
        bench_ok(case_store_number(store, record->accepted_at.value, record->number, &err));
        bench_ok(record_insert(store, &case_record_fields, record, &err));
        bench_ok(case_store_set_legs(store, record, bench_random(&seed, 20) == 0, is_open, legs, 3, &err));
    }
    bench_ok(bulk_commit(store, NULL, NULL, &err));
    store_close(&store);
    free(record);
    return (bench_us() - started) / 1e6;
}

#endif
