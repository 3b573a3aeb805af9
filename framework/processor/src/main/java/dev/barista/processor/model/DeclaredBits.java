package dev.barista.processor.model;

import java.util.List;

import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;

/**
 * A {@link dev.barista.spi.Bits} record.
 *
 * @param bits the declared width in bits
 * @param declaredReserved the bits that no component covers, as declared
 */
public record DeclaredBits(
        TypeElement element, int bits, long declaredReserved, List<Component> components) {
    /**
     * A component of the record.
     *
     * @param form which annotation says where it is
     */
    public record Component(RecordComponentElement element, Form form, int lo, int hi) {
        /** The component's name. */
        public String name() {
            return element.getSimpleName().toString();
        }

        /** The bits it covers, in place. */
        public long mask() {
            return (hi - lo == 63 ? -1L : (1L << (hi - lo + 1)) - 1) << lo;
        }
    }

    /** How a component says where its bits are. */
    public enum Form {
        /** {@code @Bit}. */
        BIT,
        /** {@code @Field}. */
        FIELD,
        /** Both annotations, or neither. */
        UNCLEAR
    }

    /** The width of the register. */
    public Width width() {
        return Width.ofBits(bits);
    }

    /** The bits that no component covers. */
    public long reserved() {
        return declaredReserved & width().mask();
    }

    /** The record's simple name. */
    public String name() {
        return element.getSimpleName().toString();
    }
}
