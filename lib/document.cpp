#include <stoltenberg/document.hpp>

#include "base/utf8.hpp"

namespace stoltenberg {
namespace {

constexpr std::uint32_t block_bytes = 64;

std::uint32_t units(const base::Decoded& d, OffsetUnit unit) noexcept {
    return unit == OffsetUnit::utf16 && d.code_point != base::invalid && d.code_point > 0xFFFF ? 2 : 1;
}

} // namespace

OffsetConverter::OffsetConverter(std::string_view text, OffsetUnit unit) : text_(text), unit_(unit) {
    if (unit == OffsetUnit::utf8) return;
    // blocks_[k]: units of all characters that begin before byte k * 64.
    std::uint32_t count = 0;
    blocks_.reserve(text.size() / block_bytes + 2);
    for (std::size_t i = 0; i < text.size();) {
        while (blocks_.size() * block_bytes <= i) blocks_.push_back(count);
        const base::Decoded d = base::decode(text, i);
        ascii_ = ascii_ && d.code_point < 0x80;
        count += units(d, unit);
        i += d.size;
    }
    while (blocks_.size() * block_bytes <= text.size()) blocks_.push_back(count);
}

std::uint32_t OffsetConverter::operator()(std::uint32_t offset) const noexcept {
    if (unit_ == OffsetUnit::utf8 || ascii_) return offset;
    const std::size_t block = offset / block_bytes;
    std::uint32_t count = blocks_[block];
    std::size_t i = block * block_bytes;
    // A character that began in the block before was counted there: skip its tail.
    for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
        const base::Decoded d = base::decode(text_, i - back);
        if (d.code_point != base::invalid && d.size > back) {
            i += d.size - back;
            break;
        }
        if (d.code_point != base::invalid) break;
    }
    while (i < offset) {
        const base::Decoded d = base::decode(text_, i);
        count += units(d, unit_);
        i += d.size;
    }
    return count;
}

} // namespace stoltenberg
