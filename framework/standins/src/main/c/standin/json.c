#include "json.h"

#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Deeper documents are refused: the parser's stack is bounded. */
#define DEPTH 64

struct parser {
    const char *at;
    int depth;
};

static struct json *node(enum json_kind kind) {
    struct json *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->kind = kind;
    return made;
}

static void skip_space(struct parser *parser) {
    while (*parser->at != 0 && strchr(" \t\r\n", *parser->at) != NULL) {
        parser->at++;
    }
}

static bool take(struct parser *parser, const char *word) {
    size_t length = strlen(word);
    if (strncmp(parser->at, word, length) != 0) {
        return false;
    }
    parser->at += length;
    return true;
}

static int digit(char character) {
    if (character >= '0' && character <= '9') {
        return character - '0';
    }
    if (character >= 'a' && character <= 'f') {
        return character - 'a' + 10;
    }
    return character >= 'A' && character <= 'F' ? character - 'A' + 10 : -1;
}

static bool hex(struct parser *parser, unsigned *unit) {
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        int value = digit(parser->at[i]);
        if (value < 0) {
            return false;
        }
        *unit = *unit << 4 | (unsigned)value;
    }
    parser->at += 4;
    return true;
}

static bool escape(struct parser *parser, struct text *into) {
    static const char names[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    char name = *parser->at++;
    if (name == 'u') {
        unsigned unit;
        unsigned low = 0;
        if (!hex(parser, &unit)) {
            return false;
        }
        if (unit >= 0xD800 && unit < 0xDC00 && take(parser, "\\u") && !hex(parser, &low)) {
            return false;
        }
        text_add_units(into, unit, low);
        return true;
    }
    const char *found = name == 0 ? NULL : strchr(names, name);
    if (found == NULL) {
        return false;
    }
    text_add_byte(into, meanings[found - names]);
    return true;
}

/* The string whose opening quote is taken; NULL if it is none. */
static char *string(struct parser *parser) {
    struct text text = {0};
    while (*parser->at != '"') {
        unsigned char character = (unsigned char)*parser->at++;
        bool good = character >= 0x20;
        if (good && character == '\\') {
            good = escape(parser, &text);
        } else if (good) {
            text_add_byte(&text, (char)character);
        }
        if (!good) {
            free(text.bytes);
            return NULL;
        }
    }
    parser->at++;
    return text_end(&text);
}

static struct json *value(struct parser *parser);

static bool members(struct parser *parser, struct json *parent, char end) {
    struct json **place = &parent->first;
    skip_space(parser);
    if (*parser->at == end) {
        parser->at++;
        return true;
    }
    for (;;) {
        char *key = NULL;
        skip_space(parser);
        if (parent->kind == JSON_OBJECT) {
            if (*parser->at != '"') {
                return false;
            }
            parser->at++;
            key = string(parser);
            skip_space(parser);
            if (key == NULL || *parser->at != ':') {
                free(key);
                return false;
            }
            parser->at++;
        }
        struct json *member = value(parser);
        if (member == NULL) {
            free(key);
            return false;
        }
        member->key = key;
        *place = member;
        place = &member->next;
        skip_space(parser);
        char mark = *parser->at;
        if (mark != ',' && mark != end) {
            return false;
        }
        parser->at++;
        if (mark == end) {
            return true;
        }
    }
}

static struct json *number(struct parser *parser) {
    const char *start = parser->at;
    size_t sign = *start == '-' ? 1 : 0;
    size_t whole = strspn(start + sign, "0123456789");
    if (whole == 0 || (whole > 1 && start[sign] == '0')) {
        return NULL;
    }
    const char *end = start + sign + whole;
    if (*end == '.') {
        size_t fraction = strspn(end + 1, "0123456789");
        if (fraction == 0) {
            return NULL;
        }
        end += 1 + fraction;
    }
    if (*end == 'e' || *end == 'E') {
        end++;
        end += *end == '+' || *end == '-';
        size_t exponent = strspn(end, "0123456789");
        if (exponent == 0) {
            return NULL;
        }
        end += exponent;
    }
    struct json *made = node(JSON_NUMBER);
    made->text = text_copy(start, (size_t)(end - start));
    parser->at = end;
    return made;
}

static struct json *value(struct parser *parser) {
    skip_space(parser);
    char mark = *parser->at;
    if (mark == '{' || mark == '[') {
        if (++parser->depth > DEPTH) {
            return NULL;
        }
        parser->at++;
        struct json *made = node(mark == '{' ? JSON_OBJECT : JSON_ARRAY);
        if (!members(parser, made, mark == '{' ? '}' : ']')) {
            json_free(made);
            return NULL;
        }
        parser->depth--;
        return made;
    }
    if (mark == '"') {
        parser->at++;
        char *text = string(parser);
        if (text == NULL) {
            return NULL;
        }
        struct json *made = node(JSON_STRING);
        made->text = text;
        return made;
    }
    if (take(parser, "null")) {
        return node(JSON_NULL);
    }
    if (take(parser, "true") || take(parser, "false")) {
        return node(parser->at[-2] == 'u' ? JSON_TRUE : JSON_FALSE);
    }
    return number(parser);
}

struct json *json_parse_utf8(const char *document) {
    struct parser parser = {document, 0};
    struct json *made = value(&parser);
    skip_space(&parser);
    if (made != NULL && *parser.at != 0) {
        json_free(made);
        return NULL;
    }
    return made;
}

struct json *json_parse(PCWSTR document) {
    char *text = text_of(document);
    struct json *made = json_parse_utf8(text);
    free(text);
    return made;
}

void json_free(struct json *tree) {
    while (tree != NULL) {
        struct json *next = tree->next;
        json_free(tree->first);
        free(tree->key);
        free(tree->text);
        free(tree);
        tree = next;
    }
}

struct json *json_copy(const struct json *tree) {
    if (tree == NULL) {
        return NULL;
    }
    char *text = json_write(tree);
    struct json *copy = json_parse_utf8(text);
    free(text);
    return copy;
}

static void write_string(struct text *into, const char *string) {
    text_add_byte(into, '"');
    for (; *string != 0; string++) {
        unsigned char character = (unsigned char)*string;
        if (character == '"' || character == '\\') {
            text_add_byte(into, '\\');
            text_add_byte(into, (char)character);
        } else if (character < 0x20) {
            char code[8];
            snprintf(code, sizeof code, "\\u%04x", character);
            text_add(into, code);
        } else {
            text_add_byte(into, (char)character);
        }
    }
    text_add_byte(into, '"');
}

static void write_value(struct text *into, const struct json *tree) {
    static const char *const words[] = {
        [JSON_NULL] = "null", [JSON_FALSE] = "false", [JSON_TRUE] = "true"};
    switch (tree->kind) {
    case JSON_NUMBER:
        text_add(into, tree->text);
        break;
    case JSON_STRING:
        write_string(into, tree->text);
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        text_add_byte(into, tree->kind == JSON_ARRAY ? '[' : '{');
        for (struct json *member = tree->first; member != NULL; member = member->next) {
            if (member->key != NULL) {
                write_string(into, member->key);
                text_add_byte(into, ':');
            }
            write_value(into, member);
            if (member->next != NULL) {
                text_add_byte(into, ',');
            }
        }
        text_add_byte(into, tree->kind == JSON_ARRAY ? ']' : '}');
        break;
    default:
        text_add(into, words[tree->kind]);
    }
}

char *json_write(const struct json *tree) {
    struct text text = {0};
    write_value(&text, tree);
    return text_end(&text);
}

static struct json **find(struct json *const *first, const char *key, size_t length) {
    struct json **place = (struct json **)first;
    while (*place != NULL
        && ((*place)->key == NULL || strlen((*place)->key) != length
            || !text_same_letters((*place)->key, key, length))) {
        place = &(*place)->next;
    }
    return place;
}

struct json *json_get(const struct json *object, const char *key) {
    return object == NULL || object->kind != JSON_OBJECT
        ? NULL
        : *find(&object->first, key, strlen(key));
}

struct json *json_at(const struct json *object, const char *path) {
    const struct json *at = object;
    while (at != NULL && *path != 0) {
        size_t length = strcspn(path, "/");
        at = at->kind == JSON_OBJECT ? *find(&at->first, path, length) : NULL;
        path += length + (path[length] == '/');
    }
    return (struct json *)at;
}

const char *json_text(const struct json *tree) {
    return tree != NULL && (tree->kind == JSON_STRING || tree->kind == JSON_NUMBER) ? tree->text
                                                                                   : NULL;
}

bool json_is_true(const struct json *tree) {
    return tree != NULL && tree->kind == JSON_TRUE;
}

size_t json_length(const struct json *tree) {
    size_t length = 0;
    for (struct json *member = tree == NULL ? NULL : tree->first; member != NULL;
         member = member->next) {
        length++;
    }
    return length;
}

struct json *json_object(void) {
    return node(JSON_OBJECT);
}

struct json *json_array(void) {
    return node(JSON_ARRAY);
}

struct json *json_string(const char *text) {
    struct json *made = node(JSON_STRING);
    made->text = text_copy(text, strlen(text));
    return made;
}

struct json *json_integer(long long value) {
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%lld", value);
    struct json *made = node(JSON_NUMBER);
    made->text = text_copy(digits, (size_t)length);
    return made;
}

struct json *json_boolean(bool value) {
    return node(value ? JSON_TRUE : JSON_FALSE);
}

static void put(struct json *object, const char *key, size_t length, struct json *value) {
    struct json **place = find(&object->first, key, length);
    struct json *old = *place;
    value->key = text_copy(key, length);
    value->next = old == NULL ? NULL : old->next;
    *place = value;
    if (old != NULL) {
        old->next = NULL;
        json_free(old);
    }
}

void json_put(struct json *object, const char *key, struct json *value) {
    put(object, key, strlen(key), value);
}

void json_add(struct json *array, struct json *value) {
    struct json **place = &array->first;
    while (*place != NULL) {
        place = &(*place)->next;
    }
    *place = value;
}

bool json_put_at(struct json *object, const char *path, struct json *value) {
    for (;;) {
        size_t length = strcspn(path, "/");
        if (object->kind != JSON_OBJECT || length == 0) {
            json_free(value);
            return false;
        }
        if (path[length] == 0) {
            put(object, path, length, value);
            return true;
        }
        struct json *next = *find(&object->first, path, length);
        if (next == NULL) {
            next = json_object();
            put(object, path, length, next);
        }
        object = next;
        path += length + 1;
    }
}

bool json_remove_at(struct json *object, const char *path) {
    const char *last = strrchr(path, '/');
    char *parent_path = text_copy(path, last == NULL ? 0 : (size_t)(last - path));
    struct json *parent = json_at(object, parent_path);
    free(parent_path);
    if (parent == NULL) {
        return false;
    }
    const char *key = last == NULL ? path : last + 1;
    struct json **place = find(&parent->first, key, strlen(key));
    struct json *old = *place;
    if (old == NULL) {
        return false;
    }
    *place = old->next;
    old->next = NULL;
    json_free(old);
    return true;
}
