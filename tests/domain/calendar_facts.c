#include "domain/calendar_facts.h"

const struct calendar_fact calendar_facts[] = {
    {20240101, false, "元旦"},   {20240204, true, "春节"},    {20240210, false, "春节"},
    {20240211, false, "春节"},   {20240212, false, "春节"},   {20240213, false, "春节"},
    {20240214, false, "春节"},   {20240215, false, "春节"},   {20240216, false, "春节"},
    {20240217, false, "春节"},   {20240218, true, "春节"},    {20240404, false, "清明"},
    {20240405, false, "清明"},   {20240406, false, "清明"},   {20240407, true, "清明"},
    {20240428, true, "劳动节"},  {20240501, false, "劳动节"}, {20240502, false, "劳动节"},
    {20240503, false, "劳动节"}, {20240504, false, "劳动节"}, {20240505, false, "劳动节"},
    {20240511, true, "劳动节"},  {20240610, false, "端午"},   {20240914, true, "中秋"},
    {20240915, false, "中秋"},   {20240916, false, "中秋"},   {20240917, false, "中秋"},
    {20240929, true, "国庆节"},  {20241001, false, "国庆节"}, {20241002, false, "国庆节"},
    {20241003, false, "国庆节"}, {20241004, false, "国庆节"}, {20241005, false, "国庆节"},
    {20241006, false, "国庆节"}, {20241007, false, "国庆节"}, {20241012, true, "国庆节"},
    {20250101, false, "元旦"},   {20250126, true, "春节"},    {20250128, false, "春节"},
    {20250129, false, "春节"},   {20250130, false, "春节"},   {20250131, false, "春节"},
    {20250201, false, "春节"},   {20250202, false, "春节"},   {20250203, false, "春节"},
    {20250204, false, "春节"},   {20250208, true, "春节"},    {20250404, false, "清明"},
    {20250405, false, "清明"},   {20250406, false, "清明"},   {20250427, true, "劳动节"},
    {20250501, false, "劳动节"}, {20250502, false, "劳动节"}, {20250503, false, "劳动节"},
    {20250504, false, "劳动节"}, {20250505, false, "劳动节"}, {20250531, false, "端午"},
    {20250601, false, "端午"},   {20250602, false, "端午"},   {20250928, true, "国庆节"},
    {20251001, false, "国庆节"}, {20251002, false, "国庆节"}, {20251003, false, "国庆节"},
    {20251004, false, "国庆节"}, {20251005, false, "国庆节"}, {20251006, false, "中秋"},
    {20251007, false, "国庆节"}, {20251008, false, "国庆节"}, {20251011, true, "国庆节"},
    {20260101, false, "元旦"},   {20260102, false, "元旦"},   {20260103, false, "元旦"},
    {20260104, true, "元旦"},    {20260214, true, "春节"},    {20260215, false, "春节"},
    {20260216, false, "春节"},   {20260217, false, "春节"},   {20260218, false, "春节"},
    {20260219, false, "春节"},   {20260220, false, "春节"},   {20260221, false, "春节"},
    {20260222, false, "春节"},   {20260223, false, "春节"},   {20260228, true, "春节"},
    {20260404, false, "清明"},   {20260405, false, "清明"},   {20260406, false, "清明"},
    {20260501, false, "劳动节"}, {20260502, false, "劳动节"}, {20260503, false, "劳动节"},
    {20260504, false, "劳动节"}, {20260505, false, "劳动节"}, {20260509, true, "劳动节"},
    {20260619, false, "端午"},   {20260620, false, "端午"},   {20260621, false, "端午"},
    {20260920, true, "国庆节"},  {20260925, false, "中秋"},   {20260926, false, "中秋"},
    {20260927, false, "中秋"},   {20261001, false, "国庆节"}, {20261002, false, "国庆节"},
    {20261003, false, "国庆节"}, {20261004, false, "国庆节"}, {20261005, false, "国庆节"},
    {20261006, false, "国庆节"}, {20261007, false, "国庆节"}, {20261010, true, "国庆节"}};
const size_t calendar_facts_count = sizeof(calendar_facts) / sizeof(calendar_facts[0]);

void calendar_facts_load(struct calendar *calendar)
{
    for (int year = 2024; year <= 2026; year++) {
        calendar_add_year(calendar, year);
    }
    for (size_t i = 0; i < calendar_facts_count; i++) {
        calendar_add(calendar, calendar_facts[i].date, calendar_facts[i].is_work, calendar_facts[i].name);
    }
}

struct work_rules calendar_facts_rules(const struct calendar *calendar)
{
    return (struct work_rules){.calendar = calendar,
                               .hours = {.close = 17 * 60 + 30,
                                         .windows = {{8 * 60 + 30, 12 * 60}, {13 * 60 + 30, 17 * 60 + 30}},
                                         .window_count = 2}};
}
