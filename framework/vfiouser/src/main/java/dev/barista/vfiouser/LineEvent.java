package dev.barista.vfiouser;

import dev.barista.vfiouser.protocol.IrqSet;

/** What a client can be told about an interrupt by an eventfd. */
enum LineEvent {
    /** It fires. */
    FIRED,
    /** It is masked, by the client or, the pin, by itself. */
    MASKED,
    /** It is unmasked. */
    UNMASKED;

    /** The event that one of the {@code ACTION} flags of {@link IrqSet} is about. */
    static LineEvent of(int action) {
        return switch (action) {
            case IrqSet.ACTION_MASK -> MASKED;
            case IrqSet.ACTION_UNMASK -> UNMASKED;
            default -> FIRED;
        };
    }
}
