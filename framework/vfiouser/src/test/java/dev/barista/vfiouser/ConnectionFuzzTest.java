package dev.barista.vfiouser;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.barista.vfiouser.ffi.ErrnoException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whatever a client says and however it leaves, the server is as good as before. */
class ConnectionFuzzTest {
    private static FuzzedServer server;

    @BeforeAll
    static void open() throws ErrnoException {
        server = new FuzzedServer();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @FuzzTest
    void anyClient(byte[] input) throws ErrnoException {
        server.serve(input);
    }
}
