package dev.barista.pci;

/**
 * Where a function's interrupts go. Called by the thread that uses the function, from inside the
 * function: an implementation must not call back into it.
 */
public interface InterruptSink {
    /** Nobody is there: messages stay pending until another sink is connected. */
    InterruptSink DISCONNECTED =
            new InterruptSink() {
                @Override
                public boolean message(InterruptMode mode, int vector, long address, int data) {
                    return false;
                }

                @Override
                public void intx(boolean asserted) {}

                @Override
                public boolean ownsVectors() {
                    return false;
                }
            };

    /**
     * Sends a message.
     *
     * @param mode {@link InterruptMode#MSI} or {@link InterruptMode#MSIX}
     * @param vector the message's number: a table entry for MSI-X
     * @param address what the driver programmed; 0 if it programmed nothing
     * @param data what the driver programmed, for MSI with the message's number in its low bits
     * @return whether it was sent. If not, it stays pending until {@link
     *     EmulatedFunction#retryPending}
     */
    boolean message(InterruptMode mode, int vector, long address, int data);

    /**
     * The pin's level, when it changes, and again on {@link EmulatedFunction#connect} and, while
     * asserted, on {@link EmulatedFunction#retryPending}. Interrupt Disable is considered already.
     */
    void intx(boolean asserted);

    /**
     * Whether a client between the driver and this function traps the MSI-X table itself, and
     * decides which vectors can be delivered. The mask bits of the table that is emulated here are
     * never written then, and ignored; {@link #message} says what can be delivered.
     */
    boolean ownsVectors();

    /**
     * The kind of message that the client has set up without a write to configuration space.
     * Considered while configuration space enables none; ignored if the function has no such
     * capability. After a change {@link EmulatedFunction#retryPending} is called.
     *
     * @return {@link InterruptMode#INTX} for none
     */
    default InterruptMode clientMode() {
        return InterruptMode.INTX;
    }
}
