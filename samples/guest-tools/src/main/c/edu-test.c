/*
 * Checks every property that QEMU's docs/specs/edu documents, on whatever implements the device:
 * QEMU itself or a virtual device of ours. One line a check, exit code 0 when all pass, 1 when one
 * fails, 2 when there is nothing to test (no such device, no IOMMU, no vfio-pci).
 *
 * Interrupts and DMA go through the kernel's vfio-pci driver, so a check passes only when the message
 * or the level really came through the interrupt controller and the data through the IOMMU.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pci_function.h"
#include "tap.h"
#include "vfio_function.h"

#define EDU_VENDOR 0x1234
#define EDU_DEVICE 0x11e8
#define EDU_BAR_SIZE 0x100000

enum {
    IDENTIFICATION = 0x00,
    LIVENESS = 0x04,
    FACTORIAL = 0x08,
    STATUS = 0x20,
    INTERRUPT_STATUS = 0x24,
    INTERRUPT_RAISE = 0x60,
    INTERRUPT_ACKNOWLEDGE = 0x64,
    DMA_SOURCE = 0x80,
    DMA_DESTINATION = 0x88,
    DMA_COUNT = 0x90,
    DMA_COMMAND = 0x98,
};

#define STATUS_COMPUTING 0x01u
#define STATUS_INTERRUPT 0x80u

#define COMMAND_RUN 0x01u
#define COMMAND_TO_RAM 0x02u
#define COMMAND_INTERRUPT 0x04u

#define CAUSE_FACTORIAL 0x001u
#define CAUSE_DMA 0x100u

/* The device's buffer, in the device's own DMA addresses. */
#define BUFFER_ADDRESS 0x40000u
#define BUFFER_SIZE 4096u

/* Where our memory is for the device: RAM below its limit of 28 bits, DECOY only with bit 28 set. */
#define RAM_ADDRESS 0x01000000ull
#define RAM_SIZE (16u * 1024)
#define DECOY_ADDRESS (RAM_ADDRESS | 1ull << 28)

#define PATIENCE_MS 30000
#define FILLER 0xa5

static struct vfio_function edu;
static uint8_t *ram;
static uint8_t *decoy;

/* What the device's buffer must hold after the transfers so far. */
static uint8_t expected_buffer[BUFFER_SIZE];

static uint32_t read32(unsigned offset)
{
    return *(volatile uint32_t *)(edu.bar0 + offset);
}

static void write32(unsigned offset, uint32_t value)
{
    *(volatile uint32_t *)(edu.bar0 + offset) = value;
}

static uint64_t read64(unsigned offset)
{
    return *(volatile uint64_t *)(edu.bar0 + offset);
}

static void write64(unsigned offset, uint64_t value)
{
    *(volatile uint64_t *)(edu.bar0 + offset) = value;
}

static uint64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until the bits read 0. Returns false when they still don't after PATIENCE_MS. */
static bool wait_until_clear(unsigned offset, uint32_t bits)
{
    uint64_t deadline = now_ms() + PATIENCE_MS;

    while ((read32(offset) & bits) != 0) {
        if (now_ms() > deadline) {
            explain("register 0x%02x still has bits 0x%x set after %d ms", offset, bits, PATIENCE_MS);
            return false;
        }
    }
    return true;
}

static bool equal(const char *what, uint64_t actual, uint64_t expected)
{
    if (actual != expected)
        explain("%s is 0x%llx, expected 0x%llx", what, (unsigned long long)actual,
                (unsigned long long)expected);
    return actual == expected;
}

static bool register_is(unsigned offset, uint32_t expected)
{
    char name[16];

    snprintf(name, sizeof name, "register 0x%02x", offset);
    return equal(name, read32(offset), expected);
}

static void check_identity(void)
{
    struct pci_bar bar = pci_bar(edu.address, 0);

    check(true, "PCI function 1234:11e8 is present");
    check(equal("its size", bar.size, EDU_BAR_SIZE) && bar.memory, "BAR 0 is 1 MiB of memory");
    check(register_is(IDENTIFICATION, 0x010000ed), "identification register reads 0x010000ed");
    write32(IDENTIFICATION, 0xffffffff);
    check(register_is(IDENTIFICATION, 0x010000ed), "identification register is read-only");
}

static void check_liveness(void)
{
    static const uint32_t values[] = {0x00000000, 0xffffffff, 0x12345678, 0x80000001};
    unsigned i;

    for (i = 0; i < sizeof values / sizeof values[0]; i++) {
        write32(LIVENESS, values[i]);
        check(register_is(LIVENESS, ~values[i]), "liveness register inverts 0x%08x", values[i]);
    }
}

static void check_access_widths(void)
{
    write32(LIVENESS, 0x0f0f0f0f);
    edu.bar0[LIVENESS] = 0x55;
    check(register_is(LIVENESS, 0xf0f0f0f0), "a write of 1 byte below 0x80 has no effect");
    *(volatile uint16_t *)(edu.bar0 + LIVENESS) = 0x5555;
    check(register_is(LIVENESS, 0xf0f0f0f0), "a write of 2 bytes below 0x80 has no effect");
    write64(INTERRUPT_RAISE, 0x1);
    check(register_is(INTERRUPT_STATUS, 0), "a write of 8 bytes below 0x80 has no effect");

    write64(DMA_SOURCE, 0x123456789abcdef0ull);
    check(equal("register 0x80", read64(DMA_SOURCE), 0x123456789abcdef0ull),
          "DMA source address register holds 8 bytes");
    write64(DMA_DESTINATION, 0xfedcba9876543210ull);
    check(equal("register 0x88", read64(DMA_DESTINATION), 0xfedcba9876543210ull),
          "DMA destination address register holds 8 bytes");
    write64(DMA_COUNT, 0x1000);
    check(equal("register 0x90", read64(DMA_COUNT), 0x1000), "DMA count register holds 8 bytes");

    write64(DMA_SOURCE, 0);
    write32(DMA_SOURCE, 0x89abcdef);
    check(register_is(DMA_SOURCE, 0x89abcdef), "DMA registers take accesses of 4 bytes");
}

static bool factorial_is(uint32_t n, uint32_t expected)
{
    write32(FACTORIAL, n);
    return wait_until_clear(STATUS, STATUS_COMPUTING) && register_is(FACTORIAL, expected);
}

/*
 * A factorial that runs long enough to be met while it does. How long that is nobody knows, so each
 * attempt takes twice as long as the one before, and one that was over too early proves nothing.
 */
static void check_long_factorial(void)
{
    bool computing = false, ended = true, ignored = false;
    uint32_t n;

    for (n = 1u << 26; n <= 1u << 30 && ended && !ignored; n <<= 1) {
        write32(FACTORIAL, n);
        if ((read32(STATUS) & STATUS_COMPUTING) == 0)
            continue;
        computing = true;
        write32(FACTORIAL, 3);
        ended = wait_until_clear(STATUS, STATUS_COMPUTING);
        /* The long one is a multiple of 2^32; 6 would be that of the write in between. */
        ignored = read32(FACTORIAL) == 0;
    }
    check(computing, "status bit 0x01 is set while a factorial is computed");
    check(computing && ended, "status bit 0x01 clears when it is done");
    check(ignored, "a number written while one is computed is ignored");
}

static void check_factorial(void)
{
    check(factorial_is(0, 1), "factorial of 0 is 1");
    check(factorial_is(1, 1), "factorial of 1 is 1");
    check(factorial_is(5, 120), "factorial of 5 is 120");
    check(factorial_is(12, 479001600), "factorial of 12 is 479001600");
    check_long_factorial();
    check(register_is(INTERRUPT_STATUS, 0), "no interrupt status after it without status bit 0x80");
}

static void check_status(void)
{
    write32(STATUS, STATUS_INTERRUPT | STATUS_COMPUTING);
    check(register_is(STATUS, STATUS_INTERRUPT), "status bit 0x80 can be set and bit 0x01 can't");
    write32(STATUS, 0);
    check(register_is(STATUS, 0), "status bit 0x80 can be cleared");
}

static void check_interrupt_status(void)
{
    write32(INTERRUPT_RAISE, 0x00000005);
    check(register_is(INTERRUPT_STATUS, 0x5), "a raised value appears in the interrupt status");
    write32(INTERRUPT_RAISE, 0x8000000a);
    check(register_is(INTERRUPT_STATUS, 0x8000000f), "raised values are combined by OR");
    write32(INTERRUPT_STATUS, 0);
    check(register_is(INTERRUPT_STATUS, 0x8000000f), "interrupt status register is read-only");
    write32(INTERRUPT_ACKNOWLEDGE, 0x00000005);
    check(register_is(INTERRUPT_STATUS, 0x8000000a), "acknowledging clears the given bits only");
    write32(INTERRUPT_ACKNOWLEDGE, 0x8000000a);
    check(register_is(INTERRUPT_STATUS, 0), "acknowledging the rest clears the interrupt status");
}

/* Starts a transfer of `count` bytes and waits for its end. */
static bool transfer(uint64_t source, uint64_t destination, uint32_t count, uint32_t command)
{
    write64(DMA_SOURCE, source);
    write64(DMA_DESTINATION, destination);
    write64(DMA_COUNT, count);
    write32(DMA_COMMAND, command | COMMAND_RUN);
    return wait_until_clear(DMA_COMMAND, COMMAND_RUN);
}

static bool to_device(uint32_t ram_offset, uint32_t buffer_offset, uint32_t count)
{
    memcpy(expected_buffer + buffer_offset, ram + ram_offset, count);
    return transfer(RAM_ADDRESS + ram_offset, BUFFER_ADDRESS + buffer_offset, count, 0);
}

static bool to_ram(uint32_t buffer_offset, uint32_t ram_offset, uint32_t count)
{
    return transfer(BUFFER_ADDRESS + buffer_offset, RAM_ADDRESS + ram_offset, count, COMMAND_TO_RAM);
}

static void fill_with_noise(uint8_t *memory, size_t size)
{
    static uint32_t state = 2463534242u; /* xorshift32 */
    size_t i;

    for (i = 0; i < size; i++) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        memory[i] = (uint8_t)state;
    }
}

static bool same_bytes(const char *what, const uint8_t *actual, const uint8_t *expected, size_t size)
{
    size_t i;

    for (i = 0; i < size; i++) {
        if (actual[i] != expected[i]) {
            explain("byte 0x%zx of %s is 0x%02x, expected 0x%02x", i, what, actual[i], expected[i]);
            return false;
        }
    }
    return true;
}

static bool all_bytes(const char *what, const uint8_t *actual, uint8_t expected, size_t size)
{
    size_t i;

    for (i = 0; i < size; i++) {
        if (actual[i] != expected) {
            explain("byte 0x%zx of %s is 0x%02x, expected 0x%02x", i, what, actual[i], expected);
            return false;
        }
    }
    return true;
}

/* RAM holds the buffer's bytes [buffer_offset, +count) at ram_offset, and FILLER everywhere else. */
static bool ram_holds(uint32_t buffer_offset, uint32_t ram_offset, uint32_t count)
{
    return all_bytes("RAM before the transfer's target", ram, FILLER, ram_offset)
        && same_bytes("the transfer's target", ram + ram_offset, expected_buffer + buffer_offset, count)
        && all_bytes("RAM after the transfer's target", ram + ram_offset + count, FILLER,
                     RAM_SIZE - ram_offset - count);
}

static void check_dma(void)
{
    /* Sizes and offsets: whole, byte-sized, odd, at both ends of the buffer, across pages of RAM. */
    static const struct {
        uint32_t ram_offset, buffer_offset, count;
    } transfers[] = {
        {0, 0, BUFFER_SIZE},
        {0, 0, 100},
        {100, 100, 100},
        {4095, 1, 1},
        {3, BUFFER_SIZE - 1, 1},
        {4090, 7, 13},
        {4093, 1021, 3000},
        {2048, 2048, 2048},
        {8191, 1, BUFFER_SIZE - 1},
    };
    unsigned i;

    for (i = 0; i < sizeof transfers / sizeof transfers[0]; i++) {
        uint32_t at = transfers[i].ram_offset;
        uint32_t offset = transfers[i].buffer_offset;
        uint32_t count = transfers[i].count;
        bool done;

        fill_with_noise(ram, RAM_SIZE);
        done = to_device(at, offset, count);
        memset(ram, FILLER, RAM_SIZE);
        done = done && to_ram(offset, at, count);
        check(done && ram_holds(offset, at, count),
              "DMA of %u bytes to buffer offset %u and back to RAM offset %u", count, offset, at);
    }

    memset(ram, FILLER, RAM_SIZE);
    check(to_ram(0, 0, BUFFER_SIZE) && ram_holds(0, 0, BUFFER_SIZE),
          "DMA changes only the bytes of the buffer it targets");
    check(register_is(INTERRUPT_STATUS, 0), "no interrupt status after DMA without command bit 0x04");
}

static void check_dma_mask(void)
{
    fill_with_noise(ram, BUFFER_SIZE);
    memset(decoy, FILLER, BUFFER_SIZE);
    memcpy(expected_buffer, ram, BUFFER_SIZE);
    check(transfer(DECOY_ADDRESS, BUFFER_ADDRESS, BUFFER_SIZE, 0),
          "DMA from an address above 28 bits ends");
    memset(ram, FILLER, RAM_SIZE);
    check(to_ram(0, 0, BUFFER_SIZE) && ram_holds(0, 0, BUFFER_SIZE),
          "DMA source addresses are cut to 28 bits");

    memset(ram, FILLER, RAM_SIZE);
    check(transfer(BUFFER_ADDRESS, 0xffffffff00000000ull | DECOY_ADDRESS, BUFFER_SIZE, COMMAND_TO_RAM)
              && ram_holds(0, 0, BUFFER_SIZE)
              && all_bytes("memory at the address with bit 28", decoy, FILLER, BUFFER_SIZE),
          "DMA destination addresses are cut to 28 bits");
}

static bool one_interrupt(void)
{
    return equal("the number of interrupts", vfio_interrupts(&edu, PATIENCE_MS), 1);
}

/* Looks once, after a read has been to the device and back; one_interrupt() counts what comes later. */
static bool no_interrupt(void)
{
    read32(IDENTIFICATION);
    return equal("the number of interrupts", vfio_interrupts(&edu, 0), 0);
}

static void acknowledge(enum vfio_interrupt kind, uint32_t causes)
{
    write32(INTERRUPT_ACKNOWLEDGE, causes);
    if (kind == VFIO_INTX)
        vfio_unmask_intx(&edu);
}

/* The causes that either kind of interrupt reports alike. */
static void check_interrupt_causes(enum vfio_interrupt kind, const char *name)
{
    write32(INTERRUPT_RAISE, 0x10);
    check(one_interrupt() && register_is(INTERRUPT_STATUS, 0x10),
          "%s: writing the raise register interrupts once", name);
    acknowledge(kind, 0x10);
    check(no_interrupt() && register_is(INTERRUPT_STATUS, 0), "%s: silence once acknowledged", name);
    write32(INTERRUPT_RAISE, 0x20);
    check(one_interrupt(), "%s: it can be raised again", name);
    acknowledge(kind, 0x20);

    write32(STATUS, STATUS_INTERRUPT);
    write32(FACTORIAL, 10);
    check(one_interrupt() && register_is(INTERRUPT_STATUS, CAUSE_FACTORIAL)
              && register_is(STATUS, STATUS_INTERRUPT) && register_is(FACTORIAL, 3628800),
          "%s: a finished factorial interrupts with cause 0x001", name);
    acknowledge(kind, CAUSE_FACTORIAL);
    write32(STATUS, 0);
    check(factorial_is(6, 720) && no_interrupt(), "%s: no interrupt without status bit 0x80", name);

    fill_with_noise(ram, RAM_SIZE);
    memcpy(expected_buffer, ram, BUFFER_SIZE);
    check(transfer(RAM_ADDRESS, BUFFER_ADDRESS, BUFFER_SIZE, COMMAND_INTERRUPT) && one_interrupt()
              && register_is(INTERRUPT_STATUS, CAUSE_DMA),
          "%s: DMA to the device interrupts with cause 0x100", name);
    acknowledge(kind, CAUSE_DMA);
    memset(ram, FILLER, RAM_SIZE);
    check(transfer(BUFFER_ADDRESS, RAM_ADDRESS, BUFFER_SIZE, COMMAND_TO_RAM | COMMAND_INTERRUPT)
              && one_interrupt() && register_is(INTERRUPT_STATUS, CAUSE_DMA)
              && ram_holds(0, 0, BUFFER_SIZE),
          "%s: DMA to RAM interrupts with cause 0x100, its data in place", name);
    acknowledge(kind, CAUSE_DMA);
    check(to_ram(0, 0, BUFFER_SIZE) && no_interrupt(), "%s: no interrupt without command bit 0x04", name);
}

static void check_intx(void)
{
    if (!check(vfio_use_interrupt(&edu, VFIO_INTX), "INTx: available"))
        return;
    check_interrupt_causes(VFIO_INTX, "INTx");
    write32(INTERRUPT_RAISE, 0x3);
    check(one_interrupt(), "INTx: two causes at once interrupt once");
    acknowledge(VFIO_INTX, 0x1);
    check(one_interrupt() && register_is(INTERRUPT_STATUS, 0x2),
          "INTx: the line stays up until every cause is acknowledged");
    acknowledge(VFIO_INTX, 0x2);
    check(no_interrupt(), "INTx: the line drops with the last cause");
    vfio_stop_interrupt(&edu, VFIO_INTX);
}

static void check_msi(void)
{
    if (!check(vfio_use_interrupt(&edu, VFIO_MSI), "MSI: available"))
        return;
    check_interrupt_causes(VFIO_MSI, "MSI");
    vfio_stop_interrupt(&edu, VFIO_MSI);
}

/* A device that somebody used before may still compute or have an interrupt pending. */
static void settle(void)
{
    write32(STATUS, 0);
    wait_until_clear(STATUS, STATUS_COMPUTING);
    wait_until_clear(DMA_COMMAND, COMMAND_RUN);
    write32(INTERRUPT_ACKNOWLEDGE, 0xffffffff);
}

int main(int argc, char **argv)
{
    char address[PCI_ADDRESS_SIZE];

    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        printf("usage: edu-test [PCI ADDRESS]\n"
               "Checks every documented property of QEMU's educational PCI device (1234:11e8).\n"
               "Without an address (such as 0000:00:02.0) it takes the first one.\n");
        return 0;
    }
    if (argc > 2)
        unusable("too many arguments; see edu-test --help");
    if (argc == 2 && !pci_exists(argv[1]))
        unusable("no PCI function %s in this machine; see /sys/bus/pci/devices", argv[1]);
    if (argc == 1 && !pci_find(EDU_VENDOR, EDU_DEVICE, address))
        unusable("no edu device (PCI 1234:11e8) in this machine");
    vfio_open(&edu, argc == 2 ? argv[1] : address);
    ram = vfio_dma_memory(&edu, RAM_ADDRESS, RAM_SIZE);
    decoy = vfio_dma_memory(&edu, DECOY_ADDRESS, BUFFER_SIZE);
    settle();

    check_identity();
    check_liveness();
    check_access_widths();
    check_factorial();
    check_status();
    check_interrupt_status();
    check_dma();
    check_dma_mask();
    check_intx();
    check_msi();

    vfio_close(&edu);
    return finish_checks();
}
