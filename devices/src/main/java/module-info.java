/** The devices that come with Barista, one package each. */
module dev.barista.devices {
    requires dev.barista.spi;

    provides dev.barista.spi.binding.DeviceType with
            dev.barista.devices.edu.EduDevice_Type;
}
