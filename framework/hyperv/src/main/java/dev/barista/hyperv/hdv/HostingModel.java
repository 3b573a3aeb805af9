package dev.barista.hyperv.hdv;

/** Where the emulator of a {@code FlexibleIov} device runs, as the document says it. */
public enum HostingModel {
    /**
     * In this process, which holds the compute system. By field report the one to use with {@code
     * HdvInitializeDeviceHostEx}.
     */
    EXTERNAL("External"),

    /**
     * In a process that a broker registers; here the broker is this process too. By field report
     * the platform refuses doorbells and copies of guest memory to it; in no published schema.
     */
    EXTERNAL_RESTRICTED("ExternalRestricted");

    private final String text;

    HostingModel(String text) {
        this.text = text;
    }

    /** The word of the document. */
    public String text() {
        return text;
    }
}
