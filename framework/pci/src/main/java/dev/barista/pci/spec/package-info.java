/**
 * Constants of the PCI standards: register offsets, bits and identifiers, each class with the
 * section it is from. Offsets of capability registers count from the capability's start. Nothing
 * here has behaviour, and nothing is a vendor's.
 */
@NullMarked
package dev.barista.pci.spec;

import org.jspecify.annotations.NullMarked;
