/* The process heap, with a list of what is allocated in it: that is how a test finds what leaks. */
#include "kernel32.h"

#include <stdlib.h>
#include <string.h>

struct block {
    struct block *next;
    struct block *previous;
    SIZE_T size;
    SIZE_T padding;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct block blocks = {.next = &blocks, .previous = &blocks};

/* The live block whose memory this is. A pointer that is none's is only compared, never followed. */
static struct block *find(LPCVOID memory) {
    for (struct block *block = blocks.next; block != &blocks; block = block->next) {
        if (block + 1 == memory) {
            return block;
        }
    }
    return NULL;
}

EXPORT HLOCAL WINAPI LocalAlloc(UINT flags, SIZE_T bytes) {
    struct block *block = malloc(sizeof *block + bytes);
    if (block == NULL) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    block->size = bytes;
    if (flags & LMEM_ZEROINIT) {
        memset(block + 1, 0, bytes);
    }
    pthread_mutex_lock(&lock);
    block->next = blocks.next;
    block->previous = &blocks;
    block->next->previous = block;
    blocks.next = block;
    pthread_mutex_unlock(&lock);
    return block + 1;
}

EXPORT HLOCAL WINAPI LocalFree(HLOCAL memory) {
    if (memory == NULL) {
        return NULL;
    }
    pthread_mutex_lock(&lock);
    struct block *block = find(memory);
    if (block != NULL) {
        block->previous->next = block->next;
        block->next->previous = block->previous;
    }
    pthread_mutex_unlock(&lock);
    if (block == NULL) {
        SetLastError(ERROR_INVALID_HANDLE);
        return memory;
    }
    free(block);
    return NULL;
}

EXPORT HANDLE WINAPI GetProcessHeap(void) {
    return &blocks;
}

EXPORT BOOL WINAPI HeapValidate(HANDLE heap, DWORD flags, LPCVOID memory) {
    (void)flags;
    pthread_mutex_lock(&lock);
    BOOL valid = heap == &blocks && (memory == NULL || find(memory) != NULL);
    pthread_mutex_unlock(&lock);
    return valid;
}

EXPORT SIZE_T WINAPI HeapSize(HANDLE heap, DWORD flags, LPCVOID memory) {
    (void)flags;
    pthread_mutex_lock(&lock);
    struct block *block = heap == &blocks ? find(memory) : NULL;
    SIZE_T size = block == NULL ? (SIZE_T)-1 : block->size;
    pthread_mutex_unlock(&lock);
    return size;
}
