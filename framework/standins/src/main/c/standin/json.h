/* JSON documents (RFC 8259) as trees. Text is UTF-8 inside and UTF-16 at the border. */
#ifndef JSON_H
#define JSON_H

#include "win32.h"

#include <stdbool.h>
#include <stddef.h>

enum json_kind { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
    enum json_kind kind;
    /* The name, in an object. */
    char *key;
    /* A string's or a number's text. */
    char *text;
    struct json *first;
    struct json *next;
};

/* A document of the platform's caller; NULL if it is none. */
struct json *json_parse(PCWSTR document);
struct json *json_parse_utf8(const char *document);
void json_free(struct json *node);
struct json *json_copy(const struct json *node);
/* The text, to be freed. */
char *json_write(const struct json *node);

/* Read: all take NULL for "not there". Names are compared as HCS does, letter case aside. */
struct json *json_get(const struct json *object, const char *key);
/* Along names with slashes between them. */
struct json *json_at(const struct json *object, const char *path);
const char *json_text(const struct json *node);
bool json_is_true(const struct json *node);
size_t json_length(const struct json *node);

/* Make. */
struct json *json_object(void);
struct json *json_array(void);
struct json *json_string(const char *text);
struct json *json_integer(long long value);
struct json *json_boolean(bool value);

/* Change: the node becomes the tree's. A name that is there already is replaced. */
void json_put(struct json *object, const char *key, struct json *value);
void json_add(struct json *array, struct json *value);
/* Puts along a path; makes the objects on the way. False if something on it is no object. */
bool json_put_at(struct json *object, const char *path, struct json *value);
/* False if there is nothing. */
bool json_remove_at(struct json *object, const char *path);

#endif
