/* A disk that now and then cannot keep what it was given: the first sync after `*.fail` appears beside us says EIO, and takes the sign away.
   Built by test_failing_disk.py, loaded into PostgreSQL by LD_PRELOAD. EXCHANGE_FAILING_SYNC is compiled in as the path of the sign. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <unistd.h>

static int fails(void) {
    int before = errno, gone = unlink(EXCHANGE_FAILING_SYNC) == 0;
    errno = gone ? EIO : before;
    return gone;
}

int fdatasync(int file) {
    static int (*real)(int);
    if (fails()) return -1;
    if (!real) real = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
    return real(file);
}

int fsync(int file) {
    static int (*real)(int);
    if (fails()) return -1;
    if (!real) real = (int (*)(int)) dlsym(RTLD_NEXT, "fsync");
    return real(file);
}
