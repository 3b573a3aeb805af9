package dev.barista.devices.edu;

import dev.barista.testkit.DeviceContract;
import dev.barista.testkit.DeviceTest;

@DeviceTest(EduDevice.class)
class EduContractTest implements DeviceContract {}
