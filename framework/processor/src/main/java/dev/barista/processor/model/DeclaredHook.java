package dev.barista.processor.model;

import dev.barista.spi.Commit;

import javax.lang.model.element.ExecutableElement;

/**
 * A {@link dev.barista.spi.Read} or {@link dev.barista.spi.Write} method.
 *
 * @param offset -1 if the hook pairs with the register of its name
 * @param length bytes of a window, 0 if it is none
 * @param width of what a {@code Read} method returns or a {@code Write} method takes last
 */
public record DeclaredHook(
        ExecutableElement element,
        Direction direction,
        int bar,
        int offset,
        int length,
        Commit commit,
        Width width) {

    /** Which access calls a hook. */
    public enum Direction {
        /** A guest's read. */
        READ("@Read"),
        /** A guest's write. */
        WRITE("@Write");

        private final String annotation;

        Direction(String annotation) {
            this.annotation = annotation;
        }

        /** The annotation that makes a method such a hook. */
        @Override
        public String toString() {
            return annotation;
        }
    }

    /** The method's name. */
    public String name() {
        return element.getSimpleName().toString();
    }

    /** Whether the hook belongs to the register of its name. */
    public boolean paired() {
        return offset == -1;
    }

    /** Whether the hook serves a range of offsets. */
    public boolean window() {
        return length != 0;
    }

    /** Where an unpaired hook is. */
    public Place place() {
        return window() && width != Width.NONE && length >= width.bytes()
                ? Place.window(bar, offset, width.bytes(), length)
                : Place.single(bar, offset, width.bytes());
    }
}
