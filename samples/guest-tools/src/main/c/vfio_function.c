#include "vfio_function.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

/* The C library and the kernel both define these, in different words: keep the kernel's. */
#undef _IOC
#undef _IO
#undef _IOR
#undef _IOW
#undef _IOWR
#include <linux/vfio.h>

#define PCI_COMMAND 0x04
#define PCI_COMMAND_MEMORY 0x02
#define PCI_COMMAND_BUS_MASTER 0x04

static void write_file(const char *path, const char *value)
{
    int fd = open(path, O_WRONLY);

    if (fd < 0 || write(fd, value, strlen(value)) < 0)
        unusable("can't write %s: %s", path, strerror(errno));
    close(fd);
}

static void bind_to_vfio(const char *address)
{
    pci_write_attribute(address, "driver/unbind", address); /* fails where no driver is bound: fine */
    if (pci_write_attribute(address, "driver_override", "vfio-pci") != 0)
        unusable("can't choose the driver of %s (are you root?)", address);
    write_file("/sys/bus/pci/drivers_probe", address);
}

static int iommu_group(const char *address)
{
    char path[128], target[128];
    const char *number;
    ssize_t length;
    int group;

    snprintf(path, sizeof path, "/sys/bus/pci/devices/%s/iommu_group", address);
    length = readlink(path, target, sizeof target - 1);
    if (length < 0)
        unusable("%s isn't behind an IOMMU; boot with one (QEMU: -device intel-iommu,caching-mode=on,"
                 " kernel: intel_iommu=on)", address);
    target[length] = '\0';
    number = strrchr(target, '/');
    if (number == NULL || sscanf(number + 1, "%d", &group) != 1)
        unusable("unexpected IOMMU group '%s' of %s", target, address);
    return group;
}

static int open_group(int group)
{
    struct vfio_group_status status = {.argsz = sizeof status};
    char path[64];
    int fd;

    snprintf(path, sizeof path, "/dev/vfio/%d", group);
    fd = open(path, O_RDWR);
    if (fd < 0)
        unusable("can't open %s: %s (is the module vfio-pci loaded?)", path, strerror(errno));
    if (ioctl(fd, VFIO_GROUP_GET_STATUS, &status) < 0 || !(status.flags & VFIO_GROUP_FLAGS_VIABLE))
        unusable("IOMMU group %d has another function with a driver of its own", group);
    return fd;
}

static uint64_t region(int device, unsigned index, size_t *size)
{
    struct vfio_region_info info = {.argsz = sizeof info, .index = index};

    if (ioctl(device, VFIO_DEVICE_GET_REGION_INFO, &info) < 0)
        unusable("vfio-pci doesn't describe region %u: %s", index, strerror(errno));
    *size = info.size;
    return info.offset;
}

static void become_bus_master(int device)
{
    uint16_t command;
    size_t size;
    uint64_t offset = region(device, VFIO_PCI_CONFIG_REGION_INDEX, &size) + PCI_COMMAND;

    if (pread(device, &command, sizeof command, offset) != sizeof command)
        unusable("can't read the command register: %s", strerror(errno));
    command |= PCI_COMMAND_MEMORY | PCI_COMMAND_BUS_MASTER;
    if (pwrite(device, &command, sizeof command, offset) != sizeof command)
        unusable("can't write the command register: %s", strerror(errno));
}

void vfio_open(struct vfio_function *function, const char *address)
{
    int group = iommu_group(address);
    uint64_t bar_offset;
    void *bar;

    snprintf(function->address, sizeof function->address, "%s", address);
    function->event = -1;
    bind_to_vfio(address);
    function->container = open("/dev/vfio/vfio", O_RDWR);
    if (function->container < 0)
        unusable("can't open /dev/vfio/vfio: %s", strerror(errno));
    function->group = open_group(group);
    if (ioctl(function->group, VFIO_GROUP_SET_CONTAINER, &function->container) < 0)
        unusable("can't join the VFIO container: %s", strerror(errno));
    if (ioctl(function->container, VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU) < 0)
        unusable("can't use the IOMMU: %s (without interrupt remapping, set"
                 " vfio_iommu_type1.allow_unsafe_interrupts=1)", strerror(errno));
    function->device = ioctl(function->group, VFIO_GROUP_GET_DEVICE_FD, address);
    if (function->device < 0)
        unusable("vfio-pci can't open %s: %s", address, strerror(errno));

    bar_offset = region(function->device, VFIO_PCI_BAR0_REGION_INDEX, &function->bar0_size);
    bar = mmap(NULL, function->bar0_size, PROT_READ | PROT_WRITE, MAP_SHARED, function->device, bar_offset);
    if (bar == MAP_FAILED)
        unusable("can't map BAR 0 of %s: %s", address, strerror(errno));
    function->bar0 = bar;
    become_bus_master(function->device);
}

void vfio_close(struct vfio_function *function)
{
    if (function->event >= 0)
        close(function->event);
    /* The mapping holds the device open: with it, unbinding would wait for ever. */
    munmap((void *)function->bar0, function->bar0_size);
    close(function->device);
    close(function->group);
    close(function->container);
    pci_write_attribute(function->address, "driver_override", "\n");
    pci_write_attribute(function->address, "driver/unbind", function->address);
    write_file("/sys/bus/pci/drivers_probe", function->address);
}

uint8_t *vfio_dma_memory(struct vfio_function *function, uint64_t iova, size_t size)
{
    struct vfio_iommu_type1_dma_map map = {
        .argsz = sizeof map,
        .flags = VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE,
        .iova = iova,
        .size = size,
    };
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED)
        unusable("no memory for DMA: %s", strerror(errno));
    map.vaddr = (uintptr_t)memory;
    if (ioctl(function->container, VFIO_IOMMU_MAP_DMA, &map) < 0)
        unusable("can't map memory for DMA at 0x%llx: %s", (unsigned long long)iova, strerror(errno));
    return memory;
}

static bool set_interrupt(struct vfio_function *function, uint32_t index, uint32_t flags,
                          uint32_t count, int event)
{
    /* The kernel's structure ends in a flexible array: here with room for one descriptor. */
    struct {
        struct vfio_irq_set set;
        int32_t event;
    } request;

    memset(&request, 0, sizeof request);
    request.set.argsz = sizeof request;
    request.set.index = index;
    request.set.flags = flags;
    request.set.count = count;
    request.event = event;
    return ioctl(function->device, VFIO_DEVICE_SET_IRQS, &request) == 0;
}

bool vfio_use_interrupt(struct vfio_function *function, enum vfio_interrupt kind)
{
    function->event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (function->event < 0)
        unusable("no event file descriptor: %s", strerror(errno));
    return set_interrupt(function, kind, VFIO_IRQ_SET_DATA_EVENTFD | VFIO_IRQ_SET_ACTION_TRIGGER, 1,
                         function->event);
}

void vfio_stop_interrupt(struct vfio_function *function, enum vfio_interrupt kind)
{
    set_interrupt(function, kind, VFIO_IRQ_SET_DATA_NONE | VFIO_IRQ_SET_ACTION_TRIGGER, 0, -1);
    close(function->event);
    function->event = -1;
}

void vfio_unmask_intx(struct vfio_function *function)
{
    if (!set_interrupt(function, VFIO_INTX, VFIO_IRQ_SET_DATA_NONE | VFIO_IRQ_SET_ACTION_UNMASK, 1, -1))
        unusable("can't unmask INTx: %s", strerror(errno));
}

uint64_t vfio_interrupts(struct vfio_function *function, int milliseconds)
{
    struct pollfd wait = {.fd = function->event, .events = POLLIN};
    uint64_t count;

    poll(&wait, 1, milliseconds);
    return read(function->event, &count, sizeof count) == sizeof count ? count : 0;
}
