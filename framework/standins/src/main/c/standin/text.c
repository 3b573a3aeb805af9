#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_add_byte(struct text *text, char byte) {
    if (text->length + 1 >= text->size) {
        text->size = text->size == 0 ? 64 : 2 * text->size;
        text->bytes = realloc(text->bytes, text->size);
        if (text->bytes == NULL) {
            abort();
        }
    }
    text->bytes[text->length++] = byte;
}

void text_add(struct text *text, const char *bytes) {
    while (*bytes != 0) {
        text_add_byte(text, *bytes++);
    }
}

void text_add_units(struct text *text, unsigned unit, unsigned low) {
    unsigned character = unit;
    if (unit >= 0xD800 && unit < 0xE000) {
        bool pair = unit < 0xDC00 && low >= 0xDC00 && low < 0xE000;
        character = pair ? 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
    }
    if (character < 0x80) {
        text_add_byte(text, (char)character);
        return;
    }
    if (character < 0x800) {
        text_add_byte(text, (char)(0xC0 | character >> 6));
    } else {
        if (character < 0x10000) {
            text_add_byte(text, (char)(0xE0 | character >> 12));
        } else {
            text_add_byte(text, (char)(0xF0 | character >> 18));
            text_add_byte(text, (char)(0x80 | (character >> 12 & 0x3F)));
        }
        text_add_byte(text, (char)(0x80 | (character >> 6 & 0x3F)));
    }
    text_add_byte(text, (char)(0x80 | (character & 0x3F)));
}

char *text_end(struct text *text) {
    text_add_byte(text, 0);
    return text->bytes;
}

char *text_copy(const char *bytes, size_t length) {
    char *copy = malloc(length + 1);
    if (copy == NULL) {
        abort();
    }
    memcpy(copy, bytes, length);
    copy[length] = 0;
    return copy;
}

size_t units_length(PCWSTR string) {
    size_t length = 0;
    while (string[length] != 0) {
        length++;
    }
    return length;
}

char *text_of(PCWSTR string) {
    struct text text = {0};
    for (; *string != 0; string++) {
        bool high = *string >= 0xD800 && *string < 0xDC00;
        bool pair = high && string[1] >= 0xDC00 && string[1] < 0xE000;
        text_add_units(&text, *string, pair ? string[1] : 0);
        string += pair;
    }
    return text_end(&text);
}

static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

bool text_same_letters(const char *one, const char *other, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (lower(one[i]) != lower(other[i])) {
            return false;
        }
    }
    return true;
}

void guid_write(const GUID *guid, char text[GUID_TEXT]) {
    const BYTE *bytes = guid->Data4;
    snprintf(
        text,
        GUID_TEXT,
        "%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X",
        (unsigned)guid->Data1,
        guid->Data2,
        guid->Data3,
        bytes[0],
        bytes[1],
        bytes[2],
        bytes[3],
        bytes[4],
        bytes[5],
        bytes[6],
        bytes[7]);
}

bool guid_read(const char *text, GUID *guid) {
    unsigned parts[11];
    char more;
    if (strlen(text) != GUID_TEXT - 1
        || sscanf(
               text,
               "%8x-%4x-%4x-%2x%2x-%2x%2x%2x%2x%2x%2x%c",
               &parts[10],
               &parts[0],
               &parts[1],
               &parts[2],
               &parts[3],
               &parts[4],
               &parts[5],
               &parts[6],
               &parts[7],
               &parts[8],
               &parts[9],
               &more)
            != 11) {
        return false;
    }
    guid->Data1 = parts[10];
    guid->Data2 = (USHORT)parts[0];
    guid->Data3 = (USHORT)parts[1];
    for (int i = 0; i < 8; i++) {
        guid->Data4[i] = (BYTE)parts[2 + i];
    }
    return true;
}

bool guid_same(const GUID *one, const GUID *other) {
    return memcmp(one, other, sizeof *one) == 0;
}

GUID guid_new(void) {
    static SRWLOCK lock = SRWLOCK_INIT;
    static UINT32 count;
    AcquireSRWLockExclusive(&lock);
    GUID guid = {++count, (USHORT)GetCurrentProcessId(), 0x4000, {0x80, 0, 0, 0, 0, 0, 0, 1}};
    ReleaseSRWLockExclusive(&lock);
    return guid;
}

/* What stands behind a string's zero, so that a reused address is no string of ours. */
struct mark {
    UINT64 serial;
};

struct given {
    struct given *next;
    char *memory;
    SIZE_T size;
    UINT64 serial;
};

static SRWLOCK given_lock = SRWLOCK_INIT;
static struct given *all_given;
static UINT64 last_serial;

static bool is_live(const struct given *given) {
    struct mark mark;
    if (!HeapValidate(GetProcessHeap(), 0, given->memory)
        || HeapSize(GetProcessHeap(), 0, given->memory) != given->size) {
        return false;
    }
    memcpy(&mark, given->memory + given->size - sizeof mark, sizeof mark);
    return mark.serial == given->serial;
}

PWSTR string_give(const char *utf8) {
    /* UTF-16 of UTF-8 never has more units than bytes. */
    SIZE_T size = (strlen(utf8) + 1) * sizeof(WCHAR) + sizeof(struct mark);
    char *memory = string_allocate(size);
    struct given *given = malloc(sizeof *given);
    if (memory == NULL || given == NULL) {
        free(given);
        return NULL;
    }
    PWSTR to = (PWSTR)(void *)memory;
    for (const unsigned char *from = (const unsigned char *)utf8; *from != 0; from++) {
        unsigned character = *from;
        int more = character < 0xC0 ? 0 : character < 0xE0 ? 1 : character < 0xF0 ? 2 : 3;
        character &= more == 0 ? 0x7Fu : 0x3Fu >> more;
        for (; more > 0 && from[1] != 0; more--) {
            character = character << 6 | (*++from & 0x3Fu);
        }
        if (character >= 0x10000) {
            *to++ = (WCHAR)(0xD800 + ((character - 0x10000) >> 10));
            *to++ = (WCHAR)(0xDC00 + (character & 0x3FF));
        } else {
            *to++ = (WCHAR)character;
        }
    }
    *to = 0;
    AcquireSRWLockExclusive(&given_lock);
    struct mark mark = {++last_serial};
    memcpy(memory + size - sizeof mark, &mark, sizeof mark);
    *given = (struct given){all_given, memory, size, mark.serial};
    all_given = given;
    ReleaseSRWLockExclusive(&given_lock);
    return (PWSTR)(void *)memory;
}

long long strings_live(void) {
    long long live = 0;
    AcquireSRWLockExclusive(&given_lock);
    struct given **place = &all_given;
    while (*place != NULL) {
        struct given *given = *place;
        if (is_live(given)) {
            live++;
            place = &given->next;
        } else {
            *place = given->next;
            free(given);
        }
    }
    ReleaseSRWLockExclusive(&given_lock);
    return live;
}
