// The text room: one fold with an offset map, words, lines, sentences. The only room that sees ICU.
//
//   source  "L’Élysée  a dit"        bytes as given
//   folded  "l'elysee  a dit"        what every other room matches on
//   origin  0 1.. : source offset of each folded byte
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.hpp"
#include <stoltenberg/types.hpp>

namespace stoltenberg::text {

/// Per folded byte: what the fold took away.
enum Mark : std::uint8_t {
    mark_upper = 1,  ///< comes from an upper-case letter
    mark_accent = 2, ///< a diacritic was stripped here
    mark_acute_e = 4 ///< comes from é or É (composed or not)
};

struct Word {
    std::uint32_t begin; ///< folded bytes
    std::uint32_t end;
    std::uint32_t hash; ///< base::word_hash of the folded word: one probe tells most lexicons that they don't have it
    std::uint16_t flags;
    std::uint16_t gap = 0; ///< what stands behind it, up to the next word

    [[nodiscard]] Range range() const noexcept { return {begin, end}; }
    [[nodiscard]] bool is(std::uint16_t f) const noexcept { return (flags & f) != 0; }
    [[nodiscard]] bool before(std::uint16_t g) const noexcept { return (gap & g) != 0; }
};
enum WordFlag : std::uint16_t {
    capital = 1,          ///< first letter is upper case
    upper = 2,            ///< two letters or more, all upper case
    digits = 4,           ///< ASCII digits only
    has_digit = 8,        ///< at least one digit
    accent = 16,          ///< at least one diacritic
    acute_end = 32,       ///< ends in é, ée, és or ées (a past participle, not a present)
    elided = 64,          ///< an elision clitic followed by its apostrophe: the l of l'Ukraine
    line_start = 128,     ///< first word of its line
    sentence_start = 256, ///< first word of its sentence (quotes, brackets and elisions before it do not count)
    mixed = 512,          ///< capitals after the first letter, not all upper (McCain, iPhone)
};

/// What stands between a word and the next, one bit each.
enum Gap : std::uint16_t {
    gap_space = 1,      ///< one space and nothing else
    gap_apostrophe = 2, ///< one apostrophe and nothing else
    gap_comma = 4,
    gap_colon = 8, ///< or a semicolon
    gap_stop = 16, ///< a full stop
    gap_open = 32, ///< round brackets
    gap_close = 64,
    gap_square = 128, ///< either square bracket
    gap_quote = 256,
    gap_line = 512,  ///< a line end
    gap_dash = 1024, ///< a dash between spaces
    gap_first = 2048 ///< one of ,;:.) right behind the word
};

struct Line {
    Range range;                         ///< without its line end
    std::uint32_t first_word, last_word; ///< [first, last)
};

struct Sentence {
    Range range;                         ///< first to last character that is no white space
    std::uint32_t first_word, last_word; ///< [first, last)
};

/// What the text room has to know of a language; filled from data/lang/XX by the conductor.
struct Language {
    struct Abbreviation {
        std::string text;     ///< folded, without its final stop ("p. ex" for "p. ex.")
        bool may_end = false; ///< a sentence may end with it when a capital follows ("etc.")
    };
    std::vector<std::string> elisions; ///< folded, without apostrophe: "l", "qu", "jusqu"
    std::vector<Abbreviation> abbreviations;
};

/// Folded text with everything found in one pass. `source` is a view: the caller keeps the bytes alive.
/// Folding: case, diacritics, ligatures (oe ae ss), quotation marks (to '), double quotes («»“”„ to "), dashes (to -), no-break and other
/// spaces (to a space), ellipsis (to ...), soft hyphen, zero-width and combining characters (dropped), CR LF (to LF), an
/// invalid byte to U+001A. Other scripts are case-folded and stripped with ICU.
struct Text {
    std::string_view source;
    std::string folded;
    std::vector<std::uint32_t> origin; ///< folded.size() + 1 entries
    std::vector<std::uint8_t> marks;   ///< folded.size() entries
    std::vector<Word> words;
    std::vector<Line> lines;
    std::vector<Sentence> sentences;

    [[nodiscard]] std::string_view folded_at(Range r) const noexcept { return std::string_view(folded).substr(r.begin, r.size()); }
    [[nodiscard]] std::string_view word(std::size_t i) const noexcept { return folded_at(words[i].range()); }
    /// Source bytes of a range. Never cuts a character; combining marks stay with their letter, trailing
    /// zero-width characters stay outside.
    [[nodiscard]] Span to_span(Range r) const noexcept;
    [[nodiscard]] std::string_view surface(Range r) const noexcept {
        const Span s = to_span(r);
        return source.substr(s.begin, s.size());
    }
    /// First folded offset whose source is at or after `source_offset`.
    [[nodiscard]] std::uint32_t folded_offset(std::uint32_t source_offset) const noexcept;
    /// Index of the first word that begins at or after the folded offset.
    [[nodiscard]] std::uint32_t word_at(std::uint32_t folded_offset) const noexcept;
    /// Index of the sentence that holds the folded offset, or sentences.size().
    [[nodiscard]] std::size_t sentence_at(std::uint32_t folded_offset) const noexcept;
    /// Characters between word i and word i+1, folded.
    [[nodiscard]] std::string_view gap_after(std::size_t i) const noexcept {
        const std::uint32_t b = words[i].end;
        const std::uint32_t e = i + 1 < words.size() ? words[i + 1].begin : static_cast<std::uint32_t>(folded.size());
        return {folded.data() + b, e - b};
    }
};

/// Folds and finds words and lines. Reuses the capacity of `out`.
void read(std::string_view source, const Language& language, Text& out);

/// Finds sentences (and sets sentence_start). `breaks`: folded offsets, ascending, where no sentence may
/// run over (edges of furniture). Line ends break where a blank line, an indent or the shape of the page says so.
void segment(Text& text, const Language& language, const std::vector<std::uint32_t>& breaks = {});

/// No text folds to more than this many times its bytes; with the Analyzer's limit of 1 GiB every folded offset fits 32 bits.
inline constexpr std::size_t most_growth = 4;

/// Folds a short string (a data cell); no offsets.
[[nodiscard]] std::string fold(std::string_view utf8);
/// Lower case without stripping accents (NFC); for rows that ask for accents. Any bytes in.
[[nodiscard]] std::string lower(std::string_view utf8);
inline constexpr std::array<bool, 256> word_bytes = [] {
    std::array<bool, 256> out{};
    for (unsigned u = 0; u < out.size(); ++u) out[u] = u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z');
    return out;
}();
/// True where `c` belongs to a word (ASCII letter or digit, or any byte of another script).
[[nodiscard]] constexpr bool is_word_byte(char c) noexcept { return word_bytes[static_cast<unsigned char>(c)]; }

/// Text of another encoding to UTF-8. `encoding`: a name ICU knows ("ISO-8859-1", "windows-1252"), or empty
/// to detect (UTF-8, with or without BOM, wins when the bytes are well-formed). A BOM is removed.
[[nodiscard]] std::string to_utf8(std::string_view bytes, std::string_view encoding = {});

} // namespace stoltenberg::text
