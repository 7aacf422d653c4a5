// Open addressing over numbers of things; the caller knows the things.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/array.hpp"

namespace stoltenberg::base {

struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0; ///< + 1; 0 = empty
};

inline constexpr std::uint32_t no_number = 0xFFFFFFFF;

/// The first number with this hash that is(number) takes, or no_number. Ends whatever the slots hold.
template <class Is>
[[nodiscard]] std::uint32_t find_number(std::span<const Slot> slots, std::uint32_t hash, Is&& is) {
    const std::size_t mask = slots.size() - 1;
    if (slots.empty() || (slots.size() & mask) != 0) return no_number; // no power of two: damaged
    for (std::size_t n = 0, at = hash & mask; n <= mask && slots[at].number != 0; ++n, at = (at + 1) & mask) {
        if (slots[at].hash == hash && is(slots[at].number - 1)) return slots[at].number - 1;
    }
    return no_number;
}

/// Slots while they are filled.
class SlotTable {
public:
    explicit SlotTable(std::size_t expected = 0) : slots_(std::bit_ceil(expected * 2 + 2)) {}

    template <class Is>
    [[nodiscard]] std::uint32_t find(std::uint32_t hash, Is&& is) const {
        return find_number(slots_, hash, is);
    }
    /// The caller has looked: it is not there.
    void add(std::uint32_t hash, std::uint32_t number) {
        if (++size_ * 2 > slots_.size()) grow();
        put(slots_, {hash, number + 1});
    }
    [[nodiscard]] std::vector<Slot> take() && { return std::move(slots_); }

private:
    static void put(std::vector<Slot>& slots, Slot slot) {
        const std::size_t mask = slots.size() - 1;
        std::size_t at = slot.hash & mask;
        while (slots[at].number != 0) at = (at + 1) & mask;
        slots[at] = slot;
    }
    void grow() {
        std::vector<Slot> larger(slots_.size() * 2);
        for (const Slot& slot : slots_) {
            if (slot.number != 0) put(larger, slot);
        }
        slots_ = std::move(larger);
    }
    std::vector<Slot> slots_;
    std::size_t size_ = 0;
};

} // namespace stoltenberg::base
