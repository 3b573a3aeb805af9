package dev.barista.processor.writers;

import dev.barista.processor.model.DeclaredBits;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.spi.Bar;

import java.io.IOException;
import java.io.Writer;

import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;

/** Writes all that is generated for a declaration. */
public final class Writers {
    private final Filer filer;

    /** Writes through a compilation's filer. */
    public Writers(Filer filer) {
        this.filer = filer;
    }

    /** Writes a device's handlers, binding and type. */
    public void write(DeclaredDevice device) throws IOException {
        for (Bar bar : device.bars()) {
            write(
                    device.packageName(),
                    HandlerWriter.name(device, bar.index()),
                    new HandlerWriter(device, bar.index()).write(),
                    device.element());
        }
        write(
                device.packageName(),
                BindingWriter.name(device),
                new BindingWriter(device).write(),
                device.element());
        write(
                device.packageName(),
                device.generated("Type"),
                new TypeWriter(device).write(),
                device.element());
    }

    /** Writes the accessors of a bit layout in a package. */
    public void write(DeclaredBits bits, String packageName) throws IOException {
        write(
                packageName,
                BitsWriter.name(bits),
                new BitsWriter(bits, packageName).write(),
                bits.element());
    }

    private void write(String packageName, String name, String source, TypeElement origin)
            throws IOException {
        String qualified = packageName.isEmpty() ? name : packageName + "." + name;
        try (Writer writer = filer.createSourceFile(qualified, origin).openWriter()) {
            writer.write(source);
        }
    }
}
