/* Text: UTF-8 inside, UTF-16 at the border of a library. */
#ifndef TEXT_H
#define TEXT_H

#include "win32.h"

#include <stdbool.h>
#include <stddef.h>

/* Grows as it is added to; all zero is empty. */
struct text {
    char *bytes;
    size_t length;
    size_t size;
};

void text_add_byte(struct text *text, char byte);
void text_add(struct text *text, const char *bytes);
/* A UTF-16 unit and, after a high surrogate, its low one; a lone surrogate becomes U+FFFD. */
void text_add_units(struct text *text, unsigned unit, unsigned low);
/* The bytes with a zero at the end, to be freed. */
char *text_end(struct text *text);

char *text_copy(const char *bytes, size_t length);
/* UTF-8 of a caller's string, to be freed. */
char *text_of(PCWSTR string);
size_t units_length(PCWSTR string);
/* Whether so many ASCII bytes are the same but for letter case. */
bool text_same_letters(const char *one, const char *other, size_t length);

/* A GUID as Windows writes it without braces, and back. */
#define GUID_TEXT 37
void guid_write(const GUID *guid, char text[GUID_TEXT]);
bool guid_read(const char *text, GUID *guid);
bool guid_same(const GUID *one, const GUID *other);
/* One that nobody else has in this process. */
GUID guid_new(void);

/*
 * A string that becomes the caller's, which frees it with the function of the library's header;
 * NULL for want of memory. Whoever made it can tell later whether it was freed.
 */
PWSTR string_give(const char *utf8);
/* How many of them have not been freed. */
long long strings_live(void);

/* Given by each library: the allocator that its header names. */
LPVOID string_allocate(SIZE_T bytes);

#endif
