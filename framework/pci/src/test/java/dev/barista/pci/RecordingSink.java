package dev.barista.pci;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a function sends, and refuses messages when told to. */
final class RecordingSink implements InterruptSink {
    record Message(InterruptMode mode, int vector, long address, int data) {}

    private final List<Message> messages = new ArrayList<>();
    private final List<Boolean> levels = new ArrayList<>();
    private boolean accepting = true;
    private boolean ownsVectors;
    private InterruptMode clientMode = InterruptMode.INTX;

    /** A sink for a client that traps the MSI-X table itself. */
    static RecordingSink ofClientThatOwnsVectors() {
        RecordingSink sink = new RecordingSink();
        sink.ownsVectors = true;
        return sink;
    }

    void accept(boolean accepting) {
        this.accepting = accepting;
    }

    void clientMode(InterruptMode mode) {
        clientMode = mode;
    }

    @Override
    public boolean message(InterruptMode mode, int vector, long address, int data) {
        if (accepting) {
            messages.add(new Message(mode, vector, address, data));
        }
        return accepting;
    }

    @Override
    public void intx(boolean asserted) {
        levels.add(asserted);
    }

    @Override
    public boolean ownsVectors() {
        return ownsVectors;
    }

    @Override
    public InterruptMode clientMode() {
        return clientMode;
    }

    /** The messages since the last call. */
    List<Message> messages() {
        List<Message> taken = List.copyOf(messages);
        messages.clear();
        return taken;
    }

    /** The vectors of the messages since the last call. */
    List<Integer> vectors() {
        return messages().stream().map(Message::vector).toList();
    }

    /** What the pin was told since the last call. */
    List<Boolean> levels() {
        List<Boolean> taken = List.copyOf(levels);
        levels.clear();
        return taken;
    }
}
