package dev.barista.benchmarks.ring.alternatives;

import dev.barista.spi.binding.BarHandler;

/** A slot of a ring. */
final class ReadEvent {
    int offset;
    ReplyCell reply = new ReplyCell();

    /** Executes the read and answers it; gives the reply that has the answer. */
    ReplyCell execute(BarHandler handler) {
        ReplyCell waiting = reply;
        waiting.complete(handler.read32(offset));
        return waiting;
    }
}
