package dev.barista.hyperv.compute;

/** Documents that the stand-in service takes. */
final class Documents {
    static final String MACHINE =
            """
            {"SchemaVersion": {"Major": 2, "Minor": 1}, "Owner": "test",
             "VirtualMachine": {"ComputeTopology": {"Memory": {"SizeInMB": 64}}}}\
            """;

    private Documents() {}

    static String process(String commandLine) {
        return """
        {"CommandLine": "%s", "CreateStdInPipe": true, "CreateStdOutPipe": true,
         "CreateStdErrPipe": true}\
        """
                .formatted(commandLine);
    }
}
