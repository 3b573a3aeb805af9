package dev.barista.processor.model;

import dev.barista.spi.Access;
import dev.barista.spi.Register;

import java.util.Optional;

import javax.lang.model.element.VariableElement;

/**
 * A {@link Register} field.
 *
 * @param width of one register
 * @param array whether the field is a Java array of registers
 * @param mapped whether the field is a {@link dev.barista.spi.MappedRegister}
 * @param constant the value of a {@code static final} field
 * @param layout the bit layout, if it names a record with one
 */
public record DeclaredRegister(
        VariableElement element,
        Register annotation,
        Width width,
        boolean array,
        boolean mapped,
        Optional<Long> constant,
        Optional<DeclaredBits> layout) {

    /** The field's name. */
    public String name() {
        return element.getSimpleName().toString();
    }

    /** What the guest may do; a constant can only be read. */
    public Access access() {
        return constant.isPresent() && annotation.access() == Access.RW
                ? Access.RO
                : annotation.access();
    }

    /** Whether the guest's reads and writes reach the field by way of the device. */
    public boolean live() {
        return constant.isEmpty()
                && !mapped
                && annotation.access() != Access.RESERVED
                && annotation.access() != Access.UNIMPLEMENTED;
    }

    /** Whether a guest's write changes the field. */
    public boolean writable() {
        return access() == Access.RW || access() == Access.WO;
    }

    /** Whether the field stands for more registers than one, as far as its type says. */
    public boolean repeated() {
        return array || (mapped && annotation.count() > 0);
    }

    /** Where the register is. */
    public Place place() {
        if (!repeated()) {
            return Place.single(annotation.bar(), annotation.offset(), width.bytes());
        }
        return new Place(
                annotation.bar(),
                annotation.offset(),
                width.bytes(),
                Math.max(annotation.count(), 1),
                stride());
    }

    /** Bytes from one register of an array to the next. */
    public int stride() {
        return annotation.stride() == 0 ? width.bytes() : annotation.stride();
    }

    /** The value after reset, zero-extended. */
    public long reset() {
        return constant.orElse(annotation.reset()) & width.mask();
    }

    /** The bits that read as zero and ignore writes, the layout's included. */
    public long reserved() {
        return (annotation.reserved() | layout.map(DeclaredBits::reserved).orElse(0L))
                & width.mask();
    }

    /** The bits that a written one clears. */
    public long writeOneToClear() {
        return annotation.writeOneToClear() & width.mask();
    }

    /** The bits that a read clears. */
    public long clearOnRead() {
        return annotation.clearOnRead() & width.mask();
    }

    /** The bits that take what is written. */
    public long writableBits() {
        if (!writable()) {
            return 0;
        }
        long claimed = reserved() | writeOneToClear();
        return writableByDefault()
                ? width.mask() & ~claimed & ~clearOnRead()
                : annotation.writable() & width.mask();
    }

    /** Whether the author left it to the default which bits are writable. */
    public boolean writableByDefault() {
        return annotation.writable() == -1;
    }
}
