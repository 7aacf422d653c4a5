// The fold itself, for the rest of the room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stoltenberg::text {

/// `origin` and `marks` may be null.
void fold_into(std::string_view source, std::string& folded, std::vector<std::uint32_t>* origin, std::vector<std::uint8_t>* marks);

} // namespace stoltenberg::text
