package dev.barista.testkit;

import dev.barista.pci.InterruptMode;

/**
 * An MSI or MSI-X message as it went out.
 *
 * @param vector the device's vector
 * @param address what the driver programmed
 * @param data what the driver programmed, for MSI with the vector in its low bits
 */
public record InterruptMessage(InterruptMode mode, int vector, long address, int data) {}
