package dev.barista.processor;

import dev.barista.spi.binding.DeviceType;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.NoSuchFileException;
import java.util.NavigableSet;
import java.util.TreeSet;

import javax.annotation.processing.Filer;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * The file by which {@link java.util.ServiceLoader} finds devices on the class path. A compilation
 * of some sources only keeps the entries of the others, as long as their classes are there.
 */
final class ServiceEntries {
    private static final String FILE = "META-INF/services/" + DeviceType.class.getName();

    private final NavigableSet<String> added = new TreeSet<>();

    void add(String typeName) {
        added.add(typeName);
    }

    void write(Filer filer, Elements elements) throws IOException {
        if (added.isEmpty()) {
            return;
        }
        NavigableSet<String> entries = existing(filer);
        entries.removeIf(entry -> elements.getTypeElement(entry) == null);
        entries.addAll(added);
        FileObject file = filer.createResource(StandardLocation.CLASS_OUTPUT, "", FILE);
        try (Writer writer = file.openWriter()) {
            for (String entry : entries) {
                writer.write(entry + "\n");
            }
        }
    }

    private static NavigableSet<String> existing(Filer filer) throws IOException {
        NavigableSet<String> entries = new TreeSet<>();
        try (BufferedReader reader =
                new BufferedReader(
                        filer.getResource(StandardLocation.CLASS_OUTPUT, "", FILE)
                                .openReader(true))) {
            reader.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(entries::add);
        } catch (FileNotFoundException | NoSuchFileException e) {
            return entries; // The first compilation.
        }
        return entries;
    }
}
