package dev.barista.pci;

/** MSI or MSI-X, as interrupt delivery sees it. Messages are numbered from 0. */
sealed interface MessageCapability permits MsiCapability, MsixCapability {
    InterruptMode mode();

    /** Whether the driver has enabled it. */
    boolean enabled();

    /** How many messages the function has. */
    int declared();

    /** How many of them the driver has enabled. */
    int allocated();

    /**
     * Whether a message is masked.
     *
     * @param clientOwnsVectors see {@link InterruptSink#ownsVectors}
     */
    boolean masked(int message, boolean clientOwnsVectors);

    /** Where a message is written. */
    long address(int message);

    /**
     * What is written there.
     *
     * @param messages how many messages are told apart
     */
    int data(int message, int messages);
}
