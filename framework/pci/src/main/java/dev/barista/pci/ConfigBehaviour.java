package dev.barista.pci;

/** What a structure of the configuration space does besides storing. */
interface ConfigBehaviour {
    /** The aligned word at {@code offset} is about to be read. */
    default void reading(int offset) {}

    /**
     * A word that this behaviour is attached to has been written.
     *
     * @param before the word's value before
     * @param written the bits that came with the write, zero in bytes it left out
     */
    void written(int before, int written);
}
