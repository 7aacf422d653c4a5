#include "../catch.hpp"

#include <stoltenberg/document.hpp>
#include <stoltenberg/types.hpp>

using namespace stoltenberg;

TEST_CASE("civil times are read as the contract says") {
    struct Case {
        const char* in;
        const char* out; ///< null: refused
    };
    for (const Case& c : {Case{"2022-02-10", "2022-02-10"},
                          Case{"2022-02-10T18:30", "2022-02-10T18:30"},
                          Case{"2022-02-10T18:30:59", "2022-02-10T18:30"},
                          Case{"2022-02-10T18:30Z", "2022-02-10T18:30"},
                          Case{"2022-02-10T18:30:00.123+01:00", "2022-02-10T18:30"},
                          Case{"2022-02-10T18:30+0200", "2022-02-10T18:30"},
                          Case{"2022-02-10 18:30", "2022-02-10T18:30"},
                          Case{"2024-02-29", "2024-02-29"},
                          Case{"0001-01-01", "0001-01-01"},
                          Case{"2022-02-29", nullptr},
                          Case{"2022-13-01", nullptr},
                          Case{"2022-00-10", nullptr},
                          Case{"2022-2-1", nullptr},
                          Case{"", nullptr},
                          Case{"hier", nullptr},
                          Case{"2022-02-10T", nullptr},
                          Case{"2022-02-10T25:00", nullptr},
                          Case{"2022-02-10T18:60", nullptr},
                          Case{"2022-02-10T18:30+1", nullptr},
                          Case{"2022-02-10T18:30:", nullptr},
                          Case{"2022-02-10x", nullptr}}) {
        CAPTURE(c.in);
        const auto t = CivilTime::parse(c.in);
        REQUIRE(t.has_value() == (c.out != nullptr));
        if (t) CHECK(t->to_string() == c.out);
    }
}

TEST_CASE("offsets in three units against counting") {
    std::string text;
    for (int i = 0; i < 60; ++i) text += i % 3 == 0 ? "é" : i % 3 == 1 ? "🇺🇦 a" : "x\xFF\u20AC";
    const OffsetConverter utf8(text, OffsetUnit::utf8);
    const OffsetConverter utf16(text, OffsetUnit::utf16);
    const OffsetConverter points(text, OffsetUnit::code_point);
    std::uint32_t p = 0;
    std::uint32_t u = 0;
    for (std::size_t i = 0; i < text.size();) {
        CHECK(utf8(static_cast<std::uint32_t>(i)) == i);
        REQUIRE(points(static_cast<std::uint32_t>(i)) == p);
        REQUIRE(utf16(static_cast<std::uint32_t>(i)) == u);
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t size = c < 0x80 || c == 0xFF ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        i += size;
        p += 1;
        u += size == 4 ? 2 : 1;
    }
    CHECK(points(static_cast<std::uint32_t>(text.size())) == p);
    CHECK(utf16(static_cast<std::uint32_t>(text.size())) == u);
}
