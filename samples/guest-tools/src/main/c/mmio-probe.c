/*
 * Measures what one access to a register of a PCI function costs a driver in this machine: each
 * access alone (percentiles, less what reading the clock costs), and many in a row (mean). Prints
 * one line of JSON.
 *
 * The clock is the processor's time-stamp counter, measured against CLOCK_MONOTONIC over the run:
 * in an emulated machine the kernel's clock may itself be a device access.
 */
#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pci_function.h"

#define MAXIMUM_COUNT 10000000ul

struct options {
    char address[PCI_ADDRESS_SIZE];
    unsigned bar;
    uint64_t offset;
    unsigned width;
    uint64_t value;
    bool write;
    size_t count;
    size_t warmup;
};

static void usage(void)
{
    printf("usage: mmio-probe DEVICE [OPTION VALUE]...\n"
           "Times register accesses of a PCI function and prints one line of JSON, in nanoseconds.\n"
           "DEVICE is an address (0000:00:01.0) or vendor and device id (1234:11e8).\n"
           "  --bar N        memory BAR (default 0)\n"
           "  --offset N     register within the BAR (default 0)\n"
           "  --width N      1, 2, 4 or 8 bytes (default 4)\n"
           "  --write N      write this value instead of reading\n"
           "  --count N      accesses timed one by one, and again in a row (default 20000)\n"
           "  --warmup N     accesses before them (default 1000)\n");
}

static uint64_t number(const char *option, const char *text, uint64_t maximum)
{
    char *end;
    unsigned long long value;

    errno = 0;
    value = strtoull(text, &end, 0);
    if (errno != 0 || *text == '\0' || *text == '-' || *end != '\0' || value > maximum)
        unusable("'%s' isn't a number for --%s; see mmio-probe --help", text, option);
    return value;
}

static void find_device(const char *text, struct options *options)
{
    unsigned vendor, device;
    char rest;

    if (strlen(text) == PCI_ADDRESS_SIZE - 1 && pci_exists(text)) {
        strcpy(options->address, text);
        return;
    }
    if (sscanf(text, "%4x:%4x%c", &vendor, &device, &rest) != 2)
        unusable("no PCI function '%s' in this machine; see mmio-probe --help", text);
    if (!pci_find(vendor, device, options->address))
        unusable("no PCI device %04x:%04x in this machine", vendor, device);
}

static void parse(int argc, char **argv, struct options *options)
{
    static const struct option known[] = {
        {"bar", required_argument, NULL, 'b'},   {"offset", required_argument, NULL, 'o'},
        {"width", required_argument, NULL, 'w'}, {"write", required_argument, NULL, 'v'},
        {"count", required_argument, NULL, 'c'}, {"warmup", required_argument, NULL, 'u'},
        {"help", no_argument, NULL, 'h'},        {NULL, 0, NULL, 0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        switch (option) {
        case 'b':
            options->bar = number("bar", optarg, 5);
            break;
        case 'o':
            options->offset = number("offset", optarg, UINT64_MAX);
            break;
        case 'w':
            options->width = number("width", optarg, 8);
            break;
        case 'v':
            options->value = number("write", optarg, UINT64_MAX);
            options->write = true;
            break;
        case 'c':
            options->count = number("count", optarg, MAXIMUM_COUNT);
            break;
        case 'u':
            options->warmup = number("warmup", optarg, MAXIMUM_COUNT);
            break;
        case 'h':
            usage();
            exit(0);
        default:
            exit(EXIT_UNUSABLE); /* getopt has said why */
        }
    }
    if (optind != argc - 1)
        unusable("give one device; see mmio-probe --help");
    if (options->width != 1 && options->width != 2 && options->width != 4 && options->width != 8)
        unusable("--width has to be 1, 2, 4 or 8");
    if (options->offset % options->width != 0)
        unusable("--offset has to be a multiple of --width");
    if (options->count == 0)
        unusable("--count has to be at least 1");
    find_device(argv[optind], options);
}

static inline uint64_t ticks(void)
{
    uint32_t low, high;

    /* lfence: the counter isn't read before the access is done. */
    __asm__ volatile("lfence; rdtsc; lfence" : "=a"(low), "=d"(high) : : "memory");
    return (uint64_t)high << 32 | low;
}

/* Where values go that are read: a load whose value nobody uses may be left out. */
static volatile uint64_t sink;

/* Loops of their own for each width: where a register is memory, a call takes longer than it. */
#define ACCESSES(width)                                                             \
    static void read##width(volatile void *target, uint64_t value, size_t count)    \
    {                                                                               \
        volatile uint##width##_t *from = target;                                    \
                                                                                    \
        while (count-- > 0)                                                         \
            value = *from;                                                          \
        sink = value;                                                               \
    }                                                                               \
    static void write##width(volatile void *target, uint64_t value, size_t count)   \
    {                                                                               \
        volatile uint##width##_t *to = target;                                      \
                                                                                    \
        while (count-- > 0)                                                         \
            *to = value;                                                            \
    }

ACCESSES(8)
ACCESSES(16)
ACCESSES(32)
ACCESSES(64)

/* Reads, or writes a value, so many times one after the other. */
typedef void access(volatile void *target, uint64_t value, size_t count);

static access *choose(unsigned width, bool write)
{
    switch (width) {
    case 1:
        return write ? write8 : read8;
    case 2:
        return write ? write16 : read16;
    case 4:
        return write ? write32 : read32;
    default:
        return write ? write64 : read64;
    }
}

static int by_value(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return (a > b) - (a < b);
}

static double nanoseconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e9 + now.tv_nsec;
}

/* The sample below which `share` of the sorted samples are. */
static uint64_t percentile(const uint64_t *sorted, size_t count, double share)
{
    size_t index = (size_t)(share * count);

    return sorted[index < count ? index : count - 1];
}

int main(int argc, char **argv)
{
    struct options options = {.width = 4, .count = 20000, .warmup = 1000};
    double start_ns, tick_ns;
    uint64_t start, batch, clock_cost, before;
    uint64_t *samples;
    volatile void *target;
    access *reach, *settle;
    size_t i;

    parse(argc, argv, &options);
    if (pci_bar(options.address, options.bar).size < options.offset + options.width)
        unusable("BAR %u of %s has %llu bytes: no register at 0x%llx", options.bar, options.address,
                 (unsigned long long)pci_bar(options.address, options.bar).size,
                 (unsigned long long)options.offset);
    target = (volatile uint8_t *)pci_map_bar(options.address, options.bar) + options.offset;
    samples = calloc(options.count, sizeof *samples);
    if (samples == NULL)
        unusable("no memory for %zu samples", options.count);

    start_ns = nanoseconds_now();
    start = ticks();

    for (i = 0; i < options.count; i++) {
        before = ticks();
        samples[i] = ticks() - before;
    }
    qsort(samples, options.count, sizeof *samples, by_value);
    clock_cost = percentile(samples, options.count, 0.5);

    /* A write may still be on its way when the next instruction starts; a read brings it home. */
    reach = choose(options.width, options.write);
    settle = choose(options.width, false);
    reach(target, options.value, options.warmup);
    settle(target, 0, 1);
    for (i = 0; i < options.count; i++) {
        before = ticks();
        reach(target, options.value, 1);
        samples[i] = ticks() - before;
    }
    settle(target, 0, 1);
    before = ticks();
    reach(target, options.value, options.count);
    settle(target, 0, 1);
    batch = ticks() - before;

    tick_ns = (nanoseconds_now() - start_ns) / (ticks() - start);
    for (i = 0; i < options.count; i++)
        samples[i] = samples[i] > clock_cost ? samples[i] - clock_cost : 0;
    qsort(samples, options.count, sizeof *samples, by_value);
    printf("{\"device\":\"%s\",\"bar\":%u,\"offset\":%llu,\"width\":%u,\"operation\":\"%s\","
           "\"count\":%zu,\"min_ns\":%.1f,\"p50_ns\":%.1f,\"p99_ns\":%.1f,\"p999_ns\":%.1f,"
           "\"batch_mean_ns\":%.1f,\"clock_ns\":%.1f}\n",
           options.address, options.bar, (unsigned long long)options.offset, options.width,
           options.write ? "write" : "read", options.count, samples[0] * tick_ns,
           percentile(samples, options.count, 0.5) * tick_ns,
           percentile(samples, options.count, 0.99) * tick_ns,
           percentile(samples, options.count, 0.999) * tick_ns,
           batch * tick_ns / options.count, clock_cost * tick_ns);
    return 0;
}
