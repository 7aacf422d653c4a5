// One function a target. Each takes any bytes and aborts when a law is broken; what it may throw it catches itself.
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace fuzz {

void fold(std::string_view input);     ///< text::read, segment, to_span, offsets
void tables(std::string_view input);   ///< TSV: a user's gazetteer, any file of data/
void annotate(std::string_view input); ///< the whole, and every writer
void article(std::string_view input);  ///< the page reader, and how it dates a page
void lines(std::string_view input);    ///< JSON in: articles and timelines
void times(std::string_view input);    ///< what TIMEX3, EDTF and intervals say
void image(std::string_view input);    ///< a compiled gazetteer with damaged tables

/// All of data/, the large gazetteers cut to some rows: a load is then short enough to be done for every input.
const std::map<std::string, std::string>& small_data();

inline void require(bool holds, const char* law) {
    if (holds) return;
    std::fprintf(stderr, "broken law: %s\n", law);
    std::abort();
}

/// A copy in a block of exactly its size, so that the address sanitizer sees the first byte too many.
class Exact {
public:
    explicit Exact(std::string_view bytes) : data_(new char[bytes.size()]), size_(bytes.size()) {
        if (size_ > 0) std::memcpy(data_.get(), bytes.data(), size_);
    }
    [[nodiscard]] std::string_view view() const { return {data_.get(), size_}; }

private:
    std::unique_ptr<char[]> data_;
    std::size_t size_;
};

/// Takes one byte off the front as a choice.
inline unsigned choice(std::string_view& input) {
    if (input.empty()) return 0;
    const auto c = static_cast<unsigned char>(input.front());
    input.remove_prefix(1);
    return c;
}

} // namespace fuzz
