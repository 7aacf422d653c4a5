#include "entity/gazetteer.hpp"

#include <algorithm>

#include "base/word_map.hpp"

namespace stoltenberg::entity {

std::string slug(std::string_view folded) {
    std::string out;
    out.reserve(folded.size());
    for (const char c : folded) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out.push_back(c);
        } else if (static_cast<unsigned char>(c) >= 0x80) {
            static constexpr char hex[] = "0123456789abcdef"; // another script: bytes, so that the id stays ASCII
            out.push_back(hex[(static_cast<unsigned char>(c) >> 4) & 15]);
            out.push_back(hex[static_cast<unsigned char>(c) & 15]);
        } else if (!out.empty() && out.back() != '-') {
            out.push_back('-');
        }
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

std::optional<std::pair<base::Day, base::Day>> days_of(std::string_view edtf) {
    const auto number = [&](std::size_t at, std::size_t size) -> int {
        int n = 0;
        for (std::size_t i = at; i < at + size; ++i) {
            if (i >= edtf.size() || edtf[i] < '0' || edtf[i] > '9') return -1;
            n = n * 10 + (edtf[i] - '0');
        }
        return n;
    };
    using namespace std::chrono;
    const int y = number(0, 4);
    if (y < 0) return std::nullopt;
    const auto day = [](year_month_day d) { return local_days{d}; };
    if (edtf.size() == 4) return std::pair{day(year{y} / January / 1), day(year{y} / December / 31)};
    const int m = number(5, 2);
    if (edtf[4] != '-' || m < 1 || m > 12) return std::nullopt;
    const year_month ym = year{y} / month{static_cast<unsigned>(m)};
    if (edtf.size() == 7) return std::pair{day(ym / 1), day(year_month_day{ym / last})};
    const int d = number(8, 2);
    if (edtf.size() != 10 || edtf[7] != '-' || d < 1) return std::nullopt;
    const year_month_day ymd = ym / std::chrono::day{static_cast<unsigned>(d)};
    if (!ymd.ok()) return std::nullopt;
    return std::pair{day(ymd), day(ymd)};
}

std::optional<Kind> kind_of(std::string_view id) noexcept {
    if (id.starts_with("country/")) return Kind::country;
    if (id.starts_with("person/")) return Kind::person;
    if (id.starts_with("org/")) return Kind::organisation;
    if (id.starts_with("place/")) return Kind::place;
    return std::nullopt;
}

Gazetteer::Gazetteer(data::Image image) : image_(std::move(image)) {
    data::ImageReader reader(image_);
    has_users = reader.take<std::uint32_t>()[0] != 0;
    strings_ = reader.text();
    files_ = reader.take<rows::String>();
    entities_ = reader.take<rows::Entity>();
    ids_ = reader.take<base::Slot>();
    surfaces_ = reader.take<rows::Surface>();
    group_ends_ = reader.take<std::uint32_t>();
    terms_ = reader.take<rows::Term>();
    held_ = reader.take<rows::Pair>();
    near_ends_ = reader.take<std::uint32_t>();
    near_ = reader.take<std::uint32_t>();
    capital = match::Keys(reader);
    words = match::Keys(reader);
    words_ = reader.take<rows::Word>();
    given_ = match::Keys(reader);
    prefixes_ = match::Keys(reader);
    if (entities_.empty() && !surfaces_.empty()) reader.fail();
}

Term Gazetteer::term(std::uint32_t i) const noexcept {
    const rows::Term& r = terms_[i];
    Term t;
    t.person = r.person;
    t.office = text(r.office);
    t.of = text(r.of);
    t.from = base::Day{std::chrono::days{r.from}};
    t.dated = (r.flags & 1U) != 0;
    if ((r.flags & 2U) != 0) t.until = base::Day{std::chrono::days{r.until}};
    return t;
}

std::uint32_t Gazetteer::find(std::string_view id) const noexcept {
    return base::find_number(ids_.span(), base::word_hash(id), [&](std::uint32_t i) { return text(entities_[i].id) == id; });
}

std::pair<std::uint32_t, std::uint32_t> Gazetteer::terms_of(std::string_view office, std::string_view of) const noexcept {
    const auto terms = terms_.span();
    const auto compare = [&](const rows::Term& t) {
        const int c = text(t.office).compare(office);
        return c != 0 ? c : text(t.of).compare(of);
    };
    const auto begin = std::partition_point(terms.begin(), terms.end(), [&](const rows::Term& t) { return compare(t) < 0; });
    const auto end = std::partition_point(begin, terms.end(), [&](const rows::Term& t) { return compare(t) == 0; });
    return {static_cast<std::uint32_t>(begin - terms.begin()), static_cast<std::uint32_t>(end - terms.begin())};
}

std::span<const rows::Pair> Gazetteer::equal(const base::Array<rows::Pair>& pairs, std::uint32_t key) noexcept {
    const auto all = pairs.span();
    const auto begin = std::partition_point(all.begin(), all.end(), [&](const rows::Pair& p) { return p.key < key; });
    const auto end = std::partition_point(begin, all.end(), [&](const rows::Pair& p) { return p.key == key; });
    return {begin, end};
}

bool Gazetteer::written_as(const text::Text& t, std::uint32_t first, std::uint32_t last, Range range, const Surface& s) const {
    if (s.is(surface_exact)) {
        // As written: compare the source, apostrophes and spaces aside.
        const std::string_view surface = t.surface(range);
        const std::string_view written = text(s.written);
        std::size_t i = 0;
        std::size_t j = 0;
        const auto unit = [](std::string_view v, std::size_t& at) -> char {
            if (v.substr(at, 3) == "\xE2\x80\x99") return at += 3, '\'';
            if (v.substr(at, 2) == "\xC2\xA0") return at += 2, ' ';
            return v[at++];
        };
        while (i < surface.size() && j < written.size()) {
            if (unit(surface, i) != unit(written, j)) return false;
        }
        return i == surface.size() && j == written.size();
    }
    bool all_upper = true;
    for (std::uint32_t w = first; w < last; ++w) {
        const text::Word& word = t.words[w];
        if (!word.is(text::upper) && !(word.end - word.begin == 1 && word.is(text::capital)) && !word.is(text::digits)) all_upper = false;
    }
    if (s.is(surface_acronym)) {
        if (all_upper) return true;
        std::uint64_t bit = 1;
        for (std::uint32_t i = range.begin; i < range.end; ++i, bit <<= 1) {
            if (((s.capitals & bit) != 0) != ((t.marks[i] & text::mark_upper) != 0)) return false;
        }
        return true;
    }
    std::uint64_t bit = 1;
    for (std::uint32_t w = first; w < last; ++w, bit <<= 1) {
        if ((s.capitals & bit) != 0 && !t.words[w].is(text::capital)) return false;
    }
    return true;
}

} // namespace stoltenberg::entity
