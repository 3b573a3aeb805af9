/*
 * A PCI function driven from user space through the kernel's vfio-pci driver: mapped BAR, memory for
 * DMA at addresses of our choice, interrupts as event file descriptors (include/uapi/linux/vfio.h).
 *
 * The machine needs an IOMMU. Its kernel driver would also work without one in "no-IOMMU mode", but
 * distributions build their kernels without that mode.
 */
#ifndef VFIO_FUNCTION_H
#define VFIO_FUNCTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pci_function.h"

enum vfio_interrupt { VFIO_INTX = 0, VFIO_MSI = 1 };

struct vfio_function {
    char address[PCI_ADDRESS_SIZE];
    int container;
    int group;
    int device;
    volatile uint8_t *bar0;
    size_t bar0_size;
    int event; /* the event file descriptor of the interrupt in use, or -1 */
};

/*
 * Binds the function to vfio-pci, opens it, maps BAR 0, and lets it master the bus. Ends the program
 * with EXIT_UNUSABLE and the reason where that is impossible.
 */
void vfio_open(struct vfio_function *function, const char *address);

/* Stops interrupts, closes the function and gives it back to whatever driver matches it. */
void vfio_close(struct vfio_function *function);

/* Allocates zeroed memory that the function reaches at bus addresses from `iova`, a page multiple. */
uint8_t *vfio_dma_memory(struct vfio_function *function, uint64_t iova, size_t size);

/* Delivers this kind of interrupt from now on, vector 0. Returns false where the function has none. */
bool vfio_use_interrupt(struct vfio_function *function, enum vfio_interrupt kind);

void vfio_stop_interrupt(struct vfio_function *function, enum vfio_interrupt kind);

/* INTx only: the kernel masks the line when it fires; this lets it fire again. */
void vfio_unmask_intx(struct vfio_function *function);

/*
 * Waits up to `milliseconds` for an interrupt and returns how many came since the last call, 0 when
 * none did.
 */
uint64_t vfio_interrupts(struct vfio_function *function, int milliseconds);

#endif
