#include "modem/io/discover.hpp"

#include <fstream>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace hayauma;
using namespace hayauma::testing;
namespace fs = std::filesystem;

namespace {

/// A made-up /sys, laid out as the kernel does it.
class sysfs_tree {
public:
    sysfs_tree() {
        fs::create_directories(root() / "class/tty");
        fs::create_directories(root() / "bus/usb/devices");
    }
    fs::path root() const { return folder_.path(); }

    /// @return its folder.
    fs::path device(const std::string& path, const std::string& vendor, const std::string& product,
                    const std::string& serial, int devnum) {
        const fs::path at = root() / "devices/pci0000:00/0000:00:14.0/usb1" / path;
        fs::create_directories(at);
        put(at / "idVendor", vendor);
        put(at / "idProduct", product);
        if (!serial.empty()) put(at / "serial", serial);
        put(at / "busnum", "1");
        put(at / "devnum", std::to_string(devnum));
        put(at / "manufacturer", "Maker");
        put(at / "product", "Model");
        fs::create_directory_symlink(at, root() / "bus/usb/devices" / path);
        return at;
    }
    fs::path interface(const fs::path& device, const std::string& number, const std::string& type,
                       const std::string& subtype) {
        const fs::path at = device / (device.filename().string() + ":1." + number);
        fs::create_directories(at);
        put(at / "bInterfaceNumber", number);
        put(at / "bInterfaceClass", type);
        put(at / "bInterfaceSubClass", subtype);
        return at;
    }
    /// A tty of the driver `option`, which has a port device of its own in between.
    void option_tty(const fs::path& interface, const std::string& name) {
        const fs::path at = interface / name / "tty" / name;
        fs::create_directories(at);
        fs::create_directory_symlink("../..", at / "device");
        fs::create_directory_symlink(at, root() / "class/tty" / name);
    }
    /// A tty of cdc_acm.
    void acm_tty(const fs::path& interface, const std::string& name) {
        const fs::path at = interface / "tty" / name;
        fs::create_directories(at);
        fs::create_directory_symlink("../..", at / "device");
        fs::create_directory_symlink(at, root() / "class/tty" / name);
    }
    void other_tty(const std::string& name) { fs::create_directories(root() / "class/tty" / name); }

    static void put(const fs::path& file, const std::string& text) {
        std::ofstream(file) << text << "\n";
    }

private:
    temporary_folder folder_;
};

}  // namespace

TEST_CASE("ports are told with their device and interface", "[io][discover]") {
    sysfs_tree sys;
    const auto ec25 = sys.device("1-1.2", "2c7c", "0125", "", 7);
    sys.option_tty(sys.interface(ec25, "03", "ff", "00"), "ttyUSB3");
    sys.option_tty(sys.interface(ec25, "02", "ff", "00"), "ttyUSB2");
    const auto gadget = sys.device("1-1.1", "1546", "1102", "861", 12);
    sys.acm_tty(sys.interface(gadget, "0a", "02", "02"), "ttyACM0");
    sys.other_tty("tty0");

    const io::usb_device quectel{{0x2c7c, 0x0125}, "", "1-1.2", 1, 7, "Maker", "Model"};
    const io::usb_device ublox{{0x1546, 0x1102}, "861", "1-1.1", 1, 12, "Maker", "Model"};
    const std::vector<io::usb_port> expected{{"/dev/ttyACM0", 10, true, ublox},
                                             {"/dev/ttyUSB2", 2, false, quectel},
                                             {"/dev/ttyUSB3", 3, false, quectel}};
    CHECK(io::list_ports(sys.root()) == expected);
}

TEST_CASE("a modem in a mode without ports is seen among the devices", "[io][discover]") {
    sysfs_tree sys;
    sys.device("1-2", "12d1", "14db", "", 9);
    const auto ec25 = sys.device("1-1", "2c7c", "0125", "", 7);
    sys.option_tty(sys.interface(ec25, "02", "ff", "00"), "ttyUSB2");

    const io::usb_view seen{io::list_ports(sys.root()), io::list_usb_devices(sys.root())};
    REQUIRE(seen.devices.size() == 2);
    const auto bare = io::without_port(seen);
    REQUIRE(bare.size() == 1);
    CHECK(bare.front().id == io::usb_id{0x12d1, 0x14db});
    CHECK(bare.front().path == "1-2");
}

TEST_CASE("a device that goes while we look is left out", "[io][discover]") {
    sysfs_tree sys;
    const auto ec25 = sys.device("1-1", "2c7c", "0125", "", 7);
    sys.option_tty(sys.interface(ec25, "02", "ff", "00"), "ttyUSB2");
    fs::remove_all(ec25);
    CHECK(io::list_ports(sys.root()).empty());
    CHECK(io::list_usb_devices(sys.root()).empty());
}

TEST_CASE("a system without USB has no such ports", "[io][discover]") {
    const temporary_folder nothing;
    CHECK(io::list_ports(nothing.path()).empty());
    CHECK(io::list_usb_devices(nothing.path()).empty());
}

TEST_CASE("looking at the real system finds each port with its device", "[io][discover]") {
    const auto seen = io::look_at_usb();
    for (const auto& port : seen.ports) {
        INFO(port.device);
        CHECK(port.interface >= 0);
        CHECK(port.usb.id.vendor != 0);
    }
    CHECK(io::without_port(seen).size() <= seen.devices.size());
}
