// A read-only array of plain values, its own or a view of somebody's bytes (a mapped file, the data of the library).
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace stoltenberg::base {

/// Reading beyond the end gives a value of zeros: the bytes of a file are not to be trusted. Copies share.
template <class T>
class Array {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    Array() = default;
    explicit Array(std::vector<T> values) : own_(std::make_shared<const std::vector<T>>(std::move(values))), view_(*own_) {}
    explicit Array(std::span<const T> view) : view_(view) {}

    [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return i < view_.size() ? view_.data()[i] : zero; }
    [[nodiscard]] std::size_t size() const noexcept { return view_.size(); }
    [[nodiscard]] bool empty() const noexcept { return view_.empty(); }
    [[nodiscard]] std::span<const T> span() const noexcept { return view_; }
    [[nodiscard]] auto begin() const noexcept { return view_.begin(); }
    [[nodiscard]] auto end() const noexcept { return view_.end(); }

private:
    static constexpr T zero{};
    std::shared_ptr<const std::vector<T>> own_;
    std::span<const T> view_;
};

} // namespace stoltenberg::base
