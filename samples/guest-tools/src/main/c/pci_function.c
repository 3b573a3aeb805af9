#include "pci_function.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define DEVICES "/sys/bus/pci/devices"
#define ATTRIBUTE_PATH_SIZE 128

/* Flags of a line of the "resource" attribute (include/linux/ioport.h of the kernel). */
#define IORESOURCE_MEM 0x200

extern char *program_invocation_short_name;

static void attribute_path(char path[ATTRIBUTE_PATH_SIZE], const char *address, const char *attribute)
{
    snprintf(path, ATTRIBUTE_PATH_SIZE, DEVICES "/%s/%s", address, attribute);
}

static bool read_id(const char *address, const char *attribute, unsigned *value)
{
    char path[ATTRIBUTE_PATH_SIZE];
    FILE *file;
    bool found;

    attribute_path(path, address, attribute);
    file = fopen(path, "r");
    if (file == NULL)
        return false;
    found = fscanf(file, "%x", value) == 1;
    fclose(file);
    return found;
}

bool pci_find(uint16_t vendor, uint16_t device, char address[PCI_ADDRESS_SIZE])
{
    DIR *directory = opendir(DEVICES);
    struct dirent *entry;
    unsigned found_vendor, found_device;
    bool found = false;

    if (directory == NULL)
        return false;
    while ((entry = readdir(directory)) != NULL) {
        if (!read_id(entry->d_name, "vendor", &found_vendor) || found_vendor != vendor)
            continue;
        if (!read_id(entry->d_name, "device", &found_device) || found_device != device)
            continue;
        if (found && strcmp(entry->d_name, address) > 0)
            continue;
        snprintf(address, PCI_ADDRESS_SIZE, "%s", entry->d_name);
        found = true;
    }
    closedir(directory);
    return found;
}

bool pci_exists(const char *address)
{
    unsigned vendor;

    return read_id(address, "vendor", &vendor);
}

struct pci_bar pci_bar(const char *address, unsigned bar)
{
    struct pci_bar result = {0, false};
    unsigned long long start, end, flags;
    char path[ATTRIBUTE_PATH_SIZE];
    unsigned line;
    FILE *file;

    attribute_path(path, address, "resource");
    file = fopen(path, "r");
    if (file == NULL)
        return result;
    for (line = 0; fscanf(file, "%llx %llx %llx", &start, &end, &flags) == 3; line++) {
        if (line == bar && end > start) {
            result.size = end - start + 1;
            result.memory = (flags & IORESOURCE_MEM) != 0;
        }
    }
    fclose(file);
    return result;
}

void *pci_map_bar(const char *address, unsigned bar)
{
    struct pci_bar properties = pci_bar(address, bar);
    char path[ATTRIBUTE_PATH_SIZE];
    char attribute[16];
    void *memory;
    int error, fd;

    if (properties.size == 0)
        unusable("%s has no BAR %u", address, bar);
    if (!properties.memory)
        unusable("BAR %u of %s is I/O ports; only memory BARs can be mapped", bar, address);
    error = pci_write_attribute(address, "enable", "1");
    if (error != 0)
        unusable("can't enable %s: %s", address, strerror(error));
    snprintf(attribute, sizeof attribute, "resource%u", bar);
    attribute_path(path, address, attribute);
    fd = open(path, O_RDWR | O_SYNC);
    if (fd < 0)
        unusable("can't open %s: %s", path, strerror(errno));
    memory = mmap(NULL, properties.size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED)
        unusable("can't map %s: %s (a kernel driver may own the BAR)", path, strerror(errno));
    close(fd);
    return memory;
}

int pci_write_attribute(const char *address, const char *attribute, const char *value)
{
    char path[ATTRIBUTE_PATH_SIZE];
    int error = 0;
    int fd;

    attribute_path(path, address, attribute);
    fd = open(path, O_WRONLY);
    if (fd < 0)
        return errno;
    if (write(fd, value, strlen(value)) < 0)
        error = errno;
    close(fd);
    return error;
}

void unusable(const char *format, ...)
{
    va_list arguments;

    fprintf(stderr, "%s: ", program_invocation_short_name);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\n");
    exit(EXIT_UNUSABLE);
}
