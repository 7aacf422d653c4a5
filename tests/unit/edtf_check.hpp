// An independent checker of EDTF (ISO 8601-2:2019, levels 0 to 2, the parts a date tagger may write). It shares no code with the writer.
#pragma once

#include <string>
#include <string_view>

namespace edtf_check {

inline bool digit(char c) { return c >= '0' && c <= '9'; }

/// Number of the two characters at `at`, -1 with an X, -2 if they are neither.
inline int two(std::string_view s, std::size_t at) {
    if (at + 2 > s.size()) return -2;
    bool open = false;
    int value = 0;
    for (std::size_t i = at; i < at + 2; ++i) {
        if (s[i] == 'X')
            open = true;
        else if (digit(s[i]))
            value = value * 10 + (s[i] - '0');
        else
            return -2;
    }
    return open ? -1 : value;
}

inline bool leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

/// YYYY, YYYY-MM (months, seasons and sub-years 21 to 41), YYYY-MM-DD; X for unknown digits; `?`, `~`, `%` behind.
inline bool date(std::string_view s) {
    if (!s.empty() && (s.back() == '?' || s.back() == '~' || s.back() == '%')) s.remove_suffix(1);
    if (s.size() < 4) return false;
    int year = 0;
    bool open = false;
    for (std::size_t i = 0; i < 4; ++i) {
        if (s[i] == 'X')
            open = true;
        else if (digit(s[i]))
            year = year * 10 + (s[i] - '0');
        else
            return false;
    }
    if (s.size() == 4) return true;
    if (s.size() < 7 || s[4] != '-') return false;
    const int month = two(s, 5);
    if (month == -2) return false;
    const bool real = month >= 1 && month <= 12;
    if (s.size() == 7) return real || month == -1 || (month >= 21 && month <= 41);
    if (s.size() != 10 || s[7] != '-' || (!real && month != -1)) return false;
    const int day = two(s, 8);
    if (day == -2) return false;
    if (day == -1) return true;
    static constexpr int length[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (day < 1 || day > (real ? length[month - 1] : 31)) return false;
    return !(real && month == 2 && day == 29 && !open && !leap(year));
}

inline bool date_time(std::string_view s) {
    if (s.size() < 19 || s[10] != 'T' || !date(s.substr(0, 10)) || s.substr(0, 10).find('X') != std::string_view::npos) return false;
    const int h = two(s, 11), m = two(s, 14), sec = two(s, 17);
    if (s[13] != ':' || s[16] != ':' || h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 59) return false;
    const std::string_view zone = s.substr(19);
    return zone.empty() || zone == "Z";
}

inline bool valid(std::string_view s) {
    if (s.size() > 2 && s.front() == '[' && s.back() == ']') { // one of a set
        s = s.substr(1, s.size() - 2);
        for (std::size_t begin = 0; begin <= s.size();) {
            std::size_t end = s.find(',', begin);
            if (end == std::string_view::npos) end = s.size();
            if (!date(s.substr(begin, end - begin))) return false;
            begin = end + 1;
        }
        return true;
    }
    const std::size_t slash = s.find('/');
    if (slash == std::string_view::npos) return date(s) || date_time(s);
    const std::string_view a = s.substr(0, slash), b = s.substr(slash + 1);
    const bool open_a = a == ".." || a.empty(), open_b = b == ".." || b.empty();
    if (open_a && open_b) return false;
    if (!open_a && !date(a)) return false;
    if (!open_b && !date(b)) return false;
    return open_a || open_b || a.size() != b.size() || a <= b;
}

} // namespace edtf_check
