package dev.barista.testkit;

/** A device without a mistake passes. */
@DeviceTest(SampleDevice.class)
class SampleDeviceContractTest implements DeviceContract {}
