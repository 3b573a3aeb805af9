import dev.barista.spi.*;

final class RegisterBank {
    @Register(offset = 0x00) // error: DEV07
    int control;
}
