#include "match/places.hpp"

namespace stoltenberg::match {

void Window::read() {
    words_ = whole_ / 64 + 1;
    for (const unsigned char byte : bytes_) slots_[byte] = 0;
    bytes_.assign(1, 0);
    if (rows_ == nullptr) {
        rows_ = std::make_unique_for_overwrite<std::uint64_t[]>(257 * window_words); // the memory of short texts is never touched
        known_rows_ = std::make_unique_for_overwrite<std::uint64_t[]>(most_known * window_words);
    }
    std::uint64_t* row = rows_.get(); // of a byte the text has not
    for (std::size_t i = 0; i < words_; ++i) row[i] = 0;
    for (std::size_t i = 0; i < whole_; ++i) {
        const auto byte = static_cast<unsigned char>(text_.data()[i]);
        std::uint16_t& slot = slots_[byte];
        if (slot == 0) {
            slot = static_cast<std::uint16_t>(bytes_.size());
            bytes_.push_back(byte);
            row = rows_.get() + slot * words_;
            std::size_t word = 0;
            do row[word] = 0;
            while (++word < words_);
        }
        rows_[slot * words_ + i / 64] |= std::uint64_t{1} << i % 64;
    }
}

Row Window::at(const Set& set) {
    if (words_ == 0) read();
    Known& known = known_[set.slot % most_known];
    std::uint64_t* row = known_rows_.get() + set.slot % most_known * window_words;
    if (known.reading == reading_ && known.set == set.bytes) return row;
    known = {set.bytes, reading_};
    std::fill_n(row, words_, 0);
    for (std::size_t slot = 1; slot < bytes_.size(); ++slot) {
        if (!set.bytes[bytes_[slot]]) continue;
        for (std::size_t i = 0; i < words_; ++i) row[i] |= rows_[slot * words_ + i];
    }
    return row;
}

std::pair<Window::List*, bool> Window::list(const Pattern* of) {
    for (List& one : lists_) {
        if (one.of == of && one.reading == reading_) return {&one, false};
    }
    List& one = lists_[filled_++ % lists_.size()];
    one.of = of;
    one.reading = reading_;
    one.size = 0;
    return {&one, true};
}

} // namespace stoltenberg::match
