import dev.barista.spi.*;

@Bits(8)
final class Control { // error: BIT07
    int mode;
}
