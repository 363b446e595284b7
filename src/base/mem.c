#include "zuoxi/base/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The one place where the program ends for want of memory. Drafts on disk are at most a second old. */
static _Noreturn void mem_exhausted(void)
{
    static const char text[] = "\r\nzuoxi: 内存不足，程序退出；已输入的内容在草稿里，重新签到即可恢复。\r\n";
    ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1);

    (void)ignored;
    abort();
}

void *mem_new(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size > 0 ? size : 1);

    if (memory == NULL) {
        mem_exhausted();
    }
    return memory;
}

char *mem_copy_bytes(const char *bytes, size_t length)
{
    char *copy = mem_new(length + 1, 1);

    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    return copy;
}

char *mem_copy(const char *text)
{
    return mem_copy_bytes(text, strlen(text));
}

void mem_reserve(void **array, size_t *capacity, size_t need, size_t size)
{
    size_t wanted = *capacity > 0 ? *capacity : 8;
    char *grown;

    if (need <= *capacity) {
        return;
    }
    while (wanted < need) {
        wanted *= 2;
    }
    if (size == 0 || wanted > SIZE_MAX / size) {
        mem_exhausted();
    }
    grown = realloc(*array, wanted * size);
    if (grown == NULL) {
        mem_exhausted();
    }
    memset(grown + *capacity * size, 0, (wanted - *capacity) * size);
    *array = grown;
    *capacity = wanted;
}

void mem_fit(void **array, size_t *capacity, size_t count, size_t size)
{
    void *fitting;

    if (count == *capacity) {
        return;
    }
    fitting = mem_new(count, size);
    memcpy(fitting, *array, count * size);
    free(*array);
    *array = fitting;
    *capacity = count;
}

void mem_settle(void)
{
    malloc_trim(0);
}
