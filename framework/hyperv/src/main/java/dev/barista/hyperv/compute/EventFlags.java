package dev.barista.hyperv.compute;

import java.util.Set;

/** HCS_EVENT_OPTIONS of a set. */
final class EventFlags {
    private EventFlags() {}

    static int of(Set<EventOption> options) {
        if (options.contains(EventOption.ENABLE_OPERATION_CALLBACKS)) {
            throw new IllegalArgumentException(
                    "operations report their ends themselves: the service refuses them on a handle"
                            + " with HcsEventOptionEnableOperationCallbacks");
        }
        return options.stream().mapToInt(EventOption::value).reduce(0, (a, b) -> a | b);
    }
}
