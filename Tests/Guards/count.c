// Preloaded: counts what takes memory from the heap, and tells at the end.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_long count;
// dlsym itself may ask for memory before it has answered.
static char first[4096];
static size_t used;

#define NEXT(name) \
    static __typeof__(&name) next; \
    if (!next) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

void *malloc(size_t size) {
    NEXT(malloc);
    count++;
    return next(size);
}

void *calloc(size_t number, size_t size) {
    static int asking;
    static __typeof__(&calloc) next;
    if (!next) {
        if (asking) return used += number * size, first + used - number * size;
        asking = 1;
        next = (__typeof__(&calloc))dlsym(RTLD_NEXT, "calloc");
    }
    count++;
    return next(number, size);
}

void *realloc(void *old, size_t size) {
    NEXT(realloc);
    count++;
    return next(old, size);
}

int posix_memalign(void **place, size_t alignment, size_t size) {
    NEXT(posix_memalign);
    count++;
    return next(place, alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    NEXT(aligned_alloc);
    count++;
    return next(alignment, size);
}

__attribute__((destructor)) static void tell(void) {
    char text[32];
    int length = snprintf(text, sizeof text, "%ld\n", (long)count);
    if (write(2, text, length) != length) _exit(1);
}
