// Sentence ends: . ! ? and closing quotes, minus abbreviations and initials; line ends by the shape of the page.
#include <algorithm>
#include <array>

#include "text/text.hpp"

namespace stoltenberg::text {
namespace {

/// Bytes a sentence or a line may end at.
constexpr std::array<bool, 256> is_end = [] {
    std::array<bool, 256> out{};
    for (const char c : {'\n', '.', '!', '?'}) out[static_cast<unsigned char>(c)] = true;
    return out;
}();
constexpr bool is_space(char c) { return c == ' ' || c == '\n'; }
constexpr bool is_closer(char c) { return c == '"' || c == ')' || c == ']' || c == '\''; }

class Segmenter {
public:
    Segmenter(Text& text, const Language& language, const std::vector<std::uint32_t>& breaks)
        : t_(text), f_(text.folded), language_(language), breaks_(breaks) {}

    void run() {
        const bool wrapped = is_hard_wrapped();
        const auto size = static_cast<std::uint32_t>(f_.size());
        std::uint32_t begin = 0;
        std::size_t next_break = 0;
        for (std::uint32_t i = 0; i < size;) {
            while (next_break < breaks_.size() && breaks_[next_break] <= i) {
                emit(begin, breaks_[next_break]);
                begin = std::max(begin, breaks_[next_break++]);
            }
            const std::uint32_t stop_at = next_break < breaks_.size() ? std::min(breaks_[next_break], size) : size;
            while (i < stop_at && !is_end[static_cast<unsigned char>(f_[i])]) ++i;
            if (i == stop_at) continue; // a break, or the end
            const char c = f_[i];
            if (c == '\n') {
                if (line_end_breaks(i, wrapped)) {
                    emit(begin, i);
                    begin = i + 1;
                }
                while (i + 1 < size && is_space(f_[i + 1])) ++i; // one decision for a run of blank lines
            } else {
                std::uint32_t end = i + 1;
                while (end < size && (f_[end] == '.' || f_[end] == '!' || f_[end] == '?')) ++end;
                if (const std::uint32_t stop = sentence_end(i, end); stop != 0) {
                    emit(begin, stop);
                    begin = stop;
                }
                i = end - 1;
            }
            ++i;
        }
        emit(begin, size);
    }

private:
    void emit(std::uint32_t begin, std::uint32_t end) {
        while (begin < end && is_space(f_[begin])) ++begin;
        while (end > begin && is_space(f_[end - 1])) --end;
        if (begin >= end) return;
        while (word_ < t_.words.size() && t_.words[word_].begin < begin) ++word_;
        const std::uint32_t first = word_;
        while (word_ < t_.words.size() && t_.words[word_].begin < end) ++word_;
        t_.sentences.push_back({{begin, end}, first, word_});
        for (std::uint32_t w = first; w < word_; ++w) {
            t_.words[w].flags |= sentence_start;
            if (!t_.words[w].is(elided)) break; // in "L'Ukraine" both the clitic and the name start it
        }
    }

    /// [dot, end) is the run of terminators; the offset behind the sentence, or 0.
    std::uint32_t sentence_end(std::uint32_t dot, std::uint32_t end) const {
        const auto size = static_cast<std::uint32_t>(f_.size());
        std::uint32_t close = end;
        // A quote belongs to the sentence when it closes: right behind the stop, or after one space and before a space.
        while (close < size && is_closer(f_[close]) && quote_at(close) != Quote::opening) ++close;
        if (close + 1 < size && f_[close] == ' ' && f_[close + 1] == '"' && quote_at(close + 1) != Quote::opening &&
            (quote_at(close + 1) == Quote::closing || close + 2 >= size || is_space(f_[close + 2]) || f_[close + 2] == ',' || f_[close + 2] == '.')) {
            close += 2;
        }
        if (close >= size) return size;
        std::uint32_t next = close;
        while (next < size && is_space(f_[next])) ++next;
        if (next >= size) return size;
        const bool spaced = next > close;
        std::uint32_t letter = next;
        while (letter < size && (f_[letter] == '"' || f_[letter] == '(' || f_[letter] == '[' || f_[letter] == '\'' || f_[letter] == '-' ||
                                 (letter > next && f_[letter] == ' '))) {
            ++letter;
        }
        const bool next_upper = letter < size && (t_.marks[letter] & mark_upper) != 0;
        const bool next_digit = letter < size && f_[letter] >= '0' && f_[letter] <= '9';
        const bool single_dot = f_[dot] == '.' && end == dot + 1;
        if (!spaced) {
            // Glued: only behind a closing quote, or between a lower-case word and a capitalised one ("fin.Le président").
            if (!next_upper) return 0;
            if (close > end) return close;
            const bool before = dot > 1 && is_word_byte(f_[dot - 1]) && is_word_byte(f_[dot - 2]) && !(t_.marks[dot - 1] & mark_upper) &&
                                !(f_[dot - 1] >= '0' && f_[dot - 1] <= '9');
            const bool after = letter + 1 < size && is_word_byte(f_[letter + 1]) && !(t_.marks[letter + 1] & mark_upper) && f_[letter + 1] != '.';
            return before && after && single_dot && !abbreviation(dot, next_upper) && !web_name(dot, letter) ? end : 0;
        }
        if (single_dot && abbreviation(dot, next_upper)) return 0;
        if (next_upper || next_digit) return close;
        // "… ?" and "!" inside a sentence go on in lower case.
        return (letter > next && f_[next] == '"' && close > end) || is_lower_word(letter) ? 0 : close;
    }

    enum class Quote { none, straight, opening, closing };

    /// The fold makes all double quotes alike: the source knows which way they open.
    Quote quote_at(std::uint32_t at) const {
        if (f_[at] != '"') return Quote::none;
        const std::string_view c = t_.source.substr(t_.origin[at], 3);
        if (c.starts_with("\xC2\xBB") || c.starts_with("\xE2\x80\x9D")) return Quote::closing;
        if (c.starts_with("\xC2\xAB") || c.starts_with("\xE2\x80\x9C")) return Quote::opening;
        return Quote::straight;
    }

    bool is_lower_word(std::uint32_t at) const { return at < f_.size() && is_word_byte(f_[at]) && !(t_.marks[at] & mark_upper); }

    /// "Booking.Com" and the like: the word behind the dot ends the run and is short.
    bool web_name(std::uint32_t dot, std::uint32_t letter) const {
        std::uint32_t end = letter;
        while (end < f_.size() && is_word_byte(f_[end])) ++end;
        return end - letter <= 3 && (t_.marks[word_begin(dot)] & mark_upper) != 0;
    }

    std::uint32_t word_begin(std::uint32_t end) const {
        std::uint32_t b = end;
        while (b > 0 && is_word_byte(f_[b - 1])) --b;
        return b;
    }

    bool abbreviation(std::uint32_t dot, bool next_upper) const {
        const std::uint32_t begin = word_begin(dot);
        if (begin == dot) return false;
        const std::uint32_t size = dot - begin;
        // Initials: "S. Lavrov", "J.-Y. Le Drian", "U.S. Army".
        if (size == 1 && (t_.marks[begin] & mark_upper)) {
            const bool acronym_before = begin >= 2 && f_[begin - 1] == '.' && is_word_byte(f_[begin - 2]);
            return !acronym_before || !next_upper || begin < 4 || f_[begin - 2] == 'm';
        }
        const std::string_view upto = std::string_view(f_).substr(0, dot);
        for (const Language::Abbreviation& a : language_.abbreviations) {
            if (a.text.back() != upto.back() || !upto.ends_with(a.text)) continue;
            const std::size_t at = dot - a.text.size();
            if (at > 0 && is_word_byte(f_[at - 1]) && is_word_byte(f_[at])) continue;
            return !(a.may_end && next_upper);
        }
        return false;
    }

    bool line_end_breaks(std::uint32_t at, bool wrapped) const {
        const auto size = static_cast<std::uint32_t>(f_.size());
        std::uint32_t next = at + 1;
        bool blank = false;
        while (next < size && is_space(f_[next])) blank |= f_[next++] == '\n';
        if (blank || next >= size) return true;
        std::uint32_t last = at;
        while (last > 0 && f_[last - 1] == ' ') --last;
        if (last == 0 || f_[last - 1] == '\n') return true;
        const bool lower_next = is_word_byte(f_[next]) && !(t_.marks[next] & mark_upper) && !(f_[next] >= '0' && f_[next] <= '9');
        const char before = f_[last - 1];
        if (before == '.' || before == '!' || before == '?') return !lower_next;
        if (lower_next || before == ',' || before == '-') return false;
        return !wrapped;
    }

    /// A page whose text was broken at a fixed width: most lines are about as long as the longest.
    bool is_hard_wrapped() const {
        std::uint32_t longest = 0;
        std::uint32_t filled = 0;
        for (const Line& line : t_.lines) longest = std::max(longest, line.range.size());
        if (longest < 40 || longest > 110 || t_.lines.size() < 4) return false;
        std::uint32_t near = 0;
        for (const Line& line : t_.lines) {
            if (line.range.size() == 0) continue;
            ++filled;
            near += line.range.size() * 4 >= longest * 3;
        }
        return near * 2 > filled;
    }

    Text& t_;
    const std::string& f_;
    const Language& language_;
    const std::vector<std::uint32_t>& breaks_;
    std::uint32_t word_ = 0;
};

} // namespace

void segment(Text& text, const Language& language, const std::vector<std::uint32_t>& breaks) {
    text.sentences.clear();
    for (Word& word : text.words) word.flags &= static_cast<std::uint16_t>(~sentence_start);
    Segmenter(text, language, breaks).run();
}

} // namespace stoltenberg::text
