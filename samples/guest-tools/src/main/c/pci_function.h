/* PCI functions as Linux shows them under /sys/bus/pci/devices. */
#ifndef PCI_FUNCTION_H
#define PCI_FUNCTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "dddd:bb:dd.f" and its terminator. */
#define PCI_ADDRESS_SIZE 13

/* Exit code of a program that can't start its work: bad usage, no such device, no driver. */
#define EXIT_UNUSABLE 2

struct pci_bar {
    uint64_t size; /* 0: the function doesn't have this BAR */
    bool memory;   /* else I/O ports */
};

/*
 * Finds the first function with these ids, in address order, and stores its address. Returns false
 * when there is none.
 */
bool pci_find(uint16_t vendor, uint16_t device, char address[PCI_ADDRESS_SIZE]);

/* True when a function has this address. */
bool pci_exists(const char *address);

struct pci_bar pci_bar(const char *address, unsigned bar);

/*
 * Enables the function and maps a memory BAR for reading and writing. Ends the program with
 * EXIT_UNUSABLE and the reason where that is impossible.
 */
void *pci_map_bar(const char *address, unsigned bar);

/* Writes one of the function's sysfs attributes. Returns 0 or the error number. */
int pci_write_attribute(const char *address, const char *attribute, const char *value);

/* Prints "PROGRAM: reason" on standard error and ends the program with EXIT_UNUSABLE. */
void unusable(const char *format, ...);

#endif
