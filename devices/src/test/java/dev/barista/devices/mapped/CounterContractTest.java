package dev.barista.devices.mapped;

import dev.barista.testkit.DeviceContract;
import dev.barista.testkit.DeviceTest;

/** A device with mapped pages does what every device does. */
@DeviceTest(CounterDevice.class)
class CounterContractTest implements DeviceContract {}
