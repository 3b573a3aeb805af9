/* Documents that the library answers. */
#include "core.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

LPVOID string_allocate(SIZE_T bytes) {
    return LocalAlloc(LMEM_FIXED, bytes);
}

char *text_format(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = malloc((size_t)length + 1);
    if (text == NULL) {
        abort();
    }
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

/* By field report a document has the 0xC037 form of a code that is old enough to have one. */
static HRESULT in_document(HRESULT result) {
    DWORD code = (DWORD)result;
    bool old = code >= (DWORD)HCS_E_TERMINATED_DURING_START && code <= 0x80370113u;
    return (HRESULT)(old ? code | 0x40000000u : code);
}

char *error_document(HRESULT result, const char *message) {
    struct json *error = json_object();
    json_put(error, "Error", json_integer(in_document(result)));
    json_put(error, "ErrorMessage", json_string(message));
    char *text = json_write(error);
    json_free(error);
    return text;
}

PWSTR give_document(const char *document) {
    if (document == NULL) {
        return NULL;
    }
    if (is_on(GARBAGE_DOCUMENTS)) {
        return string_give("{\"Error\": no JSON at all");
    }
    size_t length = strlen(document);
    size_t padding = (size_t)setting(DOCUMENT_PADDING);
    char *padded = malloc(length + padding + 1);
    if (padded == NULL) {
        return NULL;
    }
    memcpy(padded, document, length);
    memset(padded + length, ' ', padding);
    padded[length + padding] = 0;
    PWSTR given = string_give(padded);
    free(padded);
    return given;
}
