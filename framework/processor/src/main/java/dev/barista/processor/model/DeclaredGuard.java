package dev.barista.processor.model;

import java.util.List;

import javax.lang.model.element.ExecutableElement;

/** A {@link dev.barista.spi.WritableWhen} method and the offsets it guards. */
public record DeclaredGuard(ExecutableElement element, int bar, List<Integer> offsets) {
    /** The method's name. */
    public String name() {
        return element.getSimpleName().toString();
    }

    /** Whether it guards what starts at an offset. */
    public boolean guards(Place place) {
        return bar == place.bar() && offsets.contains(place.offset());
    }
}
