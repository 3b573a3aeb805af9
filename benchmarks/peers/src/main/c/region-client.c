/*
 * A vfio-user client that times what a driver does most: reads of a 4-byte register, each waited
 * for, and posted writes, none waited for. Prints one line of JSON, in nanoseconds.
 *
 * Usage: region-client SOCKET CPU COUNT
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { VERSION = 1, REGION_READ = 9, REGION_WRITE = 10 };
enum { NO_REPLY = 0x10, ERROR = 0x20 };

struct header {
    uint16_t id;
    uint16_t command;
    uint32_t size;
    uint32_t flags;
    uint32_t error;
};

struct access {
    struct header header;
    uint64_t offset;
    uint32_t region;
    uint32_t count;
    uint32_t value;
} __attribute__((packed));

static int connection;
static uint16_t next_id;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void send_all(const void *bytes, size_t size)
{
    if (send(connection, bytes, size, MSG_NOSIGNAL) != (ssize_t)size)
        fail("region-client: send");
}

static void receive_all(void *bytes, size_t size)
{
    size_t done = 0;

    while (done < size) {
        ssize_t got = recv(connection, (char *)bytes + done, size - done, 0);

        if (got <= 0)
            fail("region-client: receive");
        done += got;
    }
}

static void negotiate(void)
{
    static const char capabilities[] = "{\"capabilities\":{\"max_msg_fds\":8}}";
    struct {
        struct header header;
        uint16_t major;
        uint16_t minor;
        char json[sizeof capabilities];
    } __attribute__((packed)) request = {.major = 0, .minor = 1};
    struct header reply;
    char rest[4096];

    request.header = (struct header){next_id++, VERSION, sizeof request, 0, 0};
    memcpy(request.json, capabilities, sizeof capabilities);
    send_all(&request, sizeof request);
    receive_all(&reply, sizeof reply);
    if (reply.flags & ERROR || reply.size - sizeof reply > sizeof rest) {
        fprintf(stderr, "region-client: version refused\n");
        exit(1);
    }
    receive_all(rest, reply.size - sizeof reply);
}

static uint32_t read_register(uint64_t offset)
{
    struct access request = {{next_id++, REGION_READ, sizeof request - 4, 0, 0}, offset, 0, 4, 0};
    struct access reply;

    send_all(&request, sizeof request - 4);
    receive_all(&reply, sizeof reply);
    if (reply.header.flags & ERROR || reply.header.id != request.header.id) {
        fprintf(stderr, "region-client: read refused\n");
        exit(1);
    }
    return reply.value;
}

static void post_register(uint64_t offset, uint32_t value)
{
    struct access request = {
        {next_id++, REGION_WRITE, sizeof request, NO_REPLY, 0}, offset, 0, 4, value};

    send_all(&request, sizeof request);
}

static uint64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000ull + time.tv_nsec;
}

static int by_value(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return (a > b) - (a < b);
}

static void use_cpu(int number)
{
    cpu_set_t set;

    CPU_ZERO(&set);
    CPU_SET(number, &set);
    if (sched_setaffinity(0, sizeof set, &set))
        fail("region-client: this processor can't be had");
}

int main(int argc, char **argv)
{
    enum { OFFSET = 4, WARM_UP = 20000 };
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    uint64_t *samples, start, posted;
    size_t count, i;

    if (argc != 4) {
        fprintf(stderr, "usage: region-client SOCKET CPU COUNT\n");
        return 2;
    }
    strncpy(address.sun_path, argv[1], sizeof address.sun_path - 1);
    use_cpu(atoi(argv[2]));
    count = strtoul(argv[3], NULL, 10);
    samples = calloc(count, sizeof *samples);
    connection = socket(AF_UNIX, SOCK_STREAM, 0);
    if (samples == NULL || connection < 0
        || connect(connection, (struct sockaddr *)&address, sizeof address))
        fail("region-client: connect");
    negotiate();

    for (i = 0; i < WARM_UP; i++)
        post_register(OFFSET, (uint32_t)i);
    for (i = 0; i < WARM_UP; i++)
        read_register(OFFSET);
    for (i = 0; i < count; i++) {
        start = now();
        read_register(OFFSET);
        samples[i] = now() - start;
    }
    /* The read at the end comes back when every write before it has been executed. */
    start = now();
    for (i = 0; i < count; i++)
        post_register(OFFSET, (uint32_t)i);
    read_register(OFFSET);
    posted = now() - start;

    qsort(samples, count, sizeof *samples, by_value);
    printf("{\"count\":%zu,\"read_min\":%llu,\"read_p50\":%llu,\"read_p99\":%llu,"
           "\"read_p999\":%llu,\"posted_write\":%.1f}\n",
           count, (unsigned long long)samples[0], (unsigned long long)samples[count / 2],
           (unsigned long long)samples[count * 99 / 100],
           (unsigned long long)samples[count * 999 / 1000], (double)posted / count);
    return 0;
}
