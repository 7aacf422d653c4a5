// Civil times as ISO 8601 writes them, without an allocation.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace stoltenberg::base {

class IsoTime {
public:
    /// `YYYY-MM-DD`, with `Thh:mm` if there are minutes (0 to 1439). A year has four characters or more, its sign included.
    explicit IsoTime(std::chrono::year_month_day day, std::optional<std::chrono::minutes> time = std::nullopt) noexcept {
        const int year = static_cast<int>(day.year());
        const auto count = static_cast<unsigned>(year < 0 ? -year : year); // at most 32767
        if (year < 0) put('-');
        if (count >= 10000) put(digit(count / 10000));
        if (count >= 1000 || year >= 0) put(digit(count / 1000 % 10));
        put(digit(count / 100 % 10));
        two(count % 100);
        put('-');
        two(static_cast<unsigned>(day.month()));
        put('-');
        two(static_cast<unsigned>(day.day()));
        if (!time) return;
        const auto minutes = static_cast<unsigned>(time->count());
        put('T');
        two(minutes / 60);
        put(':');
        two(minutes % 60);
    }
    explicit IsoTime(std::chrono::local_time<std::chrono::minutes> time) noexcept : IsoTime(std::chrono::floor<std::chrono::days>(time), time) {}

    [[nodiscard]] std::string_view text() const noexcept { return {text_.data(), size_}; }

private:
    IsoTime(std::chrono::local_days day, std::chrono::local_time<std::chrono::minutes> time) noexcept
        : IsoTime(std::chrono::year_month_day{day}, time - std::chrono::time_point_cast<std::chrono::minutes>(day)) {}

    static char digit(unsigned d) noexcept { return static_cast<char>('0' + d); }
    void put(char c) noexcept { text_[size_++] = c; }
    void two(unsigned n) noexcept {
        put(digit(n / 10));
        put(digit(n % 10));
    }

    std::array<char, 24> text_;
    std::size_t size_ = 0;
};

} // namespace stoltenberg::base
