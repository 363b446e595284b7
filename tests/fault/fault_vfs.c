#include "fault/fault_vfs.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "fault/power.h"

/* The shim's file: SQLite's own lies right behind it. */
struct fault_file {
    sqlite3_file base;
    const char *name; /* SQLite's, lives as long as the file is open */
    sqlite3_file *real;
};

static struct {
    sqlite3_vfs vfs, *real;
    enum fault_kind kind;
    int nth, calls;
    bool is_armed, for_good, has_fired;
    void (*meanwhile)(void *context);
    void *context;
    void (*between)(void *context);
    void *between_context;
    bool is_between;
} fault;

void fault_slow(void (*meanwhile)(void *context), void *context)
{
    fault.meanwhile = meanwhile;
    fault.context = context;
}

void fault_between(void (*reads)(void *context), void *context)
{
    fault.between = reads;
    fault.between_context = context;
}

void fault_arm(enum fault_kind kind, int nth, bool for_good)
{
    fault.kind = kind;
    fault.nth = nth;
    fault.for_good = for_good;
    fault.calls = 0;
    fault.has_fired = false;
    fault.is_armed = true;
}

void fault_disarm(void)
{
    fault.is_armed = false;
}

bool fault_fired(void)
{
    return fault.has_fired;
}

int fault_calls(void)
{
    return fault.calls;
}

enum call { CALL_WRITE, CALL_SYNC, CALL_OTHER };

/* Count a call; the code it must fail with, or SQLITE_OK. A disk is full for writes, anything else just
 * breaks. */
static int next_call(int io_code, enum call call)
{
    if (fault.is_armed && fault.kind == FAULT_SYNC && call != CALL_SYNC) {
        return SQLITE_OK;
    }
    fault.calls++;
    if (!fault.is_armed || (fault.for_good ? fault.calls < fault.nth : fault.calls != fault.nth)) {
        return SQLITE_OK;
    }
    if (fault.kind == FAULT_FULL && call != CALL_WRITE) {
        return SQLITE_OK;
    }
    fault.has_fired = true;
    return fault.kind == FAULT_FULL ? SQLITE_FULL : io_code;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct fault_file *)file)->real;
}

static const char *name_of(sqlite3_file *file)
{
    return ((struct fault_file *)file)->name;
}

static int on_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int on_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 at)
{
    return real_of(file)->pMethods->xRead(real_of(file), bytes, length, at);
}

static int on_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
    int code = next_call(SQLITE_IOERR_WRITE, CALL_WRITE);
    if (code != SQLITE_OK) { /* half of it is there: a torn write */
        real_of(file)->pMethods->xWrite(real_of(file), bytes, length / 2, at);
        return code;
    }
    power_written(name_of(file), bytes, (size_t)length, at);
    return real_of(file)->pMethods->xWrite(real_of(file), bytes, length, at);
}

static int on_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int code = next_call(SQLITE_IOERR_TRUNCATE, CALL_OTHER);
    if (code == SQLITE_OK) {
        power_truncated(name_of(file), size);
    }
    return code != SQLITE_OK ? code : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int on_sync(sqlite3_file *file, int flags)
{
    int code = next_call(SQLITE_IOERR_FSYNC, CALL_SYNC);
    if (code == SQLITE_OK) {
        power_synced(name_of(file));
    }
    if (fault.meanwhile != NULL) {
        fault.meanwhile(fault.context);
    }
    return code != SQLITE_OK ? code : real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int on_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int on_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int on_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int on_check_lock(sqlite3_file *file, int *result)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), result);
}

static int on_control(sqlite3_file *file, int operation, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int on_sector_size(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int on_characteristics(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int on_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, memory);
}

static int on_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    int code = real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
    if (fault.between != NULL && !fault.is_between && flags == (SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED)) {
        fault.is_between = true; /* it reads, too */
        fault.between(fault.between_context);
        fault.is_between = false;
    }
    return code;
}

static void on_shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int on_shm_unmap(sqlite3_file *file, int remove)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = on_close,
    .xRead = on_read,
    .xWrite = on_write,
    .xTruncate = on_truncate,
    .xSync = on_sync,
    .xFileSize = on_size,
    .xLock = on_lock,
    .xUnlock = on_unlock,
    .xCheckReservedLock = on_check_lock,
    .xFileControl = on_control,
    .xSectorSize = on_sector_size,
    .xDeviceCharacteristics = on_characteristics,
    .xShmMap = on_shm_map,
    .xShmLock = on_shm_lock,
    .xShmBarrier = on_shm_barrier,
    .xShmUnmap = on_shm_unmap,
};

/* Read through the file that is open already: opening it once more and closing it would drop SQLite's locks.
 */
static void tell_opened(struct fault_file *opened)
{
    sqlite3_int64 size = 0;
    if (opened->name == NULL || opened->real->pMethods->xFileSize(opened->real, &size) != SQLITE_OK) {
        return;
    }
    unsigned char *bytes = malloc((size_t)size + 1);
    bool is_read = size == 0;
    if (bytes != NULL && size > 0) {
        is_read = opened->real->pMethods->xRead(opened->real, bytes, (int)size, 0) == SQLITE_OK;
    }
    if (is_read) {
        power_opened(opened->name, bytes, (size_t)size);
    }
    free(bytes);
}

static int on_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out)
{
    struct fault_file *opened = (struct fault_file *)file;
    (void)vfs;
    opened->base.pMethods = NULL;
    opened->real = (sqlite3_file *)(opened + 1);
    int code = next_call(SQLITE_CANTOPEN, CALL_OTHER);
    if (code == SQLITE_OK) {
        code = fault.real->xOpen(fault.real, name, opened->real, flags, out);
    }
    if (code == SQLITE_OK) {
        opened->base.pMethods = &methods;
        opened->name = name;
        tell_opened(opened);
    }
    return code;
}

static int on_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    int code = next_call(SQLITE_IOERR_DELETE, CALL_OTHER);
    if (code == SQLITE_OK) {
        power_deleted(name);
    }
    return code != SQLITE_OK ? code : fault.real->xDelete(fault.real, name, sync);
}

void fault_install(void)
{
    fault.real = sqlite3_vfs_find(NULL);
    fault.vfs = *fault.real;
    fault.vfs.pNext = NULL;
    fault.vfs.zName = "fault";
    fault.vfs.szOsFile = (int)sizeof(struct fault_file) + fault.real->szOsFile;
    fault.vfs.xOpen = on_open;
    fault.vfs.xDelete = on_delete;
    sqlite3_vfs_register(&fault.vfs, 1);
}
