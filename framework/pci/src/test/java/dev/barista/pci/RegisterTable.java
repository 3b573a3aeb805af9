package dev.barista.pci;

import java.util.List;

/** Registers as a specification's tables give them: the expected side of the tests. */
record RegisterTable(String name, List<Row> rows) {
    /**
     * One register.
     *
     * @param offset from the structure's start
     * @param width bytes
     * @param reset value after reset
     * @param writable bits of type RW
     * @param clearable bits of type RW1C
     */
    record Row(int offset, int width, int reset, int writable, int clearable, String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Rows of {@code offset width reset writable clearable name}, numbers in hexadecimal. */
    static RegisterTable parse(String name, String text) {
        return new RegisterTable(
                name,
                text.lines().filter(line -> !line.isBlank()).map(RegisterTable::row).toList());
    }

    private static Row row(String line) {
        String[] columns = line.trim().split("\\s+", 6);
        return new Row(
                Integer.parseInt(columns[0], 16),
                Integer.parseInt(columns[1], 16),
                Integer.parseUnsignedInt(columns[2], 16),
                Integer.parseUnsignedInt(columns[3], 16),
                Integer.parseUnsignedInt(columns[4], 16),
                columns[5]);
    }

    /** The same registers with the structure at a place in configuration space. */
    RegisterTable at(int start) {
        return new RegisterTable(
                name,
                rows.stream()
                        .map(
                                row ->
                                        new Row(
                                                start + row.offset,
                                                row.width,
                                                row.reset,
                                                row.writable,
                                                row.clearable,
                                                name + ": " + row.name))
                        .toList());
    }

    @Override
    public String toString() {
        return name;
    }
}
