// The fold: one table for the scripts French news is written in, built from ICU once; ICU itself for the rest.
#include <algorithm>
#include <array>
#include <cstring>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include "base/utf8.hpp"
#include "text/fold.hpp"
#include "text/text.hpp"

namespace stoltenberg::text {
namespace {

constexpr char32_t table_size = 0x250;

struct Entry {
    char bytes[4] = {}; ///< ASCII
    std::uint8_t size = 0;
    std::uint8_t marks = 0;
};

struct Folding {
    std::string bytes;
    std::uint8_t marks = 0;
};

bool ignorable(char32_t cp) {
    return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2064) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF || (cp >= 0xFE00 && cp <= 0xFE0F) ||
           u_charType(static_cast<UChar32>(cp)) == U_NON_SPACING_MARK || u_charType(static_cast<UChar32>(cp)) == U_ENCLOSING_MARK;
}

/// Characters that Unicode does not take apart but newspapers do.
const char* special(char32_t cp) {
    switch (cp) {
    case 0x0A:
    case 0x0D:
    case 0x0B:
    case 0x0C:
    case 0x85:
    case 0x2028:
    case 0x2029: return "\n";
    case 0x09:
    case 0xA0:
    case 0x1680:
    case 0x202F:
    case 0x205F:
    case 0x3000: return " ";
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x60:
    case 0xB4:
    case 0x02BC:
    case 0x02B9:
    case 0x2039:
    case 0x203A:
    case 0xFF07:
    case 0x02C8: return "'";
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033: return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: return "-";
    case 0x2026: return "...";
    case 0xE6:
    case 0xC6: return "ae";
    case 0x152:
    case 0x153: return "oe";
    case 0xF8:
    case 0xD8: return "o";
    case 0x141:
    case 0x142: return "l";
    case 0x110:
    case 0x111:
    case 0xD0:
    case 0xF0: return "d";
    case 0xDE:
    case 0xFE: return "th";
    case 0x131:
    case 0x130: return "i";
    case 0xB7: return "\xC2\xB7"; // kept: a bullet
    default: return cp >= 0x2000 && cp <= 0x200A ? " " : nullptr;
    }
}

Folding fold_with_icu(char32_t cp) {
    Folding out;
    const auto c = static_cast<UChar32>(cp);
    if (u_isupper(c) || u_istitle(c)) out.marks |= mark_upper;
    if (cp == 0xE9 || cp == 0xC9) out.marks |= mark_acute_e;
    if (const char* s = special(cp)) {
        out.bytes = s;
        if (u_isalpha(c)) out.marks |= mark_accent;
        return out;
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
    icu::UnicodeString text(c);
    text.foldCase();
    if (U_SUCCESS(status)) text = nfkd->normalize(text, status);
    for (int32_t i = 0; i < text.length();) {
        const UChar32 part = text.char32At(i);
        i += U16_LENGTH(part);
        if (ignorable(static_cast<char32_t>(part))) {
            out.marks |= mark_accent;
        } else if (const char* s = special(static_cast<char32_t>(part))) {
            out.bytes += s;
        } else {
            base::append_utf8(out.bytes, static_cast<char32_t>(u_foldCase(part, U_FOLD_CASE_DEFAULT)));
        }
    }
    // A few compatibility forms are whole phrases (U+FDFA: 33 bytes from 3). Kept as they are, folding makes no text longer than `most_growth` times.
    std::string same;
    base::append_utf8(same, cp);
    if (out.bytes.size() > most_growth * same.size()) out.bytes = same;
    return out;
}

struct Tables {
    std::array<Entry, table_size> entries;
    std::array<std::pair<char, std::uint8_t>, 128> ascii; ///< one byte each (CR is not looked up here)
    Tables() {
        for (char32_t cp = 0; cp < table_size; ++cp) {
            const Folding f = ignorable(cp) ? Folding{} : fold_with_icu(cp);
            Entry& e = entries[cp];
            e.size = static_cast<std::uint8_t>(std::min<std::size_t>(f.bytes.size(), sizeof e.bytes));
            std::memcpy(e.bytes, f.bytes.data(), e.size);
            e.marks = f.marks;
            if (cp < ascii.size()) ascii[cp] = {e.size == 1 ? e.bytes[0] : static_cast<char>(cp), e.marks};
        }
    }
};

const Tables& tables() {
    static const Tables instance;
    return instance;
}

} // namespace

namespace {

/// Eight bytes of ASCII that fold to one byte each by their case alone: letters, digits, most marks, the space.
bool fold_eight(const char* from, char* folded, std::uint8_t* marks) {
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    constexpr std::uint64_t tops = ones * 0x80;
    std::uint64_t v;
    std::memcpy(&v, from, 8);
    // The top bit of a byte: it is below a space (or stands above one that is), or the grave accent, which is a quotation mark here.
    const std::uint64_t grave = v ^ (ones * '`');
    if (((v | (v - ones * 0x20) | ((grave - ones) & ~grave)) & tops) != 0) return false;
    const std::uint64_t upper = (v + ones * (0x80 - 'A')) & ~(v + ones * (0x80 - 'Z' - 1)) & tops;
    v |= upper >> 2;
    std::memcpy(folded, &v, 8);
    const std::uint64_t mark = (upper >> 7) * mark_upper;
    if (marks != nullptr) std::memcpy(marks, &mark, 8);
    return true;
}

} // namespace

void fold_into(std::string_view source, std::string& folded, std::vector<std::uint32_t>* origin, std::vector<std::uint8_t>* marks) {
    const auto& table = tables().entries;
    const auto& ascii = tables().ascii;
    // Folding grows a text only by ligatures and compatibility forms; the vectors are trimmed at the end.
    std::size_t capacity = source.size() + source.size() / 16 + 8;
    folded.resize(capacity);
    if (origin) origin->resize(capacity + 1);
    if (marks) marks->resize(capacity);
    std::size_t out = 0;
    const auto reserve = [&](std::size_t more) {
        if (out + more <= capacity) return;
        capacity = capacity * 2 + more;
        folded.resize(capacity);
        if (origin) origin->resize(capacity + 1);
        if (marks) marks->resize(capacity);
    };
    const auto put = [&](const char* bytes, std::size_t size, std::size_t at, std::uint8_t mark) {
        reserve(size);
        for (std::size_t i = 0; i < size; ++i, ++out) {
            folded[out] = bytes[i];
            if (origin) (*origin)[out] = static_cast<std::uint32_t>(at);
            if (marks) (*marks)[out] = mark;
        }
    };
    const std::size_t size = source.size();
    for (std::size_t i = 0; i < size;) {
        const auto byte = static_cast<unsigned char>(source[i]);
        if (byte < 0x80 && byte != '\r') {
            // A run of ASCII, one to one.
            reserve(8);
            if (i + 8 <= size && fold_eight(source.data() + i, folded.data() + out, marks ? marks->data() + out : nullptr)) {
                if (origin) {
                    std::uint32_t* to = origin->data() + out;
                    for (std::uint32_t k = 0; k < 8; ++k) to[k] = static_cast<std::uint32_t>(i) + k;
                }
                i += 8;
                out += 8;
                continue;
            }
            const std::size_t end = std::min(i + 8, size);
            for (; i < end && static_cast<unsigned char>(source[i]) < 0x80 && source[i] != '\r'; ++i, ++out) {
                const auto& [c, mark] = ascii[static_cast<unsigned char>(source[i])];
                folded[out] = c;
                if (origin) (*origin)[out] = static_cast<std::uint32_t>(i);
                if (marks) (*marks)[out] = mark;
            }
            continue;
        }
        if (byte == '\r') {
            if (i + 1 >= size || source[i + 1] != '\n') put("\n", 1, i, 0);
            ++i;
            continue;
        }
        const base::Decoded d = base::decode(source, i);
        if (d.code_point == base::invalid) {
            put("\x1A", 1, i, 0);
        } else if (d.code_point < table_size) {
            const Entry& e = table[d.code_point];
            put(e.bytes, e.size, i, e.marks);
        } else if (ignorable(d.code_point)) {
            // A combining mark belongs to the letter before it.
            if (out > 0 && marks && d.code_point >= 0x300 && d.code_point < 0x370) {
                std::uint8_t& m = (*marks)[out - 1];
                m |= mark_accent;
                if (d.code_point == 0x301 && folded[out - 1] == 'e') m |= mark_acute_e;
            }
        } else if (const char* s = special(d.code_point)) {
            put(s, std::strlen(s), i, 0);
        } else {
            const Folding f = fold_with_icu(d.code_point);
            put(f.bytes.data(), f.bytes.size(), i, f.marks);
        }
        i += d.size;
    }
    folded.resize(out);
    if (origin) {
        origin->resize(out + 1);
        (*origin)[out] = static_cast<std::uint32_t>(size);
    }
    if (marks) marks->resize(out);
}

std::string fold(std::string_view utf8) {
    std::string out;
    fold_into(utf8, out, nullptr, nullptr);
    return out;
}

std::string lower(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    icu::UnicodeString text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
    text.foldCase();
    if (U_SUCCESS(status)) text = nfc->normalize(text, status);
    std::string out;
    text.toUTF8String(out);
    return out;
}

} // namespace stoltenberg::text
