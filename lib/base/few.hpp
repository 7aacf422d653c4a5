// A sequence that is nearly always short: the first N items need no allocation.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

namespace stoltenberg::base {

template <class T, std::size_t N>
class Few {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    [[nodiscard]] T* begin() noexcept { return many_.empty() ? few_.data() : many_.data(); }
    [[nodiscard]] T* end() noexcept { return begin() + size_; }
    [[nodiscard]] const T* begin() const noexcept { return many_.empty() ? few_.data() : many_.data(); }
    [[nodiscard]] const T* end() const noexcept { return begin() + size_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] const T& front() const noexcept { return *begin(); }

    [[nodiscard]] std::span<const T> view() const noexcept { return {begin(), size_}; }

    void push_back(const T& item) {
        if (size_ < N) {
            few_[size_++] = item;
            return;
        }
        if (many_.empty()) many_.assign(few_.begin(), few_.end());
        many_.push_back(item);
        ++size_;
    }
    void clear() noexcept {
        many_.clear();
        size_ = 0;
    }

private:
    std::size_t size_ = 0;
    std::array<T, N> few_{};
    std::vector<T> many_; ///< all of them, once there are more than N
};

} // namespace stoltenberg::base
